"""The recipes of ids are frozen: one vector for each value type, and the canonical form checked by another program."""

import unicodedata
from uuid import UUID

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from watchgraph.domain.identifiers import (
    canonical,
    claim_id,
    country_id,
    coverage_id,
    dataset_id,
    entity_id,
    evidence_id,
    file_digest,
    judgement_id,
    plain_decimal,
    source_id,
)
from watchgraph.domain.statements import Modality, Origin, Polarity, Qualification, Statement
from watchgraph.domain.values import (
    ClaimValue,
    Code,
    Date,
    EntityRef,
    Geo,
    Money,
    Quantity,
    Sealed,
    SealedText,
    Text,
    Url,
)

ONE = UUID("3a1f8c1e-6a52-5f0c-9b51-2d8f0e7a4c10")
OTHER = UUID("b7d0c6a2-0d1f-5b86-8a3e-51c9f2e4d711")


def statement(value: ClaimValue | None, *qualifiers: Qualification) -> Statement:
    return Statement(
        origin=Origin(dataset="aigs", record="Serbia"),
        subject=ONE,
        predicate="plannedCameras",
        object=value,
        qualifiers=qualifiers,
        valid="2019",
        modality=Modality.OFFICIAL,
        speaker=OTHER,
    )


VECTORS: dict[str, tuple[ClaimValue | None, str]] = {
    "none": (None, "6d9c20a8-c470-5abf-a6f9-fc531ce18ad4"),
    "entity": (EntityRef(id=OTHER), "9567cdb1-685f-5e1b-895f-faae6b5a91aa"),
    "quantity": (
        Quantity(min="8000.0", max=None, unit="camera", approximate=True, exclusive=True),
        "74527e6b-a867-58f7-8d92-a7401ca94341",
    ),
    "money": (
        Money(amount="73.6870", currency="USD", date="2018-04-01", basis="constant 2011 aiddata"),
        "e7947534-15a3-5337-b35b-ae9435d91715",
    ),
    "date": (Date(edtf="[..2020]"), "12e6ddf0-03d9-5ec5-a18b-44e0dfbfb2f0"),
    "text": (Text(text="Beogra\u0111ani c\u0301", lang="sr-Latn"), "bf368639-48d3-56b2-9e01-63f2e4da0374"),
    "sealed": (
        SealedText(text=Sealed("record:d/1", "statement.object", "A. Person", "ab" * 32), lang="en"),
        "97be4385-6575-5b97-b125-e70df7b23742",
    ),
    "code": (Code(scheme="deployment-status", code="LIVE"), "b25ed757-98ea-51ef-97b1-6820592eebd7"),
    "geo": (Geo(lat="44.8162", lon="20.4605", precision_m=1000), "891aaf40-58c7-5d14-8bdf-40eb1fc68fc6"),
    "url": (Url(url="https://example.org/a?b=\u201cc\u201d"), "fe8290a9-890d-561c-8970-9be90aa0c8e4"),
}


@pytest.mark.parametrize("kind", VECTORS)
def test_a_claim_keeps_its_id_for_ever(kind: str) -> None:
    value, expected = VECTORS[kind]

    assert str(claim_id(statement(value))) == expected


def test_an_id_does_not_depend_on_how_numbers_and_letters_are_written() -> None:
    plain = Quantity(min="8000", max=None, unit="camera", approximate=True, exclusive=True)
    composed = Text(text="Beogra\u0111ani \u0107", lang="sr-Latn")

    assert str(claim_id(statement(plain))) == VECTORS["quantity"][1]
    assert str(claim_id(statement(composed))) == VECTORS["text"][1]


def test_an_id_does_not_depend_on_the_order_of_qualifiers() -> None:
    role = Qualification(name="role", value=Code(scheme="supply-role", code="PRIME"))
    buyer = Qualification(name="buyer", value=EntityRef(id=OTHER))

    assert claim_id(statement(None, role, buyer)) == claim_id(statement(None, buyer, role))
    assert claim_id(statement(None, role)) != claim_id(statement(None, buyer))


