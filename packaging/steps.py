"""The two commands of the bootstrap script, step by step."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import environment
import machine
from environment import ROOT
from stop import Stop

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS = (
    ("format", ("-m", "ruff", "format", "--check", ".")),
    ("lint", ("-m", "ruff", "check", ".")),
    ("types", ("-m", "mypy")),
    ("import contracts", ("-c", LINT_IMPORTS)),
)


def main(arguments: Sequence[str]) -> int:
    """Run one of the two commands and give its exit status."""
    parser = _parser()
    chosen, rest = parser.parse_known_args(arguments)
    if rest and chosen.run is open_sample:
        parser.error(f"not understood: {' '.join(rest)}")
    try:
        return int(chosen.run(chosen, rest))
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bootstrap.py", description="Set Frontdesk up, then open or test it.")
    commands = parser.add_subparsers(required=True, metavar="{open,test}")
    opening = commands.add_parser("open", help="set up and open Frontdesk on a sample clinic")
    opening.add_argument("--smoke", metavar="FACTS.json", help="draw the window into a picture beside facts, and quit")
    opening.set_defaults(run=open_sample)
    testing = commands.add_parser(
        "test", help="set up and run every check and test", epilog="Everything else goes to pytest: test -k board"
    )
    testing.add_argument("--slow", action="store_true", help="run the slow suites too (crashes, races, corpora)")
    testing.add_argument("--ci", action="store_true", help="run what the build server runs")
    testing.set_defaults(run=test)
    return parser


def open_sample(chosen: argparse.Namespace, rest: Sequence[str]) -> int:
    """Set up, make the sample clinic unless it is there, and open Frontdesk on it."""
    machine.prepare(machine.FOR_OPENING)
    python = environment.prepare(development=False)
    book = sample_clinic(python)
    surroundings = dict(os.environ)
    if not _has_screen():
        if not chosen.smoke:
            raise Stop(
                f"Frontdesk is set up and its sample clinic is ready in\n  {book}\n"
                "but there is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set.\n"
                "Run the same line in a desktop session, over ssh -X, or draw the window into a picture without one:\n"
                "  python3 packaging/bootstrap.py open --smoke facts.json"
            )
        surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
    window = ["--smoke", chosen.smoke, "--db", book] if chosen.smoke else [book]
    return subprocess.run([python, "-m", "frontdesk", *window], env=surroundings, check=False).returncode


def sample_clinic(python: Path) -> Path:
    """Give the sample clinic's file, made on first use."""
    book = data_folder() / "sample-clinic.frontdesk"
    if book.exists():
        return book
    book.parent.mkdir(parents=True, exist_ok=True)
    print("Making a sample clinic ...", flush=True)
    # Made aside, so that an interrupted run leaves no half clinic under the name that is opened.
    part = book.with_name("sample-in-the-making.frontdesk")
    for leftover in part.parent.glob(f"{part.name}*"):
        leftover.unlink()
    made = subprocess.run([python, "-m", "frontdesk", "demo", "--db", part], stdout=subprocess.DEVNULL, check=False)
    if made.returncode:
        raise Stop("The sample clinic could not be made; the lines above say why.")
    part.replace(book)
    return book


def data_folder() -> Path:
    """Give the folder where this system keeps a user's data, the same that the window puts its sample clinic in."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "frontdesk"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "frontdesk"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "frontdesk"


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def test(chosen: argparse.Namespace, rest: Sequence[str]) -> int:
    """Set up, run the checks, then the tests, so that pytest's own summary is the last line."""
    machine.prepare(machine.FOR_TESTS)
    python = environment.prepare(development=True)
    failed = [name for name, check in CHECKS if not _passes(python, name, check)]
    if failed:
        print(f"\nFAILED: {', '.join(failed)} (see above); the tests run all the same.", flush=True)
    tests = subprocess.run([python, "-m", "pytest", *pytest_arguments(chosen), *rest], cwd=ROOT, check=False)
    return tests.returncode or int(bool(failed))


def pytest_arguments(chosen: argparse.Namespace) -> list[str]:
    """Choose which tests run, and on how many processors."""
    # Window tests form one group, so that only one window at a time asks for the processor.
    arguments = ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadgroup"]
    if chosen.slow or chosen.ci:
        arguments += ["-m", "not benchmark"]
    if chosen.ci:
        arguments += ["--hypothesis-profile", "ci", "--durations", "20"]
    return arguments


def _passes(python: Path, name: str, check: Sequence[str]) -> bool:
    print(f"--- {name}", flush=True)
    return subprocess.run([python, *check], cwd=ROOT, check=False).returncode == 0
