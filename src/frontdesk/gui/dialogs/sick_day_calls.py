"""The calls to make after a plan was applied: a tick for each that was made, beside the work on the board."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from frontdesk.gui.dialogs import sick_day_words as words
from frontdesk.gui.dialogs.frame import EDGE, Frame, scrolling
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button, plain
from frontdesk.gui.parts.labels import label
from frontdesk.services.sick_day import Call

SIZE = QSize(620, 640)


class CallsDialog(Frame):
    """The list. `print_asked` says that it is wanted on paper."""

    print_asked = Signal()

    def __init__(self, title: str, calls: Sequence[Call], parent: QWidget | None, *, masked: bool) -> None:
        super().__init__(self.tr("Phone list"), SIZE, parent, modal=False)
        self.beside.setText(title)
        self.calls = tuple(calls)
        self.ticks: list[QCheckBox] = []
        self.left = label("", "muted")
        self._lay_out(calls, masked=masked)
        self._count()

    def _row(self, call: Call, *, masked: bool) -> QWidget:
        """Make the row of a call: a tick with name and phone, and below it what was and what to say."""
        name = words.MASKED if masked else call.patient.name
        phones = words.MASKED if masked and call.patient.phones else ", ".join(call.patient.phones)
        tick = QCheckBox(plain(f"{name} · {phones or self.tr('no phone number')}"))
        tick.setAccessibleName(f"{name}, {phones}, {words.call_say(call)}")
        tick.toggled.connect(self._count)
        self.ticks.append(tick)
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, style.scaled(10))
        column.setSpacing(style.scaled(3))
        column.addWidget(tick)
        for said, kind in ((words.call_say(call), "strong"), (words.call_was(call), "small")):
            line = label(said, kind, wrap=True)
            line.setContentsMargins(style.scaled(26), 0, 0, 0)
            column.addWidget(line)
        return row

    def _lay_out(self, calls: Sequence[Call], *, masked: bool) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*[style.scaled(EDGE)] * 4)
        column.setSpacing(style.scaled(4))
        for call in calls:
            column.addWidget(self._row(call, masked=masked))
        if not calls:
            column.addWidget(label(self.tr("Nobody has to be phoned."), "muted"))
        column.addStretch(1)
        self.body.addWidget(scrolling(inside), 1)
        foot = self.foot()
        foot.addWidget(self.left, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(button(self.tr("Print or save…"), does=self.print_asked.emit))
        self.close_button = button(self.tr("Close"), "primary", does=self.accept)
        foot.addWidget(self.close_button)

    def _count(self, _on: bool = False) -> None:
        made = sum(tick.isChecked() for tick in self.ticks)
        self.left.setText(wording.filled(self.tr("%1 of %2 calls made"), made, len(self.ticks)))