def test_a_sealed_text_enters_by_its_keyed_digest_alone() -> None:
    lost = SealedText(text=Sealed("record:d/1", "elsewhere", None, "ab" * 32), lang="en")

    assert str(claim_id(statement(lost))) == VECTORS["sealed"][1]


def test_every_part_of_the_natural_key_counts_and_nothing_else() -> None:
    base = statement(None)
    parts = {"subject": OTHER, "predicate": "name", "valid": "", "polarity": Polarity.UNKNOWN, "rule": "r/1"}
    others = {"slot_by_time": True, "credibility": 2}

    def changed(**fields: object) -> UUID:
        return claim_id(msgspec.structs.replace(base, **fields))

    assert all(changed(**{name: value}) != claim_id(base) for name, value in parts.items())
    assert all(changed(**{name: value}) == claim_id(base) for name, value in others.items())
    assert changed(origin=Origin(source=ONE)) != claim_id(base)


def test_the_ids_of_all_other_nouns_are_frozen_too() -> None:
    found = {
        "country": country_id("rs"),
        "coverage": coverage_id(ONE, "face recognition", "2019", "2020"),
        "dataset": dataset_id("aidata-china-finance"),
        "entity": entity_id("aigs", "Organisation", "Huawei"),
        "evidence": evidence_id(ONE, artifact=None, source=OTHER, locator="p. 1", stance="SUPPORTS"),
        "judgement": judgement_id(OTHER, ONE),
        "source": source_id("doi:10.1038/d41586-020-03188-2"),
    }

    assert {name: str(id_) for name, id_ in found.items()} == {
        "country": "2c46c215-bf13-531b-8888-34ae86d3aaea",
        "coverage": "9c40313f-7515-5b45-acc7-04d3c2a09396",
        "dataset": "5d14b5f3-7b6c-5f3d-8826-cb09728dc381",
        "entity": "da2ab964-a8f5-5fb2-b393-55dff9e8726d",
        "evidence": "ae58b7ca-34ad-53d7-a21e-bc5647c5c4ba",
        "judgement": "20206619-aade-5d26-b382-4f187958baee",
        "source": "9eee2ef7-0d70-5871-bb3b-2eeeabca6cd1",
    }


def test_a_pair_has_one_judgement_and_a_capture_one_piece_of_evidence() -> None:
    assert judgement_id(ONE, OTHER) == judgement_id(OTHER, ONE)
    assert evidence_id(ONE, artifact="ab", source=ONE, locator="l", stance="SUPPORTS") == evidence_id(
        ONE, artifact="ab", source=OTHER, locator="l", stance="SUPPORTS"
    )


Part = str | bool | None | list["Part"]


@given(st.recursive(st.none() | st.booleans() | st.text(), lambda part: st.lists(part, max_size=4), max_leaves=12))
def test_the_canonical_form_is_that_of_rfc_8785(part: Part) -> None:
    theirs = rfc8785.dumps([part]).decode()

    assert canonical([part]) == unicodedata.normalize("NFC", theirs)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_a_decimal_is_written_in_one_way(number: object) -> None:
    written = plain_decimal(str(number))

    assert plain_decimal(f"{written}.000" if "." not in written else f"{written}000") == written
    assert "E" not in written
    assert not written.startswith("+")


@pytest.mark.parametrize(("text", "plain"), [("1E3", "1000"), ("-0.00", "0"), ("+7", "7"), ("0.10", "0.1")])
def test_a_decimal_has_no_exponent_sign_or_trailing_zeros(text: str, plain: str) -> None:
    assert plain_decimal(text) == plain


@pytest.mark.parametrize("text", ["many", "", "NaN", "Infinity"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        plain_decimal(text)


def test_an_artifact_is_named_by_the_sha_256_of_its_bytes() -> None:
    assert file_digest(b"test") == "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
