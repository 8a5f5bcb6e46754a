"""What a desk opens dialogs and menus for: a booking, a visit, a block, a patient's record, an empty place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal

from frontdesk.domain.appointment import Status
from frontdesk.domain.ids import Id
from frontdesk.gui.board.meanings import Close, Create
from frontdesk.gui.panes.deeds import deeds_for, more_for
from frontdesk.gui.parts.toast import Toasts
from frontdesk.gui.window.days import Days
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.doing import Doing
from frontdesk.gui.window.menus import Menus
from frontdesk.gui.window.names import MASK
from frontdesk.gui.window.outside import Outside
from frontdesk.gui.window.selection import Selection
from frontdesk.gui.window.sharing import Sharing
from frontdesk.gui.window.showing import NOBODY, Showing

if TYPE_CHECKING:
    from frontdesk.domain.patient import Patient
    from frontdesk.services.patients import PatientHit

_TO_COME = (Status.BOOKED, Status.CONFIRMED)


class Editing(QObject):
    """Opens what is asked for at one desk.

    `class_asked` tells a class that is to be opened, `class_put_away` the Appointment of one that is to be archived.
    """

    class_asked = Signal(object)
    class_put_away = Signal(object)

    def __init__(
        self,
        desk: Desk,
        days: Days,
        selection: Selection,
        showing: Showing,
        doing: Doing,
        outside: Outside,
        menus: Menus,
        toasts: Toasts,
        sharing: Sharing,
    ) -> None:
        super().__init__(desk)
        self._desk, self._days, self._selection, self._showing = desk, days, selection, showing
        self._doing, self._outside, self._menus, self._toasts = doing, outside, menus, toasts
        self._sharing = sharing
        # What the areas of work at the desk do, by the names of their actions.
        self.further: Mapping[str, Callable[[], object]] = {}

    def book(self) -> None:
        """Book at the earliest time of the day that is shown, or after it."""
        self._ask_booking()

    def book_at(self, wish: Create) -> None:
        """Book at a time that was drawn or pointed at."""
        who = self._who(wish.column)
        end = wish.end if wish.until is None else None
        someone = None if who == NOBODY else who
        self._ask_booking(start=wish.start, end=end, until=wish.until, practitioner=someone)

    def find_time(self) -> None:
        """Look for a time before anyone is chosen."""
        self._ask_booking(find=True)

    def book_hold(self, hold: Id) -> None:
        """Book a time that is held, as it stands."""
        held = self._showing.visit(hold)
        if held is not None:
            self._ask_booking(hold=hold, start=held.start, end=held.end, practitioner=held.practitioner_id)

    def book_selected_hold(self) -> None:
        """Book the selected time that is held."""
        visit = self._selection.visit
        if visit is not None and self._showing.is_held(visit):
            self.book_hold(visit)
        else:
            self._toasts.say(self.tr("Select a time that is held first."), "told")

    def book_for(self, patient: PatientHit) -> None:
        """Book for a patient who was searched for."""
        self._ask_booking(patient=patient)

    def book_again(self, visit: Id) -> None:
        """Book another visit like one that is in the book."""
        self._ask_booking(again=visit)

    def block_at(self, wish: Create | Close) -> None:
        """Ask for a block over a time that was drawn or pointed at."""
        from frontdesk.gui.dialogs.block_draft import Opening

        who = self._who(wish.column)
        someone = None if who == NOBODY else who
        masked = self._showing.mask
        self._outside.ask_block(Opening(start=wish.start, end=wish.end, practitioner=someone, masked=masked))

    def block(self) -> None:
        """Ask for a block at the grid cursor, else over the selected visit's time, else where the day begins."""
        wish = self._desk.board.cursor_wish()
        if wish is not None:
            self.block_at(wish)
        else:
            self._toasts.say(self.tr("There are no practitioners yet."), "told")

    def edit(self, visit: Id) -> None:
        """Open a visit, or a block; a time that is held is booked."""
        if self._showing.is_held(visit):
            self.book_hold(visit)
        elif self._showing.is_block(visit):
            from frontdesk.gui.dialogs.block_draft import Opening

            self._outside.ask_block(Opening(block=visit, masked=self._showing.mask))
        elif self._showing.is_class(visit):
            self.class_asked.emit(visit)
        else:
            self._ask_booking(visit=visit)

    def edit_selected(self) -> None:
        """Open the selected visit."""
        if self._selection.visit is not None:
            self.edit(self._selection.visit)
        else:
            self._doing.do("edit")

    def new_patient(self, typed: str) -> None:
        """Open an empty record for someone who was searched for in vain."""
        self._outside.ask_patient(None, typed)

    def edit_patient(self) -> None:
        """Open the record of the selected visit's patient."""
        details = self._selection.details
        if details is not None and details.patient is not None:
            self._outside.ask_patient(details.patient.id)
        else:
            self._toasts.say(self.tr("Select a patient's visit first."), "told")

    def export_patient(self) -> None:
        """Export all visits of the selected visit's patient."""
        details = self._selection.details
        if details is not None and details.patient is not None:
            self.export_of(details.patient)
        else:
            self._toasts.say(self.tr("Select a patient's visit first."), "told")

    def export_of(self, patient: Patient | PatientHit) -> None:
        """Export all visits of a patient."""
        self._outside.ask_export_of(patient, MASK if self._showing.mask else "")

    def do_deed(self, visit: Id, deed: str) -> None:
        """Do what a button of the inspector asks for."""
        if deed == "edit":
            self.edit(visit)
        elif deed == "patient":
            self.edit_patient()
        elif deed == "series":
            self._doing.series.open(visit)
        elif deed == "take_hold":
            self.book_hold(visit)
        elif deed == "copy_entry":
            self._sharing.copy(visit)
        elif deed in self.further:
            self.further[deed]()
        else:
            self._doing.do(deed)

    def show_menu(self, visit: Id | None, place: QPoint) -> None:
        """Show the menu of a visit, or that of the empty place which the grid cursor stands on."""
        details = self._selection.details
        if visit is None:
            wish = self._desk.board.cursor_wish()
            if wish is None:
                return
            menu = self._menus.place_menu(self._place_deeds(wish), self._desk)
        elif details is not None and details.appointment.id == visit:
            more = ["series"] if details.appointment.series_id is not None else []
            held = details.appointment
            more += ["sign_up"] if held.group else []
            more += ["sooner"] if held.status in _TO_COME and held.patient_id is not None and not held.group else []
            menu = self._menus.visit_menu([*deeds_for(held), *more_for(held), *more], self._desk)
        else:
            return
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _place_deeds(self, wish: Create) -> list[tuple[str, Callable[[], object]]]:
        return [
            (self.tr("Book here…"), partial(self.book_at, wish)),
            (self.tr("Block this time…"), partial(self.block_at, wish)),
        ]

    def _who(self, column: Id) -> Id | None:
        return self._days.practitioner if self._days.view == "week" else column

    def _ask_booking(self, **wish: Any) -> None:
        from frontdesk.gui.dialogs.booking_draft import Opening

        hidden = self._desk.side.shown.hidden_ids
        shown = tuple(one for one in self._showing.practitioners() if one not in hidden) if hidden else None
        opening = Opening(day=self._days.day, shown=shown, masked=self._showing.mask, **wish)
        self._outside.ask_booking(opening)
