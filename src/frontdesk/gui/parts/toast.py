"""Short messages at the bottom of the window that go away by themselves, with Undo where there is something to undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QWidget

from frontdesk.gui.ground.look import icons, style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.floating import SHADOW, Floating
from frontdesk.gui.parts.labels import label

Action = tuple[str, Callable[[], object]]
DONE_MS, REFUSED_MS = 6_000, 10_000
MOST = 2
_ICONS = {"done": "circle-check", "refused": "circle-alert", "told": "info"}


class Toast(Floating):
    """One message. It stays while the pointer is on it or the focus is in it."""

    gone = Signal()
    focus_left = Signal()

    def __init__(
        self, parent: QWidget, words: str, kind: str, actions: Sequence[Action], step: int | None = None
    ) -> None:
        super().__init__(parent, "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, False)
        self.words, self.kind, self.step = words, kind, step
        self.setAccessibleName(words)
        row = QHBoxLayout()
        row.setContentsMargins(style.scaled(12), style.scaled(8), style.scaled(8), style.scaled(8))
        row.setSpacing(style.scaled(10))
        self._mark = label()
        self._text = label(words, wrap=True)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        for name, action in actions:
            row.addWidget(button(name, does=self._doing(action)))
        self.close_button = button("×", does=self.dismiss, name=self.tr("Dismiss"))
        row.addWidget(self.close_button)
        self.body.addLayout(row)
        self._draw_mark()
        self._timer = QTimer(self, interval=REFUSED_MS if kind == "refused" else DONE_MS, singleShot=True)
        self._timer.timeout.connect(self.dismiss)

    def begin(self) -> None:
        """Begin to count down, and say the words to a screen reader."""
        self._timer.start()
        said = QAccessibleAnnouncementEvent(self, self.words)
        if self.kind == "refused":
            said.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(said)

    @property
    def counting(self) -> bool:
        """Tell whether its time is running."""
        return self._timer.isActive()

    def dismiss(self) -> None:
        """Go away."""
        self._timer.stop()
        if self.isHidden():
            return
        held = QApplication.focusWidget()
        if held is not None and self.isAncestorOf(held):
            self.focus_left.emit()
        self.hide()
        self.gone.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while someone reads it."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Count down again."""
        if not self.isHidden():
            self._timer.start()
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take on a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_mark()

    def fit(self, room: int) -> None:
        """Take the width of the words, but no more than there is."""
        widest = min(style.scaled(680), room - style.scaled(32)) + 2 * SHADOW
        self._text.setMinimumWidth(0)
        wish = self._text.fontMetrics().horizontalAdvance(self.words) + 2
        others = self.sizeHint().width() - self._text.sizeHint().width()
        self.setFixedWidth(min(widest, wish + others))
        self.adjustSize()
        if self.hasHeightForWidth():
            self.resize(self.width(), self.heightForWidth(self.width()))

    def _doing(self, action: Callable[[], object]) -> Callable[[], None]:
        def do() -> None:
            self.dismiss()
            action()

        return do

    def _draw_mark(self) -> None:
        size = style.scaled(16)
        colour = style.look().surface
        self._mark.setPixmap(icons.pixmap(_ICONS[self.kind], colour, size, self.devicePixelRatio()))


class Toasts(QObject):
    """The stack of messages of one window, the newest lowest; `home` gets the focus of one that goes away.

    They stand `bottom` pixels above its lower edge, or above the widget `over` where there is one; and within `area`,
    so that they lie over nothing beside it. An Esc that nothing else wanted takes them away.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._shown: list[Toast] = []
        self.bottom = 0
        self.home: QWidget | None = None
        self.over: QWidget | None = None
        self.area: QWidget | None = None
        window.installEventFilter(self)

    @property
    def shown(self) -> tuple[Toast, ...]:
        """Give the messages on the screen, oldest first."""
        return tuple(self._shown)

    def say(self, words: str, kind: str = "done", *actions: Action, step: int | None = None) -> Toast:
        """Show a message: `done`, `refused` or `told`, with buttons that do something about it.

        It takes the place of the one of its kind; `step` is the step in the book that it tells of.
        """
        for old in self.shown:
            if old.kind == kind:
                old.dismiss()
        toast = Toast(self._window, words, kind, actions, step)
        toast.gone.connect(lambda: self._drop(toast))
        toast.focus_left.connect(self._take_focus)
        self._shown.append(toast)
        for old in self._shown[:-MOST]:
            old.dismiss()
        toast.show()
        self._place()
        toast.begin()
        return toast

    def drop_step(self, step: int) -> None:
        """Take away what was told of a step that is taken back."""
        for toast in self.shown:
            if toast.step == step:
                toast.dismiss()

    def clear(self) -> None:
        """Take all messages away."""
        for toast in self.shown:
            toast.dismiss()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window and of the area; go by an Esc that came this far."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self._place()
        # In a dialog Esc closes the dialog, whatever it told.
        is_press = watched is self._window and not isinstance(watched, QDialog) and event.type() == QEvent.Type.KeyPress
        if is_press and self._shown and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.clear()
            return True
        return False

    def stay_within(self, area: QWidget) -> None:
        """Stand within a widget of the window from now on, wherever it goes."""
        if self.area is not None:
            self.area.removeEventFilter(self)
            self.area.destroyed.disconnect(self._lose_area)
        self.area = area
        area.installEventFilter(self)
        area.destroyed.connect(self._lose_area)

    def _lose_area(self) -> None:
        self.area = None

    def _take_focus(self) -> None:
        """Bring the focus back to the work: by itself it would go on to the next message."""
        if self.home is not None:
            self.home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, toast: Toast) -> None:
        self._shown.remove(toast)
        toast.deleteLater()
        self._place()

    def _place(self) -> None:
        room = self._window.rect()
        bottom = room.height() - self.bottom - style.scaled(12)
        if self.over is not None:
            bottom = self.over.mapTo(self._window, QPoint(0, 0)).y() - style.scaled(8)
        left, width = 0, room.width()
        if self.area is not None and self.area.isVisible():
            left, width = self.area.mapTo(self._window, QPoint(0, 0)).x(), self.area.width()
        for toast in reversed(self._shown):
            toast.fit(width)
            card = toast.height() - 2 * SHADOW
            toast.move(left + (width - toast.width()) // 2, bottom - card - SHADOW)
            toast.raise_()
            bottom -= card + style.scaled(8)
