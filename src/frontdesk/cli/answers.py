"""What goes to the terminal: JSON for programs, lines for people."""

from __future__ import annotations

import sys

from frontdesk.cli import reply
from frontdesk.domain.errors import Conflict, Refusal

DONE = 0
UNEXPECTED = 1
REFUSED = 2
# What a shell reports of a program that SIGPIPE ended: `frontdesk operations | head -1` is no failure.
CLOSED_PIPE = 141


def say(value: object) -> None:
    """Write a value as JSON to the standard output."""
    print(reply.text(value))


def say_refusal(refusal: Refusal, *, as_json: bool, zone: str = "UTC") -> None:
    """Say why nothing was done: as JSON where the answer goes, else as one line beside it."""
    if as_json:
        say(reply.refused(refusal, zone))
        return
    facts = {**refusal.facts, **({"clashes": len(refusal.clashes)} if isinstance(refusal, Conflict) else {})}
    told = "".join(f"; {name}: {_listed(fact)}" for name, fact in facts.items())
    print(f"frontdesk: {refusal.reason.replace('_', ' ')}{told}", file=sys.stderr)


def _listed(fact: object) -> object:
    return ", ".join(map(str, fact)) if isinstance(fact, list | tuple) else fact
