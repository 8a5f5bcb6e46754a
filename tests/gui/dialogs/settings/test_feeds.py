"""The page of calendar feeds: set up by keys alone, their files told in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from threading import enumerate as enumerate_threads
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from frontdesk.domain.calendar import CalendarKind
from frontdesk.domain.errors import Invalid
from frontdesk.domain.feed import Naming, WatchedFeed
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.gui.dialogs.settings import feeds_book, feeds_words
from frontdesk.gui.dialogs.settings.feeds import FeedsPage
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from frontdesk.gui.ground.refusals import sentence
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.services.feeds import FeedState, Unlooked
from tests.gui.dialogs.conftest import Press
from tests.gui.dialogs.settings.conftest import Chord, Opener, Wait, names
from tests.support.clinics import ZONE, Desk

Look = Callable[[], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder that a phone is kept in step with."""
    made = tmp_path / "synced"
    made.mkdir()
    return made


@pytest.fixture
def settled(tasks: Tasks, over: QWidget, qtbot: Any) -> Wait:
    """Wait until nothing is asked of the clinic any more, and every look at a file is back."""

    def is_settled() -> bool:
        return tasks.idle and not any(each.looks.under_way for each in over.findChildren(FeedsPage))

    return lambda: qtbot.waitUntil(is_settled)


@pytest.fixture
def feed(desk: Desk, folder: Path) -> WatchedFeed:
    """Have a feed of Dr. Chen."""
    return desk.clinic.feeds.create(path=folder / "chen.ics", practitioner=desk.chen.id)


def page(window: SettingsWindow) -> FeedsPage:
    """Give the page that is shown."""
    assert isinstance(window.page, FeedsPage)
    return window.page


def only(desk: Desk) -> WatchedFeed:
    """Give the one feed that there is."""
    [state] = desk.clinic.feeds.list()
    return state.feed


def test_a_feed_is_set_up_without_a_mouse(
    desk: Desk, opener: Opener, press: Press, settled: Wait, folder: Path, qtbot: Any
) -> None:
    window = opener("feeds")
    page(window).add.setFocus()
    press("<Space><Down><Tab>")
    qtbot.keyClicks(page(window).fields.path, str(folder))
    press("<Tab><Tab><Tab><Down><Tab>")
    page(window).fields.days_back.selectAll()
    press("7<Tab>")
    page(window).fields.days_ahead.selectAll()
    press("90<Enter>")
    settled()
    made = only(desk)
    assert replace(made, id=made.id, path="") == WatchedFeed(
        id=made.id, path="", practitioner_id=desk.chen.id, naming=Naming.BUSY, days_back=7, days_ahead=90
    )
    assert made.path == str(folder / "dr-amelia-chen.ics")
    assert page(window).fields.path.text() == made.path


def test_a_new_feed_says_initials_until_something_else_is_chosen(opener: Opener) -> None:
    fields = page(opener("feeds")).fields
    assert fields.naming.value is Naming.INITIALS
    assert fields.explained.text() == feeds_words.naming_explained(Naming.INITIALS)


def test_people_calendars_and_the_clinic_can_be_chosen_but_none_that_was_put_away(desk: Desk, opener: Opener) -> None:
    desk.clinic.calendars.create(name="Evenings", kind=CalendarKind.EVENT)
    gone = desk.clinic.practitioners.create(name="Dr. Gone")
    desk.clinic.practitioners.archive(id=gone.id)
    box = page(opener("feeds")).fields.whose
    shown = [box.itemText(row) for row in range(box.count())]
    assert shown == ["The whole clinic", "Dr. Amelia Chen", "Dr. Luis Ortega", "Evenings"]


def test_one_who_was_put_away_stays_chosen_where_the_feed_is_theirs(
    desk: Desk, feed: WatchedFeed, opener: Opener
) -> None:
    desk.clinic.practitioners.archive(id=desk.chen.id)
    window = opener("feeds")
    assert page(window).fields.whose.currentText() == "Dr. Amelia Chen"
    assert not page(window).is_changed


def test_the_list_tells_whose_feed_it_is_and_how_the_file_stands(
    desk: Desk, feed: WatchedFeed, opener: Opener, folder: Path
) -> None:
    desk.clinic.feeds.create(path=folder, practitioner=None)
    window = opener("feeds")
    assert names(window) == ["Dr. Amelia Chen", "The whole clinic"]
    assert [hit.detail for hit in page(window).list.hits] == ["Not written yet"] * 2


def test_a_feed_is_written_by_a_button_and_the_page_says_what_came_of_it(
    desk: Desk, feed: WatchedFeed, opener: Opener, settled: Wait
) -> None:
    desk.book(9)
    window = opener("feeds")
    page(window).fields.write.click()
    settled()
    assert page(window).message.text() == "Written: 1 appointment."
    assert Path(feed.path).exists()
    page(window).look()
    settled()
    assert page(window).fields.state.text().startswith("Written ")
    page(window).fields.write.click()
    settled()
    assert page(window).message.text() == "The file says what the book says already."


