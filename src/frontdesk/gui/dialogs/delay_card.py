"""The small card about a practitioner who runs late: how late, as typed or worked out, and whom to phone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.actor import called
from frontdesk.domain.delay import LONGEST_DELAY
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.dialogs.delay_list import Call, CallList
from frontdesk.gui.dialogs.frame import scrolling
from frontdesk.gui.dialogs.number_box import NumberBox
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.floating import Popover
from frontdesk.gui.parts.labels import label
from frontdesk.services.delays import DelayOfDay

_STEP = 5
_LIST = 216


class DelayCard(Popover):
    """The card; `given` carries the minutes that were typed, None where the day is to tell again.

    It stays open after that for as long as someone is to be phoned. `typed` carries the minutes that stand in the field
    as yet, so that those who would be phoned are shown.
    """

    given = Signal(object)
    typed = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Running late"))
        self._area = QRect()
        self._begun = 0
        self.title = label("", "heading", wrap=True)
        self.source = label("", "soft", wrap=True)
        self.minutes = NumberBox(0, LONGEST_DELAY, self.tr("Minutes late"), 96)
        self.minutes.setSingleStep(_STEP)
        self.minutes.setSuffix(self.tr(" min"))
        self.minutes.valueChanged.connect(self._say_typed)
        self.worked_out = button(self.tr("As worked out"), does=self._take_back)
        self.save = button(self.tr("Save"), "primary", does=self._give)
        self.head = label("", "strong")
        self.calls = CallList()
        self._list = scrolling(self.calls)
        self._lay_out()

    def ask(self, told: DelayOfDay, calls: Sequence[Call], area: QRect, zone: str) -> None:
        """Show how late a practitioner runs, beside an area of the window, and ask for another number."""
        self.close_card()
        self._area = area
        self.show_delay(told, calls, zone)
        self._begun = told.said if told.said is not None else told.minutes
        self.minutes.setValue(self._begun)
        self.open_at(area, width=style.scaled(360))
        self.minutes.selectAll()
        self.minutes.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_delay(self, told: DelayOfDay, calls: Sequence[Call], zone: str) -> None:
        """Show the same anew as time goes on; what is being typed stays."""
        self.title.setText(self.tr("How late is %1?").replace("%1", told.name))
        self.source.setText(self._source(told, zone))
        self.worked_out.setEnabled(told.typed)
        self.head.setText(self.tr("To be phoned"))
        self.show_calls(calls)

    @property
    def is_typing(self) -> bool:
        """Tell whether other minutes stand in the field than those that it began with."""
        return self.isVisible() and self.minutes.value() != self._begun

    def show_calls(self, calls: Sequence[Call]) -> None:
        """Show whom to phone."""
        self.calls.show_calls(calls)
        self.calls.layout().activate()  # type: ignore[union-attr]
        parent = self.parentWidget()
        room = style.scaled(_LIST) if parent is None else min(style.scaled(_LIST), parent.height() // 3)
        self._list.setFixedHeight(min(self.calls.sizeHint().height(), room))
        if self.isVisible():
            self.place(self._area)

    def go_on(self, told: DelayOfDay, calls: Sequence[Call], zone: str) -> None:
        """Go on to those who are to be phoned once a delay is in the book, or away where nobody is."""
        if not calls:
            self.close_card()
        elif self.isVisible():
            self.show_delay(told, calls, zone)
            self.calls.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save by Enter while the minutes are typed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.minutes.hasFocus():
                self._give()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _source(self, told: DelayOfDay, zone: str) -> str:
        late = self.tr("%1 late").replace("%1", wording.minutes(told.minutes * MINUTE))
        if told.said is not None and told.said_at is not None:
            said = self.tr("%1 typed by %2 at %3").replace("%3", wording.clock(told.said_at, zone))
            said = said.replace("%2", called(told.said_by)).replace("%1", wording.minutes(told.said * MINUTE), 1)
            left = self.tr("%1 of it are left").replace("%1", wording.minutes(told.minutes * MINUTE))
            return said if told.minutes == told.said else f"{said} · {left}"
        if not told.minutes:
            return self.tr("On time, as far as the day tells.")
        return self.tr("%1, worked out from the day").replace("%1", late)

    def _say_typed(self, minutes: int) -> None:
        if self.isVisible():
            self.typed.emit(minutes)

    def _give(self) -> None:
        self.minutes.interpretText()
        self._begun = self.minutes.value()
        self.given.emit(self.minutes.value())

    def _take_back(self) -> None:
        self.given.emit(None)

    def _lay_out(self) -> None:
        typed = QHBoxLayout()
        typed.setSpacing(style.scaled(8))
        typed.addWidget(self.minutes)
        typed.addStretch(1)
        typed.addWidget(self.worked_out)
        typed.addWidget(self.save)
        column = QVBoxLayout()
        edge = style.scaled(14)
        column.setContentsMargins(edge, style.scaled(12), edge, edge)
        column.setSpacing(style.scaled(8))
        column.addWidget(self.title)
        column.addWidget(self.source)
        column.addLayout(typed)
        column.addSpacing(style.scaled(4))
        column.addWidget(self.head)
        column.addWidget(self._list)
        self.body.addLayout(column)
