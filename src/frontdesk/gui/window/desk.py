"""The working page of the window: the surfaces in their places, none of them wired yet."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.gui.board.view import BoardView
from frontdesk.gui.ground.look import style
from frontdesk.gui.panes.inspector import Inspector
from frontdesk.gui.panes.refill import RefillPanel
from frontdesk.gui.panes.sidebar import Sidebar
from frontdesk.gui.panes.statusbar import BottomBar
from frontdesk.gui.panes.topbar import TopBar
from frontdesk.gui.parts.sections import line

LEAST_BOARD, LEAST_BIG_BOARD = 420, 640


class Desk(QWidget):
    """Top bar, left column, board, inspector, bottom bar.

    Where there is too little width for all, the left column gives way first, then the inspector: at once while it
    has nothing to show.
    """

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "surface")
        # The bar and the columns give way themselves; their present wishes must not keep the window wide.
        self.setMinimumSize(640, 400)
        # Parents and layouts come first: to move a finished tree under another parent dresses all of it again.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self.top = TopBar(self)
        column.addWidget(self.top)
        column.addWidget(line())
        column.addLayout(middle, 1)
        column.addWidget(line())
        self.bottom = BottomBar(self)
        column.addWidget(self.bottom)
        self.side, self.board, self.inspector = Sidebar(today, self), BoardView(self), Inspector(self)
        self.inspector.setFixedWidth(self.inspector.minimumWidth())
        self.refill = RefillPanel(self)
        self.refill.setFixedWidth(self.inspector.minimumWidth())
        self._is_filling = False
        self._instead: QWidget | None = None
        self._side_line, self._inspector_line = line(upright=True), line(upright=True)
        self._chosen: dict[str, bool] = {}
        # The board must not move between the two clicks of a double-click.
        self._soon = QTimer(self, singleShot=True, interval=QApplication.doubleClickInterval())
        self._soon.timeout.connect(self._fit)
        middle.addWidget(self.side)
        middle.addWidget(self._side_line)
        self._above_board = QVBoxLayout()
        self._above_board.setSpacing(0)
        self._above_board.addWidget(self.board, 1)
        middle.addLayout(self._above_board, 1)
        middle.addWidget(self._inspector_line)
        middle.addWidget(self.inspector)
        middle.addWidget(self.refill)
        self._middle = middle

    def take_focus_of(self, other: QWidget) -> None:
        """Put the focus on what is here what `other` was in another desk, else on the board."""
        named = (each for each in self.findChildren(type(other)) if each.accessibleName() == other.accessibleName())
        same = next((each for each in named if each.isVisibleTo(self)), None)
        (same or self.board).setFocus(Qt.FocusReason.OtherFocusReason)

    def put_above_board(self, bar: QWidget) -> None:
        """Give a bar its place above the board, which goes down as far."""
        self._above_board.insertWidget(0, bar)

    def put_instead(self, card: QWidget | None) -> None:
        """Have another pane stand where the inspector stands, or the inspector again."""
        if card is not None and self._middle.indexOf(card) < 0:
            card.setFixedWidth(self.inspector.minimumWidth())
            self._middle.addWidget(card)
        before, self._instead = self._instead, card
        if before is not None and before is not card:
            before.hide()
        self._fit()

    def toggle_side(self) -> None:
        """Show or hide the left column, whatever room there is."""
        self._chosen["side"] = self.side.isHidden()
        self._fit()

    def show_inspector(self) -> None:
        """Have the inspector there, since something is done in it."""
        if self.inspector.isHidden():
            if not self._is_shown(self._left()):
                self._chosen["inspector"] = True
            self._is_filling = False
            self._soon.stop()
            self._fit()

    def toggle_inspector(self) -> None:
        """Show or hide the inspector, or what stands in its place, whatever room there is."""
        self._chosen["inspector"] = (self._instead or self.inspector).isHidden()
        self._fit()

    def show_refill(self, *, shown: bool) -> None:
        """Show who could come into a free time, in the inspector's place, or the inspector again."""
        if shown != self._is_filling:
            self._is_filling = shown
            self._fit()

    def fit_later(self) -> None:
        """Share the width out anew once it is sure that the board is not in the middle of a double-click."""
        if self._is_shown(self._left()) == (self._instead or self.inspector).isHidden():
            self._soon.start()
        else:
            self._soon.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        left = self._left()
        side = self._chosen.get("side", left >= self.side.minimumWidth())
        inspector = self._is_shown(left)
        filling, instead = self._is_filling and self._instead is None, self._instead
        places: list[tuple[QWidget, bool]] = [
            (self.inspector, inspector and not filling and instead is None),
            (self.refill, filling),
        ]
        if instead is not None:
            places.append((instead, inspector))
        # What goes does so first: never are both there at once.
        for widget, shown in (
            (self.side, side),
            (self._side_line, side),
            *sorted(places, key=lambda each: each[1]),
            (self._inspector_line, inspector or filling),
        ):
            widget.setVisible(shown)

    def _left(self) -> int:
        """Give the width that is left beside the board and the inspector."""
        least = LEAST_BOARD if style.scale() < 1.5 else LEAST_BIG_BOARD
        return self.width() - least - self.inspector.minimumWidth()

    def _is_shown(self, left: int) -> bool:
        """Tell whether the inspector has its place: an empty one only where nothing else gives way to it."""
        if "inspector" in self._chosen:
            return self._chosen["inspector"]
        return left >= (0 if self.inspector.visit is not None else self.side.minimumWidth())
