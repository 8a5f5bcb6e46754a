"""The field and the table of a series at the keyboard and by mouse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from frontdesk.domain.availability.reasons import Reason, Why
from frontdesk.domain.calendar import Frequency, Taken
from frontdesk.domain.repeat_plan import Does, RowChoice, State
from frontdesk.domain.repeats import RepeatRule
from frontdesk.domain.schedule import Weekday
from frontdesk.gui.dialogs import repeats_words as words
from frontdesk.gui.dialogs.repeats_card import RepeatCard
from frontdesk.gui.dialogs.repeats_draft import TableDraft
from frontdesk.gui.dialogs.repeats_field import RepeatField
from frontdesk.gui.dialogs.repeats_rows import Column
from frontdesk.gui.dialogs.repeats_table import RepeatTable
from tests.gui.dialogs.conftest import Press
from tests.support.made_series import CHEN, ZONE, a_plan, a_row

WEDNESDAY = date(2026, 3, 18)
SIX = RepeatRule(frequency=Frequency.WEEKLY, interval=2, count=6)
MIXED = (State.OK, State.TAKEN, State.HOLIDAY)


@pytest.fixture
def field(over: QWidget, qtbot: Any) -> RepeatField:
    """Give the field of a visit on a Wednesday, with the focus."""
    made = RepeatField(WEDNESDAY)
    column = QVBoxLayout(over)
    column.addWidget(made)
    column.addStretch(1)
    over.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.line.hasFocus)
    return made


@pytest.fixture
def table(over: QWidget, qtbot: Any) -> RepeatTable:
    """Give the table of a free, a taken and a holiday date, with the focus."""
    made = RepeatTable()
    made.set_names({CHEN: "Dr. Amelia Chen"})
    made.show_plan(a_plan(*MIXED))
    column = QVBoxLayout(over)
    column.addWidget(made)
    over.activateWindow()
    made.table.setFocus()
    qtbot.waitUntil(made.table.hasFocus)
    return made


def card(field: RepeatField) -> RepeatCard:
    """Open the form."""
    field.open()
    assert field.card is not None
    return field.card


def shown(table: RepeatTable, row: int) -> list[str]:
    """Give what a row says."""
    model = table.table.model()
    return [model.index(row, column).data() for column in Column]


def changes(table: RepeatTable) -> list[tuple[Taken, tuple[RowChoice, ...]]]:
    """Collect what the table tells of choices."""
    found: list[tuple[Taken, tuple[RowChoice, ...]]] = []
    table.choices_changed.connect(lambda policy, rows: found.append((policy, rows)))
    return found


# The field.


def test_the_field_says_that_a_visit_does_not_repeat(field: RepeatField) -> None:
    assert field.line.text() == "Does not repeat"


def test_the_field_says_the_rule_and_how_its_dates_stand(field: RepeatField) -> None:
    field.choose(SIX)
    field.set_state(a_plan(State.OK, State.TAKEN, *[State.OK] * 4))
    assert (field.line.text(), field.line.remark, field.line.warns) == (
        "Every 2 weeks, 6 times",
        "1 of 6 conflicts",
        True,
    )


def test_the_field_warns_of_nothing_where_all_is_free(field: RepeatField) -> None:
    field.choose(SIX)
    field.set_state(a_plan(State.OK, State.OK))
    assert (field.line.remark, field.line.warns) == ("all 2 free", False)


def test_a_screen_reader_hears_rule_and_conflicts(field: RepeatField) -> None:
    field.choose(SIX)
    field.set_state(a_plan(State.TAKEN, State.TAKEN))
    assert field.line.accessibleName() == "Repeat, Every 2 weeks, 6 times, 2 of 2 conflict"


def test_the_form_tells_no_dates_while_the_visit_has_none(over: QWidget) -> None:
    made = RepeatField()
    QVBoxLayout(over).addWidget(made)
    form = card(made)
    form.frequency._segments["weekly"].click()
    assert (made.rule, form.sentence.text()) == (RepeatRule(frequency=Frequency.WEEKLY, count=6), "")


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("weekly", "6 dates, Wed 18 Mar to Wed 22 Apr 2026"),
        ("monthly", "6 dates, Wed 18 Mar to Tue 18 Aug 2026"),
    ],
)
def test_an_open_form_follows_the_date_of_the_visit(over: QWidget, choice: str, told: str) -> None:
    made = RepeatField()
    QVBoxLayout(over).addWidget(made)
    form = card(made)
    form.frequency._segments[choice].click()
    made.set_first(WEDNESDAY)
    assert (form.sentence.text(), form.weekdays.chosen) == (told, frozenset({2}))
    form.interval.setValue(2)
    assert made._draft.first == WEDNESDAY


def test_a_last_day_is_offered_from_the_visits_date_on_once_that_is_known(over: QWidget) -> None:
    made = RepeatField()
    QVBoxLayout(over).addWidget(made)
    form = card(made)
    form.frequency._segments["weekly"].click()
    form._take_ends("on")
    before = made.rule
    made.set_first(WEDNESDAY)
    assert before is None
    assert made.rule == RepeatRule(frequency=Frequency.WEEKLY, until=date(2026, 6, 10))
    assert form.until.control.text() == "Wed 10 Jun 2026"


def test_enter_in_the_form_goes_on_once_something_is_chosen(field: RepeatField, press: Press) -> None:
    found: list[bool] = []
    field.went_on.connect(lambda: found.append(True))
    press("<Enter><Enter>")
    once = list(found)
    press("<Enter><Right><Right><Enter>")
    assert (once, found, field.card) == ([], [True], None)


def test_escape_stays_at_the_field(field: RepeatField, press: Press) -> None:
    found: list[bool] = []
    field.went_on.connect(lambda: found.append(True))
    press("<Enter><Right><Right><Esc>")
    assert (found, field.line.hasFocus()) == ([], True)


def test_another_rule_takes_what_was_said_of_the_old_dates_away(field: RepeatField) -> None:
    field.choose(SIX)
    field.set_state(a_plan(State.TAKEN))
    field.choose(None)
    assert (field.line.text(), field.line.remark) == ("Does not repeat", "")


@pytest.mark.parametrize("key", ["<Enter>", "<Space>", "<Down>"])
def test_the_form_opens_by_key(field: RepeatField, press: Press, key: str) -> None:
    press(key)
    assert field.card is not None
    assert field.card.isVisible()


def test_the_form_opens_by_alt_and_the_arrow_down(field: RepeatField, qtbot: Any) -> None:
    qtbot.keyClick(field.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert field.card is not None


@pytest.mark.parametrize(("interval", "told"), [(1, "week"), (2, "weeks")])
def test_weeks_are_counted_as_people_do(field: RepeatField, interval: int, told: str) -> None:
    field.choose(replace(SIX, interval=interval))
    assert card(field).unit.text() == told


def test_a_series_is_chosen_by_keys_alone(field: RepeatField, press: Press) -> None:
    found: list[RepeatRule | None] = []
    field.changed.connect(found.append)
    press("<Enter>")
    press("<Right><Right>")  # daily, weekly
    assert found[-1] == RepeatRule(frequency=Frequency.WEEKLY, count=6)
    press("<Tab><Up>")  # every 2 weeks
    assert found[-1] == SIX
    press("<Enter>")
    assert field.card is None
    assert (field.rule, field.line.hasFocus()) == (SIX, True)


def test_the_form_opens_on_what_is_chosen(field: RepeatField) -> None:
    field.choose(SIX)
    made = card(field)
    assert (made.frequency.choice, made.interval.value(), made.count.value()) == ("weekly", 2, 6)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Weekly"


def test_weekdays_are_asked_for_only_where_it_comes_weekly(field: RepeatField) -> None:
    made = card(field)
    seen = []
    for choice in ("daily", "weekly", "monthly"):
        made.frequency._segments[choice].click()
        seen.append(made.weekdays.isVisibleTo(made))
    assert seen == [False, True, False]


def test_all_weekdays_have_room_in_the_form(field: RepeatField) -> None:
    field.choose(SIX)
    made = card(field)
    QApplication.processEvents()
    area = made.weekdays.parentWidget()
    assert area is not None
    whole = area.parentWidget()
    assert whole is not None
    assert made.weekdays.geometry().right() < whole.width()
    assert area.width() <= whole.width()


def test_a_weekday_is_added_to_the_visits_own(field: RepeatField) -> None:
    field.choose(SIX)
    card(field).weekdays.buttons[4].click()
    assert field.rule is not None
    assert field.rule.weekdays == (Weekday.WEDNESDAY, Weekday.FRIDAY)


def test_the_visits_own_weekday_stays_pressed(field: RepeatField) -> None:
    field.choose(SIX)
    made = card(field)
    made.weekdays.buttons[2].click()
    assert (made.weekdays.chosen, field.rule) == (frozenset({2}), SIX)


def test_the_form_tells_first_and_last_date(field: RepeatField) -> None:
    field.choose(SIX)
    assert card(field).sentence.text() == "6 dates, Wed 18 Mar to Wed 27 May 2026"


def test_the_form_tells_months_without_the_day(field: RepeatField) -> None:
    field.set_first(date(2026, 3, 31))
    field.choose(RepeatRule(frequency=Frequency.MONTHLY, count=3))
    assert card(field).left_out.text() == "Without Apr 2026 and Jun 2026, as they have no day 31"


def test_a_last_day_can_be_typed(field: RepeatField, press: Press) -> None:
    field.choose(SIX)
    made = card(field)
    made._take_ends("on")
    made.until.control.setFocus()
    made.until.control.selectAll()
    press("1 jun<Enter>")
    assert field.rule == RepeatRule(frequency=Frequency.WEEKLY, interval=2, until=date(2026, 6, 1))


def test_a_last_day_that_is_none_is_said_beside_it_and_the_form_stays(field: RepeatField, press: Press) -> None:
    field.choose(SIX)
    made = card(field)
    made._take_ends("on")
    made.until.control.setFocus()
    made.until.control.selectAll()
    press("someday<Enter>")
    assert (made.until.is_wrong, made.isVisible()) == (True, True)


def test_a_last_day_before_the_first_is_refused_in_words(field: RepeatField) -> None:
    field.choose(SIX)
    made = card(field)
    made._take_ends("on")
    made._take_until("1.1.2026")
    assert made.sentence.text() == "The last day must not lie before the first."


def test_escape_closes_the_form_and_keeps_what_was_chosen(field: RepeatField, press: Press) -> None:
    press("<Enter><Right><Right><Esc>")
    assert field.card is None
    assert field.rule == RepeatRule(frequency=Frequency.WEEKLY, count=6)


def test_the_field_follows_the_date_of_the_visit(field: RepeatField) -> None:
    field.choose(RepeatRule(frequency=Frequency.WEEKLY, count=4, weekdays=(Weekday.WEDNESDAY, Weekday.FRIDAY)))
    found: list[RepeatRule | None] = []
    field.changed.connect(found.append)
    field.set_first(date(2026, 3, 19))
    [rule] = found
    assert rule is not None
    assert rule.weekdays == (Weekday.THURSDAY, Weekday.FRIDAY)


def test_another_date_alone_tells_of_no_other_rule(field: RepeatField) -> None:
    field.choose(SIX)
    found: list[RepeatRule | None] = []
    field.changed.connect(found.append)
    field.set_first(date(2026, 3, 19))
    assert found == []


def test_the_dates_go_below_the_rule_where_both_have_no_room(field: RepeatField, qtbot: Any) -> None:
    field.choose(SIX)
    one = field.line.sizeHint().height()
    field.setFixedWidth(190)
    field.set_state(a_plan(State.OK, State.TAKEN))
    qtbot.waitUntil(lambda: field.line.width() == 190)
    assert field.line.sizeHint().height() > one


# The table.


def test_a_row_says_date_time_practitioner_state_and_what_is_done(table: RepeatTable) -> None:
    assert shown(table, 1) == [
        "Wed 25 Mar",
        "11:30",
        "Dr. Amelia Chen",
        "Taken · Ana Ruiz 11:30–12:00",
        "Skip",
    ]


def test_years_are_told_where_the_dates_are_of_several(table: RepeatTable) -> None:
    table.show_plan(a_plan(*[State.OK] * 50))
    assert (shown(table, 0)[Column.DATE], shown(table, 49)[Column.DATE]) == ("Wed 18 Mar 2026", "Wed 24 Feb 2027")


def test_every_state_has_a_word_of_its_own() -> None:
    assert len({words.state(state) for state in State}) == len(State)


def test_another_date_of_the_series_in_the_way_is_named_so() -> None:
    row = a_plan(State.OK).rows[0]
    reason = Reason(Why.VISIT, row.start, row.end, name="Dr. Amelia Chen")
    assert words.why((reason,), ZONE) == "another date of this series"


def test_another_visit_of_the_patient_is_told_beside_a_free_date(table: RepeatTable) -> None:
    plan = a_plan(*MIXED)
    row = plan.rows[0]
    busy = replace(row, warnings=(Reason(Why.PATIENT, row.start, row.end),))
    table.show_plan(replace(plan, rows=(busy, *plan.rows[1:])))
    assert shown(table, 0)[Column.STATE] == "Free · patient has a visit 11:30–12:00"


def test_space_goes_through_what_can_be_done(table: RepeatTable, press: Press) -> None:
    table.table.go_to(1)
    seen = []
    for _ in range(3):
        press("<Space>")
        seen.append(shown(table, 1)[Column.DONE])
    assert seen == ["Book anyway", "Next free, 12:30", "Skip"]


def test_arrows_to_the_side_go_forth_and_back(table: RepeatTable, press: Press) -> None:
    table.table.go_to(1)
    press("<Right><Right><Left>")
    assert shown(table, 1)[Column.DONE] == "Book anyway"


@pytest.mark.parametrize(("letter", "done"), [("a", "Book anyway"), ("n", "Next free, 12:30"), ("s", "Skip")])
def test_letters_name_what_is_done(table: RepeatTable, press: Press, letter: str, done: str) -> None:
    table.table.go_to(1)
    press(letter)
    assert shown(table, 1)[Column.DONE] == done


def test_a_letter_for_what_is_not_possible_does_nothing(table: RepeatTable, press: Press) -> None:
    found = changes(table)
    table.table.go_to(0)
    press("na")
    assert (found, shown(table, 0)[Column.DONE]) == ([], "Book")


def test_arrows_walk_over_the_rows(table: RepeatTable, press: Press) -> None:
    press("<Down><Down>")
    assert table.table.current is not None
    assert table.table.current.index == 2


def test_a_choice_is_told_with_the_policy(table: RepeatTable, press: Press) -> None:
    found = changes(table)
    table.table.go_to(1)
    press("n")
    assert found == [(Taken.SKIP, (RowChoice(date=date(2026, 3, 25), does=Taken.NEXT_FREE),))]


def test_the_policy_counts_for_all_dates_that_are_not_free(table: RepeatTable) -> None:
    found = changes(table)
    table.policy._segments["next_free"].click()
    assert [shown(table, n)[Column.DONE] for n in range(3)] == ["Book", "Next free, 12:30", "Next free, 12:30"]
    assert found == [(Taken.NEXT_FREE, ())]


def test_the_sums_are_told_in_words(table: RepeatTable, press: Press) -> None:
    assert table.total.text() == "3 dates: 1 booked, 2 skipped"
    table.table.go_to(1)
    press("n")
    assert table.total.text() == "3 dates: 2 booked, 1 of them at the next free time, 1 skipped"


def test_a_reason_is_asked_for_only_where_a_date_is_booked_anyway(table: RepeatTable, press: Press) -> None:
    before = table.reason.isVisibleTo(table)
    table.table.go_to(2)
    press("a")
    assert (before, table.reason.isVisibleTo(table), table.books_anyway) == (False, True, True)


def test_choices_stay_when_the_plan_is_asked_for_again(table: RepeatTable, press: Press) -> None:
    table.table.go_to(1)
    press("n")
    table.show_plan(a_plan(*MIXED))
    assert shown(table, 1)[Column.DONE] == "Next free, 12:30"
    assert table.table.current is not None
    assert table.table.current.index == 1


def test_nobody_without_the_right_is_offered_to_book_anyway(table: RepeatTable, press: Press) -> None:
    table.set_may_overbook(False)
    table.table.go_to(1)
    press("a")
    assert shown(table, 1)[Column.DONE] == "Skip"
    assert not table.policy._segments["book_anyway"].isVisibleTo(table)


def test_a_press_on_what_is_done_opens_its_menu(table: RepeatTable, qtbot: Any) -> None:
    asked: list[Any] = []
    table.table.menu_asked.disconnect()
    table.table.menu_asked.connect(asked.append)
    place = table.table.visualRect(table.table.model().index(1, Column.DONE)).center()
    qtbot.mouseClick(table.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [row.index for row in asked] == [1]


def test_the_menu_offers_what_is_possible_and_does_it(table: RepeatTable) -> None:
    row = a_plan(*MIXED).rows[1]
    menu = table.menu_of(row)
    assert [action.text() for action in menu.actions()] == ["Skip", "Book anyway", "Next free, 12:30"]
    menu.actions()[2].trigger()
    assert table.draft.done(row) is Does.NEXT_FREE


def test_months_that_are_left_out_are_told_below_the_table(table: RepeatTable) -> None:
    table.show_plan(a_plan(State.OK, left_out=(date(2026, 4, 1),)))
    assert table.left_out.text() == "Without Apr 2026, as it has no day 18"


def test_enter_on_the_policy_that_holds_is_left_to_the_dialog(table: RepeatTable, press: Press, over: QWidget) -> None:
    found = changes(table)
    reached: list[Any] = []
    over.keyPressEvent = lambda event: reached.append(event.key())  # type: ignore[method-assign]
    table.policy.focus_chosen()
    press("<Right><Right><Enter>")
    assert [policy for policy, _ in found] == [Taken.BOOK_ANYWAY, Taken.NEXT_FREE]
    assert reached == [Qt.Key.Key_Return]


def test_tab_comes_back_to_the_policy_that_holds(table: RepeatTable, qtbot: Any) -> None:
    qtbot.keyClick(table.table, Qt.Key.Key_Backtab)
    focused = QApplication.focusWidget()
    assert focused is table.policy._segments["skip"]


def test_enter_is_left_to_the_dialog(table: RepeatTable, press: Press) -> None:
    found = changes(table)
    press("<Enter>")
    assert found == []


def test_a_screen_reader_hears_a_row_whole(table: RepeatTable) -> None:
    told = table.table.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Wed 25 Mar, 11:30, Dr. Amelia Chen, Taken · Ana Ruiz 11:30–12:00, Skip"


def test_choices_that_were_made_before_can_be_held(table: RepeatTable) -> None:
    table.choose(TableDraft(Taken.NEXT_FREE))
    assert (table.policy.choice, shown(table, 2)[Column.DONE]) == ("next_free", "Next free, 12:30")


def test_with_little_room_everything_that_decides_stays_in_sight(table: RepeatTable, over: QWidget) -> None:
    over.resize(430, 500)
    QApplication.processEvents()
    last = table.table.visualRect(table.table.model().index(0, Column.DONE))
    assert table.table.isColumnHidden(Column.WITH)
    assert last.right() <= table.table.viewport().width()
    assert table.table.viewport().rect().contains(QPoint(last.center()))


def test_with_little_room_the_tooltip_says_what_is_left_out(table: RepeatTable, over: QWidget) -> None:
    over.resize(430, 500)
    QApplication.processEvents()
    tip = table.table.model().index(1, Column.DATE).data(Qt.ItemDataRole.ToolTipRole)
    assert "Dr. Amelia Chen" in tip


def _seen_of(table: RepeatTable, column: Column) -> int:
    """Give the width of a column, less what its words ask for."""
    return table.table.columnWidth(column) - table.table._asked(column)


def test_with_room_nothing_in_a_row_is_cut(table: RepeatTable, over: QWidget) -> None:
    long = replace(a_plan(*MIXED), rows=(a_row(0), a_row(1, State.TAKEN, words="Asha Fernando-Wijesinghe"), a_row(2)))
    table.show_plan(long)
    over.resize(676, 500)
    QApplication.processEvents()
    assert not table.table.isColumnHidden(Column.WITH)
    assert all(_seen_of(table, column) >= 0 for column in Column)


def test_what_is_done_is_said_in_fewer_words_before_anything_is_cut(table: RepeatTable, over: QWidget) -> None:
    long = replace(
        a_plan(*MIXED), rows=(a_row(0), a_row(1, State.TAKEN, words="Asha Fernando-Wijesinghe " * 2), a_row(2))
    )
    table.show_plan(long)
    over.resize(676, 500)
    QApplication.processEvents()
    assert table._rows.brief
    assert all(_seen_of(table, column) >= 0 for column in Column if column is not Column.STATE)


def test_columns_stay_as_wide_whatever_is_done(table: RepeatTable, press: Press) -> None:
    table.table.go_to(1)
    before = [table.table.columnWidth(column) for column in Column]
    press("n")
    table.show_plan(a_plan(*MIXED))
    assert [table.table.columnWidth(column) for column in Column] == before


def test_large_text_never_cuts_a_date(large: None, over: QWidget) -> None:
    made = RepeatTable()
    made.show_plan(a_plan(*[State.OK] * 30))
    QVBoxLayout(over).addWidget(made)
    over.resize(640, 420)
    QApplication.processEvents()
    assert _seen_of(made, Column.DATE) >= 0


def test_large_text_has_one_bar_to_scroll_by_and_the_keys_stay_in_sight(
    large: None, over: QWidget, press: Press, qtbot: Any
) -> None:
    made = RepeatTable()
    made.show_plan(a_plan(*[State.OK] * 9))
    QVBoxLayout(over).addWidget(made)
    over.resize(640, 420)
    over.activateWindow()
    made.table.setFocus()
    qtbot.waitUntil(made.table.hasFocus)
    qtbot.waitUntil(lambda: made.table.verticalScrollBar().maximum() == 0)
    press("<Down>" * 8)
    row = made.table.visualRect(made.table.model().index(8, Column.DATE))
    area = made._whole.viewport()
    assert area.rect().contains(made.table.viewport().mapTo(area, row.center()))


def test_large_text_shows_the_reason_that_is_lacking_whole(large: None, over: QWidget, qtbot: Any) -> None:
    made = RepeatTable()
    made.show_plan(a_plan(*MIXED))
    QVBoxLayout(over).addWidget(made)
    over.resize(640, 420)
    made.table.wanted.emit(a_plan(*MIXED).rows[1], Does.BOOK_ANYWAY)
    made.ask_reason("Say why.")
    area = made._whole.viewport()

    def is_whole() -> bool:
        place = QRect(made.reason.mapTo(area, QPoint(0, 0)), made.reason.size())
        return area.rect().contains(place)

    qtbot.waitUntil(is_whole)


def test_a_time_without_a_column_stands_below_the_date(large: None, over: QWidget, qtbot: Any) -> None:
    made = RepeatTable()
    made.show_plan(a_plan(*MIXED))
    QVBoxLayout(over).addWidget(made)
    over.resize(560, 420)
    qtbot.waitUntil(lambda: made.table.isColumnHidden(Column.TIME))
    one = made.table.grab().toImage()
    made._rows.time_below = False
    other = made.table.grab().toImage()
    made.table.share_width()
    assert made._rows.time_below
    assert one != other


def test_large_text_has_room_for_what_decides(large: None, over: QWidget) -> None:
    made = RepeatTable()
    made.show_plan(a_plan(*MIXED))
    column = QVBoxLayout(over)
    column.addWidget(made)
    over.resize(640, 420)
    QApplication.processEvents()
    last = made.table.visualRect(made.table.model().index(0, Column.DONE))
    assert 0 < last.right() <= made.table.viewport().width()


def test_nothing_lies_over_anything_else_where_there_is_no_room(large: None, over: QWidget) -> None:
    made = RepeatTable()
    made.show_plan(a_plan(*MIXED, left_out=(date(2026, 4, 1),)))
    column = QVBoxLayout(over)
    column.addWidget(made)
    over.resize(640, 300)
    made.table.wanted.emit(a_plan(*MIXED).rows[1], Does.BOOK_ANYWAY)
    QApplication.processEvents()
    parts = [made.policy, made.table, made.left_out, made.reason, made.total]
    edges = [(part.mapTo(made, QPoint(0, 0)).y(), part.height()) for part in parts]
    assert all(top + height <= below for (top, height), (below, _) in pairwise(edges))


def test_while_names_are_masked_no_date_names_who_is_in_its_way(table: RepeatTable) -> None:
    table.set_masked(True)
    assert shown(table, 1)[Column.STATE] == "Taken · 11:30–12:00"


def test_masked_or_not_a_room_that_is_taken_is_named() -> None:
    start = a_row(0).start
    taken = Reason(Why.ROOM, start, a_row(0).end, name="Room 2")
    assert words.why((taken,), ZONE, masked=True) == "Room 2 11:30–12:00"
