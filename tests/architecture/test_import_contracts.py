"""Who may know whom: the contracts hold, and each is broken by an import that it is there to forbid."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.house import ROOT

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
FLOORS = "Floors: gui | cli > services > store | ics | delivery > domain"
GUI = "Inside gui: smoke > app > window > board | panes | dialogs | printing > parts > ground"
QT = "Qt only in gui"
SQL = "SQL only in store"
UNDER = "Screens and terminal speak to services, never to what lies under them"
ICS = "The calendar file format only in ics"
DOMAIN = "The domain knows no package but dateutil"

# Contract, the room that gets a new module, and the import in it that must be seen.
SEEDS = (
    (FLOORS, "domain", "import frontdesk.services.operations"),
    (FLOORS, "domain", "def late():\n    import frontdesk.store"),
    (FLOORS, "store", "import frontdesk.ics"),
    (FLOORS, "ics", "import frontdesk.delivery"),
    (FLOORS, "delivery", "import frontdesk.store"),
    (FLOORS, "store", "import frontdesk.services.operations"),
    (FLOORS, "services", "import frontdesk.gui"),
    (FLOORS, "gui", "import frontdesk.cli"),
    (FLOORS, "cli", "import frontdesk.gui"),
    (GUI, "gui/board", "import frontdesk.gui.panes"),
    (GUI, "gui/panes", "import frontdesk.gui.dialogs"),
    (GUI, "gui/dialogs", "import frontdesk.gui.board"),
    (GUI, "gui/dialogs", "import frontdesk.gui.printing"),
    (GUI, "gui/printing", "import frontdesk.gui.panes"),
    (GUI, "gui/parts", "import frontdesk.gui.board"),
    (GUI, "gui/ground", "import frontdesk.gui.parts"),
    (GUI, "gui/board", "import frontdesk.gui.window"),
    (GUI, "gui/window", "import frontdesk.gui.app"),
    (GUI, "gui", "'a module that stands on no floor'"),
    (QT, "services", "import PySide6.QtCore"),
    (QT, "domain", "import PySide6.QtCore"),
    (QT, "cli", "import PySide6.QtCore"),
    (SQL, "services", "import sqlalchemy"),
    (SQL, "gui", "import sqlcipher3"),
    (SQL, "cli", "import alembic"),
    (UNDER, "gui", "import frontdesk.store"),
    (UNDER, "cli", "import frontdesk.ics"),
    (ICS, "services", "import icalendar"),
    (DOMAIN, "domain", "import msgspec"),
)


def lint(folder: Path) -> tuple[int, str]:
    """Run the contracts of a folder over the source in it."""
    surroundings = {**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "300", "NO_COLOR": "1"}
    command = [sys.executable, "-c", LINT, "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def verdict(output: str, contract: str) -> str:
    """Give what the run said of one contract."""
    found = re.search(rf"^{re.escape(contract)} (KEPT|BROKEN)$", output, re.MULTILINE)
    return found[1] if found else f"not checked:\n{output}"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the source into a folder where it may be spoiled."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_the_contracts_hold() -> None:
    status, output = lint(ROOT)
    assert status == 0, output


@pytest.mark.parametrize(("contract", "room", "seed"), SEEDS)
def test_a_contract_is_broken_by(contract: str, room: str, seed: str, copy: Path) -> None:
    module = copy / "src" / "frontdesk" / room / "seeded.py"
    module.write_text(f"{seed}\n", "utf-8")
    try:
        status, output = lint(copy)
    finally:
        module.unlink()
    assert verdict(output, contract) == "BROKEN"
    assert status != 0


def test_every_contract_has_a_seed_that_breaks_it() -> None:
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    assert {contract for contract, _, _ in SEEDS} == {contract["name"] for contract in configured}
