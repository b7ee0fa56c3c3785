import csv
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.imports import Bodies
from tests.importers.made_tables import write_csv
from tests.importers.readings import Reading
from tests.importers.rows import row, words

from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.statements import Statement
from watchgraph.domain.values import Code, EntityRef, Text
from watchgraph.log import Actor
from watchgraph_importers import dod_1260h, fcc_covered_list, ndaa_889
from watchgraph_importers.acts import Act, NotData, Stated
from watchgraph_importers.dod_1260h import DOD_1260H
from watchgraph_importers.errors import FieldError
from watchgraph_importers.fcc_covered_list import ENTRY, FCC_COVERED_LIST, INCLUDED, Maker, makers
from watchgraph_importers.legal_lists import names_in, without_alias
from watchgraph_importers.ndaa_889 import NDAA_889
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.publishers import Claims, Publisher

LISTED = {
    "Name": "Acme Optics Co., Ltd. (Acme)*",
    "Clean Name": "Acme Optics Co., Ltd.",
    "Alias": "Acme",
    "Previous Name": "",
    "Parent Name": "Acme Holding, Ltd.",
    "Note": "",
    "Start date": "2021-06-03",
    "End date": "",
    "Source Url": "https://example.org/2021/list.pdf",
}
BANNED = {
    "schema": "Company",
    "name": "Acme Optics Company",
    "aliases": "",
    "topics": "debarment",
    "program": "Section 1 of the Acme Act",
    "authority": "Some Congress",
    "reason": "",
    "report-date": "",
    "start-date": "",
    "end-date": "",
    "country": "",
    "notes": "",
    "source_url": "https://example.org/law.pdf",
}
COVERED = {
    ENTRY: "Video surveillance equipment produced by Acme Optics Company, to the extent it is used for public safety.",
    INCLUDED: "March 12, 2021",
}


def valid_times(acts: list[Stated]) -> list[str]:
    return [act.valid for act in acts if act.predicate == "restricts"]


def stated(acts: Iterable[Act]) -> list[Stated]:
    return [act for act in acts if isinstance(act, Stated)]


# Names


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Dawning Industry Co., Ltd. (Sugon)", ("Dawning Industry Co., Ltd.", "Sugon")),
        ("Group of Roads (Limited)", ("Group of Roads (Limited)", "")),
        ("China Something (BVI) Co., Ltd.", ("China Something (BVI) Co., Ltd.", "")),
        ("Acme Co., Ltd.*", ("Acme Co., Ltd.", "")),
    ],
)
def test_a_short_name_in_brackets_is_no_part_of_the_name(name: str, parts: tuple[str, str]) -> None:
    assert without_alias(name) == parts


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Knownsec,Beijing Knownsec", ["Knownsec", "Beijing Knownsec"]),
        ("China Avionics Systems Co., Ltd.", ["China Avionics Systems Co., Ltd."]),
        ("Measuring Instruments Company Limited; ZEMIC", ["Measuring Instruments Company Limited", "ZEMIC"]),
        ("—", []),
    ],
)
def test_a_list_of_names_is_parted_but_no_legal_form(cell: str, names: list[str]) -> None:
    assert names_in(cell) == names


# Section 1260H


def test_a_listing_goes_on_until_a_removal_ends_it() -> None:
    standing = stated(dod_1260h.claims(row(LISTED)))
    removed = stated(dod_1260h.claims(row({**LISTED, "End date": "2025-01-07"})))

    assert valid_times(standing) == ["2021-06-03/.."]
    assert valid_times(removed) == ["2021-06-03/2025-01-07"]
    assert {act.record for act in standing if act.predicate == "restricts"} == {
        act.record for act in removed if act.predicate == "restricts"
    }


def test_a_parent_owns_and_both_are_called_as_in_the_file() -> None:
    acts = stated(dod_1260h.claims(row(LISTED)))

    owning = [(act.subject, act.object, act.valid) for act in acts if act.predicate == "owns"]
    assert owning == [
        (dod_1260h.LIST.firm("Acme Holding, Ltd."), dod_1260h.LIST.firm("Acme Optics Co., Ltd."), "2021-06-03")
    ]
    assert {"Acme Optics Co., Ltd. (Acme)*", "Acme Optics Co., Ltd.", "Acme", "Acme Holding, Ltd."} <= set(
        words(acts, "name")
    )


def test_a_company_is_one_whether_its_clean_name_was_cleaned_or_not() -> None:
    uncleaned = {**LISTED, "Clean Name": "Acme Optics Co., Ltd. (Acme)"}

    companies = [
        next(act.object for act in stated(dod_1260h.claims(row(cells))) if act.predicate == "restricts")
        for cells in (LISTED, uncleaned)
    ]

    assert companies[0] == companies[1]


