"""Setting a clinic up: each kind listed, edited, put away and brought back, by keys alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.dialogs.setup import SetupDialog
from frontdesk.gui.ground.tasks import Tasks
from tests.gui.dialogs.conftest import Press
from tests.support.clinics import Desk

Opener = Callable[[str], SetupDialog]


@pytest.fixture
def opener(tasks: Tasks, over: QWidget, qtbot: Any) -> Opener:
    """Open the dialog on one kind, with everything read."""

    def do(first: str) -> SetupDialog:
        dialog = SetupDialog(tasks, over, first=first)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isActiveWindow())
        qtbot.waitUntil(lambda: tasks.idle)
        return dialog

    return do


def names(dialog: SetupDialog) -> list[str]:
    return [hit.title for hit in dialog.page.list.hits]


def written(dialog: SetupDialog, tasks: Tasks, qtbot: Any, press: Press, keys: str) -> None:
    with qtbot.waitSignal(dialog.written):
        press(keys)
    qtbot.waitUntil(lambda: tasks.idle)


def test_a_practitioner_is_added_with_typed_hours(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    dialog = opener("practitioners")
    dialog.page.add.click()
    press("Nora Svensson")
    dialog.page.editor.fields["hours"].control.lines[1].setFocus()
    written(dialog, tasks, qtbot, press, "8:30-12:30, 1330-1730<Enter>")
    made = desk.clinic.practitioners.list()[-1]
    assert made.name == "Nora Svensson"
    assert desk.clinic.working_hours.get(practitioner=made.id).hours == (
        WeeklyHours(1, 510, 750),
        WeeklyHours(1, 810, 1050),
    )


def test_hours_that_cannot_be_read_are_told_and_stay_as_typed(opener: Opener, press: Press) -> None:
    dialog = opener("practitioners")
    week = dialog.page.editor.fields["hours"].control
    week.lines[2].setFocus()
    week.lines[2].selectAll()
    press("early<Enter>")
    assert dialog.page.editor.fields["hours"].is_wrong
    assert week.lines[2].text() == "early"
    assert week.lines[2].hasFocus()


def test_hours_that_overlap_are_refused_by_the_book_and_told_beside_them(
    opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    dialog = opener("practitioners")
    week = dialog.page.editor.fields["hours"].control
    week.lines[0].setFocus()
    week.lines[0].selectAll()
    press("9-12, 11-13<Enter>")
    qtbot.waitUntil(lambda: tasks.idle)
    assert dialog.page.editor.fields["hours"].is_wrong


def test_the_working_week_is_copied_from_monday(opener: Opener) -> None:
    dialog = opener("practitioners")
    week = dialog.page.editor.fields["hours"].control
    week.lines[0].setText("7-11")
    week.same.click()
    assert week.days == ("7-11",) * 5 + ("", "")


def test_a_closed_day_may_be_typed_in_words(opener: Opener) -> None:
    dialog = opener("practitioners")
    week = dialog.page.editor.fields["hours"].control
    week.lines[0].setText("closed")
    assert week.days[0] == ""


def test_a_service_gets_its_length_and_buffers_in_any_form(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    dialog = opener("services")
    dialog.page.add.click()
    press("Check-up<Tab>")
    dialog.page.editor.fields["duration"].control.selectAll()
    written(dialog, tasks, qtbot, press, "1h30<Tab>5<Tab>10 min<Enter>")
    made = desk.clinic.services.list()[-1]
    assert (made.name, made.duration) == ("Check-up", 90 * MINUTE)
    assert (made.buffer_before, made.buffer_after) == (5 * MINUTE, 10 * MINUTE)


def test_a_change_keeps_what_was_not_touched(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    dialog = opener("services")
    dialog.page.editor.fields["name"].control.setFocus()
    dialog.page.editor.fields["name"].control.selectAll()
    written(dialog, tasks, qtbot, press, "First visit<Enter>")
    after = desk.clinic.services.get(id=desk.service.id)
    assert (after.name, after.hue, after.buffer_after) == ("First visit", desk.service.hue, desk.service.buffer_after)


def test_a_name_must_be_there(opener: Opener, tasks: Tasks, press: Press, qtbot: Any) -> None:
    dialog = opener("services")
    name = dialog.page.editor.fields["name"].control
    name.setFocus()
    name.selectAll()
    press("<Back><Enter>")
    qtbot.waitUntil(lambda: tasks.idle)
    assert dialog.page.editor.fields["name"].is_wrong


def test_an_archived_one_is_hidden_until_it_is_asked_for_and_comes_back(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener("practitioners")
    with qtbot.waitSignal(dialog.written):
        dialog.page.away.click()
    qtbot.waitUntil(lambda: tasks.idle)
    assert names(dialog) == ["Dr. Luis Ortega"]
    dialog.page.archived.setChecked(True)
    assert names(dialog) == ["Dr. Amelia Chen", "Dr. Luis Ortega"]
    dialog.page.list.setCurrentIndex(dialog.page.list.model().index(0, 0))
    with qtbot.waitSignal(dialog.written):
        dialog.page.away.click()
    qtbot.waitUntil(lambda: tasks.idle)
    assert desk.clinic.practitioners.get(id=desk.chen.id).archived_at is None


def test_the_usual_location_cannot_be_archived_and_the_reason_is_told(opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    dialog = opener("locations")
    dialog.page.away.click()
    qtbot.waitUntil(lambda: tasks.idle)
    assert "usual location" in dialog.page.message.text()


def test_a_room_is_added_at_the_location_that_was_chosen(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    other = desk.clinic.locations.create(name="Harbour")
    dialog = opener("rooms")
    dialog.page.add.click()
    press("Lab")
    dialog.page.editor.fields["location"].control.setCurrentText("Harbour")
    with qtbot.waitSignal(dialog.written):
        dialog.page.write()
    assert desk.clinic.rooms.list()[-1].location_id == other.id


def test_what_was_typed_is_written_when_another_is_gone_to(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    dialog = opener("practitioners")
    dialog.page.editor.fields["name"].control.setFocus()
    dialog.page.editor.fields["name"].control.selectAll()
    press("Dr. Amy Chen")
    dialog.page.list.setFocus()
    written(dialog, tasks, qtbot, press, "<Down>")
    assert desk.clinic.practitioners.get(id=desk.chen.id).name == "Dr. Amy Chen"
    assert dialog.page.item is not None
    assert dialog.page.item.id == desk.ortega.id


def test_esc_closes_and_what_was_typed_is_written(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    dialog = opener("practitioners")
    dialog.page.editor.fields["name"].control.setFocus()
    dialog.page.editor.fields["name"].control.selectAll()
    press("Dr. Amy Chen<Esc>")
    qtbot.waitUntil(lambda: tasks.idle)
    assert desk.clinic.practitioners.get(id=desk.chen.id).name == "Dr. Amy Chen"


def test_a_colour_is_chosen_by_a_press(desk: Desk, opener: Opener, qtbot: Any) -> None:
    dialog = opener("practitioners")
    swatch = dialog.page.editor.fields["hue"].control.swatches[3]
    swatch.click()
    with qtbot.waitSignal(dialog.written):
        dialog.page.write()
    assert desk.clinic.practitioners.get(id=desk.chen.id).hue == swatch.hue
