"""The page of rooms, by keys alone."""

from __future__ import annotations

from tests.gui.dialogs.conftest import Press
from tests.gui.dialogs.settings.conftest import Opener, Wait, list_page, type_over
from tests.support.clinics import Desk


def test_everything_of_a_room_is_typed_without_a_mouse(desk: Desk, opener: Opener, press: Press, settled: Wait) -> None:
    window = opener("rooms")
    list_page(window).add.setFocus()
    press("<Space>Lab<Tab>")
    type_over(window, "capacity")
    press("6<Tab>Blood and more<Tab>")
    type_over(window, "capacity")
    press("6<Enter>")
    settled()
    made = desk.clinic.rooms.list()[-1]
    assert (made.name, made.capacity, made.description) == ("Lab", 6, "Blood and more")


def test_seats_that_are_no_number_are_told_beside_them(opener: Opener, press: Press) -> None:
    window = opener("rooms")
    type_over(window, "capacity")
    press("many<Enter>")
    assert list_page(window).editor.fields["capacity"].is_wrong  # type: ignore[attr-defined]


def test_a_room_is_added_at_the_location_that_was_chosen(
    desk: Desk, opener: Opener, press: Press, settled: Wait
) -> None:
    other = desk.clinic.locations.create(name="Harbour")
    window = opener("rooms")
    list_page(window).add.click()
    press("Lab<Tab><Down>")
    type_over(window, "capacity")
    press("1<Enter>")
    settled()
    assert desk.clinic.rooms.list()[-1].location_id == other.id


def test_a_room_stays_where_it_was_made(desk: Desk, opener: Opener) -> None:
    desk.clinic.locations.create(name="Harbour")
    window = opener("rooms")
    assert not list_page(window).editor.fields["location"].control.isEnabled()  # type: ignore[attr-defined]


def test_the_location_is_not_asked_for_where_there_is_one_alone(opener: Opener) -> None:
    window = opener("rooms")
    assert not list_page(window).editor.fields["location"].isVisible()  # type: ignore[attr-defined]
