"""What one clinic does with its visits, step by step in the book of another that takes its files (C78, C79)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.feed import Naming
from frontdesk.domain.instants import HOUR, MINUTE, Instant
from frontdesk.domain.series import Scope
from frontdesk.services.clinic import Clinic, create_clinic
from frontdesk.services.ics.preview import Row
from tests.services.ics.files import Post, vevent
from tests.support.clinics import Desk

WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=3"
TAKEN_OUT = "EXDATE;TZID=America/New_York:20260326T090000"
Step = Callable[[Clinic, list[Appointment]], object]


class Neighbour:
    """Another clinic that takes every file that the one of a desk writes."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.clinic = create_clinic(
            folder / "neighbour.frontdesk", name="Next door", zone_name="America/New_York", clock=desk.clock
        )
        self._file = folder / "sent.ics"
        self.row: Row | None = None

    def take(self) -> None:
        """Import what the desk's clinic exports now, a minute later."""
        self._file.write_bytes(self.desk.clinic.ics.export().text.encode())
        self.desk.clock.now = Instant(self.desk.clock.now + MINUTE)
        rows = self.clinic.ics.import_files(files=[self._file]).preview.rows
        self.row = rows[0] if rows else None

    def is_the_same(self) -> bool:
        """Tell whether the same visits stand in both books."""
        return told(standing(self.clinic)) == told(standing(self.desk.clinic))


def standing(clinic: Clinic) -> list[Appointment]:
    """Give the visits that were not called off, by start."""
    listed = clinic.appointments.list(size=500).items
    return sorted((each for each in listed if each.status is not Status.CANCELLED), key=lambda each: each.start)


def told(visits: list[Appointment]) -> list[tuple[Instant, Instant, str]]:
    """Give what both books must say alike."""
    return [(each.start, each.end, each.title) for each in visits]


@pytest.fixture
def neighbour(desk: Desk, tmp_path: Path) -> Iterator[Neighbour]:
    """Give a clinic next door."""
    one = Neighbour(desk, tmp_path)
    yield one
    one.clinic.close()


def booked(desk: Desk) -> None:
    """Book five weekly visits."""
    start = desk.at(9, day=1)
    desk.clinic.appointments.book(
        start=start,
        end=Instant(start + 30 * MINUTE),
        practitioner=desk.chen.id,
        title="Exercise",
        rrule="FREQ=WEEKLY;COUNT=5",
        ignore_free_slots=True,
    )


def moved(hours: int, scope: Scope = Scope.THIS) -> Step:
    """Give the step that moves the third visit, or others with it."""
    return lambda c, v: c.appointments.move(id=v[2].id, start=Instant(v[2].start + hours * HOUR), scope=scope)


def undone(c: Clinic, _: list[Appointment]) -> object:
    """Take the last step back."""
    return c.history.undo()


def cancelled(scope: Scope) -> Step:
    """Give the step that calls the third visit off, or others with it."""
    return lambda c, v: c.appointments.cancel(id=v[2].id, reason="ill", scope=scope)


def restored(scope: Scope) -> Step:
    """Give the step that brings back what was called off."""

    def step(c: Clinic, _: list[Appointment]) -> object:
        listed = sorted(c.appointments.list(size=500).items, key=lambda each: each.start)
        return c.appointments.restore(id=listed[2].id, scope=scope)

    return step


def deleted(scope: Scope) -> Step:
    """Give the step that deletes the third visit, or others with it."""
    return lambda c, v: c.appointments.delete(id=v[2].id, scope=scope)


STEPS: dict[str, list[Step]] = {
    "one moved four times": [moved(1), moved(1), moved(1), moved(1)],
    "all moved four times": [moved(1, Scope.ALL)] * 4,
    "one moved and back": [moved(2), undone],
    "all moved and back": [moved(1, Scope.ALL), undone],
    "one called off and restored": [cancelled(Scope.THIS), restored(Scope.THIS)],
    "all called off and restored": [cancelled(Scope.ALL), restored(Scope.ALL)],
    "all called off and back": [cancelled(Scope.ALL), undone],
    "one deleted and back": [deleted(Scope.THIS), undone],
    "those that follow deleted and back": [deleted(Scope.FOLLOWING), undone],
    "one called off, all moved, it restored": [cancelled(Scope.THIS), moved(1, Scope.ALL), restored(Scope.THIS)],
    "two deleted, the last back, one moved": [deleted(Scope.THIS), deleted(Scope.THIS), undone, moved(1)],
}


