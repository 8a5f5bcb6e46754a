"""Finding the patient of a booking by a few letters, or setting out to make a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from frontdesk.domain.errors import Refusal
from frontdesk.domain.instants import Instant
from frontdesk.gui.dialogs.booking_draft import Person, person_of
from frontdesk.gui.dialogs.person_words import Remark, person_hits
from frontdesk.gui.dialogs.suggest import Suggest
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.hits import Hit

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

MOST = 8


@dataclass(frozen=True, slots=True)
class NewPatient:
    """The wish to make a patient of what was typed."""

    text: str


class PatientPick(QObject):
    """Asks the book at every letter, newest first; with no text, for those seen last.

    `picked` is a Person, or None when the one who was picked is not meant any more; `new_wanted` is the text that
    was typed. `remark` says what is told of each who was found. With `makes_new` the last hit offers to make a new
    patient.
    """

    picked = Signal(object)
    new_wanted = Signal(str)

    def __init__(self, field: Suggest, tasks: Tasks, *, makes_new: bool = True) -> None:
        super().__init__(field)
        self._field, self._tasks, self._makes_new = field, tasks, makes_new
        self._key = f"patient-pick-{id(self)}"
        self._now, self._zone = Instant(0), "UTC"
        self.remark: Callable[[Person], Remark] = lambda _: Remark()
        self.found = 0
        field.asked.connect(self._ask)
        field.taken.connect(self._take)

    def set_clock(self, now: Instant, zone: str) -> None:
        """Tell what moment it is, for the words of when a patient was seen last."""
        self._now, self._zone = now, zone

    def _ask(self, text: str) -> None:
        wanted = text.strip()

        def call(clinic: Clinic) -> tuple[str, tuple[Person, ...]]:
            return text, tuple(person_of(hit) for hit in clinic.patients.search(text=wanted, limit=MOST))

        self._tasks.run(call, self._found, self._fail, key=self._key)

    def _found(self, answer: tuple[str, tuple[Person, ...]]) -> None:
        self._offer(*answer)

    def _fail(self, _refusal: Refusal) -> None:
        self._offer(self._field.text(), ())

    def _offer(self, text: str, people: tuple[Person, ...]) -> None:
        self.found = len(people)
        hits = person_hits(people, self._now, self._zone, self.remark)
        name = " ".join(text.split())
        if name and self._makes_new:
            words = self.tr("+ New patient “%1”").replace("%1", name)
            hits.append(Hit(title=words, icon="user-plus", payload=NewPatient(name)))
        self._field.offer(text, hits)

    def _take(self, payload: object) -> None:
        if isinstance(payload, NewPatient):
            self.new_wanted.emit(payload.text)
        else:
            self.picked.emit(payload)
