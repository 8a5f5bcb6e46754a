"""Who comes to a class: found by a few letters, one below the other, each with a button that takes them out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.instants import Instant
from frontdesk.gui.dialogs.booking_draft import Person
from frontdesk.gui.dialogs.patient_pick import PatientPick
from frontdesk.gui.dialogs.person_words import facts
from frontdesk.gui.dialogs.suggest import Suggest
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import IconButton
from frontdesk.gui.parts.labels import ElidedLabel


class PersonRow(QWidget):
    """One of those who come. `removed` says that they are to go."""

    removed = Signal()

    def __init__(self, person: Person, told: str) -> None:
        super().__init__()
        self.name = ElidedLabel(person.name, "strong")
        self.facts = ElidedLabel(told, "small")
        words = self.tr("Take %1 out").replace("%1", person.name)
        self.remove = IconButton("x", words, size=14)
        self.remove.clicked.connect(lambda _checked=False: self.removed.emit())
        words_ = QVBoxLayout()
        words_.setSpacing(0)
        words_.addWidget(self.name)
        words_.addWidget(self.facts)
        self.facts.setVisible(bool(told))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.scaled(8))
        row.addLayout(words_, 1)
        row.addWidget(self.remove)


class ClassPeople(QWidget):
    """The field with all who come below it. `changed` carries them as a tuple of Persons, `sent` says Enter."""

    changed = Signal(object)
    sent = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._held: tuple[Person, ...] = ()
        self._now, self._zone = Instant(0), "UTC"
        self.rows: list[PersonRow] = []
        self.search = Suggest(self.tr("Add an attendee"), self.tr("Name, phone, birth date or number"), drops=False)
        self.pick = PatientPick(self.search, tasks, makes_new=False)
        self.pick.picked.connect(self._add)
        self.search.unchanged.connect(self.sent)
        self.setFocusProxy(self.search)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.scaled(8))
        self._column.addWidget(self.search)

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

    def _add(self, person: Person | None) -> None:
        if person is None:
            return
        self.search.hold("")
        if all(person.id != held.id for held in self._held):
            self.changed.emit((*self._held, person))

    def _remove(self, person: Person) -> None:
        self.changed.emit(tuple(held for held in self._held if held.id != person.id))
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
