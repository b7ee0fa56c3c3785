"""Questions that the reference data answer: single facts, quantities that must not be mixed, a money trail."""

from watchgraph.domain.identifiers import country_id
from watchgraph_projections.questions.checks import Followed, Stated, Summed
from watchgraph_projections.questions.findings import Needs, Published, Question
from watchgraph_projections.statistics.queries import Condition, Grouping, Measure, Query

REFERENCE = Needs("watchgraph-reference", None, "reference")
AIDATA = "AidData, project 55627"
FEATURE = "Nature 587, 350 (2020)"
FINANCED = Query(
    of="FinancialFacility",
    where=(Condition(predicate="finances"),),
    measure=Measure.SUM,
    measured="amount",
    group_by=Grouping(predicate="lender"),
)


def stated(what: str, value: str, record: str, predicate: str, by: str) -> Published:
    """An answer that one record of the reference data states."""
    return Published(what=what, value=value, by=by, check=Stated(record, predicate), needs=REFERENCE)


def credit(what: str, value: str, record: str, predicate: str) -> Published:
    """One of the terms of the Mauritius credit."""
    return stated(what, value, record, predicate, AIDATA)


QUESTIONS = (
    Question(
        id="Q26",
        text="On what terms was the Mauritius safe city financed?",
        published=(
            credit("lender", "Export-Import Bank of China", "M01", "lender"),
            credit("borrower", "Mauritius Telecom", "M02", "borrower"),
            credit("kind of credit", "PREFERENTIAL_BUYERS_CREDIT", "M03", "flowType"),
            credit("amount", "USD 73687000", "M04", "amount"),
            credit("signed", "2018-04-01", "M05", "signedOn"),
            credit("interest", "2 percent", "M06", "interestRate"),
            credit("maturity", "20 years", "M07", "maturity"),
            credit("grace", "7 years", "M08", "gracePeriod"),
            credit("guarantor", "Government of Mauritius", "M09", "guarantor"),
            credit("supplier under the contract", "Huawei", "M11", "supplier"),
            credit("contract signed", "2017-12", "M13", "signedOn"),
            credit("outstanding on 30 June 2018", "USD 22300000", "M16", "amountOutstanding"),
            credit("outstanding on 30 June 2021", "USD 65100000", "M17", "amountOutstanding"),
        ),
    ),
    Question(
        id="Q27",
        text="Which Chinese banks financed surveillance systems, for how much?",
        published=(
            Published(
                what="facilities that a claim links to cameras or to their contract",
                value=None,
                by="no total was found in print",
                check=Summed(FINANCED),
                needs=REFERENCE,
            ),
        ),
    ),
    Question(
        id="Q31",
        text="How many Chinese cities bought facial recognition for surveillance in 2019?",
        published=(
            stated("", "more than 100 cities", "C038", "publishedCount", f"{FEATURE}, from an analysis of ChinaFile"),
        ),
    ),
    Question(
        id="Q33",
        text="Belgrade: how many cameras, and do they use facial recognition?",
        published=(
            stated("locations planned in 2019", "800 sites", "C002", "plannedSites", FEATURE),
            stated("cameras planned in 2019", "1000 cameras", "R01", "plannedCameras", "bidd.org.rs"),
            stated("test cameras", "9 cameras", "R04", "testCameras", "sharefoundation.info"),
            stated("test sites", "5 sites", "R04", "testSites", "sharefoundation.info"),
            stated("cameras planned in 2020", "8000 cameras", "C015", "plannedCameras", FEATURE),
            stated(
                "in place in 2021, by activists' count",
                "at least 1200 cameras",
                "R03",
                "installedCameras",
                "euronews.com",
            ),
            stated("in use in 2021", "not facial recognition", "R08", "usesTechnology", "euronews.com"),
        ),
    ),
    Question(
        id="Q34",
        text="Which way did the money go, from a lender to the cameras of Mauritius?",
        published=(
            Published(
                value="Mauritius → safe-city cameras of Mauritius → Huawei → Huawei contract of December 2017 for the "
                "Mauritius safe-city project → China Eximbank credit for the Mauritius safe-city project → "
                "Export-Import Bank of China",
                by=AIDATA,
                check=Followed(country_id("MU")),
                needs=REFERENCE,
            ),
        ),
    ),
)
