"""How forms behave: taken back and brought back, said to be wrong while typed, left and saved in one's place."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication, QScrollArea

from frontdesk.domain.calendar import CalendarKind
from frontdesk.domain.length import Unit
from frontdesk.gui.dialogs.settings.calendars_editor import CalendarEditor
from frontdesk.gui.dialogs.settings.clinic import ClinicPage
from frontdesk.gui.dialogs.settings.measure import Measure
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from tests.gui.dialogs.conftest import Press
from tests.gui.dialogs.settings.conftest import Chord, Opener, Wait, list_page, names, type_over
from tests.support.clinics import Desk


def field(window: SettingsWindow, name: str) -> Any:
    return list_page(window).editor.fields[name]  # type: ignore[attr-defined]


def calendar_editor(window: SettingsWindow) -> CalendarEditor:
    found = list_page(window).editor
    assert isinstance(found, CalendarEditor)
    return found


def nobody_gives_it(window: SettingsWindow) -> None:
    """Take the tick of everyone, with the form scrolled up and the focus in the name."""
    people = field(window, "practitioners").control
    people.show_ticks(())
    people.changed.emit()
    list_page(window).editor.begin()


def tell_of_the_team(window: SettingsWindow) -> None:
    """Hold that the foot says why it stays, and that the field that is wrong is seen and has the focus."""
    people = field(window, "practitioners").control
    assert list_page(window).message.text() == "Put this right or cancel first."
    assert people.everyone.hasFocus()
    assert not people.everyone.visibleRegion().isEmpty()


def test_cancel_is_there_while_something_is_unsaved_and_takes_it_back(
    desk: Desk, opener: Opener, press: Press, settled: Wait
) -> None:
    window = opener("rooms")
    page = list_page(window)
    assert not page.cancel.isVisible()
    type_over(window, "name")
    press("Surgery")
    assert page.cancel.isVisible()
    page.cancel.click()
    settled()
    assert (page.editor.said["name"], page.cancel.isVisible()) == ("Room 1", False)
    assert desk.clinic.rooms.get(id=desk.room.id).name == "Room 1"


def test_cancel_takes_back_what_was_typed_of_the_clinic(opener: Opener, press: Press, settled: Wait) -> None:
    window = opener("clinic")
    page = window.page
    assert isinstance(page, ClinicPage)
    page.begin()
    press("Elsewhere")
    page.cancel.click()
    settled()
    assert page.editor.said["name"] == "Main Street"
    page.bring_back()
    assert page.editor.said["name"] == "Elsewhere"


def test_a_form_that_was_taken_back_is_brought_back_whole(
    opener: Opener, press: Press, chord: Chord, settled: Wait
) -> None:
    window = opener("rooms")
    type_over(window, "name")
    press("Surgery")
    type_over(window, "capacity")
    press("7")
    list_page(window).list.setFocus()
    chord("Ctrl+Z")
    settled()
    assert list_page(window).message.text() == "What was typed is taken back. Ctrl Y brings it back."
    chord("Ctrl+Y")
    settled()
    said = list_page(window).editor.said
    assert (said["name"], said["capacity"]) == ("Surgery", "7")
    assert list_page(window).save.isEnabled()


def test_what_was_taken_back_of_one_is_not_brought_to_another(
    opener: Opener, press: Press, chord: Chord, settled: Wait
) -> None:
    window = opener("rooms")
    type_over(window, "name")
    press("Surgery")
    list_page(window).list.setFocus()
    chord("Ctrl+Z")
    press("<Down>")
    settled()
    assert not list_page(window).can_bring_back


def test_the_focus_stays_in_its_field_over_a_save_by_the_button(
    opener: Opener, press: Press, settled: Wait, chord: Chord
) -> None:
    window = opener("rooms")
    type_over(window, "name")
    press("Surgery")
    list_page(window).save.setFocus()
    press("<Space>")
    settled()
    assert field(window, "name").control.hasFocus()


def test_another_item_is_shown_from_its_beginning(desk: Desk, opener: Opener, settled: Wait) -> None:
    desk.clinic.services.create(name="Another")
    window = opener("services")
    page = list_page(window)
    bar = page.findChildren(QScrollArea)[0].verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    page.list.setCurrentIndex(page.list.model().index(names(window).index("Another"), 0))
    assert bar.value() == 0


def test_a_page_that_cannot_be_left_says_why_and_shows_where(
    opener: Opener, press: Press, chord: Chord, settled: Wait
) -> None:
    window = opener("services")
    nobody_gives_it(window)
    chord("Alt+1")
    settled()
    assert window.name == "services"
    tell_of_the_team(window)


def test_an_item_that_cannot_be_left_says_why_and_shows_where(
    desk: Desk, opener: Opener, press: Press, settled: Wait
) -> None:
    desk.clinic.services.create(name="Another")
    window = opener("services")
    nobody_gives_it(window)
    page = list_page(window)
    other = page.list.model().index(1 - page.list.currentIndex().row(), 0)
    page.list.setCurrentIndex(other)
    page.list.clicked.emit(other)
    settled()
    tell_of_the_team(window)


def test_an_item_that_is_gone_to_by_a_click_is_gone_into_once_the_other_is_written(
    opener: Opener, press: Press, settled: Wait
) -> None:
    window = opener("rooms")
    page = list_page(window)
    type_over(window, "name")
    press("Surgery")
    other = page.list.model().index(1, 0)
    page.list.setCurrentIndex(other)
    page.list.clicked.emit(other)
    settled()
    assert (page.editor.said["name"], field(window, "name").control.selectedText()) == ("Room 2", "Room 2")
    assert field(window, "name").control.hasFocus()


def test_numbers_of_equipment_are_said_to_be_wrong_while_they_are_typed(
    opener: Opener, press: Press, settled: Wait
) -> None:
    window = opener("equipment")
    page = list_page(window)
    page.begin_new()
    press("Laser")
    type_over(window, "out_of_service")
    press("3")
    assert field(window, "out_of_service").is_wrong
    assert not page.save.isEnabled()
    type_over(window, "quantity")
    press("4")
    assert not field(window, "out_of_service").is_wrong
    assert page.save.isEnabled()


def test_what_is_missing_is_told_where_it_is_missing(opener: Opener, press: Press) -> None:
    window = opener("calendars")
    page = list_page(window)
    page.begin_new()
    calendar_editor(window).choose_kind(CalendarKind.PERSONAL)
    press("Mornings")
    team = field(window, "team")
    assert (team.message.isVisible(), team.message.text()) == (
        True,
        "A personal calendar has exactly one practitioner.",
    )


def test_a_notice_beyond_the_window_is_said_while_it_is_typed(opener: Opener, press: Press) -> None:
    window = opener("calendars")
    list_page(window).begin_new()
    editor = calendar_editor(window)
    editor.choose_kind(CalendarKind.PERSONAL)
    field(window, "window").control.show_measure(Measure("3", Unit.DAYS))
    field(window, "notice").control.amount.setFocus()
    assert QApplication.focusWidget() is field(window, "notice").control.amount
    press("900")
    assert field(window, "notice").is_wrong


def test_a_name_that_a_group_has_already_tells_of_another_short_name(
    desk: Desk, opener: Opener, press: Press, settled: Wait
) -> None:
    desk.clinic.calendar_groups.create(name="Doctors")
    window = opener("groups")
    list_page(window).begin_new()
    press("Doctors")
    settled()
    told = "“doctors” is taken by another group: a number is put behind it."
    assert field(window, "slug").message.text() == told
