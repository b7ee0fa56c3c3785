"""Each rule that a statement can break has a code of its own and a message that says what would be right."""

from uuid import UUID, uuid5

import msgspec
import pytest

from watchgraph.domain.statements import Origin, Polarity, Qualification, Statement
from watchgraph.domain.values import ClaimValue, Code, EntityRef, Quantity, Sealed, SealedText, Text
from watchgraph.vocabulary.checks import Problem, problems

SPACE = UUID("9b2d3a54-0000-5000-8000-000000000000")
DEPLOYMENT, VENDOR, CITY, PERSON = (uuid5(SPACE, name) for name in ("deployment", "vendor", "city", "person"))
KINDS = {DEPLOYMENT: "Deployment", VENDOR: "Organisation", CITY: "Place", PERSON: "Person"}
CAMERAS = Code(scheme="supply-item", code="CAMERAS")
NAMED = ("nameKind", Code(scheme="name-kind", code="PRIMARY"))


def say(
    subject: UUID,
    predicate: str,
    value: ClaimValue | None,
    *qualifiers: tuple[str, ClaimValue],
    polarity: Polarity = Polarity.AFFIRMED,
) -> list[Problem]:
    statement = Statement(
        origin=Origin(dataset="made-up", record="1"),
        subject=subject,
        predicate=predicate,
        object=value,
        qualifiers=tuple(Qualification(name=name, value=value) for name, value in qualifiers),
        polarity=polarity,
    )
    return problems(statement, KINDS.get)


def broken(found: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.field, problem.rule) for problem in found]


def cameras(least: str | None, most: str | None, unit: str = "camera") -> Quantity:
    return Quantity(min=least, max=most, unit=unit)


def test_a_sound_statement_breaks_nothing() -> None:
    assert say(VENDOR, "supplies", EntityRef(id=DEPLOYMENT), ("item", CAMERAS)) == []
    assert say(DEPLOYMENT, "plannedCameras", cameras("1200", None)) == []


def test_an_unknown_predicate_is_answered_with_the_nearest() -> None:
    found = say(VENDOR, "suplies", EntityRef(id=DEPLOYMENT))

    assert broken(found) == [("predicate", "unknown-predicate")]
    assert "supplies" in found[0].message


def test_the_subject_has_to_be_known_and_of_a_kind_that_the_predicate_is_said_of() -> None:
    assert broken(say(SPACE, "supplies", EntityRef(id=DEPLOYMENT))) == [("subject", "unknown-entity")]
    assert broken(say(CITY, "supplies", EntityRef(id=DEPLOYMENT))) == [("subject", "wrong-domain")]


@pytest.mark.parametrize(
    ("predicate", "value", "rule"),
    [
        ("hasStatus", None, "missing-object"),
        ("hasStatus", EntityRef(id=CITY), "wrong-type"),
        ("hasStatus", Code(scheme="deployment-status", code="LIFE"), "unknown-code"),
        ("hasStatus", Code(scheme="purpose", code="LIVE"), "unknown-code"),
        ("deployedIn", EntityRef(id=VENDOR), "wrong-range"),
        ("deployedIn", EntityRef(id=SPACE), "unknown-entity"),
        ("plannedCameras", cameras("8", "8", "site"), "wrong-unit"),
        ("plannedCameras", cameras("1200", "900"), "bad-quantity"),
        ("plannedCameras", cameras(None, None), "bad-quantity"),
    ],
)
def test_the_object_has_to_fit_the_range(predicate: str, value: ClaimValue | None, rule: str) -> None:
    assert broken(say(DEPLOYMENT, predicate, value)) == [("object", rule)]


def test_what_is_not_known_has_no_object() -> None:
    live = Code(scheme="deployment-status", code="LIVE")

    assert say(DEPLOYMENT, "hasStatus", None, polarity=Polarity.UNKNOWN) == []
    assert broken(say(DEPLOYMENT, "hasStatus", live, polarity=Polarity.UNKNOWN)) == [("object", "unexpected-object")]


def test_words_about_a_person_have_to_be_sealed() -> None:
    sealed = SealedText(text=Sealed("unit", "object", "Somebody"))

    assert broken(say(PERSON, "name", Text(text="Somebody"))) == [("object", "unsealed-words")]
    assert say(PERSON, "name", sealed) == []
    assert say(VENDOR, "name", Text(text="Huawei")) == []


def test_qualifiers_have_to_be_declared_complete_and_single() -> None:
    place = EntityRef(id=DEPLOYMENT)

    assert broken(say(VENDOR, "supplies", place, ("itm", CAMERAS))) == [("with.itm", "unknown-qualifier")]
    assert broken(say(VENDOR, "supplies", place, ("item", CAMERAS), ("item", CAMERAS))) == [
        ("with.item", "repeated-qualifier")
    ]
    assert broken(say(PERSON, "affiliatedWith", EntityRef(id=VENDOR))) == [("with.role", "missing-qualifier")]
    assert broken(say(VENDOR, "supplies", place, ("buyer", EntityRef(id=CITY)))) == [("with.buyer", "wrong-range")]
    assert broken(say(DEPLOYMENT, "plannedSites", cameras("8", "8", "site"), ("stage", CAMERAS))) == [
        ("with.stage", "unknown-qualifier")
    ]


@pytest.mark.parametrize("number", ["1000000000000000", "-1000000000000000", "1." + "9" * 80])
def test_a_number_that_no_store_could_sort_by_is_refused(number: str) -> None:
    value = Quantity(min=number, max=number, unit="camera")

    assert [problem.rule for problem in say(DEPLOYMENT, "plannedCameras", value)] == ["out-of-bounds"]


def test_credibility_has_six_degrees() -> None:
    value = Quantity(min="5", max="5", unit="camera")
    whole = Statement(origin=Origin(dataset="made-up", record="1"), subject=DEPLOYMENT, predicate="plannedCameras")
    stated = [msgspec.structs.replace(whole, object=value, credibility=degree) for degree in (0, 1, 6, 7)]

    found = [[(problem.field, problem.rule) for problem in problems(one, KINDS.get)] for one in stated]

    assert found == [[("credibility", "out-of-bounds")], [], [], [("credibility", "out-of-bounds")]]


def test_words_with_hidden_characters_are_refused() -> None:
    assert [problem.rule for problem in say(VENDOR, "name", Text(text="Hua\u202ewei"), NAMED)] == ["unsafe-character"]
