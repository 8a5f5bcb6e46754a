"""Times that are held: what can be done with them, and that they go by themselves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from frontdesk.domain.actor import Actor
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.gui.board import captions
from frontdesk.gui.board.meanings import Move
from frontdesk.gui.window.inside import Inside
from tests.gui.window.conftest import Settle, toasts, visits
from tests.support.clinics import READER, Desk


@pytest.fixture
def held(inside: Inside, desk: Desk, settle: Settle) -> Appointment:
    """Hold half an hour at noon for Leo, selected on the board."""
    made = desk.clinic.holds.place(
        start=desk.at(12), end=desk.at(12, 30), practitioner=desk.chen.id, patient=desk.leo.id
    )
    inside.days.refresh()
    settle()
    inside.work.desk.board.select(made.id)
    inside.selection.select(made.id)
    settle()
    return made


def pass_minutes(desk: Desk, inside: Inside, minutes: int) -> None:
    """Let time go by, and the window's clock tick."""
    desk.clock.now = Instant(desk.clock.now + minutes * MINUTE)
    inside.work.upkeep.follow_clock()


def pressed(inside: Inside) -> dict[str, QPushButton]:
    """Give the buttons of the inspector that are shown, by their words."""
    return {each.text(): each for each in inside.work.desk.inspector.deeds.buttons.values() if not each.isHidden()}


def test_the_board_says_who_holds_it_and_for_how_long(inside: Inside, held: Appointment) -> None:
    shown = visits(inside)[held.id]
    assert (shown.status, shown.held_by, shown.expires_at) == (Status.HELD, "Front desk", held.expires_at)


def test_the_inspector_says_whose_it_is_and_until_when(inside: Inside, held: Appointment) -> None:
    assert inside.work.desk.inspector.apart.text() == "Held by Front desk until 08:10 · 10 min left"


def test_the_inspector_counts_down(inside: Inside, desk: Desk, held: Appointment) -> None:
    pass_minutes(desk, inside, 4)
    assert inside.work.desk.inspector.apart.text().endswith("6 min left")


def test_it_can_be_booked_held_for_longer_moved_and_released(inside: Inside, held: Appointment) -> None:
    assert list(pressed(inside)) == ["Move", "Book", "10 minutes more", "Release"]
    assert pressed(inside)["Book"].property("kind") == "primary"


def test_it_has_no_steps_of_a_visit(inside: Inside, held: Appointment) -> None:
    assert inside.work.desk.inspector.steps.isHidden()


@pytest.mark.parametrize("way", ["Del", "button", "command"])
def test_it_is_released(inside: Inside, desk: Desk, held: Appointment, settle: Settle, qtbot: QtBot, way: str) -> None:
    if way == "Del":
        qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_Delete)
    elif way == "button":
        qtbot.mouseClick(pressed(inside)["Release"], Qt.MouseButton.LeftButton)
    else:
        inside.work.do("release")
    settle()
    assert desk.clinic.holds.list() == ()
    assert held.id not in visits(inside)
    assert toasts(inside) == ["Released: Wed 18 Mar, 12:00–12:30"]


def test_ten_minutes_more_come_on_top_of_what_is_left(
    inside: Inside, desk: Desk, held: Appointment, settle: Settle, qtbot: QtBot
) -> None:
    pass_minutes(desk, inside, 4)
    qtbot.mouseClick(pressed(inside)["10 minutes more"], Qt.MouseButton.LeftButton)
    settle()
    assert toasts(inside) == ["Held until 08:20"]
    assert inside.work.desk.inspector.apart.text().endswith("16 min left")


def test_nothing_is_held_for_more_than_two_hours(inside: Inside, desk: Desk, held: Appointment, settle: Settle) -> None:
    for _ in range(13):
        inside.work.do("extend")
        settle()
    (one,) = desk.clinic.holds.list()
    assert one.expires_at - desk.clock.now <= 120 * MINUTE


@pytest.mark.parametrize("deed", ["confirm", "arrive", "no_show"])
def test_it_has_no_status_to_be_changed(
    inside: Inside, desk: Desk, held: Appointment, settle: Settle, deed: str
) -> None:
    inside.work.do(deed)
    settle()
    assert toasts(inside) == ["A held time has no status: it can be booked, moved or released."]
    assert len(desk.clinic.holds.list()) == 1


@pytest.mark.parametrize("deed", ["release", "extend", "take_hold"])
def test_what_is_done_with_held_times_is_not_done_with_visits(
    inside: Inside, desk: Desk, settle: Settle, deed: str
) -> None:
    visit = desk.book(9)
    inside.days.refresh()
    settle()
    inside.selection.select(visit.id)
    settle()
    inside.work.do(deed)
    settle()
    assert toasts(inside) == ["Select a time that is held first."]
    assert visits(inside)[visit.id].status is Status.BOOKED


