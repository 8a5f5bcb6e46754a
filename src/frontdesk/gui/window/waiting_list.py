"""The waiting list at one desk: the section in the left column, the marks of the gaps, and its dialogs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date
from frontdesk.domain.waitlist import Urgency
from frontdesk.gui.board.gaps import GapMark
from frontdesk.gui.ground import waiting_told, wording
from frontdesk.gui.panes.waitlist import Listed
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.lasting import Lasting
from frontdesk.gui.window.names import MASK
from frontdesk.gui.window.refill import Refill
from frontdesk.gui.window.refill_reading import Source
from frontdesk.gui.window.showing import Showing

if TYPE_CHECKING:
    from frontdesk.domain.waitlist import WaitlistEntry
    from frontdesk.services.board import Board
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.visits import Details
    from frontdesk.services.waitlist_rows import Gap, Place, Waiting

# What is beside the day may come a moment after the day itself.
SOON_MS, AGAIN_MS = 250, 60_000
_OVER = (Status.CANCELLED, Status.NO_SHOW, Status.COMPLETED, Status.HELD, Status.INVALID)


class WaitingList(QObject):
    """The waiting list of one desk."""

    def __init__(self, desk: Desk, lasting: Lasting, showing: Showing, refill: Refill) -> None:
        super().__init__(desk)
        self._desk, self._lasting, self._showing, self._refill = desk, lasting, showing, refill
        self._places: dict[Id, Place] = {}
        self._gaps: dict[date, tuple[Gap, ...]] = {}
        self._in_sight: Source | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.read)
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self.read_soon)
        self._again.start()
        days, section = lasting.days, desk.side.waitlist
        days.loaded.connect(self._follow_board)
        lasting.steps.done.connect(self.read_soon)
        days.others_changed.connect(self.read_soon)
        showing.shown_again.connect(self._show)
        section.chosen.connect(self.go_to)
        section.removed.connect(self.remove)
        section.all_asked.connect(self.show_all)
        section.add_asked.connect(self.add)

    def table(self) -> dict[str, Callable[[], object]]:
        """Say what the actions do."""
        return {"fill": self.fill, "wait": self.add, "waiting_list": self.show_all, "sooner": self.add_sooner}

    # What is shown beside the day

    def read_soon(self) -> None:
        """Read anew who waits, once the desk has a moment."""
        if not self._soon.isActive():
            self._soon.start()

    def read(self) -> None:
        """Read who waits and into which gaps they fit; nothing that someone waits for stands back for it."""
        days = self._lasting.days
        if days.board is None:
            return
        if not self._lasting.tasks.idle:
            self._soon.start()
            return
        day = max(days.day, days.today)
        self._lasting.tasks.run(
            lambda clinic: clinic.waitlist.on_day(day=day), self._take_places, self._none, key="waiting-list"
        )
        self._read_gaps([each for each in days.board.days if each >= days.today], {})

    def _read_gaps(self, wanted: list[date], found: dict[date, tuple[Gap, ...]]) -> None:
        """Read the gaps day by day: between two of them something else may have its turn."""
        if not wanted:
            self._gaps = found
            self._show_gaps()
            return
        first, rest = wanted[0], wanted[1:]

        def take(gaps: tuple[Gap, ...]) -> None:
            self._read_gaps(rest, found | {first: gaps})

        self._lasting.tasks.run(lambda clinic: clinic.waitlist.gaps(day=first), take, self._none, key="waiting-gaps")

    def _take_places(self, places: tuple[Place, ...]) -> None:
        self._places = {place.waiting.entry.id: place for place in places}
        self._show()

    def _none(self, _refusal: Refusal) -> None:
        """It cannot be read now: what was shown stays, and is read again with the next change."""

    def _show(self) -> None:
        """Show first the urgent ones, then whoever can be offered something on this day, in the order of the list."""
        ordered = sorted(self._places.values(), key=_turn)
        self._desk.side.waitlist.show_waiting([self._listed(place) for place in ordered], len(ordered))

    def _listed(self, place: Place) -> Listed:
        waiting, zone = place.waiting, self._lasting.days.zone
        urgent = waiting_told.urgency(Urgency.URGENT) if waiting.entry.urgency is Urgency.URGENT else ""
        return Listed(
            waiting.entry.id,
            self._showing.covered(waiting.patient),
            waiting_told.detail(waiting, zone),
            self._fits(place),
            urgent,
            soon=place.on_day or waiting.offered,
        )

    def _fits(self, place: Place) -> str:
        zone, offer = self._lasting.days.zone, place.waiting.entry.offer
        if place.waiting.offered and offer is not None:
            return self.tr("held to %1").replace("%1", wording.clock(offer.until, zone))
        if place.waiting.run_out:
            return waiting_told.run_out(place.waiting.entry)
        if place.start is None:
            return ""
        if place.on_day:
            return self.tr("fits %1").replace("%1", wording.clock(place.start, zone))
        return wording.dated(local_date(place.start, zone), self.tr("ddd d"))

    def _show_gaps(self) -> None:
        days = self._lasting.days
        one = days.practitioner if days.view == "week" else None
        every = [gap for gaps in self._gaps.values() for gap in gaps if one is None or gap.practitioner_id == one]
        every = [] if days.past is not None else every
        self._desk.board.show_gaps(GapMark(gap.practitioner_id, gap.start, gap.end, gap.entries) for gap in every)

    def _follow_board(self, board: Board, moved: bool) -> None:
        """Mark no gap of another day, and bring the one into sight that was gone to."""
        if moved:
            self._gaps = {day: gaps for day, gaps in self._gaps.items() if day in board.days}
            self._show_gaps()
        self._reveal()
        self.read_soon()

    # What is asked

    def fill(self) -> None:
        """Offer the time that is pointed at; where it is held for someone on the list, take their answer."""
        visit = self._lasting.selection.visit
        held = {o.hold_id: one for one, place in self._places.items() if (o := place.waiting.entry.offer) is not None}
        if visit in held and self._places[held[visit]].waiting.offered and self._refill.filling is None:
            self.go_to(held[visit])
        else:
            self._refill.ask()

    def go_to(self, entry: Id) -> None:
        """Go to the time that somebody fits, and offer it; whoever fits nowhere is shown to be changed."""
        place = self._places.get(entry)
        if place is None:
            return
        source = _source_of(place)
        if source is None:
            self.edit(entry)
            return
        days = self._lasting.days
        self._in_sight = source
        day = local_date(source.start, days.zone)
        if days.board is None or day not in days.board.days:
            days.view = "day"
            days.go(day)
        else:
            self._reveal()
        self._refill.open_at(source, first=entry)

    def _reveal(self) -> None:
        source, board = self._in_sight, self._desk.board
        if source is None or source.practitioner is None:
            return
        index = board.plan.column_index(source.practitioner)
        if index is not None and board.plan.axes[index].holds(source.start):
            self._in_sight = None
            board.scroll_into_view(board.plan.rect_of(index, source.start, source.end))

    def remove(self, entry: Id) -> None:
        """Take somebody off the list."""
        place = self._places.get(entry)
        name = self._showing.covered(place.waiting.patient) if place is not None else ""
        words = self.tr("%1 is off the waiting list").replace("%1", name)
        self._lasting.steps.carry_out(lambda clinic: clinic.waitlist.remove(id=entry), lambda _: words, None)

    def add(self) -> None:
        """Put somebody on the list; where a patient's visit is selected, them for such a one."""
        details = self._lasting.selection.details
        if details is None or details.appointment.id != self._lasting.selection.visit:
            details = None
        self._open_entry(None, details)

    def edit(self, entry: Id) -> None:
        """Change what somebody waits for."""
        self._open_entry(entry)

    def add_sooner(self) -> None:
        """Note that the patient of the selected visit would come sooner, and give this one up then."""
        details = self._lasting.selection.details
        visit = details.appointment if details is not None else None
        if details is None or visit is None or details.patient is None or visit.group or visit.status in _OVER:
            self._lasting.toasts.say(self.tr("Select a patient's visit that is still to come first."), "told")
            return
        patient, zone = details.patient.id, self._lasting.days.zone
        until = local_date(visit.start, zone)

        def call(clinic: Clinic) -> WaitlistEntry:
            return clinic.waitlist.add(
                patient=patient,
                service=visit.service_id,
                variation=visit.variation_id,
                practitioners=() if visit.practitioner_id is None else (visit.practitioner_id,),
                length=visit.end - visit.start,
                until=until,
                gives_up=visit.id,
            )

        name = self._showing.covered(details.patient.name)
        words = self.tr("%1 is on the waiting list, and would come sooner than %2")
        told = wording.filled(words, name, wording.moment(visit.start, zone))
        self._lasting.steps.carry_out(call, lambda _: told, None)

    def show_all(self) -> None:
        """Show the whole list."""
        from frontdesk.gui.dialogs.waitlist_list import WaitlistDialog

        dialog = WaitlistDialog(self._lasting.tasks, self._desk.window(), masked=self._showing.mask)
        dialog.stepped.connect(self._lasting.outside.stepped)
        dialog.undone.connect(self._lasting.steps.tell_undone)
        dialog.chosen.connect(self._go_to_row)
        self._lasting.days.others_changed.connect(dialog.refresh)
        self._lasting.steps.done.connect(dialog.refresh)
        dialog.open()

    def _go_to_row(self, waiting: Waiting) -> None:
        if waiting.entry.id in self._places:
            self.go_to(waiting.entry.id)

    def _open_entry(self, entry: Id | None, like: Details | None = None) -> None:
        from frontdesk.gui.dialogs.waitlist_entry import EntryDialog, EntryOpening

        opening = EntryOpening(entry=entry, masked=self._showing.mask)
        if like is not None and like.patient is not None:
            opening = opening.like(like, MASK)
        dialog = EntryDialog(self._lasting.tasks, self._desk.window(), opening=opening)
        dialog.stepped.connect(self._lasting.outside.stepped)
        dialog.open()


def _turn(place: Place) -> int:
    if place.waiting.entry.urgency is Urgency.URGENT:
        return 0
    return 1 if place.on_day or place.waiting.offered else 2


def _source_of(place: Place) -> Source | None:
    """Give the free time that somebody is offered or fits, None where there is none."""
    entry, offer = place.waiting.entry, place.waiting.entry.offer
    seats = 1 if entry.appointment_id is not None else None
    if place.waiting.offered and offer is not None:
        return Source(offer.start, offer.end, offer.practitioner_id, entry.appointment_id, seats)
    if place.start is None or place.end is None:
        return None
    return Source(place.start, place.end, place.practitioner_id, entry.appointment_id, seats)
