"""A board whose gaps can be pressed where someone who waits could come."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.board.gaps import GapChip, GapMark, place_chips, told
from frontdesk.gui.board.hints import Hinted
from frontdesk.gui.parts.labels import plain_tip

_FEW = 8


class Gapped(Hinted):
    """A board whose gaps tell how many fit; `gap_chosen` carries the GapMark that was pressed."""

    gap_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._marks: tuple[GapMark, ...] = ()
        self._chips: tuple[GapChip, ...] = ()
        super().__init__(parent)

    @property
    def gap_chips(self) -> tuple[GapChip, ...]:
        """Give the chips as they are painted."""
        return self._chips

    def show_gaps(self, marks: Iterable[GapMark]) -> None:
        """Show how many fit into these gaps; no other is marked any more."""
        wanted = tuple(mark for mark in marks if mark.count > 0)
        if wanted == self._marks:
            return
        before, self._marks = self._chips, wanted
        self._place_chips()
        changed = {*before} ^ {*self._chips}
        if len(changed) > _FEW:
            # Many small areas cost more than one that holds them all.
            self.viewport().update()
        for chip in changed if len(changed) <= _FEW else ():
            self.update_content(chip.rect, 1)

    def gap_at(self, place: QPoint) -> GapMark | None:
        """Give the gap whose chip lies under a place of the viewport."""
        x, y = self.content_at(place)
        return next((chip.mark for chip in self._chips if chip.rect.contains(x, y)), None)

    def gap_of(self, column: Id, start: int, end: int) -> GapMark | None:
        """Give the first gap of a column that shares some of a time, None where nobody fits."""
        columns = self.board.columns
        held = (c.mark for c in self._chips if columns[c.column].id == column)
        return next((mark for mark in held if mark.start < end and start < mark.end), None)

    def told_gaps(self) -> str:
        """Say all gaps that someone fits into, for a screen reader."""
        board = self.board
        return "; ".join(told(chip.mark, board.columns[chip.column].name, board.zone) for chip in self._chips)

    def replanned(self) -> None:
        """Place the chips on a new plan."""
        super().replanned()
        self._place_chips()

    def viewportEvent(self, event: QEvent) -> bool:
        """Take presses on a chip, which begin no drag; show over it that it can be pressed, and what it tells."""
        kind = event.type()
        if isinstance(event, QHelpEvent) and kind == QEvent.Type.ToolTip:
            mark = self.gap_at(event.pos())
            if mark is not None:
                index = next(chip.column for chip in self._chips if chip.mark == mark)
                words = told(mark, self.board.columns[index].name, self.board.zone)
                QToolTip.showText(event.globalPos(), plain_tip(words), self.viewport())
                return True
        if not isinstance(event, QMouseEvent) or not self._chips:
            return super().viewportEvent(event)
        mark = self.gap_at(event.position().toPoint())
        if mark is not None and event.button() == Qt.MouseButton.LeftButton:
            if kind == QEvent.Type.MouseButtonPress:
                self.gap_chosen.emit(mark)
            if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
                return True
        done = super().viewportEvent(event)
        if kind == QEvent.Type.MouseMove and mark is not None and event.buttons() == Qt.MouseButton.NoButton:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        return done

    def _place_chips(self) -> None:
        self._chips = tuple(place_chips(self.plan, self.ink, self._marks)) if self._marks else ()
