"""How a page with a list is laid out: the list with its filter at the left, the form over its foot at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from frontdesk.gui.dialogs.frame import EDGE, scrolling
from frontdesk.gui.dialogs.settings.listing import Item
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.flow import FlowLayout
from frontdesk.gui.parts.hits import Hit
from frontdesk.gui.parts.sections import line


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


def form_side(area: QScrollArea, message: QWidget, buttons: Sequence[QWidget]) -> QVBoxLayout:
    """Put a form over its foot."""
    foot = QHBoxLayout()
    foot.setContentsMargins(*[style.scaled(n) for n in (EDGE, 12, EDGE, 12)])
    foot.setSpacing(style.scaled(10))
    foot.addWidget(message, 1)
    for each in buttons:
        foot.addWidget(each)
    side = QVBoxLayout()
    side.setSpacing(0)
    side.addWidget(area, 1)
    side.addWidget(line())
    side.addLayout(foot)
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
