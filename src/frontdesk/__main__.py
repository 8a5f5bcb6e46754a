"""Where the program begins: words that name a command go to the terminal's side, all else opens the window."""

from __future__ import annotations

import sys


def main() -> int:
    """Run Frontdesk with the arguments of the process and give its exit status."""
    from frontdesk.cli.main import main as terminal

    return terminal()


if __name__ == "__main__":
    sys.exit(main())
