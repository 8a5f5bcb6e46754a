"""A deed that is carried on to more visits of a series, and a series as a table, in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.instants import DAY, HOUR, Instant, local_date
from frontdesk.domain.series_table import SeriesRow, Stands
from frontdesk.domain.series_trial import Deed
from frontdesk.gui.board.meanings import Move
from frontdesk.gui.dialogs import series_dialog
from frontdesk.gui.dialogs.booking import BookingDialog
from frontdesk.gui.dialogs.booking_draft import Opening
from frontdesk.gui.dialogs.series_dialog import SeriesDialog
from frontdesk.gui.parts.floating import SHADOW
from frontdesk.gui.parts.segmented import Segment
from frontdesk.gui.window.inside import Inside
from tests.gui.window.conftest import Settle, toasts
from tests.support.clinics import ZONE, Desk
from tests.support.series import book, clock, fill

WEEK = 7 * DAY


@pytest.fixture
def series(inside: Inside, desk: Desk, settle: Settle) -> tuple[Appointment, ...]:
    """Give three Wednesdays at nine, the first of them selected on the board."""
    made = book(desk).visits
    inside.days.refresh()
    settle()
    inside.work.desk.board.select(made[0].id)
    inside.selection.select(made[0].id)
    settle()
    return made


def starts(desk: Desk, made: tuple[Appointment, ...]) -> list[str]:
    return [clock(desk.clinic.appointments.get(id=one.id).appointment.start) for one in made]


def statuses(desk: Desk, made: tuple[Appointment, ...]) -> list[Status]:
    return [desk.clinic.appointments.get(id=one.id).appointment.status for one in made]


def show(inside: Inside, settle: Settle, one: Appointment) -> None:
    """Turn to the day of a visit, and select it."""
    inside.work.go_to(one.id, local_date(one.start, ZONE))
    settle()


def drag(inside: Inside, settle: Settle, one: Appointment, hours: int = 1) -> None:
    show(inside, settle, one)
    assert one.practitioner_id is not None
    inside.work.doing.move(Move(one.id, Instant(one.start + hours * HOUR), one.practitioner_id))
    settle()


def nbsp(words: str) -> str:
    """Write words that are not to be torn over two lines."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def press_toast(inside: Inside, words: str) -> None:
    [button] = [each for each in inside.toasts.shown[-1].findChildren(QPushButton) if each.text() == words]
    button.click()


def press(key: Qt.Key) -> None:
    """Press a key where the focus is."""
    where = QApplication.focusWidget()
    assert where is not None
    QTest.keyClick(where, key)


