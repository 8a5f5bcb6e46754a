"""Feeds: set up, changed, taken back, and their files written when the book has changed (C79)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from frontdesk.delivery import feed_file
from frontdesk.domain.actor import AUDITOR, Actor, Right, Role
from frontdesk.domain.calendar import CalendarKind
from frontdesk.domain.errors import Forbidden, NotFound, Refusal, Stale
from frontdesk.domain.feed import Naming, WatchedFeed
from frontdesk.services import feed_changes
from frontdesk.services.clinic import open_clinic
from frontdesk.services.feeds import Outcome
from frontdesk.services.ics.preview import State
from tests.support.clinics import Clock, Desk, nobody
from tests.support.disks import read_only_folder
from tests.support.refusals import refused, unversioned

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="links are POSIX's")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder that a phone is kept in step with."""
    made = tmp_path / "synced"
    made.mkdir()
    return made


@pytest.fixture
def feed(desk: Desk, folder: Path) -> WatchedFeed:
    """Have a feed of Dr. Chen."""
    return desk.clinic.feeds.create(path=folder / "chen.ics", practitioner=desk.chen.id)


def written(desk: Desk, **sent: Any) -> list[Outcome]:
    """Write the feeds, and tell what became of each."""
    return [each.outcome for each in desk.clinic.feeds.write(**sent)]


def events(feed: WatchedFeed) -> list[Any]:
    """Read the file of a feed with a reader that is not ours."""
    return list(icalendar.Calendar.from_ical(Path(feed.path).read_bytes()).walk("VEVENT"))


def because(call: Callable[..., object], **sent: Any) -> tuple[str, object]:
    """Expect a refusal; give its reason and field."""
    found = refused(call, **sent)
    return found.reason, found.facts.get("field")


# Setting up


def test_a_feed_begins_with_initials_a_month_back_and_a_year_ahead(desk: Desk, feed: WatchedFeed) -> None:
    assert (feed.naming, feed.days_back, feed.days_ahead, feed.active) == (Naming.INITIALS, 30, 366, True)
    assert desk.clinic.feeds.get(id=feed.id).feed == feed
    assert [each.feed for each in desk.clinic.feeds.list()] == [feed]


def test_no_file_is_written_by_setting_a_feed_up(feed: WatchedFeed) -> None:
    assert not Path(feed.path).exists()


def test_in_a_folder_the_file_is_named_after_whose_calendar_it_is(desk: Desk, folder: Path) -> None:
    made = desk.clinic.feeds.create(path=folder, practitioner=desk.chen.id)
    assert made.path == str(folder / "dr-amelia-chen.ics")
    evenings = desk.clinic.calendars.create(name="Evenings", kind=CalendarKind.EVENT)
    assert desk.clinic.feeds.create(path=folder, calendar=evenings.id).path == str(folder / "evenings.ics")
    assert desk.clinic.feeds.create(path=folder).path == str(folder / "main-street.ics")


def test_in_a_folder_no_other_file_is_touched(desk: Desk, folder: Path) -> None:
    (folder / "dr-amelia-chen.ics").write_bytes(b"BEGIN:VCALENDAR")
    one = desk.clinic.feeds.create(path=folder, practitioner=desk.chen.id)
    two = desk.clinic.feeds.create(path=folder, practitioner=desk.chen.id)
    assert [Path(each.path).name for each in (one, two)] == ["dr-amelia-chen-2.ics", "dr-amelia-chen-3.ics"]


def test_a_name_without_letters_still_gives_a_file(desk: Desk, folder: Path) -> None:
    sign = desk.clinic.practitioners.create(name="☤")
    assert Path(desk.clinic.feeds.create(path=folder, practitioner=sign.id).path).name == "calendar.ics"


def test_what_is_missing_stays_and_null_clears(desk: Desk, feed: WatchedFeed) -> None:
    changed = desk.clinic.feeds.update(id=feed.id, naming=Naming.BUSY, days_back=0)
    assert changed == replace(feed, naming=Naming.BUSY, days_back=0, version=2)
    assert desk.clinic.feeds.update(id=feed.id, practitioner=None) == replace(changed, practitioner_id=None, version=3)


