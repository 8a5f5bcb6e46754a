"""The terminal's way in: one parser, and the edge where every error becomes an answer and an exit status."""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Sequence

from frontdesk import __version__
from frontdesk.cli import books, calendar_export, calendars, calls, free_times, series, waitlist
from frontdesk.cli.answers import CLOSED_PIPE, REFUSED, UNEXPECTED, say, say_refusal
from frontdesk.domain.errors import Refusal

DESCRIPTION = "The calendar at the clinic's front desk. Without a command, the window opens."
EPILOG = """\
the window:
  frontdesk [FILE]                            open the window on a clinic's file
  frontdesk --smoke FACTS.json [--hold S] [--db FILE]
                                              open it, write facts and a picture, and quit

exit status: 0 done, 2 refused or not understood, 1 something unexpected,
             141 nobody read the answer to its end
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    _speak_utf8()
    try:
        try:
            return _run(parser().parse_args(argv))
        finally:
            # Also after --help, which leaves by SystemExit.
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the answer has gone; nothing may be flushed into the closed pipe at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE


def _run(options: argparse.Namespace) -> int:
    try:
        status: int = options.run(options)
    except Refusal as refusal:
        say_refusal(refusal, as_json=options.json)
        return REFUSED
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001
        _say_unexpected(error, as_json=options.json)
        return UNEXPECTED
    return status


def parser() -> argparse.ArgumentParser:
    """Describe every command."""
    made = argparse.ArgumentParser(
        prog="frontdesk",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.add_argument("--version", action="version", version=f"frontdesk {__version__}")
    made.set_defaults(json=False)
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for room in (calls, free_times, waitlist, series, calendars, calendar_export, books):
        room.add(commands)
    return made


def _speak_utf8() -> None:
    """Write UTF-8 wherever the answer goes; a redirected console on Windows would not."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _say_unexpected(error: Exception, *, as_json: bool) -> None:
    """Tell what kind of error it was and where; its words may name a patient, and are left out."""
    if as_json:
        say({"error": {"code": "unexpected", "reason": type(error).__name__}})
    print(f"frontdesk: unexpected {type(error).__name__}", file=sys.stderr)
    for frame in traceback.extract_tb(error.__traceback__):
        print(f"  {frame.filename}:{frame.lineno} in {frame.name}", file=sys.stderr)
