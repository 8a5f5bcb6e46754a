"""What the search field finds: patients, visits by their title and commands, one patient's visits, or visits alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from frontdesk.domain.appointment import Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.names import folded, words_of
from frontdesk.domain.search import slipped
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.actions import Actions, Spec
from frontdesk.gui.ground.present import Clock
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.panes.palette import Palette
from frontdesk.gui.parts.hits import Hit
from frontdesk.gui.window.names import MASK
from frontdesk.gui.window.search_words import ICONS, related
from frontdesk.gui.window.showing import Showing

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.patients import PatientHit
    from frontdesk.services.visits import Preview

PAUSE_MS = 50
_USUAL = ("book", "find_time", "find", "today", "undo", "import", "export", "keys")
_LEFT_OUT = ("palette",)
_SLIPPED = 2
_NEXT_SHOWN, _PAST_SHOWN = 6, 8
_MOST = 8


@dataclass(frozen=True, slots=True)
class Command:
    """Do what an action does."""

    name: str


@dataclass(frozen=True, slots=True)
class OfSettings:
    """Show a page of the settings."""

    page: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done: its words, other words that it is looked for by, and its line."""

    words: str
    related: str
    hit: Hit


@dataclass(frozen=True, slots=True)
class OfPatient:
    """Show the visits of a patient."""

    patient: PatientHit


@dataclass(frozen=True, slots=True)
class BookFor:
    """Book for a patient."""

    patient: PatientHit


@dataclass(frozen=True, slots=True)
class EditPatient:
    """Show all that is kept of a patient."""

    patient: Id


@dataclass(frozen=True, slots=True)
class ExportOf:
    """Write all visits of a patient to a file."""

    patient: PatientHit


@dataclass(frozen=True, slots=True)
class NewPatient:
    """Write down a patient who was not found."""

    typed: str


@dataclass(frozen=True, slots=True)
class GoTo:
    """Show a visit on its day; of one whose step comes next it is known how it stands."""

    visit: Id
    day: date
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class GoToDay:
    """Show a day."""

    day: date