def test_former_names_and_chinese_names_are_said_to_be_such() -> None:
    cells = {**LISTED, "Previous Name": "Old Optics Ltd; OOL", "Alias": "海康威视"}

    acts = stated(dod_1260h.claims(row(cells)))

    kinds = {
        act.object.text: (dict(act.qualifiers)["nameKind"], act.object.lang)
        for act in acts
        if isinstance(act.object, Text) and act.predicate == "name"
    }
    assert kinds["OOL"] == (Code(scheme="name-kind", code="FORMER"), "en")
    assert kinds["海康威视"] == (Code(scheme="name-kind", code="ALIAS"), "zh")


@pytest.mark.parametrize(
    ("column", "text", "rule"),
    [("Start date", "soon", "not-a-date"), ("End date", "never", "not-a-date"), ("Source Url", "no page", "bad-url")],
)
def test_a_broken_cell_of_a_listing_is_refused(column: str, text: str, rule: str) -> None:
    with pytest.raises(FieldError) as refused:
        list(dod_1260h.claims(row({**LISTED, column: text})))

    assert (refused.value.rule, refused.value.field) == (rule, column)


# Section 889


def test_a_ban_without_a_day_has_none() -> None:
    acts = stated(ndaa_889.claims(row({**BANNED, "country": "cn", "aliases": "Acme; Acme Optics"})))

    assert valid_times(acts) == [""]
    assert words(acts, "issuedBy") == ["Some Congress"]
    assert words(acts, "basedIn") == ["CN"]
    assert {"Acme", "Acme Optics"} <= set(words(acts, "name"))


@pytest.mark.parametrize(("column", "text"), [("topics", "sanction"), ("schema", "Person"), ("country", "china")])
def test_an_unknown_code_of_a_ban_is_refused(column: str, text: str) -> None:
    with pytest.raises(FieldError, match="should be") as refused:
        list(ndaa_889.claims(row({**BANNED, column: text})))

    assert (refused.value.rule, refused.value.field) == ("unknown-code", column)


# The Covered List


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("Equipment produced by Acme Company, including services provided by such entity.", ["Acme Company"]),
        ("Software produced or provided by Acme Lab, Inc. or any of its successors and assignees.", ["Acme Lab, Inc."]),
        ("Products supplied, directly or indirectly, by AO Acme or any of its affiliates.", ["AO Acme"]),
        ("Services provided by Acme (USA) Corp. subject to section 214 of the Act.", ["Acme (USA) Corp."]),
        ("Equipment produced by Acme Company and Optics Ltd., subject to section 1.", ["Acme Company", "Optics Ltd."]),
        ("Equipment produced by Acme and Optics.", []),
        ("Routers produced in a foreign country, except routers which have been approved by DoW.", []),
        ("Routers produced by the enemy.", []),
    ],
)
def test_makers_are_read_where_the_sentence_names_them(entry: str, found: list[str]) -> None:
    assert [maker.name for maker in makers(entry)] == found


def test_a_subsidiary_in_the_sentence_is_owned_by_the_firm_before_it() -> None:
    entry = "Services provided by Acme Corp and its wholly-owned subsidiary AcmeNet (USA) LLC subject to section 214."

    assert makers(entry) == [Maker(name="Acme Corp"), Maker(name="AcmeNet (USA) LLC", parent="Acme Corp")]


def test_an_entry_without_a_maker_keeps_its_words_and_waits_for_a_reviewer() -> None:
    cells = {ENTRY: "Routers produced in a foreign country.", INCLUDED: "March 23, 2026Updated:April 1, 2026"}

    acts = stated(fcc_covered_list.claims(row(cells)))

    assert words(acts, "restricts") == []
    assert [(act.doubt, act.valid) for act in acts if act.predicate == "covers"] == [
        (fcc_covered_list.NO_MAKER, "2026-03-23/..")
    ]
    assert words(acts, "amendedOn") == ["2026-04-01"]


def test_affiliates_are_reached_only_where_the_entry_says_so() -> None:
    wide = {**COVERED, ENTRY: "Products supplied by AO Acme or any of its predecessors, parents, or affiliates."}

    reaches = [
        dict(act.qualifiers).get("reach")
        for cells in (COVERED, wide)
        for act in stated(fcc_covered_list.claims(row(cells)))
        if act.predicate == "restricts"
    ]

    assert reaches == [None, Code(scheme="restriction-reach", code="AFFILIATES")]


# All three


@pytest.mark.parametrize(
    ("claims", "cells"),
    [
        (dod_1260h.claims, {**LISTED, "Name": "", "Clean Name": "Unknown"}),
        (ndaa_889.claims, {**BANNED, "name": "—"}),
        (fcc_covered_list.claims, {**COVERED, ENTRY: ""}),
    ],
)
def test_a_row_that_names_nothing_is_no_data(claims: Claims, cells: dict[str, str]) -> None:
    assert all(isinstance(act, NotData) for act in claims(row(cells)))


