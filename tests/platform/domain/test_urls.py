"""Web addresses in one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchgraph.domain.urls import BadUrlError, canonical_url, check_url, doi_of, spellings


@pytest.mark.parametrize(
    "spelt",
    [
        "https://example.org/a/b",
        "http://example.org/a/b",
        "HTTPS://WWW.Example.ORG/a/b/",
        "https://example.org:443/a/b#part",
        "https://example.org./a/b?utm_source=mail&fbclid=1",
        " https://example.org/a/%62 ",
    ],
)
def test_the_spellings_of_an_address_are_one(spelt: str) -> None:
    assert canonical_url(spelt) == "https://example.org/a/b"


def test_what_tells_pages_apart_stays() -> None:
    assert canonical_url("https://example.org/A?id=1&b=%C5%A1") == "https://example.org/A?id=1&b=%C5%A1"
    assert canonical_url("http://example.org:8080/") == "https://example.org:8080"


@pytest.mark.parametrize(
    "wrong",
    ["", "example.org", "javascript:alert(1)", "https://", "ftp://example.org/a", "https://[::1", "https://a:b/"],
)
def test_what_is_no_web_address_is_refused(wrong: str) -> None:
    with pytest.raises(BadUrlError):
        canonical_url(wrong)


@pytest.mark.parametrize(
    "spelt",
    [
        "10.1000/(A)b;2-2",
        "doi:10.1000/(a)B;2-2",
        "https://doi.org/10.1000/(a)b;2-2?utm_source=mail#part",
        "http://dx.doi.org/10.1000/%28a%29b;2-2/",
        "DOI.org/10.1000/(a)b;2-2",
    ],
)
def test_a_doi_is_read_however_it_is_written(spelt: str) -> None:
    assert doi_of(spelt) == "10.1000/(a)b;2-2"


@pytest.mark.parametrize("other", ["", "10.1000", "10.1000/", "https://example.org/10.1000/a", "a doi:10.1000/a"])
def test_what_is_no_doi_is_none(other: str) -> None:
    assert doi_of(other) is None


@given(st.text(alphabet="abcAZ09/%?=&#-_.~ šж", max_size=30))
def test_the_one_spelling_is_its_own_and_among_the_usual_ones(path: str) -> None:
    canonical = canonical_url(f"https://example.org/{path}")

    assert canonical_url(canonical) == canonical
    assert canonical in spellings(canonical)


@pytest.mark.parametrize(
    "hostile",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "https:example.org",
        "https://",
        "https://user:secret@example.org/",
        "https://example.org@evil.example/",
        "https://exam\tple.org/",
        "https://example.org/a b",
        'https://example.org/"onclick=',
        "https://example.org/<script>",
        "https://example.org\\@evil.example/",
        "https://example.org:port/",
    ],
)
def test_only_plain_web_addresses_may_be_stored(hostile: str) -> None:
    with pytest.raises(BadUrlError):
        check_url(hostile)


def test_a_plain_address_is_stored_as_it_was_copied() -> None:
    assert check_url("HTTP://www.example.org:8080/a?b=c@d#e") == "HTTP://www.example.org:8080/a?b=c@d#e"
