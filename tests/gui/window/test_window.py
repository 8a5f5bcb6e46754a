"""The window itself: theme, size of text, masks, files, keys for everyone, plain text everywhere."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Unavailable
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.window.files import Trouble, trouble_of
from frontdesk.gui.window.inside import Inside
from frontdesk.gui.window.main import MainWindow
from frontdesk.store.faults import _MEANINGS
from tests.gui.window.conftest import Settle, found, toasts, visits
from tests.support.clinics import Desk

NASTY = "<img src='file:///etc/passwd'><b>Eva</b>"


def walk(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    yield from widget.findChildren(QWidget)


def spoken(widget: QWidget) -> str:
    """Give the name that a screen reader says."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found.text(QAccessible.Text.Name)


@pytest.fixture
def busy(inside: Inside, desk: Desk, settle: Settle) -> Inside:
    """Fill the window: a selected visit with notes and history, a toast, one who waits, a pin, the palette open."""
    visit = desk.book(9, service=desk.service.id, room=desk.room.id, description=NASTY, title=NASTY)
    waiting = desk.book(11, patient=desk.leo.id)
    desk.clinic.appointments.set_status(id=waiting.id, status=Status.ARRIVED)
    inside.days.changed_here()
    settle()
    inside.work.desk.board.select(visit.id)
    inside.selection.select(visit.id)
    settle()
    inside.work.do("pin")
    inside.work.do("arrive")
    settle()
    inside.work.do("palette")
    settle()
    return inside


def test_no_label_anywhere_guesses_that_text_is_rich(busy: Inside, window: MainWindow) -> None:
    busy.work.doing.reason.ask(busy.selection.visit, NASTY, busy.work.desk.rect())  # type: ignore[arg-type]
    assert busy.first is not None
    assert busy.message is not None
    labels = [each for each in walk(window) if isinstance(each, QLabel)]
    assert len(labels) > 40
    assert [each.text() for each in labels if each.textFormat() != Qt.TextFormat.PlainText] == []


def test_no_tooltip_holds_text_from_outside_as_rich_text(busy: Inside, window: MainWindow) -> None:
    assert [each.toolTip() for each in walk(window) if "<img" in each.toolTip()] == []


def test_everything_that_can_be_pressed_or_typed_into_has_a_name(busy: Inside, window: MainWindow) -> None:
    kinds = (QAbstractButton, QLineEdit, QAbstractScrollArea)
    controls = [each for each in walk(window) if isinstance(each, kinds) and each.isVisible()]
    assert [each for each in controls if not spoken(each)] == []


