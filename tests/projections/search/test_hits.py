"""Search: what is found, in what order, why, and at which moment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.projections.filled import TODAY, World, uid

from watchgraph.vocabulary import UnknownKindError
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.tables import OPEN, search_entry
from watchgraph_projections.search.errors import NothingToSearchError, SearchTooLongError
from watchgraph_projections.search.hits import Hit, Match, search
from watchgraph_projections.search.index import forget
from watchgraph_projections.search.words import read
from watchgraph_projections.views.pages import Cut, Place, count, read_page

NOW = Moment(day=TODAY, position=OPEN - 1, now=True)


def find(world: World, text: str, *kinds: str, moment: Moment = NOW) -> list[Hit]:
    hits = search(world.connection, text, kinds)
    return [hits.row(values) for values in read_page(world.connection, hits, moment, Cut(size=100)).values]


def test_names_are_found_in_every_script_and_without_their_accents(world: World) -> None:
    belgrade, ministry, huawei = (world.entity(kind, kind) for kind in ("Place", "Organisation", "Organisation"))
    world.named(belgrade, "Београд")
    world.named(ministry, "Ministarstvo unutrašnjih poslova")
    world.named(huawei, "华为")

    assert [hit.key for hit in find(world, "beograd")] == [belgrade]
    assert [hit.key for hit in find(world, "unutrasnjih")] == [ministry]
    assert [hit.key for hit in find(world, "Huawei")] == [huawei]


def test_a_hit_says_which_text_and_which_of_its_words_were_found(world: World) -> None:
    ministry = world.entity("Organisation", "MUP")
    claim = world.named(ministry, "Ministarstvo unutrašnjih poslova")

    (hit,) = find(world, "poslova ministar")

    assert hit.id == uid(ministry)
    assert (hit.kind, hit.label, hit.field, hit.claim) == ("Organisation", "MUP", "name", claim)
    assert hit.text == "Ministarstvo unutrašnjih poslova"
    assert hit.words == ("Ministarstvo", "poslova")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Hikvsion", "Hikvision"),  # a letter is missing
        ("Hikvisiion", "Hikvision"),  # one too many
        ("Hikvisoin", "Hikvision"),  # two have changed places
        ("Hykvisoin", "Hikvision"),  # two slips in a long word
        ("Sao Paulo", "São Paulo"),
        ("Sao Pualo", "São Paulo"),
        ("Београд", "Београд"),
        ("Beograd", "Београд"),
        ("Beogard", "Београд"),
    ],
)
def test_a_misspelt_word_finds_what_was_meant(world: World, typed: str, meant: str) -> None:
    world.named(world.entity("Organisation", meant), f"{meant} and others")

    (hit,) = find(world, typed)

    assert hit.text == f"{meant} and others"
    assert hit.words == tuple(meant.split())


def test_what_is_spelt_so_comes_before_what_may_have_been_meant_and_says_so(world: World) -> None:
    for text in ("Hikvision", "Hikvsion (as spelt in a file)", "The Hikvsions", "Hikvsion"):
        world.named(world.entity("Organisation", text), text)

    found = find(world, "hikvsion")

    assert [(hit.text, hit.match) for hit in found] == [
        ("Hikvsion", Match.EQUAL),
        ("Hikvsion (as spelt in a file)", Match.BEGINS),
        ("The Hikvsions", Match.PART),
        ("Hikvision", Match.SIMILAR),
    ]


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("Iran", "Iraq"),  # short words are all near each other
        ("Huawei", "Hawaii"),  # two slips in a word of six
        ("model2018", "model2019"),  # a digit is never a slip
    ],
)
def test_tolerance_has_bounds(world: World, typed: str, other: str) -> None:
    world.named(world.entity("Organisation", other), other)

    assert find(world, typed) == []


def test_every_word_must_occur_as_the_beginning_of_a_word(world: World) -> None:
    world.named(world.entity("Deployment", "Safe City"), "Belgrade Safe City")

    assert [hit.match for hit in find(world, "safe belg")] == [Match.PART]
    assert [hit.match for hit in find(world, "safe nairobi")] == [Match.SOME]
    assert not find(world, "elgrade")


def test_where_nothing_has_all_words_those_that_have_more_of_them_come_first(world: World) -> None:
    for text in (
        "Safe City of Nairobi",
        "Nairobi",
        "Safe Nairobi cameras",
        "Safe House",
        "Export-Import Bank of China",
    ):
        world.named(world.entity("Deployment", text), text)

    found = find(world, "safe nairobi cameras Hikvison")

    assert [(hit.text, hit.match) for hit in found] == [
        ("Safe Nairobi cameras", Match.SOME),
        ("Safe City of Nairobi", Match.SOME),
        ("Nairobi", Match.SOME),
        ("Safe House", Match.SOME),
    ]
    assert found[0].words == ("Safe", "Nairobi", "cameras")
    assert count(world.connection, search(world.connection, "safe nairobi cameras Hikvison"), NOW) == 4


def test_what_has_some_of_the_words_is_only_found_where_nothing_of_the_kinds_asked_for_has_all(world: World) -> None:
    deployment, place = world.entity("Deployment", "cameras of Nairobi"), world.place("Nairobi")
    world.named(deployment, "cameras of Nairobi")
    world.named(place, "Nairobi")

    assert [hit.key for hit in find(world, "cameras nairobi")] == [deployment]
    assert [(hit.key, hit.match) for hit in find(world, "cameras nairobi", "Place")] == [(place, Match.SOME)]


def test_what_had_all_words_at_an_earlier_moment_decides_for_that_moment(world: World) -> None:
    world.named(world.place("Nairobi"), "Nairobi")
    world.named(world.entity("Deployment", "cameras of Nairobi"), "cameras of Nairobi", since=10, until=20)

    found = {
        position: [
            (hit.text, hit.match)
            for hit in find(world, "nairobi cameras", moment=Moment(day=TODAY, position=position, now=False))
        ]
        for position in (5, 10, 20)
    }

    assert found[10] == [("cameras of Nairobi", Match.WHOLE)]
    assert found[5] == found[20] == [("Nairobi", Match.SOME)]


def test_words_that_any_text_may_have_find_nothing_by_themselves(world: World) -> None:
    for text in ("Ministry of Defence", "The Bank", "ICBC", "Unicredit"):
        world.named(world.entity("Organisation", text), text)

    assert find(world, "the Atlantis of Utopia") == []
    assert [hit.text for hit in find(world, "the Atlantis of ICBC")] == ["ICBC"]
    assert find(world, "uni Atlantis") == []  # of few letters, and no whole word


def test_the_nearest_texts_come_first(world: World) -> None:
    texts = ("Huaweiland", "Huawei Cloud", "Huawei", "The Huawei files")
    keys = {text: world.entity("Organisation", text) for text in texts}
    for text, key in keys.items():
        world.named(key, text)
    world.source("Huawei")

    found = find(world, "huawei")

    assert [hit.text for hit in found] == ["Huawei", "Huawei", "Huawei Cloud", "The Huawei files", "Huaweiland"]
    assert [hit.field for hit in found[:2]] == ["name", "title"]


def test_a_thing_with_several_matching_names_is_found_once_by_the_best(world: World) -> None:
    huawei = world.entity("Organisation", "Huawei")
    for text in ("Huawei Technologies", "Huawei", "华为"):
        world.named(huawei, text)

    (hit,) = find(world, "huawei")

    assert hit.text == "Huawei"
    assert count(world.connection, search(world.connection, "huawei"), NOW) == 1


def test_titles_of_sources_and_quotes_of_standing_claims_are_found(world: World) -> None:
    source = world.source("Thousands of cameras")
    claim = world.claim(world.place("Serbia"), "basedIn", world.place("x"), standing=1)
    world.quote(claim, "eight thousand cameras")

    found = find(world, "cameras")

    assert [(hit.kind, hit.key, hit.field) for hit in found] == [("Source", source, "title"), ("Claim", claim, "quote")]
    assert [hit.kind for hit in find(world, "cameras", "Claim")] == ["Claim"]
    assert [hit.kind for hit in find(world, "cameras", "Source", "Place")] == ["Source"]


def test_a_name_that_does_not_stand_finds_nothing(world: World) -> None:
    place = world.place("Serbia")
    world.named(place, "Servia", standing=0, state="RETRACTED")
    world.named(place, "Sorbia", polarity="NEGATED")

    assert find(world, "servia") == []
    assert find(world, "sorbia") == []


def test_a_merged_entity_is_found_under_the_one_that_represents_it(world: World) -> None:
    huawei = world.entity("Organisation", "Huawei")
    merged = world.entity("Organisation", "HUAWEI TECH", cluster=huawei)
    claim = world.named(huawei, "Huawei Tech", stated_subject=merged)

    assert [(hit.key, hit.claim) for hit in find(world, "tech")] == [(huawei, claim)]


def test_an_earlier_moment_finds_what_was_known_then(world: World) -> None:
    place = world.place("Serbia")
    world.named(place, "Servia", since=10, until=20)
    world.source("On Servia", since=15)
    quoted = world.claim(place, "basedIn", place, standing=1)
    world.quote(quoted, "to Servia", since=12, until=14)

    found = {
        position: [hit.field for hit in find(world, "servia", moment=Moment(day=TODAY, position=position, now=False))]
        for position in (5, 10, 13, 15, 20)
    }

    assert found == {5: [], 10: ["name"], 13: ["name", "quote"], 15: ["name", "title"], 20: ["title"]}


def test_pages_join_without_gap_or_repeat(world: World) -> None:
    for number in range(7):
        world.named(world.place("x"), f"Camera {number}")

    pages: list[Place] = []
    after = None
    while (
        page := read_page(world.connection, search(world.connection, "camera"), NOW, Cut(size=3, after=after))
    ).values:
        pages += page.places
        after = page.places[-1]

    assert pages == list(read_page(world.connection, search(world.connection, "camera"), NOW, Cut(size=100)).places)
    assert count(world.connection, search(world.connection, "camera"), NOW) == len(set(pages)) == 7


def test_deleted_and_changed_texts_are_no_longer_found(world: World) -> None:
    gone, changed = world.place("x"), world.place("y")
    world.named(gone, "Erased Name")
    world.named(changed, "Former Name")

    world.connection.execute(search_entry.delete().where(search_entry.c.owner == gone))
    other = {"original": "Later Name", "folded": "later name"}
    world.connection.execute(search_entry.update().where(search_entry.c.owner == changed).values(other))
    forget(world.connection)

    assert find(world, "erased") == find(world, "former") == []
    assert [hit.key for hit in find(world, "name")] == [changed]


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_forgotten_words_are_nowhere_in_the_index(world: World) -> None:
    world.named(world.place("x"), "Zebedee")
    stored = "select count(*) from search_index_data where instr(block, 'zebedee') > 0"
    assert world.connection.exec_driver_sql(stored).scalar_one() > 0

    world.connection.execute(search_entry.delete())
    forget(world.connection)

    assert world.connection.exec_driver_sql(stored).scalar_one() == 0


@given(st.text(max_size=60))
def test_no_text_of_a_reader_is_read_as_syntax(text: str) -> None:
    try:
        words = read(text)
    except (NothingToSearchError, SearchTooLongError):
        return
    assert all(word.isascii() and word.isalnum() for word in words.words)


@pytest.mark.parametrize(
    "text",
    ['"', "AND OR NOT", 'x" OR "y', "name: x", "x*", "^x", "NEAR(x y)", "-x", "\x00x", "{a b}: c", "a:* | b & !c"],
)
def test_what_looks_like_syntax_is_searched_as_words(world: World, text: str) -> None:
    if text == '"':
        with pytest.raises(NothingToSearchError):
            find(world, text)
    else:
        assert find(world, text) == []


def test_what_cannot_be_searched_is_refused(world: World) -> None:
    with pytest.raises(SearchTooLongError):
        find(world, "x" * 201)
    with pytest.raises(SearchTooLongError):
        find(world, " ".join(f"w{number}" for number in range(17)))
    with pytest.raises(NothingToSearchError):
        find(world, " … ")
    with pytest.raises(UnknownKindError):
        find(world, "x", "Planet")
