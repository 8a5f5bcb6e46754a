"""What floats above the board: the visit that is dragged, that waits for its answer, or that flies back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QRect

from frontdesk.domain.appointment import EventType
from frontdesk.domain.ids import Id
from frontdesk.domain.intervals import Interval
from frontdesk.gui.board import captions
from frontdesk.gui.board.gesture import Ghost, Kind
from frontdesk.gui.board.painter import SHADOW, Floating
from frontdesk.gui.board.plan import Plan, Rect
from frontdesk.gui.ground import wording

if TYPE_CHECKING:
    from PySide6.QtCore import QVariantAnimation

    from frontdesk.gui.board.view import BoardView

_FLIGHT_MS = 160
_LEAST_HEIGHT = 20


class Float(QObject):
    """The one thing that may float; it keeps times, not places, so that scrolling and zooming do not hurt it."""

    def __init__(self, view: BoardView) -> None:
        super().__init__(view)
        self._view = view
        self._ghost: Ghost | None = None
        self._place: Rect | None = None
        self._flight: QVariantAnimation | None = None
        self.waiting = False

    @property
    def lifted(self) -> Id | None:
        """Give the visit that is in the air, so that its block is painted pale."""
        visit = self._ghost.visit if self._ghost else None
        return visit.id if visit else None

    @property
    def ghost(self) -> Ghost | None:
        """Give what floats."""
        return self._ghost

    def show(self, ghost: Ghost, dropped: bool = False) -> None:
        """Float this; `dropped` waits for an answer."""
        self.waiting = dropped
        if ghost == self._ghost and not dropped:
            return
        self._land()
        self._change(ghost, None)

    def clear(self) -> None:
        """Float nothing any more."""
        self.waiting = False
        self._land()
        self._change(None, None)

    def replan(self) -> None:
        """Find the place on a new plan."""
        if self._ghost is not None and self._ghost.column >= len(self._view.plan.columns):
            self.clear()

    def fly_home(self, home: Rect | None) -> None:
        """Fly back to where the visit stands; without a home, or where the style does not move, just vanish."""
        # Imported late: nothing flies before the first picture of the day.
        from PySide6.QtCore import QEasingCurve, QVariantAnimation
        from PySide6.QtWidgets import QStyle

        start = self.rect()
        moves = self._view.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self._view) > 0
        if home is None or start is None or not moves or not self._view.isVisible():
            self.clear()
            return
        self.waiting = False
        self._flight = QVariantAnimation(self, duration=_FLIGHT_MS)
        self._flight.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._flight.setStartValue(QRect(*start))
        self._flight.setEndValue(QRect(*home))
        self._flight.valueChanged.connect(self._flown)
        self._flight.finished.connect(self.clear)
        self._flight.start()

    def _land(self) -> None:
        flight, self._flight = self._flight, None
        if flight is not None:
            flight.stop()
            flight.deleteLater()

    def rect(self) -> Rect | None:
        """Give where it floats, in the content."""
        if self._place is not None or self._ghost is None:
            return self._place
        rect = self._view.plan.rect_of(self._ghost.column, self._ghost.start, self._ghost.end)
        # The new time has to be readable even on the shortest visit.
        return rect._replace(height=max(rect.height, self._view.ink.px(_LEAST_HEIGHT)))

    def picture(self) -> Floating | None:
        """Give what to paint."""
        rect, ghost = self.rect(), self._ghost
        if rect is None or ghost is None:
            return None
        zone = self._view.board.zone
        title = captions.name(ghost.visit) if ghost.visit else _new(ghost.kind)
        taken = is_taken(self._view.plan, ghost)
        line = captions.ghost(ghost.start, ghost.end, zone, _doing(ghost, taken))
        whole, start = wording.time_range(ghost.start, ghost.end, zone), wording.clock(ghost.start, zone)
        return Floating(rect, title, line, line if taken else whole, start, taken)

    def _flown(self, place: QRect) -> None:
        self._change(self._ghost, Rect(place.x(), place.y(), place.width(), place.height()))

    def _change(self, ghost: Ghost | None, place: Rect | None) -> None:
        before, was = self.rect(), self.lifted
        self._ghost, self._place = ghost, place
        for rect in (before, self.rect()):
            if rect is not None:
                self._view.update_content(rect, SHADOW)
        if was != self.lifted:
            self._view.update_visit(was)
            self._view.update_visit(self.lifted)


def is_taken(plan: Plan, ghost: Ghost) -> bool:
    """Tell whether somebody is in the way: another visit of the column, with the time kept free around both."""
    own, column = ghost.visit, plan.board.columns[ghost.column]
    if column.kind == "nobody" or (own is not None and not own.occupies) or closes(ghost):
        return False
    before, after = (own.buffer_before, own.buffer_after) if own else (0, 0)
    start, end = ghost.start - before, ghost.end + after
    if _is_closed(plan, ghost):
        return True
    others = (b.visit for b in plan.by_column[ghost.column] if b.visit.occupies and (not own or b.visit.id != own.id))
    held = (v for v in others if v.event_type is not EventType.BLOCK)
    return any(v.start - v.buffer_before < end and start < v.end + v.buffer_after for v in held)


def _is_closed(plan: Plan, ghost: Ghost) -> bool:
    """Tell whether a closure or a block lies there: what is kept free around a visit may reach into them."""
    column = plan.board.columns[ghost.column]
    shut = [each.time for each in column.shut]
    blocks = (v for v in plan.board.visits if v.event_type is EventType.BLOCK)
    shut += [Interval(v.start, v.end) for v in blocks if v.column == column.id or plan.is_week]
    return any(ghost.start < each.end and each.start < ghost.end for each in shut)


def closes(ghost: Ghost) -> bool:
    """Tell whether a ghost is a block, which may lie over anything."""
    return ghost.kind is Kind.CLOSE or (ghost.visit is not None and ghost.visit.event_type is EventType.BLOCK)


def _new(kind: Kind) -> str:
    if kind is Kind.CLOSE:
        return QCoreApplication.translate("Board", "New block")
    return QCoreApplication.translate("Board", "New visit")


def _doing(ghost: Ghost, taken: bool) -> str:
    if taken:
        return QCoreApplication.translate("Board", "Not free")
    if ghost.kind is Kind.MOVE:
        return QCoreApplication.translate("Board", "moving")
    if ghost.kind is Kind.COPY:
        return QCoreApplication.translate("Board", "copy")
    return wording.minutes(ghost.end - ghost.start)
