"""Further rows of an imported series as time goes on: the same that an import of its file would make (C39, C78)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.domain.appointment import Appointment, Attendee
from frontdesk.domain.claim import Claim, Subject, claims_of
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.keep import KEEP
from frontdesk.domain.patient import Patient
from frontdesk.domain.series import Series
from frontdesk.ics.event import Event
from frontdesk.ics.expand import MOST, Occurrence
from frontdesk.ics.reader import Feed
from frontdesk.services.ics.kin import Kin, attending
from frontdesk.services.ics.people import People
from frontdesk.services.ics.sources import Entry, File
from frontdesk.services.series.horizon import Extended, fresh_row, is_left_to_upkeep
from frontdesk.services.series.imported import HORIZON, goes_on, shift_of, told_by, window_around
from frontdesk.services.series.rows import moment_named
from frontdesk.store import appointments as table
from frontdesk.store.claims import overlapping
from frontdesk.store.work import Work

_AT_ONCE = 500
_NOWHERE = File("", Feed())


def grown(work: Work, series: Series) -> Extended:
    """Add the rows that an imported series is due; a time that is taken by then is left out.

    One of whose rows none stands any more has ended; a flood that was cut when it came stays cut. One that had to reach
    less far at first is cut where an import would have cut it.
    """
    assert series.filled is not None
    rows = table.of_series(work.connection, series.id)
    if not any(row.archived_at is None and row.status.occupies for row in rows):
        work.replace(series, replace(series, filled=None))
        return Extended(0, 0)
    told = told_by(series)
    begin = Instant(series.filled - HORIZON - shift_of(told) - DAY)
    end = window_around(work.now).end
    kin = Kin(series, rows, Interval(begin, end), most=2 * MOST, told=told)
    fresh = _fresh(series, kin, {row.recurrence_id for row in rows})
    cut = kin.cut or len(fresh) > MOST
    if cut:
        fresh = fresh[: max(MOST - len(rows), 0)] if is_left_to_upkeep(series, work.now) else []
    if cut and not fresh:
        return Extended(0, 0)
    made, left_out = _Rows(work, kin).written(fresh)
    filled = Instant(fresh[-1].start + 1) if cut else end if goes_on(told, end) else None
    work.replace(series, replace(series, filled=filled, left_out=(*series.left_out, *left_out)))
    return Extended(made, len(left_out))


def _fresh(series: Series, kin: Kin, known: set[str | None]) -> list[Occurrence]:
    """Give the times that lie behind those that have rows; versions may have moved them over the edge."""
    assert series.filled is not None
    found = []
    for each in kin.due.values():
        if each.cancelled or each.key in known:
            continue
        moved = each.event.this_and_future and moment_named(each.key, series.zone) >= series.filled
        if each.start >= series.filled or moved:
            found.append(each)
    return found


class _Rows:
    """Make the rows of one series, each where its time is free."""

    def __init__(self, work: Work, kin: Kin) -> None:
        self._work = work
        self._kin = kin
        self._people: People | None = None
        self._like: dict[int, Appointment] = {}
        self._taken: dict[tuple[Subject, Id, int], Instant] = {}

    def written(self, times: Sequence[Occurrence]) -> tuple[int, list[str]]:
        """Write the rows of times; give how many there are, and the keys of those that are taken."""
        free: list[Appointment] = []
        left_out: list[str] = []
        many = 0
        for each in times:
            like = self._like_of(each.event)
            row = self._kin.row(fresh_row(self._work, like, each.start, each.end), each)
            row = replace(row, attendees=self._attending(row, each.event)).checked()
            claims = claims_of(row)
            if not claims:
                free.append(row)
            elif self._is_mine(claims) or overlapping(self._work.connection, claims):
                left_out.append(each.key)
            else:
                self._taken |= {_unit(claim): claim.end for claim in claims}
                self._work.create(row)
                many += 1
        for at in range(0, len(free), _AT_ONCE):
            self._work.create(*free[at : at + _AT_ONCE])
        return many + len(free), left_out

    def _is_mine(self, claims: Sequence[Claim]) -> bool:
        """Tell whether the row before, which is not in the book yet, takes the same time."""
        return any(claim.start < self._taken.get(_unit(claim), claim.start) for claim in claims)

    def _like_of(self, event: Event) -> Appointment:
        """Give a row with the people of an event: of a version that names others whom the book knows, them."""
        found = self._like.get(id(event))
        if found is None:
            found = self._like[id(event)] = self._met(self._kin.like(event), event)
        return found

    def _met(self, like: Appointment, event: Event) -> Appointment:
        master = self._kin.told.master
        if self._kin.usual(event) is not None or event is master:
            return like
        entry = Entry("", _NOWHERE, event)
        if event.organizer is not None and event.organizer != master.organizer:
            one = self._known().practitioner(entry, KEEP).who.id
            like = like if one is None else replace(like, practitioner_id=one)
        if event.attendees and event.attendees != master.attendees:
            patient = self._known().patient(entry, KEEP).who.id
            if patient is not None:
                like = replace(like, patient_id=patient, attendees=(Attendee(patient),))
        return like

    def _known(self) -> People:
        if self._people is None:
            self._people = People(self._work, None)
        return self._people

    def _attending(self, row: Appointment, event: Event) -> tuple[Attendee, ...]:
        held: dict[int, Patient] = self._work.some(Patient, [Id(each.id) for each in row.attendees])
        return attending(row, event, [(each.id, each.name, each.email) for each in held.values()])


def _unit(claim: Claim) -> tuple[Subject, Id, int]:
    return claim.subject, claim.subject_id, claim.unit
