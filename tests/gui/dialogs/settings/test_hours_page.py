"""The working-hours page: a whole week set, saved and met again, by keys alone and by the mouse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.domain.calendar import CalendarKind, Member
from frontdesk.domain.schedule import WEEKDAYS, Rule, Schedule, Stretch, Weekday
from frontdesk.gui.dialogs.settings.hours import HoursPage
from frontdesk.gui.dialogs.settings.hours_bars import stretch
from frontdesk.gui.dialogs.settings.hours_card import FormCard
from frontdesk.gui.dialogs.settings.hours_draft import draft_of
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from frontdesk.gui.ground.tasks import Tasks
from tests.gui.dialogs.conftest import Press
from tests.support.clinics import DAY, Desk

Opener = Callable[[], HoursPage]
NINE_TO_FIVE, MORNING, NOON = stretch(540, 1020), stretch(510, 750), stretch(810, 1050)
MONDAY = date(2026, 3, 23)


@pytest.fixture
def opener(tasks: Tasks, over: QWidget, qtbot: Any) -> Opener:
    """Open the settings on the page, with everything read."""

    def do() -> HoursPage:
        window = SettingsWindow(tasks, over, first="hours")
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        page = window.page
        assert isinstance(page, HoursPage)
        qtbot.waitUntil(lambda: tasks.idle and page.found is not None)
        return page

    return do


@pytest.fixture
def key(qtbot: Any) -> Callable[..., None]:
    """Press one key with modifiers where the focus is."""

    def do(which: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
        for _ in range(times):
            qtbot.keyClick(QApplication.focusWidget(), which, held)

    return do


def saved(page: HoursPage, tasks: Tasks, qtbot: Any) -> None:
    with qtbot.waitSignal(page.settled) as done:
        assert page.write()
    assert done.args == [True]
    qtbot.waitUntil(lambda: tasks.idle)


def schedules(desk: Desk) -> tuple[Schedule, ...]:
    return desk.clinic.schedules.search(practitioner=desk.chen.id)


def day(desk: Desk, weekday: int) -> tuple[Stretch, ...]:
    return next((r.intervals for r in schedules(desk)[0].rules if r.day is WEEKDAYS[weekday]), ())


def form(page: HoursPage) -> Any:
    return next(f for f in page.window().findChildren(FormCard) if f.isVisible())


def test_a_whole_week_is_set_by_keys_saved_and_met_again(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, key: Callable[..., None], qtbot: Any
) -> None:
    page = opener()
    page.begin()
    # From whose hours they are, Tab leads by schedule, zone and chips to the week.
    for _ in range(12):
        if page.parts.week.isAncestorOf(QApplication.focusWidget()):
            break
        press("<Tab>")
    assert page.parts.week.rows[0].hasFocus()
    press("8:30-12:30, 1330-1730<Enter>")
    key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    press("<Down>")
    key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    press("<Down><Enter>9-13<Enter>")
    press("<Down>")
    key(Qt.Key.Key_Delete)
    press("<Down><Tab>")
    key(Qt.Key.Key_Right, times=2)
    key(Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, times=4)
    press("<Down>10-12<Enter>")
    with qtbot.waitSignal(page.settled):
        key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tasks.idle)
    page.window().close()
    week = opener().parts.week.week
    assert week[:4] == ((MORNING, NOON), (MORNING, NOON), (stretch(540, 780),), ())
    assert week[4:] == ((stretch(570, 990),), (stretch(600, 720),), ())
    assert [day(desk, n) for n in range(7)] == list(week)


def test_one_undo_takes_a_save_back(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    page = opener()
    page.edit_draft(page.draft.put(page.sheet, 0, (MORNING,)).put(page.sheet, 5, (MORNING,)))
    saved(page, tasks, qtbot)
    desk.clinic.history.undo()
    assert (day(desk, 0), day(desk, 5)) == ((NINE_TO_FIVE,), ())


def test_times_that_cannot_be_read_are_said_beside_and_stay(opener: Opener, press: Press) -> None:
    page = opener()
    page.parts.week.go(1)
    press("<Enter>")
    page.parts.week.typed.line.selectAll()
    press("early<Enter>")
    typed = page.parts.week.typed
    assert typed.is_wrong
    assert (typed.line.text(), typed.message.text()) == ("early", "Write 8:30-12:30, 13:30-17:30.")
    assert not page.write()
    press("<Esc>")
    assert page.parts.week.week[1] == (NINE_TO_FIVE,)
    assert page.parts.week.rows[1].hasFocus()


def test_a_bar_is_pulled_moved_and_stretched_with_the_mouse(opener: Opener, qtbot: Any) -> None:
    week = opener().parts.week

    def place(weekday: int, minute: int) -> QPoint:
        row = week.rows[weekday].geometry()
        return QPoint(round(week._view.x(minute)), row.center().y())

    def pull(start: QPoint, end: QPoint) -> None:
        qtbot.mousePress(week, Qt.MouseButton.LeftButton, pos=start)
        qtbot.mouseMove(week, (start + end) / 2)
        qtbot.mouseMove(week, end)
        qtbot.mouseRelease(week, Qt.MouseButton.LeftButton, pos=end)

    pull(place(5, 600), place(5, 720))
    assert week.week[5] == (stretch(600, 720),)
    pull(place(5, 660), place(5, 720))
    assert week.week[5] == (stretch(660, 780),)
    edge = place(5, 780)
    pull(edge - QPoint(2, 0), place(5, 840))
    assert week.week[5] == (stretch(660, 840),)
    pull(place(5, 700), place(6, 700))
    assert week.week[5:] == ((), (stretch(660, 840),))


def test_a_day_is_copied_to_chosen_days(opener: Opener) -> None:
    page = opener()
    page.parts.week.go(0)
    page.edit_draft(page.draft.put(page.sheet, 0, (MORNING,)))
    page.parts.chips.copy.click()
    copy = form(page)
    copy.ticks[2].setChecked(True)
    copy.give()
    assert [page.parts.week.week[n] for n in (0, 1, 2)] == [(MORNING,), (NINE_TO_FIVE,), (MORNING,)]


def test_a_rota_of_two_weeks_is_begun_by_keys_and_kept(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    page = opener()
    page.parts.chips.rota.setFocus()
    press("<Enter><Enter>")
    assert [chip.text() for chip in page.parts.chips.chips] == [
        "Every week, until 22 Mar",
        "Week 1 · 23 Mar",
        "Week 2 · 30 Mar",
    ]
    page.parts.chips.chips[2].setFocus()
    press("<Space>")
    page.parts.week.go(0)
    press("10-11<Enter>")
    saved(page, tasks, qtbot)
    held = schedules(desk)[0]
    mondays = [held.stretches_on(MONDAY + timedelta(weeks=n)) for n in range(-1, 3)]
    assert mondays == [(NINE_TO_FIVE,), (NINE_TO_FIVE,), (stretch(600, 660),), (NINE_TO_FIVE,)]


def test_leave_over_a_span_is_added_and_shown_as_a_card(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    page = opener()
    page.parts.add_date.setFocus()
    press("<Enter>20 jul<Tab>7 aug<Tab><Tab>annual leave<Enter>")
    assert [card.card.title for card in page.parts.cards.cards] == ["20 Jul – 7 Aug"]
    assert page.parts.cards.cards[0].card.words == "Away · annual leave"
    saved(page, tasks, qtbot)
    leave = Rule(date=date(2026, 7, 20), until=date(2026, 8, 7), note="annual leave")
    assert schedules(desk)[0].rules[-1] == leave


def test_a_date_that_is_there_already_is_refused_beside_the_field(opener: Opener, press: Press) -> None:
    page = opener()
    page.edit_draft(page.draft.with_date(Rule(date=MONDAY)))
    page.asking.date(None)
    press("23 mar<Enter>")
    assert form(page).first.message.text() == "Another entry already speaks of these dates."
    assert len(page.draft.dates) == 1


def test_a_date_is_changed_and_deleted_from_its_card(opener: Opener, press: Press) -> None:
    page = opener()
    page.edit_draft(page.draft.with_date(Rule(date=MONDAY)))
    page.parts.cards.cards[0].setFocus()
    press("<Enter><Tab><Tab>13-19<Enter>")
    assert [rule.intervals for _, rule in page.draft.dates] == [(stretch(780, 1140),)]
    page.parts.cards.cards[0].click()
    form(page).remove()
    assert page.draft.dates == ()


def test_closures_of_the_location_are_shown_and_lead_to_their_page(desk: Desk, opener: Opener, qtbot: Any) -> None:
    desk.clinic.closures.create(name="Staff day", first=MONDAY)
    page = opener()
    assert [card.card.words for card in page.parts.cards.cards] == ["Closed · Staff day"]
    with qtbot.waitSignal(page.asked) as asked:
        page.parts.cards.cards[0].click()
    assert asked.args == ["closures", desk.clinic.locations.list()[0].id]


def test_the_effect_tells_the_visits_outside_and_the_bookable_time(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(start=desk.at(14, day=7))
    page = opener()
    effect = page.parts.effect
    qtbot.waitUntil(effect.bookable.isVisible)
    page.edit_draft(page.draft.put(page.sheet, 2, (stretch(540, 780),)))
    qtbot.waitUntil(effect.warning.isVisible)
    assert effect.warning.text() == "⚠ 1 booked visit falls outside the new Wednesday hours"
    assert effect.bookable.text() == "160 h → 144 h"
    effect.show_them.click()
    with qtbot.waitSignal(page.visit_asked) as asked:
        qtbot.keyClick(effect.visits, Qt.Key.Key_Return)
    assert asked.args[1] == DAY + timedelta(days=7)


def test_calendars_are_tied_with_the_save(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    made = desk.clinic.calendars.create(name="Dr. Chen", kind=CalendarKind.PERSONAL, team=[Member(desk.chen.id)])
    page = opener()
    page.parts.used.ticks[made.id].click()
    saved(page, tasks, qtbot)
    assert schedules(desk)[0].calendars == (made.id,)


def test_hours_of_a_calendar_alone_are_begun_changed_and_taken_away(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    made = desk.clinic.calendars.create(name="Flu clinic", kind=CalendarKind.CLASS, team=[Member(desk.chen.id)])
    page = opener()
    qtbot.waitUntil(page.parts.effect.bookable.isVisible)
    page.read(made.id)
    qtbot.waitUntil(lambda: tasks.idle)
    assert not page.is_changed
    assert not page.parts.effect.bookable.isVisible()
    assert "no hours of its own" in page.parts.used.note.text()
    page.edit_draft(page.draft.put(page.sheet, 5, (MORNING,)))
    saved(page, tasks, qtbot)
    assert desk.clinic.event_schedules.get(calendar=made.id).rules == (
        Rule(day=Weekday.SATURDAY, intervals=(MORNING,)),
    )
    page.edit_draft(page.draft.put(page.sheet, 5, (NOON,)))
    saved(page, tasks, qtbot)
    page.parts.used.drop.click()
    qtbot.waitUntil(lambda: tasks.idle)
    assert page.hours is not None
    assert page.hours.id is None


def test_the_zone_is_typed_by_its_city(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    page = opener()
    page.parts.head.zone.setEditText("madrid")
    saved(page, tasks, qtbot)
    assert schedules(desk)[0].zone == "Europe/Madrid"


def test_a_zone_that_is_none_is_said_and_nothing_is_saved(opener: Opener) -> None:
    page = opener()
    page.parts.head.zone.setEditText("atlantis")
    assert not page.write()
    assert page.parts.head.wrong.isVisible()


def test_another_schedule_is_begun_renamed_archived_and_brought_back(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    page = opener()
    page.do("new")
    press("Summer<Enter>")
    page.edit_draft(page.draft.put(page.sheet, 0, (MORNING,)))
    saved(page, tasks, qtbot)
    page.do("rename")
    form(page).name.control.setText("Summer hours")
    press("<Enter>")
    saved(page, tasks, qtbot)
    assert [s.name for s in schedules(desk)] == ["Regular hours", "Summer hours"]
    assert page.hours is not None
    assert page.hours.name == "Summer hours"
    page.do("archive")
    qtbot.waitUntil(lambda: tasks.idle)
    assert [s.name for s in schedules(desk)] == ["Regular hours"]
    assert page.hours.name == "Regular hours"


def test_hours_that_someone_else_changed_are_told_and_shown_and_mine_come_back(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    page = opener()
    page.edit_draft(page.draft.put(page.sheet, 0, (MORNING,)))
    held = schedules(desk)[0]
    desk.clinic.schedules.update(id=held.id, name="Winter")
    with qtbot.waitSignal(page.settled) as done:
        page.write()
    assert done.args == [False]
    qtbot.waitUntil(lambda: tasks.idle)
    assert "Someone changed" in page.message.text()
    assert page.parts.week.week[0] == (NINE_TO_FIVE,)
    page.put_back()
    assert page.parts.week.week[0] == (MORNING,)
    saved(page, tasks, qtbot)
    assert day(desk, 0) == (MORNING,)


def test_edits_are_taken_back_one_by_one(opener: Opener) -> None:
    page = opener()
    page.edit_draft(page.draft.put(page.sheet, 0, (MORNING,)))
    page.edit_draft(page.draft.put(page.sheet, 1, (MORNING,)))
    page.put_back()
    assert page.parts.week.week[:2] == ((MORNING,), (NINE_TO_FIVE,))
    page.put_back()
    assert not page.is_changed


def test_cancel_drops_everything(opener: Opener) -> None:
    page = opener()
    page.edit_draft(page.draft.put(page.sheet, 0, (MORNING,)))
    page.edit_draft(page.draft.put(page.sheet, 1, (MORNING,)))
    page.parts.cancel.click()
    assert page.parts.week.week[:2] == ((NINE_TO_FIVE,), (NINE_TO_FIVE,))


def test_going_to_another_practitioner_saves_what_was_changed(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    page = opener()
    page.edit_draft(page.draft.put(page.sheet, 0, (MORNING,)))
    page.parts.head.whose.setFocus()
    page.parts.head.whose.selectAll()
    press("ortega<Enter>")
    qtbot.waitUntil(lambda: tasks.idle)
    assert page.found is not None
    assert page.found.whose is not None
    assert page.found.whose.id == desk.ortega.id
    assert day(desk, 0) == (MORNING,)


def test_hours_that_the_book_refuses_are_told_at_their_day(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    page = opener()
    extra = Rule(day=Weekday.MONDAY, since=MONDAY, every=2, intervals=(stretch(600, 660),))
    page.edit_draft(draft_of((*page.draft.rules, extra)))
    assert page.parts.problem.isVisible()
    assert not page.write()


def test_bars_and_days_are_named_for_screen_readers(opener: Opener) -> None:
    week = opener().parts.week
    assert week.rows[0].accessibleName() == "Monday, 8 h: 09:00–17:00"
    assert week.rows[0].bars[0].accessibleName() == "Monday, 09:00–17:00, 1 of 1"
    assert week.rows[6].accessibleName() == "Sunday, not working"


def test_of_many_calendars_those_that_are_ticked_are_shown_until_all_are_asked_for(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    made = [desk.clinic.calendars.create(name=f"C {n}", kind=CalendarKind.EVENT).id for n in range(12)]
    desk.clinic.schedules.update(id=schedules(desk)[0].id, calendars=made[:1])
    used = opener().parts.used
    assert [tick.isVisible() for tick in used.ticks.values()] == [True, *[False] * 11]
    used.all.click()
    assert all(tick.isVisible() for tick in used.ticks.values())


def test_what_is_changed_while_it_is_saved_stays_changed(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    page = opener()
    page.edit_draft(page.draft.put(page.sheet, 0, (MORNING,)))
    with qtbot.waitSignal(page.settled):
        page.write()
        page.edit_draft(page.draft.put(page.sheet, 1, (MORNING,)))
    qtbot.waitUntil(lambda: tasks.idle)
    assert (day(desk, 0), day(desk, 1)) == ((MORNING,), (NINE_TO_FIVE,))
    assert page.is_changed
    saved(page, tasks, qtbot)
    assert day(desk, 1) == (MORNING,)


def test_the_side_column_goes_below_where_there_is_no_room_beside(opener: Opener, qtbot: Any) -> None:
    page = opener()
    inside = page.parts.week.parentWidget()
    assert inside is not None
    page.parts.arrange(1200, 700)
    assert not inside.isAncestorOf(page.parts.used)
    page.parts.arrange(500, 700)
    assert inside.isAncestorOf(page.parts.used)
    qtbot.waitUntil(page.parts.save.isVisible)


def test_a_date_that_the_book_refuses_is_told_at_its_card(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    page = opener()
    page.edit_draft(page.draft.with_date(Rule(date=date(3000, 1, 1))))
    with qtbot.waitSignal(page.settled) as done:
        assert page.write()
    assert done.args == [False]
    assert page.parts.cards.cards[0].wrong
    assert page.parts.cards.cards[0].hasFocus()
    assert page.parts.problem.text() == "The year must lie between 1900 and 2199."
    assert page.is_changed


def test_when_weeks_hold_is_changed_by_keys(desk: Desk, opener: Opener, press: Press) -> None:
    page = opener()
    page.asking.weeks(1)
    press("<Tab>6 apr 2026<Enter>")
    assert [chip.text() for chip in page.parts.chips.chips] == ["Every week, until 5 Apr", "From 6 Apr"]
    assert page.sheet.period.first == date(2026, 4, 6)
    page.parts.chips.dates.setFocus()
    press("<Enter><Tab><Tab>30 apr 2026<Enter>")
    assert page.parts.chips.chips[1].text() == "6 Apr – 30 Apr"


def test_a_rota_that_begins_where_weeks_begin_already_is_refused_beside_the_date(opener: Opener, press: Press) -> None:
    page = opener()
    page.edit_draft(page.draft.split(page.sheet.period, MONDAY, 1))
    page.show_sheet(page.draft.sheets[1])
    page.asking.weeks(2)
    press("<Tab>23 mar 2026<Enter>")
    assert form(page).first.message.text() == "This date lies outside of the weeks that are shown."


def test_weeks_are_removed(opener: Opener) -> None:
    page = opener()
    page.edit_draft(page.draft.split(page.sheet.period, MONDAY, 2))
    page.show_sheet(page.draft.sheets[1])
    page.asking.period()
    form(page).remove()
    assert [chip.text() for chip in page.parts.chips.chips] == ["Every week, until 22 Mar"]


def test_dates_that_cannot_be_read_are_said_beside_their_fields(opener: Opener, press: Press) -> None:
    page = opener()
    page.asking.date(None)
    press("soon<Tab>later<Tab>all day<Enter>")
    asked = form(page)
    assert [f.is_wrong for f in (asked.first, asked.last, asked.hours)] == [True, True, True]
    assert page.draft.dates == ()


def test_tab_stays_inside_a_form_and_esc_closes_it(opener: Opener, press: Press) -> None:
    page = opener()
    page.parts.add_date.setFocus()
    press("<Enter>")
    asked = form(page)
    first = QApplication.focusWidget()
    press("<Tab><Tab><Tab><Tab>")
    assert asked.done.hasFocus()
    press("<Tab>")
    assert QApplication.focusWidget() is first
    press("<Esc>")
    assert page.parts.add_date.hasFocus()
    assert page.window().isVisible()


def test_an_archived_schedule_is_shown_but_not_edited(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    held = desk.clinic.schedules.create(name="Old", practitioner=desk.chen.id).schedule
    desk.clinic.schedules.archive(id=held.id)
    page = opener()
    page.choose_schedule(held.id)
    qtbot.waitUntil(lambda: tasks.idle)
    assert page.hours is not None
    assert page.hours.archived
    assert not page.parts.week.isEnabled()
    page.do("restore")
    qtbot.waitUntil(lambda: tasks.idle)
    assert page.parts.week.isEnabled()
    assert [s.name for s in schedules(desk)] == ["Regular hours", "Old"]


def test_a_practitioner_without_hours_gets_their_first_schedule(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    page = opener()
    page.read(desk.ortega.id)
    qtbot.waitUntil(lambda: tasks.idle)
    assert not page.is_changed
    page.parts.week.go(0)
    press("9-17<Enter>")
    saved(page, tasks, qtbot)
    made = desk.clinic.schedules.search(practitioner=desk.ortega.id)
    assert [(s.name, s.zone) for s in made] == [("Regular hours", "America/New_York")]


def test_with_nobody_to_have_hours_the_page_says_so(desk: Desk, opener: Opener) -> None:
    for each in desk.clinic.practitioners.list():
        desk.clinic.practitioners.archive(id=each.id)
    page = opener()
    assert page.parts.nobody.isVisible()
    assert page.write()


def test_after_the_save_nothing_is_told_of_a_change(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    desk.book(start=desk.at(14, day=7))
    page = opener()
    page.edit_draft(page.draft.put(page.sheet, 2, (stretch(540, 780),)))
    qtbot.waitUntil(page.parts.effect.warning.isVisible)
    saved(page, tasks, qtbot)
    qtbot.waitUntil(lambda: not page.parts.effect.warning.isVisible())
    assert page.parts.effect.bookable.text() == "144 h"


def test_a_save_that_cannot_be_goes_to_the_week_that_is_wrong(opener: Opener) -> None:
    page = opener()
    extra = Rule(day=Weekday.TUESDAY, since=MONDAY, every=2, intervals=(stretch(600, 660),))
    page.edit_draft(draft_of((*page.draft.rules, extra)))
    assert page.sheet == page.draft.sheets[0]
    assert not page.write()
    assert page.sheet == page.draft.sheets[1]
    assert page.parts.week.rows[1].wrong
    assert page.parts.week.rows[1].hasFocus()
    assert page.parts.problem.text().startswith("Week 1 · 23 Mar, Tuesday: ")


def narrowed(desk: Desk, page: HoursPage) -> None:
    """Take the afternoon of a booked visit out of the hours."""
    page.edit_draft(page.draft.put(page.sheet, 2, (stretch(540, 780),)))


def test_leaving_with_visits_outside_stays_and_says_so(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    desk.book(start=desk.at(14, day=7))
    page = opener()
    window = page.window()
    assert isinstance(window, SettingsWindow)
    narrowed(desk, page)
    window.go("closures")
    qtbot.waitUntil(lambda: tasks.idle)
    assert window.page is page
    assert page.message.text().startswith("Not saved yet: 1 booked visit would fall outside.")
    assert page.parts.save.hasFocus()
    assert day(desk, 2) == (NINE_TO_FIVE,)


def test_leaving_again_saves_and_says_so_on_the_page_gone_to(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(start=desk.at(14, day=7))
    page = opener()
    window = page.window()
    assert isinstance(window, SettingsWindow)
    narrowed(desk, page)
    for _ in range(2):
        window.go("closures")
        qtbot.waitUntil(lambda: tasks.idle)
    assert window.name == "closures"
    assert window.page.message.text() == "Working hours saved · Ctrl Z takes it back"
    assert day(desk, 2) == (stretch(540, 780),)


def test_what_is_changed_after_leaving_was_held_back_is_held_back_again(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(start=desk.at(14, day=7))
    page = opener()
    narrowed(desk, page)
    page.choose_whose(desk.ortega.id)
    qtbot.waitUntil(lambda: tasks.idle)
    page.edit_draft(page.draft.put(page.sheet, 0, (MORNING,)))
    assert page.message.text() == ""
    page.choose_whose(desk.ortega.id)
    qtbot.waitUntil(lambda: tasks.idle)
    assert page.found is not None
    assert page.found.whose is not None
    assert page.found.whose.id == desk.chen.id
    assert (day(desk, 0), day(desk, 2)) == ((NINE_TO_FIVE,), (NINE_TO_FIVE,))


def test_another_practitioner_is_not_gone_to_while_visits_would_fall_outside(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    desk.book(start=desk.at(14, day=7))
    page = opener()
    narrowed(desk, page)
    page.parts.head.whose.setFocus()
    page.parts.head.whose.selectAll()
    press("ortega<Enter>")
    qtbot.waitUntil(lambda: tasks.idle)
    assert "Not saved yet" in page.message.text()
    assert page.parts.head.whose.text() == desk.chen.name
    page.choose_whose(desk.ortega.id)
    qtbot.waitUntil(lambda: tasks.idle)
    assert page.parts.head.whose.text() == desk.ortega.name
    assert page.message.text() == "Working hours saved · Ctrl Z takes it back"


def test_closing_the_window_is_held_back_once_and_saves_then(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(start=desk.at(14, day=7))
    page = opener()
    window = page.window()
    assert isinstance(window, SettingsWindow)
    narrowed(desk, page)
    window.reject()
    qtbot.waitUntil(lambda: tasks.idle)
    assert window.isVisible()
    with qtbot.waitSignal(window.finished):
        window.reject()
    assert day(desk, 2) == (stretch(540, 780),)


def test_cancel_takes_back_what_leaving_held(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    desk.book(start=desk.at(14, day=7))
    page = opener()
    window = page.window()
    assert isinstance(window, SettingsWindow)
    narrowed(desk, page)
    window.go("closures")
    qtbot.waitUntil(lambda: tasks.idle)
    page.parts.cancel.click()
    assert page.message.text() == ""
    window.go("closures")
    qtbot.waitUntil(lambda: tasks.idle)
    assert window.page.message.text() == ""
    assert day(desk, 2) == (NINE_TO_FIVE,)


@pytest.mark.parametrize("width", [1120, 760])
def test_a_rota_moves_nothing_away_from_under_the_mouse(opener: Opener, qtbot: Any, width: int) -> None:
    page = opener()
    page.window().resize(width, 740)
    QApplication.processEvents()
    before = [page.parts.week.pos(), page.parts.chips.height(), page.parts.add_date.pos()]
    page.edit_draft(page.draft.split(page.sheet.period, MONDAY, 3))
    page.show_sheet(page.draft.sheets[1])
    qtbot.waitUntil(page.parts.chips.dates.isVisible)
    QApplication.processEvents()
    assert [page.parts.week.pos(), page.parts.chips.height(), page.parts.add_date.pos()] == before


def test_weeks_that_have_no_room_are_scrolled_to_by_the_arrows(opener: Opener, qtbot: Any) -> None:
    page = opener()
    page.edit_draft(page.draft.split(page.sheet.period, MONDAY, 4))
    strip, last = page.parts.chips.strip, page.parts.chips.later
    qtbot.waitUntil(lambda: strip.on.isVisible() and last.visibleRegion().isEmpty())
    for _ in range(4):
        strip.on.click()
    assert not last.visibleRegion().isEmpty()
    assert not strip.on.isEnabled()


def test_without_any_calendar_there_is_none_to_show(opener: Opener) -> None:
    used = opener().parts.used
    assert not used.all.isVisible()
    assert used.note.text().startswith("There are no calendars at this location.")
