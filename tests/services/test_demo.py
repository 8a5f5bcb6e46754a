"""The sample clinic: believable, the same every time, and a book like any other."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment, EventType, Interaction, Status
from frontdesk.domain.calendar import Calendar, CalendarGroup, CalendarKind
from frontdesk.domain.claim import claims_of
from frontdesk.domain.clinic import Profile
from frontdesk.domain.closure import Closure, HolidayChoice
from frontdesk.domain.equipment import Equipment
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import EPOCH_MS, RANDOM_BITS
from frontdesk.domain.instants import HOUR, MINUTE, Instant, local_date, parse, start_of_day
from frontdesk.domain.intervals import Interval
from frontdesk.domain.location import Location, Room
from frontdesk.domain.names import words_of
from frontdesk.domain.note import Note
from frontdesk.domain.patient import Patient, age_on
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.schedule import Schedule
from frontdesk.domain.series import Scope, Series
from frontdesk.domain.service import Service
from frontdesk.domain.waitlist import Urgency, WaitlistEntry
from frontdesk.services.clinic import Clinic, open_clinic
from frontdesk.services.demo import Summary, make_demo
from frontdesk.services.demo.catalogue import OFFERS
from frontdesk.services.demo.chance import chance
from frontdesk.services.demo.names import person
from frontdesk.services.openings import openings
from frontdesk.store import journal
from frontdesk.store.check import faults

# One worker makes the sample that they share.
pytestmark = pytest.mark.xdist_group("sample")
ZONE = "America/New_York"
NOW = parse("2026-03-18T10:42:00-04:00", field="now")
TODAY = date(2026, 3, 18)


def make(folder: Path, **choices: Any) -> Summary:
    """Make a small clinic; a test says what matters to it."""
    small = {"practitioners": 3, "days": 12, "patients": 60, "clock": lambda: NOW}
    return make_demo(folder / f"sample-{len(list(folder.iterdir()))}.frontdesk", **{**small, **choices})


class Sample:
    """The default clinic, with all its visits read once."""

    def __init__(self, made: Summary, clinic: Clinic) -> None:
        self.made = made
        self.clinic = clinic
        with clinic.book.reading() as book:
            entries = book.all(Appointment)
            self.visits = [v for v in entries if v.event_type is not EventType.BLOCK]
            self.blocks = [v for v in entries if v.event_type is EventType.BLOCK]
            self.patients = book.all(Patient)
            self.rooms = book.all(Room)
            self.services = book.all(Service)
            self.practitioners = book.all(Practitioner)
            self.schedules = book.all(Schedule)
            self.closures = book.all(Closure)
            self.calendars = book.all(Calendar)
            self.equipment = book.all(Equipment)
            self.openings = openings(book)

    def with_status(self, *wanted: Status) -> list[Appointment]:
        """Give the visits of patients that have one of these statuses."""
        return [v for v in self.visits if v.status in wanted and v.event_type is EventType.APPOINTMENT]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """Make the default clinic as it stands on a Wednesday morning."""
    made = make_demo(tmp_path_factory.mktemp("demo") / "sample.frontdesk", clock=lambda: NOW)
    with open_clinic(made.path, clock=lambda: NOW) as clinic:
        yield Sample(made, clinic)


def overlaps(visits: Sequence[Appointment], *, buffers: bool) -> list[tuple[Appointment, Appointment]]:
    """Give pairs of neighbours by start that share time."""
    spans = sorted(
        (v.start - v.buffer_before * buffers, v.end + v.buffer_after * buffers, n) for n, v in enumerate(visits)
    )
    return [(visits[a[2]], visits[b[2]]) for a, b in pairwise(spans) if b[0] < a[1]]


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with open_clinic(path) as clinic, clinic.book.reading() as book:
        ask = book.connection.exec_driver_sql
        names = ask("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").scalars().all()
        return {name: sorted(map(repr, ask(f"SELECT * FROM {name}"))) for name in names}


def test_without_choices_it_is_six_months_of_twelve_practitioners() -> None:
    defaults = {name: p.default for name, p in inspect.signature(make_demo).parameters.items()}
    assert (defaults["practitioners"], defaults["days"], defaults["patients"]) == (12, 183, 3000)


def test_it_holds_what_the_summary_says(sample: Sample) -> None:
    made = sample.made
    assert (made.practitioners, made.rooms, made.services, made.patients) == (12, 5, 8, 3000)
    found = (sample.practitioners, sample.rooms, sample.services, sample.patients, sample.visits)
    assert tuple(map(len, found)) == (12, 5, 8, 3000, made.visits)


def test_about_four_months_are_past_and_two_ahead(sample: Sample) -> None:
    days = {local_date(v.start, ZONE) for v in sample.visits}
    assert (TODAY - min(days)).days in range(119, 123)
    assert (max(days) - TODAY).days in range(57, 62)
    assert sample.made.first <= min(days)
    assert max(days) <= sample.made.last


def test_the_same_choices_make_the_same_clinic(tmp_path: Path) -> None:
    assert dump(make(tmp_path).path) == dump(make(tmp_path).path)


def test_another_seed_makes_another_clinic(tmp_path: Path) -> None:
    one, other = dump(make(tmp_path).path), dump(make(tmp_path, seed=2).path)
    assert one["patient"] != other["patient"]
    assert one["appointment"] != other["appointment"]


def test_today_is_the_clinics_own_date(tmp_path: Path) -> None:
    late = parse("2026-03-18T02:00:00Z", field="now")
    assert make(tmp_path, clock=lambda: late).today == date(2026, 3, 17)
    assert make(tmp_path, clock=lambda: late, zone="Asia/Tokyo").today == date(2026, 3, 18)


def test_another_today_moves_everything_there_at_the_same_time_of_day(tmp_path: Path) -> None:
    summer = date(2026, 7, 15)
    made = make(tmp_path, today=summer)
    with open_clinic(made.path) as clinic:
        at = clinic.history.log().items[0].at
        going = [v for v in clinic.board.day(day=summer).visits if v.status is Status.IN_PROGRESS]
    assert (made.today, at) == (summer, parse("2026-07-15T10:42:00-04:00", field="at"))
    assert all(v.start <= at < v.end for v in going)


@pytest.mark.parametrize("wanted", [1, 500, 1_234])
def test_so_many_visits_as_are_asked_for(tmp_path: Path, wanted: int) -> None:
    made = make(tmp_path, visits=wanted)
    with open_clinic(made.path) as clinic:
        assert (made.visits, clinic.appointments.list(size=1).total) == (wanted, wanted)


def test_visits_that_are_asked_for_lie_around_today(tmp_path: Path) -> None:
    made = make(tmp_path, visits=1_500)
    past, ahead = (made.today - made.first).days, (made.last - made.today).days
    assert 1.4 <= past / ahead <= 2.8


def test_claims_are_what_the_visits_say(sample: Sample) -> None:
    kinds = {1: "practitioner", 2: "room", 3: "equipment"}
    said = {
        (c.subject.value, c.subject_id, c.unit, c.start, c.end, c.override_reason, v.id)
        for v in sample.visits
        for c in claims_of(v)
    }
    with sample.clinic.book.reading() as book:
        rows = book.connection.exec_driver_sql(
            "SELECT subject, subject_id, unit, starts_at, ends_at, override_reason, appointment_id FROM claim"
        ).all()
    assert {(kinds[row[0]], *row[1:]) for row in rows} == said
    assert len(rows) == len(said)


def test_nobody_is_booked_twice_but_on_purpose(sample: Sample) -> None:
    for practitioner in sample.practitioners:
        theirs = [v for v in sample.visits if v.practitioner_id == practitioner.id and v.takes_time]
        for one, other in overlaps(theirs, buffers=True):
            assert one.override_reason or other.override_reason


def test_a_few_are_squeezed_in_with_a_reason(sample: Sample) -> None:
    squeezed = [v for v in sample.visits if v.override_reason]
    assert 20 <= len(squeezed) <= len(sample.visits) // 50
    for practitioner in sample.practitioners:
        theirs = [v for v in sample.visits if v.practitioner_id == practitioner.id and v.takes_time]
        sharing = {v.id for pair in overlaps(theirs, buffers=True) for v in pair if v.override_reason}
        assert sharing == {v.id for v in theirs if v.override_reason}


def test_no_room_is_given_twice(sample: Sample) -> None:
    for room in sample.rooms:
        inside = [v for v in sample.visits if v.room_id == room.id]
        assert len(inside) > 20
        assert overlaps(inside, buffers=False) == []


def test_classes_meet_in_the_group_room_and_nobody_else(sample: Sample) -> None:
    group_rooms = {room.id for room in sample.rooms if room.capacity > 1}
    classes = [v for v in sample.visits if v.group]
    assert len(classes) > 50
    assert {v.room_id for v in classes} == group_rooms
    assert all(v.room_id not in group_rooms for v in sample.visits if not v.group)
    assert {len(v.attendees) for v in classes} <= set(range(3, 13))


def test_visits_lie_within_the_hours_of_their_practitioner(sample: Sample) -> None:
    for visit in sample.visits:
        day = local_date(visit.start, ZONE)
        span = Interval(start_of_day(day, ZONE), start_of_day(day + timedelta(days=1), ZONE))
        hours = sample.openings.of(visit.practitioner_id, span, location=visit.location_id)
        assert any(i.start <= visit.start and visit.end <= i.end for i in hours)


def test_visits_keep_off_the_blocks_of_their_practitioner_and_of_their_calendar(sample: Sample) -> None:
    days: dict[date, list[Appointment]] = {}
    for visit in sample.visits:
        days.setdefault(local_date(visit.start, ZONE), []).append(visit)
    for block in sample.blocks:
        for visit in days.get(local_date(block.start, ZONE), ()):
            if visit.interval.overlaps(block.interval):
                assert block.practitioner_id != visit.practitioner_id
                assert block.calendar_id is None or block.calendar_id != visit.calendar_id


def test_hours_differ_and_have_a_break(sample: Sample) -> None:
    regular = [s for s in sample.schedules if s.name == "Regular hours"]
    weeks = [tuple(rule for rule in s.rules if rule.day) for s in regular]
    assert len(set(weeks)) == 12
    assert all(len(rules) >= 4 for rules in weeks)
    assert sum(any(len(rule.intervals) > 1 for rule in rules) for rules in weeks) >= 9


def test_some_dates_differ_and_some_are_leave_past_and_to_come(sample: Sample) -> None:
    rules = [rule for s in sample.schedules if s.practitioner_id for rule in s.rules if rule.date is not None]
    assert any(rule.intervals for rule in rules)
    leave = [rule for rule in rules if not rule.intervals]
    assert any(rule.date > TODAY for rule in leave)
    assert any(rule.until < TODAY for rule in leave)


def test_one_comes_every_other_saturday(sample: Sample) -> None:
    (rota,) = [s for s in sample.schedules if any(rule.every == 2 for rule in s.rules)]
    days = {local_date(v.start, ZONE) for v in sample.visits if v.practitioner_id == rota.practitioner_id}
    saturdays = sorted(day for day in days if day.weekday() == 5)
    assert len(saturdays) > 8
    assert all((b - a).days % 14 == 0 for a, b in pairwise(saturdays))


def test_one_works_at_a_second_place_too(sample: Sample) -> None:
    main, second = sample.clinic.locations.list()
    there = [v for v in sample.visits if v.location_id == second.id]
    assert len(there) > 100
    assert {local_date(v.start, ZONE).weekday() for v in there} == {4}
    (ortega,) = {v.practitioner_id for v in there}
    assert {s.location_id for s in sample.schedules if s.practitioner_id == ortega} == {main.id, second.id}
    rooms = {room.id for room in sample.rooms if room.location_id == second.id}
    assert {v.room_id for v in there if v.room_id} == rooms


def test_nobody_comes_on_public_holidays_or_closed_days(sample: Sample) -> None:
    days = {local_date(v.start, ZONE) for v in sample.visits}
    assert date(2025, 12, 24) in days
    assert not days & {date(2025, 11, 27), date(2025, 12, 25), date(2026, 1, 1), date(2026, 2, 16)}
    (outing,) = [c for c in sample.closures if not c.holiday and c.location_id is None]
    assert outing.first not in days


def test_holidays_reach_ten_years_ahead(sample: Sample) -> None:
    place = sample.clinic.locations.list()[0]
    choice = sample.clinic.closures.holidays(location=place.id)
    assert (choice.country, choice.through) == ("US", 2036)
    assert max(c.first.year for c in sample.closures if c.holiday) == 2036
    assert sample.clinic.closures.extend() == ()


def test_services_have_categories_prices_variations_and_add_ons(sample: Sample) -> None:
    assert {s.category for s in sample.services} == {"Visits", "Treatments", "Prevention", "Classes"}
    assert all(s.price > 0 and s.variations for s in sample.services)
    assert sum(bool(s.add_ons) for s in sample.services) >= 3
    assert [s.name for s in sample.services if s.private] == ["Minor procedure"]


def test_only_those_who_give_a_service_are_booked_for_it(sample: Sample) -> None:
    services = {s.id: s for s in sample.services}
    assert sum(bool(s.practitioners) for s in sample.services) >= 6
    assert all(services[v.service_id].given_by(v.practitioner_id) for v in sample.visits if v.service_id)


def test_a_visit_of_another_length_is_a_variation(sample: Sample) -> None:
    services = {s.id: s for s in sample.services}
    varied = [(services[v.service_id].variation(v.variation_id), v) for v in sample.visits if v.variation_id]
    assert len(varied) > 2_000
    assert all(form is not None and form.duration == v.end - v.start for form, v in varied)


def test_what_a_service_needs_is_there_for_every_visit_that_takes_time(sample: Sample) -> None:
    services = {s.id: s for s in sample.services}
    taking = [(v, services[v.service_id]) for v in sample.visits if v.takes_time and v.service_id]
    needing = [(v, s) for v, s in taking if s.equipment]
    assert len(needing) > 200
    for visit, service in needing:
        assert [use.equipment_id for use in visit.equipment] == [need.equipment_id for need in service.equipment]
    assert all(v.room_id in s.rooms for v, s in taking if s.rooms)


def test_a_unit_that_is_out_of_service_is_never_used(sample: Sample) -> None:
    held = {e.name: (e.quantity, e.out_of_service) for e in sample.equipment}
    assert held == {"ECG": (2, 1), "Ultrasound": (2, 0)}
    used = {(use.equipment_id, use.unit) for v in sample.visits for use in v.equipment}
    ecg, ultrasound = (next(e.id for e in sample.equipment if e.name == name) for name in ("ECG", "Ultrasound"))
    assert {(ecg, 1), (ultrasound, 1)} <= used <= {(ecg, 1), (ultrasound, 1), (ultrasound, 2)}


def test_there_is_a_calendar_of_each_kind_and_classes_are_in_theirs(sample: Sample) -> None:
    assert {c.kind for c in sample.calendars} == set(CalendarKind)
    groups = {c.group_id for c in sample.calendars if c.group_id}
    assert {g.id for g in sample.clinic.calendar_groups.list()} == groups
    (classes,) = [c for c in sample.calendars if c.kind is CalendarKind.CLASS]
    assert {v.calendar_id for v in sample.visits if v.title == classes.name} == {classes.id}


def test_blocks_are_one_off_or_a_series_and_of_people_or_a_calendar(sample: Sample) -> None:
    titles = {b.title: b for b in sample.blocks}
    assert titles.keys() == {"Lunch", "Letters and calls", "Conference", "New cameras"}
    assert {title for title, b in titles.items() if b.series_id} == {"Lunch", "Letters and calls"}
    assert {title for title, b in titles.items() if b.calendar_id} == {"New cameras"}
    lunches = [b for b in sample.blocks if b.title == "Lunch"]
    assert len({b.series_id for b in lunches}) == 1
    assert len({local_date(b.start, ZONE) for b in lunches}) == len(lunches) > 500


def test_a_series_of_the_sample_is_changed_like_any_other(tmp_path: Path) -> None:
    month = {"start": NOW, "end": Instant(NOW + 30 * 24 * HOUR)}
    with open_clinic(make(tmp_path).path, clock=lambda: NOW) as clinic:
        letters = next(b for b in clinic.blocks.list(**month) if b.series_id)
        clinic.blocks.update(id=letters.id, scope=Scope.ALL, title="Letters")
        after = clinic.blocks.list(**month)
    assert {b.title for b in after if b.series_id} == {"Letters"}


def test_another_zone_has_no_holidays_of_this_country(tmp_path: Path) -> None:
    with open_clinic(make(tmp_path, zone="Asia/Tokyo").path) as clinic:
        assert clinic.closures.list(holidays=True) == ()


def test_days_are_sixty_to_ninety_percent_booked(sample: Sample) -> None:
    loads = sample.clinic.board.loads(first=TODAY - timedelta(days=30), days=45)
    closed = {c.first for c in sample.closures if c.start is None}
    worked = [load for load in loads if load.day.weekday() < 5 and load.day not in closed]
    assert len(worked) > 28
    assert all(60 <= (load.percent or 0) <= 90 for load in worked)


def test_someone_is_there_at_the_weekend_too(sample: Sample) -> None:
    for day in (TODAY + timedelta(days=n) for n in (3, 4)):
        at_work = [column for column in sample.clinic.board.day(day=day).columns if column.load]
        assert 2 <= len(at_work) <= 5


def test_past_visits_are_mostly_completed_some_missed_some_cancelled(sample: Sample) -> None:
    yesterday = NOW - 24 * HOUR
    found = Counter(v.status for v in sample.visits if v.end <= yesterday and v.event_type is EventType.APPOINTMENT)
    total = sum(found.values())
    assert found.keys() == {Status.COMPLETED, Status.NO_SHOW, Status.CANCELLED}
    assert found[Status.COMPLETED] / total > 0.85
    assert all(0.01 < found[status] / total < 0.08 for status in (Status.NO_SHOW, Status.CANCELLED))


def test_visits_ahead_are_booked_or_confirmed_but_for_the_cancelled_and_the_early(sample: Sample) -> None:
    ahead = [v for v in sample.visits if v.start > NOW]
    found = Counter(v.status for v in ahead)
    assert found.keys() <= {Status.BOOKED, Status.CONFIRMED, Status.CANCELLED, Status.ARRIVED}
    assert min(found[s] for s in (Status.BOOKED, Status.CONFIRMED, Status.CANCELLED)) > 100
    assert all(v.start - NOW <= 20 * MINUTE for v in ahead if v.status is Status.ARRIVED)


def test_who_is_near_has_confirmed_more_often(sample: Sample) -> None:
    def share(first: int, last: int) -> float:
        some = [v.status for v in sample.with_status(Status.BOOKED, Status.CONFIRMED) if first <= v.start - NOW < last]
        return sum(s is Status.CONFIRMED for s in some) / len(some)

    assert share(HOUR, 40 * HOUR) > share(20 * 24 * HOUR, 60 * 24 * HOUR) + 0.3


def test_this_morning_someone_waits_and_someone_is_being_seen(sample: Sample) -> None:
    waiting, going = sample.with_status(Status.ARRIVED), sample.with_status(Status.IN_PROGRESS)
    assert waiting
    assert all(NOW - HOUR < v.status_at <= NOW for v in waiting)
    assert len(going) >= 4
    assert all(v.start <= v.actual_start == v.status_at <= NOW < v.end for v in going)
    assert {local_date(v.start, ZONE) for v in (*waiting, *going)} == {TODAY}


def test_nothing_happened_before_it_was_booked_or_after_now(sample: Sample) -> None:
    for visit in sample.visits:
        assert visit.created_at <= visit.status_at <= NOW
        assert visit.created_at < visit.start
        assert all(at is None or at <= NOW for at in (visit.actual_start, visit.actual_end))


def test_only_a_cancelled_visit_has_a_reason_and_it_has_one(sample: Sample) -> None:
    assert all(bool(v.cancel_reason) is (v.status is Status.CANCELLED) for v in sample.visits)


def test_completed_visits_know_when_they_really_were(sample: Sample) -> None:
    assert all(v.actual_start < v.actual_end for v in sample.visits if v.status is Status.COMPLETED)


def test_visits_have_the_buffers_and_one_of_the_lengths_of_their_service(sample: Sample) -> None:
    services = {s.id: s for s in sample.services}
    seen = [(v, services[v.service_id]) for v in sample.visits if v.service_id]
    assert {s.name for _, s in seen} == {s.name for s in sample.services}
    assert all((v.buffer_before, v.buffer_after) == (s.buffer_before, s.buffer_after) for v, s in seen)
    lengths = {offer.name: offer.lengths for offer in OFFERS}
    assert all((v.end - v.start) // MINUTE in lengths[s.name] for v, s in seen)


def test_staff_meet_and_go_on_rounds(sample: Sample) -> None:
    events = [v for v in sample.visits if v.event_type is EventType.STAFF]
    assert {v.title for v in events} == {"Team meeting", "Ward round", "Supervision"}
    assert all(v.internal and v.service_id is None and not v.attendees for v in events)


def test_some_visits_are_by_video_with_a_link_and_some_by_phone(sample: Sample) -> None:
    found = Counter(v.interaction for v in sample.visits)
    assert min(found[kind] for kind in Interaction) > 300
    assert all((v.video_url is not None) is (v.interaction is Interaction.VIDEO_CALL) for v in sample.visits)
    assert all(v.room_id is None for v in sample.visits if v.interaction is not Interaction.IN_PERSON)


def test_some_visits_have_notes_and_some_patients_alerts(sample: Sample) -> None:
    assert 0.1 < sum(bool(v.description) for v in sample.visits) / len(sample.visits) < 0.4
    assert 0.05 < sum(bool(p.alert) for p in sample.patients) / len(sample.patients) < 0.15
    assert any(v.alert for v in sample.clinic.board.day(day=TODAY).visits)


def test_children_come_to_the_paediatrician(sample: Sample) -> None:
    (patel,) = sample.clinic.practitioners.search(text="paediatrics")
    ages = {p.id: age_on(p.birth_date, TODAY) for p in sample.patients if p.birth_date}
    assert {ages[v.patient_id] < 16 for v in sample.visits if v.practitioner_id == patel.id and v.patient_id} == {True}


def test_patients_come_back(sample: Sample) -> None:
    often = Counter(v.patient_id for v in sample.visits if v.patient_id)
    assert len(often) > 2_500
    assert often.most_common(1)[0][1] >= 15


def test_nobody_is_in_two_places_on_one_day(sample: Sample) -> None:
    held = [(v.patient_id, local_date(v.start, ZONE)) for v in sample.visits if v.patient_id]
    assert sum(times - 1 for times in Counter(held).values()) <= len(held) // 200


def test_patients_can_be_told_apart_and_reached(sample: Sample) -> None:
    assert len({p.number for p in sample.patients}) == 3000
    assert len({p.name for p in sample.patients}) > 2_800
    assert all(p.birth_date is not None and p.birth_date < TODAY for p in sample.patients)
    mails = [p.email for p in sample.patients if p.email]
    assert len(mails) > 1_500
    assert all(m.isascii() and m.rpartition("@")[2].startswith("example.") for m in mails)
    assert all(" 555 " in phone for p in sample.patients for phone in p.phones)


def test_names_do_not_run_out(sample: Sample) -> None:
    rng = chance(1, "names")
    assert len({person(rng)[:2] for _ in range(20_000)}) > 16_000


def test_patients_are_found_by_their_words(sample: Sample) -> None:
    with sample.clinic.book.reading() as book:
        rows = book.connection.exec_driver_sql("SELECT patient_id, word FROM patient_word").all()
    said = {(p.id, f"{word} ") for p in sample.patients for word in words_of(f"{p.name} {p.number}")}
    assert {tuple(row) for row in rows} >= said


def test_some_wait_for_a_time_and_some_for_a_seat_of_a_full_class(sample: Sample) -> None:
    with sample.clinic.book.reading() as book:
        entries = book.all(WaitlistEntry)
    by_id = {visit.id: visit for visit in sample.visits}
    classes = [by_id[entry.appointment_id] for entry in entries if entry.appointment_id is not None]
    assert classes
    assert all(one.heads == one.max_attendees and one.start > NOW for one in classes)
    assert all(
        entry.patient_id not in {a.id for a in by_id[entry.appointment_id].attendees}
        for entry in entries
        if entry.appointment_id is not None
    )
    assert len(entries) - len(classes) >= 5
    assert len({entry.patient_id for entry in entries if entry.appointment_id is None}) >= 5
    assert all(entry.created_at < NOW for entry in entries)
    assert {entry.urgency for entry in entries} == set(Urgency)


def test_somebody_wrote_on_visits_near_today(sample: Sample) -> None:
    with sample.clinic.book.reading() as book:
        notes = book.all(Note)
    by_id = {visit.id: visit for visit in sample.visits}
    assert len(notes) > 50
    assert all(by_id[note.appointment_id].created_at <= note.created_at <= NOW for note in notes)


def test_whoever_waits_or_was_seen_came_before(sample: Sample) -> None:
    came = sample.with_status(Status.ARRIVED, Status.IN_PROGRESS, Status.COMPLETED)
    assert all(v.arrived_at is not None and v.arrived_at <= (v.actual_start or NOW) for v in came if not v.group)


def test_classes_have_seats_and_some_are_full(sample: Sample) -> None:
    classes = [visit for visit in sample.visits if visit.group]
    assert {visit.max_attendees for visit in classes} == {12}
    assert 0 < sum(visit.heads == 12 for visit in classes) < len(classes)


def test_it_is_the_clinic_of_the_pictures(sample: Sample) -> None:
    known = [(p.name, p.speciality) for p in sample.clinic.practitioners.list()[:3]]
    assert known == [
        ("Dr. Amelia Chen", "General practice"),
        ("Dr. Luis Ortega", "General practice"),
        ("Nora Svensson", "Physiotherapy"),
    ]
    hues = {s.name: s.hue for s in sample.services}
    assert hues.items() >= {"Consultation": 222, "Follow-up": 155, "Vaccination": 340, "Group class": 290}.items()
    assert sample.clinic.profile.get().zone == ZONE


def test_undo_never_takes_the_sample_away(sample: Sample) -> None:
    assert sample.clinic.history.state().undo is None


def test_the_record_of_changes_is_whole_and_in_pieces(sample: Sample) -> None:
    log = sample.clinic.history.log()
    assert {c.actor for c in log.items} == {"sample"}
    assert log.total == 3 + -(-sample.made.visits // 10_000)
    with sample.clinic.book.reading() as book:
        assert journal.broken_link(book.connection) is None
        noted = book.connection.exec_driver_sql("SELECT count(DISTINCT entity_id) FROM change").scalar_one()
        kinds = (Profile, Location, CalendarGroup, HolidayChoice)
        records = [
            *(book.all(kind) for kind in kinds),
            *(sample.visits, sample.blocks, sample.patients, sample.rooms, sample.services, sample.practitioners),
            *(sample.schedules, sample.closures, sample.calendars, sample.equipment),
            *(book.all(kind) for kind in (Series, Note, WaitlistEntry)),
        ]
    assert noted == len({each.id for some in records for each in some})


def test_the_check_of_a_whole_book_finds_nothing(sample: Sample) -> None:
    assert list(faults(sample.made.path)) == []


def test_a_visit_of_the_sample_can_be_moved_and_that_undone(tmp_path: Path) -> None:
    with open_clinic(make(tmp_path).path, clock=lambda: NOW) as clinic:
        visit = clinic.appointments.list(start=NOW, status=Status.BOOKED, size=1).items[0]
        sunday = Instant(visit.start + (6 - local_date(visit.start, ZONE).weekday()) * 24 * HOUR)
        moved = clinic.appointments.move(id=visit.id, start=sunday)
        clinic.history.undo()
        held = clinic.appointments.get(id=visit.id).appointment
        assert moved.start == sunday
        assert (held.start, held.end) == (visit.start, visit.end)


def test_what_is_made_afterwards_sorts_after_the_sample(sample: Sample) -> None:
    earliest_of_now = (NOW - EPOCH_MS) << RANDOM_BITS
    assert max(v.id for v in sample.visits) < earliest_of_now


def test_more_practitioners_bring_more_rooms_and_other_names(tmp_path: Path) -> None:
    made = make(tmp_path, practitioners=40, days=2, patients=400)
    with open_clinic(made.path) as clinic:
        people, rooms = clinic.practitioners.list(), clinic.rooms.list()
    assert (len(people), len(rooms), made.rooms) == (40, 15, 15)
    assert len({p.name for p in people}) == 40
    assert len({r.name for r in rooms}) == 15


@pytest.mark.parametrize(
    ("zone", "jump", "beside"),
    [
        ("Pacific/Apia", date(2011, 12, 30), {date(2011, 12, 29), date(2011, 12, 31)}),
        ("Africa/Khartoum", date(2000, 1, 15), {date(2000, 1, 14), date(2000, 1, 17)}),
    ],
    ids=["the whole day", "an hour at noon"],
)
def test_a_day_whose_clock_jumps_over_open_hours_is_left_out(
    tmp_path: Path, zone: str, jump: date, beside: set[date]
) -> None:
    made = make(tmp_path, zone=zone, today=jump, days=9, practitioners=12)
    with open_clinic(made.path) as clinic, clinic.book.reading() as book:
        days = {local_date(v.start, zone) for v in book.all(Appointment)}
    assert jump not in days
    assert beside <= days


def test_one_patient_is_enough(tmp_path: Path) -> None:
    assert make(tmp_path, practitioners=1, patients=1).visits > 0


def test_progress_grows_to_the_whole(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    made = make(tmp_path, practitioners=12, days=120, progress=lambda done, of: told.append((done, of)))
    assert len(told) >= 3
    assert told == sorted(told)
    assert all(done <= of for done, of in told)
    assert told[-1][0] == made.patients + made.visits


@pytest.mark.parametrize("field", ["practitioners", "days", "patients", "visits"])
@pytest.mark.parametrize("got", [0, -1, 10**9])
def test_sizes_that_cannot_be_are_invalid(tmp_path: Path, field: str, got: int) -> None:
    with pytest.raises(Invalid) as refused:
        make(tmp_path, **{field: got})
    assert refused.value.facts["field"] == field
    assert list(tmp_path.iterdir()) == []


def test_more_visits_than_a_hundred_years_hold_are_invalid(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        make(tmp_path, practitioners=1, visits=9_000_000)
    assert refused.value.facts["field"] == "visits"


def test_an_unknown_zone_is_invalid(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="unknown_zone"):
        make(tmp_path, zone="Moon/Base")
