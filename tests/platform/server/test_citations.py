"""A cited answer can be had again, whatever was learnt, however many days passed; or it is said what is missing."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

import msgspec
import pytest
from graphql import get_named_type
from tests.histories import DAYS, Clock, History
from tests.schema.shapes import ROOTS, selection
from tests.stores import Store

from watchgraph.errors import WatchgraphError
from watchgraph_importers.pipeline import ImportStore
from watchgraph_importers.registry import import_named
from watchgraph_projections.rules import RULES
from watchgraph_schema.answers import answer
from watchgraph_schema.citations import hash_of
from watchgraph_schema.questions import Document, by_id, documents
from watchgraph_schema.requests import Answer, Question
from watchgraph_server.archives import DocumentArchive, FileShelf
from watchgraph_server.citations import Citations, Cited

T = TypeVar("T")

LISTS = ("deployments", "organisations", "claims", "sources", "disputes", "judgements", "commits", "datasets")
NAMED = '{ claims(first: 100, where: {predicates: ["name"]}) { nodes { value { text } } } }'
Questioned = tuple["World", Mapping[str, tuple[object, "Shown"]]]


class Shown(msgspec.Struct):
    """A citation as an answer carries it."""

    url: str
    text: str
    document: str
    variables: dict[str, object]
    position: int
    day: str
    rules: tuple[str, ...]
    answer: str


class Warned(msgspec.Struct):
    code: str
    message: str
    cited: tuple[str, ...] = ()
    today: tuple[str, ...] = ()
    redacted: Mapping[str, int] = msgspec.field(default_factory=dict)


class Extensions(msgspec.Struct):
    citation: Shown | None = None
    warnings: tuple[Warned, ...] = ()


class World:
    """A store that goes on, and the citations of its answers."""

    def __init__(self, folder: Path, seed: int = 5, *, begun: bool = True) -> None:
        self.history = History(folder, seed, clock=Clock(datetime(2014, 1, 1, tzinfo=UTC)))
        if begun:
            self.history.begin()
        self.store = Store.open(folder, DAYS[3])
        self.archive = DocumentArchive(FileShelf(folder / "citations.sqlite"))
        self.citations = Citations(self.store.catalogue, self.archive, "https://example.org/")

    @property
    def ask(self) -> Callable[[Question], Answer]:
        return partial(answer, self.store.catalogue)

    def go_on(self, acts: Callable[[], object], times: int = 30) -> None:
        """Let more be learnt, and let it be another day."""
        for _ in range(times):
            acts()
        self.store.catch_up(DAYS[8])

    def cite(self, query: str, variables: Mapping[str, object] | None = None) -> tuple[object, Shown]:
        """An answer, and its citation."""
        answered = self.citations.cited(self.ask, Question(query=query, variables=variables))
        shown = extensions(answered).citation
        assert shown is not None, answered.body
        return answered.body["data"], shown

    def follow(self, url: str, ask: Callable[[Question], Answer] | None = None) -> Answer:
        """What a link leads to. ask: in place of the store."""
        return self.citations.again(ask or self.ask, self.find(url))

    def find(self, url: str) -> Cited:
        parts = urlsplit(url)
        return self.citations.find(parts.path.removeprefix("/cite/"), dict(parse_qsl(parts.query)))

    def write(self, url: str, form: str) -> str:
        """The citation in a form."""
        return self.citations.written(self.ask, self.find(url), form).content.decode()

    def close(self) -> None:
        self.store.close()


def extensions(answered: Answer) -> Extensions:
    return msgspec.convert(answered.body["extensions"], Extensions, from_attributes=True)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path / "store")
    for _ in range(30):
        world.history.commit(world.history.propose())
    world.store.catch_up(DAYS[3])
    yield world
    world.close()


@pytest.fixture(scope="module")
def questioned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Questioned]:
    """A store of the reference data that went on after every question of the catalogue was cited."""
    world = World(tmp_path_factory.mktemp("questioned") / "store")
    imports = ImportStore(log=world.history.log, staging=world.store.folder / "staging")
    import_named("reference", [], imports, world.history.actor)
    world.store.catch_up(DAYS[3])
    cited = {each.id: world.cite(each.text) for each in documents()}
    world.go_on(world.history.act)
    yield world, cited
    world.close()


@pytest.mark.parametrize("document", documents(), ids=lambda each: each.id)
def test_every_question_that_was_cited_has_the_same_answer_later(questioned: Questioned, document: Document) -> None:
    world, cited = questioned
    then, shown = cited[document.id]

    again = world.follow(shown.url)

    assert msgspec.json.encode(again.body["data"]) == msgspec.json.encode(then)
    assert extensions(again).citation == shown
    assert extensions(again).warnings == ()


def test_whatever_is_cited_is_the_same_later_or_says_that_something_was_redacted(world: World) -> None:
    queries = [f"{{ {name}(first: 8) {{ {selection(get_named_type(ROOTS[name].type), 1)} }} }}" for name in LISTS]
    cited = [world.cite(query) for query in queries]

    world.go_on(world.history.act)
    later = [world.follow(shown.url) for _, shown in cited]

    for (then, _), again in zip(cited, later, strict=True):
        warned = [each.code for each in extensions(again).warnings]
        assert warned == ([] if again.body["data"] == then else ["redacted-since"])


def test_a_redacted_text_is_missing_from_the_cited_answer_and_that_is_said(world: World) -> None:
    claim, name = world.history.people_named()[0]
    then, shown = world.cite(NAMED)
    assert name in str(then)

    world.history.commit(world.history.redaction(claim))
    world.store.catch_up(DAYS[3])
    again = world.follow(shown.url)

    (warned,) = extensions(again).warnings
    assert (warned.code, warned.redacted) == ("redacted-since", {"claim": 1})
    assert str(again.body).count(name) < str(then).count(name)


def test_a_link_names_all_that_the_answer_depends_on(world: World) -> None:
    query = "query Some($n: Int) { claims(first: $n) { nodes { id } } }"

    _, shown = world.cite(query, {"n": 2})

    assert shown.url.startswith(f"https://example.org/cite/{shown.document}?position={shown.position}&day=2019-06-15&")
    given = dict(parse_qsl(urlsplit(shown.url).query))
    assert given["variables"] == '{"n":2}'
    assert given["rules"].split(",") == list(shown.rules) == list(RULES)
    assert given["answer"] == shown.answer


@pytest.mark.parametrize(
    ("now", "before", "cited", "today"),
    [
        ("certain-possible/11", "certain-possible/8", ("certain-possible/8",), ("certain-possible/11",)),
        (",weakest-link/3", "", (), ("weakest-link/3",)),
        (",weakest-link/3", ",weakest-link/3,given-up/1", ("given-up/1",), ()),
    ],
)
def test_rules_that_are_others_today_are_named(
    world: World, now: str, before: str, cited: tuple[str, ...], today: tuple[str, ...]
) -> None:
    then, shown = world.cite(NAMED)

    again = world.follow(shown.url.replace(now, before))

    (warned,) = extensions(again).warnings
    assert (warned.code, warned.cited, warned.today) == ("rules-changed", cited, today)
    assert "is the same" in warned.message
    assert again.body["data"] == then


def test_a_link_to_another_answer_is_found_out(world: World) -> None:
    _, shown = world.cite(NAMED)

    again = world.follow(shown.url.replace(f"answer={shown.answer}", "answer=0123456789abcdef"))

    assert [each.code for each in extensions(again).warnings] == ["answer-differs"]


def test_an_answer_that_cannot_be_had_now_is_not_called_another(world: World) -> None:
    _, shown = world.cite(NAMED)

    again = world.follow(shown.url, lambda _: world.ask(Question(query="{")))

    assert again.body["errors"]
    assert [each.code for each in extensions(again).warnings] == ["not-answered"]


@pytest.mark.parametrize("form", ["text", "csl", "bibtex"])
def test_a_citation_of_what_is_not_so_says_so_in_every_form(world: World, form: str) -> None:
    _, shown = world.cite(NAMED)
    clean = world.write(shown.url, form)

    other = world.write(shown.url.replace(f"answer={shown.answer}", "answer=0123456789abcdef"), form)
    early = world.write(shown.url.replace("day=2019-06-15", "day=1900-01-01"), form)
    ruled = world.write(shown.url.replace(",weakest-link/3", ""), form)

    assert "not the answer that was cited" in other
    assert "no answer at it was given on 1900-01-01" in early
    assert "Rules have changed" in ruled
    assert not any(words in clean for words in ("not the answer", "no answer", "changed"))


@pytest.mark.parametrize("words", ["a}", "a{", "}}, year = 1066, note = {{", "\\", "\\}", "50% & $1_~^#", "é 漢"])
def test_no_variable_breaks_the_fields_of_bibtex(world: World, words: str) -> None:
    _, shown = world.cite("query Some($t: String!) { search(text: $t) { totalCount } }", {"t": f"x{words}"})

    fields = fields_of(world.write(shown.url, "bibtex"))

    assert [*fields] == ["author", "title", "year", "note", "url"]
    assert fields["year"] == f"{{{shown.day[:4]}}}"
    read = fields["title"].replace("{\\textbraceleft}", "{").replace("{\\textbraceright}", "}")
    read = read.replace("{\\textasciitilde}", "~").replace("{\\textasciicircum}", "^")
    read = re.sub(r"\\([&%$#_])", r"\1", read).replace("{\\textbackslash}", "\\")
    assert read.endswith(f"(t = x{words})}}}}")


def fields_of(entry: str) -> dict[str, str]:
    """The fields of one entry as BibTeX takes them apart: by commas outside of braces, all of which count."""
    depth, parts = 0, [""]
    for sign in entry.strip().removeprefix("@misc"):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth > 0 or sign == "}", "the entry ends before its end"
        parts[-1] += sign if depth > 1 or sign != "," else ""
        parts += [""] if depth == 1 and sign == "," else []
    assert depth == 0
    pairs = [part.strip().removesuffix("\n}").partition(" = ") for part in parts[1:]]
    return {name: value for name, _, value in pairs}


@pytest.mark.parametrize("form", ["text", "csl", "bibtex"])
def test_a_citation_is_one_line_that_reads_as_it_is_written(world: World, form: str) -> None:
    words = "a\nb\u202ec\u2028d\x07"
    query = "query Some($t: String!, $ids: [FoundKind!]) { search(text: $t, kinds: $ids) { totalCount } }"

    _, shown = world.cite(query, {"t": words, "ids": ["PLACE"]})
    lines = world.write(shown.url, form).splitlines()

    assert len(lines) == (7 if form == "bibtex" else 1)
    assert not any(sign in "".join(lines) for sign in words if not sign.isalpha())
    assert "u202e" in "".join(lines)
    assert "\u202e" not in shown.text


def test_the_answer_carries_no_clean_citation_of_what_is_not_so_either(world: World) -> None:
    _, shown = world.cite(NAMED)

    early = extensions(world.follow(shown.url.replace("day=2019-06-15", "day=1900-01-01")))

    assert early.citation is not None
    assert [each.code for each in early.warnings] == ["day-too-early"]
    assert early.citation.text.endswith(f"[{early.warnings[0].message}.]")


def test_a_citation_is_not_written_where_the_answer_fails(world: World) -> None:
    _, shown = world.cite("query Some($n: Int) { claims(first: $n) { nodes { id } } }", {"n": 2})

    written = world.citations.written(
        world.ask, world.find(shown.url.replace("%3A2", "%3A-2").replace(":2", ":-2")), "text"
    )

    assert "errors" in written.body


def test_a_citation_made_before_anything_was_learnt_leads_to_its_answer(tmp_path: Path) -> None:
    world = World(tmp_path / "empty", begun=False)
    then, shown = world.cite(NAMED)

    world.history.begin()
    world.go_on(world.history.act)

    assert shown.position == 0
    assert world.follow(shown.url).body["data"] == then
    world.close()


def test_a_page_that_was_cited_is_the_same_page_later(world: World) -> None:
    query = "query Page($after: String) { claims(first: 3, after: $after) { pageInfo { endCursor } nodes { id } } }"
    first, _ = world.cite(query)
    assert isinstance(first, dict)
    world.go_on(world.history.act)
    then, shown = world.cite(query, {"after": first["claims"]["pageInfo"]["endCursor"]})

    world.go_on(world.history.act)

    assert world.follow(shown.url).body["data"] == then


def test_read_models_made_anew_give_what_was_cited(world: World) -> None:
    then, shown = world.cite(NAMED)
    world.go_on(partial(world.history.act, redacting=False))

    world.store.follower.rebuild(day=DAYS[8])

    assert world.follow(shown.url).body["data"] == then


def test_an_answer_with_errors_is_not_cited(world: World) -> None:
    answered = world.citations.cited(
        world.ask, Question(query='{ a: claims(first: 1) { totalCount } node(id: "x") { id } }')
    )

    assert "errors" in answered.body
    assert extensions(answered).citation is None


def test_a_document_that_was_cited_is_known_to_every_later_process(world: World) -> None:
    _, shown = world.cite(NAMED)

    later = DocumentArchive(FileShelf(world.store.folder / "citations.sqlite"))

    assert later.text(shown.document) == NAMED
    assert later.text("0" * 64) is None


def test_a_document_is_paid_for_once_and_those_of_the_catalogue_never(world: World) -> None:
    paid: list[int] = []

    def ask(question: Question) -> Answer:
        return answer(world.store.catalogue, question, paid.append)

    for query in ("{ __typename }", "{ __typename } # " + "x" * 1_500, by_id()["Q35"].text):
        for _ in range(2):
            world.citations.cited(ask, Question(query=query))

    assert [first - again for first, again in zip(paid[::2], paid[1::2], strict=True)] == [0, 101, 0]


def test_where_no_document_can_be_kept_no_link_is_promised(world: World, tmp_path: Path) -> None:
    citations = Citations(world.store.catalogue, DocumentArchive(FileShelf(tmp_path)))

    answered = citations.cited(world.ask, Question(query=NAMED))

    assert answered.body["data"]
    assert [each.code for each in extensions(answered).warnings] == ["cannot-cite"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((hash_of(NAMED), "0" * 64), "unknown-document"),
        ((hash_of(NAMED), "x"), "bad-citation"),
        (("position=", "position=9999"), "later-position"),
        (("position=", "position=-"), "bad-citation"),
        (("day=", "day=x"), "bad-citation"),
        (("day=", "day=" + "9" * 18_000), "bad-citation"),
        (("&rules", f"&variables={'9' * 5_000}&rules"), "bad-citation"),
        (("day=2019", "day=2999"), "later-position"),
        (("&rules", "&variables=[&rules"), "bad-citation"),
        (("answer=", "anwser="), "bad-citation"),
        (("answer=", "answer=x"), "bad-citation"),
        (("&answer=", "&answer=&operationName="), "bad-citation"),
        (("&rules=", "&operationName="), "bad-citation"),
        (("rules=", "rules=a%0Ab,"), "bad-citation"),
        (("day=2019-06-15", "day=2019-06"), "bad-citation"),
        (("position=", "position=1&operationName="), "bad-citation"),
    ],
)
def test_a_link_that_leads_nowhere_says_why(world: World, change: tuple[str, str], code: str) -> None:
    _, shown = world.cite(NAMED)

    with pytest.raises(WatchgraphError) as refused:
        world.follow(shown.url.replace(*change))

    assert refused.value.code == code
    assert len(str(refused.value)) < 500
