"""Search through the API, over the reference data as they ship."""

from collections.abc import Iterator

import pytest
from tests.schema.asking import Ask, asking, reference


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with reference(tmp_path_factory.mktemp("search")) as catalogue:
        yield asking(catalogue)


HIT = "{ kind id field text words reason entity { id name } claim { ref } }"


def test_a_name_is_found_in_its_own_script_and_in_latin(ask: Ask) -> None:
    answer = ask(f'{{ own: search(text: "华为") {{ nodes {HIT} }} latin: search(text: "huawei") {{ nodes {HIT} }} }}')

    own = answer.at("own", "nodes", 0, "entity", "name")
    assert own == answer.at("latin", "nodes", 0, "entity", "name") == "Huawei"
    assert answer.at("latin", "nodes", 0, "field") == "NAME"


def test_a_hit_says_why_and_by_which_claim(ask: Ask) -> None:
    answer = ask(f'{{ search(text: "beyond face", kinds: [SOURCE]) {{ totalCount nodes {HIT} }} }}')

    assert answer.at("search", "totalCount") == 1
    assert answer.at("search", "nodes", 0, "words") == ["Beyond", "Face"]
    assert "has “Beyond”, “Face”" in str(answer.at("search", "nodes", 0, "reason"))
    assert answer.at("search", "nodes", 0, "claim") is None


@pytest.mark.parametrize("typed", ["Београд", "Beograd", "Belgrade", "Belgarde"])
def test_belgrade_is_found_by_its_names_in_both_scripts_and_misspelt(ask: Ask, typed: str) -> None:
    answer = ask(f'{{ search(text: "{typed}", kinds: [PLACE]) {{ nodes {{ match entity {{ name }} }} }} }}')

    assert answer.at("search", "nodes", 0, "entity", "name") == "Belgrade"
    assert answer.at("search", "nodes", 0, "match") == ("SIMILAR" if typed == "Belgarde" else "EQUAL")


def test_a_misspelt_name_is_found_and_the_reason_says_that_it_was_only_near(ask: Ask) -> None:
    answer = ask(f'{{ search(text: "Huawie") {{ nodes {HIT} }} }}')

    assert answer.at("search", "nodes", 0, "entity", "name") == "Huawei"
    assert "nearly what was searched for" in str(answer.at("search", "nodes", 0, "reason"))


def test_where_nothing_has_all_words_some_are_found_and_the_reason_says_so(ask: Ask) -> None:
    answer = ask(f'{{ search(text: "Huawei cameras Atlantis", kinds: [ORGANISATION]) {{ nodes {HIT} }} }}')

    assert answer.at("search", "nodes", 0, "entity", "name") == "Huawei"
    assert str(answer.at("search", "nodes", 0, "reason")).endswith("has “Huawei”, not all that was searched for")


def test_names_of_private_persons_are_not_found(ask: Ask) -> None:
    answer = ask('{ search(text: "private individual", kinds: [PERSON]) { nodes { text } } }')

    assert all("(private individual)" in str(hit) for hit in answer.listed("search", "nodes"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ('text: "…"', "nothing-to-search"),
        (f'text: "{"x" * 201}"', "search-too-long"),
        ('text: "x", kinds: []', "bad-argument"),
        ('text: "x", first: 101', "page-too-large"),
        ('text: "x", after: "x"', "bad-cursor"),
        ('text: "x", asOf: { recordedAt: "yesterday" }', "bad-recorded-at"),
    ],
)
def test_what_cannot_be_searched_is_refused_with_a_code(ask: Ask, arguments: str, code: str) -> None:
    assert ask(f"{{ search({arguments}) {{ totalCount }} }}").code == code


def test_before_anything_was_recorded_nothing_is_found(ask: Ask) -> None:
    answer = ask('{ search(text: "huawei", asOf: { recordedAt: "0" }) { totalCount nodes { text } } }')

    assert answer.data == {"search": {"totalCount": 0, "nodes": []}}
