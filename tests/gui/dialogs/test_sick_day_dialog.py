"""The dialog of an absence: who and when as they are typed, the plan, and the choices of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.sick_day import How
from frontdesk.gui.dialogs import sick_day_words as words
from frontdesk.gui.dialogs.sick_day import SickDayDialog
from frontdesk.gui.dialogs.sick_day_calls import CallsDialog
from frontdesk.gui.dialogs.sick_day_draft import Lasting, Opening
from frontdesk.gui.dialogs.sick_day_rows import VisitRows
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.services.sick_day import Applied, PlanRow
from tests.gui.dialogs.conftest import Press
from tests.support.clinics import DAY, Desk
from tests.support.sick_days import applied, as_planned, planned, visit, with_ortega_at_work

Opener = Callable[..., SickDayDialog]


@pytest.fixture
def opener(tasks: Tasks, over: QWidget, desk: Desk, qtbot: Any) -> Iterator[Opener]:
    """Open the dialog for Dr. Chen on the test day, or whatever else is said, with its plan made."""
    opened: list[SickDayDialog] = []

    def do(**given: Any) -> SickDayDialog:
        opening = Opening(**{"practitioner": desk.chen.id, "day": DAY, **given})
        dialog = SickDayDialog(tasks, over, opening=opening)
        opened.append(dialog)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: dialog.isActiveWindow() and QApplication.focusWidget() is not None)
        settled(dialog, tasks, qtbot)
        return dialog

    yield do
    for each in opened:
        if isValid(each):
            each.reject()


def settled(dialog: SickDayDialog, tasks: Tasks, qtbot: Any) -> None:
    """Wait until the plan is of what is typed and chosen."""
    qtbot.waitUntil(lambda: tasks.idle and dialog.is_settled)


def two(desk: Desk) -> tuple[Appointment, Appointment]:
    """Book two visits with Dr. Chen while Dr. Ortega is at work."""
    with_ortega_at_work(desk)
    return visit(desk, 10), visit(desk, 11, patient=desk.leo.id)


def shown(dialog: SickDayDialog) -> list[PlanRow]:
    """Give the rows as they are shown."""
    return list(dialog.table.rows.table.rows)


# Who and when


def test_it_begins_with_the_column_and_the_rest_of_today(opener: Opener, desk: Desk) -> None:
    dialog = opener()
    assert dialog.draft.practitioner == desk.chen.id
    assert (dialog.draft.first, dialog.draft.begins, dialog.draft.ends) == (DAY, 8 * 60, 24 * 60)
    assert dialog.fields.lasting.choice == Lasting.REST


def test_another_day_is_meant_whole(opener: Opener) -> None:
    dialog = opener(day=DAY + timedelta(days=1))
    assert (dialog.draft.begins, dialog.fields.lasting.choice) == (0, Lasting.DAY)


def test_someone_who_is_no_practitioner_any_more_is_not_chosen(opener: Opener, desk: Desk) -> None:
    assert opener(practitioner=None).draft.practitioner == desk.chen.id


def test_days_and_times_are_typed_as_people_write_them(opener: Opener, qtbot: Any, tasks: Tasks) -> None:
    dialog = opener()
    for line, text in ((dialog.fields.last, "+2"), (dialog.fields.begins, "930"), (dialog.fields.ends, "13")):
        line.setText(text)
        line.tell()
    settled(dialog, tasks, qtbot)
    assert (dialog.draft.last, dialog.draft.begins, dialog.draft.ends) == (DAY + timedelta(days=2), 570, 780)
    assert dialog.fields.lasting.choice == Lasting.TYPED


@pytest.mark.parametrize(("name", "text"), [("first", "someday"), ("last", "??"), ("begins", "25"), ("ends", "noon?")])
def test_what_cannot_be_read_is_said_beside_its_field(name: str, text: str, opener: Opener) -> None:
    dialog = opener()
    line = getattr(dialog.fields, name)
    line.setText(text)
    line.tell()
    assert dialog.fields.fields[name].is_wrong
    assert line.text() == text


def test_an_end_before_the_start_is_said_and_nothing_is_planned(opener: Opener) -> None:
    dialog = opener()
    dialog.fields.ends.setText("7")
    dialog.fields.ends.tell()
    assert dialog.fields.fields["ends"].is_wrong
    assert not dialog.apply.isEnabled()


def test_the_whole_day_is_one_press(opener: Opener, qtbot: Any, tasks: Tasks) -> None:
    dialog = opener()
    dialog.fields.lasting.chosen.emit(Lasting.DAY.value)
    settled(dialog, tasks, qtbot)
    assert (dialog.draft.begins, dialog.draft.ends) == (0, 24 * 60)


def test_another_practitioner_is_another_plan(opener: Opener, desk: Desk, qtbot: Any, tasks: Tasks) -> None:
    two(desk)
    dialog = opener()
    dialog.fields.who.setCurrentIndex(1)
    dialog.fields.who.activated.emit(1)
    settled(dialog, tasks, qtbot)
    assert (dialog.draft.practitioner, shown(dialog)) == (desk.ortega.id, [])


# The plan


def test_each_visit_has_its_row_and_the_sum_says_what_becomes_of_them(opener: Opener, desk: Desk) -> None:
    one, other = two(desk)
    dialog = opener()
    assert [row.visit for row in shown(dialog)] == [one.id, other.id]
    assert dialog.summary.text() == "2 stay at their time with a colleague"


def test_a_row_tells_a_screen_reader_everything(opener: Opener, desk: Desk) -> None:
    two(desk)
    model = opener().table.rows
    told = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("Eva Novák, Wed 18 Mar, 10:00")
    assert "Same time with Dr. Luis Ortega" in told


def test_no_name_is_shown_while_names_are_masked(opener: Opener, desk: Desk) -> None:
    two(desk)
    model = opener(masked=True).table.rows
    assert "Eva" not in model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.MASKED in model.index(0, 0).data()


def test_what_has_begun_is_told_below(opener: Opener, desk: Desk) -> None:
    one, _ = two(desk)
    desk.clinic.appointments.set_status(id=one.id, status=Status.IN_PROGRESS)
    assert opener().staying.text() == "1 has begun or is over, and stays."


def test_without_visits_it_says_so_and_can_be_applied_for_the_block_alone(
    opener: Opener, desk: Desk, qtbot: Any
) -> None:
    dialog = opener()
    assert dialog.summary.text() == "No visit is touched."
    with qtbot.waitSignal(dialog.applied):
        dialog.send()
    assert len(desk.clinic.blocks.list(start=desk.at(0), end=desk.at(0, day=1))) == 1


def test_an_absence_that_is_too_long_is_said_and_nothing_is_looked_for(opener: Opener, qtbot: Any) -> None:
    dialog = opener()
    dialog.fields.last.setText("+200")
    dialog.fields.last.tell()
    qtbot.waitUntil(lambda: "92 days" in dialog.message.text())
    assert dialog.summary.text() == ""
    assert not dialog.apply.isEnabled()


def test_a_plan_that_could_be_better_says_so(desk: Desk) -> None:
    plan = planned(desk)
    assert words.beside(plan) == ""
    assert "better plan" in words.beside(replace(plan, complete=False))


# The choices of a row


@pytest.mark.parametrize(("key", "how"), [("w", How.WAIT), ("x", How.CANCEL), ("l", How.LEAVE), ("m", How.MOVE)])
def test_a_letter_names_what_becomes_of_the_row(
    key: str, how: How, opener: Opener, desk: Desk, press: Press, qtbot: Any, tasks: Tasks
) -> None:
    two(desk)
    dialog = opener()
    press(key)
    settled(dialog, tasks, qtbot)
    assert [row.becomes.how for row in shown(dialog)] == [how, How.COLLEAGUE]
    assert dialog.rows.decided == {shown(dialog)[0].visit}


def test_the_arrows_go_through_the_choices_and_around(
    opener: Opener, desk: Desk, press: Press, qtbot: Any, tasks: Tasks
) -> None:
    two(desk)
    dialog = opener()
    first = shown(dialog)[0]
    seen = []
    for _ in first.choices:
        press("<Right>")
        seen.append(shown(dialog)[0].becomes)
    assert seen[-1] == first.becomes
    assert len({(one.how, one.start, one.practitioner_id) for one in seen}) == len(first.choices)
    press("<Left>")
    assert shown(dialog)[0].becomes == seen[-2]


def test_a_letter_again_gives_the_next_of_its_kind(
    opener: Opener, desk: Desk, press: Press, qtbot: Any, tasks: Tasks
) -> None:
    two(desk)
    dialog = opener()
    press("m")
    settled(dialog, tasks, qtbot)
    first = shown(dialog)[0].becomes
    press("m")
    settled(dialog, tasks, qtbot)
    second = shown(dialog)[0].becomes
    assert (second.how, second.start != first.start or second.practitioner_id != first.practitioner_id) == (
        How.MOVE,
        True,
    )


def test_a_menu_offers_the_same_and_marks_what_is_chosen(opener: Opener, desk: Desk) -> None:
    two(desk)
    dialog = opener()
    row = shown(dialog)[0]
    actions = [each for each in dialog.table.menu_of(row).actions() if not each.isSeparator()]
    assert [each.text() for each in actions] == [words.becomes(row, one) for one in row.choices]
    assert [each.text() for each in actions if each.isChecked()] == ["Same time with Dr. Luis Ortega"]
    waiting = next(each for each in actions if each.text() == "Waiting list")
    assert isinstance(waiting, QAction)
    waiting.trigger()
    assert shown(dialog)[0].becomes.how is How.WAIT


def test_other_rows_stay_as_they_are_when_one_is_changed_and_are_planned_again_when_asked(
    opener: Opener, desk: Desk, press: Press, qtbot: Any, tasks: Tasks
) -> None:
    one, _ = two(desk)
    dialog = opener()
    before = shown(dialog)[1].becomes
    press("w")
    settled(dialog, tasks, qtbot)
    assert shown(dialog)[1].becomes == before
    dialog.again.click()
    settled(dialog, tasks, qtbot)
    assert (shown(dialog)[0].becomes.how, dialog.rows.decided) == (How.WAIT, frozenset({one.id}))


def test_a_choice_that_another_desk_has_taken_is_told(
    opener: Opener, desk: Desk, press: Press, qtbot: Any, tasks: Tasks
) -> None:
    two(desk)
    dialog = opener()
    press("w")
    press("c")
    settled(dialog, tasks, qtbot)
    third = desk.clinic.patients.create(family_name="Third")
    visit(desk, 10, practitioner=desk.ortega.id, patient=getattr(third, "patient", third).id)
    dialog.refresh()
    settled(dialog, tasks, qtbot)
    row = shown(dialog)[0]
    assert row.lost
    assert "not free any more" in words.remark(row, decided=False)
    assert dialog.rows.decided == frozenset()


# Applying


def test_enter_applies_the_plan_and_tells_what_was_done(
    opener: Opener, desk: Desk, press: Press, qtbot: Any, tasks: Tasks
) -> None:
    one, other = two(desk)
    dialog = opener()
    with qtbot.waitSignal(dialog.applied) as heard:
        press("<Down>w")
        settled(dialog, tasks, qtbot)
        press("<Enter>")
    done, _, told = heard.args
    assert isinstance(done, Applied)
    assert (done.moved, done.cancelled) == ((one.id,), (other.id,))
    assert told == "Dr. Amelia Chen is away: 1 stays at its time with a colleague, 1 to the waiting list"


def test_a_book_that_has_changed_is_planned_again_and_nothing_is_done(
    opener: Opener, desk: Desk, qtbot: Any, tasks: Tasks
) -> None:
    two(desk)
    dialog = opener()
    visit(desk, 12)
    dialog.send()
    qtbot.waitUntil(lambda: "changed" in dialog.message.text())
    settled(dialog, tasks, qtbot)
    assert len(shown(dialog)) == 3
    assert desk.clinic.blocks.list(start=desk.at(0), end=desk.at(0, day=1)) == ()


def test_at_large_text_the_row_of_the_keys_is_in_sight(
    large: None, opener: Opener, desk: Desk, press: Press, qtbot: Any
) -> None:
    with_ortega_at_work(desk)
    for hour in range(9, 16):
        visit(desk, hour, patient=(desk.eva, desk.leo)[hour % 2].id)
    dialog = opener()
    assert not dialog.table.scrolls
    # Once the rows have been given their room.
    qtbot.waitUntil(lambda: dialog._inside.height() > dialog.table.height())
    press("<Down>" * 6)
    table = dialog.table
    row = table.visualRect(table.currentIndex())
    middle = table.viewport().mapTo(dialog._whole.viewport(), row.center())
    assert dialog._whole.viewport().rect().contains(middle)


# The rows as a model, and the calls


def test_the_rows_keep_the_rules_of_models(desk: Desk, dressed: QApplication) -> None:
    from frontdesk.gui.dialogs.sick_day_draft import Table

    two(desk)
    model = VisitRows()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = planned(desk).rows
    model.show_table(Table(rows))
    model.show_table(Table((replace(rows[0], lost=True), *rows[1:])))
    model.show_table(Table(rows[:1]))
    assert model.rowCount(QModelIndex()) == 1


def test_each_call_has_a_tick_and_they_are_counted(desk: Desk, over: QWidget, qtbot: Any) -> None:
    two(desk)
    done = applied(desk, as_planned(planned(desk)))
    dialog = CallsDialog("Calls", done.phone_list, over, masked=False)
    assert [tick.text().split(" · ")[0] for tick in dialog.ticks] == ["Eva Novák", "Leo Martin"]
    dialog.ticks[0].click()
    assert dialog.left.text() == "1 of 2 calls made"
    dialog.reject()


def test_the_calls_show_no_name_while_names_are_masked(desk: Desk, over: QWidget) -> None:
    two(desk)
    done = applied(desk, as_planned(planned(desk)))
    dialog = CallsDialog("Calls", done.phone_list, over, masked=True)
    assert all("Eva" not in tick.text() and "Eva" not in tick.accessibleName() for tick in dialog.ticks)
    dialog.reject()