def test_every_control_can_be_reached_by_tab(busy: Inside, window: MainWindow, qtbot: QtBot) -> None:
    busy.work.search.palette.close_card()
    reached: set[QWidget] = set()
    here = QApplication.focusWidget()
    for _ in range(400):
        qtbot.keyClick(here, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        assert here is not None
        if here in reached:
            break
        reached.add(here)
    wanted = {
        each
        for each in busy.work.desk.findChildren(QAbstractButton)
        if each.isVisible() and each.isEnabled() and type(each).__name__ not in ("DayCell", "Segment")
    }
    assert [each.accessibleName() for each in wanted - reached] == []
    assert busy.work.desk.board in reached
    assert busy.work.desk.top.search in reached


def test_tab_passes_through_the_toast(busy: Inside) -> None:
    assert all(
        each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in busy.toasts.shown[0].findChildren(QAbstractButton)
    )


def test_masking_hides_every_name_of_a_patient(busy: Inside, window: MainWindow, settle: Settle) -> None:
    busy.work.search.palette.close_card()
    busy.work.do("mask")
    settle()
    words = " ".join(
        f"{each.accessibleName()} {each.toolTip()} {each.text() if isinstance(each, QLabel | QAbstractButton) else ''}"
        for each in walk(window)
        if each.isVisible()
    )
    shown = " ".join(f"{v.patient} {v.title}" for v in visits(busy).values())
    assert all(name not in words + shown for name in ("Eva", "Novák", "Leo", "Martin"))
    assert busy.work.desk.bottom.remark.text() == "Names are masked · Shift F12"


def test_masking_is_taken_back_by_the_same_key(busy: Inside, settle: Settle, qtbot: QtBot) -> None:
    busy.work.search.palette.close_card()
    for _ in range(2):
        qtbot.keyClick(busy.work.desk.board, Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
        settle()
    assert {v.patient for v in visits(busy).values()} == {"Eva Novák", "Leo Martin"}


def test_a_step_while_masked_names_nobody(busy: Inside, settle: Settle) -> None:
    busy.work.search.palette.close_card()
    busy.work.do("mask")
    busy.work.do("start")
    settle()
    assert toasts(busy) == ["• • •: In visit"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_is_worn_by_all(inside: Inside, settle: Settle, theme: str) -> None:
    inside.themes.choose(theme)
    settle()
    look = style.look()
    board = inside.work.desk.board
    image = inside.work.desk.top.grab().toImage()
    assert (look.name, board.ink.look.name, image.pixelColor(2, 2).name().upper()) == (theme, theme, look.surface)


def test_the_theme_is_there_at_the_next_start(inside: Inside, settings: Settings) -> None:
    inside.themes.choose("dark")
    settings.save()
    assert settings.text("look/theme") == "dark"


@pytest.mark.parametrize("choice", ["system", "light"])
def test_the_theme_key_turns_to_the_opposite_of_what_is_seen_and_says_so(inside: Inside, choice: str) -> None:
    inside.themes.choose(choice)
    before = style.look().dark
    seen = []
    for _ in range(2):
        inside.work.do("theme")
        seen.append((style.look().dark, toasts(inside)))
    words = {True: ["Dark theme"], False: ["Light theme"]}
    assert seen == [(not before, words[not before]), (before, words[before])]


@pytest.mark.parametrize(
    ("key", "bigger"),
    [
        (Qt.Key.Key_Equal, True),
        (Qt.Key.Key_Plus, True),
        (Qt.Key.Key_Minus, False),
    ],
)
def test_the_keys_of_the_text_size_work_on_every_keyboard(
    inside: Inside, settle: Settle, qtbot: QtBot, key: Qt.Key, bigger: bool
) -> None:
    inside.themes.scale_by(2)
    settle()
    before = style.scale()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(inside.work.desk.board, key, both)
    settle()
    assert (style.scale() > before, style.scale() < before) == (bigger, not bigger)


def test_text_at_200_percent_fits(busy: Inside, settle: Settle, window: MainWindow) -> None:
    busy.work.search.palette.close_card()
    visit = busy.selection.visit
    for _ in range(5):
        busy.work.do("bigger")
    settle()
    cut = [
        each.accessibleName() or each.text()
        for each in walk(busy.work.desk)
        if isinstance(each, QAbstractButton) and each.isVisible() and each.width() < each.minimumSizeHint().width()
    ]
    assert (style.scale(), cut) == (2.0, [])
    assert busy.selection.visit == visit == busy.work.desk.board.selected()
    assert busy.work.desk.inspector.visit == visit
    assert [row.name for row in busy.work.desk.side.pinboard.rows] == ["Eva Novák"]
    assert window.width() == 1280


def test_after_the_text_has_grown_everything_still_works(
    busy: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    busy.work.search.palette.close_card()
    busy.work.do("bigger")
    settle()
    qtbot.keyClick(busy.work.desk.board, Qt.Key.Key_S)
    settle()
    visit = busy.selection.visit
    assert visit is not None
    assert visits(busy)[visit].status is Status.IN_PROGRESS
    assert len([words for words in toasts(busy) if words.endswith("In visit")]) == 1


def test_the_list_of_keys_opens_by_its_key(inside: Inside, qtbot: QtBot) -> None:
    qtbot.keyClick(inside.work.desk.board, "?")
    dialogs = [each for each in QApplication.topLevelWidgets() if type(each).__name__ == "KeysDialog"]
    assert [each.isVisible() for each in dialogs] == [True]
    dialogs[0].close()


def test_a_changed_key_shows_beside_what_it_does(inside: Inside) -> None:
    from PySide6.QtGui import QKeySequence

    inside.actions_by_name.change("book", QKeySequence("Ctrl+B"))
    assert inside.work.desk.top.book._keys == "Ctrl B"


def test_the_geometry_is_there_at_the_next_start(window: MainWindow, settings: Settings, qtbot: QtBot) -> None:
    window.resize(711, 577)
    window.close()
    again = MainWindow(settings)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (711, 577)


def test_panes_give_way_where_there_is_no_room(inside: Inside, window: MainWindow, settle: Settle) -> None:
    shown = []
    for width in (1280, 900, 660):
        window.resize(width, 700)
        settle()
        shown.append((inside.work.desk.side.isVisible(), inside.work.desk.inspector.isVisible()))
    assert shown == [(True, True), (False, False), (False, False)]


def test_a_pane_can_be_put_away_and_brought_back(inside: Inside, qtbot: QtBot) -> None:
    shown = []
    for _ in range(2):
        qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_F9)
        shown.append(inside.work.desk.side.isVisible())
    assert shown == [False, True]


# Files


def test_a_file_that_is_not_there_fills_the_window_with_what_to_do(
    window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    window.begin(tmp_path / "gone.frontdesk")
    settle()
    page = window.inside.message
    assert (page.isVisible(), page.title.text()) == (True, "The file is not there")
    assert page.place.text() == str(tmp_path / "gone.frontdesk")


def test_a_file_of_something_else_is_left_as_it_is(window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Eva, " * 50, encoding="utf-8")
    before = path.read_bytes()
    window.begin(path)
    settle()
    assert (window.inside.message.title.text(), path.read_bytes()) == ("This is no file of Frontdesk", before)


def test_trying_again_opens_what_has_come_back(
    window: MainWindow, desk: Desk, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "late.frontdesk"
    window.begin(path)
    settle()
    desk.clinic.close()
    desk.path.rename(path)
    qtbot.mouseClick(window.inside.message.buttons[0], Qt.MouseButton.LeftButton)
    settle()
    assert window.inside.work.desk.isVisible()
    assert window.inside.days.board is not None


@pytest.mark.parametrize(
    "reason",
    sorted(
        {reason for _, reason in _MEANINGS}
        | {"newer_version", "upgrade_failed", "not_a_book", "network_share", "no_such_file", "empty_file"}
    ),
)
def test_every_trouble_with_a_file_says_what_to_do(reason: str) -> None:
    trouble = trouble_of(Unavailable(reason))
    assert isinstance(trouble, Trouble)
    assert trouble.title != trouble_of(Unavailable("no_such_reason")).title
    assert trouble.offers


def test_a_trouble_of_a_later_version_is_told_as_well_as_can_be() -> None:
    assert trouble_of(Unavailable("no_such_reason")).words == "This could not be done (no_such_reason)."


def test_the_first_start_offers_a_choice(window: MainWindow, qtbot: QtBot) -> None:
    window.begin()
    qtbot.waitUntil(window.inside.first.sample.isVisible)


def test_the_file_of_last_time_is_opened_again(inside: Inside, desk: Desk, settings: Settings, settle: Settle) -> None:
    assert settings.latest_files() == [desk.path]
    inside.begin()
    settle()
    assert inside.files.path == desk.path


def test_a_new_clinic_can_be_made_and_worked_in(window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    found(window, tmp_path / "new.frontdesk")
    settle()
    assert (window.windowTitle(), window.inside.days.zone) == ("Corner Clinic — Frontdesk", "Europe/Madrid")
    assert window.inside.work.desk.bottom.counts.text() == "0 appointments · nobody works"


def test_a_week_of_nobody_is_refused_in_words(window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    found(window, tmp_path / "new.frontdesk")
    settle()
    window.inside.work.do("week")
    assert toasts(window.inside) == ["There are no practitioners yet."]


def a_drop(*paths: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return data


def test_only_calendar_files_are_taken(inside: Inside, window: MainWindow) -> None:
    taken = []
    for name in ("week.ics", "WEEK.ICS", "letter.pdf"):
        data = a_drop(f"/{name}")
        event = QDragEnterEvent(
            QPoint(50, 50),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        event.ignore()
        window.dragEnterEvent(event)
        taken.append(event.isAccepted())
    assert taken == [True, True, False]


def test_dropped_calendar_files_are_previewed(
    inside: Inside, window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[Path]] = []
    monkeypatch.setattr(inside.outside, "preview_import", seen.append)
    data = a_drop("/week.ics", "/letter.pdf")
    event = QDropEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    settle()
    assert seen == [[Path("/week.ics")]]


# Starting


def test_nothing_heavy_is_loaded_before_the_window_can_be_seen() -> None:
    script = (
        "import sys, frontdesk.gui.app; heavy = {'sqlalchemy', 'alembic', 'icalendar', 'sqlcipher3', "
        "'msgspec', 'frontdesk.services', 'frontdesk.gui.board.view'}; print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_screens_load_no_database_themselves() -> None:
    script = (
        "import sys, frontdesk.gui.window.inside; "
        "print(sorted({'sqlalchemy', 'alembic', 'icalendar', 'sqlcipher3'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_skeleton_says_that_something_is_coming(window: MainWindow) -> None:
    assert window.skeleton.isVisible()
    assert window.skeleton.accessibleName() == "Opening the clinic…"


@pytest.mark.parametrize(
    "action", ["back", "on", "today", "week", "book", "palette", "undo", "arrive", "mask", "import"]
)
def test_before_a_clinic_is_open_a_key_says_what_is_missing(window: MainWindow, action: str) -> None:
    window.begin()
    window.inside.actions_by_name[action].trigger()
    assert toasts(window.inside) == ["Open a clinic first."]


def test_another_file_is_opened_behind_an_empty_window(inside: Inside, settle: Settle, tmp_path: Path) -> None:
    inside.files.opening.emit(tmp_path / "other.frontdesk")
    assert inside.skeleton.isVisible()
    assert not inside.work.desk.isVisible()


def test_from_a_file_that_cannot_be_opened_one_can_go_back(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    inside.files.open(tmp_path / "gone.frontdesk")
    settle()
    back = inside.message.buttons[-1]
    words = back.text()
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    settle()
    assert (words, inside.work.desk.isVisible(), inside.files.path) == ("Back to Main Street", True, desk.path)


def test_at_big_text_the_inspector_comes_with_a_selection_only(
    inside: Inside, window: MainWindow, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book()
    window.resize(900, 700)
    settle()
    inside.selection.select(visit.id)
    settle()
    qtbot.waitUntil(inside.work.desk.inspector.isVisible)
    inside.selection.select(None)
    settle()
    qtbot.waitUntil(lambda: not inside.work.desk.inspector.isVisible())


def test_text_gets_its_usual_size_back(inside: Inside, settle: Settle) -> None:
    for name in ("bigger", "bigger", "usual"):
        inside.actions_by_name[name].trigger()
        settle()
    assert style.scale() == 1.0


def test_text_of_another_size_leaves_the_focus_on_the_board(inside: Inside, settle: Settle) -> None:
    inside.work.desk.board.setFocus()
    for name in ("bigger", "usual"):
        inside.actions_by_name[name].trigger()
        settle()
        assert QApplication.focusWidget() is inside.work.desk.board


def test_text_of_another_size_leaves_the_focus_on_a_button(inside: Inside, settle: Settle) -> None:
    inside.work.desk.top.find_time.setFocus()
    inside.actions_by_name["bigger"].trigger()
    settle()
    assert QApplication.focusWidget() is inside.work.desk.top.find_time


def test_a_week_at_another_text_size_still_knows_whose_it_is(inside: Inside, desk: Desk, settle: Settle) -> None:
    inside.work.do("week")
    settle()
    inside.actions_by_name["bigger"].trigger()
    settle()
    inside.actions_by_name["usual"].trigger()
    settle()
    assert "Chen" in inside.work.desk.top.who.text()
    assert not inside.work.desk.top.who.isHidden()


def test_a_week_that_only_just_fits_needs_no_scrolling(inside: Inside, window: MainWindow, settle: Settle) -> None:
    inside.work.do("week")
    settle()
    for width in (1280, 1270, 1240):
        window.resize(width, 800)
        settle()
        assert inside.work.desk.board.horizontalScrollBar().maximum() == 0
