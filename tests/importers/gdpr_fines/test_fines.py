from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.imports import Bodies
from tests.importers.made_tables import write_csv
from tests.importers.readings import Reading
from tests.importers.rows import row, words

from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.statements import Modality, Polarity
from watchgraph.domain.values import Money, SealedText, Text
from watchgraph.log import Actor
from watchgraph_importers.acts import Judged, NotData, Stated
from watchgraph_importers.errors import FieldError
from watchgraph_importers.gdpr_fines import privacy_affairs, rub
from watchgraph_importers.gdpr_fines.privacy_affairs import GDPR_FINES_PRIVACY_AFFAIRS
from watchgraph_importers.gdpr_fines.rub import GDPR_FINES_RUB
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.publishers import Publisher

CODED = {
    "Nr": "7",
    "links": "ETid-7",
    "links-href": "https://example.org/decision.pdf",
    "country": "THE NETHERLANDS",
    "date": "2020-12-17 00:00:00",
    "fine": "3000",
    "controller/processor": "Acme Telecom, S.A.U.",
    "sector": "\xa0Individuals and Private Associations",
    "articlegdpr": "Art. 5 (1) c), f) GDPR, Art. 13 GDPR",
    "type": "Non-compliance with general data processing principles",
    **dict.fromkeys(rub.VIOLATIONS, ""),
    "Illegal camera surveillance scope": "X",
    "Injust processing of article 9 data": "x",
    "technical": "X",
    "organizational": "na",
    **dict.fromkeys(rub.ORIGINS, "na"),
    rub.SUMMARY: "The school used facial recognition to register Jane Roe.",
}
LISTED = {
    "id": "7",
    "picture": "https://example.org/flag.svg",
    "name": "Poland ",
    "price": "9380",
    "authority": "Data Protection Authority",
    "date": "10/18/2019",
    "controller": "Acme Telecom",
    "article_violated": "Art. 5 (1) f) GDPR|Art. 32 GDPR",
    "type": "Failure to implement sufficient measures to ensure information security",
    "source": "https://example.org/news",
    "summary": "Doors stood open.",
}


def of_coded(**changes: str) -> list[Stated]:
    cells = {**CODED, **{column.replace("_", " "): text for column, text in changes.items()}}
    return [act for act in rub.claims(row(cells)) if isinstance(act, Stated)]


def of_listed(**changes: str) -> list[Stated]:
    return [act for act in privacy_affairs.claims(row({**LISTED, **changes})) if isinstance(act, Stated)]


def articles(acts: list[Stated]) -> list[str]:
    provisions = [dict(act.qualifiers).get("provision") for act in acts if act.predicate == "breachOf"]
    return [article.text for article in provisions if isinstance(article, Text)]


# The coded collection


def test_a_coded_fine_says_where_when_how_much_and_what_for() -> None:
    acts = of_coded()

    assert words(acts, "externalId") == ["ETid-7"]
    assert words(acts, "jurisdiction") == ["THE NETHERLANDS"]
    assert words(acts, "decidedOn") == ["2020-12-17"]
    assert [(act.object, act.valid) for act in acts if act.predicate == "fine"] == [
        (Money(amount="3000", currency="EUR", date="2020-12-17"), "2020-12-17")
    ]
    assert words(acts, "imposedOn") == ["Acme Telecom, S.A.U."]
    assert words(acts, "partySector") == ["INDIVIDUALS_ASSOCIATIONS"]
    assert articles(acts) == ["Art. 5 (1) c)", "Art. 5 (1) f)", "Art. 13"]
    assert words(acts, "violation") == ["ILLEGAL_CAMERA_SCOPE", "SPECIAL_CATEGORIES"]
    assert words(acts, "faultIn") == ["TECHNICAL"]
    assert words(acts, "broughtUpBy") == []


@pytest.mark.parametrize(("date", "read"), [("2018", "2018"), ("xx.yy.2020", "2020"), ("2019-03", "2019-03")])
def test_a_date_is_as_exact_as_it_is_written(date: str, read: str) -> None:
    assert words(of_coded(date=date), "decidedOn") == [read]