@pytest.mark.parametrize("name", STEPS)
def test_each_step_reaches_the_other_clinic(name: str, desk: Desk, neighbour: Neighbour) -> None:
    booked(desk)
    neighbour.take()
    for number, step in enumerate(STEPS[name]):
        step(desk.clinic, standing(desk.clinic))
        neighbour.take()
        assert neighbour.is_the_same(), number


def test_each_step_of_a_single_visit_reaches_the_other_clinic(desk: Desk, neighbour: Neighbour) -> None:
    visit = desk.book(9)
    for step in ("10", "11", "undo", "cancel", "restore", "12", "undo"):
        neighbour.take()
        assert neighbour.is_the_same(), step
        if step == "undo":
            desk.clinic.history.undo()
        elif step == "cancel":
            desk.clinic.appointments.cancel(id=visit.id, reason="ill")
        elif step == "restore":
            desk.clinic.appointments.restore(id=visit.id)
        else:
            desk.clinic.appointments.move(id=visit.id, start=desk.at(int(step)))
    neighbour.take()
    assert neighbour.is_the_same()


def sequences(text: str) -> list[int]:
    """Give the numbers of all events of a file, 0 where none is said."""
    events = text.split("BEGIN:VEVENT")[1:]
    return [int(event.partition("SEQUENCE:")[2].split("\r\n")[0] or 0) for event in events]


def test_all_events_of_a_series_have_one_number_also_in_part(desk: Desk) -> None:
    booked(desk)
    moved(2)(desk.clinic, standing(desk.clinic))
    visits = standing(desk.clinic)
    part = desk.clinic.ics.export(ids=[visits[0].id, visits[2].id]).text
    assert sequences(desk.clinic.ics.export().text) == [1, 1]
    assert sequences(part) == [1, 1]


@pytest.mark.parametrize("step", [deleted(Scope.THIS), deleted(Scope.FOLLOWING), moved(1, Scope.FOLLOWING)])
def test_what_leaves_a_series_raises_its_number_and_so_does_its_return(step: Step, desk: Desk) -> None:
    booked(desk)
    moved(2)(desk.clinic, standing(desk.clinic))
    moved(-2)(desk.clinic, standing(desk.clinic))
    numbers = [sequences(desk.clinic.ics.export().text)[0]]
    for each in (step, undone):
        each(desk.clinic, standing(desk.clinic))
        numbers.append(sequences(desk.clinic.ics.export().text)[0])
    assert numbers[0] < numbers[1] < numbers[2]


def test_a_series_was_last_changed_when_any_of_its_visits_was(desk: Desk) -> None:
    booked(desk)
    desk.clock.now = Instant(desk.clock.now + HOUR)
    desk.clinic.appointments.archive(id=standing(desk.clinic)[2].id)
    assert "LAST-MODIFIED:20260318T13" in desk.clinic.ics.export().text


def test_an_old_file_of_ours_takes_nothing_back(desk: Desk, post: Post) -> None:
    booked(desk)
    old = post.folder / "old.ics"
    old.write_bytes(desk.clinic.ics.export().text.encode())
    moved(2)(desk.clinic, standing(desk.clinic))
    deleted(Scope.THIS)(desk.clinic, standing(desk.clinic)[1:])
    before = told(standing(desk.clinic))
    row = desk.clinic.ics.import_files(files=[old]).preview.rows[0]
    assert (told(standing(desk.clinic)), row.reason) == (before, "older")


def test_an_export_tells_which_book_it_is_from(desk: Desk, neighbour: Neighbour) -> None:
    books = [
        next(line for line in clinic.ics.export().text.split("\r\n") if line.startswith("X-FRONTDESK-BOOK:"))
        for clinic in (desk.clinic, desk.clinic, neighbour.clinic)
    ]
    assert books[0] == books[1] != books[2]


def test_what_others_read_does_not_tell_which_book_it_is_from(desk: Desk) -> None:
    booked(desk)
    assert "X-FRONTDESK-BOOK" not in desk.clinic.ics.export(naming=Naming.BUSY).text


