"""The locks hold what the project file asks for, by hash, and nothing that ties them to one machine."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.house import ROOT

RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NEEDED = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
NEEDED_BY_DEVELOPERS = [Requirement(text) for text in PROJECT["dependency-groups"]["dev"]]


def locked(name: str) -> dict[str, str]:
    """Give the pinned version of every package of a lock."""
    text = (ROOT / name).read_text("utf-8")
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE)
    return {canonicalize_name(package): version for package, version in pins}


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
@pytest.mark.parametrize("needed", NEEDED, ids=str)
def test_the_lock_satisfies_what_the_program_needs(needed: Requirement, lock: str) -> None:
    assert locked(lock)[canonicalize_name(needed.name)] in needed.specifier


@pytest.mark.parametrize("needed", NEEDED_BY_DEVELOPERS, ids=str)
def test_the_development_lock_satisfies_what_developers_need(needed: Requirement) -> None:
    assert locked(DEVELOPMENT)[canonicalize_name(needed.name)] in needed.specifier


def test_the_development_lock_holds_all_of_the_other_at_the_same_versions() -> None:
    assert locked(RUNTIME).items() <= locked(DEVELOPMENT).items()


def test_the_program_is_not_locked_with_what_only_developers_need() -> None:
    only = {canonicalize_name(needed.name) for needed in NEEDED_BY_DEVELOPERS}
    assert not only & set(locked(RUNTIME))


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_every_locked_package_has_hashes(lock: str) -> None:
    blocks = re.split(r"^(?=[A-Za-z0-9])", (ROOT / lock).read_text("utf-8"), flags=re.MULTILINE)
    assert [b.splitlines()[0] for b in blocks if "==" in b and "--hash=sha256:" not in b] == []


def test_the_lock_keeps_away_from_the_version_of_qt_that_aborts() -> None:
    assert locked(RUNTIME)["pyside6-essentials"] == "6.11.3"
    assert "pyside6" not in locked(DEVELOPMENT)
