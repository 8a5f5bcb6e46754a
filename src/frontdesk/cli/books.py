"""Whole books from a terminal: make a sample clinic, check a clinic's file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from frontdesk.cli.answers import DONE, REFUSED, say
from frontdesk.cli.calls import Commands


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Describe the commands of this file."""
    making = commands.add_parser("demo", help="make a sample clinic in a new file")
    making.add_argument("--db", metavar="FILE", type=Path, required=True, help="the file to make")
    making.add_argument("--practitioners", metavar="N", type=int, default=12)
    making.add_argument("--days", metavar="N", type=int, default=183, help="two thirds of them past")
    making.add_argument("--patients", metavar="N", type=int, default=3000)
    making.add_argument("--visits", metavar="N", type=int, help="exactly so many, on as many days as they take")
    making.add_argument("--seed", metavar="N", type=int, default=1, help="the same seed makes the same clinic")
    making.add_argument("--zone", metavar="ZONE", help="the zone of the clinic's wall clock")
    making.add_argument("--json", action="store_true", help="tell what was made as JSON")
    making.set_defaults(run=demo)

    checking = commands.add_parser("check", help="look through a clinic's file for anything that is not sound")
    checking.add_argument("--db", metavar="FILE", type=Path, required=True, help="the clinic's file")
    checking.add_argument("--json", action="store_true", help="tell what was found as JSON")
    checking.set_defaults(run=check)


def demo(options: argparse.Namespace) -> int:
    """Make a sample clinic and tell what is in it."""
    from frontdesk.cli.reply import written
    from frontdesk.services.demo import Summary, make_demo

    asked = {name: getattr(options, name) for name in ("practitioners", "days", "patients", "visits", "seed")}
    zone = {"zone": options.zone} if options.zone else {}
    made = make_demo(options.db, **asked, **zone, progress=_progress if sys.stderr.isatty() else None)
    if options.json:
        say(written(Summary, made, made.zone))
        return DONE
    print(f"{made.name}, {made.first} to {made.last}: {made.practitioners} practitioners, {made.rooms} rooms,")
    print(f"{made.services} services, {made.patients} patients, {made.visits} visits in {made.path}")
    return DONE


def check(options: argparse.Namespace) -> int:
    """Check a clinic's file; status 2 when something in it is not as it must be."""
    from frontdesk.cli.reply import written
    from frontdesk.services.check import Report, check_book

    found = check_book(options.db)
    if options.json:
        say(written(Report, found, "UTC"))
    elif found.sound:
        print(f"Sound: {found.visits} visits, {found.changesets} changesets.")
    else:
        print("NOT sound:")
        for problem in found.problems:
            print(f"  {problem.kind}: {problem.count} ({', '.join(problem.places)})")
    return DONE if found.sound else REFUSED


def _progress(done: int, total: int) -> None:
    print(f"\r{done} of about {total} ", end="" if done < total else "\n", file=sys.stderr, flush=True)
