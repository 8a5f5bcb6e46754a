"""The pane at the right: everything about the selected visit, and what can be done with it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from frontdesk.domain.actor import called
from frontdesk.domain.appointment import Appointment, EventType, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date
from frontdesk.domain.note import Note as WrittenNote
from frontdesk.domain.patient import Patient, age_on
from frontdesk.gui.ground import reasons_told, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.panes import history_words, notes_words
from frontdesk.gui.panes.deeds import Deeds
from frontdesk.gui.panes.facts import AlertStrip, Facts, HistoryList, Note, facts_of, repeats_name, timed_fact
from frontdesk.gui.panes.notes import NotesList
from frontdesk.gui.panes.status_line import StatusLine
from frontdesk.gui.panes.steps import StatusSteps
from frontdesk.gui.parts.buttons import IconButton, button
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.sections import Empty, SectionHeader

if TYPE_CHECKING:
    from frontdesk.services.history_lines import VisitHistory
    from frontdesk.services.visits import Details

WIDTH = 296


class Inspector(QScrollArea):
    """The pane. What is asked for goes out with the id of the visit that is shown.

    `status_asked` (Id, Status), `deed_asked` (Id, name of an action), `undo_asked` (number of a changeset).
    """

    status_asked = Signal(object, object)
    deed_asked = Signal(object, str)
    undo_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Selected visit"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(style.scaled(WIDTH))
        self.visit: Id | None = None
        self._details: Details | None = None
        self.empty = Empty(
            self.tr("No visit selected"),
            self.tr("Select one on the board to see all about it. A double-click on a free time books there."),
        )
        self.name = label("", "title", wrap=True)
        self.record = IconButton("pencil", self.tr("Show the patient’s record"), "quiet", size=14)
        self.share = IconButton("clipboard-list", self.tr("Copy as calendar entry"), "quiet", size=14)
        self.person = label("", "muted", wrap=True)
        self.alert = AlertStrip()
        self.steps = StatusSteps()
        self.apart = label("", "soft", wrap=True)
        self.line = StatusLine()
        self.facts = Facts()
        self.deeds = Deeds()
        self.notes_header = SectionHeader(self.tr("Notes"), inset=0)
        self.write_note = button(self.tr("Write a note"), "inline")
        self.notes_header.row.addWidget(self.write_note)
        self.written = NotesList()
        self.notes = Note()
        self.patient_note = Note()
        self.history_header = SectionHeader(self.tr("History"), inset=0)
        self.history = HistoryList()
        self.practitioner_names: Mapping[int, str] = {}
        self.rule = self.place_in_series = ""
        self._wire()
        self._lay_out()
        self.clear()

    def _wire(self) -> None:
        """Hand on what is asked for."""
        self.steps.asked.connect(lambda status: self.status_asked.emit(self.visit, status))
        self.deeds.asked.connect(self._ask)
        self.record.clicked.connect(lambda: self._ask("patient"))
        self.share.clicked.connect(lambda: self._ask("copy_entry"))
        self.write_note.clicked.connect(lambda: self._ask("note"))
        self.facts.link_asked.connect(lambda fact: self._ask("series" if fact == repeats_name() else "times"))
        self.line.why_asked.connect(lambda: self._ask("why"))
        self.line.undo_asked.connect(self.undo_asked)
        self.history.undo_asked.connect(self.undo_asked)
        # Once it has its place: until then it is nowhere to be scrolled to.
        self.written.begun_at.connect(lambda field: QTimer.singleShot(0, field, lambda: self._reveal(field)))

    def _ask(self, deed: str) -> None:
        self.deed_asked.emit(self.visit, deed)

    @property
    def details(self) -> Details | None:
        """Give the values that are shown."""
        return self._details

    def clear(self) -> None:
        """Show that no visit is selected."""
        self.visit = self._details = None
        self._show_sheet(shown=False)

    def show_visit(self, details: Details, history: VisitHistory | None, now: int, zone: str, mask: str = "") -> None:
        """Show a visit; with `mask`, that stands in place of everything that names a person."""
        same = self.visit == details.appointment.id
        self.visit, self._details = details.appointment.id, details
        self._show_person(details, now, zone, mask)
        self._show_status(details, now, zone, masked=bool(mask))
        self.line.show_status(details, history, now, zone)
        links = {repeats_name(): self.tr("All dates…")} if details.appointment.series_id is not None else {}
        links[timed_fact(details.appointment)] = self.tr("Put right…")
        told = facts_of(details, zone, masked=bool(mask), rule=self.rule, place=self.place_in_series)
        self.facts.show_facts(told, links)
        self.deeds.show_for(details.appointment)
        self.share.setVisible(details.appointment.status is not Status.HELD)
        self._show_notes(details, mask)
        self.history.show_lines(
            history_words.lines(
                history.lines if history else (), now, zone, masked=bool(mask), names=self.practitioner_names
            )
        )
        self.history_header.setVisible(history is not None)
        self._show_sheet(shown=True)
        if not same:
            self.verticalScrollBar().setValue(0)

    def put_below_deeds(self, section: QWidget) -> None:
        """Give a part of another area of work its place, between what can be done and the notes."""
        self._column.insertWidget(self._column.indexOf(self.deeds) + 1, section)

    def show_notes(self, visit: Id, notes: Sequence[WrittenNote], now: int, zone: str, mask: str = "") -> None:
        """Show what was written about the visit, newest first; masked, it can neither be read nor changed."""
        self.written.show_notes(visit, notes_words.lines(notes, now, zone, mask), fixed=bool(mask))
        self.write_note.setEnabled(not mask)

    def _reveal(self, field: QWidget) -> None:
        """Scroll so far that a field is seen whole, or from its top where there is too little room."""
        self.ensureWidgetVisible(field, 0, style.scaled(8))
        if field.height() > self.viewport().height():
            self.verticalScrollBar().setValue(field.mapTo(self._sheet, QPoint(0, 0)).y())

    def focus_first(self) -> None:
        """Put the focus on the likeliest next deed."""
        self.deeds.focus_first()

    def _show_person(self, details: Details, now: int, zone: str, mask: str) -> None:
        patient = details.patient
        title = patient.name if patient else details.appointment.title
        if not title and details.appointment.status is Status.HELD:
            title = details.service.name if details.service else wording.status_words(Status.HELD)
        if not title:
            title = {EventType.STAFF: self.tr("Staff event"), EventType.BLOCK: self.tr("Block")}.get(
                details.appointment.event_type, self.tr("Visit")
            )
        if mask and details.appointment.group and details.service is not None:
            # What is of the catalogue names nobody; the title of a class was typed, and may.
            mask = details.service.name
        self.name.setText(mask or title)
        words = self._person_words(patient, now, zone) if patient and not mask else ""
        self.person.setText(words)
        self.person.setVisible(bool(words))
        self.record.setVisible(patient is not None and not mask)
        self.alert.say(patient.alert if patient and not mask else "")

    def _person_words(self, patient: Patient, now: int, zone: str) -> str:
        parts = []
        if patient.birth_date is not None:
            parts.append(str(age_on(patient.birth_date, local_date(now, zone))))
            parts.append(self.tr("born %1").replace("%1", wording.birth(patient.birth_date)))
        if patient.number:
            parts.append(self.tr("no. %1").replace("%1", patient.number))
        # Hard spaces: a phone number is not to be torn over two lines.
        return " · ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in (*parts, *patient.phones[:1]))

    def _show_status(self, details: Details, now: int, zone: str, *, masked: bool) -> None:
        visit, held = details.appointment, details.appointment.status is Status.HELD
        self.steps.setVisible(visit.event_type not in (EventType.STAFF, EventType.BLOCK) and not held)
        self.steps.show_status(visit.status, group=visit.group)
        on_path = any(step.state == "now" for step in self.steps.steps)
        words = "" if on_path else wording.status_words(visit.status)
        away = visit.no_show_reason if visit.status is Status.NO_SHOW else visit.cancel_reason
        if visit.left_at is not None and visit.status is Status.CANCELLED:
            words = self.tr("Left without being seen")
        if away and not masked:
            words = f"{words}: {reasons_told.told(away)}"
        if visit.override_reason and not masked:
            over = self.tr("Booked all the same: %1").replace("%1", visit.override_reason)
            words = f"{words}\n{over}".strip()
        if visit.event_type is EventType.BLOCK:
            words = self.tr("Closed time: nothing is booked over it without a reason")
        if held:
            words = _held_words(visit, now, zone)
        self.apart.setText(words)
        self.apart.setVisible(bool(words))

    def _show_notes(self, details: Details, mask: str) -> None:
        note = details.appointment.description.strip()
        about = details.patient.note.strip() if details.patient else ""
        for place, words in ((self.notes, note), (self.patient_note, about)):
            place.say(mask if mask and words else words)
        held = details.appointment
        takes = held.status is not Status.HELD and held.event_type is not EventType.BLOCK
        self.write_note.setVisible(takes)
        self.written.setVisible(takes)
        self.notes_header.setVisible(takes or bool(note or about))

    def _show_sheet(self, *, shown: bool) -> None:
        # The one that goes goes first: never are both there at once.
        for page in (self._blank, self._sheet) if shown else (self._sheet, self._blank):
            page.setVisible(shown == (page is self._sheet))

    def _lay_out(self) -> None:
        pages = QWidget(self.viewport())
        pages.setProperty("kind", "side")
        self.setWidget(pages)
        # No stack of pages: that is as tall as the tallest of them, shown or not.
        down = QVBoxLayout(pages)
        down.setContentsMargins(0, 0, 0, 0)
        sheet, blank, edge = QWidget(pages), QWidget(pages), style.scaled(14)
        self._blank, self._sheet = blank, sheet
        down.addWidget(blank)
        down.addWidget(sheet)
        column = self._column = QVBoxLayout(sheet)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(style.scaled(12))
        for group, gap in (
            ((self._head(), self.person), 2),
            ((self.alert,), 0),
            ((self.steps, self.line, self.apart), 8),
            ((self.facts,), 0),
            ((self.deeds,), 0),
            ((self.notes_header, self.written, self.notes, self.patient_note), 6),
            ((self.history_header, self.history), 6),
        ):
            column.addWidget(_Group(group, style.scaled(gap)) if len(group) > 1 else group[0])
        column.addStretch(1)
        box = QVBoxLayout(blank)
        box.setContentsMargins(edge, edge, edge, edge)
        box.addWidget(self.empty)
        box.addStretch(1)

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.name, 1)
        row.addWidget(self.share, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.record, 0, Qt.AlignmentFlag.AlignTop)
        return head


def _held_words(visit: Appointment, now: int, zone: str) -> str:
    """Say who holds a time, until when, and how long that is still."""
    if visit.expires_at is None:
        return ""
    words = QCoreApplication.translate("Inspector", "Held by %1 until %2 · %3 left")
    until, left = wording.clock(visit.expires_at, zone), wording.minutes_left(visit.expires_at, now)
    return wording.filled(words, called(visit.created_by), until, left)


class _Group(QWidget):
    """Things that belong together; a group of which nothing is shown takes no room, as hidden widgets do."""

    def __init__(self, members: Sequence[QWidget], gap: int) -> None:
        super().__init__()
        self._members = tuple(members)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        for member in members:
            column.addWidget(member)
            member.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go and come with the members."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.setVisible(any(not member.isHidden() for member in self._members))
        return False