def test_a_feed_can_turn_from_a_practitioner_to_a_calendar_in_one_step(desk: Desk, feed: WatchedFeed) -> None:
    evenings = desk.clinic.calendars.create(name="Evenings", kind=CalendarKind.EVENT)
    assert because(desk.clinic.feeds.update, id=feed.id, calendar=evenings.id) == ("feed_of_both", "calendar")
    changed = desk.clinic.feeds.update(id=feed.id, practitioner=None, calendar=evenings.id)
    assert (changed.practitioner_id, changed.calendar_id) == (None, evenings.id)


def test_a_save_from_an_older_version_is_refused(desk: Desk, feed: WatchedFeed) -> None:
    desk.clinic.feeds.update(id=feed.id, days_back=1)
    with pytest.raises(Stale):
        desk.clinic.feeds.update(id=feed.id, version=1, days_back=2)
    with pytest.raises(Stale):
        desk.clinic.feeds.delete(id=feed.id, version=1)


@pytest.mark.parametrize("deed", ["create", "update", "delete"])
def test_each_change_of_a_feed_is_undone_and_done_again(desk: Desk, feed: WatchedFeed, deed: str) -> None:
    feeds, history = desk.clinic.feeds, desk.clinic.history
    if deed == "update":
        feeds.update(id=feed.id, days_back=5)
    elif deed == "delete":
        feeds.delete(id=feed.id)
    after = [unversioned(each.feed) for each in feeds.list()]
    before = [] if deed == "create" else [unversioned(feed)]
    history.undo()
    assert [unversioned(each.feed) for each in feeds.list()] == before
    history.redo()
    assert [unversioned(each.feed) for each in feeds.list()] == after


def test_deleting_a_feed_leaves_its_file_and_says_so(desk: Desk, feed: WatchedFeed) -> None:
    desk.clinic.feeds.write()
    assert desk.clinic.feeds.delete(id=feed.id).file_left
    assert Path(feed.path).exists()
    assert desk.clinic.feeds.list() == ()


def test_deleting_a_feed_that_was_never_written_says_that_there_is_no_file(desk: Desk, feed: WatchedFeed) -> None:
    assert not desk.clinic.feeds.delete(id=feed.id).file_left


def test_a_calendar_with_a_feed_is_put_away_rather_than_deleted(desk: Desk, folder: Path) -> None:
    evenings = desk.clinic.calendars.create(name="Evenings", kind=CalendarKind.EVENT)
    desk.clinic.feeds.create(path=folder, calendar=evenings.id)
    assert desk.clinic.calendars.delete(id=evenings.id).archived


# What is refused


def test_the_path_must_be_whole(desk: Desk) -> None:
    assert because(desk.clinic.feeds.create, path=Path("chen.ics")) == ("path_not_absolute", "path")


def test_the_folder_must_be_there(desk: Desk, folder: Path) -> None:
    assert because(desk.clinic.feeds.create, path=folder / "gone" / "a.ics") == ("no_such_folder", "path")


def test_the_name_must_be_a_calendar_s(desk: Desk, folder: Path) -> None:
    assert because(desk.clinic.feeds.create, path=folder / "chen.txt") == ("not_ics_name", "path")


def test_a_file_that_is_no_calendar_is_refused_at_once(desk: Desk, folder: Path) -> None:
    (folder / "diary.ics").write_text("Dear diary")
    assert because(desk.clinic.feeds.create, path=folder / "diary.ics") == ("not_a_calendar_file", "path")


@posix_only
def test_an_open_clinic_s_file_is_refused_under_any_name(desk: Desk, folder: Path) -> None:
    os.link(desk.path, folder / "chen.ics")
    assert because(desk.clinic.feeds.create, path=folder / "chen.ics") == ("open_clinic", "path")


def test_two_feeds_are_never_kept_in_one_file(desk: Desk, feed: WatchedFeed, folder: Path) -> None:
    assert because(desk.clinic.feeds.create, path=Path(feed.path)) == ("feed_path_taken", "path")
    other = desk.clinic.feeds.create(path=folder / "other.ics")
    assert because(desk.clinic.feeds.update, id=other.id, path=Path(feed.path)) == ("feed_path_taken", "path")
    desk.clinic.feeds.update(id=feed.id, path=Path(feed.path))


def test_unknown_people_and_calendars_are_refused(desk: Desk, folder: Path) -> None:
    with pytest.raises(NotFound):
        desk.clinic.feeds.create(path=folder, practitioner=nobody())
    with pytest.raises(NotFound):
        desk.clinic.feeds.create(path=folder, calendar=nobody())