def test_a_visit_of_a_series_is_moved_alone_at_once_and_more_is_offered(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    drag(inside, settle, series[0])
    assert starts(desk, series) == ["2026-03-18T10:00", "2026-03-25T09:00", "2026-04-01T09:00"]
    names = [each.text() for each in inside.toasts.shown[-1].findChildren(QPushButton)]
    assert names[:3] == ["This and following", "All", "Undo"]


def test_a_visit_of_no_series_offers_undo_alone(inside: Inside, desk: Desk, settle: Settle) -> None:
    one = desk.book(9)
    inside.days.refresh()
    settle()
    drag(inside, settle, one)
    names = [each.text() for each in inside.toasts.shown[-1].findChildren(QPushButton)]
    assert names == ["Undo", "×"]


@pytest.mark.parametrize(
    ("deed", "names"),
    [
        ("confirm", ["This and following", "All", "Undo", "×"]),
        ("arrive", ["Undo", "×"]),
        ("no_show", ["Reason…", "Undo", "×"]),
    ],
)
def test_only_a_status_that_more_dates_may_have_is_carried_on(
    inside: Inside, settle: Settle, series: tuple[Appointment, ...], deed: str, names: list[str]
) -> None:
    inside.work.do(deed)
    settle()
    assert [each.text() for each in inside.toasts.shown[-1].findChildren(QPushButton)] == names


def test_the_card_tells_what_would_be_done_to_those_that_follow(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    drag(inside, settle, series[0])
    press_toast(inside, "This and following")
    settle()
    shown = inside.work.doing.series.widely.card
    assert shown.isVisible()
    assert shown.count.text() == f"Move 3 visits from 09:00 to 10:00, from {nbsp('Wed 18 Mar')}\N{NO-BREAK SPACE}on"


def test_the_card_tells_to_whom_the_visits_go(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    show(inside, settle, series[1])
    inside.work.doing.move(Move(series[1].id, series[1].start, desk.ortega.id))
    settle()
    press_toast(inside, "This and following")
    settle()
    told = inside.work.doing.series.widely.card.count.text()
    assert told == f"Move 2 visits to Dr. Luis Ortega, from {nbsp('Wed 25 Mar')}\N{NO-BREAK SPACE}on"


def test_the_card_lies_over_the_board_and_not_over_the_inspector(
    inside: Inside, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    inside.steps.cancel(series[0].id, "")
    settle()
    inside.work.do("following")
    settle()
    desk, shown = inside.work.desk, inside.work.doing.series.widely.card
    right = desk.board.mapTo(desk, QPoint(desk.board.width(), 0)).x()
    assert shown.isVisible()
    assert shown.mapTo(desk, shown.card().topRight()).x() < right


def test_after_several_nudges_the_card_tells_from_when_the_series_goes(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    drag(inside, settle, series[0])
    drag(inside, settle, series[0], hours=2)
    press_toast(inside, "All")
    settle()
    assert inside.work.doing.series.widely.card.count.text().startswith("Move 3 visits from 09:00 to 11:00, ")


def test_the_card_leaves_the_book_as_it_is(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    drag(inside, settle, series[0])
    before = desk.clinic.history.log().total
    press_toast(inside, "All")
    settle()
    assert starts(desk, series)[0] == "2026-03-18T10:00"
    press(Qt.Key.Key_Escape)
    settle()
    assert desk.clinic.history.log().total == before


def test_after_esc_the_keys_carry_it_on_as_long_as_the_visit_is_selected(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    drag(inside, settle, series[0])
    press_toast(inside, "All")
    settle()
    press(Qt.Key.Key_Escape)
    settle()
    inside.work.do("whole_series")
    settle()
    press(Qt.Key.Key_Return)
    settle()
    assert starts(desk, series) == ["2026-03-18T10:00", "2026-03-25T10:00", "2026-04-01T10:00"]


@pytest.mark.parametrize("carried_on", [True, False])
def test_what_is_done_or_taken_back_is_carried_on_no_more(
    inside: Inside, settle: Settle, series: tuple[Appointment, ...], carried_on: bool
) -> None:
    drag(inside, settle, series[0])
    if carried_on:
        inside.work.do("whole_series")
        settle()
        press(Qt.Key.Key_Return)
    else:
        inside.steps.undo()
    settle()
    inside.work.do("whole_series")
    assert toasts(inside)[-1].startswith("First move, cancel or change one visit of a series")


def test_the_history_of_the_visit_has_one_line_for_what_was_carried_on(
    inside: Inside, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    drag(inside, settle, series[0])
    press_toast(inside, "All")
    settle()
    press(Qt.Key.Key_Return)
    settle()
    shown = [row.line for row in inside.work.desk.inspector.history.rows]
    assert [line.words for line in shown] == ["Moved from Wed 18 Mar, 09:00 to 10:00", "Booked"]


def test_enter_moves_those_that_follow_and_one_undo_takes_all_of_it_back(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    drag(inside, settle, series[1])
    press_toast(inside, "This and following")
    settle()
    press(Qt.Key.Key_Return)
    settle()
    assert starts(desk, series) == ["2026-03-18T09:00", "2026-03-25T10:00", "2026-04-01T10:00"]
    assert toasts(inside)[-1] == "Eva Novák: 2 visits moved"
    inside.steps.undo()
    settle()
    assert starts(desk, series) == ["2026-03-18T09:00", "2026-03-25T09:00", "2026-04-01T09:00"]


def test_all_moves_those_before_it_too(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    drag(inside, settle, series[1])
    press_toast(inside, "All")
    settle()
    press(Qt.Key.Key_Return)
    settle()
    assert starts(desk, series) == ["2026-03-18T10:00", "2026-03-25T10:00", "2026-04-01T10:00"]


def test_esc_leaves_it_at_the_one(inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]) -> None:
    drag(inside, settle, series[0])
    press_toast(inside, "All")
    settle()
    press(Qt.Key.Key_Escape)
    settle()
    assert not inside.work.doing.series.widely.card.isVisible()
    assert starts(desk, series) == ["2026-03-18T10:00", "2026-03-25T09:00", "2026-04-01T09:00"]
    inside.steps.undo()
    settle()
    assert starts(desk, series)[0] == "2026-03-18T09:00"


def test_one_who_leaves_it_before_it_is_told_keeps_the_one(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    drag(inside, settle, series[0])
    press_toast(inside, "All")
    inside.work.doing.series.widely.card.close_card()
    settle()
    assert starts(desk, series) == ["2026-03-18T10:00", "2026-03-25T09:00", "2026-04-01T09:00"]


def test_one_who_leaves_it_after_another_desk_did_something_keeps_the_one(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    drag(inside, settle, series[0])
    press_toast(inside, "All")
    settle()
    desk.book(15, patient=desk.leo.id)
    press(Qt.Key.Key_Escape)
    settle()
    assert starts(desk, series) == ["2026-03-18T10:00", "2026-03-25T09:00", "2026-04-01T09:00"]


def test_what_another_desk_built_on_is_not_carried_on_and_says_so(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    drag(inside, settle, series[0])
    desk.clinic.appointments.update(id=series[0].id, description="Bring the letter")
    press_toast(inside, "All")
    settle()
    told = inside.work.doing.series.widely.card.count.text()
    assert told.startswith("This cannot be undone any more: “change of a visit” by")
    press(Qt.Key.Key_Return)
    settle()
    assert starts(desk, series) == ["2026-03-18T10:00", "2026-03-25T09:00", "2026-04-01T09:00"]


def test_a_window_that_closes_meanwhile_keeps_the_one(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    drag(inside, settle, series[0])
    press_toast(inside, "All")
    settle()
    inside.window.close()
    assert starts(desk, series) == ["2026-03-18T10:00", "2026-03-25T09:00", "2026-04-01T09:00"]


def test_text_of_another_size_keeps_the_one(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    drag(inside, settle, series[0])
    press_toast(inside, "All")
    settle()
    inside.themes.scale_by(1)
    settle()
    inside.themes.scale_back()
    settle()
    assert starts(desk, series) == ["2026-03-18T10:00", "2026-03-25T09:00", "2026-04-01T09:00"]


def test_the_scope_can_be_chosen_by_its_letter(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    drag(inside, settle, series[1])
    press_toast(inside, "This and following")
    settle()
    press(Qt.Key.Key_A)
    settle()
    assert inside.work.doing.series.widely.card.count.text().startswith("Move 3 visits from 09:00 to 10:00")
    # The same letter says outside the card that the selected patient has arrived.
    assert statuses(desk, series) == [Status.BOOKED] * 3


def test_those_whose_new_time_is_taken_are_named_and_stay(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    fill(desk, Instant(series[2].start + HOUR))
    drag(inside, settle, series[0])
    press_toast(inside, "All")
    settle()
    shown = inside.work.doing.series.widely.card
    assert shown.count.text() == f"Move 2 visits from 09:00 to 10:00, from {nbsp('Wed 18 Mar')}\N{NO-BREAK SPACE}on"
    assert shown.effects.text() == "Stays, as it is not free then: Wed\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}Apr"
    press(Qt.Key.Key_Return)
    settle()
    assert starts(desk, series) == ["2026-03-18T10:00", "2026-03-25T10:00", "2026-04-01T09:00"]
    assert toasts(inside)[-1] == "Eva Novák: 2 visits moved, 1 stayed"


def test_a_date_that_was_changed_by_itself_is_named_before_it_is_overridden(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    desk.clinic.appointments.move(id=series[2].id, start=Instant(series[2].start + 3 * HOUR))
    drag(inside, settle, series[0])
    press_toast(inside, "All")
    settle()
    told = inside.work.doing.series.widely.card.effects.text()
    assert told == "Overrides what was changed there by itself: Wed\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}Apr"


def test_keys_carry_it_on_while_the_message_stands(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    drag(inside, settle, series[0])
    inside.work.do("following")
    settle()
    assert inside.work.doing.series.widely.card.isVisible()


def test_once_the_message_is_gone_and_another_selected_the_keys_say_what_they_are_for(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    drag(inside, settle, series[0])
    inside.toasts.clear()
    inside.selection.select(None)
    inside.work.do("whole_series")
    assert toasts(inside)[-1].startswith("First move, cancel or change one visit of a series")


def test_a_status_is_given_to_those_that_follow_as_far_as_it_has_a_way_there(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    inside.work.do("confirm")
    settle()
    inside.work.do("following")
    settle()
    press(Qt.Key.Key_Return)
    settle()
    assert statuses(desk, series) == [Status.CONFIRMED] * 3


def test_a_cancellation_is_carried_on_with_its_reason(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    show(inside, settle, series[1])
    inside.steps.cancel(series[1].id, "Moved away")
    settle()
    inside.work.do("following")
    settle()
    press(Qt.Key.Key_Return)
    settle()
    assert statuses(desk, series) == [Status.BOOKED, Status.CANCELLED, Status.CANCELLED]
    assert desk.clinic.appointments.get(id=series[2].id).appointment.cancel_reason == "Moved away"
    inside.steps.undo()
    settle()
    assert statuses(desk, series) == [Status.BOOKED] * 3


# The table


@pytest.fixture
def table(inside: Inside, settle: Settle, series: tuple[Appointment, ...]) -> SeriesDialog:
    """Give the table of the series, opened by its key."""
    inside.work.do("series")
    settle()
    dialog = inside.work.doing.series.dialog
    assert dialog is not None
    return dialog


def row_of(table: SeriesDialog, number: int) -> SeriesRow:
    row = table.rows.row(number)
    assert row is not None
    return row


def test_the_link_in_the_inspector_opens_the_table(
    inside: Inside, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    link = inside.work.desk.inspector.facts.link("Repeats")
    assert link is not None
    link.click()
    settle()
    assert inside.work.doing.series.dialog is not None


def test_a_visit_of_no_series_has_no_table(inside: Inside, desk: Desk, settle: Settle) -> None:
    one = desk.book(9)
    inside.selection.select(one.id)
    settle()
    inside.work.do("series")
    assert inside.work.doing.series.dialog is None
    assert toasts(inside) == ["Select a visit of a series first."]


def test_the_table_says_the_series_in_a_sentence_and_counts_its_dates(table: SeriesDialog) -> None:
    assert table.sentence.text() == "Every Wednesday, 3 times"
    assert table.rows.rowCount() == 3
    shown = [each.text() for each in table.kinds.findChildren(Segment) if not each.isHidden()]
    assert shown == ["All 3", "3 to come"]


def test_the_keys_are_on_the_visit_that_the_table_was_opened_from(
    table: SeriesDialog, series: tuple[Appointment, ...]
) -> None:
    current = table.view.current
    assert current is not None
    assert current.visit is not None
    assert current.visit.id == series[0].id
    assert table.view.hasFocus()


def test_enter_goes_to_a_date_on_the_board(
    inside: Inside, settle: Settle, table: SeriesDialog, series: tuple[Appointment, ...]
) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    settle()
    assert inside.work.doing.series.dialog is None
    assert inside.days.day.isoformat() == "2026-03-25"
    assert inside.selection.visit == series[1].id


def test_del_cancels_a_date_and_undo_brings_it_back(
    inside: Inside, desk: Desk, settle: Settle, table: SeriesDialog, series: tuple[Appointment, ...]
) -> None:
    table.view.go_to(2)
    press(Qt.Key.Key_Delete)
    assert statuses(desk, series)[2] is Status.BOOKED
    assert table.reason.isVisible()
    table.reason.field.setText("On holiday")
    press(Qt.Key.Key_Return)
    settle()
    assert statuses(desk, series)[2] is Status.CANCELLED
    assert desk.clinic.appointments.get(id=series[2].id).appointment.cancel_reason == "On holiday"
    assert table.toasts.shown[-1].words == "Wed 1 Apr: cancelled"
    assert row_of(table, 2).stands is Stands.CANCELLED
    [undo] = [each for each in table.toasts.shown[-1].findChildren(QPushButton) if each.text() == "Undo"]
    undo.click()
    settle()
    assert statuses(desk, series)[2] is Status.BOOKED


def test_undo_in_the_table_takes_back_what_was_done_there_and_nothing_before_it(
    inside: Inside, desk: Desk, settle: Settle, table: SeriesDialog, series: tuple[Appointment, ...]
) -> None:
    table.view.go_to(1)
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Return)
    settle()
    for _ in range(2):
        table.deeds.undo_last()
        settle()
    assert statuses(desk, series) == [Status.BOOKED] * 3
    assert [toast.words for toast in table.toasts.shown] == ["Nothing was done here that could be undone."]


def test_a_cancelled_date_is_brought_back_by_its_key(
    inside: Inside, desk: Desk, settle: Settle, table: SeriesDialog, series: tuple[Appointment, ...]
) -> None:
    desk.clinic.appointments.cancel(id=series[1].id)
    table.refresh()
    settle()
    table.view.go_to(1)
    press(Qt.Key.Key_R)
    settle()
    assert statuses(desk, series)[1] is Status.BOOKED


def test_a_date_that_has_come_to_stand_badly_takes_its_free_time_by_a(
    inside: Inside, desk: Desk, settle: Settle, table: SeriesDialog, series: tuple[Appointment, ...]
) -> None:
    desk.clinic.blocks.create(
        start=Instant(series[1].start - HOUR), end=Instant(series[1].end), title="Meeting", practitioner=desk.chen.id
    )
    table.refresh()
    settle()
    row = row_of(table, 1)
    assert row.alternative is not None
    table.view.go_to(1)
    press(Qt.Key.Key_A)
    settle()
    assert starts(desk, series)[1] == clock(row.alternative.start)


def test_a_date_without_a_free_time_says_so(inside: Inside, settle: Settle, table: SeriesDialog) -> None:
    press(Qt.Key.Key_A)
    settle()
    assert table.toasts.shown[-1].words == "There is no free time to take instead of this date."


def test_those_that_follow_are_cancelled_from_the_table_as_one_step(
    inside: Inside, desk: Desk, settle: Settle, table: SeriesDialog, series: tuple[Appointment, ...]
) -> None:
    table.view.go_to(1)
    table.buttons[Deed.CANCEL].click()
    table.reason.field.setText("Moves away")
    press(Qt.Key.Key_Return)
    settle()
    assert table.widely.card.count.text() == f"Cancel 2 visits, from {nbsp('Wed 25 Mar')}\N{NO-BREAK SPACE}on"
    press(Qt.Key.Key_Return)
    settle()
    assert statuses(desk, series) == [Status.BOOKED, Status.CANCELLED, Status.CANCELLED]
    assert desk.clinic.appointments.get(id=series[2].id).appointment.cancel_reason == "Moves away"
    inside.steps.undo()
    settle()
    assert statuses(desk, series) == [Status.BOOKED] * 3


def test_messages_of_the_table_leave_its_keys_in_sight(table: SeriesDialog) -> None:
    press(Qt.Key.Key_R)
    lowest = table.toasts.shown[-1].geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW).bottom()
    assert 0 < lowest < table.keys.mapTo(table, QPoint(0, 0)).y()


def test_others_who_change_the_series_are_followed(
    inside: Inside, desk: Desk, settle: Settle, table: SeriesDialog, series: tuple[Appointment, ...]
) -> None:
    desk.clinic.appointments.move(id=series[1].id, start=Instant(series[1].start + HOUR))
    inside.days.others_changed.emit()
    settle()
    row = row_of(table, 1)
    assert row.stands is Stands.CHANGED


def test_a_long_series_comes_page_by_page(
    inside: Inside, desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(series_dialog, "PAGE", 2)
    made = book(desk, count=7).visits
    inside.work.doing.series.open(made[5].id)
    settle()
    dialog = inside.work.doing.series.dialog
    assert dialog is not None
    assert dialog.rows.rowCount() == 7
    assert dialog.rows.complete
    assert dialog.view.currentIndex().row() == 5


def test_while_names_are_masked_the_table_names_nobody(
    inside: Inside, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    inside.work.toggle_mask()
    inside.work.do("series")
    settle()
    dialog = inside.work.doing.series.dialog
    assert dialog is not None
    assert "Novák" not in dialog.beside.text()
    assert dialog.rows.masked


def test_the_dates_can_be_narrowed_down_to_those_that_were_changed(
    desk: Desk, settle: Settle, table: SeriesDialog, series: tuple[Appointment, ...]
) -> None:
    desk.clinic.appointments.move(id=series[1].id, start=Instant(series[1].start + HOUR))
    table.refresh()
    settle()
    [changed] = [each for each in table.kinds.findChildren(Segment) if each.text() == "1 changed"]
    changed.click()
    assert table.rows.rowCount() == 1
    assert row_of(table, 0).stands is Stands.CHANGED


def test_what_was_left_out_is_booked_at_its_free_time(inside: Inside, desk: Desk, settle: Settle) -> None:
    fill(desk, Instant(desk.at(9) + WEEK))
    made = book(desk).visits
    assert len(made) == 2
    inside.work.doing.series.open(made[0].id)
    settle()
    dialog = inside.work.doing.series.dialog
    assert dialog is not None
    dialog.view.go_to(1)
    assert row_of(dialog, 1).stands is Stands.LEFT_OUT
    press(Qt.Key.Key_A)
    settle()
    assert row_of(dialog, 1).stands is not Stands.LEFT_OUT
    assert dialog.toasts.shown[-1].words.startswith("Booked: Wed 25 Mar, ")


def test_a_series_of_blocks_has_no_buttons_for_visits(inside: Inside, desk: Desk, settle: Settle) -> None:
    made = desk.clinic.blocks.create(
        start=desk.at(12), end=desk.at(13), title="Lunch", practitioner=desk.chen.id, rule="FREQ=WEEKLY;COUNT=3"
    )
    inside.work.doing.series.open(made.block.id)
    settle()
    dialog = inside.work.doing.series.dialog
    assert dialog is not None
    assert dialog.rows.rowCount() == 3
    assert all(button.isHidden() for button in dialog.buttons.values())


def test_a_key_that_means_something_in_the_window_does_nothing_to_a_visit_below_the_card(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    drag(inside, settle, series[0])
    press_toast(inside, "All")
    settle()
    press(Qt.Key.Key_C)
    settle()
    assert inside.work.doing.series.widely.card.isVisible()
    assert statuses(desk, series) == [Status.BOOKED] * 3


# The edit dialog


def editing(inside: Inside, settle: Settle, visit: Appointment) -> BookingDialog:
    inside.outside.ask_booking(Opening(visit=visit.id))
    settle()
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, BookingDialog)]
    return dialog


def choose(dialog: BookingDialog, index: int) -> None:
    dialog.fields.scope.setCurrentIndex(index)
    dialog.fields.scope.activated.emit(index)


def test_an_edited_visit_of_a_series_changes_alone_unless_more_is_chosen(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    dialog = editing(inside, settle, series[1])
    assert dialog.fields.fields["scope"].isVisible()
    dialog.fields.note.setPlainText("Bring the letter")
    dialog.send()
    settle()
    notes = [desk.clinic.appointments.get(id=one.id).appointment.description for one in series]
    assert notes == ["", "Bring the letter", ""]


def test_an_edited_visit_changes_those_that_follow_once_it_is_told_what_that_does(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    dialog = editing(inside, settle, series[1])
    dialog.fields.note.setPlainText("Bring the letter")
    choose(dialog, 1)
    settle()
    assert dialog.fields.fields["scope"].message.text() == "Change 2 visits"
    dialog.send()
    settle()
    notes = [desk.clinic.appointments.get(id=one.id).appointment.description for one in series]
    assert notes == ["", "Bring the letter", "Bring the letter"]


def test_an_edited_visit_moves_all_of_its_series(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    dialog = editing(inside, settle, series[0])
    choose(dialog, 2)
    dialog.take_start(Instant(series[0].start + 2 * HOUR))
    settle()
    assert dialog.fields.fields["scope"].message.text() == "Move 3 visits"
    dialog.send()
    settle()
    assert starts(desk, series) == ["2026-03-18T11:00", "2026-03-25T11:00", "2026-04-01T11:00"]


def test_time_and_words_reach_those_that_follow_together(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    dialog = editing(inside, settle, series[1])
    choose(dialog, 1)
    dialog.fields.note.setPlainText("Bring the letter")
    dialog.take_start(Instant(series[1].start + 2 * HOUR))
    settle()
    assert dialog.fields.fields["scope"].message.text() == "Move 2 visits\nChange 2 visits"
    dialog.send()
    settle()
    notes = [desk.clinic.appointments.get(id=one.id).appointment.description for one in series]
    assert notes == ["", "Bring the letter", "Bring the letter"]
    assert starts(desk, series) == ["2026-03-18T09:00", "2026-03-25T11:00", "2026-04-01T11:00"]


@pytest.mark.parametrize("scope", [0, 1])
def test_one_undo_takes_back_time_and_words_of_an_edited_visit(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...], scope: int
) -> None:
    dialog = editing(inside, settle, series[1])
    choose(dialog, scope)
    dialog.fields.note.setPlainText("Bring the letter")
    dialog.take_start(Instant(series[1].start + 2 * HOUR))
    settle()
    dialog.send()
    settle()
    assert clock(desk.clinic.appointments.get(id=series[1].id).appointment.start) == "2026-03-25T11:00"
    inside.steps.undo()
    settle()
    assert starts(desk, series) == ["2026-03-18T09:00", "2026-03-25T09:00", "2026-04-01T09:00"]
    assert [desk.clinic.appointments.get(id=one.id).appointment.description for one in series] == ["", "", ""]


def test_a_choice_that_cannot_be_is_told_beside_it(
    inside: Inside, desk: Desk, settle: Settle, series: tuple[Appointment, ...]
) -> None:
    fill(desk, Instant(series[2].start + 2 * HOUR))
    dialog = editing(inside, settle, series[1])
    choose(dialog, 1)
    dialog.take_start(Instant(series[1].start + 2 * HOUR))
    settle()
    told = dialog.fields.fields["scope"].message.text().replace("\N{NO-BREAK SPACE}", " ")
    assert told == "Move 1 visit\nStays, as it is not free then: Wed 1 Apr"
    dialog.send()
    settle()
    assert starts(desk, series) == ["2026-03-18T09:00", "2026-03-25T11:00", "2026-04-01T09:00"]
    assert toasts(inside)[-1].endswith(" · 1 visit moved, 1 stayed")


def test_a_visit_of_no_series_has_no_such_choice(inside: Inside, desk: Desk, settle: Settle) -> None:
    dialog = editing(inside, settle, desk.book(9))
    assert not dialog.fields.fields["scope"].isVisible()


def test_a_table_that_is_closed_before_the_answer_comes_does_no_harm(
    inside: Inside, desk: Desk, settle: Settle, table: SeriesDialog, series: tuple[Appointment, ...]
) -> None:
    table.view.go_to(2)
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Return)
    table.reject()
    settle()
    assert statuses(desk, series)[2] is Status.CANCELLED
    assert inside.work.doing.series.dialog is None
