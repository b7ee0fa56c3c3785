import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchgraph.domain.urls import check_url
from watchgraph_importers.aidata.documents import read_documents


def test_addresses_lose_their_types_which_say_what_sort_of_document_it_is() -> None:
    cell = (
        "http://allafrica.com/stories/201105161972.html, Media Report, including Wikileaks; "
        "http://cg.mofcom.gov.cn/a.html, Government Source (Donor/Recipient); "
        "http://b.org/x;y?z=1,2, NGO/Civil Society/Advocacy;"
    )

    documents = read_documents(cell)

    assert [(each.url, each.tier) for each in documents.named] == [
        ("http://allafrica.com/stories/201105161972.html", "MEDIA"),
        ("http://cg.mofcom.gov.cn/a.html", "PRIMARY_OFFICIAL"),
        ("http://b.org/x;y?z=1,2", "NGO"),
    ]
    assert not documents.unread


@pytest.mark.parametrize(
    ("address", "sort", "tier"),
    [
        ("http://www.mofcom.gov.cn/a", "Google US, Donor media or official", "PRIMARY_OFFICIAL"),
        ("http://www.mofcom.gov.cn/a", "Government Source (Donor/Recipient)", "PRIMARY_OFFICIAL"),
        ("http://www.mofcom.gov.cn/a", "Media Report, including Wikileaks", "PRIMARY_OFFICIAL"),
        ("http://www.mofcom.gov.cn/a", "", "PRIMARY_OFFICIAL"),
        ("http://gh.china-embassy.org/a", "Google US, Non-media", "PRIMARY_OFFICIAL"),
        ("http://kura.go.ke/a", "", "PRIMARY_OFFICIAL"),
        ("http://state.gov/a", "", "PRIMARY_OFFICIAL"),
        ("http://dtic.mil/a", "Academic Journal Article", "ACADEMIC"),
        ("http://go.com/mofcom.gov.cn", "", "MEDIA"),
        ("http://governing.com/a", "Media Report, including Wikileaks", "MEDIA"),
    ],
)
def test_a_government_is_told_by_its_address_whatever_a_release_calls_its_reports(
    address: str, sort: str, tier: str
) -> None:
    assert [each.tier for each in read_documents(f"{address}, {sort}").named] == [tier]


def test_one_document_is_named_once_however_its_address_is_written() -> None:
    named = read_documents("http://www.bank.org/loan, Other; https://bank.org/loan/").named

    assert [each.identity for each in named] == ["url:https://bank.org/loan"]


@pytest.mark.parametrize("words", ["PPIAF_consultant", "www.gov.mu/memo05.doc, Google US, Non-media", ", Factiva"])
def test_words_that_are_no_address_name_no_document(words: str) -> None:
    documents = read_documents(f"{words}; http://a.org/b, Other")

    assert [each.url for each in documents.named] == ["http://a.org/b"]
    assert documents.unread


def test_a_blank_names_nothing() -> None:
    assert read_documents("") == ((), False)


@given(st.text(max_size=200))
def test_what_is_read_may_be_stored_and_shown_as_a_link(cell: str) -> None:
    assert all(check_url(each.url or "") == each.title for each in read_documents(cell).named)
