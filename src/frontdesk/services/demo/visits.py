"""The visits of the sample clinic, day by day, each brought as far as it has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from frontdesk.domain.appointment import (
    Appointment,
    Attendance,
    Attendee,
    EventType,
    Interaction,
    Status,
    native_uid,
)
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant, at_minute, start_of_day, wall
from frontdesk.domain.intervals import Interval
from frontdesk.domain.opening import Openings
from frontdesk.services.demo.catalogue import FOLLOW_UP, GROUP_CLASS, TELEHEALTH, Offer
from frontdesk.services.demo.chance import chance
from frontdesk.services.demo.course import Course, course_of, staff_course_of
from frontdesk.services.demo.ids import Ids
from frontdesk.services.demo.means import Means, Site
from frontdesk.services.demo.pauses import SAMPLE
from frontdesk.services.demo.people import Panels
from frontdesk.services.demo.remarks import CANCELLING, DESCRIPTIONS, MISSING, SQUEEZING
from frontdesk.services.demo.slots import Fate, Open, Slot, lay_out, without

_FADES_OVER = 60
_FADES_BY = 0.2
# Share of those who were missed of whom somebody said why.
_TOLD = 0.4


class Diary:
    """The book of one site as it stands at a moment."""

    def __init__(self, site: Site, panels: Panels, ids: Ids, *, now: Instant, today: date, seed: int) -> None:
        self._site = site
        self._panels = panels
        self._ids = ids
        self._now = now
        self._today = today
        self._seed = seed
        self._openings: tuple[int, Openings] = (0, site.openings(1))

    def slots(self, day: date) -> list[Slot]:
        """Lay out one date, by start; it is the same whichever dates are asked for before."""
        ahead = min(max((day - self._today).days, 0), _FADES_OVER)
        fade = 1 - _FADES_BY * ahead / _FADES_OVER
        rng = chance(self._seed, "slots", day)
        weekday = day.weekday()
        found: list[Slot] = []
        for index, post in enumerate(self._site.posts):
            found.extend(lay_out(index, post, self._open(index, day), weekday, fade, rng))
        found.sort(key=lambda slot: (slot.minute, slot.post))
        return found

    def _open(self, index: int, day: date) -> list[Open]:
        """Give when someone is there for visits on a date: at either place, and not within a pause."""
        zone, site = self._site.zone, self._site
        if self._openings[0] != day.year:
            self._openings = day.year, site.openings(day.year)
        span = Interval(start_of_day(day, zone), start_of_day(day + timedelta(days=1), zone))
        if span.end <= span.start:
            return []
        found = [
            Open(_minute(each.start, day, zone), _minute(each.end, day, zone), n)
            for n, place in enumerate(site.places)
            for each in self._openings[1].of(site.practitioners[index], span, location=place)
        ]
        for pause in site.pauses:
            if pause.post == index and pause.on(day):
                found = without(found, pause.minute, pause.minute + pause.length)
        return sorted(found)

    def day(self, day: date) -> Iterator[Appointment]:
        """Give the visits of one date, by start."""
        slots = self.slots(day)
        first = min((s.minute for s in slots), default=0)
        last = max((s.minute + s.length for s in slots), default=0)
        midnight = _even_midnight(day, first, last, self._site.zone)
        if midnight is None:
            return
        rng = chance(self._seed, "visits", day)
        means = Means(self._site)
        away: set[Id] = set()
        for slot in slots:
            yield self._visit(slot, midnight, means, away, rng).checked()

    def days(self, first: date) -> Iterator[list[Appointment]]:
        """Give the visits of each date from one on, without end."""
        while True:
            yield list(self.day(first))
            first += timedelta(days=1)

    def _visit(self, planned: Slot, midnight: int, means: Means, away: set[Id], rng: Random) -> Appointment:
        slot = means.fitted(planned)
        start = Instant(midnight + slot.minute * MINUTE)
        end = Instant(start + slot.length * MINUTE)
        if slot.offer is None:
            return self._staff_event(slot, start, end)
        course = course_of(start, end, slot.fate, self._now, rng)
        made = self._ids.next()
        group = slot.offer is GROUP_CLASS
        patient = None if group else self._patient(slot, away, rng)
        interaction = _interaction(slot.offer, rng)
        return Appointment(
            id=made,
            uid=native_uid(made),
            title=slot.title,
            description=rng.choice(DESCRIPTIONS[slot.offer.name]) if rng.random() < 0.22 else "",
            status=course.status,
            status_at=course.status_at,
            start=start,
            end=end,
            zone=self._site.zone,
            patient_id=patient,
            practitioner_id=self._site.practitioners[slot.post],
            location_id=self._site.places[slot.place],
            room_id=means.room(slot) if interaction is Interaction.IN_PERSON else None,
            calendar_id=self._site.calendars.get(slot.title),
            equipment=means.units(slot),
            **self._service(slot.offer, slot.length),
            group=group,
            max_attendees=self._site.services[slot.offer.name].max_attendees if group else None,
            attendees=self._class(slot, course, away, rng) if patient is None else (Attendee(patient),),
            interaction=interaction,
            video_url=f"https://video.example.com/{made:x}" if interaction is Interaction.VIDEO_CALL else None,
            **_happened(course, rng, group=group),
            override_reason=rng.choice(SQUEEZING) if slot.fate is Fate.SQUEEZED else None,
            cancel_reason=rng.choice(CANCELLING) if slot.fate is Fate.CANCELLED else None,
            created_by=SAMPLE,
            created_at=course.created_at,
            updated_at=course.status_at,
        )

    def _service(self, offer: Offer, length: int) -> dict[str, Any]:
        """Give the fields that follow from a service and how long it takes."""
        service = self._site.services[offer.name]
        return {
            "service_id": service.id,
            "variation_id": next((v.id for v in service.variations if v.duration == length * MINUTE), None),
            "buffer_before": service.buffer_before,
            "buffer_after": service.buffer_after,
        }

    def _staff_event(self, slot: Slot, start: Instant, end: Instant) -> Appointment:
        course = staff_course_of(start, end, self._now)
        made = self._ids.next()
        return Appointment(
            id=made,
            uid=native_uid(made),
            title=slot.title,
            event_type=EventType.STAFF,
            status=course.status,
            status_at=course.status_at,
            start=start,
            end=end,
            zone=self._site.zone,
            practitioner_id=self._site.practitioners[slot.post],
            location_id=self._site.places[0],
            internal=True,
            actual_start=course.actual_start,
            actual_end=course.actual_end,
            created_by=SAMPLE,
            created_at=course.created_at,
            updated_at=course.status_at,
        )

    def _patient(self, slot: Slot, away: set[Id], rng: Random) -> Id:
        band = self._site.posts[slot.post].work.band
        return self._panels.draw(band, slot.post / len(self._site.posts), away, rng)

    def _class(self, slot: Slot, course: Course, away: set[Id], rng: Random) -> tuple[Attendee, ...]:
        """Give who signed up for a class; of a class that was held, who did not come."""
        held = course.status is Status.COMPLETED
        seats = self._site.services[GROUP_CLASS.name].max_attendees
        people = dict.fromkeys(self._patient(slot, away, rng) for _ in range(min(seats, rng.randrange(5, 18))))
        return tuple(Attendee(one, attendance=Attendance.GOING, no_show=held and rng.random() < 0.08) for one in people)


def _happened(course: Course, rng: Random, *, group: bool) -> dict[str, Any]:
    """Give the fields that tell how a visit went; to a class each comes alone."""
    missed = course.status is Status.NO_SHOW and rng.random() < _TOLD
    return {
        "arrived_at": None if group else course.arrived_at,
        "actual_start": course.actual_start,
        "actual_end": course.actual_end,
        "no_show_reason": rng.choice(MISSING) if missed else None,
    }


def _minute(instant: int, day: date, zone: str) -> int:
    """Give the minute of a date that the clock shows; 1440 at its end."""
    shown = wall(instant, zone).replace(tzinfo=None) - datetime.combine(day, time())
    return int(shown.total_seconds()) // 60


def _even_midnight(day: date, first: int, last: int, zone: str) -> int | None:
    """Give what minutes of the day are counted from; None where the clock jumps between the first and the last.

    On such a day, seen once in a lifetime, nobody comes.
    """
    opening, closing = at_minute(day, first, zone), at_minute(day, last, zone)
    asked = [datetime.combine(day, time()) + timedelta(minutes=minute) for minute in (first, last)]
    shown = [wall(at, zone).replace(tzinfo=None) for at in (opening, closing)]
    if shown != asked or closing - opening != (last - first) * MINUTE:
        return None
    return opening - first * MINUTE


def _interaction(offer: Offer, rng: Random) -> Interaction:
    if offer is TELEHEALTH:
        return Interaction.VIDEO_CALL if rng.random() < 0.8 else Interaction.PHONE
    if offer is FOLLOW_UP and rng.random() < 0.12:
        return Interaction.PHONE
    return Interaction.IN_PERSON
