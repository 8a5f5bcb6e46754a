"""Whom to phone because a class does not take place: all who are signed up for it, as a list on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date
from frontdesk.gui.ground import wording
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.lasting import Lasting
from frontdesk.gui.window.printing_out import PrintingOut
from frontdesk.gui.window.showing import Showing

if TYPE_CHECKING:
    from frontdesk.gui.printing.sheet import Sheet
    from frontdesk.services.attendee_rows import AttendeeRow
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.visits import Details


class ClassCalls(QObject):
    """The phone lists of one desk's classes."""

    def __init__(self, desk: Desk, lasting: Lasting, showing: Showing, printing: PrintingOut) -> None:
        super().__init__(desk)
        self._lasting, self._showing, self._printing = lasting, showing, printing

    def ask(self, visit: Id) -> None:
        """Show the list of all who are signed up for a class, to be printed or saved."""

        def read(clinic: Clinic) -> tuple[Details, tuple[AttendeeRow, ...]]:
            return clinic.appointments.get(id=visit), clinic.attendees.list(appointment=visit)

        def show(found: tuple[Details, tuple[AttendeeRow, ...]]) -> None:
            self._printing.show([lambda clinic, made: (self.tr("Phone list"), self.sheet(*found, clinic, made))])

        self._lasting.tasks.run(read, show, self._lasting.steps.refuse)

    def sheet(self, details: Details, people: tuple[AttendeeRow, ...], clinic: str, made: str) -> Sheet:
        """Make the sheet of the calls; names that are masked stay so."""
        from frontdesk.gui.printing.phone_list import Call, phone_list

        visit, zone, covered = details.appointment, self._lasting.days.zone, self._showing.covered
        service = details.service.name if details.service is not None else ""
        name = self._showing.class_name(visit.title, service) or self.tr("Class")
        when = wording.when(visit.start, visit.end, zone)
        said = self.tr("The class does not take place.")
        calls = [Call(covered(one.name), covered(one.phone), f"{name} · {when}", said) for one in people]
        title = wording.filled(self.tr("Calls to make: %1, %2"), name, when)
        return phone_list(title, local_date(visit.start, zone), calls, clinic, made)
