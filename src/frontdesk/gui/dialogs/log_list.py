"""The log: what was done on the day that is shown or in the whole book, searched in, and taken back from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.gui.dialogs.field import line_edit
from frontdesk.gui.dialogs.frame import EDGE, Frame, scrolling
from frontdesk.gui.dialogs.log_rows import LogRow
from frontdesk.gui.dialogs.taking_back import TakingBack
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.segmented import Segmented

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.history import Undone
    from frontdesk.services.history_log import Log, LogEntry

SIZE = QSize(820, 640)
_PIECE = 40
_TYPING_MS = 180
DAY, BOOK = "day", "book"


class LogDialog(Frame):
    """The dialog. `undone` carries what was taken back; `chosen` (Id, Instant) a visit that is to be shown."""

    undone = Signal(object)
    chosen = Signal(object, object)

    def __init__(self, tasks: Tasks, day: date, parent: QWidget | None = None, *, masked: bool = False) -> None:
        super().__init__(self.tr("Log"), SIZE, parent)
        self.beside.setText(wording.day_title(day))
        self.hint.setText(self.tr("Esc closes"))
        self._tasks, self._day, self._masked, self._zone = tasks, day, masked, "UTC"
        self._next: int | None = None
        self._reading = False
        self.rows: list[LogRow] = []
        self.reach = Segmented([(DAY, self.tr("This day")), (BOOK, self.tr("Whole book"))], self.tr("What is listed"))
        self.reach.choose(DAY)
        self.reach.chosen.connect(lambda _: self.refresh())
        self.search = line_edit(hint=self.tr("Patient, who, what, reason…"))
        self.search.setAccessibleName(self.tr("Search in the log"))
        self.search.setClearButtonEnabled(True)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.told = label("", "muted", wrap=True)
        self.more = button(self.tr("Older"), does=self.read_on)
        self._list = QVBoxLayout()
        self.taking_back = TakingBack(tasks, self)
        self.taking_back.undone.connect(self._taken_back)
        self.taking_back.refused.connect(self._refused)
        self._lay_out()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def refresh(self) -> None:
        """Read the newest again."""
        self._next = None
        self._read(self._show_first)

    def read_on(self) -> None:
        """Read what is older than all that is listed."""
        if self._next is not None and not self._reading:
            self._read(self._show_more)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the letters to the rows, and search by Enter at once."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.focusWidget() is self.search:
            self._typing.stop()
            self.refresh()
        elif key is Qt.Key.Key_Down and self.focusWidget() is self.search:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _read(self, show: Callable[[tuple[str, Log]], None]) -> None:
        day = self._day if self.reach.choice == DAY else None
        text, before = self.search.text().strip(), self._next
        self._reading = True

        def read(clinic: Clinic) -> tuple[str, Log]:
            return clinic.profile.get().zone, clinic.history.entries(size=_PIECE, before=before, text=text, day=day)

        self._tasks.run(read, show, self._refused, key="log")

    def _show_first(self, read: tuple[str, Log]) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        self._area.verticalScrollBar().setValue(0)
        self._show_more(read)

    def _show_more(self, read: tuple[str, Log]) -> None:
        self._reading = False
        self._zone, log = read
        for entry in log.items:
            row = LogRow(entry, self._zone, masked=self._masked)
            row.undo_asked.connect(lambda entry=entry: self._undo(entry))
            row.visit_asked.connect(lambda entry=entry: self._show(entry))
            self.rows.append(row)
            self._list.addWidget(row)
        self._next = log.next
        self.more.setVisible(self._next is not None)
        style.set_kind(self.told, "muted")
        self.told.setText("" if self.rows else self.tr("Nothing of the kind is in the log."))

    def _undo(self, entry: LogEntry) -> None:
        self.taking_back.undo(entry.seq)

    def _taken_back(self, undone: Undone) -> None:
        self.undone.emit(undone)
        self.refresh()

    def _show(self, entry: LogEntry) -> None:
        visit = entry.visits[0]
        self.accept()
        self.chosen.emit(visit.id, visit.start)

    def _refused(self, refusal: Refusal) -> None:
        self._reading = False
        style.set_kind(self.told, "danger")
        self.told.setText(refusals.sentence(refusal))

    def _near_the_end(self, value: int) -> None:
        bar = self._area.verticalScrollBar()
        if bar.maximum() and value > bar.maximum() - self._area.height() // 2:
            self.read_on()

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setSpacing(style.scaled(8))
        top.setContentsMargins(*[style.scaled(n) for n in (EDGE, 12, EDGE, 12)])
        top.addWidget(self.search)
        top.addWidget(self.reach, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(top)
        content = QWidget()
        outer = QVBoxLayout(content)
        outer.setContentsMargins(*[style.scaled(n) for n in (EDGE, 4, EDGE, 12)])
        self._list.setSpacing(style.scaled(9))
        outer.addLayout(self._list)
        outer.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addStretch(1)
        self._area = scrolling(content)
        self._area.verticalScrollBar().valueChanged.connect(self._near_the_end)
        self.body.addWidget(self._area, 1)
        back = QVBoxLayout()
        back.setContentsMargins(*[style.scaled(n) for n in (EDGE, 4, EDGE, 4)])
        back.addWidget(self.taking_back)
        self.body.addLayout(back)
        foot = self.foot()
        foot.addWidget(self.told, 1)
        close = button(self.tr("Close"), does=self.reject)
        for each in (close, self.more):
            each.setAutoDefault(False)
        foot.addWidget(close)
        self.more.hide()