def test_what_cannot_be_written_is_told_beside_the_button(
    feed: WatchedFeed, opener: Opener, settled: Wait, folder: Path
) -> None:
    window = opener("feeds")
    folder.rmdir()
    page(window).fields.write.click()
    settled()
    assert page(window).message.text() == "Folder is not there."
    page(window).look()
    settled()
    fields = page(window).fields
    assert (fields.state.text(), fields.state.property("kind")) == ("Folder is not there", "danger")
    assert fields.advice.text().endswith("It is tried again by itself.")


def test_how_the_file_stands_is_looked_at_without_touching_what_is_typed(
    desk: Desk, feed: WatchedFeed, opener: Opener, press: Press, settled: Wait
) -> None:
    window = opener("feeds")
    fields = page(window).fields
    fields.days_back.setFocus()
    fields.days_back.selectAll()
    press("12")
    fields.days_back.setCursorPosition(1)
    desk.clinic.feeds.write()
    page(window).look()
    settled()
    assert fields.state.text().startswith("Written ")
    assert (fields.days_back.text(), fields.days_back.cursorPosition()) == ("12", 1)
    assert page(window).is_changed


def test_what_is_typed_is_saved_before_it_is_written(feed: WatchedFeed, opener: Opener, press: Press) -> None:
    window = opener("feeds")
    fields = page(window).fields
    assert fields.write.isEnabled()
    fields.days_back.setFocus()
    press("1")
    assert not fields.write.isEnabled()


def test_a_new_feed_has_no_file_to_write_or_copy(opener: Opener) -> None:
    fields = page(opener("feeds")).fields
    assert not fields.section.isVisible()
    assert not fields.copy.isVisible()


def test_the_path_is_copied(feed: WatchedFeed, opener: Opener) -> None:
    window = opener("feeds")
    page(window).fields.copy.click()
    assert QGuiApplication.clipboard().text() == feed.path
    assert page(window).message.text() == "The path is on the clipboard."


def test_a_feed_is_switched_off_and_on(desk: Desk, feed: WatchedFeed, opener: Opener, settled: Wait) -> None:
    window = opener("feeds")
    page(window).fields.active.click()
    page(window).write()
    settled()
    assert not only(desk).active
    assert page(window).list.hits[0].detail == "Switched off"


def test_deleting_says_that_the_file_stays_and_comes_back_by_undo(
    desk: Desk, feed: WatchedFeed, opener: Opener, settled: Wait, chord: Chord
) -> None:
    desk.clinic.feeds.write()
    window = opener("feeds")
    page(window).gone.click()
    settled()
    assert desk.clinic.feeds.list() == ()
    assert page(window).message.text() == (
        "Deleted: Dr. Amelia Chen. The file stays where it is. Ctrl+Z brings it back."
    )
    assert Path(feed.path).exists()
    page(window).list.setFocus()
    with_actor = desk.clinic.history.log().items[0]
    assert with_actor.operation == "feeds.delete"
    chord("Ctrl+Z")
    settled()
    assert only(desk).id == feed.id
    assert page(window).message.text() == "Undone: deletion of a calendar feed."


def test_nothing_of_a_feed_is_archived(feed: WatchedFeed, opener: Opener) -> None:
    window = opener("feeds")
    assert not page(window).away.isVisible()
    assert not page(window).archived.isVisible()


# Disks that do not answer


