"""Write the parts of a visit with several services: new ones, or others over those that were there (C29, C31)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from frontdesk.domain import booking as rules
from frontdesk.domain.actor import Actor
from frontdesk.domain.appointment import NEXT_STATUSES, Appointment, EventType, Meeting, Status, native_uid
from frontdesk.domain.availability.slots import Place
from frontdesk.domain.calendar import PlaceKind
from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import Instant, checked_instant
from frontdesk.domain.keep import KEEP, kept
from frontdesk.domain.location import Location, LocationKind
from frontdesk.services import checks
from frontdesk.services.allowing import allowed, reason_of, without_old_reason
from frontdesk.services.asking import check_several
from frontdesk.services.booking import Fields, check_types, chosen, default_place, first_status, unbooked, zone_of
from frontdesk.services.families import all_allowed, stepped
from frontdesk.services.needs import live
from frontdesk.services.service_bookings import ChangedBooking
from frontdesk.services.visit_parts import Draft, Wish, asked_for, kept_as_it_is, placed
from frontdesk.store.work import Work


@dataclass(frozen=True, slots=True)
class Leave:
    """What a booking leaves aside: notice and window; hours, closures and blocks too; with a reason everything."""

    dates: bool
    hours: bool
    reason: str | None


def written(work: Work, rows: Sequence[Appointment], said: ChangedBooking, actor: Actor) -> tuple[Appointment, ...]:
    """Write a booking as it is said, over its rows or without any as a new one, and give its parts by start."""
    if said.get("patient", KEEP) is None:
        raise Invalid("patient_needed", field="patient", got=None, allowed="the patient who comes")
    check_types(said)
    if "start" in said:
        checked_instant(said["start"], field="start")
    checks.instant_or_none(said.get("end"), field="end")
    if "services" in said:
        check_several(said["services"], field="services")
    leave = Leave(
        checks.yes_or_no(said.get("skip_notice", False), field="skip_notice"),
        checks.yes_or_no(said.get("override_availability", False), field="override_availability"),
        reason_of(said.get("override_reason"), actor),
    )
    place = _location(work, rows, said)
    common = _common(work, rows, said, place)
    if not _goes_elsewhere(rows, said, place):
        _check_end(said, rows[0].start, rows[-1].end)
        done = [work.replace(row, _dressed(work, row, common)) for row in rows]
    else:
        for row in rows:
            # What has come to an end is not moved any more.
            row.moved(row.start, row.end)
        done = _Layout(work, rows, said, place, common, leave, actor).written()
    if rows and "status" in said:
        done = _given_status(work, done, said["status"])
    return tuple(done)


def _location(work: Work, rows: Sequence[Appointment], said: ChangedBooking) -> Location:
    held = rows[0].location_id if rows else None
    wanted = kept(said.get("location", KEEP), held)
    if wanted is None:
        wanted = default_place(work)[0]
    found = live(work, Location, wanted, "location", held)
    if found is None:
        raise Invalid("location_needed", field="location", got=None, allowed="a location")
    return found


def _goes_elsewhere(rows: Sequence[Appointment], said: ChangedBooking, place: Location) -> bool:
    """Tell whether time, place or services change, so that all is to be judged."""
    if not rows or "services" in said:
        return True
    return said.get("start", rows[0].start) != rows[0].start or place.id != rows[0].location_id


def _common(work: Work, rows: Sequence[Appointment], said: ChangedBooking, place: Location) -> dict[str, Any]:
    """Give what is said of every part alike."""
    held = rows[0] if rows else unbooked(place.id)
    told: Fields = {}
    if "title" in said:
        told["title"] = said["title"]
    if "notes" in said:
        # Refused by the name that they were sent under.
        told["description"] = checks.body(said["notes"] or "", field="notes")
    if "patient" in said:
        told["patient"] = said["patient"]
    found, _ = chosen(work, held, told)
    if not rows or "zone_name" in said:
        found["zone"] = zone_of(work, place.id, said.get("zone_name"), (place.id, place.zone))
    found["meeting"] = _meeting(place, said, held.meeting)
    return found


def _meeting(place: Location, said: ChangedBooking, held: Meeting | None) -> Meeting | None:
    """Give where it takes place; a location where the booker is asked needs an answer (C36)."""
    asks = place.kind is LocationKind.ASK_BOOKER
    # What the booker was asked for belongs to the location that asked.
    found = None if held is not None and held.kind is PlaceKind.ASK_BOOKER and held.place is None and not asks else held
    if "meeting_place" in said:
        words = checks.line(said["meeting_place"] or "", field="meeting_place")
        kind = PlaceKind.ASK_BOOKER if asks else PlaceKind.CUSTOM
        found = Meeting(kind, words, override=True) if words else None
    if asks and (found is None or not found.detail):
        raise Invalid("meeting_place_needed", field="meeting_place", got="", allowed="where the visit takes place")
    return found


def _dressed(work: Work, row: Appointment, common: dict[str, Any]) -> Appointment:
    return replace(row, **common, updated_at=work.now).checked()


class _Layout:
    """The parts of one booking on their way into the book: over the rows that stay, and as new rows."""

    def __init__(
        self,
        work: Work,
        rows: Sequence[Appointment],
        said: ChangedBooking,
        place: Location,
        common: dict[str, Any],
        leave: Leave,
        actor: Actor,
    ) -> None:
        self._work, self._rows, self._said, self._actor = work, rows, said, actor
        self._place, self._common = place, common
        held = rows[0].patient_id if rows else None
        self._leave = leave
        wish = Wish(location=place, patient=common.get("patient_id", held), any_date=leave.dates)
        if "services" in said:
            self._draft = asked_for(work, said["services"], wish)
            self._olds = _olds(rows, self._draft)
        else:
            self._draft = kept_as_it_is(work, rows, wish)
            self._olds = list(rows)
        self._booking = rows[0].booking_id if rows else work.new_id()

    def written(self) -> list[Appointment]:
        """Judge all parts and write them; rows that no part needs any more go."""
        work, rows, said = self._work, self._rows, self._said
        asked = self._draft.question
        start = said["start"] if "start" in said else rows[0].start
        _check_end(said, start, Instant(start + asked.length))
        with work.without_time_of(*rows):
            where = placed(work, asked, start, override=self._leave.hours, reason=self._leave.reason)
            news = [self._row(n, place) for n, place in enumerate(where.places)]
            full = {new.id: (part.before, part.after) for new, part in zip(news, asked.parts, strict=True)}
            pairs = list(zip(self._olds, rules.joined(news, lambda new: full[new.id]), strict=True))
            judged = all_allowed(work, pairs, lambda pair: self._allowed(*pair, lifted=where.lifted))
        staying = {old.id for old in self._olds if old is not None}
        work.remove(*(row for row in rows if row.id not in staying))
        done = {old.id: work.replace(old, new) for old, new in zip(self._olds, judged, strict=True) if old is not None}
        work.create(*(new for new in judged if new.id not in done))
        return [done.get(new.id, new) for new in judged]

    def _allowed(self, old: Appointment | None, new: Appointment, *, lifted: bool) -> Appointment:
        sent = {} if new.room_id is None else {"room": new.room_id}
        leave = self._leave
        return allowed(self._work, old, new, sent, leave.reason, self._actor, over_closed=leave.hours, noted=lifted)

    def _row(self, n: int, place: Place) -> Appointment:
        """Give one part where it goes; buffers, units and the reason to overlap come later."""
        part, old = self._draft.question.parts[n], self._olds[n]
        room = place.room
        if room is None and old is not None and (old.location_id, old.service_id) == (self._place.id, part.service):
            room = old.room_id
        return replace(
            old or self._new(),
            **self._common,
            start=place.start,
            end=place.end,
            location_id=self._place.id,
            practitioner_id=place.practitioner,
            room_id=room,
            service_id=part.service,
            variation_id=part.variation,
            add_ons=self._draft.add_ons[n],
            override_reason=None,
            updated_at=self._work.now,
        ).checked()

    def _new(self) -> Appointment:
        """Give a row to fill in: the first of a new booking, or one more of a booking that is there."""
        work, first = self._work, self._rows[0] if self._rows else None
        made = work.new_id()
        row = replace(
            unbooked(self._place.id),
            id=made,
            uid=native_uid(made),
            booking_id=self._booking,
            created_by=self._actor.id,
            created_at=work.now,
            status_at=work.now,
        )
        if first is None:
            return replace(row, status=first_status(work, self._said.get("status"), EventType.APPOINTMENT))
        return replace(
            row,
            status=_beside(rules.overall(one.status for one in self._rows)),
            zone=first.zone,
            title=first.title,
            description=first.description,
            patient_id=first.patient_id,
            attendees=first.attendees,
            interaction=first.interaction,
        )


def _beside(status: Status) -> Status:
    """Give where a new part stands beside those that are there: whose visit is underway has arrived for it."""
    return Status.ARRIVED if status is Status.IN_PROGRESS else status


def _olds(rows: Sequence[Appointment], draft: Draft) -> list[Appointment | None]:
    """Give for each part the row that it is written over: first those of the same service, then what is left."""
    left = list(rows)
    found: list[Appointment | None] = []
    for part in draft.question.parts:
        same = next((row for row in left if row.service_id == part.service), None)
        if same is not None:
            left.remove(same)
        found.append(same)
    return [old if old is not None or not left else left.pop(0) for old in found]


def _check_end(said: ChangedBooking, start: Instant, end: Instant) -> None:
    sent = said.get("end")
    if sent is not None and sent != end:
        raise Invalid("end_of_services", field="end", got=sent, allowed=end)


def _given_status(work: Work, rows: Sequence[Appointment], status: Status) -> list[Appointment]:
    """Give every part that can take it a status; where none can, and not all have it, it is refused."""
    able = [row for row in rows if status in NEXT_STATUSES[row.status]]
    if not able and any(row.status is not status for row in rows):
        rows[0].with_status(status, work.now)
    done = {row.id: work.replace(row, without_old_reason(work, row, stepped(row, status, work.now))) for row in able}
    return [done.get(row.id, row) for row in rows]
