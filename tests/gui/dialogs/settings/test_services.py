"""The page of services, by keys alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from frontdesk.domain.equipment import Need
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.dialogs.settings.choices import Choice
from frontdesk.gui.dialogs.settings.people_picker import FILTER_FROM, Picker
from frontdesk.gui.dialogs.settings.row_model import Column, RowModel
from frontdesk.gui.dialogs.settings.services_draft import AddOnRow
from frontdesk.gui.dialogs.settings.services_editor import ServiceEditor
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from frontdesk.services.service_parts import NewVariation
from tests.gui.dialogs.conftest import Press
from tests.gui.dialogs.settings.conftest import Opener, Wait, list_page, names
from tests.gui.dialogs.settings.walking import key, left, walk_to
from tests.support.clinics import Desk


def editor(window: SettingsWindow) -> ServiceEditor:
    found = list_page(window).editor
    assert isinstance(found, ServiceEditor)
    return found


def show(window: SettingsWindow, name: str) -> None:
    page = list_page(window)
    page.list.setCurrentIndex(page.list.model().index(names(window).index(name), 0))


def test_a_service_is_made_changed_and_read_again_by_keys_alone(
    desk: Desk, opener: Opener, press: Press, settled: Wait, qtbot: Any
) -> None:
    laser = desk.clinic.equipment.create(name="Laser", quantity=3).equipment
    window = opener("services")
    page, fields = list_page(window), editor(window)
    walk_to(qtbot, page.add)
    press("<Space>Laser 45<Tab>Skin<Tab>On the skin<Tab><Right>")
    walk_to(qtbot, fields.duration)
    press("45<Tab>5 min<Tab>10<Tab>45.50")
    walk_to(qtbot, fields.variations.add)
    press("<Space>Long<Tab>1h30<Tab><Tab><Tab>90<Enter>")
    left(qtbot, fields.variations)
    walk_to(qtbot, fields.add_ons.add)
    press("<Space>Cream<Tab><Tab>8<Enter>")
    left(qtbot, fields.add_ons)
    walk_to(qtbot, fields.people.everyone)
    press("<Space>")
    walk_to(qtbot, fields.people.list)
    press("<Down><Space>")
    walk_to(qtbot, fields.rooms.list)
    press("<Space>")
    walk_to(qtbot, fields.equipment.add)
    press("<Space>las<Tab>2<Enter>")
    left(qtbot, fields.equipment)
    walk_to(qtbot, fields.private)
    press("<Space><Enter>")
    settled()
    made = desk.clinic.services.list()[-1]
    assert (made.name, made.slug, made.category, made.description) == ("Laser 45", "laser-45", "Skin", "On the skin")
    assert (made.duration, made.buffer_before, made.buffer_after) == (45 * MINUTE, 5 * MINUTE, 10 * MINUTE)
    assert (made.price, made.private, made.hue) == (4550, True, 190)
    assert (made.practitioners, made.rooms, made.equipment) == (
        (desk.ortega.id,),
        (desk.room.id,),
        (Need(laser.id, 2),),
    )
    assert [(v.name, v.duration, v.buffer_before, v.price) for v in made.variations] == [
        ("Long", 90 * MINUTE, 5 * MINUTE, 9000)
    ]
    assert [(a.name, a.duration, a.price) for a in made.add_ons] == [("Cream", 0, 800)]
    walk_to(qtbot, fields.price)
    press("60<Enter>")
    settled()
    after = desk.clinic.services.get(id=made.id)
    assert after == replace(made, price=6000, version=after.version)
    assert editor(window).said["draft"].service() == replace(after, version=1, position=0)
    assert not page.is_changed


def test_what_is_wrong_is_said_while_it_is_typed_and_save_waits(opener: Opener, press: Press, qtbot: Any) -> None:
    window = opener("services")
    page, fields = list_page(window), editor(window)
    walk_to(qtbot, fields.price)
    press("much")
    assert fields.fields["price"].is_wrong
    walk_to(qtbot, fields.seats)
    press("0")
    assert fields.fields["max_attendees"].is_wrong
    assert not page.save.isEnabled()
    assert page.message.text() == "2 things to put right"
    press("<Back>3")
    assert not fields.fields["max_attendees"].is_wrong
    assert page.message.text() == "1 thing to put right"


def test_what_is_not_there_yet_is_no_mistake_until_someone_saves(opener: Opener, press: Press) -> None:
    window = opener("services")
    fields = editor(window)
    list_page(window).begin_new()
    press("A<Back>")
    assert not fields.fields["name"].is_wrong
    assert not list_page(window).save.isEnabled()
    press("<Tab>Skin<Enter>")
    assert fields.fields["name"].is_wrong
    assert fields.name.hasFocus()


def test_nobody_ticked_is_said_at_once(opener: Opener, press: Press, qtbot: Any) -> None:
    window = opener("services")
    fields = editor(window)
    walk_to(qtbot, fields.people.everyone)
    press("<Space>")
    assert fields.fields["practitioners"].is_wrong


def test_more_units_than_there_are_is_said_at_once(desk: Desk, opener: Opener, press: Press, qtbot: Any) -> None:
    desk.clinic.equipment.create(name="Laser", quantity=2)
    fields = editor(opener("services"))
    walk_to(qtbot, fields.equipment.add)
    press("<Space>las<Tab>3<Enter>")
    left(qtbot, fields.equipment)
    assert fields.fields["equipment"].message.text() == "From 1 to 2 units."


def test_whose_time_a_service_takes_is_said(opener: Opener, press: Press, qtbot: Any) -> None:
    window = opener("services")
    fields = editor(window)
    assert fields.sum.text() == "30 min for the patient, 40 min of the practitioner's time."
    walk_to(qtbot, fields.before)
    press("5")
    assert fields.sum.text() == "30 min for the patient, 45 min of the practitioner's time."


def test_a_description_of_several_lines_is_saved_by_ctrl_enter(
    desk: Desk, opener: Opener, press: Press, settled: Wait, qtbot: Any
) -> None:
    window = opener("services")
    walk_to(qtbot, editor(window).description)
    press("One<Enter>two")
    key(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert desk.clinic.services.get(id=desk.service.id).description == "One\ntwo"


def test_rows_are_put_in_order_and_removed_by_keys(
    desk: Desk, opener: Opener, press: Press, settled: Wait, qtbot: Any
) -> None:
    new = [NewVariation(name=name, duration=30 * MINUTE) for name in ("A", "B", "C")]
    held = desk.clinic.services.update(id=desk.service.id, variations=new)
    window = opener("services")
    fields = editor(window)
    walk_to(qtbot, fields.variations.grid)
    press("<Down>")
    key(qtbot, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    press("<Down><Down>")
    key(qtbot, Qt.Key.Key_Delete)
    assert fields.variations.grid.hasFocus()
    walk_to(qtbot, fields.name)
    press("Visit<Enter>")
    settled()
    after = desk.clinic.services.get(id=held.id)
    assert [v.id for v in after.variations] == [held.variations[1].id, held.variations[0].id]
    assert [v.name for v in after.removed_variations] == ["C"]


def test_a_wrong_cell_is_marked_and_gone_to(opener: Opener, press: Press, qtbot: Any) -> None:
    window = opener("services")
    fields = editor(window)
    walk_to(qtbot, fields.variations.add)
    press("<Space>Long<Tab>forever<Enter>")
    left(qtbot, fields.variations)
    assert fields.fields["variations"].is_wrong
    walk_to(qtbot, fields.form)
    press("<Enter>")
    index = fields.variations.grid.currentIndex()
    assert fields.variations.grid.hasFocus()
    assert fields.variations.model.columns[index.column()].field == "duration"


def test_a_deleted_service_is_gone_and_one_with_visits_is_archived_and_said_so(
    desk: Desk, opener: Opener, settled: Wait
) -> None:
    desk.clinic.services.create(name="Yoga")
    desk.book(10, service=desk.service.id)
    window = opener("services")
    page = list_page(window)
    show(window, "Yoga")
    page.gone.click()
    settled()
    assert "Yoga" not in names(window)
    show(window, "Consultation")
    page.gone.click()
    settled()
    assert "Archived, not deleted" in page.message.text()
    assert desk.clinic.services.get(id=desk.service.id).archived_at is not None


def test_two_hundred_services_and_a_hundred_people_make_no_widget_each(desk: Desk, opener: Opener) -> None:
    with desk.clinic.writing("test.many", lambda: "Many") as work:
        for n in range(100):
            work.create(replace(desk.ortega, id=work.new_id(), name=f"Dr. {n}"))
        for n in range(200):
            work.create(replace(desk.service, id=work.new_id(), name=f"Service {n}", slug=f"s{n}"))
    window = opener("services")
    assert len(names(window)) == 201
    assert editor(window).people.model.rowCount() == 102
    assert len(QApplication.allWidgets()) < 1500


def choices(count: int) -> list[Choice]:
    people = ("Abel", "Brun", "Cole", "Dahl", "Ek", "Fox", "Gray", "Hall", "Ibe")
    return [Choice(n, f"Dr. {name}") for n, name in enumerate(people[:count])]


def test_letters_find_one_of_many_and_enter_ticks(press: Press, qtbot: Any) -> None:
    picker = Picker("People", everyone="Everyone")
    qtbot.addWidget(picker)
    picker.offer(choices(FILTER_FROM + 1))
    picker.show_ticks([0])
    picker.show()
    picker.activateWindow()
    qtbot.waitUntil(picker.isActiveWindow)
    picker.filter.setFocus()
    with qtbot.waitSignal(picker.changed):
        press("fox<Enter>")
    assert picker.ticked == {0, 5}
    assert picker.count.text() == "2 of 9 ticked"


def test_everyone_hides_the_list(qtbot: Any) -> None:
    picker = Picker("People", everyone="Everyone")
    qtbot.addWidget(picker)
    picker.offer(choices(3))
    picker.show_ticks((), everyone=True)
    picker.show()
    assert not picker.list.isVisible()
    assert not picker.filter.isVisible()
    picker.everyone.click()
    assert picker.list.isVisible()


def test_a_tick_that_is_not_offered_any_more_stays(qtbot: Any) -> None:
    picker = Picker("People")
    qtbot.addWidget(picker)
    picker.offer(choices(2))
    picker.show_ticks([1, 77])
    picker.model.turn(picker.model.index(0))
    assert picker.ticked == {0, 1, 77}


def test_the_models_of_rows_and_ticks_are_sound(qtbot: Any) -> None:
    model = RowModel([Column("name", "Name"), Column("price", "Price")], AddOnRow)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    rows = QAbstractItemModelTester(model, mode)
    model.add()
    model.setData(model.index(0, 0), "Tape")
    model.add()
    assert model.swap(0, 1)
    model.drop(0)
    assert model.rows == (AddOnRow("Tape"),)
    picker = Picker("People")
    qtbot.addWidget(picker)
    ticks = QAbstractItemModelTester(picker.model, mode)
    picker.offer(choices(9))
    picker.model.find("fox")
    assert picker.model.rowCount() == 1
    assert (rows.model(), ticks.model()) == (model, picker.model)
