"""The tree itself: import roots, packages, the locked requirements."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE_FOLDERS = ["platform", "projections", "schema", "importers"]
TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
PACKAGES = TOOLS["hatch"]["build"]["targets"]["wheel"]["packages"]


@pytest.mark.parametrize("folder", SOURCE_FOLDERS)
def test_source_folder_is_not_a_package(folder: str) -> None:
    assert not list((ROOT / folder).glob("*.py"))


@pytest.mark.parametrize("package", PACKAGES)
def test_package_says_what_it_is_for_and_is_typed(package: str) -> None:
    assert (ROOT / package / "__init__.py").read_text().startswith('"""')
    assert (ROOT / package / "py.typed").exists()


def test_every_folder_in_the_source_folders_is_packed() -> None:
    folders = {
        path.parent.relative_to(ROOT).as_posix() for root in SOURCE_FOLDERS for path in (ROOT / root).glob("*/*.py")
    }

    assert folders == set(PACKAGES)


def test_the_tests_are_no_packages() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_the_lock_pins_every_requirement_by_hash_and_names_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text()

    pins = re.findall(r"^[A-Za-z0-9]", text, re.MULTILINE)
    hashed = re.findall(r"^[A-Za-z0-9][^\n]*==[^\n]* \\\n +--hash=sha256:", text, re.MULTILINE)

    assert pins
    assert len(pins) == len(hashed)
    assert "://" not in text
    assert not re.findall(r"^-", text, re.MULTILINE)
