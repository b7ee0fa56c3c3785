"""Facts about entities, gathered into mentions."""

from itertools import permutations
from uuid import UUID

import pytest

from watchgraph_importers.identity.countries import register_key
from watchgraph_importers.identity.facts import Described, Fact, Fined, ImposedOn, Is, LiesIn, Named, Registered, Stands
from watchgraph_importers.identity.lexicons import Lexicon
from watchgraph_importers.identity.mentions import Fine, Mention, Role

CITY, STATE, COUNTRY, BODY = (UUID(int=number) for number in range(1, 5))

FACTS: tuple[Fact, ...] = (
    Registered(CITY, "Place", "atlas"),
    Named(CITY, "Portland"),
    LiesIn(CITY, STATE),
    Registered(STATE, "Place", "atlas"),
    Named(STATE, "Oregon"),
    LiesIn(STATE, COUNTRY),
)


def gathered(*facts: Fact) -> Lexicon:
    lexicon = Lexicon()
    for fact in facts:
        lexicon.note(fact)
    return lexicon


def test_a_place_is_followed_up_to_its_state_and_country() -> None:
    lexicon = gathered(*FACTS, Registered(COUNTRY, "Place", "atlas"), Named(COUNTRY, "U.S.A."))

    assert lexicon.mention(CITY) == Mention(
        id=CITY, kind="Place", dataset="atlas", names=("Portland",), country="US", region="Oregon"
    )


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_facts_changes_nothing(order: tuple[int, ...]) -> None:
    names = (Named(BODY, "B"), Named(BODY, "A"), Stands(BODY, Role.VENDOR))

    mention = gathered(Registered(BODY, "Organisation", "atlas"), *(names[number] for number in order)).mention(BODY)

    assert mention is not None
    assert mention.names == ("A", "B")
    assert mention.roles == {Role.VENDOR}


def test_a_register_s_code_says_the_country() -> None:
    serbia = register_key("RS").id

    mention = gathered(Registered(BODY, "Organisation", "atlas"), Named(BODY, "Police"), LiesIn(BODY, serbia)).mention(
        BODY
    )

    assert mention is not None
    assert mention.country == "RS"


def test_a_judgement_says_the_country_whatever_its_name() -> None:
    lexicon = gathered(*FACTS, Registered(COUNTRY, "Place", "atlas"), Named(COUNTRY, "002"), Is(COUNTRY, "US"))

    mention = lexicon.mention(CITY)
    assert mention is not None
    assert mention.country == "US"


def test_who_is_in_two_countries_is_in_none() -> None:
    lexicon = gathered(
        Registered(BODY, "Organisation", "atlas"),
        Named(BODY, "A firm"),
        LiesIn(BODY, register_key("RS").id),
        LiesIn(BODY, register_key("CN").id),
    )

    mention = lexicon.mention(BODY)
    assert mention is not None
    assert mention.country is None


def test_places_that_lie_in_each_other_end_the_search() -> None:
    lexicon = gathered(*FACTS, LiesIn(STATE, CITY))

    assert lexicon.mention(CITY) is not None


@pytest.mark.parametrize(
    "facts",
    [
        (),
        (Registered(BODY, "Organisation", "atlas"),),
        (Named(BODY, "A firm"),),
        (Registered(BODY, "Incident", "atlas"), Named(BODY, "A crash")),
    ],
)
def test_what_has_no_name_or_is_never_matched_is_no_mention(facts: tuple[Fact, ...]) -> None:
    assert gathered(*facts).mention(BODY) is None


MEASURE, PERSON = UUID(int=5), UUID(int=6)
FINED: tuple[Fact, ...] = (
    Registered(MEASURE, "RegulatoryAction", "fines"),
    Named(MEASURE, "fine 1"),
    Fined(MEASURE, "2020-02-03", "EUR 100"),
    Registered(BODY, "Organisation", "fines"),
    Described(BODY, "Bank"),
    ImposedOn(MEASURE, BODY),
)


@pytest.mark.parametrize("order", [FINED, FINED[::-1]])
def test_a_fine_has_its_day_amount_and_party(order: tuple[Fact, ...]) -> None:
    mention = gathered(*order).mention(MEASURE)

    assert mention is not None
    assert mention.fine == Fine(day="2020-02-03", amount="EUR 100", party="Bank", bearers=frozenset({BODY}))


def test_a_description_is_no_name() -> None:
    assert gathered(*FINED).mention(BODY) is None


def test_a_person_s_words_are_not_told() -> None:
    person = (Registered(PERSON, "Person", "fines"), Named(PERSON, "A. Example"), ImposedOn(MEASURE, PERSON))

    mention = gathered(*FINED, *person).mention(MEASURE)

    assert mention is not None
    assert mention.fine == Fine(day="2020-02-03", amount="EUR 100", party="Bank", bearers=frozenset({BODY, PERSON}))


def test_a_measure_with_two_amounts_is_no_fine_to_be_matched() -> None:
    mention = gathered(*FINED, Fined(MEASURE, "2020-02-03", "EUR 200")).mention(MEASURE)

    assert mention is not None
    assert mention.fine is None
