"""Who comes to the selected class: shown in the inspector, signed up, noted, moved on and signed off from there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.instants import Instant, local_date
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.lasting import Lasting
from frontdesk.gui.window.names import MASK
from frontdesk.gui.window.printing_out import Maker, PrintingOut
from frontdesk.gui.window.refill import Refill
from frontdesk.gui.window.showing import Showing

if TYPE_CHECKING:
    from frontdesk.domain.patient import Patient
    from frontdesk.gui.dialogs.booking_draft import Person
    from frontdesk.gui.dialogs.class_sign_up import SignUpField
    from frontdesk.gui.panes.attendees import Roster
    from frontdesk.gui.panes.attendees_lines import Line
    from frontdesk.gui.printing.sheet import Sheet
    from frontdesk.gui.window.attending_deeds import AttendeeDeeds
    from frontdesk.services.attendee_rows import AttendeeRow
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.group_conflicts import Conflicts
    from frontdesk.services.visits import Details
    from frontdesk.services.waitlist_rows import Waiting

TICK_MS = 20_000
# As many as anyone reads; the count says how many there are.
MOST_WAITING = 100


@dataclass(frozen=True, slots=True)
class Read:
    """All that is shown of one class."""

    details: Details
    people: tuple[AttendeeRow, ...]
    waiting: tuple[Waiting, ...]
    seats: int | None
    conflicts: Conflicts

    @property
    def visit(self) -> Appointment:
        """Give the class."""
        return self.details.appointment

    @property
    def heads(self) -> int:
        """Count who comes, the guests with them."""
        return len(self.people) + len(self.visit.guests)

    def has_run_out(self, now: Instant) -> bool:
        """Tell whether a seat is shown as held that is not any more."""
        held = [one.held_until for one in self.people]
        held += [one.entry.offer.until for one in self.waiting if one.offered and one.entry.offer is not None]
        return any(until is not None and until <= now for until in held)

    @property
    def is_full(self) -> bool:
        """Tell whether no seat is left."""
        return self.seats is not None and self.heads >= self.seats


class Attending(QObject):
    """The attendees of one desk's selected class."""

    def __init__(self, desk: Desk, lasting: Lasting, showing: Showing, printing: PrintingOut, refill: Refill) -> None:
        super().__init__(desk)
        self.desk, self.lasting, self.showing, self.refill = desk, lasting, showing, refill
        self.read: Read | None = None
        # A key that came before what it is about was read.
        self._wanted = False
        self._clock = QTimer(self, interval=TICK_MS)
        self._clock.timeout.connect(self.follow_clock)
        lasting.selection.shown.connect(self._selected)
        lasting.selection.emptied.connect(self._empty)
        showing.shown_again.connect(self._show)
        lasting.days.loaded.connect(self._follow_past)
        self._in_past = False
        printing.first = self._list_maker
        self._printing = printing

    @cached_property
    def roster(self) -> Roster:
        """Give the section of the inspector, made when a class is first selected."""
        from frontdesk.gui.panes.attendees import Roster

        made = Roster()
        made.asked.connect(self._do)
        made.print_asked.connect(self._printing.ask)
        made.list.left.connect(self._leave)
        self.desk.inspector.put_below_deeds(made)
        made.put_field(self.field, list(self.desk.inspector.deeds.buttons.values())[-1])
        return made

    @cached_property
    def field(self) -> SignUpField:
        """Give the field that signs people up."""
        from frontdesk.gui.dialogs.class_sign_up import SignUpField

        made = SignUpField(self.lasting.tasks)
        made.wanted.connect(self._sign_up)
        made.new_wanted.connect(self._ask_new)
        made.left.connect(self._leave)
        return made

    @cached_property
    def deeds(self) -> AttendeeDeeds:
        """Give what carries out the deeds, made when the first is asked for."""
        from frontdesk.gui.window.attending_deeds import AttendeeDeeds

        return AttendeeDeeds(self)

    def table(self) -> dict[str, Callable[[], object]]:
        """Say what the actions do."""
        return {"sign_up": self.ask}

    def ask(self) -> None:
        """Go to the field that signs people up for the selected class, now or as soon as it is there."""
        selection = self.lasting.selection
        # What was read last may be of what was selected before.
        known = selection.details is not None and selection.details.appointment.id == selection.visit
        other = known and selection.details is not None and not selection.details.appointment.group
        if selection.visit is None or other:
            self.lasting.toasts.say(self.tr("Select a class first."), "told")
        elif self.read is not None and self.read.visit.id == selection.visit:
            self._go()
        else:
            self._wanted = True

    def follow_clock(self) -> None:
        """Count down what is left of seats that are held, and look again when one has run out."""
        now = self.lasting.clock()
        if self.read is not None and self.read.has_run_out(now):
            self.lasting.selection.refresh()
        else:
            self._show()

    # What is shown

    def _selected(self, details: Details, _history: object) -> None:
        if not details.appointment.group:
            self._empty()
            return
        if self.read is not None and self.read.visit.id != details.appointment.id:
            self._empty(keep_wish=True)
        self.lasting.tasks.run(lambda clinic: _read(clinic, details), self._take, self._lost, key="attendees")

    def _take(self, read: Read) -> None:
        if self.lasting.selection.visit != read.visit.id:
            return
        self.read = read
        self._show()
        if self._wanted:
            self._go()

    def _lost(self, _refusal: object) -> None:
        self._empty()

    def _follow_past(self, *_board: object) -> None:
        """Show nobody on a board of the past: who comes now is not who came then."""
        if self._in_past != (self.lasting.days.past is not None):
            self._in_past = not self._in_past
            self._show()

    def _empty(self, *, keep_wish: bool = False) -> None:
        self.read = None
        self._wanted = self._wanted and keep_wish
        self._clock.stop()
        if "roster" in self.__dict__:
            self.roster.hide()

    def _show(self) -> None:
        read = self.read
        if read is None:
            return
        if self._in_past:
            self._clock.stop()
            self.roster.hide()
            return
        from frontdesk.gui.panes.attendees_lines import lines_of

        now, mask = self.lasting.clock(), MASK if self.showing.mask else ""
        lines = lines_of(read.people, read.waiting, now, mask)
        self.field.set_clock(now, self.lasting.days.zone)
        come = (one.patient for one in read.people if one.held_until is None)
        self.field.set_known(come, (one.entry.patient_id for one in read.waiting))
        closed = self._closed(read.visit)
        self.roster.show_class(lines, read.heads, read.seats, now, self._troubles(read), closed=closed)
        self.field.setVisible(not closed)
        self.roster.show()
        # What is left of a held seat is counted down.
        if any(line.held_until is not None for line in lines):
            self._clock.start()
        else:
            self._clock.stop()

    def _closed(self, visit: Appointment) -> str:
        """Say why nobody can be signed up any more, empty where one can."""
        if visit.status is Status.COMPLETED:
            return self.tr("This class is over: nobody can be signed up any more.")
        return "" if visit.takes_time else self.tr("This class does not take place: nobody can be signed up.")

    def _troubles(self, read: Read) -> tuple[str, ...]:
        """Say what else has the time of the class."""
        clashes = read.conflicts.clashes
        return (refusals.clashes(clashes, self.lasting.days.zone, self.showing.naming),) if clashes else ()

    def _go(self) -> None:
        self._wanted = False
        closed = "" if self.read is None else self._closed(self.read.visit)
        if closed:
            self.lasting.toasts.say(closed, "told")
            return
        if self.desk.inspector.isHidden():
            self.desk.toggle_inspector()
        # All of the section, so that what is found has its room below the field.
        pane = self.desk.inspector
        top = self.roster.header.mapTo(pane, QPoint(0, 0)).y()
        pane.verticalScrollBar().setValue(pane.verticalScrollBar().value() + top)
        self.field.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave(self) -> None:
        self.desk.board.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is asked for

    def _sign_up(self, person: Person) -> None:
        if self.read is not None:
            self.deeds.sign_up(self.read, person.id, person.name)

    def _ask_new(self, text: str) -> None:
        """Make a patient of whom nobody knows yet, and sign them up."""
        from frontdesk.gui.dialogs.patient import PatientDialog

        read = self.read
        if read is None:
            return
        dialog = PatientDialog(self.lasting.tasks, self.desk.window(), patient=None, text=text)

        def made(patient: Patient) -> None:
            self.lasting.outside.written.emit()
            self.deeds.sign_up(read, patient.id, patient.name)

        dialog.saved.connect(made)
        dialog.open()

    def _do(self, deed: str, line: Line) -> None:
        if self.read is not None:
            self.deeds.do(deed, self.read, line)

    # What is printed

    def _list_maker(self) -> Maker | None:
        return None if self.read is None else self.class_list

    def class_list(self, clinic: str, made: str) -> tuple[str, Sheet]:
        """Make the list of the selected class, names masked where the screen masks them."""
        from frontdesk.gui.printing.class_list import Comer, Session, class_list

        read, mask = self.read, MASK if self.showing.mask else ""
        assert read is not None
        visit, details, zone = read.visit, read.details, self.lasting.days.zone
        name = visit.title or (details.service.name if details.service else self.tr("Class"))
        session = Session(
            mask or name,
            wording.when(visit.start, visit.end, zone),
            details.practitioner.name if details.practitioner else "",
            details.room.name if details.room else "",
            local_date(visit.start, zone),
            read.seats,
            read.heads,
            len(read.waiting),
        )
        people = [
            Comer(mask or one.name, "" if mask else one.phone, one.attendance, one.payment, one.no_show)
            for one in read.people
            if one.held_until is None
        ]
        return self.tr("The class"), class_list(session, people, clinic, made)


def _read(clinic: Clinic, details: Details) -> Read:
    """Read on the worker's thread who comes and who waits, and what the class collides with."""
    visit = details.appointment.id
    people = clinic.attendees.list(appointment=visit)
    waiting = clinic.waitlist.list(appointment=visit, size=MOST_WAITING).items
    conflicts = clinic.group_appointments.conflicts(id=visit)
    still = tuple(one for one in waiting if not one.run_out)
    return Read(details, people, still, details.appointment.max_attendees, conflicts)
