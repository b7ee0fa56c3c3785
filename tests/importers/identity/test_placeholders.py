import pytest

from watchgraph_importers.identity.placeholders import is_placeholder


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "—",
        "-",
        "Unknown",
        "Unset",
        "Mult",
        "various",
        "n/a",
        "unnamed Chinese company",
        "law enforcement",
        "private individual",
        "Unspecified Chinese Government Institution, Government Agency",
        "unknown-deepfake-creators",
        "ChatGPT users",
        "amazon-sellers",
        "A bank",
        "Kenya, Government Agency",
        "Africa",
        "@ghostwriter",
        "https://example.org",
        "scammers-impersonating-brad-pitt",
        "Un\u200bknown",
    ],
)
def test_what_names_nobody_is_a_placeholder(name: str) -> None:
    assert is_placeholder(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Health",
        "Orange",
        "A-Link Technologies",
        "Toyota",
        "FX Networks",
        "People's Bank of China",
        "X Corp",
    ],
)
def test_a_name_is_no_placeholder(name: str) -> None:
    assert not is_placeholder(name)
