"""How a page with a list is laid out: the list with its filter at the left, the form over its foot at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.gui.dialogs.frame import EDGE, scrolling
from frontdesk.gui.dialogs.settings.listing import Item
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.flow import FlowLayout
from frontdesk.gui.parts.hits import Hit
from frontdesk.gui.parts.labels import wrapping
from frontdesk.gui.parts.sections import line

# Beside the buttons a message has so much room at least.
MESSAGE = 80


def list_side(searched: QWidget, shown: QWidget, *below: QWidget) -> QWidget:
    """Put a list below its filter, and what belongs to it below that, in several lines where there is little room."""
    foot = FlowLayout(gap=style.scaled(8))
    for each in below:
        foot.addWidget(each)
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(*[style.scaled(n) for n in (14, 14, 14, 14)])
    column.setSpacing(style.scaled(10))
    column.addWidget(searched)
    column.addWidget(shown, 1)
    column.addLayout(foot)
    return made


def form_area(editor: QWidget) -> QScrollArea:
    """Put a form where it scrolls."""
    inside = QWidget()
    around = QVBoxLayout(inside)
    around.setContentsMargins(*[style.scaled(n) for n in (EDGE, 16, EDGE, 16)])
    around.addWidget(editor, 1)
    return scrolling(inside)


class Foot(QWidget):
    """A message and the buttons behind it; below it, in as many lines as they need, where there is little room."""

    def __init__(self, message: QWidget, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self._buttons = tuple(buttons)
        self._held = QWidget()
        flow = FlowLayout(self._held, gap=style.scaled(10), at_end=True)
        for each in buttons:
            flow.addWidget(each)
        self._held.setSizePolicy(wrapping(QSizePolicy.Policy.Preferred))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(*[style.scaled(n) for n in (EDGE, 12, EDGE, 12)])
        self._row.setSpacing(style.scaled(10))
        self._row.addWidget(message, 1)
        self._row.addWidget(self._held)

    def event(self, event: QEvent) -> bool:
        """Arrange anew when a button comes or goes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for another width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        shown = [each.sizeHint().width() for each in self._buttons if not each.isHidden()]
        wanted = sum(shown) + self._row.spacing() * max(0, len(shown) - 1)
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        beside = wanted + self._row.spacing() + style.scaled(MESSAGE) <= room
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._held.setMinimumWidth(wanted if beside else 0)
        self._held.setMaximumWidth(wanted if beside else room)


def form_side(area: QScrollArea, message: QWidget, buttons: Sequence[QWidget]) -> QVBoxLayout:
    """Put a form over its foot."""
    side = QVBoxLayout()
    side.setSpacing(0)
    side.addWidget(area, 1)
    side.addWidget(line())
    side.addWidget(Foot(message, buttons))
    return side


def hits_of(items: Sequence[Item], away: str) -> list[Hit]:
    """List items under the headings of their groups; archived ones are remarked as away."""
    hits: list[Hit] = []
    group = ""
    for item in items:
        if item.group != group:
            group = item.group
            hits.append(Hit(group, heading=True))
        remark = away if item.archived else item.remark
        hits.append(Hit(item.name, item.detail, remark, item.icon, payload=item, hue=item.hue))
    return hits


def reveal(area: QScrollArea) -> None:
    """Scroll to the field that has the focus, with its name above it and what is said below it."""
    now = QApplication.focusWidget()
    if now is not None and area.isAncestorOf(now):
        area.ensureWidgetVisible(now, 0, style.scaled(48))


def keep_focus(editor: QWidget, leaving: Sequence[QWidget], otherwise: QWidget) -> None:
    """Go back to the field that was worked in before a button goes out of reach under the focus."""
    if any(each.hasFocus() for each in leaving):
        last = editor.focusWidget()
        (last if last is not None and last.isVisible() and last.isEnabled() else otherwise).setFocus()