def test_what_is_not_known_is_said_to_be_so() -> None:
    acts = of_coded(date="Unknown", fine="unknown", sector="Not assigned")

    unknown = {act.predicate for act in acts if act.polarity is Polarity.UNKNOWN}
    assert unknown == {"decidedOn", "fine", "partySector"}
    assert {act.valid for act in acts} == {""}


def test_a_fine_that_is_only_intended_is_a_plan() -> None:
    acts = of_coded(fine="Only intention to issue fine (2.500.000,00 €)")

    assert [(act.modality, words([act], "fine")) for act in acts if act.predicate == "fine"] == [
        (Modality.PLAN, ["2500000.00"])
    ]


def test_a_technology_in_the_summary_is_a_derived_claim() -> None:
    derived = [act for act in of_coded() if act.predicate == "concernsTechnology"]

    assert [(words([act], "concernsTechnology"), act.rule) for act in derived] == [
        (["facial recognition"], "mentioned-technologies/1")
    ]


def test_a_sector_or_an_offence_of_another_name_keeps_its_words() -> None:
    acts = of_coded(sector="Space Travel", type="Something new")

    worded = {
        act.predicate: (words([act], act.predicate), dict(act.qualifiers)["wording"])
        for act in acts
        if act.predicate in {"partySector", "offence"}
    }
    assert worded == {
        "partySector": (["OTHER"], Text(text="Space Travel", lang="en")),
        "offence": (["OTHER"], Text(text="Something new", lang="en")),
    }


@pytest.mark.parametrize(
    ("column", "text", "rule"),
    [
        ("links", "ETid-8", "numbers-differ"),
        ("date", "in spring", "not-a-date"),
        ("fine", "many", "not-an-amount"),
        ("articlegdpr", "see above", "not-an-article"),
        ("technical", "maybe", "unknown-flag"),
        ("links-href", "http://", "bad-url"),
    ],
)
def test_a_broken_cell_is_refused_with_its_rule(column: str, text: str, rule: str) -> None:
    with pytest.raises(FieldError) as refused:
        list(rub.claims(row({**CODED, column: text})))

    assert (refused.value.field, refused.value.rule) == (column, rule)


# The other collection


def test_a_listed_fine_names_its_authority_with_its_country() -> None:
    acts = of_listed()

    assert words(acts, "issuedBy") == ["Data Protection Authority, Poland"]
    assert words(acts, "decidedOn") == ["2019-10-18"]
    assert articles(acts) == ["Art. 5 (1) f)", "Art. 32"]
    assert {"Poland", "Data Protection Authority", "Acme Telecom", "GDPR"} <= set(words(acts, "name"))


def test_zero_and_the_first_day_of_computers_mean_not_known() -> None:
    acts = of_listed(price="0", date="01/01/1970")

    assert words(acts, "fine") == words(acts, "decidedOn") == ["UNKNOWN"]


def test_dashes_state_nothing_and_an_unknown_country_is_no_place() -> None:
    dashes = of_listed(
        controller="\u2014", price="-", date="\u2013", type=".", source="", summary="", article_violated="--"
    )
    unknown = of_listed(name="Unknown", authority="Data Protection Authority")

    assert {act.predicate for act in dashes} == {"externalId", "name", "jurisdiction", "isA", "issuedBy"}
    assert words(unknown, "jurisdiction") == ["UNKNOWN"]
    assert words(unknown, "issuedBy") == ["Data Protection Authority"]


def test_the_regulation_is_that_of_the_reference_claims() -> None:
    judged = [act for act in privacy_affairs.claims(row(LISTED)) if isinstance(act, Judged)]

    assert [(act.left.native, act.right.native) for act in judged if act.left.kind == "LegalInstrument"] == [
        ("GDPR", "law:gdpr")
    ]


def test_the_first_of_january_is_doubted() -> None:
    doubts = [act.doubt for act in of_listed(date="01/01/2019") if act.predicate == "decidedOn"]

    assert doubts == [privacy_affairs.NEW_YEAR_DOUBT]


