"""The rules of the house: each a sentence, a look that names what breaks it, and a seed that it must see."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from tests.architecture.house import SOURCE, House

Look = Callable[[House], Iterator[str]]
RULES: list[Rule] = []

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
# Where the program meets the outside and must go on whatever happens: at most one broad `except` in each.
EDGES = ("src/frontdesk/cli/main.py", "src/frontdesk/gui/ground/tasks.py", "src/frontdesk/ics/reader.py")
NAMES_OF_NOTHING = {"utils", "util", "common", "helpers", "helper", "core", "base", "manager", "misc", "shared"}
TOUCHES_THE_WORLD = {"sqlite3", "os", "pathlib", "io", "socket", "subprocess", "tempfile", "shutil", "time", "logging"}
READS_A_CLOCK = {"now", "utcnow", "today", "time_ns", "monotonic"}
# Written so that this file does not break its own rules.
UNFINISHED = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b")
MACHINE_PATH = re.compile(r"(?<![\w.>}\)~])/(work|tmp|root|home/\w+)(?=[/\s\"'`),]|$)", re.MULTILINE)
REGISTRY = re.compile(r"pypi[.]org|pythonhosted[.]org|npmjs[.]|deb[.]debian[.]org|crates[.]io|proxy[.]golang[.]org")


@dataclass(frozen=True)
class Rule:
    """One rule; `seed` is a house, text by path, in which every file breaks it."""

    sentence: str
    look: Look
    seed: Mapping[str, str]


def rule(sentence: str, seed: Mapping[str, str]) -> Callable[[Look], Look]:
    """Enter a look among the rules."""

    def enter(look: Look) -> Look:
        RULES.append(Rule(sentence, look, seed))
        return look

    return enter


def nodes(house: House) -> Iterator[tuple[str, ast.AST]]:
    """Give every piece of syntax of the source, with its file."""
    for path, module in house.modules.items():
        for node in ast.walk(module):
            yield path, node


@rule(
    f"no file of the source is longer than {LONGEST_FILE} lines",
    {f"{SOURCE}gui/endless.py": "x = 1\n" * (LONGEST_FILE + 1)},
)
def long_files(house: House) -> Iterator[str]:
    for path in house.modules:
        if (lines := len(house.texts[path].splitlines())) > LONGEST_FILE:
            yield f"{path}:1 has {lines} lines"


@rule(
    f"no function of the source is longer than {LONGEST_FUNCTION} lines",
    {f"{SOURCE}store/endless.py": "def f():\n" + "    x = 1\n" * LONGEST_FUNCTION},
)
def long_functions(house: House) -> Iterator[str]:
    for path, node in nodes(house):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{path}:{node.lineno} {node.name} has {lines} lines"


@rule(
    "errors of every kind end at three outer edges and nowhere else; to clean up and raise again is fine",
    {
        f"{SOURCE}services/silence.py": "try:\n    f()\nexcept Exception:\n    pass\n",
        f"{SOURCE}store/silence.py": "try:\n    f()\nexcept:\n    x = 1\n",
        f"{SOURCE}gui/silence.py": "try:\n    f()\nexcept (ValueError, BaseException):\n    pass\n",
        f"{SOURCE}ics/silence.py": "from contextlib import suppress\nwith suppress(Exception):\n    f()\n",
        EDGES[0]: "try:\n    f()\nexcept Exception:\n    pass\n" * 2,
    },
)
def broad_excepts(house: House) -> Iterator[str]:
    seen = dict.fromkeys(EDGES, 0)
    for path, node in nodes(house):
        if isinstance(node, ast.ExceptHandler):
            again = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
            broad = not again and (node.type is None or bool(_names(node.type) & {"Exception", "BaseException"}))
        elif isinstance(node, ast.Call):
            broad = "suppress" in _names(node.func) and any("Exception" in _names(a) for a in node.args)
        else:
            continue
        if not broad:
            continue
        seen[path] = seen.get(path, 1) + 1
        if seen[path] > 1:
            yield f"{path}:{node.lineno} catches everything"


def _names(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} | {
        n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)
    }


@rule(
    "no module has a name that says nothing",
    {f"{SOURCE}gui/utils.py": "", f"{SOURCE}core/claims.py": ""},
)
def names_of_nothing(house: House) -> Iterator[str]:
    for path in house.modules:
        if found := NAMES_OF_NOTHING & set(PurePosixPath(path).with_suffix("").parts):
            yield f"{path}:1 is called {found}"


@rule(
    "every module, public class, public function and public method says what it is for",
    {
        f"{SOURCE}domain/mute.py": '"""Said."""\ndef book():\n    return 1\n',
        f"{SOURCE}services/mute.py": '"""Said."""\nclass A:\n    """Said."""\n    def f(self):\n        return 1\n',
        f"{SOURCE}store/mute.py": '"""Said."""\nclass Table:\n    pass\n',
        f"{SOURCE}ics/mute.py": "x = 1\n",
    },
)
def mute(house: House) -> Iterator[str]:
    for path, module in house.modules.items():
        if not ast.get_docstring(module):
            yield f"{path}:1 the module says nothing"
        for node in _public(module):
            if not ast.get_docstring(node):
                yield f"{path}:{node.lineno} {node.name} says nothing"


def _public(module: ast.Module) -> Iterator[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in module.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node
            yield from (m for m in node.body if isinstance(m, ast.FunctionDef) and _says_for_itself(m))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node


def _says_for_itself(method: ast.FunctionDef) -> bool:
    """Leave out private methods, setters, members of protocols, and Qt's own names, which Qt documents."""
    accessor = any("setter" in _names(d) or "overload" in _names(d) for d in method.decorator_list)
    bare = len(method.body) == 1 and ast.unparse(method.body[0]) == "..."
    return not (accessor or bare) and not method.name.startswith("_") and method.name == method.name.lower()


