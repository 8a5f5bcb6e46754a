"""Why a time is not free, in sentences, and the nearest changes that make it fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.availability.reasons import Explanation, Fix, Nearest, Reason, Why
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import HOUR, local_date
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate
filled = wording.filled
Naming = Callable[[Id], str]
_WHOLE_DAY = 23 * HOUR
# What has the name of a practitioner with it; other reasons have that of a room, a closure or a block.
_NAMED = frozenset({Why.VISIT, Why.BUFFER, Why.HOLD, Why.OUTSIDE_HOURS, Why.DOES_NOT_GIVE, Why.NOT_ON_TEAM})
_WITH_WHOM = frozenset({Why.VISIT, Why.BUFFER, Why.HOLD, Why.BLOCK})


def sentences(told: Explanation, zone: str, *, masked: bool = False) -> tuple[str, ...]:
    """Say every reason why a time is not free, each once; whose time it is where several people are in question.

    While names are masked neither patients nor titles are told.
    """
    names = {r.practitioner: r.name for r in told.reasons if r.practitioner is not None and r.why in _NAMED}
    several = told.practitioner is None or len({r.practitioner for r in told.reasons} - {None, told.practitioner}) > 0
    found = []
    for reason in told.reasons:
        said = sentence(reason, told.start, zone, masked=masked)
        name = names.get(reason.practitioner, "") if reason.practitioner is not None else ""
        if several and name and reason.why in _WITH_WHOM:
            said = filled(translate("Why", "%1: %2"), name, said)
        found.append(said)
    return tuple(dict.fromkeys(found))


def warnings(told: Explanation, zone: str, *, masked: bool = False) -> tuple[str, ...]:
    """Say what is worth a warning though it does not stand in the way."""
    return tuple(dict.fromkeys(sentence(each, told.start, zone, masked=masked) for each in told.warnings))


def sentence(reason: Reason, start: int, zone: str, *, masked: bool = False) -> str:
    """Say one reason why the visit that would begin at `start` cannot."""
    return _SAYING[reason.why](_About(reason, start, zone, masked))


def nearest(change: Nearest, start: int, zone: str, naming: Naming) -> str:
    """Say a change that makes it fit: Next free: 10:45 Dr. Ortega; the day too where it is another."""
    name = naming(change.practitioner) if change.practitioner is not None else ""
    if change.fix is Fix.SHORTER:
        return translate("Why", "Free for %1").replace("%1", wording.minutes(change.end - change.start))
    if change.fix is Fix.OTHER_PRACTITIONER:
        return translate("Why", "Free then: %1").replace("%1", name)
    later = change.fix is Fix.LATER
    words = translate("Why", "Next free: %1") if later else translate("Why", "Free before: %1")
    return filled(words, f"{_moment(change.start, start, zone)} {name}".strip())


@dataclass(frozen=True, slots=True)
class _About:
    """One reason, with what its words depend on."""

    reason: Reason
    start: int
    zone: str
    masked: bool

    @property
    def name(self) -> str:
        """Give whose time it is, or what it is about."""
        return self.reason.name

    @property
    def time(self) -> str:
        """Give from when to when, with the day where it is not that of the visit."""
        reason = self.reason
        if local_date(reason.start, self.zone) == local_date(self.start, self.zone):
            return wording.time_range(reason.start, reason.end, self.zone)
        return wording.when(reason.start, reason.end, self.zone)

    @property
    def until(self) -> str:
        """Give until when."""
        return _moment(self.reason.end, self.start, self.zone)

    @property
    def visit(self) -> str:
        """Give the time of a visit and whose it is: 09:00–09:30 Ana Ruiz."""
        words = "" if self.masked else self.reason.words
        return f"{self.time} {words or translate('Why', 'another visit')}"


def _moment(instant: int, start: int, zone: str) -> str:
    same = local_date(instant, zone) == local_date(start, zone)
    return wording.clock(instant, zone) if same else wording.moment(instant, zone)


def _past(_: _About) -> str:
    return translate("Why", "This time is over")


def _notice(about: _About) -> str:
    told = translate("Why", "Too soon: from %1 on it can be booked")
    return told.replace("%1", _moment(about.reason.start, about.start, about.zone))


def _window(about: _About) -> str:
    last = wording.day_short(local_date(about.reason.end - 1, about.zone))
    return translate("Why", "Too far ahead: until %1 it can be booked").replace("%1", last)


def _outside_hours(about: _About) -> str:
    if about.reason.end <= about.reason.start:
        return translate("Why", "%1 does not work here then").replace("%1", about.name)
    return filled(translate("Why", "%1 works %2"), about.name, about.time)


def _calendar_hours(about: _About) -> str:
    if about.reason.end <= about.reason.start:
        return translate("Why", "%1 is not open then").replace("%1", about.name)
    return filled(translate("Why", "%1 is open %2"), about.name, about.time)


def _closure(about: _About) -> str:
    whole = about.reason.end - about.reason.start >= _WHOLE_DAY
    return translate("Why", "Closed: %1").replace("%1", about.name if whole else f"{about.name}, {about.time}")


def _holiday(about: _About) -> str:
    return translate("Why", "Public holiday: %1").replace("%1", about.name)


def _block(about: _About) -> str:
    titled = about.name and not about.masked
    return translate("Why", "Blocked: %1").replace("%1", f"{about.name}, {about.time}" if titled else about.time)


def _visit(about: _About) -> str:
    return _with_buffers(about.visit, about.reason.before, about.reason.after)


def _with_buffers(visit: str, before: int, after: int) -> str:
    if before and after:
        told = translate("Why", "%1, plus %2 before and %3 after")
        return filled(told, visit, wording.minutes(before), wording.minutes(after))
    if before:
        return filled(translate("Why", "%1, plus %2 before"), visit, wording.minutes(before))
    return filled(translate("Why", "%1, plus %2 after"), visit, wording.minutes(after)) if after else visit


def _buffer(about: _About) -> str:
    """Say what reaches in: the other visit's own buffer, or what must stay free between the two."""
    reason = about.reason
    if reason.appointment is None:
        told = translate("Why", "%1 needs %2 between the parts of the visit")
        return filled(told, about.name, wording.minutes(reason.limit or 0))
    earlier = reason.end <= about.start
    own, between = reason.after if earlier else reason.before, reason.count or 0
    if own > between:
        return _with_buffers(about.visit, 0 if earlier else own, own if earlier else 0)
    told = translate("Why", "%1, and %2 must stay free in between")
    return filled(told, about.visit, wording.minutes(reason.limit or 0))


