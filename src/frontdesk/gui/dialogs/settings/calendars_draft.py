"""What is typed about a calendar before it is written, and everything that is wrong with it. No Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from frontdesk.domain.calendar import (
    Calendar,
    CalendarKind,
    Distribution,
    Frequency,
    Guests,
    Member,
    Place,
    PlaceKind,
    Repeating,
    Taken,
)
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.length import Length, Unit
from frontdesk.domain.names import slug_of
from frontdesk.gui.dialogs.settings.measure import Measure, measure_of

_NOBODY = Id(0)
_HALF_HOUR = Measure("30")


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One of the team as it is typed. `place` and `detail` are the first way of meeting, `more` the others."""

    practitioner: Id | None = None
    priority: str = "0"
    primary: bool = False
    place: PlaceKind | None = None
    detail: str = ""
    place_id: Id | None = None
    more: tuple[Place, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """Give the ways of meeting; without a first one there is none, and the calendar's own hold."""
        if self.place is None:
            return ()
        return (Place(self.place, self.detail.strip(), self.place_id), *self.more)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One way of meeting as it is typed."""

    place: PlaceKind = PlaceKind.ADDRESS
    detail: str = ""
    place_id: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDraft:
    """A calendar as it is typed. Without an id it is to be made, without a kind not even that was chosen."""

    id: Id | None = None
    kind: CalendarKind | None = None
    location: Id | None = None
    name: str = ""
    slug: str | None = None
    description: str = ""
    group: Id | None = None
    active: bool = True
    hue: int | None = None
    team: tuple[MemberRow, ...] = ()
    distribution: Distribution = Distribution.AVAILABILITY
    places: tuple[PlaceRow, ...] = ()
    duration: Measure = _HALF_HOUR
    interval: Measure = _HALF_HOUR
    buffer_before: Measure = field(default=Measure())
    buffer_after: Measure = field(default=Measure())
    per_slot: str = "1"
    per_day: str = ""
    notice: Measure = field(default=Measure("", Unit.HOURS))
    window: Measure = field(default=Measure("", Unit.DAYS))
    repeats: bool = False
    frequency: Frequency = Frequency.WEEKLY
    count: str = "6"
    taken: Taken = Taken.SKIP
    auto_confirm: bool = True
    allow_reschedule: bool = True
    allow_cancel: bool = True
    title_template: str = "{{patient}}"
    guests: Guests = Guests.NONE
    form: str = ""
    consent_label: str = ""
    notes: str = ""
    sticky_patient: bool = False
    assign_patient: bool = False
    look_busy: str = "0"

    def problems(self) -> tuple[Invalid, ...]:
        """Give everything that is wrong with what is typed, each with its field; what cannot be read is told once."""
        read = _Reading(self)
        told = {_top(fault) for fault in read.faults}
        return (*read.faults, *(fault for fault in read.calendar.faults() if _top(fault) not in told))

    def calendar(self) -> Calendar:
        """Give the calendar that is typed; what cannot be read stands there as usual."""
        return _Reading(self).calendar


def draft_of(calendar: Calendar) -> CalendarDraft:
    """Write a calendar as it would be typed."""
    repeating = calendar.repeating or Repeating(Frequency.WEEKLY, 6)
    plain = (
        "id kind name slug description active hue distribution auto_confirm allow_reschedule allow_cancel"
        " title_template guests form consent_label notes sticky_patient assign_patient"
    )
    return CalendarDraft(
        **{name: getattr(calendar, name) for name in plain.split()},
        location=calendar.location_id,
        group=calendar.group_id,
        team=tuple(_member_row(member) for member in calendar.team),
        places=tuple(PlaceRow(p.kind, p.detail, p.id) for p in calendar.places),
        duration=measure_of(calendar.duration),
        interval=measure_of(calendar.interval),
        buffer_before=_buffer(calendar.buffer_before),
        buffer_after=_buffer(calendar.buffer_after),
        per_slot=str(calendar.per_slot),
        per_day="" if calendar.per_day is None else str(calendar.per_day),
        notice=Measure("", Unit.HOURS) if not calendar.notice.amount else measure_of(calendar.notice),
        window=measure_of(calendar.window, Unit.DAYS),
        repeats=calendar.repeating is not None,
        frequency=repeating.frequency,
        count=str(repeating.count),
        taken=repeating.taken,
        look_busy=str(calendar.look_busy),
    )


def blank_of(kind: CalendarKind, location: Id | None, name: str = "") -> CalendarDraft:
    """Begin a calendar of a kind, with what is usual for it."""
    seats = "12" if kind is CalendarKind.CLASS else "1"
    usual = Measure("1", Unit.HOURS) if kind is CalendarKind.CLASS else _HALF_HOUR
    return CalendarDraft(kind=kind, location=location, name=name, per_slot=seats, duration=usual, interval=usual)


def _buffer(length: Length) -> Measure:
    return measure_of(length) if length.amount else Measure("", length.unit)


def _member_row(member: Member) -> MemberRow:
    first = member.places[0] if member.places else None
    return MemberRow(
        member.practitioner,
        str(member.priority),
        member.primary,
        first.kind if first else None,
        first.detail if first else "",
        first.id if first else None,
        member.places[1:],
    )


def _top(fault: Invalid) -> str:
    """Name the field that a fault is told beside: notice.amount is told beside notice, a cell beside itself."""
    name = str(fault.facts["field"])
    head, _, part = name.partition(".")
    return head if part in ("amount", "unit") else name


class _Reading:
    """Reads a draft once, and keeps what could not be read."""

    def __init__(self, draft: CalendarDraft) -> None:
        self.faults: list[Invalid] = []
        self._draft = draft
        self._check_words()
        self.calendar = self._read()

    def _check_words(self) -> None:
        draft = self._draft
        if draft.kind is None:
            self._fault("choose_one", "kind", None, [kind.value for kind in CalendarKind])
        if not draft.name.strip():
            self._fault("empty", "name", draft.name, "some text")
        if draft.slug is not None and not slug_of(draft.slug):
            self._fault("bad_slug", "slug", draft.slug, "letters or digits")

    def _read(self) -> Calendar:
        draft = self._draft
        return Calendar(
            **self._plain(),
            **self._lengths(),
            kind=draft.kind or CalendarKind.SERVICE,
            team=tuple(self._team(draft.team)),
            places=tuple(Place(row.place, row.detail.strip(), row.place_id) for row in draft.places),
            per_slot=self._number(draft.per_slot, "per_slot", "bad_per_slot", "1 to 100") or 0,
            per_day=self._number(draft.per_day, "per_day", "bad_per_day", "1 to 1000, or none", blank=True),
            repeating=self._repeating(),
            look_busy=self._number(draft.look_busy, "look_busy", "bad_percent", "0 to 100", blank=True) or 0,
        )

    def _plain(self) -> Mapping[str, Any]:
        draft = self._draft
        same = (
            "description active distribution auto_confirm allow_reschedule allow_cancel title_template guests"
            " form consent_label notes sticky_patient assign_patient"
        )
        return {
            **{name: getattr(draft, name) for name in same.split()},
            "id": draft.id or _NOBODY,
            "name": draft.name.strip(),
            "slug": slug_of(draft.slug or draft.name),
            "location_id": draft.location or _NOBODY,
            "group_id": draft.group,
            "hue": 222 if draft.hue is None else draft.hue,
        }

    def _lengths(self) -> Mapping[str, Any]:
        draft = self._draft
        needed = {name: self._length(name, getattr(draft, name), Length(30)) for name in ("duration", "interval")}
        free = ("buffer_before", "buffer_after", "notice")
        blank = {name: self._length(name, getattr(draft, name), Length(0), blank=True) for name in free}
        window = None if draft.window.is_blank else self._length("window", draft.window, Length(60, Unit.DAYS))
        return {**needed, **blank, "window": window}

    def _team(self, rows: Sequence[MemberRow]) -> Iterator[Member]:
        for n, row in enumerate(rows):
            priority = self._number(row.priority, f"team[{n}].priority", "bad_priority", "0 to 100", blank=True) or 0
            if row.place is None and row.detail.strip():
                # Else what was typed would be gone after the save.
                self._fault("place_needed", f"team[{n}].place", row.detail, "how they meet")
            if row.practitioner is None:
                self._fault("choose_one", f"team[{n}].practitioner", None, "one of the list")
            else:
                yield Member(row.practitioner, priority, row.primary, row.places)

    def _repeating(self) -> Repeating | None:
        draft = self._draft
        if not draft.repeats:
            return None
        count = self._number(draft.count, "repeating.count", "bad_count", "1 to 24")
        return Repeating(draft.frequency, 1 if count is None else count, draft.taken)

    def _length(self, name: str, said: Measure, usual: Length, *, blank: bool = False) -> Length:
        if blank and said.is_blank:
            return Length(0, said.unit if said.unit is not Unit.MONTHS else Unit.MINUTES)
        if said.length is None:
            self._fault("not_a_number", name, said.text, "a whole number")
        return said.length or usual

    def _number(self, text: str, name: str, reason: str, allowed: str, *, blank: bool = False) -> int | None:
        plain = text.strip()
        if blank and not plain:
            return None
        if not (plain.isascii() and plain.isdigit() and len(plain) <= 6):
            self._fault(reason, name, text, allowed)
            return 1
        return int(plain)

    def _fault(self, reason: str, name: str, got: object, allowed: object) -> None:
        self.faults.append(Invalid(reason, field=name, got=got, allowed=allowed))
