"""The small card that puts right when a patient came, went in and came out: Enter saves, Esc gives up."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Refusal
from frontdesk.gui.dialogs import times_draft
from frontdesk.gui.dialogs.field import Field, line_edit, show_refusal
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.floating import Popover
from frontdesk.gui.parts.labels import label


class TimesCard(Popover):
    """The card; `given` carries what changed, as the arguments of the operation by name."""

    given = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Put the times right"))
        self._visit: Appointment | None = None
        self._zone = "UTC"
        self._title = label("", "heading", wrap=True)
        words = {
            "arrived_at": self.tr("Arrived"),
            "actual_start": self.tr("Began"),
            "actual_end": self.tr("Ended"),
            "left_at": self.tr("Left"),
        }
        self.fields: dict[str, Field[QLineEdit]] = {
            name: Field(words[name], line_edit(longest=20)) for name in times_draft.NAMES
        }
        self.message = label("", "danger", wrap=True)
        self.save = button(self.tr("Save"), "primary", does=self.send)
        self._lay_out()

    def ask(self, visit: Appointment, name: str, area: QRect, zone: str, now: int) -> None:
        """Ask beside an area of the window for the times of a visit, in the clinic's zone."""
        self._visit, self._zone = visit, zone
        self._title.setText(self.tr("Times of %1").replace("%1", name))
        said = times_draft.shown(visit, zone)
        for each, field in self.fields.items():
            field.clear()
            field.control.setText(said.get(each, ""))
            field.setVisible(each in said)
        self._say("")
        self.open_at(area, width=style.scaled(320))
        first = self.fields[next(iter(said))].control
        first.selectAll()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def send(self) -> None:
        """Give what changed; say beside a field that no time can be read there."""
        assert self._visit is not None
        said = {name: self.fields[name].control.text() for name in times_draft.offered(self._visit)}
        for field in self.fields.values():
            field.clear()
        wrong = times_draft.unreadable(said)
        for name in wrong:
            self.fields[name].say_wrong(self.tr("Write it as 9, 930 or 11:30."))
        if wrong:
            self._go_to(wrong[0])
            return
        changed = times_draft.changed(self._visit, self._zone, said)
        if changed:
            self.given.emit(changed)
        else:
            self.close_card()

    def refuse(self, refusal: Refusal) -> None:
        """Say beside the field it names why the times are not in the book; what was typed stays."""
        for field in self.fields.values():
            field.clear()
        self._say("" if show_refusal(refusal, self.fields) else refusals.sentence(refusal, self._zone))  # type: ignore[arg-type]
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.send()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _go_to(self, name: str) -> None:
        self.fields[name].control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields[name].control.selectAll()
        self._fit()

    def _fit(self) -> None:
        """Grow with what is said, where it stands."""
        self.place(QRect(self.geometry().topLeft() + self.card().topLeft(), self.card().size()).adjusted(0, 0, 0, -1))

    def _say(self, words: str) -> None:
        self.message.setText(words)
        self.message.setVisible(bool(words))

    def _lay_out(self) -> None:
        times = QHBoxLayout()
        times.setSpacing(style.scaled(10))
        for field in self.fields.values():
            times.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(button(self.tr("Cancel"), does=self.close_card))
        last.addWidget(self.save)
        column = QVBoxLayout()
        edge = style.scaled(14)
        column.setContentsMargins(edge, style.scaled(12), edge, edge)
        column.setSpacing(style.scaled(10))
        column.addWidget(self._title)
        column.addLayout(times)
        column.addWidget(self.message)
        column.addLayout(last)
        self.body.addLayout(column)
