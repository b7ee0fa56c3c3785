from hypothesis import given
from hypothesis import strategies as st

from watchgraph_importers.aidata.agencies import Agencies, Agency, read_agencies


def test_agencies_lose_their_type_and_their_order() -> None:
    cell = "China Bank (CDB) , Government Agency; A Co., Ltd., Private Sector; B, State-owned Company"

    assert read_agencies(cell) == Agencies(
        (
            Agency("A Co., Ltd.", "Private Sector", "A Co., Ltd., Private Sector"),
            Agency("B", "State-Owned Company", "B, State-owned Company"),
            Agency("China Bank (CDB)", "Government Agency", "China Bank (CDB) , Government Agency"),
        ),
        unknown=False,
    )


def test_a_type_may_hold_a_comma_and_lack_a_name() -> None:
    cell = "State-Owned Company; University One, Academic, Training and Research; "

    (university,) = read_agencies(cell).named
    assert (university.name, university.type) == ("University One", "Academic, Training and Research")


def test_several_agencies_of_one_type_are_several() -> None:
    cell = "Ministry of Roads and Ministry of Finance, Government Agency; Faculty of Arts, University of X, Foundation"

    assert read_agencies(cell).named == (
        Agency("Faculty of Arts, University of X", "Foundation", "Faculty of Arts, University of X, Foundation"),
        Agency("Ministry of Finance", "Government Agency", "Ministry of Finance"),
        Agency("Ministry of Roads", "Government Agency", "Ministry of Roads"),
    )


def test_an_unspecified_institution_is_nobody() -> None:
    cell = "unspecified Chinese Government Institution, Government Agency"

    assert read_agencies(cell) == Agencies((), unknown=True)
    assert read_agencies("") == Agencies((), unknown=False)


def test_a_remark_in_the_place_of_a_name_names_nobody() -> None:
    remark = "*probably same as Shanghai Construction Group Co. but I'm not sure on this one, State-Owned Company"

    assert read_agencies(remark) == Agencies((), unknown=True, remarked=True)
    assert [each.name for each in read_agencies(f"{remark}; B").named] == ["B"]


def test_ministries_of_two_countries_are_two() -> None:
    ministry, company = Agency("Ministry of Health", "Government Agency"), Agency("Power Co.", "State-Owned Company")

    assert ministry.key("TZ") != ministry.key("ZM")
    assert company.key("TZ") == company.key("ZM")


@given(st.text(max_size=80))
def test_names_are_never_empty(cell: str) -> None:
    assert all(agency.name for agency in read_agencies(cell).named)
