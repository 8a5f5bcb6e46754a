"""Calendar files from a terminal: look, import, export."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontdesk.cli.answers import DONE, say
from frontdesk.cli.calls import Commands, add_book, signed_in, zone_of
from frontdesk.domain.errors import Invalid, Unavailable
from frontdesk.domain.instants import Instant, iso, parse, start_of_day

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.ics.preview import Choice, Imported, Preview, Row, State

_DATE_LENGTH = len("2026-11-23")


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

    sending = commands.add_parser("export", help="write visits as a calendar file (.ics)")
    add_book(sending)
    sending.add_argument("--from", metavar="WHEN", dest="start", help="a date, or a time with its offset")
    sending.add_argument("--to", metavar="WHEN", dest="end", help="a date, which is included, or a time")
    sending.add_argument("--practitioner", metavar="ID", help="only this practitioner's")
    sending.add_argument("--patient", metavar="ID", help="only this patient's")
    sending.add_argument("-o", "--output", metavar="FILE", type=Path, help="the file to write, at once or not at all")
    sending.set_defaults(run=send)


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


def send(options: argparse.Namespace) -> int:
    """Write visits to a file or to the standard output."""
    from frontdesk.services.clinic import open_clinic

    with open_clinic(options.db, actor=signed_in(options.role)) as clinic:
        exported = clinic.ics.export(
            start=_moment(options.start, "from", clinic),
            end=_moment(options.end, "to", clinic),
            practitioner=_id(options.practitioner, "practitioner"),
            patient=_id(options.patient, "patient"),
        )
    text = exported.text.encode()
    if options.output is None:
        sys.stdout.buffer.write(text)
        return DONE
    _write(options.output, text, besides=[options.db])
    print(f"{exported.visits} visits in {options.output}")
    return DONE


def _id(text: str | None, field: str) -> Any:
    from frontdesk.cli.wire import read
    from frontdesk.domain.ids import Id

    return None if text is None else read(Id, text, field)


def _moment(text: str | None, field: str, clinic: Clinic) -> Instant | None:
    """Read a time, or a date on the clinic's wall clock; the last date is included."""
    if text is None:
        return None
    if len(text) != _DATE_LENGTH:
        return parse(text, field=field)
    try:
        day = date.fromisoformat(text)
        return start_of_day(day + timedelta(days=field == "to"), zone_of(clinic))
    except (ValueError, OverflowError) as error:
        allowed = "YYYY-MM-DD, or a time with Z or an offset"
        raise Invalid("not_a_date", field=field, got=text, allowed=allowed) from error


def _write(path: Path, data: bytes, *, besides: Sequence[Path]) -> None:
    """Put a whole file in place of what was there, so that nobody ever sees half of one."""
    if any(path.exists() and path.samefile(other) for other in besides):
        raise Invalid("same_file", field="output", got=str(path), allowed="another file than the clinic's")
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise Unavailable("cannot_write", path=str(path), got=error.strerror or "") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(path)
    except OSError as error:
        Path(part).unlink(missing_ok=True)
        raise Unavailable("cannot_write", path=str(path), got=error.strerror or "") from error
