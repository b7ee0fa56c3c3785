"""Options of the commands that have many, and those that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program.", show_default=False)]
ValidAt = Annotated[
    str | None,
    typer.Option("--valid-at", metavar="DATE", help="As the world was: a year, month or day. Default: today (UTC)."),
]
RecordedAt = Annotated[
    str | None,
    typer.Option(
        "--recorded-at",
        metavar="WHEN",
        help="As this store knew it: a position of the log, or an instant such as 2026-11-23T12:00:00Z. Default: now.",
    ),
]

Folder = Annotated[
    str | None, typer.Option(metavar="FOLDER", help="Only names of files of this folder, such as aigs-2022.")
]
KindOfName = Annotated[str | None, typer.Option(help="Only country, city, vendor, lender, agency or court names.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print dataset, raw, kind, entity_id; names exactly as in the files.")]

Name = Annotated[
    str | None, typer.Argument(metavar="NAME", help="A publisher, `all` or `table`; none lists the publishers.")
]
Paths = Annotated[list[Path] | None, typer.Argument(metavar="PATH", help="Its files, or their folder.")]
Source = Annotated[
    Path | None, typer.Option("--from", metavar="DIR", help="For `all`: the folder of the publishers' folders.")
]
Listed = Annotated[
    bool, typer.Option("--list", help="Say what there is, and what was imported last.", show_default=False)
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Do everything but write: rows, events, problems.", show_default=False)
]
Part = Annotated[
    bool, typer.Option("--part", help="The files are an extract of the publisher's edition.", show_default=False)
]
Quarantine = Annotated[
    Path | None, typer.Option(metavar="PATH", help="Keep the sound rows; file the others there (a folder or a .csv).")
]
Mapping = Annotated[
    Path | None, typer.Option(metavar="MAP.toml", help="For `table`: what its columns say; see docs/own-table.md.")
]
Draft = Annotated[bool, typer.Option("--draft", help="For `table`: print a first mapping of it.", show_default=False)]
Sheet = Annotated[str | None, typer.Option(help="For `--draft` of a workbook: which sheet.")]

Cited = Annotated[bool, typer.Option("--cite", help="Add a permanent link to the answer.", show_default=False)]

Documents = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="PATH", help="Documents that clients may name: a folder of .graphql files, or a manifest; repeatable."
    ),
]
OnlyDocuments = Annotated[
    bool, typer.Option("--only-documents", help="Answer these and the catalogue's, and no other.", show_default=False)
]

ApiOnly = Annotated[
    bool,
    typer.Option("--api-only", help="Only answer; `watchgraph follow` moves the read models on.", show_default=False),
]
Workers = Annotated[int, typer.Option(min=1, max=64, help="Processes that answer.")]
Projections = Annotated[
    list[str] | None, typer.Argument(metavar="NAME", help="Projections, such as catalogue; all if absent.")
]

CommandLines = Annotated[str, typer.Argument(metavar="FILE.jsonl|-", help="Commands, one JSON object a line.")]
Contributor = Annotated[
    str,
    typer.Option(
        "--as", metavar="CONTRIBUTOR", help="Who does it: a contributor's id; or `operator`, who runs this store."
    ),
]

Pair = Annotated[list[str] | None, typer.Argument(metavar="LEFT RIGHT", help="Two entities, by their ids.")]
Verdict = Annotated[str | None, typer.Option(help="What they are: same, distinct or unsure.")]
Reviewer = Annotated[str | None, typer.Option("--as", metavar="CONTRIBUTOR", help="Who says so: the id of a reviewer.")]
Basis = Annotated[str, typer.Option(help="Why; shown to readers.")]
Reverted = Annotated[str | None, typer.Option(metavar="JUDGEMENT", help="Take this judgement back; --basis says why.")]
Waiting = Annotated[bool, typer.Option("--list", help="Print the pairs that wait.", show_default=False)]

Postgres = Annotated[bool, typer.Option("--postgres", help="PostgreSQL.", show_default=False)]
Neo4j = Annotated[bool, typer.Option("--neo4j", help="Neo4j.", show_default=False)]

CopyTo = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="FOLDER|URL",
        envvar="WATCHGRAPH_COPY_TO",
        help="A folder, or the address of a database, that holds no store yet.",
    ),
]
KeysTo = Annotated[
    str | None,
    typer.Option(
        metavar="FOLDER|URL",
        envvar="WATCHGRAPH_COPY_KEYS_TO",
        help="Copy the keys of sealed texts, too: to a folder, or to a database other than the log's.",
    ),
]

BackupFolder = Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder.")]
BackedUp = Annotated[Path, typer.Argument(metavar="FOLDER", help="What `watchgraph backup` wrote.")]
KeysFolder = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Where the keys go, in a new file; those older than 30 days are removed."),
]
KeysFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="The backup of the keys; none where the keys are still here.")
]
WithoutKeys = Annotated[
    bool, typer.Option("--without-keys", help="Leave out the keys of sealed texts.", show_default=False)
]


def named(**given: bool) -> list[str]:
    """Give the names of the flags that were set."""
    return [name for name, is_set in given.items() if is_set]
