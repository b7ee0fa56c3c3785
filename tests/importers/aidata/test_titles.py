import csv
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.aidata.real_files import GEO, raw_rows

from watchgraph_importers.aidata.database import RULES, TITLE_RULE
from watchgraph_importers.aidata.titles import Title, read_links, read_title

LABELS = Path(__file__).with_name("labelled_titles.csv")
"""What a person read in titles of GCDF 3.0, by record id. The titles are the publisher's and not in it."""


def said(title: Title) -> dict[str, str]:
    """Write what was read as the labels are written; empty where nothing was."""
    amount = title.amount
    return {
        "financiers": "; ".join(title.financiers),
        "flow": title.flow,
        "terms": title.terms,
        "amount": f"{amount.amount} {amount.currency}" if amount else "",
        "links": " ".join(f"{project}:{link}" for project, link in title.links),
    }


def test_a_title_names_who_pays_how_much_and_by_what() -> None:
    title = "[Tag] Bank One provides RMB 1.25 billion government concessional loan for Dam (Linked to Project ID#12)"

    assert said(read_title(title)) == {
        "financiers": "Bank One",
        "flow": "LOAN",
        "terms": "CONCESSIONAL",
        "amount": "1250000000 CNY",
        "links": "12:RELATED",
    }


@pytest.mark.parametrize(
    ("title", "financiers"),
    [
        ("China Eximbank and CDB provide $2 million loan for Dam", ("China Eximbank", "CDB")),
        ("CDB, ICBC, and BoC provide loan for Dam", ("CDB", "ICBC", "BoC")),
        ("Industrial and Commercial Bank of China provides loan", ("Industrial and Commercial Bank of China",)),
        ("China Ministry of Health and Family provides grant", ("China Ministry of Health and Family",)),
        ("The Chinese Embassy in Peru donates books", ("Chinese Embassy in Peru",)),
        ("China\u2019s CMEC donates rice", ("CMEC",)),
        ("China provides grant for Dam", ()),
        ("Chin grants boats", ()),
        ("2012: China donates medicine", ()),
        ("2012: Chinese Embassy donates medicine", ("Chinese Embassy",)),
        ("China to provide courses", ()),
        ("China Agreed to Donate Furniture", ()),
        ("Chinese Government to provide scholarships", ("Chinese Government",)),
        ("Government of  China provides grant", ("Government of China",)),
        ("Embassy Grants Funds for Dam", ()),
        ("Mayor of Beijing donates tents", ()),
        ("China and Rwanda provide grant for Dam", ()),
        ("17th Chinese medical team provides free care", ()),
        ("Chinese Ambassador donates books", ()),
        ("Some Province and Zoomlion donate a harvester", ()),
        ("Dam rehabilitation", ()),
    ],
)
def test_only_a_body_is_who_pays(title: str, financiers: tuple[str, ...]) -> None:
    assert read_title(title).financiers == financiers


@pytest.mark.parametrize(
    ("title", "amount"),
    [
        ("CDB provides $6 million loan for Dam", "6000000 USD"),
        ("CDB provides a US$ 44,000.50 grant for Dam", "44000.5 USD"),
        ("China grants 20 million USD for Dam", "20000000 USD"),
        ("China donates $20 million USD", "20000000 USD"),
        ("China donates CRC $3 billion in goods", "3000000000 CRC"),
        ("China donates 5 million euros", "5000000 EUR"),
        ("China provides 2 billion taka grant for Bridge", "2000000000 BDT"),
        ("China donates goods worth RMB 500,000 to Peru", "500000 CNY"),
        ("ICBC contributes $91.25 million to $590 million syndicated loan", "91250000 USD"),
        ("ICBC contributes to $590 million syndicated loan for Dam", ""),
        ("ICBC participates in EUR 75 million syndicated loan", ""),
        ("CDB provides $5 million of $10 million loan for Dam", ""),
        ("CDB provides $5 million syndicated loan for Dam", ""),
        ("CDB provides loan for $300 million Highway", ""),
        ("CDB provides up to $5 million loan", ""),
        ("China donates $500 million pesos", ""),
        ("China donates EC $50,000", ""),
        ("China donates R$6 million", ""),
        ("China provides $1.6 billon loan", ""),
        ("China provides $198.24 buyer's credit for Dam", ""),
        ("China provides $1,616,970 million grant", ""),
        ("China donates goods worth CNY 500,00", ""),
        ("China provides CFA 335 million grant", ""),
    ],
)
def test_a_sum_is_read_where_it_is_surely_what_is_given(title: str, amount: str) -> None:
    assert said(read_title(title))["amount"] == amount


