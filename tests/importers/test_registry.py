from pathlib import Path

import pytest

from watchgraph.log import Actor
from watchgraph.vocabulary import PREDICATES
from watchgraph_importers.errors import NoFilesError, UnknownPublisherError
from watchgraph_importers.known_publishers import PUBLISHERS
from watchgraph_importers.pipeline import ImportStore
from watchgraph_importers.publishers import Publisher
from watchgraph_importers.registry import NAMES, called, import_named


def test_an_unknown_name_is_answered_with_the_nearest(store: ImportStore, actor: Actor) -> None:
    with pytest.raises(UnknownPublisherError, match="did you mean aigs-2022"):
        import_named("aigs-2222", [], store, actor)
    with pytest.raises(UnknownPublisherError, match="there are reference"):
        import_named("zzz", [], store, actor)


def test_a_publisher_needs_its_files(store: ImportStore, actor: Actor, tmp_path: Path) -> None:
    with pytest.raises(NoFilesError, match="needs the path"):
        import_named("aigs-2022", [], store, actor)
    with pytest.raises(NoFilesError, match="their names match"):
        import_named("aigs-2022", [tmp_path], store, actor)


def test_the_reference_is_an_importer_like_the_others() -> None:
    assert ("reference", "geonames", *PUBLISHERS) == NAMES


def test_a_folder_stands_for_all_publishers_whose_files_come_in_it_also_for_one_that_is_called_so() -> None:
    alone, together, collected = called("aigs-2022"), called("eff-atlas-california"), called("gdpr-fines")

    assert [each.name for each in alone] == ["aigs-2022"]
    assert [each.name for each in together] == ["eff-atlas-california", "ca-police-technology"]
    assert [each.name for each in collected] == ["gdpr-fines-rub", "gdpr-fines-privacyaffairs"]
    assert [each.name for each in called("ca-police-technology")] == ["ca-police-technology"]


@pytest.mark.parametrize("publisher", PUBLISHERS.values(), ids=PUBLISHERS)
def test_publishers_declare_what_the_vocabulary_knows(publisher: Publisher) -> None:
    covered = {name for edition in publisher.editions for name in edition.covers}

    assert covered <= set(publisher.scope) <= set(PREDICATES)
    assert len({edition.name for edition in publisher.editions}) == len(publisher.editions)
    for edition in publisher.editions:
        assert all(table.optional <= table.read for table in edition.tables)
        assert all(table.read.isdisjoint(table.ignored) for table in edition.tables)


@pytest.mark.parametrize("publisher", PUBLISHERS.values(), ids=PUBLISHERS)
def test_the_name_of_a_folder_means_everybody_whose_files_lie_in_it(publisher: Publisher) -> None:
    assert publisher in called(publisher.folder)
    assert publisher in called(publisher.name)
