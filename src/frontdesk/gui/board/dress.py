"""What a visit wears: its colours by service, its weight and lines by status. No Qt here.

Status never rests on a colour alone: each has a mark of its own, and completed, no-show, cancelled and held ones
also differ in weight or line. Every text keeps a contrast of 4.5:1 on its fill; a test goes round the whole circle.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from frontdesk.domain.appointment import EventType, Status
from frontdesk.gui.ground.look.tokens import Look, hsl, mixed, service_stripe, service_tint


class Mark(Enum):
    """The sign at the right of a block."""

    NONE = "none"
    RING = "ring"
    TICK = "tick"
    WAITING = "waiting"
    TOO_LONG = "too_long"
    RUNNING = "running"
    NO_SHOW = "no_show"
    CROSS = "cross"
    CLOCK = "clock"


MARKS = {
    Status.HELD: Mark.CLOCK,
    Status.BOOKED: Mark.RING,
    Status.CONFIRMED: Mark.TICK,
    Status.ARRIVED: Mark.WAITING,
    Status.IN_PROGRESS: Mark.RUNNING,
    Status.COMPLETED: Mark.TICK,
    Status.NO_SHOW: Mark.NO_SHOW,
    Status.CANCELLED: Mark.CROSS,
    Status.INVALID: Mark.CROSS,
}


@dataclass(frozen=True, slots=True)
class Dress:
    """Colours as #RRGGBB; an empty `stripe`, `border` or `hatch` is not drawn."""

    fill: str
    stripe: str
    name: str
    detail: str
    mark: Mark
    ink: str
    border: str = ""
    dashed: bool = False
    strike: bool = False
    strong: bool = True
    hatch: str = ""


def dress(status: Status, kind: EventType, hue: int | None, look: Look) -> Dress:
    """Give what a visit of a status, kind and hue wears in a theme."""
    if kind is EventType.STAFF:
        return _staff(status, look)
    if kind is EventType.BLOCK:
        return _block(look)
    fill, stripe, name, detail = _hued(hue, look)
    mark = MARKS[status]
    if status is Status.COMPLETED:
        faint = look.text_soft if hue is None else _faded(hue, look)
        return Dress(
            fill=mixed(fill, look.surface, 0.55),
            stripe=mixed(stripe, look.surface, 0.55),
            name=faint,
            detail=faint,
            mark=mark,
            ink=mixed(faint, look.surface, 0.85),
            strong=False,
        )
    if status in (Status.CANCELLED, Status.INVALID):
        return Dress(
            fill=look.surface,
            stripe=mixed(stripe, look.surface, 0.45),
            name=look.muted,
            detail=look.muted,
            mark=mark,
            ink=look.muted,
            border=look.line,
            strike=True,
            strong=False,
        )
    if status is Status.HELD:
        paler = mixed(fill, look.surface, 0.5)
        return Dress(paler, "", name, detail, mark, detail, border=stripe, dashed=True)
    return Dress(fill, stripe, name, detail, mark, detail, strike=status is Status.NO_SHOW)


def _staff(status: Status, look: Look) -> Dress:
    gone = not status.occupies
    return Dress(
        fill=look.ground if look.dark else look.raised,
        stripe="",
        name=look.text_soft,
        detail=look.text_soft,
        mark=MARKS[status] if gone else Mark.NONE,
        ink=look.text_soft,
        border=mixed(look.muted, look.surface, 0.35),
        dashed=True,
        strike=gone,
        strong=False,
    )


def _block(look: Look) -> Dress:
    """Closed time: calm grey with oblique lines that never come near the contrast of the words on it."""
    return Dress(
        fill=mixed(look.muted, look.surface, 0.2 if look.dark else 0.13),
        stripe="",
        name=look.text_soft,
        detail=look.text_soft,
        mark=Mark.NONE,
        ink=look.text_soft,
        border=mixed(look.muted, look.surface, 0.65),
        strong=False,
        hatch=mixed(look.muted, look.surface, 0.29 if look.dark else 0.21),
    )


def _hued(hue: int | None, look: Look) -> tuple[str, str, str, str]:
    if hue is None:
        fill = mixed(look.muted, look.surface, 0.2 if look.dark else 0.1)
        return fill, look.muted, look.text, look.text_soft
    name = hsl(hue, 40, 93) if look.dark else hsl(hue, 48, 17)
    detail = hsl(hue, 24, 78) if look.dark else hsl(hue, 24, 32)
    return service_tint(hue, look), service_stripe(hue, look), name, detail


def _faded(hue: int, look: Look) -> str:
    return hsl(hue, 14, 66) if look.dark else hsl(hue, 16, 40)
