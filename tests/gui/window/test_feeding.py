"""The files of feeds follow the book by themselves, whoever changes it, and nobody waits for them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from frontdesk.delivery import feed_file
from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Unavailable
from frontdesk.domain.feed import WatchedFeed
from frontdesk.domain.instants import DAY as A_DAY
from frontdesk.domain.instants import Instant
from frontdesk.gui.dialogs.settings.feeds import FeedsPage
from frontdesk.gui.window import feeding as feeding_module
from frontdesk.gui.window.inside import Inside
from frontdesk.gui.window.main import MainWindow
from frontdesk.services.feeds import Feeds
from tests.gui.window.conftest import Settle, found, toasts
from tests.support.clinics import Desk

Follow = Callable[[], None]


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


@pytest.fixture
def follow(inside: Inside, settle: Settle, qtbot: QtBot) -> Follow:
    """Let the pauses be over that a change begins, and wait for what is written then."""
    inside.feeding.pause.setInterval(1)

    def do() -> None:
        settle()
        qtbot.waitUntil(lambda: not inside.feeding.is_due)

    return do


def summaries(feed: WatchedFeed) -> int:
    """Count the visits in the file of a feed."""
    return Path(feed.path).read_bytes().count(b"BEGIN:VEVENT")


def quiet_is_over(inside: Inside) -> None:
    """Let the quiet time after a start be over."""
    inside.feeding.quiet.timeout.emit()


def change(inside: Inside, desk: Desk) -> None:
    """Book a visit at another desk, and let this one notice it."""
    desk.book(9)
    inside.days.look()


def test_the_files_are_written_some_time_after_the_start(feed: WatchedFeed, inside: Inside, follow: Follow) -> None:
    assert inside.feeding.quiet.isActive()
    assert not Path(feed.path).exists()
    quiet_is_over(inside)
    follow()
    assert summaries(feed) == 0


def test_a_change_in_this_window_is_written(
    feed: WatchedFeed, desk: Desk, inside: Inside, settle: Settle, follow: Follow
) -> None:
    visit = desk.book(9)
    inside.days.refresh()
    follow()
    before = Path(feed.path).read_bytes()
    inside.selection.select(visit.id)
    settle()
    inside.work.do("arrive")
    follow()
    assert desk.clinic.appointments.get(id=visit.id).appointment.status is Status.ARRIVED
    assert Path(feed.path).read_bytes() != before


def test_a_change_at_another_desk_is_written(feed: WatchedFeed, desk: Desk, inside: Inside, follow: Follow) -> None:
    change(inside, desk)
    follow()
    assert summaries(feed) == 1


def test_a_change_on_a_day_that_is_not_shown_is_written(
    feed: WatchedFeed, desk: Desk, inside: Inside, follow: Follow
) -> None:
    desk.book(9, start=desk.at(9, day=200))
    inside.days.look()
    follow()
    assert summaries(feed) == 1


def test_a_new_feed_gets_its_file(desk: Desk, inside: Inside, follow: Follow, folder: Path) -> None:
    made = desk.clinic.feeds.create(path=folder)
    inside.days.look()
    follow()
    assert Path(made.path).exists()


def test_a_pause_is_waited_for(feed: WatchedFeed, desk: Desk, inside: Inside, settle: Settle) -> None:
    change(inside, desk)
    settle()
    assert inside.feeding.pause.isActive()
    assert inside.feeding.pause.interval() == feeding_module.PAUSE_MS
    assert not Path(feed.path).exists()


def test_reading_without_a_change_writes_nothing(inside: Inside, settle: Settle) -> None:
    inside.days.refresh()
    settle()
    assert not inside.feeding.is_due


def test_a_day_that_begins_is_written(feed: WatchedFeed, desk: Desk, inside: Inside, follow: Follow) -> None:
    desk.clinic.feeds.update(id=feed.id, days_ahead=0)
    desk.book(9, start=desk.at(9, day=1))
    inside.days.look()
    follow()
    assert summaries(feed) == 0
    inside.feeding.look_at_day()
    assert not inside.feeding.is_due
    desk.clock.now = Instant(desk.clock.now + A_DAY)
    inside.feeding.look_at_day()
    follow()
    assert summaries(feed) == 1


def test_the_window_goes_on_while_files_are_written(
    feed: WatchedFeed, desk: Desk, inside: Inside, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, real = threading.Event(), Feeds.write

    def slow(self: Feeds) -> object:
        held.wait(20)
        return real(self)

    monkeypatch.setattr(Feeds, "write", slow)
    inside.feeding.pause.setInterval(1)
    change(inside, desk)
    settle()
    visit = desk.book(11)
    inside.days.go(inside.days.today + timedelta(days=1))
    settle()
    inside.work.go_to(visit.id, inside.days.today)
    settle()
    assert inside.selection.details is not None
    assert inside.feeding.is_due
    assert not Path(feed.path).exists()
    held.set()
    qtbot.waitUntil(lambda: not inside.feeding.is_due)
    assert summaries(feed) == 2


def test_without_feeds_no_second_worker_is_made(
    desk: Desk, inside: Inside, follow: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding_module, "Tasks", None)
    change(inside, desk)
    follow()


def test_closing_the_window_writes_what_is_due(
    feed: WatchedFeed, desk: Desk, inside: Inside, settle: Settle, window: MainWindow
) -> None:
    change(inside, desk)
    settle()
    window.close()
    assert summaries(feed) == 1


def test_closing_writes_what_was_changed_after_the_last_look(
    feed: WatchedFeed, desk: Desk, inside: Inside, follow: Follow, window: MainWindow
) -> None:
    quiet_is_over(inside)
    follow()
    desk.book(9)
    window.close()
    assert summaries(feed) == 1


def test_another_clinic_s_feeds_are_let_go_of_with_their_clinic(
    feed: WatchedFeed, desk: Desk, inside: Inside, settle: Settle, window: MainWindow, tmp_path: Path
) -> None:
    change(inside, desk)
    settle()
    found(window, tmp_path / "corner.frontdesk")
    settle()
    assert summaries(feed) == 1
    desk.book(11)
    quiet_is_over(inside)
    settle()
    assert summaries(feed) == 1


# What cannot be written


def test_a_failure_is_told_with_the_way_to_the_settings(
    feed: WatchedFeed, desk: Desk, inside: Inside, follow: Follow, folder: Path, settle: Settle, qtbot: QtBot
) -> None:
    folder.rmdir()
    change(inside, desk)
    follow()
    assert toasts(inside) == ["A calendar feed cannot be written: The folder is not there."]
    next(each for each in inside.toasts.shown[0].findChildren(QPushButton) if each.text() == "Show").click()
    settle()
    window = inside.outside.settings.window
    assert window is not None
    page = window.page
    assert isinstance(page, FeedsPage)
    qtbot.waitUntil(lambda: page.fields.state.text() == "Folder is not there")


def test_a_failure_that_lasts_is_not_told_again(
    feed: WatchedFeed, desk: Desk, inside: Inside, follow: Follow, folder: Path
) -> None:
    folder.rmdir()
    change(inside, desk)
    follow()
    inside.toasts.clear()
    desk.book(11)
    inside.days.look()
    follow()
    assert toasts(inside) == []


def test_several_failures_are_told_together(
    feed: WatchedFeed, desk: Desk, inside: Inside, follow: Follow, folder: Path
) -> None:
    desk.clinic.feeds.create(path=folder)
    folder.rmdir()
    change(inside, desk)
    follow()
    assert toasts(inside) == ["2 calendar feeds cannot be written: The folder is not there."]


def test_a_failure_is_tried_again_until_it_goes_well(
    feed: WatchedFeed, desk: Desk, inside: Inside, follow: Follow, folder: Path
) -> None:
    folder.rmdir()
    change(inside, desk)
    follow()
    waits = []
    for _ in range(6):
        waits.append(inside.feeding.again.interval())
        inside.feeding.again.timeout.emit()
        follow()
    minute = feeding_module.MINUTE_MS
    assert waits == [minute, 2 * minute, 4 * minute, 8 * minute, 15 * minute, 15 * minute]
    folder.mkdir()
    inside.feeding.again.timeout.emit()
    follow()
    assert summaries(feed) == 1
    assert not inside.feeding.again.isActive()


def test_a_failure_that_comes_again_later_is_told_again(
    feed: WatchedFeed, desk: Desk, inside: Inside, follow: Follow, folder: Path
) -> None:
    for hour in (9, 11):
        folder.rmdir()
        desk.book(hour)
        inside.days.look()
        follow()
        assert len(toasts(inside)) == 1
        inside.toasts.clear()
        folder.mkdir()
        inside.feeding.again.timeout.emit()
        follow()
        Path(feed.path).unlink()


def test_a_book_that_cannot_be_read_now_is_read_later(
    feed: WatchedFeed, desk: Desk, inside: Inside, follow: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_self: Feeds) -> object:
        raise Unavailable("locked")

    with monkeypatch.context() as patch:
        patch.setattr(Feeds, "write", locked)
        change(inside, desk)
        follow()
    assert toasts(inside) == []
    inside.feeding.again.timeout.emit()
    follow()
    assert summaries(feed) == 1


@pytest.mark.logs_warnings
def test_what_breaks_unforeseen_stops_no_later_write(
    feed: WatchedFeed, desk: Desk, inside: Inside, follow: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Feeds, "write", None)
        change(inside, desk)
        follow()
    inside.feeding.again.timeout.emit()
    follow()
    assert summaries(feed) == 1


def test_a_write_that_fails_half_way_leaves_the_file_before(
    feed: WatchedFeed, desk: Desk, inside: Inside, follow: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet_is_over(inside)
    follow()
    before = Path(feed.path).read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        change(inside, desk)
        follow()
    assert Path(feed.path).read_bytes() == before
    assert [each.name for each in Path(feed.path).parent.iterdir()] == ["chen.ics"]
    assert toasts(inside)[0].startswith("A calendar feed cannot be written: The disk is full.")


def test_a_file_that_holds_the_same_is_not_touched(
    feed: WatchedFeed, desk: Desk, inside: Inside, follow: Follow
) -> None:
    quiet_is_over(inside)
    follow()
    before = feed_file.signature(Path(feed.path))
    desk.book(9, practitioner=desk.ortega.id)
    inside.days.look()
    follow()
    assert feed_file.signature(Path(feed.path)) == before
