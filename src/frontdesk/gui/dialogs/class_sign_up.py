"""The field that signs people up for a class that is there: a few letters, Enter, and the next one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.gui.dialogs.booking_draft import Person, person_of
from frontdesk.gui.dialogs.patient_pick import PatientPick
from frontdesk.gui.dialogs.person_words import Remark
from frontdesk.gui.dialogs.suggest import Suggest
from frontdesk.gui.ground.tasks import Tasks

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic


class SignUpField(QWidget):
    """The field. `wanted` carries the Person to be signed up, `new_wanted` the letters that nobody was found for.

    Enter before the book has answered is kept: whoever the letters mean alone is signed up then; of several nobody is
    chosen unseen, and the list is shown. `left` says that Esc was pressed.
    """

    wanted = Signal(object)
    new_wanted = Signal(str)
    left = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self.search = Suggest(self.tr("Sign up"), self.tr("Sign up: name, phone, birth date…"), drops=False)
        self.pick = PatientPick(self.search, tasks)
        self.pick.picked.connect(self._picked)
        self.pick.new_wanted.connect(self._make_new)
        self.pick.remark = self.remark
        self._come: frozenset[Id] = frozenset()
        self._wait: frozenset[Id] = frozenset()
        self.search.went_on.connect(self._look_beside)
        self.setFocusProxy(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)

    def set_clock(self, now: Instant, zone: str) -> None:
        """Tell what moment it is, for the words of when someone was seen last."""
        self.pick.set_clock(now, zone)

    def set_known(self, come: Iterable[Id], wait: Iterable[Id]) -> None:
        """Tell who comes to the class, and who waits for a seat of it."""
        self._come, self._wait = frozenset(come), frozenset(wait)

    def remark(self, person: Person) -> Remark:
        """Say of one who was found whether they come or wait already, and that there is an alert on them."""
        words = []
        if person.id in self._come:
            words.append(self.tr("comes already"))
        elif person.id in self._wait:
            words.append(self.tr("waits already"))
        if person.alert:
            words.append(self.tr("has an alert"))
        icon = "triangle-alert" if person.alert else "check" if person.id in self._come else ""
        return Remark(" · ".join(words), icon)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc close the list first, then leave the field."""
        if event.key() == Qt.Key.Key_Escape:
            self.search.hold("")
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _picked(self, person: Person | None) -> None:
        if person is not None:
            self.search.hold("")
            self.wanted.emit(person)

    def _make_new(self, text: str) -> None:
        self.search.hold("")
        self.new_wanted.emit(text)

    def _look_beside(self) -> None:
        """Look for whom the letters mean while the next ones are typed."""
        if not self.search.pending:
            return
        typed = self.search.text().strip()
        self.search.hold("")

        def call(clinic: Clinic) -> tuple[Person, ...]:
            return tuple(person_of(hit) for hit in clinic.patients.search(text=typed, limit=2))

        self._tasks.run(call, lambda people: self._found_beside(typed, people), lambda _: self._show_again(typed))

    def _found_beside(self, typed: str, people: tuple[Person, ...]) -> None:
        if len(people) == 1:
            self.wanted.emit(people[0])
        else:
            self._show_again(typed)

    def _show_again(self, typed: str) -> None:
        """Give the letters back, with the list of whom they may mean, unless the next ones are typed already."""
        if not self.search.text():
            self.search.setText(typed)
            self.search.textEdited.emit(typed)
