"""The hours of one day, typed where its bars are."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from frontdesk.domain.names import folded
from frontdesk.gui.dialogs import typed
from frontdesk.gui.dialogs.settings import hours_words as words
from frontdesk.gui.dialogs.settings.hours_bars import Bars
from frontdesk.gui.dialogs.settings.hours_keys import clashing, read
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.labels import label


class _Line(QLineEdit):
    """The text: Enter gives it, Esc gives it up, leaving it gives it too."""

    gave_up = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Esc and Enter from the window."""
        if event.key() == Qt.Key.Key_Escape:
            self.gave_up.emit()
            event.accept()
            return
        super().keyPressEvent(event)
        if Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Give what was typed when it is left."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class TypedTimes(QWidget):
    """The field, and what is wrong beside it.

    `given` carries the weekday, its bars, and whether the focus is free to go back to the day; `gave_up` the weekday.
    """

    given = Signal(int, object, bool)
    gave_up = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._weekday = 0
        self._walls: Bars = ()
        self.line = _Line()
        self.line.setMaxLength(200)
        self.line.setPlaceholderText(self.tr("8:30-12:30, 13:30-17:30"))
        self.line.returnPressed.connect(self.give)
        self.line.gave_up.connect(self._give_up)
        self.line.left.connect(self.leave)
        self.line.textEdited.connect(lambda _text: self._say(""))
        self.message = label("", "small", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.scaled(10))
        row.addWidget(self.line, 3)
        row.addWidget(self.message, 2)
        self.hide()

    @property
    def is_wrong(self) -> bool:
        """Tell whether something is typed that cannot be taken."""
        return self.isVisible() and self.line.property("kind") == "wrong"

    @property
    def is_open(self) -> bool:
        """Tell whether times are being typed."""
        return not self.isHidden()

    def open(self, weekday: int, bars: Bars, walls: Bars, area: QRect, text: str | None) -> None:
        """Type the times of a day in an area of the week; `text` is what was typed already."""
        self._weekday, self._walls = weekday, walls
        self.line.setAccessibleName(self.tr("Hours on %1").replace("%1", words.day_whole(weekday)))
        self.line.setText(words.stretches_words(bars) if text is None else text)
        self._say("")
        self.setGeometry(area)
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if text is None:
            self.line.selectAll()
        else:
            self.line.end(False)

    def give(self, *, stays: bool = True) -> bool:
        """Take what was typed, or say what is wrong with it; tell whether it was taken."""
        said = self.line.text().strip()
        off = folded(said) in {folded(self.tr("Closed")), folded(self.tr("Off")), "-"}
        bars = () if off else read(said)
        if bars is None:
            twice = typed.hours(said) is not None
            self._say(
                self.tr("These hours overlap each other.") if twice else self.tr("Write 8:30-12:30, 13:30-17:30.")
            )
            return False
        if clashing(bars, self._walls):
            other = words.stretches_words(self._walls)
            self._say(self.tr("Other weeks have %1 here.").replace("%1", other))
            return False
        self.shut()
        self.given.emit(self._weekday, bars, stays)
        return True

    def leave(self) -> bool:
        """Take what was typed when it is left; tell whether nothing is left that cannot be taken."""
        return not self.is_open or self.give(stays=False)

    def shut(self) -> None:
        """Go away without taking anything."""
        if self.is_open:
            self.line.blockSignals(True)
            self.hide()
            self.line.blockSignals(False)

    def _give_up(self) -> None:
        self.shut()
        self.gave_up.emit(self._weekday)

    def _say(self, what: str) -> None:
        style.set_kind(self.message, "danger" if what else "small")
        style.set_kind(self.line, "wrong" if what else "")
        self.message.setText(what)
        self.line.setAccessibleDescription(what)
        if what and self.isVisible():
            said = QAccessibleAnnouncementEvent(self.line, what)
            said.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(said)
