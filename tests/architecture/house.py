"""A house to look at: its committed files as text, and its modules as syntax trees."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = "src/frontdesk/"


@dataclass(frozen=True)
class House:
    """All files by their path from the top, with `/`; `texts` holds those that are text."""

    files: tuple[str, ...]
    texts: Mapping[str, str]
    modules: Mapping[str, ast.Module]

    def imports(self, path: str) -> Iterator[tuple[int, str]]:
        """Give every module that a module imports, wherever in it, with the line."""
        for node in ast.walk(self.modules[path]):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.lineno, "." * node.level + (node.module or "")


def read(root: Path) -> House:
    """Read a house from a folder."""
    files = tuple(sorted(_committed(root)))
    texts = {path: text for path in files if (text := _text(root / path)) is not None}
    modules = {p: ast.parse(t, p) for p, t in texts.items() if p.startswith(SOURCE) and p.endswith(".py")}
    return House(files, texts, modules)


def _committed(root: Path) -> Iterator[str]:
    """List what git knows; in a folder without git, everything but what tools leave behind."""
    if (root / ".git").exists():
        # A build server may run as someone other than the checkout's owner, which git would refuse to look at.
        command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
        listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True, encoding="utf-8").stdout
        yield from (path for path in listed.split("\0") if path and (root / path).is_file())
        return
    for path in root.rglob("*"):
        parts = path.relative_to(root).parts
        if path.is_file() and not any(p.startswith(".") or p in ("__pycache__", "artefacts") for p in parts[:-1]):
            yield "/".join(parts)


def _text(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None