def test_someone_who_was_put_away_gets_no_new_feed_but_keeps_the_old_one(desk: Desk, feed: WatchedFeed) -> None:
    desk.clinic.practitioners.archive(id=desk.chen.id)
    sent = {"path": Path(feed.path).parent, "practitioner": desk.chen.id}
    assert because(desk.clinic.feeds.create, **sent) == ("archived", "practitioner")
    assert desk.clinic.feeds.update(id=feed.id, practitioner=desk.chen.id, days_back=3).days_back == 3


@pytest.mark.parametrize("deed", ["create", "update", "delete", "write"])
def test_who_may_only_look_changes_and_writes_nothing(desk: Desk, feed: WatchedFeed, deed: str) -> None:
    sent = {"path": Path(feed.path)} if deed == "create" else {} if deed == "write" else {"id": feed.id}
    with desk.as_actor(Actor("reader", "Reader", AUDITOR)) as clinic:
        with pytest.raises(Forbidden):
            getattr(clinic.feeds, deed)(**sent)
        assert clinic.feeds.list()


@pytest.mark.parametrize("deed", ["create", "update"])
def test_who_may_not_export_sets_no_export_up(desk: Desk, feed: WatchedFeed, deed: str) -> None:
    builder = Actor("builder", "Builder", Role("builder", frozenset({Right.SEE, Right.SETUP})))
    sent = {"path": Path(feed.path)} if deed == "create" else {"id": feed.id}
    with desk.as_actor(builder) as clinic, pytest.raises(Forbidden):
        getattr(clinic.feeds, deed)(**sent)


# Writing


def test_a_file_holds_the_visits_of_its_practitioner_alone(desk: Desk, feed: WatchedFeed) -> None:
    desk.book(9)
    desk.book(10, practitioner=desk.ortega.id)
    assert written(desk) == [Outcome.WRITTEN]
    assert len(events(feed)) == 1


def test_a_file_holds_the_days_that_it_is_to_hold_and_no_others(desk: Desk, feed: WatchedFeed) -> None:
    for days in (-3, -2, 0, 1, 2):
        desk.book(9, start=desk.at(9, day=days))
    desk.clinic.feeds.update(id=feed.id, days_back=2, days_ahead=1)
    [found] = desk.clinic.feeds.write()
    assert (found.visits, len(events(feed))) == (3, 3)


def test_patients_are_named_as_the_feed_says(desk: Desk, feed: WatchedFeed) -> None:
    desk.book(9)
    desk.clinic.feeds.write()
    assert "Novák" not in Path(feed.path).read_text("utf-8")
    desk.clinic.feeds.update(id=feed.id, naming=Naming.FULL)
    desk.clinic.feeds.write()
    assert "Novák" in Path(feed.path).read_text("utf-8")
    desk.clinic.feeds.update(id=feed.id, naming=Naming.BUSY)
    desk.clinic.feeds.write()
    assert "Novák" not in Path(feed.path).read_text("utf-8")


def test_what_was_not_changed_is_not_written_again(desk: Desk, feed: WatchedFeed) -> None:
    desk.book(9)
    assert written(desk) == [Outcome.WRITTEN]
    before = Path(feed.path).stat()
    assert written(desk) == [Outcome.UNCHANGED]
    desk.book(10, practitioner=desk.ortega.id)
    assert written(desk) == [Outcome.UNCHANGED]
    assert Path(feed.path).stat().st_mtime_ns == before.st_mtime_ns


