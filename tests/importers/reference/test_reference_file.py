"""The reference file is read line by line as a fact-checker reads it: each line complete, declared and well-typed."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec
import pytest

from watchgraph.domain import edtf
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.forms import read_value
from watchgraph.domain.statements import Modality, Origin, Polarity, Qualification, Stance, Statement
from watchgraph.domain.values import Sealed, SealedText, Text
from watchgraph.vocabulary import CODE_LISTS, KINDS, predicate
from watchgraph.vocabulary.checks import Problem, problems

Line = dict[str, object]

REQUIRED: Mapping[str, frozenset[str]] = {
    "dataset": frozenset({"title", "publisher", "edition", "published", "licence"}),
    "source": frozenset({"identity", "title", "tier", "reliability", "language"}),
    "liveness": frozenset({"status", "observed", "basis"}),
    "lineage": frozenset({"origin", "relation", "basis"}),
    "entity": frozenset({"kind"}),
    "claim": frozenset({"subject", "predicate", "object", "modality", "source", "locator", "credibility"}),
    "evidence": frozenset({"source", "locator"}),
    "rank": frozenset({"to", "reason"}),
    "dispute": frozenset({"claims", "rivals", "grounds", "text"}),
}
OPTIONAL: Mapping[str, frozenset[str]] = {
    "source": frozenset(SourceRegistered.__struct_fields__) - REQUIRED["source"],
    "liveness": frozenset({"observer", "last_live"}),
    "entity": frozenset({"iso3166", "private"}),
    "claim": frozenset({"with", "valid", "polarity", "speaker", "relays", "stance", "self_interested"}),
    "evidence": frozenset({"stance", "relays"}),
}
ASSERTIONS = (
    *(f"C{number:03}" for number in range(1, 198)),
    *(f"A{number:02}" for number in range(1, 28)),
    *(f"M{number:02}" for number in range(1, 19)),
)
SOURCES = (*(f"S{number:02}" for number in range(22)), *(f"P{number}" for number in range(1, 6)))


def read() -> list[Line]:
    text = files("watchgraph_importers.reference").joinpath("reference.jsonl").read_text(encoding="utf-8")
    return [msgspec.json.decode(line, type=Line) for line in text.splitlines()]


LINES = read()


def of(kind: str) -> list[Line]:
    return [line for line in LINES if next(iter(line)) == kind]


def words(line: Line, *keys: str) -> tuple[str, ...]:
    return tuple(str(line.get(key, "")) for key in keys)


def listed(line: Line, key: str) -> list[str]:
    return msgspec.convert(line[key], list[str])


KIND_OF_NAME = {
    **{str(line["entity"]): str(line["kind"]) for line in of("entity")},
    **{str(line["source"]): "Source" for line in of("source")},
}


def local(name: str) -> UUID:
    assert name in KIND_OF_NAME, f"{name} is not declared"
    return uuid5(NAMESPACE_URL, name)


KIND_OF = {local(name): kind for name, kind in KIND_OF_NAME.items()}


def stated(line: Line) -> Statement:
    declared = predicate(str(line["predicate"]))
    assert declared.range is not None
    value = read_value(declared.range, line["object"], local)
    if isinstance(value, Text) and KIND_OF_NAME[str(line["subject"])] in declared.sealed:
        value = SealedText(text=Sealed("unit", "object", value.text), lang=value.lang)
    return Statement(
        origin=Origin(dataset="watchgraph-reference", record=str(line["claim"])),
        subject=local(str(line["subject"])),
        predicate=declared.name,
        object=value,
        qualifiers=tuple(qualified(line)),
        valid=str(line.get("valid", "")),
        polarity=Polarity(str(line.get("polarity", "AFFIRMED"))),
        modality=Modality(str(line["modality"])),
        speaker=local(str(line["speaker"])) if "speaker" in line else None,
    )


def given(line: Line) -> dict[str, object]:
    return msgspec.convert(line.get("with", {}), dict[str, object])


def qualified(line: Line) -> list[Qualification]:
    declared = predicate(str(line["predicate"]))
    with_ = given(line)
    shapes = {name: declared.qualifier(name) for name in with_}
    assert None not in shapes.values(), f"{line['claim']}: {declared.name} lacks one of {sorted(with_)}"
    return [
        Qualification(name=name, value=read_value(shape.range, with_[name], local))
        for name, shape in sorted(shapes.items())
        if shape is not None
    ]


def test_every_line_has_the_keys_of_its_kind_and_no_others() -> None:
    for line in LINES:
        kind, *keys = line
        needed = REQUIRED[kind]
        assert needed <= set(keys), line
        assert set(keys) <= needed | OPTIONAL.get(kind, frozenset()), line


def test_the_first_line_is_the_data_set_and_no_line_stands_twice() -> None:
    repeated = [
        text for text, count in Counter(json.dumps(line, sort_keys=True) for line in LINES).items() if count > 1
    ]

    assert next(iter(LINES[0])) == "dataset"
    assert not repeated


def test_everything_that_the_list_of_assertions_numbers_is_there() -> None:
    records = {str(line["claim"]) for line in of("claim")}
    sources = {str(line["source"]) for line in of("source")}

    assert not [name for name in ASSERTIONS if name not in records]
    assert not [name for name in SOURCES if name not in sources]


def test_every_claim_fits_its_declaration() -> None:
    found: list[tuple[str, Problem]] = [
        (str(line["claim"]), problem) for line in of("claim") for problem in problems(stated(line), KIND_OF.__getitem__)
    ]

    assert found == []


def test_every_claim_has_a_readable_time() -> None:
    for line in of("claim"):
        edtf.parse(str(line.get("valid", "")), predicate(str(line["predicate"])).persistence)


def test_every_name_that_a_line_uses_is_declared() -> None:
    for line in (*of("claim"), *of("evidence"), *of("liveness"), *of("lineage")):
        for name in words(line, "source", "relays", "speaker", "observer", "origin"):
            assert not name or name in KIND_OF_NAME, line


def test_every_entity_is_of_a_known_kind_and_has_a_name() -> None:
    named = {str(line["subject"]) for line in of("claim") if line["predicate"] == "name"}

    for line in of("entity"):
        assert str(line["kind"]) in KINDS
        assert str(line["entity"]) in named, line


def test_every_entity_is_used_by_a_claim_that_is_not_its_own() -> None:
    text = [json.dumps(line) for line in (*of("claim"), *of("lineage"))]
    for line in of("entity"):
        slug = str(line["entity"])
        assert any(f'"{slug}"' in claim and f'"claim": "{slug}"' not in claim for claim in text), slug


def test_slugs_are_short_and_plain() -> None:
    for line in of("entity"):
        assert re.fullmatch(r"[a-z]+:[a-z0-9-]{1,50}", str(line["entity"]))


@pytest.mark.parametrize(
    ("kind", "field", "scheme"),
    [
        ("source", "tier", "source-tier"),
        ("source", "reliability", "reliability"),
        ("liveness", "status", "liveness"),
        ("lineage", "relation", "lineage"),
        ("dispute", "grounds", "dispute-ground"),
        ("rank", "to", "rank"),
    ],
)
def test_coded_fields_of_other_lines_hold_codes_of_their_list(kind: str, field: str, scheme: str) -> None:
    for line in of(kind):
        assert str(line[field]) in CODE_LISTS[scheme].codes, line


def test_evidence_ranks_and_disputes_name_records_that_exist() -> None:
    records = {str(line["claim"]) for line in of("claim")}
    named = [
        *(str(line["evidence"]) for line in of("evidence")),
        *(str(line["rank"]) for line in of("rank")),
        *(name.split()[0] for line in of("dispute") for key in ("claims", "rivals") for name in listed(line, key)),
    ]

    assert not [name for name in named if name not in records]
    assert all(Stance(str(line.get("stance", "SUPPORTS"))) for line in of("evidence"))


def test_credibility_is_on_the_scale_and_opinions_cannot_be_judged() -> None:
    for line in of("claim"):
        assert line["credibility"] in range(1, 7)
        if line["modality"] in {"OPINION", "PLAN", "QUESTION", "DENIAL"}:
            assert line["credibility"] == 6, line


def test_private_persons_appear_by_role_only() -> None:
    private = {str(line["entity"]) for line in of("entity") if line.get("private")}
    names = [line for line in of("claim") if line["predicate"] == "name" and line["subject"] in private]

    assert private == {"person:moscow-resident", "person:moscow-activist"}
    assert all(line["with"] == {"nameKind": "ROLE_LABEL"} for line in names)


def test_named_persons_have_a_public_role() -> None:
    private = {str(line["entity"]) for line in of("entity") if line.get("private")}
    with_role = {str(line["subject"]) for line in of("claim") if line["predicate"] == "publicRole"}
    persons = {str(line["entity"]) for line in of("entity") if line["kind"] == "Person"}

    assert persons - private == with_role


def test_belgrades_cameras_are_seven_statements_of_different_things() -> None:
    counts = {
        (str(line["predicate"]), str(line["object"]), str(line.get("valid", "")))
        for line in of("claim")
        if re.fullmatch("(planned|test|installed)(Sites|Cameras)", str(line["predicate"]))
    }

    assert counts == {
        ("plannedSites", "800", "2019"),
        ("plannedCameras", "800", ""),
        ("plannedCameras", "1000", "2019"),
        ("plannedCameras", "8000", "2020"),
        ("testCameras", "9", "2019"),
        ("testSites", "5", "2019"),
        ("installedCameras", ">=1200", "2021"),
    }


def test_what_was_retold_many_times_counts_as_one_origin() -> None:
    behind = {
        record: {
            str(line.get("relays"))
            for line in (*of("claim"), *of("evidence"))
            if record in words(line, "claim", "evidence")
        }
        for record in ("C002", "R01", "R03")
    }

    assert behind == {"C002": {"S52"}, "R01": {"S52"}, "R03": {"S53"}}


def test_a_source_that_nobody_identified_has_a_title_in_brackets() -> None:
    unknown = [line for line in of("source") if line.get("identified") is False]

    assert unknown
    assert all(re.fullmatch(r"\[.+\]", str(line["title"])) for line in unknown)


def test_the_deleted_page_is_gone_since_a_dated_observation_and_told_in_two_ways() -> None:
    gone = [words(line, "liveness", "status", "observed") for line in of("liveness")]
    told = [line for line in of("claim") if words(line, "predicate", "object") == ("published", "S06")]
    types = {(str(line["source"]), given(line)["documentType"]) for line in told}

    assert gone == [("S06", "GONE", "2019-03-30")]
    assert types == {("S00", "PRESS_RELEASE"), ("S31", "CASE_STUDY")}


def test_the_rulings_five_grounds_have_each_their_result() -> None:
    results = {
        str(line["subject"]): str(line["object"])
        for line in of("claim")
        if line["predicate"] == "result" and line["source"] == "S12"
    }

    assert list(results.values()) == ["ALLOWED", "DISMISSED", "ALLOWED", "DISMISSED", "ALLOWED"]


def test_the_money_trail_is_made_of_edges() -> None:
    trail = [
        ("facility:mauritius-safe-city", "lender", "org:china-eximbank"),
        ("facility:mauritius-safe-city", "finances", "contract:mauritius-safe-city-2017"),
        ("contract:mauritius-safe-city-2017", "supplier", "org:huawei"),
        ("contract:mauritius-safe-city-2017", "contractFor", "dep:mauritius-safe-city"),
        ("dep:mauritius-safe-city", "deployedIn", "place:mauritius"),
    ]
    said = {words(line, "subject", "predicate", "object") for line in of("claim")}

    assert set(trail) <= said
    assert all(predicate(name).edge for _, name, _ in trail)
