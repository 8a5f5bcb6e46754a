"""Why the chosen time is not free, the nearest one that is, and booking all the same with a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from frontdesk.gui.dialogs.booking_words import lacking
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button, plain
from frontdesk.gui.parts.flow import FlowLayout
from frontdesk.gui.parts.labels import label


class _Reason(QLineEdit):
    """The reason: Enter gives it, Esc takes the question back."""

    gave_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Esc from closing the dialog."""
        if event.key() == Qt.Key.Key_Escape:
            self.gave_up.emit()
            return
        super().keyPressEvent(event)
        if Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class ClashLine(QFrame):
    """The line. `nearest_asked` wants the nearest free time, `reason_given` books with this reason.

    `anyway` is what the button says that does so, where it is not to book.
    """

    nearest_asked = Signal()
    reason_given = Signal(str)

    def __init__(self, anyway: str = "") -> None:
        super().__init__()
        anyway = anyway or self.tr("Book anyway")
        self._about: object = None
        self.words = label("", "warn", wrap=True)
        self.nearest = button("", "link", does=self.nearest_asked.emit)
        self.anyway = button(f"{anyway}…", "link", does=self.ask_reason)
        self.reason = _Reason()
        self.reason.setMaxLength(300)
        self.reason.setAccessibleName(self.tr("Reason to book anyway"))
        self.reason.returnPressed.connect(self.give)
        self.reason.gave_up.connect(self._take_back)
        self.confirm = button(anyway, does=self.give)
        self.lacking = label("", "danger", wrap=True)
        self.lacking.hide()
        self.reason.textEdited.connect(lambda _text: self._say_lacking(""))
        links = FlowLayout(gap=style.scaled(4))
        links.addWidget(self.nearest)
        links.addWidget(self.anyway)
        asking = QHBoxLayout()
        asking.setSpacing(style.scaled(8))
        asking.addWidget(self.reason, 1)
        asking.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(5))
        column.addWidget(self.words)
        column.addLayout(links)
        column.addLayout(asking)
        column.addWidget(self.lacking)
        self.clear()

    @property
    def is_asking(self) -> bool:
        """Tell whether the reason is asked for."""
        return not self.reason.isHidden()

    def warn(self, words: str, nearest: str, *, may_overlap: bool, overlaps: bool = True, about: object = None) -> None:
        """Say who is taken, offer the nearest free time and, where it may be, to book all the same.

        Without `overlaps` nothing is booked twice: the time is closed, or the service is another's. What is said
        anew `about` the same time takes no reason away that is being typed.
        """
        why = self.tr("Why it may overlap, then Enter") if overlaps else self.tr("Why it is booked all the same")
        self.reason.setPlaceholderText(why)
        if words == self.words.text() and not self.isHidden():
            self._offer(nearest, may_overlap=may_overlap)
            return
        if about is None or about != self._about or self.isHidden():
            self._ask(asking=False)
        self._about = about
        self.words.setText(words)
        self._offer(nearest, may_overlap=may_overlap)
        self._appear(words)

    def note(self, words: str) -> None:
        """Say what is worth knowing and stands in the way of nothing."""
        if words == self.words.text() and not self.isHidden():
            return
        self._ask(asking=False)
        self._about = None
        self.words.setText(words)
        self._offer("", may_overlap=False)
        self._appear(words)

    def _appear(self, words: str) -> None:
        self.show()
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.words, words))

    def clear(self) -> None:
        """Say nothing."""
        self.words.setText("")
        self.reason.clear()
        self._ask(asking=False)
        self.hide()

    def ask_reason(self) -> None:
        """Ask why it may overlap."""
        self._ask(asking=True)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, nearest: str, *, may_overlap: bool) -> None:
        self.nearest.setText(plain(nearest))
        self.nearest.setAccessibleName(nearest)
        self.nearest.setVisible(bool(nearest))
        self.anyway.setVisible(may_overlap and not self.is_asking)
        if not may_overlap and self.is_asking:
            self._ask(asking=False)
            self.anyway.hide()

    def _ask(self, *, asking: bool) -> None:
        self._say_lacking("")
        self.reason.setVisible(asking)
        self.confirm.setVisible(asking)
        self.anyway.setVisible(not asking)

    def _take_back(self) -> None:
        self._ask(asking=False)
        self.anyway.setFocus(Qt.FocusReason.OtherFocusReason)

    def give(self) -> None:
        """Book with the reason that is typed, or say that there must be one."""
        reason = self.reason.text().strip()
        if reason:
            self.reason_given.emit(reason)
        else:
            self._say_lacking(lacking("reason"))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_lacking(self, words: str) -> None:
        self.lacking.setText(words)
        self.lacking.setVisible(bool(words))
        self.reason.setAccessibleDescription(words)
        style.set_kind(self.reason, "wrong" if words else "")
        if words and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.reason, words))
