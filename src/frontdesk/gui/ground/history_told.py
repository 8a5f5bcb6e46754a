"""What a step did, worded: booked, moved from when to when, arrived, cancelled why, given from whom to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.appointment import EventType, Status
from frontdesk.domain.changes import Kind
from frontdesk.domain.instants import local_date
from frontdesk.gui.ground import attendee_history, log_told, reasons_told, wording

if TYPE_CHECKING:
    from frontdesk.services.history_lines import HistoryLine
    from frontdesk.services.history_log import LogEntry
    from frontdesk.services.history_names import FieldChange, WhyNot

translate = QCoreApplication.translate
MASK = "• • •"
# What people wrote, which may name others.
_WRITTEN = frozenset({"cancel_reason", "no_show_reason"})


def words_of(line: HistoryLine | LogEntry, zone: str, *, masked: bool, names: Mapping[int, str] | None = None) -> str:
    """Word what a step did to a visit; masked, without what anyone wrote. `names` are those of the practitioners."""
    return _kind(line, _what(line, zone, masked, names or {}))


def entry_words(entry: LogEntry, zone: str, *, masked: bool) -> str:
    """Word an entry of the log: whose visit, and what was done to it; of several visits, how many."""
    told = log_told.words_of(entry, zone, MASK if masked else "")
    if told:
        return _kind(entry, told)
    if not entry.visits:
        named = wording.operation_words(_operation(entry))
        # What has no words of its own is told as the record has it.
        known = named != translate("Wording", "last step")
        return _kind(entry, named[:1].upper() + named[1:] if known else entry.words)
    first = entry.visits[0]
    name = MASK if masked else first.patient or first.title or translate("History", "Visit")
    words = wording.filled(translate("History", "%1: %2"), name, words_of(entry, zone, masked=masked))
    if entry.visits_in_all > 1:
        more = translate("History", "%1 and %2 more")
        return wording.filled(more, words, entry.visits_in_all - 1)
    return words


def why_not_words(why: WhyNot, zone: str) -> str:
    """Say why a step cannot be taken back by itself, nothing where that goes without saying."""
    if why.reason == "already_undone":
        return translate("History", "Undone already")
    if why.reason == "changed_since" and why.at is not None:
        words = translate("History", "Beneath a later change by %1, %2")
        return wording.filled(words, why.who, wording.moment(why.at, zone))
    return {
        "with_others": translate("History", "Part of a step that changed other visits too: undo it in the log"),
        "over": translate("History", "The hold has run out"),
        "not_a_step": translate("History", "The clinic itself was made by this"),
    }.get(why.reason, "")


def _kind(line: HistoryLine | LogEntry, what: str) -> str:
    if _operation(line) == "history.restore":
        what = translate("History", "Restored from the past: %1").replace("%1", what)
    if line.kind is Kind.UNDO:
        return translate("History", "Undone: %1").replace("%1", what)
    if line.kind is Kind.REDO:
        return translate("History", "Done again: %1").replace("%1", what)
    return what


def _what(line: HistoryLine | LogEntry, zone: str, masked: bool, names: Mapping[int, str]) -> str:
    changes = [_forth(each) for each in line.changes] if line.kind is Kind.UNDO else line.changes
    fields = {change.field: change for change in changes if not (masked and change.field in _WRITTEN)}
    whole = fields.get("uid", fields.get("id"))
    # One that goes over into another series has another uid: it was there before and is there still.
    if whole is not None and None in (whole.before, whole.after):
        return _came_or_went(_operation(line), fields, gone=whole.before is not None)
    if "starts_at" in fields and _number(fields["starts_at"].before) is not None:
        given = _given(fields, names)
        return _moved(fields["starts_at"], zone) + (f" · {given}" if given else "")
    if "ends_at" in fields:
        return _resized(fields["ends_at"], zone)
    if "status" in fields:
        return _status(fields, _operation(line))
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
    if fields.get("no_show_reason") is not None and fields["no_show_reason"].after:
        return _why(str(fields["no_show_reason"].after))
    people = fields.pop("attendees", None)
    told = "" if people is None else attendee_history.words_of(people, line.operation, MASK if masked else "")
    changed = _changed(fields, usual="" if told else translate("History", "Changed"))
    return " · ".join(part for part in (told, changed) if part)


def _operation(line: HistoryLine | LogEntry) -> str:
    """Give what was done, of what was taken back or done again too."""
    return line.of or line.operation


def _came_or_went(operation: str, fields: Mapping[str, FieldChange], *, gone: bool) -> str:
    """Say how a visit came into the book or went from it: a hold, a block and what was imported are no bookings."""

    def held(field: str) -> object:
        change = fields.get(field)
        return None if change is None else change.before if gone else change.after

    if held("status") == Status.HELD or operation == "holds.place":
        if operation == "waitlist.offer" and not gone:
            return translate("History", "Offered from the waiting list")
        return translate("History", "Hold released") if gone else wording.status_words(Status.HELD)
    if gone:
        return translate("History", "Removed from the book")
    if held("event_type") == EventType.BLOCK or operation == "blocks.create":
        return translate("History", "Blocked")
    if operation == "waitlist.accept":
        return translate("History", "Booked from the waiting list")
    return translate("History", "Imported") if operation.startswith("ics.") else translate("History", "Booked")


def _forth(change: FieldChange) -> FieldChange:
    """Turn a change that took another back into the one that was taken back."""
    return replace(
        change,
        before=change.after,
        after=change.before,
        before_name=change.after_name,
        after_name=change.before_name,
    )


def _given(fields: dict[str, FieldChange], names: Mapping[int, str]) -> str:
    """Say from whom to whom a visit went, as far as both are known."""
    change = fields.get("practitioner_id")
    if change is None:
        return ""
    before = _person(change.before, change.before_name, names)
    after = _person(change.after, change.after_name, names)
    return wording.filled(translate("History", "from %1 to %2"), before, after) if before and after else ""


def _person(id: object, name: str, names: Mapping[int, str]) -> str:
    return translate("History", "nobody") if id is None else name or names.get(_number(id) or 0, "")


def _moved(change: FieldChange, zone: str) -> str:
    before, after = _number(change.before), _number(change.after)
    assert before is not None
    if after is None:
        return translate("History", "Moved from %1").replace("%1", wording.moment(before, zone))
    same_day = local_date(before, zone) == local_date(after, zone)
    to = wording.clock(after, zone) if same_day else wording.moment(after, zone)
    return wording.filled(translate("History", "Moved from %1 to %2"), wording.moment(before, zone), to)


def _resized(change: FieldChange, zone: str) -> str:
    before = _number(change.before)
    if before is None:
        return translate("History", "Length changed")
    return translate("History", "Length changed, ended at %1").replace("%1", wording.clock(before, zone))


def _why(reason: str) -> str:
    words = translate("History", "Reason of the no-show: %1")
    return words.replace("%1", reasons_told.told(reason))


def _status(fields: dict[str, FieldChange], operation: str) -> str:
    try:
        status = Status(str(fields["status"].after))
    except ValueError:
        return translate("History", "Status changed")
    words = wording.status_words(status)
    if status is Status.BOOKED and operation == "waitlist.accept":
        words = translate("History", "Booked from the waiting list")
    if status is Status.CANCELLED and fields.get("left_at") is not None and fields["left_at"].after is not None:
        words = translate("History", "Left without being seen")
    reason = fields.get("no_show_reason" if status is Status.NO_SHOW else "cancel_reason")
    if reason is None or not reason.after:
        return words
    return wording.filled(translate("History", "%1: %2"), words, reasons_told.told(str(reason.after)))


def _changed(fields: dict[str, FieldChange], usual: str) -> str:
    """Name the fields that were changed; where none has a name, say what is usual."""
    names = {
        "title": translate("History", "title"),
        "description": translate("History", "note"),
        "patient_id": translate("History", "patient"),
        "service_id": translate("History", "service"),
        "location_id": translate("History", "location"),
        "room_id": translate("History", "room"),
        "buffer_before": translate("History", "buffers"),
        "buffer_after": translate("History", "buffers"),
        "interaction": translate("History", "how they meet"),
        "arrived_at": translate("History", "actual times"),
        "left_at": translate("History", "actual times"),
        "actual_start": translate("History", "actual times"),
        "actual_end": translate("History", "actual times"),
    }
    told = list(dict.fromkeys(names[field] for field in fields if field in names))
    if not told:
        return usual
    return translate("History", "Changed: %1").replace("%1", ", ".join(told))


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
