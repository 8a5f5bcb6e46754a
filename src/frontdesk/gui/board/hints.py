"""What the board shows for others: where a visit that is moved would fit, and the place that a dialog points at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtWidgets import QWidget

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.gui.board import captions
from frontdesk.gui.board.painter import Floating
from frontdesk.gui.board.plan import Plan, Rect
from frontdesk.gui.board.surface import Surface
from frontdesk.gui.ground import wording
from frontdesk.services.board import Visit

_LEAST_HEIGHT = 20
_AROUND = 4
# How far it is scrolled across, in pixels, and the minute at its top.
View = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that is pointed at from elsewhere; `column` is None where every date has a column of its own.

    `visit` is the one that is about to go there, None for a new one.
    """

    start: Instant
    end: Instant
    column: Id | None = None
    visit: Visit | None = None


class Hinted(Surface):
    """A board that can be tinted where something fits, and that shows a place which is not booked yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._fits: Mapping[Id, Sequence[Interval]] = {}
        self._tints: tuple[Rect, ...] = ()
        self._choice: Choice | None = None
        self._came_from: View | None = None
        super().__init__(parent)

    @property
    def tints(self) -> tuple[Rect, ...]:
        """Give where the board is tinted, in its content."""
        return self._tints

    def show_fits(self, fits: Mapping[Id, Sequence[Interval]]) -> None:
        """Tint these stretches of columns, given by the columns' ids; nothing takes the tint away."""
        if fits or self._fits:
            self._fits = fits
            self._place_tints()
            self.viewport().update()

    def show_choice(self, choice: Choice | None) -> None:
        """Show a place that is pointed at, if it is on what is shown; scroll only if it is out of sight."""
        before, self._choice = self.choice_rect(), choice
        rect = self.choice_rect()
        for each in (before, rect):
            if each is not None:
                self.update_content(each, _AROUND)
        if rect is not None and not self._uncovered().contains(self.on_viewport(rect)):
            if self._came_from is None:
                self._came_from = self.view_now()
            self.scroll_into_view(rect)

    def cover(self, width: int) -> None:
        """Take it that so much of the board's right side is covered: what is pointed at is scrolled out from below."""
        self._covered = max(0, width)
        # A bar that came and went with the dialog would move the whole board.
        hidden = self._covered > 0 and self.horizontalScrollBar().maximum() == 0
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if hidden else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(policy)
        self._set_ranges()

    def view_now(self) -> View:
        """Give the part of the board that is shown, to come back to."""
        return self.horizontalScrollBar().value(), self.plan.rows.minute(self.verticalScrollBar().value())

    def go_back_to(self, view: View) -> None:
        """Show a part of the board again that was shown before."""
        self.horizontalScrollBar().setValue(view[0])
        self.verticalScrollBar().setValue(self.plan.rows.y(view[1]))

    def end_choice(self, *, go_back: bool) -> None:
        """Point at nothing any more; on demand show the part of the board that was shown before."""
        self.show_choice(None)
        self.cover(0)
        came_from, self._came_from = self._came_from, None
        if go_back and came_from is not None:
            self.go_back_to(came_from)

    def choice_rect(self) -> Rect | None:
        """Give where the place that is pointed at lies, None where it is on no column that is shown."""
        choice = self._choice
        index = _column_of(self.plan, choice) if choice is not None else None
        if choice is None or index is None:
            return None
        rect = self.plan.rect_of(index, choice.start, choice.end)
        return rect._replace(height=max(rect.height, self.ink.px(_LEAST_HEIGHT)))

    def choice_picture(self) -> Floating | None:
        """Give what to paint at the place that is pointed at."""
        rect, choice = self.choice_rect(), self._choice
        if rect is None or choice is None:
            return None
        zone = self.board.zone
        new = QCoreApplication.translate("Board", "New visit")
        title = captions.name(choice.visit) if choice.visit is not None else new
        line = captions.ghost(choice.start, choice.end, zone, QCoreApplication.translate("Board", "chosen"))
        whole, start = wording.time_range(choice.start, choice.end, zone), wording.clock(choice.start, zone)
        return Floating(rect, title, line, whole, start, lifted=False)

    def replanned(self) -> None:
        """Find the tinted places on a new plan."""
        super().replanned()
        self._place_tints()

    def _uncovered(self) -> QRect:
        return self.viewport().rect().adjusted(0, 0, -self._covered, 0)

    def _place_tints(self) -> None:
        self._tints = tuple(_tints(self.plan, self._fits)) if self._fits else ()


def _column_of(plan: Plan, choice: Choice) -> int | None:
    index = plan.column_index(choice.column) if choice.column is not None else None
    if choice.column is None:
        return next((i for i, axis in enumerate(plan.axes) if axis.holds(choice.start)), None)
    return index if index is not None and plan.axes[index].holds(choice.start) else None


def _tints(plan: Plan, fits: Mapping[Id, Sequence[Interval]]) -> Iterator[Rect]:
    rows = plan.rows
    for index, (column, axis) in enumerate(zip(plan.board.columns, plan.axes, strict=True)):
        left, right = plan.columns.edges[index : index + 2]
        for stretch in fits.get(column.id, ()):
            if stretch.start < axis.end and axis.start < stretch.end:
                first = max(axis.minute_of(stretch.start), rows.first)
                last = min(axis.minute_of(stretch.end), rows.last)
                yield Rect(left, rows.y(first), right - left - 1, rows.y(last) - rows.y(first))
