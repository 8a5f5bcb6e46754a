"""A line of widgets that is never more than one line: what has no room scrolls sideways."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from frontdesk.gui.parts.buttons import IconButton

_PAGE = 2  # parts of the line that are seen, of which one is gone on by


class Sideways(QWidget):
    """The line. Widgets go into `row`; the arrows beside it are there only while something has no room."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._inside = QWidget()
        self._inside.setProperty("kind", "surface")
        self._inside.installEventFilter(self)
        self.row = QHBoxLayout(self._inside)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(gap)
        self._area = _Area(self._inside)
        self.back = IconButton("chevron-left", self.tr("What is to the left"))
        self.on = IconButton("chevron-right", self.tr("What is to the right"))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(2)
        for each, step in ((self.back, -1), (self.on, 1)):
            each.clicked.connect(lambda _on=False, s=step: self._go(s))
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            each.hide()
        across.addWidget(self.back)
        across.addWidget(self._area, 1)
        across.addWidget(self.on)
        # The arrows come and go without a change of height.
        self._area.setMinimumHeight(self.on.sizeHint().height())
        bar = self._area.horizontalScrollBar()
        bar.valueChanged.connect(lambda _value: self._show_arrows())
        bar.rangeChanged.connect(lambda _least, _most: self._show_arrows())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take on the height of what is inside."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._area.updateGeometry()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the arrows where they are needed now."""
        super().resizeEvent(event)
        self._show_arrows()

    def _go(self, step: int) -> None:
        bar = self._area.horizontalScrollBar()
        bar.setValue(bar.value() + step * self._area.width() // _PAGE)

    def _show_arrows(self) -> None:
        bar = self._area.horizontalScrollBar()
        over = self._inside.minimumSizeHint().width() > self.width()
        for each, at_end in ((self.back, bar.value() <= bar.minimum()), (self.on, bar.value() >= bar.maximum())):
            each.setVisible(over)
            each.setEnabled(not at_end)


class _Area(QScrollArea):
    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setWidget(inside)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        inside = self.widget()
        return QSize(100, inside.minimumSizeHint().height() if inside is not None else 0)

    def minimumSizeHint(self) -> QSize:
        """Do with little width."""
        return QSize(40, self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go sideways with a wheel that turns sideways; else the page scrolls."""
        if event.angleDelta().x():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, 24, 0)