CELLS = st.text(max_size=60) | st.sampled_from(
    ["Unknown", "—", "2020-13-40", "(", "a (b", "https://", "by by", "produced by ", "Ltd.,Ltd.", "cn", "1/2"]
)


@pytest.mark.parametrize(
    ("publisher", "cells"),
    [(DOD_1260H, LISTED), (NDAA_889, BANNED), (FCC_COVERED_LIST, COVERED)],
    ids=["dod", "ndaa", "fcc"],
)
@given(data=st.data())
def test_no_cell_breaks_the_reading(
    publisher: Publisher, cells: dict[str, str], reading: Reading, data: st.DataObject
) -> None:
    column = data.draw(st.sampled_from(sorted(cells)))

    _, found = reading(
        publisher, publisher.reads(publisher.editions[0].tables[0]), row({**cells, column: data.draw(CELLS)})
    )

    assert all(problem.rule and problem.right for problem in found)


@pytest.mark.parametrize(
    ("publisher", "name", "cells"),
    [
        (DOD_1260H, "dod_section_1260h.csv", LISTED),
        (NDAA_889, "ndaa_section_889.csv", BANNED),
        (FCC_COVERED_LIST, "fcc_covered_list.csv", COVERED),
    ],
    ids=["dod", "ndaa", "fcc"],
)
def test_a_made_up_list_is_imported_once(
    publisher: Publisher, name: str, cells: dict[str, str], tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    path = write_csv(tmp_path / name, [cells])

    (first,) = run_imports(publisher, [path], store, actor)
    (again,) = run_imports(publisher, [path], store, actor)

    assert (first.rows.stated_anew, first.proposed, again.appended) == (1, 0, 0)


# The real files


def restrictions(bodies: Bodies) -> list[Statement]:
    proposed = [body.statement for body in bodies() if isinstance(body, ClaimProposed)]
    return [statement for statement in proposed if statement.predicate == "restricts"]


def test_every_listing_of_the_real_list_has_its_own_interval(
    test_data: Path, store: ImportStore, actor: Actor, bodies: Bodies
) -> None:
    folder = test_data / "us-vendor-restrictions"
    with (folder / "dod_section_1260h.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))

    (report,) = run_imports(DOD_1260H, [folder], store, actor)

    made = restrictions(bodies)
    assert (report.total_rows, report.rows.stated_anew, report.proposed) == (len(rows), len(rows), 0)
    assert len(made) == len({(row["Clean Name"], row["Start date"]) for row in rows})
    ended = [f"{row['Start date']}/{row['End date']}" for row in rows if row["End date"]]
    assert sorted(each.valid for each in made if not each.valid.endswith("..")) == sorted(ended)
    megvii = EntityRef(id=dod_1260h.LIST.firm("Beijing Megvii Technology Co., Ltd.").id)
    assert [each.valid for each in made if each.object == megvii] == ["2024-01-31/2025-01-07"]
    hikvision = EntityRef(id=dod_1260h.LIST.firm("Hangzhou Hikvision Digital Technology Co., Ltd.").id)
    assert sorted(each.valid for each in made if each.object == hikvision) == [
        "2021-06-03/..",
        "2025-01-07/..",
        "2026-06-08/..",
    ]


def test_the_real_entries_name_their_makers_and_the_rest_is_kept_in_words(
    test_data: Path, store: ImportStore, actor: Actor, bodies: Bodies
) -> None:
    (report,) = run_imports(FCC_COVERED_LIST, [test_data / "us-vendor-restrictions"], store, actor)

    firms = {each.object for each in restrictions(bodies)}
    assert (report.total_rows, report.rows.stated_anew, report.proposed) == (16, 16, 4)
    assert firms == {
        EntityRef(id=fcc_covered_list.LIST.firm(name).id)
        for name in (
            "Huawei Technologies Company",
            "ZTE Corporation",
            "Hytera Communications Corporation",
            "Hangzhou Hikvision Digital Technology Company",
            "Dahua Technology Company",
            "AO Kaspersky Lab",
            "Kaspersky Lab, Inc.",
            "China Mobile International USA Inc.",
            "China Telecom (Americas) Corp.",
            "China Unicom (Americas) Operations Limited",
            "Pacific Networks Corp",
            "ComNet (USA) LLC",
            "Digitalsystem Technology Inc.",
        )
    }


def test_the_real_ban_names_five_firms(test_data: Path, store: ImportStore, actor: Actor, bodies: Bodies) -> None:
    run_imports(NDAA_889, [test_data / "us-vendor-restrictions"], store, actor)

    assert len({each.object for each in restrictions(bodies)}) == 5