@pytest.mark.parametrize(
    ("title", "flow", "terms"),
    [
        ("CDB provides $1 million preferential buyer\u2019s credit for Dam", "PREFERENTIAL_BUYERS_CREDIT", ""),
        ("CDB provides export buyer's credit loan for Dam", "BUYERS_CREDIT", ""),
        ("CMEC provides $2 million interest-free supplier credit", "SUPPLIERS_CREDIT", "INTEREST_FREE"),
        ("CDB provides non-concessional loan for Dam", "LOAN", ""),
        ("CDB loans $5 million to Peru", "LOAN", ""),
        ("China grants RMB 5 million for Dam", "GRANT", ""),
        ("China grants computers to schools", "", ""),
        ("China provides in-kind grant of rice", "IN_KIND_GRANT", ""),
        ("China funds a dam for the Grant Primary School", "", ""),
    ],
)
def test_an_instrument_goes_by_its_name(title: str, flow: str, terms: str) -> None:
    read = read_title(title)

    assert (read.flow, read.terms) == (flow, terms)


@pytest.mark.parametrize(
    ("title", "links"),
    [
        ("Dam (linked to #2034 and #28056)", (("2034", "RELATED"), ("28056", "RELATED"))),
        ("Dam (Linked to Project ID#12, 1312,13013)", (("12", "RELATED"), ("1312", "RELATED"), ("13013", "RELATED"))),
        ("Dam (Linked to #1589, Umbrella #1557)", (("1589", "RELATED"), ("1557", "UMBRELLA"))),
        ("Dam (Umbrella #62617).", (("62617", "UMBRELLA"),)),
        ("Dam [linked #39706]", (("39706", "RELATED"),)),
        ("Dam (Linked to Project ID#66237", (("66237", "RELATED"),)),
        ("Dam (Duplicate of 137)", (("137", "DUPLICATE"),)),
        ("Fireworks [not a duplicate of ID#1665]", ()),
        ("Dam for 500 people (phase 2)", ()),
        ("Dam (linked to phase 2 of the 2013 loan, #0450,476)", (("450", "RELATED"), ("476", "RELATED"))),
    ],
)
def test_a_title_refers_to_other_projects(title: str, links: tuple[tuple[str, str], ...]) -> None:
    assert read_links(title) == links


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
def test_any_text_can_be_read(title: str) -> None:
    read = read_title(f"China Eximbank provides {title}")

    assert isinstance(read, Title)


# The real titles


def test_what_is_read_in_labelled_titles_is_right(test_data: Path) -> None:
    titles = {row["AidData.Record.ID"]: row["Title"].strip() for row in raw_rows(test_data / GEO)}
    stated, right, wanted = Counter[str](), Counter[str](), Counter[str]()

    with LABELS.open(encoding="utf-8", newline="") as stream:
        labels = list(csv.DictReader(stream))
    for label in labels:
        label["amount"] = f"{label['amount']} {label['currency']}".strip()
        for part, read in said(read_title(titles[label["record"]])).items():
            stated[part] += bool(read)
            wanted[part] += bool(label[part])
            right[part] += bool(read) and read == label[part]

    for part in stated:
        precision, recall = right[part] / stated[part], right[part] / wanted[part]
        sys.stdout.write(f"{TITLE_RULE} {part}: precision {precision:.3f}, recall {recall:.3f}\n")
    assert len(labels) == RULES[TITLE_RULE].sample
    assert min(right[part] / stated[part] for part in stated) >= float(RULES[TITLE_RULE].precision)
    assert min(right[part] / wanted[part] for part in wanted) >= 0.95


def test_sums_of_one_currency_and_year_agree_with_the_publishers_constant_dollars(test_data: Path) -> None:
    """A check without labels: dollars of 2021 over the nominal sum is one figure for a currency and a year."""
    ratios: dict[tuple[str, str], list[float]] = {}
    for row in raw_rows(test_data / GEO):
        amount, constant = read_title(row["Title"].strip()).amount, row["Amount.(Constant.USD.2021)"]
        if amount is not None and constant:
            key = (amount.currency, row["Commitment.Year"])
            ratios.setdefault(key, []).append(float(constant) / float(amount.amount))

    many = [sorted(found) for found in ratios.values() if len(found) >= 5]
    near = sum(0.7 < ratio / found[len(found) // 2] < 1.4 for found in many for ratio in found)
    assert sum(map(len, many)) > 2500
    assert near / sum(map(len, many)) >= float(RULES[TITLE_RULE].precision)
