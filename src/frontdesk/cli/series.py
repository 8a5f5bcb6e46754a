"""A series from a terminal: how it comes again in a sentence, and a line for each of its dates (C39, C61)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from frontdesk.cli.answers import DONE, say
from frontdesk.cli.calls import Commands, add_book, signed_in
from frontdesk.domain.ids import Id

if TYPE_CHECKING:
    from frontdesk.domain.series_table import SeriesRow, SeriesTable


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Describe the command of this file."""
    command = commands.add_parser("series", help="tell how a series comes again, and how each of its dates stands")
    command.add_argument("id", metavar="ID", type=int, help="the id of the series, or of any of its visits")
    command.add_argument("--page", metavar="N", type=int, default=1, help="which hundred of its dates; 1")
    command.add_argument("--json", action="store_true", help="tell it as JSON")
    add_book(command)
    command.set_defaults(run=series)


def series(options: argparse.Namespace) -> int:
    """Tell how a series comes again, and how each of its dates stands."""
    from frontdesk.cli.reply import written
    from frontdesk.domain.series_table import SeriesTable
    from frontdesk.services.clinic import open_clinic

    with open_clinic(options.db, actor=signed_in(options.role)) as clinic:
        found = clinic.series.get(id=Id(options.id), page=options.page, size=100)
    if options.json:
        say(written(SeriesTable, found, found.zone))
    else:
        print("\n".join(_told(found)))
    return DONE


def _told(found: SeriesTable) -> Iterator[str]:
    from frontdesk.cli.rules_told import series_told

    words = series_told(found.rules, found.start, found.zone, all_day=found.all_day, added=found.added)
    yield f"{words[:1].upper()}{words[1:]} ({found.zone})"
    rows = [_cells(row, found.zone) for row in found.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
    if found.total > found.page * found.size:
        yield f"… {found.total} dates in all: --page {found.page + 1} tells more"


def _cells(row: SeriesRow, zone: str) -> tuple[str, ...]:
    from frontdesk.cli.times_told import day_told, moment_told, span_told

    start, end = (row.start, row.end) if row.visit is None else (row.visit.start, row.visit.end)
    stands = "as planned" if row.stands.value == "as_ruled" else row.stands.value.replace("_", " ")
    bad = "" if row.state.value == "ok" else row.state.value
    changed = ", ".join(row.changed)
    free = "" if row.alternative is None else f"free: {moment_told(row.alternative.start, zone)}"
    return day_told(row.date), span_told(start, end, zone), stands, bad, changed, free
