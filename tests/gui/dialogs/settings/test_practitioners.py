"""The page of practitioners, by keys alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication

from tests.gui.dialogs.conftest import Press
from tests.gui.dialogs.settings.conftest import Opener, Wait, list_page, type_over
from tests.support.clinics import Desk


def test_everything_of_a_practitioner_is_typed_without_a_mouse(
    desk: Desk, opener: Opener, press: Press, settled: Wait
) -> None:
    window = opener("practitioners")
    list_page(window).add.setFocus()
    press("<Space>Nora Svensson<Tab>Nursing<Tab>nora@example.org<Tab>+1 555 0100<Tab><Right><Right><Enter>")
    settled()
    made = desk.clinic.practitioners.list()[-1]
    assert (made.name, made.speciality, made.email, made.phone) == (
        "Nora Svensson",
        "Nursing",
        "nora@example.org",
        "+1 555 0100",
    )
    swatches = list_page(window).editor.fields["hue"].control.swatches  # type: ignore[attr-defined]
    assert made.hue == swatches[2].hue


def test_the_speciality_stands_below_the_name(opener: Opener) -> None:
    assert list_page(opener("practitioners")).list.hits[0].detail == "General practice"


def test_a_colour_is_chosen_by_a_press(desk: Desk, opener: Opener, settled: Wait) -> None:
    window = opener("practitioners")
    swatch = list_page(window).editor.fields["hue"].control.swatches[3]  # type: ignore[attr-defined]
    swatch.click()
    window.page.write()
    settled()
    assert desk.clinic.practitioners.get(id=desk.chen.id).hue == swatch.hue


def test_an_e_mail_is_cleared(desk: Desk, opener: Opener, press: Press, settled: Wait) -> None:
    desk.clinic.practitioners.update(id=desk.chen.id, email="chen@example.org")
    window = opener("practitioners")
    type_over(window, "email")
    press("<Back><Enter>")
    settled()
    assert desk.clinic.practitioners.get(id=desk.chen.id).email == ""


def test_the_way_to_the_hours_names_the_practitioner(desk: Desk, opener: Opener, press: Press, qtbot: Any) -> None:
    window = opener("practitioners")
    list_page(window).editor.hours.setFocus()  # type: ignore[attr-defined]
    with qtbot.waitSignal(window.page.asked) as asked:
        press("<Space>")
    assert asked.args == ["hours", desk.chen.id]


def test_a_new_one_has_no_hours_before_it_is_saved(opener: Opener) -> None:
    window = opener("practitioners")
    list_page(window).add.click()
    assert not list_page(window).editor.hours.isVisible()  # type: ignore[attr-defined]
    assert QApplication.focusWidget() is list_page(window).editor.fields["name"].control  # type: ignore[attr-defined]


def test_nobody_is_deleted(opener: Opener) -> None:
    assert not list_page(opener("practitioners")).gone.isVisible()
