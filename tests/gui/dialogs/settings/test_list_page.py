"""A page with a list: added, edited, put away, brought back, deleted and found again, by keys alone."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLineEdit

from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from tests.gui.dialogs.conftest import Press
from tests.gui.dialogs.settings.conftest import Chord, Opener, Wait, list_page, names, type_over
from tests.support.clinics import Desk


def chen(desk: Desk) -> str:
    return desk.clinic.practitioners.get(id=desk.chen.id).name


def shown(window: SettingsWindow) -> Id | None:
    item = list_page(window).item
    assert item is not None
    return item.id


def test_one_is_added_by_keys_alone(desk: Desk, opener: Opener, press: Press, settled: Wait) -> None:
    window = opener("practitioners")
    list_page(window).add.setFocus()
    press("<Space>Nora Svensson<Tab>Nursing<Enter>")
    settled()
    made = desk.clinic.practitioners.list()[-1]
    assert (made.name, made.speciality) == ("Nora Svensson", "Nursing")
    assert shown(window) == made.id


def test_what_was_added_stands_in_the_list_and_is_chosen(opener: Opener, press: Press, settled: Wait) -> None:
    window = opener("practitioners")
    list_page(window).add.click()
    press("Nora Svensson<Enter>")
    settled()
    assert names(window) == ["Dr. Amelia Chen", "Dr. Luis Ortega", "Nora Svensson"]
    current = list_page(window).list.current
    assert current is not None
    assert current.title == "Nora Svensson"


def test_a_change_keeps_what_was_not_touched(desk: Desk, opener: Opener, press: Press, settled: Wait) -> None:
    window = opener("practitioners")
    type_over(window, "name")
    press("Dr. Amy Chen<Enter>")
    settled()
    after = desk.clinic.practitioners.get(id=desk.chen.id)
    assert (after.name, after.speciality, after.hue) == ("Dr. Amy Chen", desk.chen.speciality, desk.chen.hue)


def test_nothing_is_written_where_nothing_was_changed(desk: Desk, opener: Opener, press: Press, settled: Wait) -> None:
    window = opener("practitioners")
    type_over(window, "name")
    press("<Enter>")
    settled()
    assert desk.clinic.practitioners.get(id=desk.chen.id).version == desk.chen.version


def test_a_name_must_be_there(desk: Desk, opener: Opener, press: Press, settled: Wait) -> None:
    window = opener("practitioners")
    type_over(window, "name")
    press("<Back><Enter>")
    settled()
    assert list_page(window).editor.fields["name"].is_wrong  # type: ignore[attr-defined]
    assert chen(desk) == "Dr. Amelia Chen"


def test_what_was_typed_is_written_when_another_is_gone_to(
    desk: Desk, opener: Opener, press: Press, settled: Wait
) -> None:
    window = opener("practitioners")
    type_over(window, "name")
    press("Dr. Amy Chen")
    list_page(window).list.setFocus()
    press("<Down>")
    settled()
    assert chen(desk) == "Dr. Amy Chen"
    assert shown(window) == desk.ortega.id


def test_what_cannot_be_written_keeps_the_item_chosen(opener: Opener, press: Press, settled: Wait, desk: Desk) -> None:
    window = opener("practitioners")
    type_over(window, "name")
    press("<Back>")
    list_page(window).list.setFocus()
    press("<Down>")
    settled()
    current = list_page(window).list.current
    assert shown(window) == desk.chen.id
    assert current is not None
    assert current.title == "Dr. Amelia Chen"


def test_what_is_typed_while_the_rest_is_written_stays(desk: Desk, opener: Opener, press: Press, settled: Wait) -> None:
    window = opener("practitioners")
    type_over(window, "name")
    press("Dr. Amy<Enter> Chen")
    settled()
    assert chen(desk) == "Dr. Amy"
    assert list_page(window).editor.said["name"] == "Dr. Amy Chen"
    press("<Enter>")
    settled()
    assert chen(desk) == "Dr. Amy Chen"


def test_what_someone_else_changed_meanwhile_is_not_overwritten(
    desk: Desk, opener: Opener, press: Press, settled: Wait
) -> None:
    window = opener("practitioners")
    type_over(window, "name")
    press("Dr. Amy Chen")
    desk.clinic.practitioners.update(id=desk.chen.id, speciality="Surgery")
    window.refresh()
    settled()
    press("<Enter>")
    settled()
    assert desk.clinic.practitioners.get(id=desk.chen.id).name == "Dr. Amelia Chen"
    assert "meantime" in list_page(window).message.text()
    assert list_page(window).editor.said["name"] == "Dr. Amy Chen"


def test_what_someone_else_changed_is_shown_where_nothing_was_typed(desk: Desk, opener: Opener, settled: Wait) -> None:
    window = opener("practitioners")
    desk.clinic.practitioners.update(id=desk.chen.id, speciality="Surgery")
    window.refresh()
    settled()
    assert list_page(window).editor.said["speciality"] == "Surgery"


def test_an_archived_one_is_hidden_until_it_is_asked_for_and_comes_back(
    desk: Desk, opener: Opener, press: Press, settled: Wait
) -> None:
    window = opener("practitioners")
    list_page(window).away.setFocus()
    press("<Space>")
    settled()
    assert names(window) == ["Dr. Luis Ortega"]
    assert shown(window) == desk.ortega.id
    list_page(window).archived.setFocus()
    press("<Space>")
    assert names(window) == ["Dr. Amelia Chen", "Dr. Luis Ortega"]
    list_page(window).list.setFocus()
    press("<Up>")
    list_page(window).away.setFocus()
    press("<Space>")
    settled()
    assert desk.clinic.practitioners.get(id=desk.chen.id).archived_at is None


def test_what_was_put_away_is_said_with_the_key_that_brings_it_back(opener: Opener, settled: Wait) -> None:
    window = opener("practitioners")
    list_page(window).away.click()
    settled()
    assert list_page(window).message.text() == "Archived: Dr. Amelia Chen. Ctrl+Z brings it back."


def test_the_last_that_was_put_away_leaves_an_empty_form(desk: Desk, opener: Opener, settled: Wait) -> None:
    window = opener("practitioners")
    for _ in range(2):
        list_page(window).away.click()
        settled()
    assert names(window) == []
    assert shown(window) is None


def test_letters_narrow_the_list_and_enter_goes_into_the_item(
    desk: Desk, opener: Opener, press: Press, settled: Wait
) -> None:
    window = opener("practitioners")
    list_page(window).filter.setFocus()
    press("orteg")
    assert names(window) == ["Dr. Luis Ortega"]
    press("<Down>")
    assert shown(window) == desk.ortega.id
    press("<Enter>")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "Dr. Luis Ortega"


def test_esc_in_the_filter_shows_the_whole_list_again(opener: Opener, press: Press) -> None:
    window = opener("practitioners")
    list_page(window).filter.setFocus()
    press("orteg<Esc>")
    assert names(window) == ["Dr. Amelia Chen", "Dr. Luis Ortega"]
    assert window.isVisible()


def test_enter_in_the_list_goes_into_the_item(opener: Opener, press: Press) -> None:
    window = opener("practitioners")
    list_page(window).list.setFocus()
    press("<Enter>")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.selectedText() == "Dr. Amelia Chen"


def test_what_is_in_use_is_archived_by_delete_and_the_page_says_so(desk: Desk, opener: Opener, settled: Wait) -> None:
    desk.book(9, room=desk.room.id)
    window = opener("rooms")
    list_page(window).gone.click()
    settled()
    assert desk.clinic.rooms.get(id=desk.room.id).archived_at is not None
    assert list_page(window).message.text().startswith("Archived, not deleted: “Room 1” is in use (1).")


def test_what_nobody_needs_is_deleted(desk: Desk, opener: Opener, settled: Wait) -> None:
    window = opener("rooms")
    list_page(window).gone.click()
    settled()
    assert [room.name for room in desk.clinic.rooms.list(archived=True)] == ["Room 2"]
    assert list_page(window).message.text() == "Deleted: Room 1. Ctrl+Z brings it back."


def test_what_was_deleted_comes_back_by_undo(desk: Desk, opener: Opener, chord: Chord, settled: Wait) -> None:
    window = opener("rooms")
    list_page(window).gone.click()
    settled()
    list_page(window).list.setFocus()
    chord("Ctrl+Z")
    settled()
    assert names(window) == ["Room 1", "Room 2"]


def test_the_save_button_waits_for_a_change(opener: Opener, press: Press) -> None:
    window = opener("practitioners")
    assert not list_page(window).save.isEnabled()
    type_over(window, "name")
    press("Dr. Amy")
    assert list_page(window).save.isEnabled()


def test_large_text_leaves_every_button_of_the_foot_whole(large: None, opener: Opener, press: Press) -> None:
    window = opener("rooms")
    window.resize(1256, 760)
    type_over(window, "name")
    press("Lab")
    page = list_page(window)
    buttons = [each for each in (page.gone, page.away, page.cancel, page.save) if each.isVisible()]
    QApplication.processEvents()
    assert len(buttons) > 2
    for each in buttons:
        assert each.width() >= each.sizeHint().width()
        assert not each.visibleRegion().isEmpty()
        assert page.rect().contains(each.mapTo(page, each.rect().bottomRight()))
