"""Keys are made once, destroyed for good, and their loss takes the text away."""

from pathlib import Path

import pytest
from tests.platform.log.homes import Home

from watchgraph.log import KeyStore
from watchgraph.log.errors import BoxMovedError, UnitRedactedError


def test_a_key_is_made_once_and_found_again_after_a_restart(home: Home, keys: KeyStore) -> None:
    made = keys.ensure(["record:a/1", "record:a/2"])

    again = home.keys()

    assert made["record:a/1"] != made["record:a/2"]
    assert again.ensure(["record:a/2", "record:a/1"]) == made
    again.close()


def test_a_box_opens_only_where_it_was_sealed(keys: KeyStore) -> None:
    box = keys.box("claim:1", "a name", b"here")

    opened = keys.unbox("claim:1", box, b"here")

    assert opened == "a name"
    assert b"a name" not in box
    with pytest.raises(BoxMovedError):
        keys.unbox("claim:1", box, b"there")


def test_a_destroyed_key_is_nowhere_on_disk_and_never_made_again(home: Home, keys: KeyStore) -> None:
    key = keys.ensure(["claim:1", "claim:2"])["claim:1"]
    box = keys.box("claim:1", "a name", b"")

    keys.destroy(["claim:1"])
    keys.destroy(["claim:1"])

    assert keys.unbox("claim:1", box, b"") is None
    assert keys.get("claim:2") is not None
    assert keys.destroyed() == {"claim:1"}
    assert not any(key in held for held in home.kept_keys())
    with pytest.raises(UnitRedactedError):
        keys.ensure(["claim:1"])


def test_a_unit_can_be_destroyed_before_it_ever_had_a_key(keys: KeyStore) -> None:
    keys.destroy(["claim:never"])

    with pytest.raises(UnitRedactedError):
        keys.sealed("claim:never", "note", "too late", identifying=True)


def test_what_another_process_destroys_is_forgotten_at_the_next_refresh(home: Home, keys: KeyStore) -> None:
    other = home.keys()
    keys.ensure(["claim:1"])
    assert other.get("claim:1") is not None

    keys.destroy(["claim:1"])
    other.refresh()

    assert other.get("claim:1") is None
    other.close()


def test_a_fingerprint_depends_on_text_and_unit_but_not_on_how_the_text_is_composed(keys: KeyStore) -> None:
    composed, decomposed = "Beogra\u0111ani \u0107", "Beogra\u0111ani c\u0301"

    digest = keys.digest("claim:1", composed)

    assert digest == keys.digest("claim:1", decomposed)
    assert digest != keys.digest("claim:1", "other")
    assert digest != keys.digest("claim:2", composed)


def test_nothing_done_to_a_draft_of_the_keys_reaches_the_store(keys: KeyStore) -> None:
    keys.ensure(["claim:1"])
    draft = keys.draft()

    draft.destroy(["claim:1"])
    draft.ensure(["claim:2"])

    assert draft.get("claim:1") is None
    assert keys.get("claim:1") is not None
    assert keys.get("claim:2") is None
    draft.close()


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    KeyStore.open(tmp_path / "keys.sqlite").close()

    mode = (tmp_path / "keys.sqlite").stat().st_mode

    assert mode & 0o077 == 0
