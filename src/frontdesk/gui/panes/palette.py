"""What the search field finds, in a card below it: patients, their visits, commands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.floating import SHADOW, Popover
from frontdesk.gui.parts.hits import Hit, HitList
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.search_field import SearchField


class Palette(Popover):
    """The card. The field keeps the focus and steers the list.

    `asked` tells what was typed (also once when it opens), `taken` the payload of what was chosen, `hurried` the same
    by Ctrl Enter, `left` that the search was given up.
    """

    asked = Signal(str)
    left = Signal()
    taken = Signal(object)
    hurried = Signal(object)

    def __init__(self, parent: QWidget, field: SearchField) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Found"))
        self.field = field
        self._hint = field.placeholderText()
        self.list = HitList(self.tr("Found"))
        self.list.taken.connect(self.taken)
        self.message = label("", "muted", wrap=True)
        column = QVBoxLayout()
        column.setContentsMargins(4, 4, 4, 4)
        # Around the label: the style sheet has the say over margins of its own.
        around = QVBoxLayout()
        around.setContentsMargins(style.scaled(10), style.scaled(8), style.scaled(10), style.scaled(8))
        around.addWidget(self.message)
        column.addLayout(around)
        column.addWidget(self.list)
        self.body.addLayout(column)
        field.hurries = True
        field.textEdited.connect(self._typed)
        field.steered.connect(self._steer)
        self.closed.connect(self._put_field_back)

    def start(self, hint: str = "") -> None:
        """Open with an empty field, with a hint of what is looked for."""
        self.field.clear()
        self.field.setPlaceholderText(hint or self._hint)
        self._show()
        self.field.setFocus()
        self.asked.emit("")

    def show_hits(self, hits: Sequence[Hit], otherwise: str) -> None:
        """Show what was found, or words where that is nothing."""
        self.list.show_hits(hits)
        self.list.setVisible(bool(hits))
        self.message.setText(otherwise)
        self.message.setVisible(not hits)
        if not self.isHidden():
            self._place_card()

    def hurry(self) -> None:
        """Tell that the current hit is taken by Ctrl Enter, None where there is none."""
        hit = self.list.current
        self.hurried.emit(None if hit is None or hit.heading else hit.payload)

    def _typed(self, text: str) -> None:
        if self.isHidden():
            self._show()
        self.asked.emit(text)

    def _show(self) -> None:
        self.open_at(self._area(), anchor=self.field)
        self._place_card()

    def _steer(self, where: str) -> None:
        if where == "leave":
            self.close_card()
            self.left.emit()
        elif self.isHidden():
            self.start()
        elif where == "hurry":
            self.hurry()
        else:
            self.list.steer(where)

    def _place_card(self) -> None:
        room = self.parentWidget()
        assert room is not None
        most = min(style.scaled(440), room.height() - self._area().bottom() - style.scaled(60))
        self.list.setFixedHeight(max(style.scaled(40), self.list.wanted_height(most)))
        self.setFixedWidth(max(self.field.width(), style.scaled(460)) + 2 * SHADOW)
        self.place(self._area())

    def _area(self) -> QRect:
        room = self.parentWidget()
        assert room is not None
        corner = self.field.mapTo(room, QPoint(0, 0))
        return QRect(corner, self.field.size())

    def _put_field_back(self) -> None:
        self.field.clear()
        self.field.setPlaceholderText(self._hint)
