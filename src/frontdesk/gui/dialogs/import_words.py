"""What an import says of itself: states, times, reasons, totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.instants import DAY, Instant, local_date
from frontdesk.gui.dialogs import import_reasons as reasons
from frontdesk.gui.dialogs import import_remarks as remarks
from frontdesk.gui.dialogs.import_draft import (
    ALL,
    NOT_TAKEN,
    ImportDraft,
    Totals,
    can_be_taken,
    group_of,
    has_people,
    totals,
)
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look.tokens import Look
from frontdesk.services.ics.preview import Action, Imported, Match, Overlap, Preview, Row, State, Who

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

translate = QCoreApplication.translate
# So far back a series that is imported has visits, in milliseconds.
_KEPT = 2 * 366 * DAY
# In so many visits that follow, the first that was imported is looked for.
_PAGE, _PAGES = 500, 10


@dataclass(frozen=True, slots=True)
class Piece:
    """A few words of a line; those that want to be looked at are `strong`."""

    words: str
    strong: bool = False


def state_words(state: State) -> str:
    """Name a state as it stands in a row."""
    return {
        State.NEW: translate("Import", "New"),
        State.CHANGED: translate("Import", "Changed"),
        State.SAME: translate("Import", "Same"),
        State.CLASHING: translate("Import", "Clash"),
        State.CANCELLED: translate("Import", "Cancelled"),
        State.LEFT_OUT: translate("Import", "Not taken"),
        State.UNREADABLE: translate("Import", "Unreadable"),
    }[state]


def name_of(row: Row) -> str:
    """Name how a row stands to the book; a remark stands beside it."""
    if remarks.is_remark(row):
        return translate("Import", "Remark")
    return translate("Import", "Not taken") if group_of(row) == NOT_TAKEN else state_words(row.state)


def remarks_words(count: int) -> str:
    """Name the choice of the filter that lists the remarks, with their count."""
    return f"{translate('Import', 'Remarks')} {count}"


def filter_words(choice: str, count: int) -> str:
    """Name a choice of the filter with its count."""
    name = {
        ALL: translate("Import", "All"),
        NOT_TAKEN: translate("Import", "Not taken"),
        State.CLASHING.value: translate("Import", "Clashing"),
    }.get(choice)
    return f"{state_words(State(choice)) if name is None else name} {count}"


def state_colour(state: State, look: Look) -> str:
    """Give the colour of a state."""
    return {
        State.NEW: look.ok,
        State.CHANGED: look.accent,
        State.CLASHING: look.warn_text,
        State.UNREADABLE: look.danger,
    }.get(state, look.muted)


def title(row: Row) -> str:
    """Name a row: what the event is called, else who comes, or where in the file it stands."""
    if row.title or row.patient.name:
        return row.title or row.patient.name
    if row.state is State.UNREADABLE or remarks.is_remark(row):
        return remarks.place_words(row)
    return translate("Import", "Without a title")


def when(row: Row, zone: str, year: int | None = None) -> str:
    """Say when an event is: its time, with its year unless it is in `year`, and how often it comes.

    A remark has no time; it says which file it is about.
    """
    if remarks.is_remark(row):
        return row.file
    if row.start is None or row.end is None:
        return "—"
    told = wording.when(row.start, row.end, row.zone or zone, all_day=row.all_day)
    for day in {local_date(row.start, row.zone or zone), local_date(row.end - 1, row.zone or zone)}:
        if day.year != year:
            told = told.replace(wording.day_short(day), wording.dated(day, translate("Import", "ddd d MMM yyyy")))
    if row.repeats is None or not row.repeats.times:
        return told
    if row.repeats.until is not None:
        # It is told as done: nobody has to do anything for the rest to come.
        told = f"{told} · {translate('Import', 'first up to %1, the rest comes by itself')}"
        return told.replace(
            "%1", wording.dated(local_date(row.repeats.until, row.zone or zone), translate("Import", "d MMM yyyy"))
        )
    once, many = translate("Import", "once"), translate("Import", "%1 times")
    return f"{told} · {_many(row.repeats.times, once, many)}"


def why(row: Row, draft: ImportDraft, zone: str) -> list[Piece]:
    """Say what would become of an event, and why."""
    if remarks.is_remark(row):
        return [Piece(remarks.words(row))]
    if row.state is State.CLASHING:
        return [*_clash(row, draft), *_people(row)]
    told = Piece(reasons.words(row, zone))
    if row.reason == "reply_not_here" and row.facts.get("who"):
        return [told, Piece(str(row.facts["who"]))]
    if not can_be_taken(row):
        return [told]
    if not draft.is_taken(row):
        return [told, Piece(translate("Import", "left out"), strong=True)]
    if row.reason == "reply":
        who = row.patient.name or str(row.facts.get("who", ""))
        return [told, *((Piece(who),) if who else ())]
    return [told, *(() if row.state is State.CANCELLED else _people(row))]


def tip(row: Row, draft: ImportDraft, zone: str) -> str:
    """Say all of a row, with the place in the file that it comes from: for where there is no room to say it."""
    where = wording.filled(translate("Import", "%1, line %2"), row.file, row.line)
    parts = [when(row, zone)] if row.start is not None else []
    parts += [piece.words for piece in why(row, draft, zone)]
    parts += [overlap_words(each, row.zone or zone) for each in row.overlaps]
    return " · ".join(part for part in (title(row), *parts, where if row.line else row.file) if part)


def overlap_words(overlap: Overlap, zone: str, whose: str = "") -> str:
    """Say what time stands in the way, and whose it is where that is known."""
    if whose:
        return f"{whose} · {wording.when(overlap.start, overlap.end, zone)}"
    told = translate("Import", "in this import, %1") if overlap.key else translate("Import", "in the book, %1")
    return told.replace("%1", wording.when(overlap.start, overlap.end, zone))


def summary(found: Totals, preview: Preview) -> str:
    """Say at the foot what the import would do."""
    parts = [
        _new(found) if found.new else "",
        translate("Import", "%1 changed").replace("%1", str(found.changed)) if found.changed else "",
        translate("Import", "%1 cancelled").replace("%1", str(found.cancelled)) if found.cancelled else "",
    ]
    nothing = "" if found.importing or preview.kept or preview.series else translate("Import", "nothing to import")
    told = [each for each in (", ".join(part for part in parts if part) or nothing,) if each]
    if found.anyway:
        told.append(translate("Import", "%1 over others").replace("%1", str(found.anyway)))
    if found.partly:
        told.append(_partly(found))
    if found.skipped:
        told.append(translate("Import", "%1 clashing left out").replace("%1", str(found.skipped)))
    if preview.new_patients:
        told.append(_patients(preview.new_patients))
    if preview.new_practitioners:
        told.append(_practitioners(preview.new_practitioners))
    if preview.kept:
        told.append(_kept(preview.kept))
    if preview.series:
        told.append(_series(preview.series))
    if found.importing or preview.kept or preview.series:
        told.append(translate("Import", "can be undone as one step"))
    return " · ".join(told)


def _new(found: Totals) -> str:
    """Say how many events are new, and how many visits they are where they are more."""
    if found.visits <= found.new:
        return translate("Import", "%1 new").replace("%1", str(found.new))
    one = translate("Import", "1 new event, %2 visits")
    told = _many(found.new, one, translate("Import", "%1 new events, %2 visits"))
    return told.replace("%2", str(found.visits))


def _partly(found: Totals) -> str:
    one, many = translate("Import", "1 series in part, %2 visits"), translate("Import", "%1 series in part, %2 visits")
    if found.visits_partly == 1:
        one = translate("Import", "1 series in part, 1 visit")
    return _many(found.partly, one, many).replace("%2", str(found.visits_partly))


def result(imported: Imported) -> str:
    """Say what an import did."""
    if imported.seq is None:
        return translate("Import", "Nothing was imported: the book has all of it already.")
    parts = [
        (_visits(imported.visits), imported.visits),
        (translate("Import", "%1 changed").replace("%1", str(imported.changed)), imported.changed),
        (translate("Import", "%1 cancelled").replace("%1", str(imported.cancelled)), imported.cancelled),
        (_patients(imported.patients), imported.patients),
        (_practitioners(imported.practitioners), imported.practitioners),
        (_kept(imported.kept), imported.kept),
        (_series(imported.series), imported.series),
    ]
    told = ", ".join(words for words, count in parts if count)
    return translate("Import", "Imported: %1").replace("%1", told)


def first_day(clinic: Clinic, imported: Imported, zone: str) -> date | None:
    """Read on the worker's thread the first day on which an import made or changed a visit, None for none.

    The rows tell where to begin to look; of a series the first times may have been left out, or lie too far back.
    """
    starts = [row.start for row in imported.preview.rows if row.action is not Action.SKIP and row.start is not None]
    if imported.seq is None or not starts:
        return None
    begun = clinic.history.log(size=1).items[0].at
    for page in range(1, _PAGES + 1):
        found = clinic.appointments.list(start=Instant(max(min(starts), begun - _KEPT)), page=page, size=_PAGE)
        first = next((each.start for each in found.items if each.updated_at >= begun), None)
        if first is not None:
            return local_date(first, zone)
        if page * _PAGE >= found.total:
            break
    return None


def _kept(count: int) -> str:
    """Say how many components that are no events, such as tasks, are kept for an export."""
    return _many(count, translate("Import", "1 other item kept"), translate("Import", "%1 other items kept"))


def _series(count: int) -> str:
    """Say how many series have a rule or an exception that none of their visits shows."""
    return _many(count, translate("Import", "1 series up to date"), translate("Import", "%1 series up to date"))


def report(preview: Preview, draft: ImportDraft, zone: str) -> str:
    """Write everything down, a line for each event, in columns that a spreadsheet reads."""
    lines = [beside(preview), summary(totals(draft, preview.rows), preview), ""]
    for row in (*preview.rows, *remarks.rows(preview)):
        told = " · ".join(piece.words for piece in why(row, draft, zone))
        cells = (row.file, str(row.line), name_of(row), title(row), when(row, zone), told)
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(lines) + "\n"


def beside(preview: Preview) -> str:
    """Say where the files come from: Google Calendar · 312 events · America/New_York."""
    many = translate("Import", "%n events", None, preview.events)
    events = translate("Import", "1 event") if preview.events == 1 else many
    return " · ".join(part for part in (preview.source, events, preview.zone) if part)


def _many(count: int, one: str, many: str) -> str:
    return one if count == 1 else many.replace("%1", str(count))


def _visits(count: int) -> str:
    return _many(count, translate("Import", "1 new visit"), translate("Import", "%1 new visits"))


def _patients(count: int) -> str:
    return _many(count, translate("Import", "1 new patient"), translate("Import", "%1 new patients"))


def _practitioners(count: int) -> str:
    return _many(count, translate("Import", "1 new practitioner"), translate("Import", "%1 new practitioners"))


def _people(row: Row) -> list[Piece]:
    found = []
    if row.practitioner.match is not Match.NOBODY:
        found.append(_practitioner(row.practitioner))
    if row.patient.match is not Match.NOBODY or row.patient.several:
        found.append(_patient(row.patient))
    elif not found:
        return [Piece(translate("Import", "nobody named"))]
    elif has_people(row):
        found.append(Piece(translate("Import", "no patient")))
    # What wants to be looked at comes first: what is behind may be cut short.
    return sorted((piece for piece in found if piece.words), key=lambda piece: not piece.strong)


def _practitioner(who: Who) -> Piece:
    if who.match is Match.NEW:
        return Piece(translate("Import", "new practitioner “%1”").replace("%1", who.name), strong=True)
    return Piece(who.name)


def _patient(who: Who) -> Piece:
    if who.several:
        return Piece(translate("Import", "several patients fit, none taken"), strong=True)
    if who.match is Match.NEW:
        return Piece(translate("Import", "new patient “%1”").replace("%1", who.name), strong=True)
    how = {
        Match.EMAIL: translate("Import", "patient matched by e-mail"),
        Match.TITLE: translate("Import", "patient by the title: %1").replace("%1", who.name),
        Match.NAME: translate("Import", "patient matched by name"),
        Match.KEPT: translate("Import", "patient as in the book"),
    }.get(who.match)
    # Only the words of the title tell it: it wants to be looked at.
    return Piece(how if how is not None else who.name, strong=who.match is Match.TITLE)


def _clash(row: Row, draft: ImportDraft) -> list[Piece]:
    action = draft.action_of(row)
    times = row.repeats.times if row.repeats is not None else 1
    if times > 1:
        told = translate("Import", "%1 of %2 times overlap others").replace("%2", str(times))
        told = told.replace("%1", str(row.overlapping))
    else:
        count = max(1, len(row.overlaps))
        one = translate("Import", "overlaps another visit")
        told = one if count == 1 else translate("Import", "overlaps %1 visits").replace("%1", str(count))
    if not draft.is_taken(row):
        doing = translate("Import", "left out")
    elif action is Action.ANYWAY:
        doing = translate("Import", "booked all the same")
    else:
        doing = translate("Import", "the rest is booked")
    return [Piece(told), Piece(doing, strong=action is Action.ANYWAY)]
