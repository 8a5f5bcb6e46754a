"""Why a row of an import stands as it does: its code, made a few words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.instants import Instant, local_date
from frontdesk.gui.ground import wording
from frontdesk.services.ics.preview import Row, State

translate = QCoreApplication.translate


def words(row: Row, zone: str) -> str:
    """Say why, and how many dates of a series have still no room."""
    left_out = int(row.facts.get("left_out", 0))
    if not left_out:
        return _words(row, zone)
    many = translate("Import", "%1 dates are still left out").replace("%1", str(left_out))
    return f"{_words(row, zone)} · {translate('Import', '1 date is still left out') if left_out == 1 else many}"


def _words(row: Row, zone: str) -> str:
    if row.state is State.UNREADABLE:
        return _unreadable(row)
    if row.state is State.NEW:
        return translate("Import", "new visit")
    if row.state is State.CHANGED:
        return _changed(row, zone)
    if row.state is State.CANCELLED:
        return _cancelled(row)
    if row.reason == "message" and row.facts.get("method") == "COUNTER" and "start" in row.facts:
        told = translate("Import", "another time is proposed, %1; nothing is booked")
        return told.replace("%1", wording.moment(int(row.facts["start"]), row.zone or zone))
    if row.reason == "message":
        return _message(row)
    return _too_far(row, zone) if row.reason == "outside_horizon" else _same(row)


def _too_far(row: Row, zone: str) -> str:
    """Say how far back or ahead visits of a file are kept."""
    first, last = row.facts.get("first"), row.facts.get("last")
    if first is None or last is None or row.start is None:
        return translate("Import", "too far back or ahead to be kept")
    ahead = row.start >= int(last)
    told = translate("Import", "too far ahead: visits are taken up to %1")
    told = told if ahead else translate("Import", "too far back: visits are taken from %1 on")
    day = local_date(Instant(int(last if ahead else first)), row.zone or zone)
    return told.replace("%1", wording.dated(day, translate("Import", "d MMM yyyy")))


def _message(row: Row) -> str:
    return {
        "COUNTER": translate("Import", "another time is proposed; nothing is booked"),
        "DECLINECOUNTER": translate("Import", "the other time that was proposed is turned down"),
        "REFRESH": translate("Import", "asks for the event to be sent again"),
    }.get(str(row.facts.get("method", "")), translate("Import", "only a message about an event"))


def _changed(row: Row, zone: str) -> str:
    if row.reason == "moved" and "start" in row.facts:
        told = translate("Import", "moved in the file, here at %1")
        told = told.replace("%1", wording.moment(int(row.facts["start"]), row.zone or zone))
    elif row.reason == "times_gone":
        gone = int(row.facts.get("visits", 1))
        many = translate("Import", "%1 times are gone in the file").replace("%1", str(gone))
        told = translate("Import", "1 time is gone in the file") if gone == 1 else many
    elif row.reason == "reply":
        told = _answered(row)
    elif row.reason == "later_times":
        told = "" if row.facts.get("added") else translate("Import", "later times are new")
    else:
        fields = ", ".join(_field(str(name)) for name in row.facts.get("fields", ()))
        told = translate("Import", "changed in the file: %1").replace("%1", fields) if fields else ""
        told = told or translate("Import", "changed in the file")
    told = " · ".join(filter(None, (told, *_dates(row), _kept_off(row))))
    sequence = row.facts.get("sequence")
    return f"{told} (SEQUENCE {sequence})" if sequence else told


def _dates(row: Row) -> Iterator[str]:
    """Say how many dates a newer version adds, and how many it takes away; what was said is not said again."""
    added, gone = int(row.facts.get("added", 0)), int(row.facts.get("gone", 0))
    if added:
        many = translate("Import", "%1 new dates").replace("%1", str(added))
        yield translate("Import", "1 new date") if added == 1 else many
    if gone and row.reason != "times_gone":
        many = translate("Import", "%1 dates are called off").replace("%1", str(gone))
        yield translate("Import", "1 date is called off") if gone == 1 else many


def _kept_off(row: Row) -> str:
    """Say how many visits of a file stay called off, put away or deleted here."""
    many = int(row.facts.get("kept_off", 0))
    if not many:
        return ""
    told = translate("Import", "%1 visits stay called off here").replace("%1", str(many))
    return translate("Import", "1 visit stays called off here") if many == 1 else told


def _answered(row: Row) -> str:
    said = {
        "ACCEPTED": translate("Import", "answered: is coming"),
        "TENTATIVE": translate("Import", "answered: may be coming"),
        "DECLINED": translate("Import", "answered: is not coming"),
        "DELEGATED": translate("Import", "answered: someone else is coming"),
    }.get(str(row.facts.get("partstat")), translate("Import", "has not answered yet"))
    visits = int(row.facts.get("visits", 1))
    return said if visits == 1 else f"{said} · {translate('Import', '%1 visits').replace('%1', str(visits))}"


def _field(name: str) -> str:
    known = {
        "title": translate("Import", "title"),
        "description": translate("Import", "note"),
        "start": translate("Import", "start"),
        "end": translate("Import", "end"),
        "zone": translate("Import", "time zone"),
        "all_day": translate("Import", "all day"),
        "occupies": translate("Import", "whether it takes time"),
        "address": translate("Import", "place"),
        "status": translate("Import", "status"),
        "details": translate("Import", "details"),
    }
    return known.get(name, name)


def _cancelled(row: Row) -> str:
    if row.reason == "cancelled_not_here":
        return translate("Import", "cancelled by the sender; it was never here")
    count = int(row.facts.get("visits", 1))
    if count > 1:
        return translate("Import", "cancelled by the sender, %1 visits").replace("%1", str(count))
    return translate("Import", "cancelled by the sender")


def _same(row: Row) -> str:
    known = {
        "unchanged": translate("Import", "as it is in the book"),
        "older": translate("Import", "older than what the book has"),
        "outdated": translate("Import", "a newer version is in the same file"),
        "comes_later": translate("Import", "comes by itself with the rest of its series"),
        "reply_older": translate("Import", "an answer to what has changed since, or older than the last one"),
        "reply_not_here": translate("Import", "an answer about a visit that is not here"),
        "reply_stranger": translate("Import", "an answer of someone who is not of the visit"),
    }
    return _kept_off(row) if row.reason == "kept_off" else known.get(row.reason, known["unchanged"])


def _unreadable(row: Row) -> str:
    detail = str(row.facts.get("detail", ""))
    known = _known_unreadable()
    told = known.get(row.reason, translate("Import", "cannot be read")).replace("%1", f"“{detail}”")
    lost = int(row.facts.get("lost", 1))
    if lost > 1:
        return f"{told} · {translate('Import', '%1 events are lost by it').replace('%1', str(lost))}"
    return f"{told}; {translate('Import', 'the other events are not affected')}"


def _known_unreadable() -> Mapping[str, str]:
    return {
        "bad_date": translate("Import", "%1 is no date"),
        "bad_duration": translate("Import", "%1 is no length"),
        "bad_offset": translate("Import", "%1 is no offset from UTC"),
        "bad_recurrence_id": translate("Import", "%1 names no date of the series"),
        "bad_rule": translate("Import", "%1 is no rule of repetition"),
        "rule_not_known": translate("Import", "the rule %1 is not known"),
        "no_start": translate("Import", "it has no start"),
        "time_out_of_range": translate("Import", "its year lies outside 1900 to 2199"),
        "too_long": translate("Import", "it lasts more than 366 days"),
        "bad_stamp": translate("Import", "%1 is no moment"),
        "too_many_times": translate("Import", "more dates than one import takes; a second import goes on"),
        "too_many_a_day": translate("Import", "it comes more than 24 times a day; no visits are made of it"),
        "file_too_large": translate("Import", "the file is larger than is taken in"),
        "packed_file": translate("Import", "the file is packed: unpack it first, or drop it as a .zip"),
        "too_many_events": translate("Import", "the file has more events than are taken"),
        "zone_incomplete": translate("Import", "its time zone is not described to the end"),
        "end_missing": translate("Import", "its end is missing"),
        "end_without_begin": translate("Import", "an end without a beginning"),
        "nested_too_deep": translate("Import", "it is nested too deep"),
        "no_calendar": translate("Import", "this is no calendar file"),
        "more_problems": translate("Import", "%1 more could not be read"),
    }
