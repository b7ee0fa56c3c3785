"""What a row states, held against the vocabulary."""

from dataclasses import replace
from pathlib import Path

from tests.importers.readings import opened
from tests.importers.rows import row, said

from watchgraph.domain.values import Text
from watchgraph_importers.ca_police_technology import CA_POLICE_TECHNOLOGY, claims


def test_a_name_is_stated_as_the_cell_has_it_too(tmp_path: Path) -> None:
    plain = row({"City": "Brea"})
    padded = replace(plain, padded={"City": " Brea\t"})

    with opened(tmp_path) as read:
        once, problems = read(CA_POLICE_TECHNOLOGY, claims, plain)
        twice, others = read(CA_POLICE_TECHNOLOGY, claims, padded)

    added = [act for act in twice if act not in once]
    assert problems == others == []
    assert [one.object for one in said(added, "name")] == [Text(text=" Brea\t", lang="und")]
    assert len(twice) == len(once) + 1
