"""The words on the board, and the words that a screen reader says for them. Always plain text, always one line."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.appointment import EventType, Status
from frontdesk.domain.instants import HOUR, MINUTE, local_date, wall
from frontdesk.gui.board import waits
from frontdesk.gui.board.scale import DayAxis
from frontdesk.gui.ground import attendee_words, wording
from frontdesk.services.board import Board, Column, Shut, Visit

translate = QCoreApplication.translate


def one_line(text: str) -> str:
    """Bring text from outside onto one line."""
    return " ".join(text.split())


def name(visit: Visit) -> str:
    """Give the first line of a visit: whom or what it is about."""
    written = one_line(visit.patient) or one_line(visit.title) or one_line(visit.service)
    if written:
        return written
    if visit.status is Status.HELD:
        return wording.status_words(visit.status)
    if visit.event_type is EventType.BLOCK:
        return translate("Board", "Blocked")
    return translate("Board", "Staff time") if visit.event_type is EventType.STAFF else translate("Board", "Visit")


def about(visit: Visit) -> str:
    """Give what a visit is for, when the first line does not say it already."""
    about = one_line(visit.service) or one_line(visit.title)
    return "" if about == name(visit) else about


def all_day(visit: Visit, zone: str, first: int, last: int) -> str:
    """Give the line of an entry that lasts all day, with the times at which it begins or ends inside a day."""
    parts = [name(visit), about(visit)]
    if not visit.all_day and visit.start > first:
        parts.append(translate("Board", "from %1").replace("%1", wording.moment(visit.start, zone)))
    if not visit.all_day and visit.end < last:
        parts.append(translate("Board", "until %1").replace("%1", wording.moment(visit.end, zone)))
    return _joined(*parts)


def counts_minutes(visit: Visit) -> bool:
    """Tell whether it matters since when a visit has its status."""
    return visit.status in (Status.ARRIVED, Status.IN_PROGRESS)


def waited(visit: Visit, now: int | None) -> str:
    """Give how long someone waits or a visit goes on, as its pill shows it: 12m, 1h05."""
    if now is None or not counts_minutes(visit):
        return ""
    hours, minutes = divmod(max(0, now - waits.counted_from(visit)) // MINUTE, 60)
    if hours > 23:
        return translate("Board", "1 day+")
    if hours:
        return translate("Board", "%1h%2").replace("%1", str(hours)).replace("%2", f"{minutes:02d}")
    return translate("Board", "%1m").replace("%1", str(minutes))


def left(visit: Visit, now: int | None) -> str:
    """Give for how long a time is held still: 8 min; the minute that runs counts as a whole one."""
    if now is None or visit.expires_at is None:
        return ""
    return wording.minutes_left(visit.expires_at, now)


def counted(visit: Visit, now: int | None, limit: int = waits.USUAL_LIMIT) -> waits.Counted:
    """Give how long someone waits, who may wait `limit` minutes, or for how long a time is held still."""
    if visit.status is Status.HELD:
        return waits.Counted(left(visit, now))
    return waits.Counted(waited(visit, now), waits.is_too_long(visit, now, limit))


def held(visit: Visit, left: str) -> tuple[str, ...]:
    """Say that a time is held, by whom and for how long still, in ever fewer words: Held by Front desk · 8 min."""
    by = translate("Board", "Held by %1").replace("%1", one_line(visit.held_by)) if visit.held_by else ""
    plain = wording.status_words(Status.HELD)
    return tuple(dict.fromkeys((_joined(by or plain, left), _joined(plain, left), left or plain)))


def held_below(visit: Visit, left: str) -> tuple[str, ...]:
    """Say the same below the name, which says already that it is held where nobody is named: by Front desk · 8 min."""
    if name(visit) != wording.status_words(Status.HELD):
        return held(visit, left)
    by = translate("Board", "by %1").replace("%1", one_line(visit.held_by)) if visit.held_by else ""
    return tuple(dict.fromkeys((_joined(by, left), left or by)))


def is_full(visit: Visit) -> bool:
    """Tell whether a class has no seat left."""
    return visit.heads is not None and visit.seats is not None and visit.heads >= visit.seats


def seats(visit: Visit) -> tuple[str, ...]:
    """Give how many seats of a class are taken and how many wait, in ever fewer words: 7/12 seats · 2 waiting, 7/12."""
    if visit.heads is None:
        return ()
    waiting = attendee_words.waiting(visit.waiting) if visit.waiting else ""
    few = f"+{visit.waiting}" if visit.waiting else ""
    if visit.seats is None:
        said = attendee_words.signed_up(visit.heads)
        return tuple(dict.fromkeys((_joined(said, waiting), _joined(str(visit.heads), waiting), str(visit.heads))))
    taken = f"{visit.heads}/{visit.seats}"
    if is_full(visit):
        full = translate("Board", "Full")
        forms = (_joined(f"{full} {taken}", waiting), f"{full} {taken} {few}", f"{full} {few}", full)
    else:
        forms = (
            _joined(translate("Board", "%1 seats").replace("%1", taken), waiting),
            _joined(taken, waiting),
            f"{taken} {few}",
            taken,
        )
    return tuple(dict.fromkeys(form.strip() for form in forms))


def spoken_seats(visit: Visit) -> str:
    """Say how many seats of a class are taken: 12 of 12 seats, full, 2 waiting."""
    if visit.heads is None:
        return ""
    parts = [attendee_words.seats_taken(visit.heads, visit.seats)]
    if is_full(visit):
        parts.append(translate("Board", "full"))
    if visit.waiting:
        parts.append(attendee_words.waiting(visit.waiting))
    return ", ".join(parts)


def load(column: Column) -> str:
    """Give how full a column is: 86%."""
    return "" if column.load is None else translate("Board", "%1%").replace("%1", str(column.load), 1)


def hours(column: Column, zone: str) -> str:
    """Give the third line of a header: 09:00–17:30 · 86%, or what closes all of it: Closed · Good Friday."""
    if not column.open:
        return load(column) if column.load and not column.closed else closed(column)
    hours = wording.hours_range(column.open[0].start, column.open[-1].end, zone)
    return _joined(hours, load(column))


def day_hours(column: Column) -> str:
    """Give the second line of a day's header in a week: 8 h · 81%."""
    if not column.open:
        return closed(column)
    length = sum(stretch.length for stretch in column.open) / HOUR
    return _joined(
        translate("Board", "%1 h").replace("%1", f"{length:.2f}".rstrip("0").rstrip(".")),
        load(column),
    )