class Search(QObject):
    """The search of one window; commands run by themselves.

    `go_to` (visit, day), `day_asked` (day), `book_for` and `export_of` (patient), `patient_asked` (id),
    `new_patient_asked` (what was typed), `settings_asked` (page) and `step_asked` (visit, how it stands: do what comes
    next with it) are wishes, `left` says that the search was given up.
    """

    patient_asked = Signal(object)
    new_patient_asked = Signal(str)
    settings_asked = Signal(str)
    go_to = Signal(object, object)
    day_asked = Signal(object)
    book_for = Signal(object)
    export_of = Signal(object)
    step_asked = Signal(object, object)
    left = Signal()

    def __init__(self, palette: Palette, tasks: Tasks, actions: Actions, clock: Clock, showing: Showing) -> None:
        super().__init__(palette)
        self.palette, self._tasks, self._actions, self._clock = palette, tasks, actions, clock
        self._showing = showing
        self._mode: str | PatientHit = "all"
        self._typed = self._answered = ""
        self._hurries = False
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._look)
        palette.asked.connect(self._asked)
        palette.taken.connect(self._take)
        palette.hurried.connect(self._hurry)
        palette.closed.connect(self._reset)

    @property
    def pausing(self) -> bool:
        """Tell whether it waits for the next letter before it looks."""
        return self._pause.isActive()

    def begin(self, what: str) -> None:
        """Begin to search everything, or `visits` by their patient."""
        self._mode = what
        hint = self.tr("Find a visit: name, phone, birth date, number, title") if what == "visits" else ""
        self.palette.start(hint)

    def _asked(self, typed: str) -> None:
        self._typed, self._hurries = typed.strip(), False
        if isinstance(self._mode, str) and not self._typed:
            self._pause.stop()
            self._tasks.run(lambda _: None, key="palette")
            self._show_start()
        else:
            self._pause.start()

    def _show_start(self) -> None:
        if self._mode == "visits":
            self.palette.show_hits((), self.tr("Type some letters of the name or the title, or digits of the phone."))
        else:
            head = Hit(self.tr("Commands"), heading=True)
            self.palette.show_hits((head, *self._commands("")), "")

    def _look(self) -> None:
        typed = self._typed
        if isinstance(self._mode, str) and not typed:
            return
        if self._mode == "visits":
            self._tasks.run(
                lambda c: c.appointments.find(text=typed), lambda found: self._show_visits(typed, found), key="palette"
            )
        elif self._mode == "all":
            self._tasks.run(
                lambda clinic: _found(clinic, typed), lambda found: self._show_all(typed, found), key="palette"
            )

    def _answer(self, typed: str) -> None:
        """Do what was hurried for while it was looked up."""
        self._answered = typed
        if self._hurries and typed == self._typed:
            self._hurries = False
            self.palette.hurry()

    def _show_all(self, typed: str, found: tuple[Sequence[PatientHit], Sequence[Preview]]) -> None:
        patients, visits = found
        hits = [_patient(p, self._showing.zone, self._showing.mask) for p in patients]
        commands = self._commands(self._typed)
        if patients:
            hits.insert(0, Hit(self.tr("Patients"), heading=True))
        if visits:
            hits += [Hit(self.tr("Visits"), heading=True), *(self._visit(each) for each in visits)]
        if commands:
            hits += [Hit(self.tr("Commands"), heading=True), *commands]
        self._add_day(hits)
        if not any(letter.isdigit() for letter in self._typed):
            words = self.tr("New patient “%1”").replace("%1", self._typed)
            hits.append(Hit(words, icon="user-plus", payload=NewPatient(self._typed)))
        self.palette.show_hits(hits, self.tr("Nothing found for “%1”.").replace("%1", self._typed))
        self._answer(typed)

    def _show_visits(self, typed: str, found: Sequence[Preview]) -> None:
        nothing = self.tr("No visit found for “%1”.").replace("%1", self._typed)
        hits = [self._visit(v) for v in found]
        self._add_day(hits)
        self.palette.show_hits(hits, nothing)
        self._answer(typed)

    def _add_day(self, hits: list[Hit]) -> None:
        """Offer the day that was typed: first, unless it may as well be a name or a date of birth."""
        from frontdesk.gui.dialogs.locale_words import locale_words
        from frontdesk.gui.dialogs.typed import whole_day

        today = local_date(self._clock(), self._showing.zone)
        day = whole_day(self._typed, today, locale_words())
        if day is None:
            return
        words = self.tr("Go to %1").replace("%1", wording.day_title(day))
        hit = Hit(words, icon="calendar", payload=GoToDay(day))
        sure = any(letter.isdigit() for letter in self._typed) and day >= today
        found = any(isinstance(each.payload, OfPatient | GoTo) for each in hits)
        hits.insert(0 if sure or not found else len(hits), hit)

    def _show_of(self, patient: PatientHit, found: Sequence[Preview]) -> None:
        if not isinstance(self._mode, str):
            name = MASK if self._showing.mask else patient.name
            words = self.tr("Book for %1").replace("%1", name)
            book = Hit(words, icon="calendar-plus", payload=BookFor(patient))
            edit = Hit(self.tr("Show the patient’s record"), icon="user", payload=EditPatient(patient.id))
            export = Hit(self.tr("Export the visits…"), icon="upload", payload=ExportOf(patient))
            last = (export,) if self._showing.mask else (export, edit)
            head = (Hit(self.tr("Visits"), heading=True),) if found else ()
            self.palette.show_hits((book, *head, *(self._visit(v) for v in found), *last), "")

    def _visit(self, found: Preview) -> Hit:
        """Show the time first: whose visits they are is known, or stands beside it."""
        when = wording.when(found.start, found.end, self._showing.zone)
        # What stands as the name is not said again, and what is masked not beside it either.
        title = "" if self._showing.mask or not found.patient else found.title
        what = " · ".join(part for part in (found.service or title, found.practitioner) if part)
        who = MASK if self._showing.mask else found.patient or found.title
        day = local_date(found.start, self._showing.zone)
        line = f"{who} · {when}" if isinstance(self._mode, str) else when
        return Hit(line, what, wording.status_words(found.status), "clock", GoTo(found.id, day, found.status))

    def _commands(self, typed: str) -> list[Hit]:
        words = folded(typed).split()
        able = [spec for spec in self._actions if spec.id not in _LEFT_OUT and self._actions[spec.id].isEnabled()]
        if not words:
            return [self._command(spec) for spec in able if spec.id in _USUAL]
        offers = [Offer(spec.words, related(spec.id), self._command(spec)) for spec in able]
        offers += self._settings()
        judged = [(far, offer) for offer in offers if (far := _distance(words, offer)) is not None]
        # A slip of the finger is thought of only where nothing fits as it was typed.
        sure = [each for each in judged if each[0] < _SLIPPED]
        return [offer.hit for _, offer in sorted(sure or judged, key=lambda each: each[0])][:8]

    def _settings(self) -> Iterator[Offer]:
        """Offer the pages of the settings, while there is a clinic that they are of."""
        from frontdesk.gui.dialogs.settings.pages import table

        if self._actions["setup"].isEnabled():
            for spec in table():
                hit = Hit(spec.title, "", self.tr("Settings"), spec.icon, OfSettings(spec.name))
                yield Offer(spec.title, " ".join(spec.keywords), hit)

    def _command(self, spec: Spec) -> Hit:
        sign, keys = ICONS.get(spec.id, "command"), self._actions.key_words(spec.id)
        return Hit(spec.words, "", keys, sign, Command(spec.id))

    def _take(self, chosen: object) -> None:
        if isinstance(chosen, OfPatient):
            self._of_patient(chosen.patient)
            return
        self.palette.close_card()
        self.left.emit()
        if isinstance(chosen, Command):
            self._actions[chosen.name].trigger()
        elif isinstance(chosen, OfSettings):
            self.settings_asked.emit(chosen.page)
        elif isinstance(chosen, GoTo):
            self.go_to.emit(chosen.visit, chosen.day)
        elif isinstance(chosen, GoToDay):
            self.day_asked.emit(chosen.day)
        elif isinstance(chosen, BookFor):
            self.book_for.emit(chosen.patient)
        elif isinstance(chosen, ExportOf):
            self.export_of.emit(chosen.patient)
        elif isinstance(chosen, EditPatient):
            self.patient_asked.emit(chosen.patient)
        elif isinstance(chosen, NewPatient):
            self.new_patient_asked.emit(chosen.typed)

    def _hurry(self, chosen: object) -> None:
        """Go to a visit of today and do what comes next with it; anything else is only taken.

        What was typed last is waited for: who types fast must not check in whoever the first letters found.
        """
        if self._pause.isActive() or self._answered != self._typed:
            self._hurries = True
            return
        if chosen is None:
            return
        self._take(chosen)
        today = local_date(self._clock(), self._showing.zone)
        if isinstance(chosen, GoTo) and chosen.day == today and chosen.status is not None:
            self.step_asked.emit(chosen.visit, chosen.status)

    def _of_patient(self, patient: PatientHit) -> None:
        self._mode = patient
        name = MASK if self._showing.mask else patient.name
        self.palette.start(self.tr("Visits of %1").replace("%1", name))
        self._show_of(patient, ())
        now = self._clock()
        self._tasks.run(
            lambda clinic: visits_of(clinic, patient.id, now),
            lambda found: self._show_of(patient, found),
            key="palette",
        )

    def _reset(self) -> None:
        self._pause.stop()
        self._hurries = False
        self._mode = "all"


