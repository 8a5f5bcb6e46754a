"""Status by mark and weight, and every word readable."""

from __future__ import annotations

import pytest

from frontdesk.domain.appointment import EventType, Status
from frontdesk.gui.board.dress import Mark, dress
from frontdesk.gui.ground.look.tokens import DARK, LIGHT, Look, contrast

VISIT, STAFF = EventType.APPOINTMENT, EventType.STAFF


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("kind", EventType)
def test_every_text_is_readable_on_every_hue(look: Look, status: Status, kind: EventType) -> None:
    for hue in (None, *range(0, 360, 3)):
        wears = dress(status, kind, hue, look)
        assert min(contrast(text, wears.fill) for text in (wears.name, wears.detail)) >= 4.5


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
@pytest.mark.parametrize("status", Status)
def test_every_mark_stands_out_from_its_fill(look: Look, status: Status) -> None:
    for hue in (None, *range(0, 360, 3)):
        wears = dress(status, VISIT, hue, look)
        assert contrast(wears.ink, wears.fill) >= 3


def test_no_two_statuses_on_the_board_look_alike_without_colour() -> None:
    def plain(status: Status) -> tuple[object, ...]:
        wears = dress(status, VISIT, 222, LIGHT)
        return wears.mark, wears.strike, wears.strong, wears.dashed

    usual = [s for s in Status if s is not Status.INVALID]
    assert len({plain(s) for s in usual}) == len(usual)


def test_booked_has_an_open_ring_and_confirmed_a_tick() -> None:
    assert dress(Status.BOOKED, VISIT, 222, LIGHT).mark is Mark.RING
    assert dress(Status.CONFIRMED, VISIT, 222, LIGHT).mark is Mark.TICK


def test_completed_is_faded_and_light_with_a_tick() -> None:
    done, due = dress(Status.COMPLETED, VISIT, 222, LIGHT), dress(Status.CONFIRMED, VISIT, 222, LIGHT)
    assert (done.mark, done.strong) == (Mark.TICK, False)
    assert contrast(done.name, done.fill) < contrast(due.name, due.fill)


@pytest.mark.parametrize("status", [Status.NO_SHOW, Status.CANCELLED])
def test_who_does_not_come_is_struck_through(status: Status) -> None:
    assert dress(status, VISIT, 222, LIGHT).strike


def test_held_is_dashed_and_has_no_stripe() -> None:
    held = dress(Status.HELD, VISIT, 222, LIGHT)
    assert held.dashed
    assert not held.stripe


def test_staff_time_is_grey_whatever_the_hue() -> None:
    assert dress(Status.BOOKED, STAFF, 20, LIGHT) == dress(Status.BOOKED, STAFF, 200, LIGHT)
    assert not dress(Status.BOOKED, STAFF, 20, LIGHT).stripe