def test_the_menu_offers_the_same(inside: Inside, held: Appointment) -> None:
    details = inside.selection.details
    assert details is not None
    from frontdesk.gui.panes.deeds import deeds_for

    menu = inside.menus.visit_menu(deeds_for(details.appointment), inside.work.desk)
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words == [
        "Book the held time",
        "Hold for 10 minutes more",
        "Move: pick the new time",
        "Put on the pinboard",
        "Release the held time",
    ]
    menu.deleteLater()


def test_it_goes_by_itself_when_its_time_is_over(inside: Inside, desk: Desk, held: Appointment, settle: Settle) -> None:
    pass_minutes(desk, inside, 11)
    settle()
    assert held.id not in visits(inside)
    assert inside.selection.visit is None


def test_it_is_taken_out_of_the_book_then_once_and_not_before(
    inside: Inside, desk: Desk, held: Appointment, settle: Settle
) -> None:
    before = inside.days.board
    pass_minutes(desk, inside, 8)
    settle()
    assert inside.days.board is before
    pass_minutes(desk, inside, 3)
    settle()
    assert desk.clinic.holds.expire() == 0
    after = inside.days.board
    pass_minutes(desk, inside, 1)
    settle()
    assert inside.days.board is after


def test_it_goes_without_moving_the_board_or_the_selection(
    inside: Inside, desk: Desk, held: Appointment, settle: Settle
) -> None:
    visit = desk.book(9)
    inside.days.refresh()
    settle()
    board = inside.work.desk.board
    board.set_zoom(5)
    board.verticalScrollBar().setValue(333)
    inside.selection.select(visit.id)
    board.select(visit.id)
    settle()
    pass_minutes(desk, inside, 11)
    settle()
    assert held.id not in visits(inside)
    assert (board.verticalScrollBar().value(), board.selected(), inside.selection.visit) == (333, visit.id, visit.id)


def test_who_may_not_write_sees_it_go_too(inside: Inside, desk: Desk, held: Appointment, settle: Settle) -> None:
    inside.tasks.open(lambda: desk.as_actor(READER), lambda _: None, lambda refusal: pytest.fail(refusal.reason))
    settle()
    pass_minutes(desk, inside, 11)
    settle()
    assert (held.id in visits(inside), toasts(inside)) == (False, [])


def test_a_hold_of_another_desk_says_whose_it_is(inside: Inside, desk: Desk, settle: Settle) -> None:
    other = desk.as_actor(Actor("front-desk-2", "", READER.role.__class__("reception", desk.clinic.actor.role.rights)))
    held = other.holds.place(start=desk.at(12), end=desk.at(12, 30), practitioner=desk.chen.id)
    other.close()
    inside.days.look()
    settle()
    assert visits(inside)[held.id].held_by == "Front desk 2"


def test_what_is_held_is_told_with_a_way_to_let_go_of_it(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    made = desk.clinic.holds.place(start=desk.at(12), end=desk.at(12, 30), practitioner=desk.chen.id)
    inside.outside.held.emit(made)
    settle()
    assert toasts(inside) == ["Held until 08:10"]
    assert inside.work.desk.board.selected() == made.id
    release = next(b for b in inside.toasts.shown[0].findChildren(QPushButton) if b.text() == "Release")
    qtbot.mouseClick(release, Qt.MouseButton.LeftButton)
    settle()
    assert desk.clinic.holds.list() == ()


def test_a_hold_that_comes_between_two_ticks_is_counted_from_its_own_moment(
    inside: Inside, desk: Desk, settle: Settle
) -> None:
    desk.clock.now = Instant(desk.clock.now + 14_000)
    made = desk.clinic.holds.place(start=desk.at(12), end=desk.at(12, 30), practitioner=desk.chen.id)
    inside.days.look()
    settle()
    board = inside.work.desk.board
    shown = board.plan.visit(made.id)
    assert shown is not None
    assert captions.left(shown, board.now) == "10 min"


def test_a_held_time_is_no_appointment_yet(inside: Inside, held: Appointment) -> None:
    assert "0 appointments" in inside.work.desk.bottom.counts.text()


def test_a_held_time_that_is_moved_is_held_still(inside: Inside, desk: Desk, held: Appointment, settle: Settle) -> None:
    inside.work.desk.board.move_requested.emit(Move(held.id, desk.at(14), desk.chen.id))
    settle()
    (one,) = desk.clinic.holds.list()
    assert (one.id, one.start, one.expires_at) == (held.id, desk.at(14), held.expires_at)
    assert toasts(inside) == ["Leo Martin moved to Wed 18 Mar, 14:00–14:30"]


def test_what_another_desk_lets_go_of_goes_here_too(
    inside: Inside, desk: Desk, held: Appointment, settle: Settle
) -> None:
    desk.clinic.holds.release(id=held.id)
    inside.days.look()
    settle()
    assert (held.id in visits(inside), inside.selection.visit) == (False, None)
