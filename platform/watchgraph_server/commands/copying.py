"""`copy`: a store's log, and its keys where asked for, at another place."""

from contextlib import ExitStack, closing
from pathlib import Path

import msgspec

from watchgraph.log import KeyStore, Log
from watchgraph.postgresql import Address
from watchgraph.settings import KEYS, LOG
from watchgraph_server.archives import copy_documents
from watchgraph_server.commands.keeping import bar
from watchgraph_server.copies import taken_over
from watchgraph_server.databases import check_apart, existing, open_keys, open_log, open_shelf, shelf_at
from watchgraph_server.outcomes import BadInputError
from watchgraph_server.output import write_json
from watchgraph_server.terminal import console, row


class Copied(msgspec.Struct, frozen=True, kw_only=True):
    """What was copied.

    events: how many, up to the position `head`. documents: that were cited. keys: how many, None if not asked for.

    source, target: without passwords. settings: what has to be set to use the copy; addresses by the option that gave
    them, and None for a setting that must not be set.
    """

    source: str
    target: str
    events: int
    head: int
    documents: int
    keys: int | None
    settings: dict[str, str | None]


def copy(to: str, keys_to: str | None, *, as_json: bool) -> None:
    """Copy the store that the settings name; nothing of it is changed.

    Raises LogNotEmptyError, KeysNotEmptyError and DatabaseRefusedError; BadInputError for keys that none would find.
    """
    settings = existing()
    place, keys_place = _place(to, "--to"), None if keys_to is None else _place(keys_to, "--keys-to")
    check_apart(keys_place, place, "--keys-to")
    _check_found(keys_place, place)
    with ExitStack() as stack:
        keys = stack.enter_context(closing(open_keys(settings)))
        source = stack.enter_context(closing(open_log(settings, keys)))
        target = stack.enter_context(closing(_log_at(place, keys)))
        copied = None if keys_place is None else _copy_keys(keys, keys_place)
        progress = stack.enter_context(bar("Copying"))
        head = source.head()
        events = taken_over(target, source, head, progress)
        documents = copy_documents(open_shelf(settings), shelf_at(place))
        found = Copied(
            source=source.where,
            target=target.where,
            events=events,
            head=head,
            documents=documents,
            keys=copied,
            settings=_settings_of(place, keys_place),
        )
    if as_json:
        write_json(found)
    else:
        _show(found)


def _show(found: Copied) -> None:
    out = console()
    row(out, "copied", f"{found.events} events, up to position {found.head}")
    row(out, "from", found.source)
    row(out, "to", found.target)
    row(out, "cited", f"{found.documents} documents")
    row(out, "keys", "not copied: sealed texts cannot be read without them" if found.keys is None else f"{found.keys}")
    told = [f"{name}={value}" if value else f"{name} not set" for name, value in found.settings.items()]
    row(out, "used with", "\n".join(told))


def _place(named: str, option: str) -> Path | Address:
    if not named:
        raise BadInputError(f"{option} is empty: it takes a folder, or postgresql://USER@HOST/DATABASE")
    return Address.of(named, option) if "://" in named else Path(named)


def _check_found(keys_place: Path | Address | None, place: Path | Address) -> None:
    """Raise BadInputError where no setting would lead to the keys."""
    if isinstance(keys_place, Path) and isinstance(place, Path) and keys_place.resolve() != place.resolve():
        raise BadInputError(
            f"--keys-to {str(keys_place)!r}: a store in files reads its keys from its own folder. Name that of --to, "
            f"{str(place)!r}, or a database."
        )


def _settings_of(place: Path | Address, keys_place: Path | Address | None) -> dict[str, str | None]:
    """What leads a program to a log and its keys. Of keys that were not copied nothing is said."""
    folder = next((each for each in (place, keys_place) if isinstance(each, Path)), None)
    found: dict[str, str | None] = {} if folder is None else {"WATCHGRAPH_DATA": str(folder.resolve())}
    found["WATCHGRAPH_DATABASE_URL"] = "(what --to names)" if isinstance(place, Address) else None
    if keys_place is not None:
        found["WATCHGRAPH_KEYS_URL"] = "(what --keys-to names)" if isinstance(keys_place, Address) else None
    return found


def _log_at(place: Path | Address, keys: KeyStore) -> Log:
    """Open the log of the target, to be written byte for byte, so that no key is used."""
    return Log.of(place, keys) if isinstance(place, Address) else Log.open(place / LOG, keys)


def _copy_keys(keys: KeyStore, place: Path | Address) -> int:
    opened = KeyStore.of(place) if isinstance(place, Address) else KeyStore.open(place / KEYS)
    with closing(opened) as target:
        held = keys.held()
        target.fill(held, keys.destroyed())
        return len(held)