class Share:
    """A share of the network: files on it are looked at only once it is back."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.asked, self.back = folder, 0, Event()

    def wait(self, path: str) -> None:
        """Wait for an answer about a file, which is there at once where the file lies elsewhere."""
        if Path(path).is_relative_to(self.folder):
            self.asked += 1
            self.back.wait()


Gone = tuple[FeedsPage, Share]


@pytest.fixture
def share(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Share]:
    """Take the share with the folder away."""
    made, real = Share(folder), Unlooked.look

    def look(feed: Unlooked) -> FeedState:
        made.wait(feed.feed.path)
        return real(feed)

    monkeypatch.setattr(Unlooked, "look", look)
    yield made
    made.back.set()


@pytest.fixture
def gone(share: Share, feed: WatchedFeed, desk: Desk, tmp_path: Path, tasks: Tasks, over: QWidget, qtbot: Any) -> Gone:
    """Open the page on a feed whose share does not answer, and one of the whole clinic on a disk that does."""
    desk.clinic.feeds.create(path=tmp_path / "all.ics")
    window = SettingsWindow(tasks, over, first="feeds")
    window.show()
    shown = page(window)
    qtbot.waitUntil(lambda: tasks.idle and shown.looks.under_way == {feed.id})
    return shown, share


def details(shown: FeedsPage) -> list[str]:
    """Give what the list says of each feed."""
    return [hit.detail for hit in shown.list.hits]


def test_a_disk_that_does_not_answer_holds_up_nothing_and_hides_no_other_file(
    gone: Gone, tasks: Tasks, settled: Wait, qtbot: Any
) -> None:
    shown, share = gone
    assert details(shown) == ["Looking…", "Not written yet"]
    assert shown.fields.state.text() == "Looking…"
    assert shown.fields.advice.text() == "The disk on which the file lies has not answered yet."
    answers: list[str] = []
    tasks.run(lambda clinic: clinic.profile.get().name, answers.append)
    qtbot.waitUntil(lambda: len(answers) == 1)
    share.back.set()
    settled()
    assert details(shown) == ["Not written yet"] * 2
    assert shown.fields.state.text() == "Not written yet"


def test_nothing_is_written_to_a_disk_that_does_not_answer(gone: Gone, settled: Wait) -> None:
    shown, share = gone
    assert not shown.fields.write.isEnabled()
    share.back.set()
    settled()
    assert shown.fields.write.isEnabled()


def test_a_disk_that_does_not_answer_is_asked_once(gone: Gone, tasks: Tasks, qtbot: Any) -> None:
    shown, share = gone
    for _ in range(3):
        shown.look()
        qtbot.waitUntil(lambda: tasks.idle)
    assert share.asked == 1


def test_what_was_known_is_told_no_longer_once_the_disk_stops_answering(
    gone: Gone, feed: WatchedFeed, settled: Wait, tasks: Tasks, qtbot: Any
) -> None:
    shown, share = gone
    share.back.set()
    settled()
    share.back.clear()
    shown.look()
    qtbot.waitUntil(lambda: tasks.idle and shown.looks.under_way == {feed.id})
    assert details(shown) == ["Not written yet"] * 2
    shown.look()
    assert details(shown) == ["Looking…", "Not written yet"]


def test_what_is_typed_stays_while_disks_answer(gone: Gone, press: Press, settled: Wait) -> None:
    shown, share = gone
    shown.fields.days_back.setFocus()
    shown.fields.days_back.selectAll()
    press("12")
    share.back.set()
    settled()
    assert (shown.fields.days_back.text(), shown.is_changed) == ("12", True)
    assert shown.fields.state.text() == "Not written yet"


def test_a_feed_that_goes_to_another_disk_is_looked_at_there(
    gone: Gone, desk: Desk, feed: WatchedFeed, tmp_path: Path, qtbot: Any
) -> None:
    shown, _share = gone
    desk.clinic.feeds.update(id=feed.id, path=tmp_path / "chen.ics")
    shown.look()
    qtbot.waitUntil(lambda: details(shown) == ["Not written yet"] * 2)


def test_a_page_that_is_gone_hears_nothing_of_a_disk_that_answers_late(
    gone: Gone, over: QWidget, tasks: Tasks, qtbot: Any
) -> None:
    shown, share = gone
    with qtbot.waitSignal(shown.destroyed):
        shown.window().deleteLater()
    share.back.set()
    qtbot.waitUntil(lambda: not any(each.name == "frontdesk-look" for each in enumerate_threads()))


# Slips


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("chen.ics", "path_not_absolute"), ("{folder}/chen.txt", "not_ics_name"), ("{folder}/a/b.ics", "no_such_folder")],
)
def test_a_path_that_cannot_be_is_told_beside_it(
    opener: Opener, press: Press, settled: Wait, folder: Path, typed: str, reason: str, qtbot: Any
) -> None:
    window = opener("feeds")
    fields = page(window).fields
    fields.path.setFocus()
    qtbot.keyClicks(fields.path, typed.format(folder=folder))
    press("<Enter>")
    settled()
    told = fields.fields["path"]
    assert told.is_wrong
    assert told.message.text() == sentence(Invalid(reason, field="path"))


@pytest.mark.parametrize("typed", ["", "many", "-1", "3661", "1.5", "²"])
def test_days_that_are_no_number_are_told_beside_them(
    feed: WatchedFeed, opener: Opener, press: Press, typed: str, qtbot: Any
) -> None:
    window = opener("feeds")
    fields = page(window).fields
    fields.days_ahead.setFocus()
    fields.days_ahead.selectAll()
    qtbot.keyClicks(fields.days_ahead, typed) if typed else press("<Back>")
    press("<Enter>")
    assert fields.fields["days_ahead"].is_wrong


def test_someone_who_is_put_away_meanwhile_must_be_replaced_and_never_becomes_the_whole_clinic(
    desk: Desk, opener: Opener, settled: Wait, folder: Path, press: Press
) -> None:
    window = opener("feeds")
    fields = page(window).fields
    fields.whose.setFocus()
    press("<Down>")
    fields.path.take(str(folder))
    desk.clinic.practitioners.archive(id=desk.chen.id)
    page(window).write()
    settled()
    page(window).write()
    settled()
    assert fields.fields["whose"].is_wrong
    assert desk.clinic.feeds.list() == ()


# Paths


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        (" /a/b.ics ", Path("/a/b.ics")),
        ("file:///a/b%20c.ics", Path("/a/b c.ics")),
        ("FILE:///a", Path("/a")),
    ],
)
def test_a_path_is_read_as_people_write_it(typed: str, path: Path) -> None:
    assert feeds_book.path_of(typed) == path


def test_a_tilde_is_one_s_own_folder() -> None:
    assert feeds_book.path_of("~/b.ics") == Path.home() / "b.ics"
    assert feeds_book.path_of("~") == Path.home()


def test_a_folder_that_is_dropped_on_the_line_is_its_path(opener: Opener, folder: Path) -> None:
    window = opener("feeds")
    line = page(window).fields.path
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(folder))])
    line.dropEvent(
        QDropEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            dragged,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert line.text() == str(folder)
    assert page(window).is_changed


@pytest.mark.parametrize("button", ["file", "folder"])
def test_a_place_is_chosen_in_a_dialog(opener: Opener, folder: Path, button: str, qtbot: Any) -> None:
    window = opener("feeds")
    fields = page(window).fields
    fields.path.setText(str(folder / "x.ics"))
    getattr(fields, button).click()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.directory().absolutePath()) == folder
    dialog.fileSelected.emit(str(folder))
    dialog.reject()
    assert fields.path.text() == str(folder)
    assert page(window).is_changed


# Words


def state(reason: str = "", *, minutes: float | None = 0, behind: bool = False, active: bool = True) -> FeedState:
    """Give a feed whose file was written so many minutes before noon."""
    feed = WatchedFeed(id=page_id, path="/a.ics", active=active)
    at = None if minutes is None else Instant(NOON - int(minutes * MINUTE))
    return FeedState(feed, at is not None, at, behind, reason)


page_id = Id(1)
NOON = 1_773_849_600_000  # 2026-03-18T12:00 in New York


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.5, "Written just now"),
        (1, "Written 1 minute ago"),
        (59, "Written 59 minutes ago"),
        (60, "Written 11:00"),
        (60 * 24, "Written Tue 17"),
        (None, "Not written yet"),
    ],
)
def test_when_a_file_was_written_is_told_as_people_say_it(minutes: float | None, words: str) -> None:
    assert feeds_words.state_words(state(minutes=minutes), NOON, ZONE) == words


def test_a_clock_that_was_put_back_says_nothing_odd() -> None:
    assert feeds_words.state_words(state(minutes=-5), NOON, ZONE) == "Written just now"


def test_trouble_stands_before_everything_else() -> None:
    assert feeds_words.state_words(state("disk_full", active=False), NOON, ZONE) == "Disk is full"


def test_what_happens_next_is_told() -> None:
    assert feeds_words.advice_words(state()).startswith("It says what the book says")
    assert feeds_words.advice_words(state(behind=True)) == "Newer changes are about to be written."
    assert "switched on" in feeds_words.advice_words(state(active=False))
    assert "tried again" in feeds_words.advice_words(state("locked"))
    assert "tried again" not in feeds_words.advice_words(state("locked", active=False))


@pytest.mark.parametrize(
    "reason",
    ["no_such_folder", "read_only", "disk_full", "locked", "not_a_calendar_file", "open_clinic", "is_folder"],
)
def test_every_trouble_has_its_own_words_and_advice(reason: str) -> None:
    assert feeds_words.trouble_words(reason) != feeds_words.trouble_words("from_the_future")
    assert feeds_words.advice_words(state(reason)) != feeds_words.advice_words(state("from_the_future"))


@pytest.mark.parametrize("naming", Naming)
def test_every_way_to_name_patients_is_explained_in_a_line(naming: Naming) -> None:
    assert len({feeds_words.naming_words(each) for each in Naming}) == 3
    assert 0 < len(feeds_words.naming_explained(naming)) < 100


def test_at_twice_the_size_everything_can_be_reached(large: None, feed: WatchedFeed, opener: Opener) -> None:
    window = opener("feeds")
    window.resize(1240, 760)
    area = page(window)._area
    fields = page(window).fields
    for each in (fields.path, fields.folder, fields.write, fields.advice):
        area.ensureWidgetVisible(each)
        assert area.viewport().rect().contains(each.mapTo(area.viewport(), each.rect().center()))
        assert each.mapTo(fields, each.rect().topRight()).x() <= fields.width()
