"""How a visit or a series comes again, changed from the table of the series and from the dialog of the visit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.calendar import Frequency
from frontdesk.domain.instants import DAY, MINUTE, Instant
from frontdesk.domain.repeats import RepeatRule
from frontdesk.domain.schedule import Weekday
from frontdesk.domain.series import Scope
from frontdesk.gui.dialogs.booking import BookingDialog
from frontdesk.gui.dialogs.booking_draft import Opening
from frontdesk.gui.dialogs.repeats_draft import Ends
from frontdesk.gui.dialogs.rule_dialog import RuleDialog
from frontdesk.gui.dialogs.series_dialog import SeriesDialog
from frontdesk.gui.window.inside import Inside
from tests.gui.window.conftest import Settle, toasts
from tests.support.clinics import Desk
from tests.support.series import book, clock, fill

FORTNIGHTLY = RepeatRule(frequency=Frequency.WEEKLY, interval=2, count=3)


@pytest.fixture
def series(inside: Inside, desk: Desk, settle: Settle) -> tuple[Appointment, ...]:
    """Give five Wednesdays at nine."""
    made = book(desk, count=5).visits
    inside.days.refresh()
    settle()
    inside.selection.select(made[0].id)
    settle()
    return made


@pytest.fixture
def table(inside: Inside, settle: Settle, series: tuple[Appointment, ...]) -> SeriesDialog:
    """Give the table of the series."""
    inside.work.do("series")
    settle()
    dialog = inside.work.doing.series.dialog
    assert dialog is not None
    return dialog


def asked(table: SeriesDialog, settle: Settle, number: int) -> RuleDialog:
    """Ask from one date how the series is to come again."""
    table.view.go_to(number)
    table.rule_button.click()
    settle()
    assert table.asking is not None
    return table.asking


def editing(inside: Inside, settle: Settle, visit: Appointment) -> BookingDialog:
    inside.outside.ask_booking(Opening(visit=visit.id))
    settle()
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, BookingDialog)]
    return dialog


def asked_of(dialog: BookingDialog, settle: Settle) -> RuleDialog:
    """Ask in the dialog of a visit how it is to come again."""
    dialog.fields.rule_button.click()
    settle()
    assert dialog.rule.asking is not None
    return dialog.rule.asking


def choose(dialog: RuleDialog, settle: Settle, rule: RepeatRule | None) -> None:
    """Choose a rule as the form does."""
    field = dialog.repeat.control
    field.choose(rule)
    field.changed.emit(rule)
    settle()


def starts(desk: Desk) -> list[str]:
    found = desk.clinic.appointments.list(size=200).items
    return [clock(one.start)[5:] for one in found if one.patient_id == desk.eva.id]


def test_the_table_tells_what_the_rule_is_from_a_date_on(table: SeriesDialog, settle: Settle) -> None:
    dialog = asked(table, settle, 2)
    assert dialog.now.text() == "Now: Every Wednesday, 5 times"
    assert dialog.repeat.control.line.text() == "Every week, 3 times"
    assert not dialog.do.isEnabled()


def test_another_rule_from_a_date_on_is_told_in_a_sentence_with_what_becomes_of_the_dates(
    table: SeriesDialog, settle: Settle
) -> None:
    dialog = asked(table, settle, 2)
    choose(dialog, settle, FORTNIGHTLY)
    assert dialog.sentence.text() == "Every 2 weeks on Wednesday, 3 times"
    assert dialog.effects.text() == "Visits: 2 stay, 1 goes, 1 comes"


def test_enter_changes_it_and_one_undo_takes_it_back(desk: Desk, table: SeriesDialog, settle: Settle) -> None:
    before = starts(desk)
    dialog = asked(table, settle, 2)
    choose(dialog, settle, FORTNIGHTLY)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    settle()
    assert starts(desk) == [*before[:3], "04-15T09:00", "04-29T09:00"]
    told = table.toasts.shown[-1]
    assert told.words == "Eva Novák: every 2 weeks on Wednesday, 3 times · Visits: 2 stay, 1 goes, 1 comes"
    assert table.sentence.text() == "Every 2 weeks on Wednesday, 3 times"
    [undo] = [each for each in told.findChildren(QPushButton) if each.text() == "Undo"]
    undo.click()
    settle()
    assert starts(desk) == before
    assert table.sentence.text() == "Every Wednesday, 5 times"


def test_all_to_come_keeps_what_has_been(desk: Desk, table: SeriesDialog, settle: Settle) -> None:
    desk.clock.now = desk.at(12, day=7)
    dialog = asked(table, settle, 4)
    dialog.scope._segments[Scope.ALL.value].click()
    settle()
    assert dialog.repeat.control.line.text() == "Every week, 3 times"
    choose(dialog, settle, FORTNIGHTLY)
    dialog.send()
    settle()
    assert starts(desk)[:2] == ["03-18T09:00", "03-25T09:00"]
    assert starts(desk)[2:] == ["04-01T09:00", "04-15T09:00", "04-29T09:00"]


def test_a_date_that_is_over_leaves_those_to_come(desk: Desk, table: SeriesDialog, settle: Settle) -> None:
    desk.clock.now = desk.at(12, day=7)
    dialog = asked(table, settle, 0)
    assert Scope(dialog.scope.choice) is Scope.ALL
    choose(dialog, settle, RepeatRule(frequency=Frequency.DAILY, count=2))
    dialog.send()
    settle()
    assert starts(desk) == ["03-18T09:00", "03-25T09:00", "04-01T09:00", "04-02T09:00"]


def test_a_series_may_go_to_another_weekday_without_end(desk: Desk, table: SeriesDialog, settle: Settle) -> None:
    dialog = asked(table, settle, 3)
    dialog.repeat.control.open()
    form = dialog.repeat.control.card
    assert form is not None
    form.weekdays.buttons[3].click()
    form.weekdays.buttons[2].click()
    form.ends.chosen.emit(Ends.ENDLESS.value)
    form.give()
    settle()
    assert dialog.sentence.text() == "Every Thursday"
    assert dialog.do.hasFocus()
    dialog.send()
    settle()
    assert starts(desk)[:5] == ["03-18T09:00", "03-25T09:00", "04-01T09:00", "04-09T09:00", "04-16T09:00"]


def test_new_dates_that_are_not_free_are_named_and_left_out(desk: Desk, table: SeriesDialog, settle: Settle) -> None:
    fill(desk, Instant(desk.at(9, day=15)))
    dialog = asked(table, settle, 2)
    choose(dialog, settle, RepeatRule(frequency=Frequency.DAILY, count=3))
    told = dialog.effects.text().replace("\N{NO-BREAK SPACE}", " ")
    assert told == "Visits: 1 stays, 2 go, 1 comes, 1 left out\nLeft out, as they are not free: Thu 2 Apr"
    dialog.send()
    settle()
    assert starts(desk) == ["03-18T09:00", "03-25T09:00", "04-01T09:00", "04-03T09:00"]


def test_a_visit_that_cannot_go_to_its_new_day_is_refused_beside_the_field(
    desk: Desk, table: SeriesDialog, settle: Settle
) -> None:
    fill(desk, Instant(desk.at(9, day=15)))
    dialog = asked(table, settle, 2)
    choose(dialog, settle, RepeatRule(frequency=Frequency.WEEKLY, count=3, weekdays=(Weekday.THURSDAY,)))
    assert dialog.repeat.is_wrong
    assert dialog.repeat.message.text().replace("\N{NO-BREAK SPACE}", " ") == "Not free on Thu 2 Apr"
    assert not dialog.do.isEnabled()


def test_what_became_taken_meanwhile_changes_nothing_and_is_told(
    desk: Desk, table: SeriesDialog, settle: Settle
) -> None:
    dialog = asked(table, settle, 2)
    choose(dialog, settle, FORTNIGHTLY)
    fill(desk, Instant(desk.at(9, day=42)))
    dialog.send()
    settle()
    assert dialog.isVisible()
    assert dialog.repeat.is_wrong
    assert len(starts(desk)) == 5


def test_a_series_that_ends_leaves_its_one_visit_and_can_be_undone(
    inside: Inside, desk: Desk, table: SeriesDialog, settle: Settle
) -> None:
    dialog = asked(table, settle, 2)
    dialog.repeat.control.open()
    form = dialog.repeat.control.card
    assert form is not None
    form.frequency._segments["never"].click()
    settle()
    assert dialog.effects.text() == "Visits: 1 stays, 2 go"
    dialog.send()
    settle()
    assert starts(desk) == ["03-18T09:00", "03-25T09:00", "04-01T09:00"]
    assert inside.work.doing.series.dialog is None
    assert toasts(inside)[-1].startswith("Eva Novák: does not repeat any more")
    inside.steps.undo()
    settle()
    assert len(starts(desk)) == 5


def test_a_rule_that_the_form_cannot_show_is_told_and_the_form_begins_anew(
    inside: Inside, desk: Desk, settle: Settle
) -> None:
    visit = desk.clinic.appointments.book(
        start=desk.at(9),
        end=Instant(desk.at(9) + 30 * MINUTE),
        practitioner=desk.chen.id,
        patient=desk.eva.id,
        rrule="FREQ=MONTHLY;BYDAY=3WE;COUNT=3",
        ignore_free_slots=True,
    )
    dialog = asked_of(editing(inside, settle, visit), settle)
    assert dialog.now.text() == "Now: On the third Wednesday of every month, 3 times"
    assert dialog.odd.text() == "The form cannot show this rule. What is chosen there takes its place."
    assert not dialog.do.isEnabled()
    choose(dialog, settle, FORTNIGHTLY)
    dialog.send()
    settle()
    assert starts(desk) == ["03-18T09:00", "04-01T09:00", "04-15T09:00"]


# In the dialog of a visit.


def test_a_single_visit_is_made_to_repeat_and_what_was_typed_stays(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    below = editing(inside, settle, visit)
    assert below.fields.rule_button.text() == "Make it repeat…"
    below.fields.note.setPlainText("Bring the letter")
    dialog = asked_of(below, settle)
    assert not dialog.scope.isVisible()
    choose(dialog, settle, RepeatRule(frequency=Frequency.WEEKLY, count=3))
    assert dialog.effects.text() == "Visits: 1 stays, 2 come"
    dialog.send()
    settle()
    assert starts(desk) == ["03-18T09:00", "03-25T09:00", "04-01T09:00"]
    assert toasts(inside)[-1].startswith("Eva Novák: every Wednesday, 3 times")
    assert below.fields.rule_button.text() == "Change how it repeats…"
    assert below.fields.fields["scope"].isVisible()
    assert below.fields.note.toPlainText() == "Bring the letter"
    below.send()
    settle()
    notes = [one.description for one in desk.clinic.appointments.list().items]
    assert notes == ["Bring the letter", "", ""]


def test_a_visit_that_goes_to_another_day_with_its_series_is_not_moved_back(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    below = editing(inside, settle, series[3])
    dialog = asked_of(below, settle)
    choose(dialog, settle, RepeatRule(frequency=Frequency.WEEKLY, count=2, weekdays=(Weekday.THURSDAY,)))
    assert dialog.effects.text() == "Visits: 1 moves to another day, 1 goes, 1 comes"
    dialog.send()
    settle()
    assert below.draft.time is not None
    assert below.draft.time.start == series[3].start + DAY
    below.send()
    settle()
    assert starts(desk)[3:] == ["04-09T09:00", "04-16T09:00"]


def test_a_new_booking_has_no_such_link(inside: Inside, settle: Settle) -> None:
    inside.outside.ask_booking(Opening())
    settle()
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, BookingDialog)]
    assert not dialog.fields.rule_button.isVisible()