def test_what_was_done_here_does_not_make_the_next_version_of_a_sender_older(post: Post) -> None:
    post.send(vevent("SUMMARY:a"))
    for hour in (10, 11, 12):
        post.desk.clinic.appointments.move(id=post.visit().id, start=post.desk.at(hour))
    post.send(vevent("SUMMARY:b", "SEQUENCE:1"))
    assert post.visit().title == "b"


def test_a_request_after_a_cancellation_brings_a_visit_back(post: Post) -> None:
    post.send("METHOD:REQUEST", vevent())
    post.send("METHOD:CANCEL", vevent("SEQUENCE:1", "STATUS:CANCELLED"))
    row = post.send("METHOD:REQUEST", vevent("SEQUENCE:2")).preview.rows[0]
    assert (post.visit().status, row.reason, row.facts["fields"]) == (Status.BOOKED, "changed", ["status"])


def test_the_request_of_before_a_cancellation_brings_nothing_back(post: Post) -> None:
    post.send("METHOD:REQUEST", vevent())
    post.send("METHOD:CANCEL", vevent("SEQUENCE:1", "STATUS:CANCELLED"))
    row = post.send("METHOD:REQUEST", vevent()).preview.rows[0]
    assert (post.visit().status, row.reason) == (Status.CANCELLED, "older")


def test_a_request_after_a_cancellation_brings_a_series_back(post: Post) -> None:
    post.send("METHOD:REQUEST", vevent("RRULE:FREQ=WEEKLY"))
    many = len(post.visits())
    post.send("METHOD:CANCEL", vevent("RRULE:FREQ=WEEKLY", "SEQUENCE:1", "STATUS:CANCELLED"))
    post.send("METHOD:REQUEST", vevent("RRULE:FREQ=WEEKLY", "SEQUENCE:2"))
    assert [each.status for each in post.visits()] == [Status.BOOKED] * many
    post.desk.clock.now = Instant(post.desk.clock.now + 300 * 24 * HOUR)
    assert post.desk.clinic.series.extend().added


def test_a_date_that_is_no_exception_any_more_comes_back(post: Post) -> None:
    post.send(vevent(WEEKLY))
    post.send(vevent(WEEKLY, TAKEN_OUT, "SEQUENCE:1"))
    assert [each.status for each in post.visits()].count(Status.CANCELLED) == 1
    post.send(vevent(WEEKLY, "SEQUENCE:2"))
    assert [each.status for each in post.visits()] == [Status.BOOKED] * 3


def test_a_date_that_comes_back_where_another_visit_stands_now_clashes(post: Post) -> None:
    desk, whose = post.desk, "ORGANIZER;CN=Dr House:mailto:house@x.example"
    post.send(vevent(WEEKLY, whose))
    post.send(vevent(WEEKLY, TAKEN_OUT, whose, "SEQUENCE:1"))
    gone = next(each for each in post.visits() if each.status is Status.CANCELLED)
    desk.clinic.appointments.book(start=gone.start, end=gone.end, practitioner=gone.practitioner_id)
    row = post.row(vevent(WEEKLY, whose, "SEQUENCE:2"))
    assert (row.state, row.overlapping) == ("clashing", 1)


def test_what_the_desk_called_off_stays_so_and_is_told(post: Post) -> None:
    post.send(vevent(WEEKLY))
    second = sorted(post.visits(), key=lambda each: each.start)[1]
    post.desk.clinic.appointments.cancel(id=second.id, reason="ill")
    row = post.send(vevent(WEEKLY, "DESCRIPTION:bring the card", "SEQUENCE:1")).preview.rows[0]
    found = {each.id: each.status for each in post.visits()}
    assert (found[second.id], row.facts["kept_off"]) == (Status.CANCELLED, 1)


def test_a_single_visit_that_the_desk_called_off_stays_so(post: Post) -> None:
    post.send(vevent())
    post.desk.clinic.appointments.cancel(id=post.visit().id, reason="ill")
    post.send(vevent("DESCRIPTION:bring the card", "SEQUENCE:1"))
    assert post.visit().status is Status.CANCELLED


def test_what_the_desk_deleted_is_not_booked_again_and_is_told(post: Post) -> None:
    post.send(vevent(WEEKLY))
    post.desk.clinic.appointments.delete(id=post.visits()[1].id)
    row = post.send(vevent(WEEKLY, "DESCRIPTION:bring the card", "SEQUENCE:1")).preview.rows[0]
    assert (len(post.visits()), row.facts["kept_off"]) == (2, 1)


