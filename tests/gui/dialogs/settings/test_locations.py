"""The page of locations, by keys alone."""

from __future__ import annotations

import pytest

from frontdesk.domain.errors import Invalid
from frontdesk.domain.location import LocationKind
from frontdesk.gui.dialogs.settings.zones import fitting, meant_zone, names
from tests.gui.dialogs.conftest import Press
from tests.gui.dialogs.settings.conftest import Chord, Opener, Wait, list_page, type_over
from tests.support.clinics import ZONE, Desk

of_lists = pytest.mark.qt_log_ignore("This plugin does not support")


@of_lists
def test_everything_of_a_location_is_typed_without_a_mouse(
    desk: Desk, opener: Opener, press: Press, chord: Chord, settled: Wait
) -> None:
    window = opener("locations")
    list_page(window).add.setFocus()
    press("<Space>Harbour<Tab><Tab>+34 600 100 200<Tab>12 Quay Street<Enter>Madrid<Tab>")
    zone = list_page(window).editor.fields["zone_name"].control  # type: ignore[attr-defined]
    zone.lineEdit().selectAll()
    press("madrid<Tab><Space>")
    list_page(window).editor.fields["name"].control.setFocus()  # type: ignore[attr-defined]
    press("<Enter>")
    settled()
    made = next(v for v in desk.clinic.locations.list() if v.name == "Harbour")
    assert (made.phone, made.address, made.zone) == ("+34 600 100 200", "12 Quay Street\nMadrid", "Europe/Madrid")
    assert made.is_default


def test_ctrl_enter_writes_from_a_text_of_several_lines(
    desk: Desk, opener: Opener, press: Press, chord: Chord, settled: Wait
) -> None:
    window = opener("locations")
    list_page(window).editor.fields["address"].control.setFocus()  # type: ignore[attr-defined]
    press("1 Main Street")
    chord("Ctrl+Enter")
    settled()
    assert desk.clinic.locations.list()[0].address == "1 Main Street"


def test_a_place_that_the_booker_is_asked_for_has_no_address_to_type(
    desk: Desk, opener: Opener, press: Press, settled: Wait
) -> None:
    window = opener("locations")
    list_page(window).editor.fields["kind"].control.setFocus()  # type: ignore[attr-defined]
    press("<Down>")
    assert not list_page(window).editor.fields["address"].isVisible()  # type: ignore[attr-defined]
    window.page.write()
    settled()
    assert desk.clinic.locations.list()[0].kind is LocationKind.ASK_BOOKER


def test_a_new_location_begins_with_the_usual_zone(opener: Opener) -> None:
    window = opener("locations")
    list_page(window).add.click()
    assert list_page(window).editor.said["zone_name"] == ZONE


@of_lists
def test_a_zone_that_is_none_is_told_beside_it(opener: Opener, press: Press, settled: Wait) -> None:
    window = opener("locations")
    zone = list_page(window).editor.fields["zone_name"]  # type: ignore[attr-defined]
    zone.control.setFocus()
    zone.control.lineEdit().selectAll()
    press("Atlantis<Tab>")
    assert not window.page.write()
    assert zone.is_wrong
    assert zone.control.currentText() == "Atlantis"


@of_lists
def test_the_time_of_a_zone_is_told_while_it_is_typed(opener: Opener, press: Press) -> None:
    window = opener("locations")
    zone = list_page(window).editor.fields["zone_name"]  # type: ignore[attr-defined]
    zone.control.setFocus()
    zone.control.lineEdit().selectAll()
    press("Europe/Madrid")
    assert zone.message.text().startswith("Europe/Madrid: it is ")


def test_the_usual_location_cannot_be_archived_and_the_reason_is_told(opener: Opener, settled: Wait) -> None:
    window = opener("locations")
    list_page(window).away.click()
    settled()
    assert "usual location" in list_page(window).message.text()


def test_the_usual_location_stays_so_until_another_is(desk: Desk, opener: Opener, press: Press, settled: Wait) -> None:
    harbour = desk.clinic.locations.create(name="Harbour")
    window = opener("locations")
    usual = list_page(window).editor.fields["is_default"].control  # type: ignore[attr-defined]
    assert not usual.isEnabled()
    window.page.read(harbour.id)
    settled()
    usual.setFocus()
    press("<Space>")
    type_over(window, "name")
    press("<Enter>")
    settled()
    assert [v.name for v in desk.clinic.locations.list() if v.is_default] == ["Harbour"]


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("europe/madrid", "Europe/Madrid"),
        ("new york", "America/New_York"),
        ("Madrid", "Europe/Madrid"),
        ("utc", "UTC"),
        ("buenos aires", "America/Argentina/Buenos_Aires"),  # which an older name of the same city does not hide
    ],
)
def test_a_zone_is_meant_by_its_city(typed: str, zone: str) -> None:
    assert meant_zone(typed, "zone_name") == zone


@pytest.mark.parametrize("typed", ["", "europe", "Atlantis", "../etc"])
def test_what_means_no_single_zone_is_refused_with_its_field(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        meant_zone(typed, "zone_name")
    assert refused.value.facts["field"] == "zone_name"


def test_a_city_of_that_name_comes_first() -> None:
    assert fitting("melbourne")[0] == "Australia/Melbourne"


def test_all_zones_are_offered(opener: Opener) -> None:
    box = list_page(opener("locations")).editor.fields["zone_name"].control  # type: ignore[attr-defined]
    assert box.count() == len(names()) > 300