def test_nothing_is_exported_for_a_file_that_is_known_to_be_right(
    desk: Desk, feed: WatchedFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.book(9)
    [first] = desk.clinic.feeds.write()
    monkeypatch.setattr(desk.clinic.ics, "export", None)
    [second] = desk.clinic.feeds.write()
    assert (second.outcome, second.visits) == (Outcome.UNCHANGED, first.visits)


@pytest.fixture
def exports(desk: Desk, feed: WatchedFeed, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Count the exports that the writing of all feeds needs from now on."""
    count = []
    real = desk.clinic.ics.export

    def export(**sent: Any) -> Any:
        count.append(1)
        return real(**sent)

    desk.clinic.feeds.write()
    monkeypatch.setattr(desk.clinic.ics, "export", export)

    def do() -> int:
        count.clear()
        desk.clinic.feeds.write()
        return len(count)

    return do


def test_what_others_book_costs_no_export(desk: Desk, exports: Callable[[], int]) -> None:
    visit = desk.book(9, practitioner=desk.ortega.id)
    desk.clinic.appointments.move(id=visit.id, start=desk.at(14))
    desk.clinic.working_hours.put(practitioner=desk.chen.id, hours=())
    assert exports() == 0
    desk.clinic.appointments.delete(id=visit.id)
    assert exports() == 0
    desk.clinic.history.undo()
    assert exports() == 0


@pytest.mark.parametrize("deed", ["gets", "loses", "deletes", "undoes", "series", "patient", "service"])
def test_what_may_show_is_exported(desk: Desk, exports: Callable[[], int], deed: str) -> None:
    theirs = desk.book(9, practitioner=desk.ortega.id)
    ours = desk.book(9)
    exports()
    if deed == "gets":
        desk.clinic.appointments.move(id=theirs.id, start=desk.at(14), practitioner=desk.chen.id)
    elif deed == "loses":
        desk.clinic.appointments.move(id=ours.id, start=desk.at(14), practitioner=desk.ortega.id)
    elif deed == "deletes":
        desk.clinic.appointments.delete(id=ours.id)
    elif deed == "undoes":
        desk.clinic.history.undo()
    elif deed == "series":
        desk.clinic.blocks.create(
            practitioner=desk.ortega.id, start=desk.at(15), end=desk.at(16), rule="FREQ=WEEKLY;COUNT=3"
        )
    elif deed == "patient":
        desk.clinic.patients.update(id=desk.eva.id, given_name="Ava")
    else:
        desk.clinic.services.update(id=desk.service.id, name="Talk")
    assert exports() == 1
    assert exports() == 0


def test_one_time_of_a_series_may_show_in_the_others(desk: Desk, exports: Callable[[], int]) -> None:
    made = desk.clinic.blocks.create(
        practitioner=desk.ortega.id, start=desk.at(15), end=desk.at(16), rule="FREQ=WEEKLY;COUNT=3"
    )
    exports()
    desk.clinic.blocks.update(id=made.block.id, title="Tea")
    assert exports() == 1


def test_a_feed_of_the_whole_clinic_shows_what_anyone_books(desk: Desk, exports: Callable[[], int]) -> None:
    [state] = desk.clinic.feeds.list()
    desk.clinic.feeds.update(id=state.feed.id, practitioner=None)
    assert exports() == 1
    desk.book(9, practitioner=desk.ortega.id)
    assert exports() == 1


def test_a_feed_of_a_calendar_shows_what_is_booked_there_alone(desk: Desk, exports: Callable[[], int]) -> None:
    evenings = desk.clinic.calendars.create(name="Evenings", kind=CalendarKind.EVENT)
    [state] = desk.clinic.feeds.list()
    desk.clinic.feeds.update(id=state.feed.id, practitioner=None, calendar=evenings.id)
    assert exports() == 1
    desk.book(9)
    assert exports() == 0
    desk.clinic.blocks.create(calendar=evenings.id, start=desk.at(18), end=desk.at(19))
    assert exports() == 1


def test_more_changes_than_can_be_looked_through_are_exported(
    desk: Desk, exports: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_changes, "MOST", 2)
    for hour in (9, 10, 11):
        desk.book(hour, practitioner=desk.ortega.id)
    assert exports() == 1


@pytest.mark.parametrize("deed", ["book", "move", "cancel", "rename"])
def test_a_change_of_the_book_is_written(desk: Desk, feed: WatchedFeed, deed: str) -> None:
    visit = desk.book(9)
    desk.clinic.feeds.write()
    if deed == "book":
        desk.book(11)
    elif deed == "move":
        desk.clinic.appointments.move(id=visit.id, start=desk.at(14))
    elif deed == "cancel":
        desk.clinic.appointments.cancel(id=visit.id)
    else:
        desk.clinic.practitioners.update(id=desk.chen.id, name="Dr. Chen")
    assert written(desk) == [Outcome.WRITTEN]


def test_what_was_undone_is_gone_from_the_file(desk: Desk, feed: WatchedFeed) -> None:
    desk.book(9)
    desk.clinic.feeds.write()
    desk.clinic.history.undo()
    assert written(desk) == [Outcome.WRITTEN]
    assert events(feed) == []


def test_a_new_day_brings_other_days_into_the_file(desk: Desk, feed: WatchedFeed) -> None:
    desk.clinic.feeds.update(id=feed.id, days_ahead=0)
    desk.book(9, start=desk.at(9, day=1))
    desk.clinic.feeds.write()
    assert events(feed) == []
    desk.clock.now = desk.at(0, 5, day=1)
    assert written(desk) == [Outcome.WRITTEN]
    assert len(events(feed)) == 1


def test_a_file_that_someone_took_away_or_changed_is_written_again(desk: Desk, feed: WatchedFeed) -> None:
    desk.book(9)
    desk.clinic.feeds.write()
    whole = Path(feed.path).read_bytes()
    Path(feed.path).unlink()
    assert written(desk) == [Outcome.WRITTEN]
    Path(feed.path).write_bytes(whole[:-30])
    assert written(desk) == [Outcome.WRITTEN]
    assert Path(feed.path).read_bytes()[-30:] == whole[-30:]


def test_two_desks_write_the_same_bytes(desk: Desk, feed: WatchedFeed) -> None:
    desk.book(9)
    desk.clinic.feeds.write()
    held = Path(feed.path).stat().st_mtime_ns
    moved = desk.path.with_name("link.frontdesk")
    moved.symlink_to(desk.path)
    with open_clinic(moved, clock=Clock(desk.at(15))) as other:
        assert [each.outcome for each in other.feeds.write()] == [Outcome.UNCHANGED]
    assert Path(feed.path).stat().st_mtime_ns == held


def test_a_feed_that_is_switched_off_is_written_only_when_it_is_named(desk: Desk, feed: WatchedFeed) -> None:
    desk.clinic.feeds.update(id=feed.id, active=False)
    assert written(desk) == []
    assert written(desk, id=feed.id) == [Outcome.WRITTEN]


def test_an_unknown_feed_is_told(desk: Desk) -> None:
    for call in (desk.clinic.feeds.get, desk.clinic.feeds.write, desk.clinic.feeds.delete):
        with pytest.raises(NotFound):
            call(id=nobody())


def test_the_file_comes_back_in_with_nothing_that_cannot_be_read(desk: Desk, feed: WatchedFeed) -> None:
    desk.book(9)
    desk.clinic.feeds.update(id=feed.id, naming=Naming.FULL)
    desk.clinic.feeds.write()
    preview = desk.clinic.ics.preview(files=[Path(feed.path)])
    assert [row.state for row in preview.rows] == [State.SAME]


def test_the_file_s_lines_end_and_fold_as_the_format_asks(desk: Desk, feed: WatchedFeed) -> None:
    desk.book(9, title="A long title that must be folded " * 4)
    desk.clinic.feeds.update(id=feed.id, naming=Naming.FULL)
    desk.clinic.feeds.write()
    data = Path(feed.path).read_bytes()
    assert data.startswith(b"BEGIN:VCALENDAR\r\n" + feed_file.MARK + str(feed.id).encode() + b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75


# What cannot be written


def test_one_feed_that_cannot_be_written_keeps_no_other_from_it(desk: Desk, feed: WatchedFeed, folder: Path) -> None:
    (folder / "stick").mkdir()
    lost = desk.clinic.feeds.create(path=folder / "stick" / "a.ics")
    third = desk.clinic.feeds.create(path=folder / "b.ics")
    (folder / "stick").rmdir()
    found = {each.id: (each.outcome, each.reason) for each in desk.clinic.feeds.write()}
    assert found[lost.id] == (Outcome.REFUSED, "no_such_folder")
    assert found[feed.id] == found[third.id] == (Outcome.WRITTEN, "")


def test_a_folder_that_comes_back_gets_its_file(desk: Desk, folder: Path) -> None:
    (folder / "stick").mkdir()
    feed = desk.clinic.feeds.create(path=folder / "stick" / "a.ics")
    (folder / "stick").rmdir()
    assert written(desk) == [Outcome.REFUSED]
    assert desk.clinic.feeds.get(id=feed.id).reason == "no_such_folder"
    (folder / "stick").mkdir()
    assert desk.clinic.feeds.get(id=feed.id).reason == ""
    assert written(desk) == [Outcome.WRITTEN]


def test_a_folder_without_the_right_to_write_is_told(desk: Desk, feed: WatchedFeed, folder: Path) -> None:
    with read_only_folder(folder):
        assert [each.reason for each in desk.clinic.feeds.write()] == ["read_only"]
        assert desk.clinic.feeds.get(id=feed.id).reason == "read_only"


def test_a_full_disk_is_told_until_a_write_goes_well(
    desk: Desk, feed: WatchedFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", _full)
        assert [each.reason for each in desk.clinic.feeds.write()] == ["disk_full"]
    assert desk.clinic.feeds.get(id=feed.id).reason == "disk_full"
    desk.clinic.feeds.write()
    assert desk.clinic.feeds.get(id=feed.id).reason == ""


def test_what_was_put_in_the_place_of_the_file_is_let_be(desk: Desk, feed: WatchedFeed) -> None:
    desk.clinic.feeds.write()
    Path(feed.path).write_text("Dear diary")
    assert [each.reason for each in desk.clinic.feeds.write()] == ["not_a_calendar_file"]
    assert Path(feed.path).read_text() == "Dear diary"


@posix_only
def test_a_clinic_s_file_that_came_into_the_place_is_let_be_unseen(desk: Desk, feed: WatchedFeed) -> None:
    os.link(desk.path, feed.path)
    assert [each.reason for each in desk.clinic.feeds.write()] == ["open_clinic"]
    desk.book(9)


# How the files stand


def test_a_feed_that_was_never_written_is_behind(desk: Desk, feed: WatchedFeed) -> None:
    state = desk.clinic.feeds.get(id=feed.id)
    assert (state.exists, state.written_at, state.behind) == (False, None, True)


def test_a_file_is_behind_from_a_change_until_it_is_written(desk: Desk, feed: WatchedFeed) -> None:
    desk.clinic.feeds.write()
    assert not desk.clinic.feeds.get(id=feed.id).behind
    desk.book(9)
    assert desk.clinic.feeds.get(id=feed.id).behind
    desk.clinic.feeds.write()
    assert not desk.clinic.feeds.get(id=feed.id).behind


def test_a_file_is_behind_when_a_day_has_begun(desk: Desk, feed: WatchedFeed) -> None:
    desk.clinic.feeds.write()
    desk.clock.now = desk.at(0, 5, day=1)
    assert desk.clinic.feeds.get(id=feed.id).behind


def test_a_feed_that_is_switched_off_is_never_behind(desk: Desk, feed: WatchedFeed) -> None:
    desk.clinic.feeds.update(id=feed.id, active=False)
    assert not desk.clinic.feeds.get(id=feed.id).behind


def test_a_file_that_an_earlier_start_wrote_is_judged_by_its_time(desk: Desk, feed: WatchedFeed) -> None:
    desk.clinic.feeds.write()
    link = desk.path.with_name("link.frontdesk")
    link.symlink_to(desk.path)
    with open_clinic(link, clock=desk.clock) as other:
        for at, behind in ((desk.clock.now + 1000, False), (desk.clock.now - 3_600_000, True)):
            os.utime(feed.path, ns=(at * 1_000_000, at * 1_000_000))
            assert other.feeds.get(id=feed.id).behind is behind


def test_when_the_file_was_written_is_told(desk: Desk, feed: WatchedFeed) -> None:
    desk.clinic.feeds.write()
    os.utime(feed.path, ns=(0, desk.at(8, 30) * 1_000_000))
    assert desk.clinic.feeds.get(id=feed.id).written_at == desk.at(8, 30)


def _full(_handle: int) -> None:
    raise OSError(28, os.strerror(28))


def test_a_path_of_another_kind_is_refused(desk: Desk, feed: WatchedFeed) -> None:
    for sent in ("/a.ics", None, 7):
        with pytest.raises(Refusal) as caught:
            desk.clinic.feeds.update(id=feed.id, path=sent)  # type: ignore[arg-type]
        assert caught.value.reason == "wrong_type"


def test_ten_years_are_possible(desk: Desk, feed: WatchedFeed) -> None:
    desk.clinic.feeds.update(id=feed.id, days_back=3660, days_ahead=3660)
    desk.book(9, start=desk.at(9, day=timedelta(days=3600).days))
    assert written(desk) == [Outcome.WRITTEN]
    assert len(events(feed)) == 1