def _hold(about: _About) -> str:
    until = _moment(about.reason.until or about.reason.end, about.start, about.zone)
    return filled(translate("Why", "%1 held by %2 until %3"), about.time, about.reason.words, until)


def _room(about: _About) -> str:
    if about.reason.id is None:
        return translate("Why", "There is no room for it here")
    return _used(about)


def _used(about: _About) -> str:
    words = translate("Why", "%1 is used until %2")
    if about.reason.until is not None:
        words = translate("Why", "%1 is held for someone until %2")
    return filled(words, about.name, about.until)


def _too_small(about: _About) -> str:
    told = translate("Why", "%1 is too small: it holds %2, not %3")
    return filled(told, about.name, about.reason.limit, about.reason.count)


def _out_of_service(about: _About) -> str:
    if not about.reason.limit:
        return translate("Why", "%1 cannot be used here").replace("%1", about.name)
    told = translate("Why", "%1: %2 needed, %3 can be used")
    return filled(told, about.name, about.reason.count, about.reason.limit)


def _seats(about: _About) -> str:
    limit, left = about.reason.limit or 0, (about.reason.limit or 0) - (about.reason.count or 0)
    if left > 0:
        return filled(translate("Why", "Only %1 of %2 seats are left"), left, limit)
    return translate("Why", "All %n seats are taken", None, limit) if limit != 1 else translate("Why", "It is taken")


def _per_day(about: _About) -> str:
    told = translate("Why", "The day is full: %1 of %2 bookings")
    return filled(told, about.reason.count, about.reason.limit)


def _does_not_give(about: _About) -> str:
    if about.reason.id is None:
        return translate("Why", "Nobody gives this service")
    return translate("Why", "%1 does not give this service").replace("%1", about.name)


def _not_on_team(about: _About) -> str:
    if about.reason.id is None:
        return translate("Why", "Nobody is there for it")
    return translate("Why", "%1 is not on the team").replace("%1", about.name)


def _patient(about: _About) -> str:
    if about.masked or not about.reason.words:
        return translate("Why", "The patient has another visit, %1").replace("%1", about.time)
    return filled(translate("Why", "The patient is with %1, %2"), about.reason.words, about.time)


_SAYING: Mapping[Why, Callable[[_About], str]] = {
    Why.PAST: _past,
    Why.NOTICE: _notice,
    Why.WINDOW: _window,
    Why.OUTSIDE_HOURS: _outside_hours,
    Why.CALENDAR_HOURS: _calendar_hours,
    Why.CLOSURE: _closure,
    Why.HOLIDAY: _holiday,
    Why.BLOCK: _block,
    Why.VISIT: _visit,
    Why.BUFFER: _buffer,
    Why.HOLD: _hold,
    Why.ROOM: _room,
    Why.ROOM_TOO_SMALL: _too_small,
    Why.EQUIPMENT: _used,
    Why.OUT_OF_SERVICE: _out_of_service,
    Why.SEATS: _seats,
    Why.COMES_ALREADY: lambda about: translate("Why", "The patient is in this class already"),
    Why.PER_DAY: _per_day,
    Why.KEPT_BACK: lambda about: translate("Why", "It is not shown to patients"),
    Why.DOES_NOT_GIVE: _does_not_give,
    Why.NOT_ON_TEAM: _not_on_team,
    Why.PATIENT: _patient,
}
