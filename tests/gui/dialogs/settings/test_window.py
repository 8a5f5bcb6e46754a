"""The Settings window: its pages, its search, undo within it, and what becomes of what was typed."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from frontdesk.gui.dialogs.settings import pages
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.ground.tasks import Tasks
from tests.gui.dialogs.conftest import Press
from tests.gui.dialogs.settings.conftest import Chord, Opener, Wait, list_page, names, type_over
from tests.support.clinics import Desk

NAMES = [spec.name for spec in pages.table()]


def test_the_search_has_the_focus_at_first(opener: Opener) -> None:
    assert opener("rooms").nav.search.hasFocus()


def test_every_page_can_be_shown(opener: Opener, settled: Wait) -> None:
    window = opener("clinic")
    for name in NAMES:
        window.go(name)
        settled()
        assert window.name == name
        assert window.page.isVisible()


def test_a_page_is_built_when_it_is_first_gone_to(opener: Opener, settled: Wait) -> None:
    window = opener("rooms")
    assert window.findChildren(type(window.page)) == [window.page]
    before = window.page
    window.go("locations")
    settled()
    window.go("rooms")
    assert window.page is before


def test_arrows_in_the_column_turn_the_pages_past_headings(opener: Opener, press: Press, settled: Wait) -> None:
    window = opener(NAMES[0])
    window.nav.list.setFocus()
    for name in NAMES[1:]:
        press("<Down>")
        settled()
        assert window.name == name


def test_enter_in_the_column_goes_into_the_page(opener: Opener, press: Press) -> None:
    window = opener("rooms")
    window.nav.list.setFocus()
    press("<Enter>")
    assert list_page(window).list.hasFocus()


def test_ctrl_tab_goes_round_the_pages(opener: Opener, chord: Chord, settled: Wait) -> None:
    window = opener(NAMES[-1])
    chord("Ctrl+Tab")
    settled()
    assert window.name == NAMES[0]
    chord("Ctrl+Shift+Tab")
    settled()
    assert window.name == NAMES[-1]


def test_alt_with_a_number_goes_to_that_page(opener: Opener, chord: Chord, settled: Wait) -> None:
    window = opener("rooms")
    chord("Alt+2")
    settled()
    assert window.name == NAMES[1]


def test_a_practitioner_is_found_by_name_from_any_page(
    desk: Desk, opener: Opener, press: Press, chord: Chord, settled: Wait
) -> None:
    window = opener("rooms")
    list_page(window).list.setFocus()
    chord("Ctrl+F")
    press("ortega")
    settled()
    press("<Enter>")
    settled()
    assert window.name == "practitioners"
    item = list_page(window).item
    assert item is not None
    assert item.id == desk.ortega.id


def test_the_hours_of_a_practitioner_are_offered_and_shown(
    desk: Desk, opener: Opener, press: Press, settled: Wait
) -> None:
    window = opener("rooms")
    press("ortega")
    settled()
    assert window.nav.found.hits[1].title == f"Working hours of {desk.ortega.name}"
    press("<Down><Enter>")
    settled()
    assert window.name == "hours"
    assert desk.ortega.name in {line.text() for line in window.page.findChildren(QLineEdit)}


def test_a_page_is_found_by_what_it_is_about(opener: Opener, press: Press, settled: Wait) -> None:
    window = opener("rooms")
    press("currency<Enter>")
    settled()
    assert window.name == "clinic"


def test_arrows_in_the_search_choose_among_what_was_found(opener: Opener, press: Press, settled: Wait) -> None:
    window = opener("locations")
    settled()
    press("room")
    assert [hit.title for hit in window.nav.found.hits][-2:] == ["Room 1", "Room 2"]
    press("<Up><Enter>")
    settled()
    item = list_page(window).item
    assert item is not None
    assert item.name == "Room 2"


def test_what_is_not_found_is_said(opener: Opener, press: Press, settled: Wait) -> None:
    window = opener("rooms")
    press("xylophone")
    settled()
    assert window.nav.nothing.isVisible()


def test_esc_leaves_the_search_before_it_closes_the_window(opener: Opener, press: Press) -> None:
    window = opener("rooms")
    press("chen<Esc>")
    assert window.isVisible()
    assert window.nav.list.isVisible()


def test_the_page_is_remembered(tasks: Tasks, over: QWidget, settled: Wait) -> None:
    kept = Settings()
    window = SettingsWindow(tasks, over, kept=kept)
    window.show()
    window.go("rooms")
    settled()
    window.close()
    assert SettingsWindow(tasks, over, kept=kept).name == "rooms"
    settled()


def test_undo_takes_a_step_back_says_which_and_reads_the_page_anew(
    desk: Desk, opener: Opener, press: Press, chord: Chord, settled: Wait
) -> None:
    window = opener("rooms")
    type_over(window, "name")
    press("Surgery<Enter>")
    settled()
    list_page(window).list.setFocus()
    chord("Ctrl+Z")
    settled()
    assert desk.clinic.rooms.get(id=desk.room.id).name == "Room 1"
    assert names(window) == ["Room 1", "Room 2"]
    assert list_page(window).editor.said["name"] == "Room 1"
    assert list_page(window).message.text() == "Undone: change of a room."


def test_redo_does_it_again(desk: Desk, opener: Opener, press: Press, chord: Chord, settled: Wait) -> None:
    window = opener("rooms")
    type_over(window, "name")
    press("Surgery<Enter>")
    settled()
    list_page(window).list.setFocus()
    for keys in ("Ctrl+Z", "Ctrl+Y"):
        chord(keys)
        settled()
    assert desk.clinic.rooms.get(id=desk.room.id).name == "Surgery"
    assert list_page(window).message.text() == "Done again: change of a room."


def test_undo_reaches_the_book_from_a_field_that_has_nothing_to_take_back(
    desk: Desk, opener: Opener, press: Press, chord: Chord, settled: Wait
) -> None:
    window = opener("rooms")
    type_over(window, "name")
    press("Surgery<Enter>")
    settled()
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    chord("Ctrl+Z")
    settled()
    assert desk.clinic.rooms.get(id=desk.room.id).name == "Room 1"


def test_undo_in_a_field_takes_back_what_was_typed_there_first(
    desk: Desk, opener: Opener, press: Press, chord: Chord, settled: Wait
) -> None:
    desk.clinic.rooms.update(id=desk.room.id, capacity=4)
    window = opener("rooms")
    type_over(window, "name")
    press("Surgery")
    chord("Ctrl+Z")
    settled()
    assert desk.clinic.rooms.get(id=desk.room.id).capacity == 4
    assert list_page(window).editor.said["name"] == "Room 1"


def test_undo_outside_of_a_field_takes_back_what_is_typed_before_what_is_written(
    desk: Desk, opener: Opener, press: Press, chord: Chord, settled: Wait
) -> None:
    desk.clinic.rooms.update(id=desk.room.id, capacity=4)
    window = opener("rooms")
    type_over(window, "name")
    press("Surgery")
    list_page(window).list.setFocus()
    chord("Ctrl+Z")
    settled()
    assert desk.clinic.rooms.get(id=desk.room.id).capacity == 4
    assert list_page(window).editor.said["name"] == "Room 1"


def test_nothing_to_undo_is_said(desk: Desk, opener: Opener, chord: Chord, settled: Wait) -> None:
    window = opener("rooms")
    list_page(window).list.setFocus()
    chord("Ctrl+Z")
    settled()
    assert list_page(window).message.text() == "There is nothing to undo."


def test_what_was_typed_is_written_before_another_page_is_shown(
    desk: Desk, opener: Opener, press: Press, chord: Chord, settled: Wait
) -> None:
    window = opener("rooms")
    type_over(window, "name")
    press("Surgery")
    chord("Alt+2")
    settled()
    assert window.name == NAMES[1]
    assert desk.clinic.rooms.get(id=desk.room.id).name == "Surgery"


def test_what_cannot_be_written_keeps_its_page(opener: Opener, press: Press, chord: Chord, settled: Wait) -> None:
    window = opener("rooms")
    type_over(window, "name")
    press("<Back>")
    chord("Alt+2")
    settled()
    assert window.name == "rooms"
    hit = window.nav.list.current
    assert hit is not None
    assert hit.payload == "rooms"
    assert list_page(window).editor.fields["name"].is_wrong  # type: ignore[attr-defined]


def test_esc_closes_once_what_was_typed_is_written(desk: Desk, opener: Opener, press: Press, qtbot: Any) -> None:
    window = opener("rooms")
    type_over(window, "name")
    press("Surgery")
    with qtbot.waitSignals([window.written, window.finished]):
        press("<Esc>")
    assert desk.clinic.rooms.get(id=desk.room.id).name == "Surgery"


def test_esc_stays_once_over_what_cannot_be_written_and_lets_go_of_it_the_next_time(
    desk: Desk, opener: Opener, press: Press, settled: Wait
) -> None:
    window = opener("rooms")
    type_over(window, "name")
    press("<Back><Esc>")
    settled()
    assert window.isVisible()
    press("<Esc>")
    assert not window.isVisible()
    assert desk.clinic.rooms.get(id=desk.room.id).name == "Room 1"


def test_every_write_is_told_once(desk: Desk, opener: Opener, press: Press, settled: Wait) -> None:
    told: list[str] = []
    window = opener("rooms")
    window.written.connect(lambda: told.append("written"))
    type_over(window, "name")
    press("Surgery<Enter>")
    settled()
    assert told == ["written"]


def test_a_visit_that_is_asked_for_hides_the_window_and_keeps_what_was_typed(
    desk: Desk, opener: Opener, press: Press, qtbot: Any
) -> None:
    window = opener("rooms")
    type_over(window, "name")
    press("Surgery")
    visit = desk.book(9)
    with qtbot.waitSignal(window.visit_asked) as asked:
        window.page.visit_asked.emit(visit.id, desk.clock.now)
    assert asked.args == [visit.id, desk.clock.now]
    assert not window.isVisible()
    window.show()
    assert list_page(window).editor.said["name"] == "Surgery"


def test_another_page_can_ask_for_an_item(desk: Desk, opener: Opener, settled: Wait) -> None:
    window = opener("rooms")
    window.page.asked.emit("practitioners", desk.ortega.id)
    settled()
    item = list_page(window).item
    assert item is not None
    assert item.id == desk.ortega.id


def test_the_work_behind_it_goes_on(opener: Opener) -> None:
    assert not opener("rooms").isModal()


def test_every_field_of_every_page_has_a_name_for_screen_readers(opener: Opener, settled: Wait) -> None:
    window = opener(NAMES[0])
    for name in NAMES:
        window.go(name)
        settled()
        fields = [field for field in window.page.findChildren(QLineEdit) if field.isVisible()]
        nameless = [field for field in fields if not field.accessibleName()]
        assert (name, nameless) == (name, [])


def test_every_text_of_every_page_is_plain(opener: Opener, settled: Wait) -> None:
    window = opener(NAMES[0])
    for name in NAMES:
        window.go(name)
        settled()
    assert {label.textFormat() for label in window.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_no_page_shows_a_window_of_its_own_while_it_is_built(opener: Opener, settled: Wait) -> None:
    window = opener(NAMES[0])
    seen = Windows()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(seen)
    for name in NAMES:
        window.go(name)
        settled()
    app.removeEventFilter(seen)
    assert seen.shown == []


def test_every_page_is_imported_in_idle_moments_one_module_at_a_time() -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([])\n"
        "from frontdesk.gui.dialogs.settings.pages import MAKERS, preload\n"
        "more, turns = True, 0\n"
        "while more: more, turns = preload(), turns + 1\n"
        "missing = [n for n in (*MAKERS, 'window') if f'frontdesk.gui.dialogs.settings.{n}' not in sys.modules]\n"
        "assert not missing, missing\n"
        "assert turns > len(MAKERS)\n"
        "app.sendPostedEvents(None, 52)\n"  # deferred deletes
        "assert not app.topLevelWidgets(), app.topLevelWidgets()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


class Windows(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False
