"""The booking or class that was closed before it was in the book, offered again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.booking_words import unfinished
from frontdesk.gui.dialogs.frame import EDGE
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import ElidedLabel


class KeptLine(QFrame):
    """The line, hidden when nothing was kept. `taken` carries the draft to go on with.

    `draft` is what was neither taken nor let go of; `told` says in words what it is.
    """

    taken = Signal(object)

    def __init__(self, kept: Any, told: Callable[[Any], str] = unfinished) -> None:
        super().__init__()
        self.draft = kept
        self.words = ElidedLabel(told(kept) if kept is not None else "", "soft")
        self.resume = button(self.tr("Go on with it"), "link", does=self._take)
        self.resume.setShortcut("Alt+G")
        self.resume.setToolTip(self.tr("Go on with what was closed (Alt G)"))
        self.drop = button("×", "quiet", does=self._drop, name=self.tr("Forget it"))
        row = QHBoxLayout(self)
        row.setContentsMargins(*[style.scaled(n) for n in (EDGE, 8, EDGE, 12)])
        row.setSpacing(style.scaled(8))
        row.addWidget(self.words, 1)
        row.addWidget(self.resume)
        row.addWidget(self.drop)
        if kept is None:
            self.hide()

    def was_booked(self, patient: Id | None) -> None:
        """Forget what was begun for a patient who has got a visit meanwhile."""
        person = self.draft.person if self.draft is not None else None
        if person is not None and person.id == patient:
            self._drop()

    def _take(self) -> None:
        draft = self.draft
        self._drop()
        if draft is not None:
            self.taken.emit(draft)

    def _drop(self) -> None:
        self.draft = None
        self.hide()
