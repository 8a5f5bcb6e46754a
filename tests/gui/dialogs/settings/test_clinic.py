"""The page of the clinic itself, by keys alone."""

from __future__ import annotations

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.gui.dialogs.settings.boxes import currencies
from frontdesk.gui.dialogs.settings.clinic import ClinicPage
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from tests.gui.dialogs.conftest import Press
from tests.gui.dialogs.settings.conftest import Opener, Wait
from tests.support.clinics import ZONE, Desk

of_lists = pytest.mark.qt_log_ignore("This plugin does not support")


def page(window: SettingsWindow) -> ClinicPage:
    assert isinstance(window.page, ClinicPage)
    return window.page


@of_lists
def test_name_currency_and_usual_status_are_written_by_enter(
    desk: Desk, opener: Opener, press: Press, settled: Wait
) -> None:
    window = opener("clinic")
    page(window).begin()
    press("Harbour Clinic<Tab><Tab>eur<Tab><Down>")
    page(window).editor.fields["name"].control.setFocus()
    press("<Enter>")
    settled()
    after = desk.clinic.profile.get()
    assert (after.name, after.currency, after.new_status) == ("Harbour Clinic", "EUR", Status.CONFIRMED)
    assert after.zone == ZONE


def test_a_currency_is_meant_by_its_name(opener: Opener) -> None:
    box = page(opener("clinic")).editor.fields["currency"].control
    box.set_text("euro")
    assert box.code == "EUR"


@of_lists
def test_what_is_no_currency_is_told_beside_it(opener: Opener, press: Press, settled: Wait) -> None:
    window = opener("clinic")
    field = page(window).editor.fields["currency"]
    field.control.setFocus()
    field.control.lineEdit().selectAll()
    press("shells<Tab>")
    window.page.write()
    settled()
    assert field.is_wrong


def test_a_name_must_be_there(desk: Desk, opener: Opener, press: Press, settled: Wait) -> None:
    window = opener("clinic")
    page(window).begin()
    press("<Back><Enter>")
    settled()
    assert page(window).editor.fields["name"].is_wrong
    assert desk.clinic.profile.get().name == "Main Street"


def test_nothing_is_written_where_nothing_was_changed(desk: Desk, opener: Opener, press: Press, settled: Wait) -> None:
    window = opener("clinic")
    page(window).begin()
    press("<Enter>")
    settled()
    assert desk.clinic.profile.get().version == 1


def test_the_currencies_of_the_world_are_offered_with_names_that_can_be_drawn() -> None:
    assert {"USD", "EUR", "GBP", "MXN", "JPY"} <= set(currencies())
    assert all(letter < "\u0250" for name in currencies().values() for letter in name)
