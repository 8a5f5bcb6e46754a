"""The page of equipment, by keys alone, with the visits that lose theirs."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.equipment import Equipment
from frontdesk.domain.instants import local_date
from frontdesk.gui.dialogs.settings.equipment import EquipmentPage
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from frontdesk.gui.ground.tasks import Tasks
from tests.gui.dialogs.conftest import Press
from tests.gui.dialogs.settings.conftest import Opener, Wait, list_page, type_over
from tests.support.clinics import ZONE, Desk


@pytest.fixture
def scanner(desk: Desk) -> Equipment:
    """Give a thing of two units."""
    return desk.clinic.equipment.create(name="Scanner", quantity=2).equipment


def page(window: SettingsWindow) -> EquipmentPage:
    assert isinstance(window.page, EquipmentPage)
    return window.page


def looked(window: SettingsWindow, tasks: Tasks, qtbot: Any) -> None:
    """Wait until it was looked who loses theirs."""
    qtbot.waitUntil(lambda: not page(window).pausing and tasks.idle)


def test_everything_of_an_equipment_is_typed_without_a_mouse(
    desk: Desk, opener: Opener, press: Press, settled: Wait
) -> None:
    window = opener("equipment")
    press("<Tab>")
    page(window).add.setFocus()
    press("<Space>Ultrasound")
    type_over(window, "quantity")
    press("3<Tab>")
    type_over(window, "out_of_service")
    press("1<Enter>")
    settled()
    made = desk.clinic.equipment.list()[-1]
    assert (made.name, made.quantity, made.out_of_service) == ("Ultrasound", 3, 1)


def test_how_many_can_be_used_stands_in_the_list(desk: Desk, scanner: Equipment, opener: Opener) -> None:
    desk.clinic.equipment.update(id=scanner.id, out_of_service=1)
    assert page(opener("equipment")).list.hits[0].remark == "1/2"


def test_who_loses_theirs_is_listed_while_the_number_is_typed_and_nothing_is_written(
    desk: Desk, scanner: Equipment, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, equipment=[scanner.id])
    desk.book(9, equipment=[scanner.id], practitioner=desk.ortega.id, patient=desk.leo.id)
    window = opener("equipment")
    type_over(window, "out_of_service")
    press("1")
    looked(window, tasks, qtbot)
    assert [hit.detail for hit in page(window).fields.losing.hits] == ["Leo Martin · Dr. Luis Ortega"]
    assert page(window).fields.told_losing.text().startswith("1 booked visit loses its unit.")
    assert desk.clinic.equipment.get(id=scanner.id).out_of_service == 0


def test_the_list_goes_when_the_number_is_taken_back(
    desk: Desk, scanner: Equipment, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, equipment=[scanner.id])
    window = opener("equipment")
    type_over(window, "out_of_service")
    press("2")
    looked(window, tasks, qtbot)
    assert page(window).fields.losing.isVisible()
    press("<Back>0")
    looked(window, tasks, qtbot)
    assert not page(window).fields.losing.isVisible()
    assert not page(window).fields.told_losing.isVisible()


def test_a_visit_of_the_list_is_opened_by_enter(
    desk: Desk, scanner: Equipment, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    visit = desk.book(9, equipment=[scanner.id])
    window = opener("equipment")
    type_over(window, "out_of_service")
    press("2")
    looked(window, tasks, qtbot)
    page(window).fields.losing.setFocus()
    with qtbot.waitSignal(window.visit_asked) as asked:
        press("<Enter>")
    assert asked.args == [visit.id, local_date(visit.start, ZONE)]


def test_the_list_stays_when_the_numbers_are_written(
    desk: Desk, scanner: Equipment, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, equipment=[scanner.id])
    window = opener("equipment")
    type_over(window, "out_of_service")
    press("2")
    looked(window, tasks, qtbot)
    press("<Enter>")
    qtbot.waitUntil(lambda: tasks.idle)
    assert desk.clinic.equipment.get(id=scanner.id).out_of_service == 2
    assert page(window).fields.losing.isVisible()


def test_more_out_of_service_than_there_are_is_told_while_it_is_typed(
    scanner: Equipment, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    window = opener("equipment")
    type_over(window, "out_of_service")
    press("3")
    looked(window, tasks, qtbot)
    assert page(window).fields.fields["out_of_service"].is_wrong
    assert page(window).fields.fields["out_of_service"].control.hasFocus()


def test_what_is_no_number_is_told_while_it_is_typed(
    scanner: Equipment, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    window = opener("equipment")
    type_over(window, "quantity")
    press("two")
    looked(window, tasks, qtbot)
    assert page(window).fields.fields["quantity"].is_wrong
    assert list_page(window).editor.said["quantity"] == "two"
