"""The whole waiting list: who waits, for what, since when, and what has run out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.gui.dialogs.field import line_edit
from frontdesk.gui.dialogs.frame import EDGE, Frame
from frontdesk.gui.dialogs.taking_back import TakingBack
from frontdesk.gui.dialogs.waitlist_draft import EntryOpening
from frontdesk.gui.dialogs.waitlist_entry import EntryDialog
from frontdesk.gui.dialogs.waitlist_rows import MASK, WaitlistRows
from frontdesk.gui.dialogs.waitlist_table import WaitlistTable
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.waitlist_rows import Waiting

SIZE = QSize(940, 620)
_PAGE = 100


class WaitlistDialog(Frame):
    """The dialog. `stepped` tells of what is in the book now; `chosen` carries the Waiting to offer a time to.

    `undone` carries what was taken back or done again in here.
    """

    stepped = Signal(str, object)
    chosen = Signal(object)
    undone = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None, *, masked: bool = False) -> None:
        super().__init__(self.tr("Waiting list"), SIZE, parent)
        self.hint.setText(self.tr("Esc closes"))
        self.keys = label(self.tr("Enter changes · O offers a time · Del takes off the list"), "small", wrap=True)
        self._tasks, self._masked = tasks, masked
        self._held: Id | None = None
        self._at = 0
        self.rows = WaitlistRows(self, masked=masked)
        self.search = line_edit(hint=self.tr("Name, service, urgent…"))
        self.search.setAccessibleName(self.tr("Narrow the list down"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.table = WaitlistTable(self.rows)
        self.table.opened.connect(lambda row: self.open_entry(row.entry.id))
        self.table.removed.connect(self.remove)
        self.table.wanted.connect(self._want)
        self.count = label("", "muted", wrap=True)
        self.taking_back = TakingBack(tasks, self)
        self.taking_back.undone.connect(self._take_undone)
        self.taking_back.refused.connect(self._refused)
        self.stepped.connect(self.taking_back.tell)
        self._lay_out()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew; the keys stay on whom they were on."""
        self._tasks.run(_read, self._take, self._refused, key="waiting-list-all")

    def open_entry(self, entry: Id | None) -> None:
        """Change an entry, or make a new one."""
        dialog = EntryDialog(self._tasks, self, opening=EntryOpening(entry=entry, masked=self._masked))
        dialog.stepped.connect(self.stepped)
        dialog.saved.connect(self._take_saved)
        dialog.open()

    def remove(self, row: Waiting) -> None:
        """Take somebody off the list."""
        name = MASK if self._masked else row.patient
        words = self.tr("%1 is off the waiting list").replace("%1", name)
        entry = row.entry.id

        def call(clinic: Clinic) -> Any:
            clinic.waitlist.remove(id=entry)
            return clinic.history.state().undo

        def then(head: Any) -> None:
            self.stepped.emit(words, head.seq if head is not None else None)
            self.refresh()

        self._tasks.run(call, then, self._refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the letters to the rows, and back to the letters by a slash."""
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Down and self.search.hasFocus():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.go_to(0)
        elif key is Qt.Key.Key_Slash:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.search.hasFocus():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.go_to(0)
        else:
            super().keyPressEvent(event)

    def _take_undone(self, undone: Any) -> None:
        self.undone.emit(undone)
        self.refresh()

    def _want(self, row: Waiting) -> None:
        self.chosen.emit(row)
        self.accept()

    def _take_saved(self, entry: Any) -> None:
        self._held = entry.id
        self.refresh()

    def _take(self, found: tuple[tuple[Waiting, ...], Instant, str]) -> None:
        current = self.rows.row(self.table.currentIndex().row())
        self._at = max(0, self.table.currentIndex().row())
        held, self._held = self._held or (current.entry.id if current is not None else None), None
        self.rows.show_all(*found)
        self._go_back_to(held)

    def _narrow(self, typed: str) -> None:
        current = self.rows.row(self.table.currentIndex().row())
        self.rows.narrow(typed)
        self._at = 0
        self._go_back_to(current.entry.id if current is not None else None)

    def _go_back_to(self, held: Id | None) -> None:
        place = self.rows.place_of(held)
        self.table.share_width()
        self.table.go_to(place if place >= 0 else min(self._at, self.rows.rowCount() - 1))
        shown, total = self.rows.rowCount(), self.rows.total
        style.set_kind(self.count, "muted")
        if total == 0:
            self.count.setText(self.tr("Nobody waits for a time."))
        elif shown == total:
            self.count.setText(self.tr("%1 on the list").replace("%1", str(total)))
        else:
            self.count.setText(self.tr("%1 of %2 on the list").replace("%2", str(total)).replace("%1", str(shown)))

    def _refused(self, refusal: Refusal) -> None:
        style.set_kind(self.count, "danger")
        self.count.setText(refusals.sentence(refusal))

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setSpacing(style.scaled(8))
        top.setContentsMargins(*[style.scaled(n) for n in (EDGE, 12, EDGE, 12)])
        top.addWidget(self.search)
        top.addWidget(self.keys)
        self.body.addLayout(top)
        self.body.addWidget(self.table, 1)
        told = QVBoxLayout()
        told.setContentsMargins(*[style.scaled(n) for n in (EDGE, 4, EDGE, 4)])
        told.addWidget(self.taking_back)
        self.body.addLayout(told)
        foot = self.foot()
        foot.addWidget(self.count, 1)
        new = button(self.tr("Put on the waiting list…"), does=lambda: self.open_entry(None))
        close = button(self.tr("Close"), does=self.reject)
        for each in (new, close):
            # Enter belongs to the rows.
            each.setAutoDefault(False)
            foot.addWidget(each)


def _read(clinic: Clinic) -> tuple[tuple[Waiting, ...], Instant, str]:
    """Read the whole list on the worker's thread."""
    found: list[Waiting] = []
    page = 1
    while True:
        part = clinic.waitlist.list(page=page, size=_PAGE)
        found += part.items
        if len(found) >= part.total or not part.items:
            return tuple(found), clinic.clock(), clinic.profile.get().zone
        page += 1
