import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchgraph_importers.parties import Party, class_name, harmed_class, parties_in, party


@pytest.mark.parametrize(
    "name",
    [
        "chicago-police-department",
        "clearview-ai",
        "Dutch Police",
        "Metropolitan Police Service (MPS)",
        "jefferson-parish-sheriff's-office",
        "Hikvision",
        "x-(twitter)",
        "AT&T",
        "John Doe Ltd",
        "Tools for Humanity",
        "Zzyzx Robotics",
        "zzyzx-dynamics",
        "Air Canada",
        "amazon-zzyzx",
        "Zzyzx Example (EXA)",
        "Zzyzx Example WXYZ",
        "Storm-1516",
        "ETH Zurich",
        "Hong Kong",
        "hong-kong",
        "Goldman Sachs",
        "goldman-sachs",
        "Friends of the Earth",
        "Zzyzx",
        "facebook",
    ],
)
def test_a_body_is_a_body(name: str) -> None:
    assert party(name) is Party.BODY


@pytest.mark.parametrize(
    "name",
    [
        "scammers",
        "tiktok-users",
        "Grok users",
        "unknown-deepfake-creators",
        "unnamed-male-student",
        "scammers-in-nigeria",
        "two-unnamed-boys",
        "various-social-media-accounts",
        "Japanese student",
        "aurora-colorado-residents",
        "abu-dhabi-residents",
        "x-(twitter)-users",
        "claude-users",
    ],
)
def test_a_class_is_a_class(name: str) -> None:
    assert party(name) is Party.CLASS


@pytest.mark.parametrize(
    "name",
    [
        "jane-q-example",
        "Jane Q. Example",
        "wang-moumou",
        "@somebody",
        "Dr Example Person",
        "José Example",
        "Example Jonas",
        "Jane",
        "some_body",
        "jane-park",
        "Jane of Example Inc",
        "Jane Example of Example Inc",
        "Jane Example (Example University)",
        "Example Inc (Jane Example)",
        "Friends of Jane Example",
        "unknown-jane-example-voice-cloners",
        "followers (Zzyzx Example)",
        "TikTok user Jane Doe",
        "openai-ceo-john-roe",
    ],
)
def test_what_may_be_a_person_is_taken_for_one(name: str) -> None:
    assert party(name) is Party.PERSON


@pytest.mark.parametrize(
    "name", ["Zzyzx Example", "zzyzx-example", "Zzyzx de Example", "Mayor Example", "ZZYZX EXAMPLE"]
)
def test_a_few_words_that_show_nothing_may_be_a_persons_name(name: str) -> None:
    assert party(name) is Party.PERSON


@pytest.mark.parametrize("name", ["unknown", "Unknown", "", "—", "unnamed"])
def test_what_is_not_known_is_no_body(name: str) -> None:
    assert party(name) is Party.UNKNOWN


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Netposa Technologies/SenseNets", ["Netposa Technologies", "SenseNets"]),
        ("Anthropic, Google, Perplexity AI", ["Anthropic", "Google", "Perplexity AI"]),
        ("Delhi Police, Uttar Pradesh Police", ["Delhi Police", "Uttar Pradesh Police"]),
        ("University of Massachusetts, Amherst", ["University of Massachusetts, Amherst"]),
        (
            "Immigration, Refugees and Citizenship Canada (IRCC)",
            ["Immigration, Refugees and Citizenship Canada (IRCC)"],
        ),
        ("Innefu Labs, Staqu", ["Innefu Labs", "Staqu"]),
        ("AI/Robotics Venture Strategy 3", ["AI/Robotics Venture Strategy 3"]),
        ("Ministry of Family, Labor and Social Policy", ["Ministry of Family, Labor and Social Policy"]),
        ("G/O Media/Gizmodo", ["G/O Media", "Gizmodo"]),
        ("NEC; DataWorks Plus; NEC", ["NEC", "DataWorks Plus"]),
        ("Multiple", []),
        ("—", []),
    ],
)
def test_a_cell_of_several_names_is_taken_apart(text: str, names: list[str]) -> None:
    assert [name for name, _ in parties_in(text)] == names


def test_whoever_stands_among_persons_is_one() -> None:
    found = parties_in("Jane Example, Zzyzx Example, Example University, Mary Example")

    assert [sort for _, sort in found] == [Party.PERSON, Party.PERSON, Party.BODY, Party.PERSON]


@pytest.mark.parametrize("cell", ["Zzyzx Example, Jane Example", "Zzyzx Example, Jane Example, London"])
def test_a_list_with_a_person_in_it_is_of_persons_only(cell: str) -> None:
    assert {sort for _, sort in parties_in(cell)} == {Party.PERSON}


def test_a_list_of_authors_with_initials_is_one_person_and_no_body() -> None:
    assert [sort for _, sort in parties_in("Example, J., Sample, K.")] == [Party.PERSON]


def test_a_class_is_named_without_whom_its_members_pretend_to_be() -> None:
    assert class_name("scammers-impersonating-jane-example") == "scammers"
    assert class_name("tiktok-users") == "tiktok-users"


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("general-public", "general-public"),
        ("san-jose-residents", "san-jose-residents"),
        ("hong-kong-residents", "hong-kong-residents"),
        ("abu-dhabi-residents", "abu-dhabi-residents"),
        ("ma-li-students", None),
        ("hurricane-helene-victims", "hurricane-helene-victims"),
        ("zzyzx-example-supporters", None),
        ("employees-(jane-example)", None),
        ("facebook-users", "facebook-users"),
        ("jane-example", None),
        ("family-of-jane-example", None),
        ("jane-example's-students", None),
        ("jane-example-supporters", None),
        ("google", None),
    ],
)
def test_the_harmed_are_named_only_where_they_are_a_class(slug: str, name: str | None) -> None:
    assert harmed_class(slug) == name


@given(st.text(max_size=30))
def test_any_words_name_somebody_or_nobody(text: str) -> None:
    assert all(name and sort in Party for name, sort in parties_in(text))
