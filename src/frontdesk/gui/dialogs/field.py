"""A field with its name above it and, where something is wrong, the reason right below it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.letters import Letters

W = TypeVar("W", bound=QWidget)


class Field(QWidget, Generic[W]):
    """The name, the control, and a line for what is wrong or what was understood."""

    def __init__(self, name: str, control: W, *, beside: QWidget | None = None) -> None:
        super().__init__()
        self.control = control
        self._kind = str(control.property("kind") or "")
        self._name = name
        self.caption = label(name, "small")
        self.caption.setBuddy(control)
        self.caption.installEventFilter(self)
        if not control.accessibleName():
            control.setAccessibleName(self._name)
        self.message = label("", "small", wrap=True)
        self.message.hide()
        head = QHBoxLayout()
        head.setSpacing(style.scaled(6))
        head.addWidget(self.caption)
        head.addStretch(1)
        if beside is not None:
            head.addWidget(beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(4))
        column.addLayout(head)
        column.addWidget(control)
        column.addWidget(self.message)
        self.setFocusProxy(control)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to the control by a click on its name."""
        if watched is self.caption and event.type() == QEvent.Type.MouseButtonPress:
            self.control.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return False

    @property
    def is_wrong(self) -> bool:
        """Tell whether something is said to be wrong with it."""
        return self.message.property("kind") == "danger" and not self.message.isHidden()

    def say_wrong(self, words: str) -> None:
        """Mark the field and say what is wrong, to eyes and ears; what was typed stays."""
        self._say(words, "danger")
        style.set_kind(self.control, "wrong")
        if self.isVisible():
            said = QAccessibleAnnouncementEvent(self.control, f"{self._name}: {words}")
            said.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(said)

    def tell(self, words: str) -> None:
        """Say how the field was understood."""
        self._say(words, "small")
        style.set_kind(self.control, self._kind)

    def clear(self) -> None:
        """Take back what was said."""
        self.tell("")

    def _say(self, words: str, kind: str) -> None:
        style.set_kind(self.message, kind)
        self.message.setText(words)
        self.message.setVisible(bool(words))
        self.control.setAccessibleDescription(words)


def line_edit(text: str = "", hint: str = "", *, longest: int = 300) -> QLineEdit:
    """Make a field of one line."""
    made = Letters(text)
    made.setMaxLength(longest)
    made.setPlaceholderText(hint)
    return made


def show_refusal(refusal: Refusal, fields: Mapping[str, Field[QWidget]]) -> bool:
    """Say a refusal beside the field that it names and go there; tell whether there was one."""
    field = fields.get(str(refusal.facts.get("field", "")))
    if field is None:
        return False
    field.say_wrong(refusals.sentence(refusal))
    field.control.setFocus(Qt.FocusReason.OtherFocusReason)
    return True