def test_cells_that_changed_places_are_read_for_what_they_hold() -> None:
    acts = of_listed(
        type="https://example.org/news",
        source="No agreement was made.",
        article_violated="Failure to implement sufficient measures to ensure information security",
        controller="https://example.org/report.pdf",
        summary="",
    )
    article = of_listed(type="Art. 32 GDPR", article_violated="Unknown")

    assert [act.column for act in acts if act.predicate == "webPage"] == ["controller", "type"]
    assert words(acts, "description") == ["No agreement was made."]
    assert words(acts, "offence") == ["SECURITY"]
    assert words(acts, "imposedOn") == []
    assert articles(article) == ["Art. 32"]


def test_an_authority_among_the_fined_has_changed_places_with_a_person() -> None:
    acts = of_listed(authority="Private person", controller="Acme Data Protection Authority (ADPA)")

    derived = [(act.predicate, act.column, words([act], act.predicate)) for act in acts if act.rule]
    assert derived == [
        ("imposedOn", "authority", ["7:fined:1"]),
        ("issuedBy", "controller", ["Acme Data Protection Authority (ADPA), Poland"]),
    ]


def test_the_same_number_in_both_collections_is_two_fines() -> None:
    measures = [act.subject for acts in (of_coded(), of_listed()) for act in acts if act.predicate == "fine"]
    assert len({key.id for key in measures}) == 2


# Both


@pytest.mark.parametrize(
    ("publisher", "cells", "key"),
    [(GDPR_FINES_RUB, CODED, ("Nr", "links")), (GDPR_FINES_PRIVACY_AFFAIRS, LISTED, ("id",))],
    ids=["rub", "privacyaffairs"],
)
def test_a_row_without_a_number_is_no_data(publisher: Publisher, cells: dict[str, str], key: tuple[str, ...]) -> None:
    claims = publisher.reads(publisher.editions[0].tables[0])

    assert list(claims(row({**cells, **dict.fromkeys(key, "")}))) == [NotData("no number")]


CELLS = st.text(max_size=60) | st.sampled_from(
    [
        "Unknown",
        "X",
        "na",
        "0",
        "99/99/2020",
        "Art. (",
        "Art. 5 (1) a",
        "(1)",
        "€",
        "1.000.00",
        "http://",
        "J.",
        "|",
        ", ",
    ]
)


@pytest.mark.parametrize(
    ("publisher", "cells"),
    [(GDPR_FINES_RUB, CODED), (GDPR_FINES_PRIVACY_AFFAIRS, LISTED)],
    ids=["rub", "privacyaffairs"],
)
@given(data=st.data())
def test_no_cell_breaks_the_reading(
    publisher: Publisher, cells: dict[str, str], reading: Reading, data: st.DataObject
) -> None:
    changed = data.draw(st.dictionaries(st.sampled_from(sorted(cells)), CELLS, max_size=3))

    _, found = reading(publisher, publisher.reads(publisher.editions[0].tables[0]), row({**cells, **changed}))

    assert all(problem.rule and problem.right for problem in found)


def test_a_made_up_collection_is_imported_once_and_names_no_private_person(
    tmp_path: Path, store: ImportStore, actor: Actor, bodies: Bodies
) -> None:
    path = write_csv(
        tmp_path / "rub_gdpr_fines_coded.csv",
        [CODED, {**CODED, "Nr": "8", "links": "ETid-8", "controller/processor": "Doctor Roe"}],
    )

    (first,) = run_imports(GDPR_FINES_RUB, [path], store, actor)
    (again,) = run_imports(GDPR_FINES_RUB, [path], store, actor)

    assert (first.rows.stated_anew, again.appended) == (2, 0)
    assert not any(b"Roe" in row[4] for row in store.log.rows(0, 1000))
    made = [body.statement for body in bodies() if isinstance(body, ClaimProposed)]
    summaries = [each.object for each in made if each.predicate == "description"]
    assert all(isinstance(summary, SealedText) for summary in summaries)
    assert len(summaries) == 2