def closed(column: Column) -> str:
    """Say that a column is closed, and why: Closed · Good Friday."""
    return _joined(translate("Board", "Closed"), one_line(column.closed))


def shut(closure: Shut, axis: DayAxis, zone: str) -> tuple[str, str]:
    """Give the name of a closure of some hours and when it is: Staff training, from 13:00."""
    begins, ends = closure.time.start > axis.start, closure.time.end < axis.end
    when = ""
    if begins and ends:
        when = wording.time_range(closure.time.start, closure.time.end, zone)
    elif begins:
        when = translate("Board", "from %1").replace("%1", wording.clock(closure.time.start, zone))
    elif ends:
        when = translate("Board", "until %1").replace("%1", wording.clock(closure.time.end, zone))
    return one_line(closure.name), when


def day_head(column: Column) -> str:
    """Give the first line of a day's header in a week: Mon 16."""
    return wording.dated(column.day, translate("Board", "ddd d"))


def offset(instant: int, zone: str) -> str:
    """Give how far a zone is from Greenwich: GMT−4, GMT+5:30."""
    shift = wall(instant, zone).utcoffset()
    minutes = round(shift.total_seconds() / 60) if shift else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"GMT{sign}{hours}" + (f":{rest:02d}" if rest else "") if minutes else "GMT"


def ghost(start: int, end: int, zone: str, doing: str) -> str:
    """Give the second line of what is being dragged: 16:35–17:00 · moving."""
    return _joined(wording.time_range(start, end, zone), doing)


def spoken(visit: Visit, board: Board, column: Column, now: int | None = None, limit: int = waits.USUAL_LIMIT) -> str:
    """Give a visit in words: Eva Novák, 11:35 to 12:05, Consultation, with Dr. Amelia Chen, confirmed."""
    parts = [_spoken_name(visit)]
    if len({c.day for c in board.columns}) > 1:
        parts.append(wording.dated(column.day, translate("Board", "dddd d MMMM")))
    block = visit.event_type is EventType.BLOCK
    who = one_line(column.name) if block else _with(column)
    parts += [spoken_time(visit, board.zone, column.day), about(visit), who, spoken_seats(visit)]
    if visit.event_type not in (EventType.STAFF, EventType.BLOCK):
        parts.append(_spoken_status(visit, now))
        parts += waits.spoken(visit, now, limit)
    parts += remarks(visit)
    return ", ".join(part for part in parts if part)


def _spoken_status(visit: Visit, now: int | None) -> str:
    if visit.status is not Status.HELD:
        return wording.status_words(visit.status).lower()
    words = held(visit, "")[0]
    words = words[:1].lower() + words[1:]
    remaining = left(visit, now)
    return f"{words}, {translate('Board', '%1 left').replace('%1', remaining, 1)}" if remaining else words


def _spoken_name(visit: Visit) -> str:
    if visit.event_type is not EventType.BLOCK:
        return name(visit)
    return translate("Board", "Block: %1").replace("%1", name(visit))


def spoken_time(visit: Visit, zone: str, day: date) -> str:
    """Give a visit's time in words: 11:35 to 12:05; with the date too where it begins or ends on another day."""
    if visit.all_day:
        return translate("Board", "all day")
    first, last = (
        wording.clock(instant, zone) if local_date(instant, zone) == day else wording.moment(instant, zone)
        for instant in (visit.start, visit.end)
    )
    return translate("Board", "%1 to %2").replace("%1", first).replace("%2", last)


def remarks(visit: Visit) -> list[str]:
    """Give what the small signs on a block stand for."""
    found = []
    if visit.alert:
        found.append(translate("Board", "has an alert"))
    if visit.overbooked:
        found.append(translate("Board", "booked over another visit"))
    if visit.repeats:
        found.append(translate("Board", "repeats"))
    return found


def placed(visit: Visit) -> str:
    """Give what a screen reader adds on request: the room."""
    return translate("Board", "in %1").replace("%1", one_line(visit.room)) if visit.room else ""


def _with(column: Column) -> str:
    if column.kind == "room":
        return translate("Board", "in %1").replace("%1", one_line(column.name))
    if column.kind == "nobody" or not column.name:
        return ""
    return translate("Board", "with %1").replace("%1", one_line(column.name))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