def _distance(typed: Sequence[str], offer: Offer) -> int | None:
    """Tell how far an offer's words are from what was typed, None when they have nothing to do with it."""
    said, related = folded(offer.words), words_of(offer.related)
    near = (*words_of(offer.words), *related)
    far = [_far(word, said, related, near) for word in typed]
    return None if None in far else max(each for each in far if each is not None)


def _far(word: str, said: str, related: Sequence[str], near: Sequence[str]) -> int | None:
    if word in said:
        return 0
    # Two letters begin too many words; "rooms" is still about a room.
    if word in related or (len(word) > 2 and any(one.startswith(word) or f"{one}s" == word for one in related)):
        return 1
    if len(word) > 3 and any(len(one) > 3 and slipped(word, one) for one in near):
        return _SLIPPED
    return None


def _found(clinic: Clinic, typed: str) -> tuple[Sequence[PatientHit], Sequence[Preview]]:
    """Look on the worker's thread for patients, and where there are none for visits that are called so."""
    patients = clinic.patients.search(text=typed, limit=_MOST)
    return patients, () if patients else clinic.appointments.find(text=typed, limit=_MOST)


def visits_of(clinic: Clinic, patient: Id, now: Instant) -> tuple[Preview, ...]:
    """Read on the worker's thread a patient's next visits and, after them, the last ones."""
    coming = clinic.appointments.list(patient=patient, start=now, size=_NEXT_SHOWN).items
    total = clinic.appointments.list(patient=patient, end=now, size=1).total
    pages = -(-total // _PAST_SHOWN)
    past = clinic.appointments.list(patient=patient, end=now, page=pages, size=_PAST_SHOWN).items if pages else ()
    ids = dict.fromkeys([*(a.id for a in coming), *(a.id for a in reversed(past))])
    found = {preview.id: preview for preview in clinic.appointments.preview(ids=tuple(ids))}
    return tuple(found[one] for one in ids if one in found)


def _patient(patient: PatientHit, zone: str, masked: bool) -> Hit:
    born = wording.birth(patient.birth_date) if patient.birth_date else ""
    number = wording.translate("Search", "no. %1").replace("%1", patient.number) if patient.number else ""
    parts: Iterable[str] = (born, number, *patient.phones[:1])
    seen = ""
    if patient.last_seen is not None:
        day = wording.day_short(local_date(patient.last_seen, zone))
        seen = wording.translate("Search", "last seen %1").replace("%1", day)
    name = MASK if masked else patient.name
    # The number tells those apart whose names are masked.
    detail = number if masked else " · ".join(part for part in parts if part)
    return Hit(name, detail, seen, "user", OfPatient(patient))
