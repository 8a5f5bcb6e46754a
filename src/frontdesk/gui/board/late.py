"""How late a practitioner runs, on the head of the column: a chip with a clock and words, never a colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter

from frontdesk.domain.actor import called
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.gui.board import marks
from frontdesk.gui.board.dress import Mark
from frontdesk.gui.board.ink import Ink, colour
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate
_TALL = 16


@dataclass(frozen=True, slots=True)
class LateMark:
    """So many whole minutes late; with `said_at` somebody typed it then."""

    minutes: int
    said_by: str = ""
    said_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Late:
    """What the board shows of delays: marks by the columns' ids, and when visits will begin that begin later."""

    marks: Mapping[Id, LateMark] = field(default_factory=dict)
    expected: Mapping[Id, Instant] = field(default_factory=dict)


ON_TIME = Late()


def words(mark: LateMark) -> tuple[str, ...]:
    """Say how late, in ever fewer words: 15 min late, +15 min, +15."""
    length = wording.minutes(mark.minutes * MINUTE)
    late = translate("Board", "%1 late").replace("%1", length)
    return late, f"+{length}", f"+{mark.minutes}"


def told(mark: LateMark, zone: str) -> str:
    """Say how late and where that comes from: 15 min late, worked out from the day."""
    if mark.said_at is None:
        where = translate("Board", "worked out from the day")
    else:
        where = translate("Board", "typed by %1 at %2").replace("%2", wording.clock(mark.said_at, zone))
        where = where.replace("%1", called(mark.said_by), 1)
    return f"{words(mark)[0]}, {where}"


def about(expected: Instant, zone: str) -> str:
    """Give when a visit will begin: ~10:50."""
    return translate("Board", "~%1").replace("%1", wording.clock(expected, zone))


def spoken(expected: Instant | None, zone: str) -> str:
    """Say when a visit will begin that begins later: expected about 10:50."""
    if expected is None:
        return ""
    return translate("Board", "expected about %1").replace("%1", wording.clock(expected, zone))


def chip(ink: Ink, mark: LateMark, x: int, top: int, room: int) -> tuple[QRectF, str]:
    """Give where the chip stands on a line of a head, and its words, the most that there is room for."""
    sign, face = ink.px(_TALL), ink.clock
    forms = words(mark)
    shown = next((form for form in forms if face.width(form) + sign + ink.px(8) <= room), forms[-1])
    return QRectF(x, top, min(face.width(shown) + sign + ink.px(8), room), ink.px(_TALL)), shown


def draw_chip(painter: QPainter, ink: Ink, area: QRectF, shown: str, ratio: float) -> None:
    """Draw a chip."""
    look = ink.look
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(look.warn_bg))
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
    size = ink.px(11)
    inset = (area.height() - size) / 2
    stamp = marks.stamp(ink, Mark.CLOCK, size, size, "", look.warn_text, ratio)
    painter.drawPixmap(round(area.x() + inset), round(area.y() + inset), stamp)
    painter.setPen(colour(look.warn_text))
    ink.clock.draw(painter, area.x() + ink.px(_TALL) + ink.px(1), area.y(), area.height(), shown)
