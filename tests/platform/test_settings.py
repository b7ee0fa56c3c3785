"""Where the store lives."""

from pathlib import Path

import pytest

from watchgraph.settings import Settings


def test_the_store_lives_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WATCHGRAPH_DATA", str(tmp_path))

    settings = Settings()

    assert settings.log_path == tmp_path / "log.sqlite"
    assert settings.keys_path == tmp_path / "keys.sqlite"
    assert settings.catalogue_path == tmp_path / "catalogue.sqlite"
    assert settings.staging_path == tmp_path / "staging"


def test_without_a_word_it_lives_in_the_user_s_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WATCHGRAPH_DATA", raising=False)

    assert Settings().data.name == "watchgraph"


def test_an_empty_setting_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHGRAPH_DATA", "")

    assert Settings().data.name == "watchgraph"
