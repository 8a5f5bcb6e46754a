"""Any operation of the contract from a terminal: list them, call one, undo and redo."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontdesk.cli.answers import DONE, REFUSED, say, say_refusal
from frontdesk.domain.actor import FRONT_DESK, ROLES, Actor
from frontdesk.domain.errors import Invalid, Refusal

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.operations import Operation

Commands = argparse._SubParsersAction  # argparse has no public name for it


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Describe the commands of this file."""
    listing = commands.add_parser("operations", help="list every operation that can be called")
    listing.add_argument("--json", action="store_true", help="with the JSON schema of arguments and reply")
    listing.set_defaults(run=operations)

    calling = commands.add_parser("call", help="call one operation, JSON in and out")
    calling.add_argument("name", metavar="NAME", help="an operation, such as appointments.book")
    calling.add_argument("arguments", metavar="JSON", nargs="?", default="{}", help="an object, @FILE, or - for stdin")
    add_book(calling)
    calling.add_argument(
        "--zone",
        metavar="ZONE",
        help="the zone that times are written in; by default that of zone_name, or the clinic's",
    )
    calling.set_defaults(run=call, json=True)

    for name, meaning in (("undo", "take back the last step"), ("redo", "do again what undo took back")):
        stepping = commands.add_parser(name, help=meaning)
        add_book(stepping)
        stepping.add_argument("--json", action="store_true", help="tell as JSON what it touched")
        stepping.set_defaults(run=step, name=name)


def add_book(command: argparse.ArgumentParser) -> None:
    """Let a command say which clinic it is about, and in which role it is asked."""
    command.add_argument("--db", metavar="FILE", type=Path, required=True, help="the clinic's file")
    command.add_argument("--as", metavar="ROLE", dest="role", choices=sorted(ROLES), default=FRONT_DESK.role.name)


def operations(options: argparse.Namespace) -> int:
    """List the catalogue, a line each or as JSON with schemas."""
    from frontdesk import __version__
    from frontdesk.cli import schema

    found = [_catalogue()[name] for name in sorted(_catalogue())]
    if options.json:
        say({"version": __version__, "operations": [schema.described(operation) for operation in found]})
        return DONE
    width = max(len(operation.name) for operation in found)
    for operation in found:
        print(f"{operation.name:{width}}  {operation.summary}")
    return DONE


def call(options: argparse.Namespace) -> int:
    """Call one operation and print its reply as JSON."""
    from frontdesk.cli import reply, wire
    from frontdesk.services.clinic import open_clinic

    operation = named(options.name)
    arguments = wire.arguments(operation, wire.parsed(_text(options.arguments)))
    with open_clinic(options.db, actor=signed_in(options.role)) as clinic:
        home = options.zone or zone_of(clinic)
        try:
            answer: Any = clinic.call(operation.name, arguments)
        except Refusal as refusal:
            say_refusal(refusal, as_json=True, zone=home)
            return REFUSED
        # Who asks in a zone reads the answer in it; an unknown one was refused.
        say(reply.written(operation.reply(), answer, options.zone or arguments.get("zone_name") or home))
    return DONE


def step(options: argparse.Namespace) -> int:
    """Take back the last step, or do it again."""
    from frontdesk.cli.reply import written
    from frontdesk.services.clinic import open_clinic
    from frontdesk.services.history import Undone

    with open_clinic(options.db, actor=signed_in(options.role)) as clinic:
        done = clinic.history.undo() if options.name == "undo" else clinic.history.redo()
        zone = zone_of(clinic)
    if options.json:
        say(written(Undone, done, zone))
    else:
        print(f"{'Taken back' if options.name == 'undo' else 'Done again'}: {done.words} (step {done.target}).")
    return DONE


def named(name: str) -> Operation:
    """Find an operation, suggesting the likeliest when there is none of that name."""
    from frontdesk.cli.wire import suggestion

    catalogue = _catalogue()
    if name not in catalogue:
        close = suggestion(name, catalogue)
        raise Invalid("unknown_operation", field="name", got=name, allowed=sorted(catalogue), **close)
    return catalogue[name]


def signed_in(role: str) -> Actor:
    """Give the actor that a role name stands for."""
    if role == FRONT_DESK.role.name:
        return FRONT_DESK
    return Actor(role, role.capitalize(), ROLES[role])


def zone_of(clinic: Clinic) -> str:
    """Give the zone that the clinic's wall clock keeps."""
    return clinic.profile.get().zone


def _catalogue() -> dict[str, Operation]:
    from frontdesk.services.operations import CATALOGUE, load_catalogue

    load_catalogue()
    return CATALOGUE


def _text(argument: str) -> str | bytes:
    """Give the JSON text that an argument holds, names a file of, or leaves to the standard input."""
    if argument == "-":
        return sys.stdin.buffer.read()
    if not argument.startswith("@"):
        return argument
    try:
        return Path(argument[1:]).read_bytes()
    except OSError as error:
        raise Invalid(
            "cannot_read", field="arguments", got=argument[1:], allowed="a file", why=error.strerror
        ) from error
