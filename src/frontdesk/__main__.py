"""The one entry: a window, unless a command is named."""

from __future__ import annotations

import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Open the window, on a file if one is named; any other word is a command of the terminal."""
    words = sys.argv[1:] if arguments is None else arguments
    if words[:1] == ["--smoke"]:
        _begin_swiftly()
        from frontdesk.gui.smoke import smoke

        return smoke(words[1:])
    if not words or _names_a_file(words):
        _begin_swiftly()
        from frontdesk.gui.app import run

        return run(Path(words[0]) if words else None)
    from frontdesk.cli.main import main as terminal

    return terminal(words)


def _begin_swiftly() -> None:
    from frontdesk.gui.ground.collector import hold_collector

    hold_collector()


def _names_a_file(words: list[str]) -> bool:
    """Tell a file from a command: one word, no option, with a suffix or a folder in it, or simply there."""
    only = words[0]
    path = Path(only)
    looks_like_one = path.suffix != "" or len(path.parts) > 1 or path.is_file()
    return len(words) == 1 and not only.startswith("-") and looks_like_one


if __name__ == "__main__":
    sys.exit(main())
