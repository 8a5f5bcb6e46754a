"""Public holidays and the clinic's own closures, set by keys, with the booked visits that they take in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.domain.schedule import Minute
from frontdesk.gui.dialogs.settings.closures import ClosuresPage
from frontdesk.gui.dialogs.settings.closures_form import ClosureForm
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from frontdesk.gui.ground.tasks import Tasks
from tests.gui.dialogs.conftest import Press
from tests.support.clinics import DAY, Desk

Opener = Callable[[], ClosuresPage]
WEEK_ON = DAY + timedelta(days=7)


@pytest.fixture
def opener(tasks: Tasks, over: QWidget, qtbot: Any) -> Opener:
    """Open the settings on the page, with everything read."""

    def do() -> ClosuresPage:
        window = SettingsWindow(tasks, over, first="closures")
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        page = window.page
        assert isinstance(page, ClosuresPage)
        qtbot.waitUntil(lambda: tasks.idle and page.found is not None)
        return page

    return do


def settled(page: ClosuresPage, tasks: Tasks, qtbot: Any, does: Callable[[], object]) -> bool:
    with qtbot.waitSignal(page.settled) as done:
        does()
    qtbot.waitUntil(lambda: tasks.idle)
    return bool(done.args[0])


def form(page: ClosuresPage) -> ClosureForm:
    return next(f for f in page.window().findChildren(ClosureForm) if f.isVisible())


def home(desk: Desk) -> Any:
    return desk.clinic.locations.list()[0]


def ticked(page: ClosuresPage) -> dict[str, bool]:
    return {t.property("closure").name: t.isChecked() for t in page.holidays.ticks.values()}


def test_a_country_is_chosen_by_its_letters_and_kept_with_the_save(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    page = opener()
    page.holidays.country.setEditText("spain")
    page.holidays.country.picked.emit()
    assert page.is_changed
    assert settled(page, tasks, qtbot, page.write)
    choice = desk.clinic.closures.holidays(location=home(desk).id)
    assert choice is not None
    assert choice.country == "ES"
    assert page.holidays.ticks
    assert not page.is_changed


def test_a_region_is_chosen_among_those_of_the_country(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    page = opener()
    page.holidays.country.setEditText("Spain")
    page.holidays.country.picked.emit()
    page.holidays.region.set_value("CT")
    assert settled(page, tasks, qtbot, page.write)
    choice = desk.clinic.closures.holidays(location=home(desk).id)
    assert choice is not None
    assert (choice.country, choice.region) == ("ES", "CT")


def test_a_country_that_is_none_is_said_beside_the_field(opener: Opener) -> None:
    page = opener()
    page.holidays.country.setEditText("Atlantis")
    assert not page.write()
    assert page.holidays.country_field.message.text() == "The holidays of “Atlantis” are not known."


def test_a_choice_that_is_not_written_is_taken_back(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    desk.clinic.closures.choose_holidays(location=home(desk).id, country="US")
    page = opener()
    page.holidays.country.setEditText("Spain")
    page.put_back()
    assert page.holidays.country.currentText() == "United States"
    assert not page.is_changed


def test_no_country_takes_the_holidays_away(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    desk.clinic.closures.choose_holidays(location=home(desk).id, country="US")
    page = opener()
    page.holidays.country.setEditText("")
    assert settled(page, tasks, qtbot, page.write)
    assert desk.clinic.closures.list(holidays=True) == ()
    assert page.holidays.nothing.isVisible()


def test_a_holiday_is_struck_out_and_kept_again_by_its_tick(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    desk.clinic.closures.choose_holidays(location=home(desk).id, country="US")
    page = opener()
    tick = next(t for t in page.holidays.ticks.values() if "Labor Day" in t.text())
    tick.setFocus()
    settled(page, tasks, qtbot, lambda: press("<Space>"))
    assert not ticked(page)["Labor Day"]
    assert "an ordinary day here" in tick.text()
    assert "Labor Day" not in {c.name for c in desk.clinic.closures.list(first=DAY, last=date(2026, 12, 31))}
    settled(page, tasks, qtbot, lambda: press("<Space>"))
    assert ticked(page)["Labor Day"]


def test_the_years_are_turned(desk: Desk, opener: Opener) -> None:
    desk.clinic.closures.choose_holidays(location=home(desk).id, country="US")
    page = opener()
    page.holidays.on.click()
    assert page.holidays.year_label.text() == "2027"
    assert {t.property("closure").first.year for t in page.holidays.ticks.values()} == {2027}
    page.holidays.back.click()
    page.holidays.back.click()
    assert page.holidays.year_label.text() == "2026"


def test_a_closure_is_added_by_keys_and_tells_the_visits_before_and_after(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    booked = desk.book(start=desk.at(14, day=7))
    page = opener()
    page.add.setFocus()
    press("<Enter>Staff day<Tab>25 mar<Tab><Tab>13-17")
    qtbot.waitUntil(form(page).told.isVisible)
    assert form(page).told.text() == "1 booked visit lies in it; it stays booked."
    assert settled(page, tasks, qtbot, lambda: press("<Enter>"))
    made = desk.clinic.closures.list(holidays=False)[0]
    assert (made.name, made.first, made.last, made.start, made.end) == ("Staff day", WEEK_ON, WEEK_ON, 780, 1020)
    assert page.message.text() == "Saved. 1 booked visit lies in it; it stays booked."
    assert page.told.text() == "1 booked visit lies on closed days."
    with qtbot.waitSignal(page.visit_asked) as asked:
        qtbot.keyClick(page.visits, Qt.Key.Key_Return)
    assert asked.args == [booked.id, WEEK_ON]


def test_a_closure_is_changed_and_deleted_from_its_card(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    desk.clinic.closures.create(name="Staff day", first=WEEK_ON, start=Minute(780), end=Minute(1020))
    page = opener()
    page.cards.cards[0].setFocus()
    press("<Enter>")
    QApplication.focusWidget().selectAll()
    press("Building work<Tab><Tab>")
    assert settled(page, tasks, qtbot, lambda: press("27 mar<Enter>"))
    held = desk.clinic.closures.list(holidays=False)[0]
    assert (held.name, held.last, held.start) == ("Building work", date(2026, 3, 27), 780)
    page.cards.cards[0].click()
    assert settled(page, tasks, qtbot, form(page).remove)
    assert desk.clinic.closures.list(holidays=False) == ()
    desk.clinic.history.undo()
    assert len(desk.clinic.closures.list(holidays=False)) == 1


def test_what_cannot_be_read_is_said_beside_its_field_and_stays(opener: Opener, press: Press) -> None:
    page = opener()
    page.add.click()
    press("<Tab>soon<Tab><Tab>all day<Enter>")
    asked = form(page)
    assert [f.is_wrong for f in (asked.name, asked.first, asked.last, asked.times)] == [True, True, False, True]
    assert asked.first.control.text() == "soon"


def test_days_in_the_wrong_order_are_refused_beside_the_last(
    opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    page = opener()
    page.add.click()
    press("Trip<Tab>27 mar 2026<Tab>25 mar 2026")
    assert not settled(page, tasks, qtbot, lambda: press("<Enter>"))
    assert form(page).last.is_wrong


def test_a_closure_may_be_of_all_locations_or_of_one(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    other = desk.clinic.locations.create(name="Harbour")
    page = opener()
    page.place.set_value(other.id)
    page.place.picked.emit()
    qtbot.waitUntil(lambda: tasks.idle)
    page.add.click()
    asked = form(page)
    asked.name.control.setText("Strike")
    asked.first.control.setText("25 mar")
    assert settled(page, tasks, qtbot, asked.give)
    assert desk.clinic.closures.list(holidays=False)[0].location_id == other.id
    page.cards.cards[0].click()
    form(page).where.setCurrentIndex(1)
    assert settled(page, tasks, qtbot, form(page).give)
    assert desk.clinic.closures.list(holidays=False)[0].location_id is None


def test_a_closure_that_someone_else_changed_is_told(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    made = desk.clinic.closures.create(name="Staff day", first=WEEK_ON).closure
    page = opener()
    page.cards.cards[0].click()
    desk.clinic.closures.update(id=made.id, name="Other")
    form(page).last.control.setText("27 mar")
    assert not settled(page, tasks, qtbot, form(page).give)
    assert "Someone changed this" in form(page).name.message.text()


def test_a_country_that_cannot_be_read_stays_as_typed_when_the_page_is_read_anew(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    page = opener()
    page.holidays.country.setEditText("Atlantis")
    desk.clinic.closures.choose_holidays(location=home(desk).id, country="US")
    page.read()
    qtbot.waitUntil(lambda: tasks.idle)
    assert page.holidays.country.currentText() == "Atlantis"
    assert page.holidays.ticks


def test_the_page_opens_at_the_location_that_is_asked_for(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    other = desk.clinic.locations.create(name="Harbour")
    page = opener()
    page.read(other.id)
    qtbot.waitUntil(lambda: tasks.idle)
    assert page.found is not None
    assert page.found.place.id == other.id


def pick(page: ClosuresPage, country: str, tasks: Tasks, qtbot: Any) -> None:
    page.holidays.country.setEditText(country)
    page.holidays.country.picked.emit()
    qtbot.waitUntil(lambda: tasks.idle)


def test_a_choice_shows_its_days_before_it_is_saved(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    desk.clinic.closures.choose_holidays(location=home(desk).id, country="US")
    desk.book(start=desk.at(10, day=44))  # the first of May
    page = opener()
    pick(page, "Germany", tasks, qtbot)
    assert "Labor Day" in ticked(page)
    assert "Juneteenth National Independence Day" not in ticked(page)
    assert page.holidays.preview.isVisible()
    assert not any(tick.isEnabled() for tick in page.holidays.ticks.values())
    assert any(tick.text().endswith("— 1 visit") for tick in page.holidays.ticks.values())
    pick(page, "United States", tasks, qtbot)
    assert "Juneteenth National Independence Day" in ticked(page)
    assert not page.holidays.preview.isVisible()


def test_a_region_shows_its_days_before_it_is_saved(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    desk.clinic.closures.choose_holidays(location=home(desk).id, country="DE")
    page = opener()
    assert "Heilige Drei Könige" not in ticked(page)
    page.holidays.region.set_value("BY")
    page.holidays.region.picked.emit()
    qtbot.waitUntil(lambda: tasks.idle)
    assert "Epiphany" in ticked(page)


def test_no_country_shows_no_days_before_it_is_saved(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    desk.clinic.closures.choose_holidays(location=home(desk).id, country="US")
    page = opener()
    pick(page, "", tasks, qtbot)
    assert ticked(page) == {}
    assert page.holidays.preview.text() == "Not saved yet: Save takes the public holidays away."
    assert not page.holidays.nothing.isVisible()


def test_days_that_are_struck_out_are_foreseen_so(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    desk.clinic.closures.choose_holidays(location=home(desk).id, country="US")
    day = next(c for c in desk.clinic.closures.list() if c.first == date(2026, 12, 25))
    desk.clinic.closures.strike(id=day.id)
    page = opener()
    pick(page, "Canada", tasks, qtbot)
    assert ticked(page)["Christmas Day"] is False
    assert ticked(page)["Canada Day"] is True


def test_a_country_that_is_none_is_said_when_its_field_is_left(opener: Opener, press: Press) -> None:
    page = opener()
    page.holidays.country.setEditText("Unit")
    assert not page.holidays.country_field.is_wrong
    page.holidays.country.setFocus()
    press("<Tab>")
    assert page.holidays.country_field.message.text() == "The holidays of “Unit” are not known."


def test_a_country_that_can_become_none_is_said_while_it_is_typed(opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    page = opener()
    pick(page, "Germany26", tasks, qtbot)
    assert page.holidays.country_field.is_wrong
    pick(page, "German", tasks, qtbot)
    assert not page.holidays.country_field.is_wrong


def test_what_was_said_of_an_earlier_write_is_over_with_another_choice(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    page = opener()
    pick(page, "Spain", tasks, qtbot)
    page.add.click()
    press("Works<Tab>1 jun")
    assert settled(page, tasks, qtbot, lambda: press("<Enter>"))
    assert page.message.text() == "Closure saved. The public holidays are not saved yet."
    assert page.holidays.preview.isVisible()
    assert settled(page, tasks, qtbot, page.write)
    assert page.message.text() == "Saved."
    pick(page, "France", tasks, qtbot)
    assert page.message.text() == ""


def test_nothing_is_told_before_the_page_is_read(tasks: Tasks, over: QWidget, qtbot: Any) -> None:
    window = SettingsWindow(tasks, over, first="closures")
    window.show()
    page = window.page
    assert isinstance(page, ClosuresPage)
    assert page.found is None
    assert page.reading.isVisible()
    assert not any(each.isVisible() for each in (page.nothing, page.holidays.nothing, page.told))
    qtbot.waitUntil(lambda: tasks.idle)
    assert not page.reading.isVisible()
    assert page.nothing.isVisible()
    assert page.holidays.nothing.isVisible()


def test_names_are_written_in_the_language_of_the_screen(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    page = opener()
    pick(page, "Germany", tasks, qtbot)
    assert settled(page, tasks, qtbot, page.write)
    assert "Christmas Day" in {c.name for c in desk.clinic.closures.list()}
    assert "Christmas Day" in ticked(page)
