"""A whole day put back as it stood: what is different by now, which of it goes back, and who is in the way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.frame import EDGE, Frame, scrolling
from frontdesk.gui.ground import history_told, refusals, unseated, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button, plain
from frontdesk.gui.parts.labels import label

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.past_differences import Difference, Stand
    from frontdesk.services.restoring import Restored, RestoredRow

    Tried = tuple[Restored, Mapping[Id, str]]

SIZE = QSize(720, 560)


class Row(QWidget):
    """One visit that is different: a tick, how it stood and stands, and what is in the way. `changed` on a tick."""

    changed = Signal()

    def __init__(self, difference: Difference, zone: str, *, masked: bool) -> None:
        super().__init__()
        self.visit = difference.id
        self.box = QCheckBox(plain(_name(self, difference, masked=masked)))
        self.box.setChecked(True)
        self.box.toggled.connect(lambda _: self.changed.emit())
        words = _words(self, difference, zone)
        self.words, self.hindrance = label(words, "small", wrap=True), label("", "danger", wrap=True)
        self.box.setAccessibleDescription(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(2))
        column.addWidget(self.box)
        for each in (self.words, self.hindrance):
            each.setContentsMargins(style.scaled(26), 0, 0, 0)
            column.addWidget(each)
        self.hindrance.hide()

    @property
    def ticked(self) -> bool:
        """Tell whether it is to go back."""
        return self.box.isChecked()

    def hinder(self, row: RestoredRow | None, zone: str, names: Mapping[Id, str], *, masked: bool) -> None:
        """Say what keeps it from going back, nothing where nothing does."""
        told = "" if row is None else _hindrance(self, row, zone, names, masked=masked)
        self.hindrance.setText(told)
        self.hindrance.setVisible(bool(told))


class RestoreDialog(Frame):
    """The dialog. `restored` carries what was restored, by then in the book."""

    restored = Signal(object)

    def __init__(self, tasks: Tasks, day: date, seq: int, parent: QWidget | None, *, masked: bool = False) -> None:
        super().__init__(self.tr("Restore the whole day"), SIZE, parent)
        self.beside.setText(wording.day_title(day))
        self.hint.setText(self.tr("Esc leaves it as it is"))
        self._tasks, self._day, self._seq, self._masked, self._zone = tasks, day, seq, masked, "UTC"
        self.rows: list[Row] = []
        self.told = label(self.tr("Reading…"), "muted", wrap=True)
        self.deed = button("", "primary", does=self._restore)
        self.deed.setEnabled(False)
        self._list = QVBoxLayout()
        self._lay_out()
        self._tasks.run(self._read, self._take, self._refused, key="past-restore")

    def _lay_out(self) -> None:
        content = QWidget()
        self._list.setContentsMargins(*[style.scaled(n) for n in (EDGE, 12, EDGE, 12)])
        self._list.setSpacing(style.scaled(12))
        outer = QVBoxLayout(content)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._list)
        outer.addStretch(1)
        self.body.addWidget(scrolling(content), 1)
        foot = self.foot()
        foot.addWidget(self.told, 1)
        close = button(self.tr("Cancel"), does=self.reject)
        close.setAutoDefault(False)
        foot.addWidget(close)
        foot.addWidget(self.deed)
        self._say()

    def _read(self, clinic: Clinic) -> tuple[str, Tried]:
        tried = clinic.history.restore(seq=self._seq, day=self._day, trial=True)
        return clinic.profile.get().zone, (tried, unseated.names_of(clinic, tried))

    def _take(self, read: tuple[str, Tried]) -> None:
        self._zone, (tried, names) = read
        for each in tried.rows:
            row = Row(each.difference, self._zone, masked=self._masked)
            row.changed.connect(self._try_again)
            self.rows.append(row)
            self._list.addWidget(row)
        self._mark((tried, names))
        if self.rows:
            self.rows[0].box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> list[Id]:
        return [row.visit for row in self.rows if row.ticked]

    def _try_again(self) -> None:
        """Tell anew what is in the way: what stays where it is may be."""
        ids, seq = self._chosen(), self._seq
        self._say()

        def read(clinic: Clinic) -> Tried:
            tried = clinic.history.restore(seq=seq, ids=ids, trial=True)
            return tried, unseated.names_of(clinic, tried)

        self._tasks.run(read, self._mark, self._refused, key="past-restore")

    def _mark(self, read: Tried) -> None:
        tried, names = read
        found = {each.difference.id: each for each in tried.rows if not each.done or each.unseated}
        for row in self.rows:
            row.hinder(found.get(row.visit) if row.ticked else None, self._zone, names, masked=self._masked)
        self._say(sum(not each.done for each in tried.rows))

    def _say(self, hindered: int = 0) -> None:
        count = len(self._chosen()) - hindered
        self.deed.setText(self.tr("Restore %1").replace("%1", wording.appointments(count)))
        self.deed.setEnabled(count > 0)
        style.set_kind(self.told, "muted")
        if not self.rows:
            self.told.setText(self.tr("The day is as it was then."))
        elif hindered:
            self.told.setText(self.tr("What cannot go back stays as it is."))
        else:
            self.told.setText(self.tr("It is one step, which Undo takes back."))

    def _restore(self) -> None:
        from frontdesk.services.restoring import Clashing

        ids, seq = self._chosen(), self._seq
        self.deed.setEnabled(False)
        self._tasks.run(
            lambda clinic: clinic.history.restore(seq=seq, ids=ids, clashing=Clashing.LEAVE), self._done, self._refused
        )

    def _done(self, restored: Restored) -> None:
        self.accept()
        self.restored.emit(restored)

    def _refused(self, refusal: Refusal) -> None:
        style.set_kind(self.told, "danger")
        self.told.setText(refusals.sentence(refusal))


def _name(asker: QWidget, difference: Difference, *, masked: bool) -> str:
    stand = difference.then or difference.now
    assert stand is not None
    if masked:
        return history_told.MASK
    return stand.patient or stand.title or stand.service or asker.tr("Visit")


def _words(asker: QWidget, difference: Difference, zone: str) -> str:
    """Say how a visit stands and where it goes: now Wed 18 Mar, 11:35 Dr. Ortega → 09:30 Dr. Chen."""
    then, now = difference.then, difference.now
    if then is None:
        assert now is not None
        return wording.filled(asker.tr("Was not there: %1 goes into the archive"), _place(now, zone))
    if now is None:
        return wording.filled(asker.tr("Is gone: comes back to %1"), _place(then, zone))
    if _place(then, zone) != _place(now, zone):
        return wording.filled(asker.tr("%1 → %2"), _place(now, zone), _place(then, zone))
    if then.status is not now.status:
        return wording.filled(asker.tr("%1 → %2"), wording.status_words(now.status), wording.status_words(then.status))
    return wording.filled(asker.tr("%1: changed since"), _place(then, zone))


def _place(stand: Stand, zone: str) -> str:
    when = wording.when(stand.start, stand.end, zone)
    return " · ".join(part for part in (when, stand.practitioner) if part)


def _hindrance(asker: QWidget, row: RestoredRow, zone: str, names: Mapping[Id, str], *, masked: bool) -> str:
    if row.clashes:
        clash = row.clashes[0]
        subject = history_told.MASK if masked and clash.kind == "patient" else clash.subject
        words = asker.tr("%1 is taken by now, %2")
        return wording.filled(words, subject, wording.time_range(clash.start, clash.end, zone))
    if row.gone:
        return asker.tr("Something that it needs is no longer in the book")
    if row.unseated:
        return unseated.told(row.unseated, names, masked=masked)
    return ""
