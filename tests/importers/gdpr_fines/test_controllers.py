import pytest

from watchgraph_importers.gdpr_fines.controllers import Party, Sort, parties


@pytest.mark.parametrize(
    ("cell", "sort"),
    [
        ("Vodafone España, S.A.U.", Sort.NAMED),
        ("Mayor's Office of the city of Acme", Sort.NAMED),
        ("Social Insurance Agency", Sort.NAMED),
        ("H&M Hennes & Mauritz Online Shop A.B. & Co. KG", Sort.NAMED),
        ("Homeowners Association", Sort.UNNAMED),
        ("Bank (name not available at the moment)", Sort.UNNAMED),
        ("A bank", Sort.UNNAMED),
        ("Private person", Sort.PERSON),
        ("Physician", Sort.PERSON),
        ("Police Officer", Sort.PERSON),
        ("Former mayor of a community", Sort.PERSON),
        ("Property Owner", Sort.PERSON),
    ],
)
def test_a_description_is_no_name(cell: str, sort: Sort) -> None:
    assert parties(cell) == [Party(sort=sort, words=cell)]


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ("Private person (soccer coach)", "Private person (soccer coach)"),
        ("Private individual, Jane Roe", "Private individual"),
        ("Doctor Jane Roe", "Doctor"),
        ("J.R.", "person known by initials"),
    ],
)
def test_a_private_person_is_a_role_without_a_name(cell: str, label: str) -> None:
    assert parties(cell) == [Party(sort=Sort.PERSON, words=label)]


@pytest.mark.parametrize("cell", ["Unknown", "Unknwon", "Not available", "Not disclosed", "Unknown Company", ""])
def test_nobody_is_fined_where_it_is_not_known(cell: str) -> None:
    assert parties(cell) == []


def test_a_list_is_parted_only_where_each_part_is_a_firm() -> None:
    several = parties("LGS Handling Ltd, Louis Travel Ltd, and Louis Aviation Ltd")
    one = parties("Recambios Acme, S.L.")

    assert [party.words for party in several] == ["LGS Handling Ltd", "Louis Travel Ltd", "Louis Aviation Ltd"]
    assert [party.words for party in one] == ["Recambios Acme, S.L."]
