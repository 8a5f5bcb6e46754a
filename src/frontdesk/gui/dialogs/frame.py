"""What every dialog has: a head with its name and a hint, a body, a foot, and a veil over the window behind it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.labels import ElidedLabel, label
from frontdesk.gui.parts.sections import line

EDGE = 22


class Veil(QWidget):
    """Dims the window behind a dialog, and follows its size."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Darken what lies below."""
        QPainter(self).fillRect(event.rect(), QColor(0, 0, 0, 60 if style.look().dark else 26))


class Frame(QDialog):
    """A dialog that is opened and not waited for; it goes away for good when it closes.

    One that is not `modal` leaves the window behind it free to be worked in, and is opened by `show`.
    """

    def __init__(self, title: str, size: QSize, parent: QWidget | None, *, modal: bool = True) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        modality = Qt.WindowModality
        self.setWindowModality(modality.WindowModal if modal else modality.NonModal)
        self.setWindowTitle(title)
        self._veil: Veil | None = None
        self._wish = size
        self.title = ElidedLabel(title, "title")
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.beside = ElidedLabel("", "muted")
        self.hint = label("", "muted")
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        column = QVBoxLayout(self)
        # Large text must never make a dialog larger than the screen: what has no room scrolls or is cut short.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(line())
        column.addLayout(self.body, 1)
        self.finished.connect(self._unveil)
        # Said now: what Qt would choose at the first show is never more than two thirds of the screen.
        self.resize(self.sizeHint())

    def say_title(self, title: str) -> None:
        """Show another title."""
        self.title.setText(title)

    def sizeHint(self) -> QSize:
        """Ask for the size of the design, but never for more than the screen or the window behind has."""
        screen = self.screen() or QGuiApplication.primaryScreen()
        room = screen.availableGeometry().size() - QSize(24, 40)
        return QSize(style.scaled(self._wish.width()), style.scaled(self._wish.height())).boundedTo(room)

    def minimumSizeHint(self) -> QSize:
        """Be usable on any screen; what has no room scrolls."""
        return QSize(480, 320).boundedTo(self.sizeHint())

    def showEvent(self, event: QShowEvent) -> None:
        """Dim the window behind one that is waited for."""
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None and self._veil is None and self.isModal():
            self._veil = Veil(parent.window())

    def foot(self) -> QHBoxLayout:
        """Add a foot under the body, for what is told and for buttons."""
        row = QHBoxLayout()
        row.setContentsMargins(style.scaled(EDGE), style.scaled(14), style.scaled(EDGE), style.scaled(14))
        row.setSpacing(style.scaled(10))
        self.body.addWidget(line())
        self.body.addLayout(row)
        return row

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(style.scaled(EDGE), style.scaled(16), style.scaled(EDGE), style.scaled(16))
        row.setSpacing(style.scaled(14))
        row.addWidget(self.title, 10)
        row.addWidget(self.beside, 1)
        row.addWidget(self.hint)
        return row

    def _unveil(self) -> None:
        if self._veil is not None:
            self._veil.deleteLater()
            self._veil = None


class _Following(QScrollArea):
    """Scrolls to whatever inside has the focus, however it came there but by the mouse."""

    def follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what has the focus now; never under a button that is down, which would let go of something else."""
        if QApplication.mouseButtons() is not Qt.MouseButton.NoButton:
            return
        if now is not None and self.isAncestorOf(now) and not is_whole(now, self):
            self.ensureWidgetVisible(now, 0, style.scaled(24))


def is_whole(inside: QWidget, area: QScrollArea) -> bool:
    """Tell whether something inside is seen from edge to edge: then nothing need be scrolled for it."""
    view = area.viewport()
    return view.rect().contains(QRect(inside.mapTo(view, QPoint(0, 0)), inside.size()))


def scrolling(content: QWidget) -> QScrollArea:
    """Put content where it can be scrolled when there is little room, upwards and downwards only."""
    area = _Following()
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.focusChanged.connect(area.follow)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setProperty("kind", "surface")
    area.setWidget(content)
    return area
