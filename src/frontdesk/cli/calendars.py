"""Calendar files into a clinic from a terminal: look, and import."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontdesk.cli.answers import DONE, say
from frontdesk.cli.calls import Commands, add_book, signed_in, zone_of
from frontdesk.domain.instants import iso

if TYPE_CHECKING:
    from frontdesk.services.ics.preview import Choice, Imported, Preview, Row, State


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Describe the commands of this file."""
    bringing = commands.add_parser("import", help="bring calendar files (.ics) into a clinic, as one step")
    bringing.add_argument("files", metavar="FILE", type=Path, nargs="+")
    add_book(bringing)
    bringing.add_argument("--dry-run", action="store_true", help="tell what would happen; change nothing")
    bringing.add_argument("--practitioner", metavar="ID", help="whose time every event is")
    bringing.add_argument("--service", metavar="ID", help="what events with a patient become")
    bringing.add_argument("--book-anyway", action="store_true", help="book over others what clashes with them")
    bringing.add_argument("--json", action="store_true", help="tell every row as JSON")
    bringing.set_defaults(run=bring)


def bring(options: argparse.Namespace) -> int:
    """Import files, or tell what an import would do."""
    from frontdesk.cli.reply import written
    from frontdesk.services.clinic import open_clinic
    from frontdesk.services.ics.preview import Imported, Preview

    asked: dict[str, Any] = {"files": options.files}
    asked |= {name: _id(getattr(options, name), name) for name in ("practitioner", "service")}
    with open_clinic(options.db, actor=signed_in(options.role)) as clinic:
        zone = zone_of(clinic)
        if options.book_anyway:
            asked["choices"] = _over_others(clinic.ics.preview(**asked))
        if options.dry_run:
            preview = clinic.ics.preview(**asked)
            answer, told = written(Preview, preview, zone), _lines(preview, zone)
        else:
            done = clinic.ics.import_files(**asked)
            answer, told = written(Imported, done, zone), [*_lines(done.preview, zone), _sum(done)]
    if options.json:
        say(answer)
    else:
        print("\n".join(told))
    return DONE


def _over_others(preview: Preview) -> tuple[Choice, ...]:
    from frontdesk.services.ics.preview import Action, Choice, State

    return tuple(Choice(key=row.key, action=Action.ANYWAY) for row in preview.rows if row.state is State.CLASHING)


def _lines(preview: Preview, zone: str) -> list[str]:
    """Word a preview: the counts, then every row that does not simply come in, then what was not read as it stands."""
    counts = ", ".join(f"{count} {_said(state)}" for state, count in preview.counts.items() if count)
    troubles = [f"  {t.file}:{t.line} {t.component}: {t.what.replace('_', ' ')}" for t in preview.troubles]
    odd = [_line(row, zone) for row in preview.rows if row.reason or row.overlapping]
    return [f"{preview.events} events: {counts or 'nothing'}", *odd, *troubles]


def _line(row: Row, zone: str) -> str:
    when = "" if row.start is None else f" {iso(row.start, zone)}"
    why = row.reason.replace("_", " ") or f"{row.overlapping} overlapping"
    return f"  {row.file}:{row.line} {row.component}{when} {_said(row.state)}: {why} ({row.action})"


def _said(state: State) -> str:
    return state.replace("_", " ")


def _sum(done: Imported) -> str:
    if done.seq is None:
        return "Nothing was changed."
    people = f"{done.practitioners} practitioners and {done.patients} patients added"
    visits = f"{done.visits} visits added, {done.changed} changed, {done.cancelled} cancelled"
    return f"Step {done.seq}: {visits}; {people}. `frontdesk undo` takes it back."


def _id(text: str | None, field: str) -> Any:
    from frontdesk.cli.wire import read
    from frontdesk.domain.ids import Id

    return None if text is None else read(Id, text, field)