def test_what_the_desk_archived_stays_away_and_is_told(post: Post) -> None:
    post.send(vevent(WEEKLY))
    post.desk.clinic.appointments.archive(id=post.visits()[1].id)
    row = post.send(vevent(WEEKLY, "DESCRIPTION:bring the card", "SEQUENCE:1")).preview.rows[0]
    assert (sum(each.archived_at is not None for each in post.visits()), row.facts["kept_off"]) == (1, 1)


def test_a_deleted_date_comes_when_its_sender_takes_it_out_and_in_again(post: Post) -> None:
    post.send(vevent(WEEKLY))
    post.desk.clinic.appointments.delete(id=sorted(post.visits(), key=lambda each: each.start)[1].id)
    post.send(vevent(WEEKLY, TAKEN_OUT, "SEQUENCE:1"))
    post.send(vevent(WEEKLY, "SEQUENCE:2"))
    assert len(post.visits()) == 3


def test_what_the_desk_restores_it_calls_off_for_good(post: Post) -> None:
    post.send(vevent())
    post.send("METHOD:CANCEL", vevent("SEQUENCE:1", "STATUS:CANCELLED"))
    post.desk.clinic.appointments.restore(id=post.visit().id)
    post.desk.clinic.appointments.cancel(id=post.visit().id, reason="ill")
    post.send("METHOD:REQUEST", vevent("SEQUENCE:2"))
    assert post.visit().status is Status.CANCELLED


def test_nobody_is_told_who_called_a_visit_off(post: Post) -> None:
    post.send(vevent())
    post.send("METHOD:CANCEL", vevent("SEQUENCE:1", "STATUS:CANCELLED"))
    assert "CALLED-OFF" in " ".join(post.visit().extras)
    assert "CALLED-OFF" not in post.export()


def test_an_old_file_of_ours_takes_nothing_back_of_a_series_that_was_sent(post: Post) -> None:
    clinic = post.desk.clinic
    post.send(vevent("RRULE:FREQ=WEEKLY;COUNT=5", "SEQUENCE:4"))
    moved(2)(clinic, standing(clinic))
    old = post.folder / "old.ics"
    old.write_bytes(post.export().encode())
    moved(1, Scope.ALL)(clinic, standing(clinic))
    before, sent = told(standing(clinic)), post.export()
    clinic.ics.import_files(files=[old])
    assert (told(standing(clinic)), sequences(post.export())) == (before, sequences(sent))


def test_an_older_version_of_a_series_calls_nothing_off_and_books_nothing(post: Post) -> None:
    post.send(vevent(WEEKLY, TAKEN_OUT, "SEQUENCE:1"))
    post.send(vevent("RRULE:FREQ=WEEKLY;COUNT=4", TAKEN_OUT, "SEQUENCE:3"))
    row = post.send(vevent("RRULE:FREQ=WEEKLY;COUNT=2", "SEQUENCE:2")).preview.rows[0]
    assert ([each.status for each in post.visits()], row.reason) == ([Status.BOOKED] * 3, "older")


def test_a_later_date_comes_with_a_newer_version_and_a_deleted_one_does_not(post: Post) -> None:
    post.send(vevent(WEEKLY))
    post.desk.clinic.appointments.delete(id=post.visits()[1].id)
    post.send(vevent("RRULE:FREQ=WEEKLY;COUNT=4", "SEQUENCE:1"))
    assert len(post.visits()) == 3


@pytest.mark.parametrize("start", ["20260319T110000", "20260320T090000", "20260319T090000"])
def test_a_deleted_date_stays_away_when_its_sender_moves_the_series(start: str, post: Post) -> None:
    zone = "TZID=America/New_York"
    post.send(vevent(WEEKLY))
    post.desk.clinic.appointments.delete(id=sorted(post.visits(), key=lambda each: each.start)[1].id)
    version = vevent(WEEKLY, "SEQUENCE:1", "DURATION:PT1H", start=f"DTSTART;{zone}:{start}", end="")
    row = post.send(version).preview.rows[0]
    assert (len(standing(post.desk.clinic)), row.facts["kept_off"]) == (2, 1)