@rule(
    "Qt is imported in gui and nowhere else",
    {
        f"{SOURCE}services/seen.py": "def f():\n    from PySide6.QtCore import QObject\n",
        f"{SOURCE}delivery/seen.py": "import PySide6.QtPrintSupport\n",
        f"{SOURCE}seen.py": "import shiboken6\n",
    },
)
def qt_outside(house: House) -> Iterator[str]:
    yield from _outside(house, f"{SOURCE}gui/", {"PySide6", "shiboken6"})


@rule(
    "the database is imported in store and nowhere else",
    {
        f"{SOURCE}services/sql.py": "from sqlalchemy import select\n",
        f"{SOURCE}gui/sql.py": "def f():\n    import sqlcipher3\n",
        f"{SOURCE}sql.py": "import sqlite3\n",
    },
)
def sql_outside(house: House) -> Iterator[str]:
    yield from _outside(house, f"{SOURCE}store/", {"sqlalchemy", "sqlcipher3", "alembic", "sqlite3"})


@rule(
    "the calendar file format is imported in ics and nowhere else",
    {f"{SOURCE}services/calendar.py": "import icalendar\n"},
)
def icalendar_outside(house: House) -> Iterator[str]:
    yield from _outside(house, f"{SOURCE}ics/", {"icalendar"})


def _outside(house: House, room: str, packages: set[str]) -> Iterator[str]:
    for path in house.modules:
        for line, name in house.imports(path):
            if name.partition(".")[0] in packages and not path.startswith(room):
                yield f"{path}:{line} imports {name}"


@rule(
    "the domain knows the standard library and dateutil, no clock, no file and no database",
    {
        f"{SOURCE}domain/json.py": "import msgspec\n",
        f"{SOURCE}domain/file.py": "from pathlib import Path\n",
        f"{SOURCE}domain/reading.py": "def f():\n    return open('x')\n",
        f"{SOURCE}domain/clock.py": "from datetime import datetime\nx = datetime.now()\n",
        f"{SOURCE}domain/calendar.py": "from datetime import date\nx = date.today()\n",
    },
)
def worldly_domain(house: House) -> Iterator[str]:
    known = (sys.stdlib_module_names - TOUCHES_THE_WORLD) | {"dateutil", "frontdesk"}
    for path in (p for p in house.modules if p.startswith(f"{SOURCE}domain/")):
        for line, name in house.imports(path):
            if name.partition(".")[0] not in known:
                yield f"{path}:{line} imports {name}"
        for node in ast.walk(house.modules[path]):
            if not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Attribute) and node.func.attr in READS_A_CLOCK:
                yield f"{path}:{node.lineno} reads a clock"
            if isinstance(node.func, ast.Name) and node.func.id == "open":
                yield f"{path}:{node.lineno} opens a file"


