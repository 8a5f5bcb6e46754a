"""Fields side by side, each as wide as it likes, the lines filled to their ends; on with the next where one is full."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from frontdesk.gui.ground.look import style


class LinesLayout(QLayout):
    """The layout. A widget asks for a width of the design; the widths of one line grow alike until it is full.

    Large text makes the widths larger, so that a line holds fewer of them and nothing is cut.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 14) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self._widths: list[tuple[int, bool]] = []
        # Nested forms ask for the same heights hundreds of times between two changes.
        self._heights: dict[int, int] = {}
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def put(self, widget: QWidget, width: int, *, grows: bool = True) -> None:
        """Add a widget that is so wide in the design; one that does not grow keeps that width."""
        self._widths.append((width, grows))
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Count the items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give an item, None past the end as Qt asks for."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Let go of an item."""
        if not 0 <= index < len(self._items):
            return None
        self._widths.pop(index)
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Need more lines where there is less width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of all lines at a width."""
        if width not in self._heights:
            self._heights[width] = self._arranged(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was worked out, since something changed."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Put the items into their places."""
        super().setGeometry(rect)
        self._arranged(rect, move=True)

    def sizeHint(self) -> QSize:
        """Ask for the widest item at least."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Never be narrower than the widest item must be."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _arranged(self, rect: QRect, *, move: bool) -> int:
        y, gap = rect.y(), style.scaled(self._gap)
        for line in self._lines(rect.width(), gap):
            widths = self._shared(line, rect.width() - gap * (len(line) - 1))
            tallest = max(_height(self._items[n], width) for n, width in zip(line, widths, strict=True))
            x = rect.x()
            for n, width in zip(line, widths, strict=True):
                if move:
                    self._items[n].setGeometry(QRect(QPoint(x, y), QSize(width, _height(self._items[n], width))))
                x += width + gap
            y += tallest + gap
        return max(0, y - gap - rect.y())

    def _lines(self, room: int, gap: int) -> Iterator[list[int]]:
        line: list[int] = []
        used = 0
        for n, item in enumerate(self._items):
            if item.isEmpty():
                continue
            width = self._wanted(n)
            if line and used + gap + width > room:
                yield line
                line, used = [], 0
            used += width + (gap if line else 0)
            line.append(n)
        if line:
            yield line

    def _wanted(self, n: int) -> int:
        return max(style.scaled(self._widths[n][0]), self._items[n].minimumSize().width())

    def _shared(self, line: list[int], room: int) -> list[int]:
        wanted = [self._wanted(n) for n in line]
        growing = sum(width for n, width in zip(line, wanted, strict=True) if self._widths[n][1])
        spare = max(0, room - sum(wanted))
        given = [
            width + (spare * width // growing if growing and self._widths[n][1] else 0)
            for n, width in zip(line, wanted, strict=True)
        ]
        return [min(width, room) for width in given]


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
