"""The steps in the life of a visit, worded: booked, moved from where, arrived, cancelled why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.appointment import Status
from frontdesk.domain.changes import Kind
from frontdesk.gui.ground import wording

if TYPE_CHECKING:
    from frontdesk.services.history_lines import HistoryLine
    from frontdesk.services.history_names import FieldChange

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a visit's history as it is shown; `undo` is the changeset that can be taken back from it."""

    when: str
    words: str
    whole: str
    undo: int | None


def lines(
    history: Iterable[HistoryLine], now: int, zone: str, *, masked: bool = False, names: Mapping[int, str] | None = None
) -> tuple[Line, ...]:
    """Word the steps, newest first; masked, without what anyone wrote. `names` are those of the practitioners."""
    known = tuple(history)
    gone = {each for line in known if _gave_way(line) for each in (line.seq, line.target)}
    told = [_line(each, now, zone, masked, names or {}) for each in known if each.seq not in gone]
    return tuple(reversed(told))


def _gave_way(line: HistoryLine) -> bool:
    """Tell whether a step was taken back by the same done to more visits, which says it all."""
    return line.kind is Kind.UNDO and line.target is not None and line.operation != "history.undo"


def _line(line: HistoryLine, now: int, zone: str, masked: bool, names: Mapping[int, str]) -> Line:
    words = _kind(line, _what(line, zone, masked, names))
    whole = f"{wording.moment(line.at, zone)} · {line.actor}"
    return Line(wording.since(line.at, now, zone), words, whole, line.seq if line.undoable else None)


def _kind(line: HistoryLine, what: str) -> str:
    if line.kind is Kind.UNDO:
        return translate("History", "Undone: %1").replace("%1", what)
    if line.kind is Kind.REDO:
        return translate("History", "Done again: %1").replace("%1", what)
    return what


def _what(line: HistoryLine, zone: str, masked: bool, names: Mapping[int, str]) -> str:
    changes = [_forth(each) for each in line.changes] if line.kind is Kind.UNDO else line.changes
    fields = {change.field: change for change in changes if not (masked and change.field == "cancel_reason")}
    whole = fields.get("uid", fields.get("id"))
    # One that goes over into another series has another uid: it was there before and is there still.
    if whole is not None and None in (whole.before, whole.after):
        if whole.before is not None:
            return translate("History", "Removed from the book")
        imported = line.operation.startswith("ics.")
        if line.operation == "blocks.create":
            return translate("History", "Blocked")
        if line.operation == "holds.place":
            return wording.status_words(Status.HELD)
        return translate("History", "Imported") if imported else translate("History", "Booked")
    if "starts_at" in fields and _number(fields["starts_at"].before) is not None:
        given = _given(fields, names)
        return _moved(fields["starts_at"], zone) + (f" · {given}" if given else "")
    if "ends_at" in fields:
        return _resized(fields["ends_at"], zone)
    if "status" in fields:
        return _status(fields)
    if "practitioner_id" in fields:
        given = _given(fields, names)
        if given:
            return translate("History", "Given %1").replace("%1", given)
        return translate("History", "Given to another practitioner")
    if "archived_at" in fields:
        away = fields["archived_at"].after is not None
        return translate("History", "Archived") if away else translate("History", "Brought back")
    if "expires_at" in fields and (until := _number(fields["expires_at"].after)) is not None:
        return translate("History", "Held until %1").replace("%1", wording.clock(until, zone))
    return _changed(fields)


def _forth(change: FieldChange) -> FieldChange:
    """Turn a change that took another back into the one that was taken back."""
    return replace(change, before=change.after, after=change.before)


def _given(fields: dict[str, FieldChange], names: Mapping[int, str]) -> str:
    """Say from whom to whom a visit went, as far as both are known."""
    change = fields.get("practitioner_id")
    if change is None:
        return ""
    nobody = translate("History", "nobody")
    both = [nobody if each is None else names.get(_number(each) or 0, "") for each in (change.before, change.after)]
    return wording.filled(translate("History", "from %1 to %2"), *both) if all(both) else ""


def _moved(change: FieldChange, zone: str) -> str:
    before = _number(change.before)
    assert before is not None
    return translate("History", "Moved from %1").replace("%1", wording.moment(before, zone))


def _resized(change: FieldChange, zone: str) -> str:
    before = _number(change.before)
    if before is None:
        return translate("History", "Length changed")
    return translate("History", "Length changed, ended at %1").replace("%1", wording.clock(before, zone))


def _status(fields: dict[str, FieldChange]) -> str:
    try:
        status = Status(str(fields["status"].after))
    except ValueError:
        return translate("History", "Status changed")
    reason = fields.get("cancel_reason")
    if status is Status.CANCELLED and reason is not None and reason.after:
        return translate("History", "Cancelled: %1").replace("%1", str(reason.after))
    return wording.status_words(status)


def _changed(fields: dict[str, FieldChange]) -> str:
    names = {
        "title": translate("History", "title"),
        "description": translate("History", "note"),
        "patient_id": translate("History", "patient"),
        "service_id": translate("History", "service"),
        "location_id": translate("History", "location"),
        "room_id": translate("History", "room"),
        "buffer_before": translate("History", "buffers"),
        "buffer_after": translate("History", "buffers"),
        "attendees": translate("History", "attendees"),
        "interaction": translate("History", "how they meet"),
        "actual_start": translate("History", "actual times"),
        "actual_end": translate("History", "actual times"),
    }
    told = list(dict.fromkeys(names[field] for field in fields if field in names))
    if not told:
        return translate("History", "Changed")
    return translate("History", "Changed: %1").replace("%1", ", ".join(told))


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
