"""The waiting list beside the board: who fits where, in one press; put on and taken off, with Undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.domain.instants import local_date
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.domain.waitlist import EntryState, Urgency
from frontdesk.gui.dialogs.waitlist_entry import EntryDialog
from frontdesk.gui.dialogs.waitlist_list import WaitlistDialog
from frontdesk.gui.window.inside import Inside
from frontdesk.gui.window.names import MASK
from frontdesk.gui.window.waiting_list import WaitingList
from tests.gui.window.conftest import Settle, toasts
from tests.support.clinics import DAY, ZONE, Desk
from tests.support.waiting_list import WEEK, a_session, offer, someone, waits

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def works(desk: Desk) -> None:
    """Have Dr. Chen work in the week."""
    desk.clinic.working_hours.put(practitioner=desk.chen.id, hours=WEEK)


@pytest.fixture
def listed(inside: Inside) -> WaitingList:
    """Give the waiting list of the desk."""
    return inside.work.areas.waiting_list


def read(inside: Inside, settle: Settle) -> list[tuple[str, str]]:
    """Read the list anew, with nothing else under way; give who stands there, and what at the right."""
    settle()
    inside.work.areas.waiting_list.read()
    settle()
    return [(row.name, row.remark) for row in inside.work.desk.side.waitlist.rows]


def opened(kind: type[QWidget]) -> QWidget:
    """Give the one dialog of a kind that is open."""
    [found] = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
    return found


def test_each_who_waits_stands_there_with_the_first_time_that_fits(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle
) -> None:
    desk.book(9, minutes=120, service=desk.service.id)
    waits(desk, desk.leo)
    [(name, fits)] = read(inside, settle)
    assert name == "Leo Martin"
    assert fits.startswith("fits 11:")


def test_what_they_wait_for_and_when_they_can_come_stands_below(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle
) -> None:
    waits(desk, desk.leo, prefers=Preference(parts=(DayPart.AFTERNOON,)), urgency=Urgency.URGENT)
    read(inside, settle)
    [row] = inside.work.desk.side.waitlist.rows
    assert (row.detail, row.urgent) == (f"{desk.service.name} · afternoons", "Urgent")
    assert row.accessibleName().startswith("Leo Martin, Urgent, ")


def test_a_time_on_another_day_is_told_by_its_day(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle
) -> None:
    waits(desk, desk.leo, earliest=local_date(desk.at(9, day=2), ZONE))
    assert read(inside, settle) == [("Leo Martin", "Fri 20")]


def test_those_who_can_be_offered_something_stand_first(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle
) -> None:
    waits(desk, desk.leo, earliest=local_date(desk.at(9, day=2), ZONE))
    waits(desk, desk.eva)
    assert [name for name, _ in read(inside, settle)] == ["Eva Novák", "Leo Martin"]


def test_the_urgent_stand_before_all_wherever_they_fit(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle
) -> None:
    waits(desk, desk.eva)
    waits(desk, desk.leo, urgency=Urgency.URGENT, earliest=local_date(desk.at(9, day=2), ZONE))
    assert [name for name, _ in read(inside, settle)] == ["Leo Martin", "Eva Novák"]


def test_what_is_held_for_someone_is_told_with_its_end(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle
) -> None:
    offer(desk, waits(desk, desk.leo))
    assert read(inside, settle) == [("Leo Martin", "held to 08:10")]


def test_only_the_first_are_shown_and_all_are_counted(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle
) -> None:
    for number in range(8):
        waits(desk, someone(desk, number))
    section = inside.work.desk.side.waitlist
    assert len(read(inside, settle)) == 6
    assert (section.count, section.all.text()) == ("8", "Show all (8)…")


def test_a_change_of_the_book_is_followed_by_itself(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle, qtbot: QtBot
) -> None:
    read(inside, settle)
    waits(desk, desk.leo)
    inside.days.look()
    section = inside.work.desk.side.waitlist
    qtbot.waitUntil(lambda: [row.name for row in section.rows] == ["Leo Martin"])


def test_names_are_masked(desk: Desk, inside: Inside, listed: WaitingList, settle: Settle) -> None:
    waits(desk, desk.leo)
    read(inside, settle)
    inside.work.do("mask")
    assert [row.name for row in inside.work.desk.side.waitlist.rows] == [MASK]


def test_a_press_offers_the_time_that_fits_to_whom_it_was_on(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle, qtbot: QtBot
) -> None:
    waits(desk, desk.eva, urgency=Urgency.URGENT)
    waits(desk, desk.leo)
    read(inside, settle)
    row = next(each for each in inside.work.desk.side.waitlist.rows if each.name == "Leo Martin")
    qtbot.mouseClick(row, LEFT)
    settle()
    panel = inside.work.desk.refill
    assert panel.isVisible()
    assert panel.chosen is not None
    assert (panel.chosen.name, panel.has_focus) == ("Leo Martin", True)


def test_a_press_goes_to_the_day_that_fits(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle, qtbot: QtBot
) -> None:
    waits(desk, desk.leo, earliest=local_date(desk.at(9, day=2), ZONE))
    read(inside, settle)
    qtbot.mouseClick(inside.work.desk.side.waitlist.rows[0], LEFT)
    settle()
    assert inside.days.day == local_date(desk.at(9, day=2), ZONE)
    assert inside.work.desk.refill.title.text().endswith("Dr. Amelia Chen is free")


def test_a_press_on_whom_it_is_held_for_takes_their_answer(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle, qtbot: QtBot
) -> None:
    entry = offer(desk, waits(desk, desk.leo))
    read(inside, settle)
    qtbot.mouseClick(inside.work.desk.side.waitlist.rows[0], LEFT)
    settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_Y)
    settle()
    assert desk.clinic.waitlist.get(id=entry.id).entry.state is EntryState.BOOKED


def test_w_on_a_time_that_is_held_for_someone_takes_their_answer(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle, qtbot: QtBot
) -> None:
    entry = offer(desk, waits(desk, desk.leo))
    assert entry.offer is not None
    inside.days.refresh()
    read(inside, settle)
    inside.selection.select(entry.offer.hold_id)
    settle()
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_W)
    settle()
    panel = inside.work.desk.refill
    assert panel.chosen is not None
    assert (panel.chosen.entry, panel.chosen.until) == (entry.id, entry.offer.until)


def test_a_press_on_one_who_waits_for_a_seat_offers_the_seat(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle, qtbot: QtBot
) -> None:
    session = a_session(desk, seats=2)
    waits(desk, desk.eva, appointment=session.id)
    read(inside, settle)
    qtbot.mouseClick(inside.work.desk.side.waitlist.rows[0], LEFT)
    settle()
    assert inside.work.desk.refill.title.text().startswith("A seat is free: ")


def test_whoever_fits_nowhere_is_opened_to_be_changed(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle, qtbot: QtBot
) -> None:
    waits(desk, desk.leo, practitioners=(desk.ortega.id,))
    read(inside, settle)
    qtbot.mouseClick(inside.work.desk.side.waitlist.rows[0], LEFT)
    settle()
    dialog = opened(EntryDialog)
    assert isinstance(dialog, EntryDialog)
    assert dialog.draft.practitioners == {desk.ortega.id}


def test_del_takes_somebody_off_and_undo_puts_them_back(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle, qtbot: QtBot
) -> None:
    entry = waits(desk, desk.leo)
    read(inside, settle)
    qtbot.keyClick(inside.work.desk.side.waitlist.rows[0], Qt.Key.Key_Delete)
    settle()
    assert desk.clinic.waitlist.get(id=entry.id).entry.state is EntryState.REMOVED
    assert toasts(inside)[-1] == "Leo Martin is off the waiting list"
    inside.steps.undo()
    settle()
    assert desk.clinic.waitlist.get(id=entry.id).entry.state is EntryState.WAITING


def test_the_gaps_of_the_day_tell_how_many_fit(desk: Desk, inside: Inside, listed: WaitingList, settle: Settle) -> None:
    waits(desk, desk.leo)
    waits(desk, desk.eva)
    read(inside, settle)
    assert [chip.words for chip in inside.work.desk.board.gap_chips] == ["2 fit"]


def test_in_a_week_each_day_that_is_still_to_come_has_its_gaps(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle
) -> None:
    waits(desk, desk.leo)
    inside.days.show_view("week", desk.chen.id)
    settle()
    read(inside, settle)
    assert {chip.column for chip in inside.work.desk.board.gap_chips} == {2, 3, 4}


def test_another_day_is_not_marked_with_the_gaps_of_this_one(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle
) -> None:
    waits(desk, desk.leo, until=DAY)
    read(inside, settle)
    inside.days.step(1)
    settle()
    assert inside.work.desk.board.gap_chips == ()


def test_would_come_sooner_is_one_key_and_one_undo(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book(start=desk.at(11, day=1), service=desk.service.id)
    inside.work.go_to(visit.id, local_date(visit.start, ZONE))
    settle()
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    settle()
    [row] = desk.clinic.waitlist.list().items
    assert (row.entry.gives_up, row.entry.patient_id, row.entry.practitioners) == (
        visit.id,
        desk.eva.id,
        (desk.chen.id,),
    )
    assert toasts(inside)[-1] == "Eva Novák is on the waiting list, and would come sooner than Thu 19 Mar, 11:00"
    inside.steps.undo()
    settle()
    assert desk.clinic.waitlist.list().total == 0


def test_would_come_sooner_wants_a_visit(inside: Inside, listed: WaitingList) -> None:
    inside.work.do("sooner")
    assert toasts(inside)[-1] == "Select a patient's visit that is still to come first."


def test_the_key_of_the_list_opens_it_whole(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle, qtbot: QtBot
) -> None:
    waits(desk, desk.leo)
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    settle()
    dialog = opened(WaitlistDialog)
    assert isinstance(dialog, WaitlistDialog)
    assert dialog.rows.rowCount() == 1


def test_from_the_list_a_time_is_offered(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle, qtbot: QtBot
) -> None:
    waits(desk, desk.leo)
    read(inside, settle)
    inside.work.do("waiting_list")
    settle()
    dialog = opened(WaitlistDialog)
    assert isinstance(dialog, WaitlistDialog)
    qtbot.keyClick(dialog.table, Qt.Key.Key_O)
    settle()
    assert inside.work.desk.refill.isVisible()


def test_its_key_opens_a_new_entry(inside: Inside, listed: WaitingList, settle: Settle, qtbot: QtBot) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_W, both)
    settle()
    dialog = opened(EntryDialog)
    assert isinstance(dialog, EntryDialog)
    assert dialog.draft.person is None


@pytest.mark.parametrize(("masked", "name"), [(False, "Eva Novák"), (True, MASK)])
def test_who_is_put_on_the_list_is_the_patient_of_the_selected_visit(
    desk: Desk, inside: Inside, listed: WaitingList, settle: Settle, masked: bool, name: str
) -> None:
    visit = desk.book(10, service=desk.service.id)
    inside.days.refresh()
    settle()
    if masked:
        inside.work.toggle_mask()
    inside.work.go_to(visit.id, inside.days.day)
    settle()
    inside.work.do("wait")
    settle()
    dialog = opened(EntryDialog)
    assert isinstance(dialog, EntryDialog)
    draft = dialog.draft
    assert draft.person is not None
    assert (draft.person.id, draft.person.name) == (desk.eva.id, name)
    assert (draft.offer.service, draft.practitioners) == (desk.service, frozenset({desk.chen.id}))