@rule(
    "labels come from the one factory that shows text as plain text",
    {f"{SOURCE}gui/panes/rich.py": "label = QLabel(name)\n"},
)
def labels_made_elsewhere(house: House) -> Iterator[str]:
    for path, node in nodes(house):
        made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QLabel"
        if made and path != f"{SOURCE}gui/parts/labels.py":
            yield f"{path}:{node.lineno} makes a label of its own"


@rule(
    "files are chosen in the one dialog that opens none of them",
    {
        f"{SOURCE}gui/window/asking.py": "dialog = QFileDialog(parent)\n",
        f"{SOURCE}gui/dialogs/where.py": "found = QFileDialog.getOpenFileName()\n",
    },
)
def file_dialogs_made_elsewhere(house: House) -> Iterator[str]:
    for path, node in nodes(house):
        called = node.func if isinstance(node, ast.Call) else None
        made = isinstance(called, ast.Name) and called.id == "QFileDialog"
        asked = isinstance(called, ast.Attribute) and called.attr.startswith("get") and "QFileDialog" in _names(called)
        if (made or asked) and path != f"{SOURCE}gui/parts/file_dialog.py":
            yield f"{path}:{node.lineno} makes a file dialog of its own"


@rule(
    "a committed file names no path of anybody's machine",
    {"README.md": "Look into /tm" + "p/report.txt.\n", "src/frontdesk/place.py": "P = '/hom" + "e/maria/book'\n"},
)
def machine_paths(house: House) -> Iterator[str]:
    yield from _matches(house, MACHINE_PATH)


@rule(
    "a committed file names no package registry",
    {"requirements.lock": "--index-url https://py" + "pi.org/simple\n"},
)
def registries(house: House) -> Iterator[str]:
    yield from _matches(house, REGISTRY)


@rule(
    "a committed file leaves nothing for later",
    {"src/frontdesk/later.py": "# TO" + "DO: do it\n", "README.md": "FIX" + "ME\n"},
)
def unfinished(house: House) -> Iterator[str]:
    yield from _matches(house, UNFINISHED)


def _matches(house: House, pattern: re.Pattern[str]) -> Iterator[str]:
    for path, text in house.texts.items():
        for found in pattern.finditer(text):
            yield f"{path}:{text.count(chr(10), 0, found.start()) + 1} says {found.group()!r}"


@rule(
    "a lock names no address at all",
    {"requirements-dev.lock": "--find-links file:///somewhere\n"},
)
def addresses_in_locks(house: House) -> Iterator[str]:
    for path in (p for p in house.texts if p.endswith(".lock")):
        for number, line in enumerate(house.texts[path].splitlines(), 1):
            if "//" in line or line.startswith("-"):
                yield f"{path}:{number} says {line!r}"


@rule(
    "every icon and font is used, and its licence lies beside it",
    {"resources/icons/never-shown.svg": "<svg/>", "resources/fonts/Lonely-Bold.ttf": "a font"},
)
def idle_resources(house: House) -> Iterator[str]:
    said = " ".join(house.texts[path] for path in house.modules)
    for path in (PurePosixPath(p) for p in house.files):
        if path.suffix not in (".svg", ".ttf", ".otf") or path.parts[:1] != ("resources",):
            continue
        family, _, style = path.stem.partition("-")
        used = f'"{path.stem}"' in said or f"/{path.name}" in said
        if not used and not (path.suffix == ".ttf" and f'"{family}' in said and style in said):
            yield f"{path}: is used nowhere"
        beside = {PurePosixPath(p).name for p in house.files if PurePosixPath(p).parent == path.parent}
        if path.parts[1] in ("icons", "fonts") and not beside & {"LICENSE", "LICENSE.txt", "OFL.txt"}:
            yield f"{path}: has no licence beside it"


@rule(
    "the version is written in one place",
    {
        "pyproject.toml": '[project]\nversion = "9.8.7"\n',
        "packaging/windows/app.rc": 'VALUE "ProductVersion", "9.8.7"\n',
        f"{SOURCE}gui/about.py": '__version__ = "9.8.7"\n',
    },
)
def second_versions(house: House) -> Iterator[str]:
    pattern = re.compile(r"version\w*\W{1,6}\d+\.\d+\.\d+", re.IGNORECASE)
    for path, text in house.texts.items():
        if path == f"{SOURCE}__init__.py" or not path.startswith(("src/", "packaging/", "pyproject.toml")):
            continue
        for found in pattern.finditer(text):
            yield f"{path}:{text.count(chr(10), 0, found.start()) + 1} says {found.group()!r}"
