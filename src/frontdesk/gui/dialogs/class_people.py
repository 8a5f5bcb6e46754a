"""Who comes to a class: found by a few letters, one below the other, each with a button that takes them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.instants import Instant
from frontdesk.gui.dialogs.booking_draft import Person, person_of
from frontdesk.gui.dialogs.patient_pick import PatientPick
from frontdesk.gui.dialogs.person_words import facts
from frontdesk.gui.dialogs.suggest import Suggest
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import IconButton
from frontdesk.gui.parts.labels import ElidedLabel

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic


class PersonRow(QWidget):
    """One of those who come. `removed` says that they are to go."""

    removed = Signal()

    def __init__(self, person: Person, told: str) -> None:
        super().__init__()
        self.name = ElidedLabel(person.name, "strong")
        words = self.tr("Take %1 out").replace("%1", person.name)
        self.remove = IconButton("x", words, size=14)
        self.remove.clicked.connect(lambda _checked=False: self.removed.emit())
        told_column = QVBoxLayout()
        told_column.setSpacing(0)
        told_column.addWidget(self.name)
        if told:
            told_column.addWidget(ElidedLabel(told, "small"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.scaled(8))
        row.addLayout(told_column, 1)
        row.addWidget(self.remove)


class ClassPeople(QWidget):
    """The field with all who come below it.

    `changed` carries them as a tuple of Persons, `sent` says that Enter came with nothing typed. Whoever is typed with
    Enter before the book has answered is looked for while the next is typed; `unclear` tells the letters that did not
    mean a single one, and `found` that nobody is looked for any more.
    """

    changed = Signal(object)
    sent = Signal()
    unclear = Signal(str)
    found = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._held: tuple[Person, ...] = ()
        self._looking = 0
        self._now, self._zone = Instant(0), "UTC"
        self.rows: list[PersonRow] = []
        self.search = Suggest(self.tr("Add an attendee"), self.tr("Name, phone, birth date or number"), drops=False)
        self.pick = PatientPick(self.search, tasks, makes_new=False)
        self.pick.picked.connect(self._add)
        self.search.went_on.connect(self._look_beside)
        self.search.nothing.connect(lambda: self.unclear.emit(self.search.text().strip()))
        self.search.unchanged.connect(self.sent)
        self.setFocusProxy(self.search)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.scaled(8))
        self._column.addWidget(self.search)

    @property
    def looking(self) -> bool:
        """Tell whether someone is looked for still who was typed already."""
        return self._looking > 0

    def set_clock(self, now: Instant, zone: str) -> None:
        """Tell what moment it is, for the words of when someone was seen last."""
        self._now, self._zone = now, zone
        self.pick.set_clock(now, zone)

    def show_people(self, people: tuple[Person, ...]) -> None:
        """Show who comes."""
        if people == self._held:
            return
        self._held = people
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for person in people:
            row = PersonRow(person, facts(person, self._now, self._zone))
            row.removed.connect(lambda p=person: self._remove(p))
            self._column.addWidget(row)
            self.rows.append(row)

    def _look_beside(self) -> None:
        """Look for whom the letters mean while the next ones are typed."""
        if not self.search.pending:
            return
        typed = self.search.text().strip()
        self.search.hold("")
        self._looking += 1

        def call(clinic: Clinic) -> tuple[Person, ...]:
            return tuple(person_of(hit) for hit in clinic.patients.search(text=typed, limit=2))

        self._tasks.run(call, lambda people: self._found_beside(typed, people), lambda _: self._found_beside(typed, ()))

    def _found_beside(self, typed: str, people: tuple[Person, ...]) -> None:
        self._looking -= 1
        if len(people) == 1:
            self.take(people[0])
        else:
            # Nobody has seen whom the first letters found.
            self.unclear.emit(typed)
        self.found.emit()

    def _add(self, person: Person | None) -> None:
        if person is not None:
            self.search.hold("")
            self.take(person)

    def take(self, person: Person) -> None:
        """Let someone come as well; whoever comes already comes once."""
        if all(person.id != held.id for held in self._held):
            self.changed.emit((*self._held, person))

    def _remove(self, person: Person) -> None:
        self.changed.emit(tuple(held for held in self._held if held.id != person.id))
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
