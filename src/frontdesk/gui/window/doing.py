"""What is asked of a visit, by key, button, menu or drag, and how it is carried out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Signal

from frontdesk.domain.appointment import NEXT_STATUSES, Appointment, EventType, Status
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE, Instant
from frontdesk.domain.keep import KEEP, Keep
from frontdesk.domain.reason import Away
from frontdesk.gui.board.meanings import Move, Resize
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.panes.deeds import DEEDS, is_of_each
from frontdesk.gui.panes.pinboard import Pinned
from frontdesk.gui.parts.toast import Toasts
from frontdesk.gui.window.blocking import COPY, Blocking
from frontdesk.gui.window.carry import Carry
from frontdesk.gui.window.days import Days
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.holding import Holding
from frontdesk.gui.window.selection import Selection
from frontdesk.gui.window.series_doing import SeriesDoing
from frontdesk.gui.window.showing import GONE, NOBODY, Showing
from frontdesk.gui.window.steps import Steps
from frontdesk.services.board import Visit

if TYPE_CHECKING:
    from frontdesk.gui.parts.reason import ReasonCard
    from frontdesk.services.clinic import Clinic


# Why a visit may be called off, in the words that the book keeps.
Reasons = Callable[[Away], Sequence[str]]
_OF_HOLDS = ("release", "extend")
# Who is not there so long before the time may still come.
_SOON = 15 * MINUTE


class Doing(QObject):
    """The deeds of one desk.

    `carrying` tells in words what is carried, empty when nothing is any more; `made` carries the Appointment that a
    copy became.
    """

    carrying = Signal(str)
    made = Signal(object)

    def __init__(
        self,
        desk: Desk,
        days: Days,
        steps: Steps,
        selection: Selection,
        showing: Showing,
        toasts: Toasts,
        tasks: Tasks,
    ) -> None:
        super().__init__(desk)
        self._tasks = tasks
        self._desk, self._days, self._steps = desk, days, steps
        self._selection, self._showing, self._toasts = selection, showing, toasts
        self.carry = Carry(desk.board)
        self.pinned: list[Visit] = []
        self.reasons: Reasons = lambda _away: ()
        self.blocking = Blocking(desk, days, steps, showing, toasts, self.area_of)
        self.blocking.made.connect(self.made)
        self.holding = Holding(desk, steps, showing, toasts)
        self.series = SeriesDoing(desk, days, steps, selection, showing, toasts, tasks, self.area_of)
        self.carry.put_down.connect(self._put_down)
        self.carry.changed.connect(self._tell_carrying)

    @cached_property
    def reason(self) -> ReasonCard:
        """Give the card that asks why a visit is cancelled, made when it is first needed."""
        from frontdesk.gui.parts.reason import ReasonCard

        card = ReasonCard(self._desk)
        card.given.connect(self._steps.cancel)
        return card

    # What the board wishes

    def move(self, wish: Move) -> None:
        """Carry out a drop: where it was meant for what was seen."""
        visit = self._showing.visit(wish.visit)
        if visit is not None:
            self._move(visit, wish, visit.version)

    def nudge(self, wish: Move) -> None:
        """Carry out a nudge; a row of them is quicker than what is read between them."""
        visit = self._showing.visit(wish.visit)
        if visit is not None:
            self._move(visit, wish, None)

    def resize(self, wish: Resize) -> None:
        """Give a visit another start or end."""
        visit = self._showing.visit(wish.visit)
        if visit is not None:
            if _is_block(visit):
                self.blocking.stretch(visit, wish.start, wish.end)
                return
            told = self._remark(visit.column, wish.start, wish.end)
            self._steps.move(visit, wish.start, wish.end, version=visit.version, told=told)

    # What keys, buttons and menus ask for

    def do(self, deed: str) -> None:
        """Do something with the selected visit."""
        visit = self._selection.visit
        if visit is None:
            self._say(self.tr("Select a visit first."))
            return
        if deed in _OF_HOLDS or (deed in (*DEEDS, "cancel", "remove", "restore") and self._showing.is_held(visit)):
            self._do_with_hold(visit, deed)
        elif deed in (*DEEDS, "cancel", "remove", "restore") and self._showing.is_block(visit):
            self._do_with_block(visit, deed)
        elif deed in DEEDS:
            self.set_status(visit, DEEDS[deed])
        else:
            {
                "cancel": self._ask_reason,
                "remove": self._ask_reason,
                "move": self._take_up,
                "pin": self._pin,
                "restore": self._steps.restore,
            }[deed](visit)

    def _do_with_hold(self, hold: Id, deed: str) -> None:
        if not self._showing.is_held(hold):
            self._say(self.tr("Select a time that is held first."))
        elif deed in ("cancel", "remove", "release"):
            self.holding.release(hold)
        elif deed == "extend":
            self.holding.extend(hold)
        else:
            self._say(self.tr("A held time has no status: it can be booked, moved or released."))

    def _do_with_block(self, block: Id, deed: str) -> None:
        if deed in ("cancel", "remove"):
            self.blocking.remove(block)
        else:
            self._say(self.tr("A block has no status: it can be changed, moved or removed."))

    def copy(self) -> None:
        """Copy the selected block."""
        block = self._showing.visit(self._selection.visit)
        if block is not None and _is_block(block):
            self.blocking.copy(block)
        else:
            self._say(self.tr("Select a block to copy it. Ctrl X puts a visit on the pinboard."))

    def set_status(self, visit: Id, status: Status) -> None:
        """Give a visit another status; a staff event has none but cancelled."""
        shown = self._showing.visit(visit)
        if shown is not None and shown.event_type is EventType.STAFF:
            self._say(self.tr("A staff event has no arrival: it can be moved or cancelled."))
        elif is_of_each(status) and self._showing.is_class(visit):
            self._say(self.tr("Who comes to a class is noted one by one, in the list of attendees."))
        else:
            self._steps.set_status(visit, status, self._too_soon(shown, status))

    def _too_soon(self, visit: Visit | None, status: Status) -> str:
        """Say how long it is until the time of a visit whose patient is said not to have come."""
        early = 0 if visit is None or status is not Status.NO_SHOW else visit.start - self._days.now
        if early <= _SOON:
            return ""
        # The minute that runs counts as a whole one; no days and hours are told by the minute.
        length = wording.minutes_left(early, 0) if early < DAY else wording.counted_days(early // DAY)
        return self.tr("%1 before its time").replace("%1", length)

    def place(self) -> None:
        """Place the copied block at the grid cursor, else take it up; without one, what was pinned last."""
        copied = self.blocking.copied
        if copied is not None:
            wish = self._desk.board.cursor_wish(free=True)
            if wish is not None:
                self.blocking.paste(Move(COPY, wish.start, wish.column))
            else:
                self.carry.take_up(copied._replace(id=COPY), copy=True)
        elif self.pinned:
            self.place_pinned(self.pinned[-1].id)
        else:
            self._say(self.tr("The pinboard is empty. Ctrl X puts the selected visit on it."))

    def place_pinned(self, one: Id) -> None:
        """Take one of the pinned visits up, to be put down."""
        visit = next((v for v in self.pinned if v.id == one), None)
        if visit is not None:
            self.carry.take_up(self._showing.visit(one) or visit)

    def clear_pins(self) -> None:
        """Forget the pinboard; the visits stay where they are."""
        self.pinned = []
        self._show_pins()

    def refresh_pins(self) -> None:
        """Read again what is pinned: it may have been moved, cancelled or deleted meanwhile."""
        ids = [visit.id for visit in self.pinned]
        if ids:
            self._tasks.run(lambda clinic: _present(clinic, ids), self._keep_present, key="pins")

    def _keep_present(self, present: dict[Id, Appointment]) -> None:
        self.pinned = [_as_it_is(visit, present[visit.id]) for visit in self.pinned if visit.id in present]
        self._show_pins()

    def show_pins(self) -> None:
        """Show the pinboard as it is, such as on a new desk."""
        self._show_pins()

    def _move(self, visit: Visit, wish: Move, version: int | None) -> None:
        if _is_block(visit):
            self.blocking.move(visit, wish, version)
            return
        end = Instant(wish.start + visit.end - visit.start)
        practitioner: Id | Keep | None = KEEP
        told = ""
        if self._days.view == "day" and wish.column != visit.column:
            practitioner = None if wish.column == NOBODY else wish.column
            told = self._showing.practitioner_name(practitioner)
        told = _joined(told, self._remark(wish.column, wish.start, end))
        self._steps.move(visit, wish.start, end, practitioner, version=version, told=told)

    def _put_down(self, visit: Visit, wish: Move) -> None:
        if visit.id == COPY:
            self.blocking.paste(wish)
            return
        self.pinned = [other for other in self.pinned if other.id != visit.id]
        self._show_pins()
        if _is_block(visit):
            self.blocking.move(visit, wish)
            return
        same_week_column = self._days.view == "week"
        column = self._days.practitioner if same_week_column else wish.column
        practitioner: Id | Keep | None = KEEP
        if column != visit.practitioner_id and not (column == NOBODY and visit.practitioner_id is None):
            practitioner = None if column == NOBODY else column
        told = "" if isinstance(practitioner, Keep) else self._showing.practitioner_name(practitioner)
        end = Instant(wish.start + visit.end - visit.start)
        told = _joined(told, self._remark(wish.column, wish.start, end))
        if wish.start != visit.start or practitioner is not KEEP:
            self._steps.move(visit, wish.start, end, practitioner, told=told)

    def _remark(self, column: Id, start: Instant, end: Instant) -> str:
        """Say that nobody works then, which staff may want but must know."""
        outside = self._showing.is_outside_hours(column, start, end)
        return self.tr("outside working hours") if outside else ""

    def _take_up(self, one: Id) -> None:
        visit = self._showing.visit(one)
        if visit is not None:
            self.carry.take_up(visit)

    def _pin(self, one: Id) -> None:
        visit = self._showing.visit(one)
        if visit is not None and all(other.id != one for other in self.pinned):
            # What was put away last is what Ctrl V gives.
            self.blocking.copied = None
            self.pinned.append(visit)
            self._show_pins()
            words = self.tr("%1 is on the pinboard. Go to the new day, then Ctrl V.")
            self._say(words.replace("%1", self._showing.name(visit)))

    def _show_pins(self) -> None:
        zone = self._days.zone
        self._desk.side.pinboard.show_pinned(
            [Pinned(v.id, self._showing.name(v), wording.when(v.start, v.end, zone)) for v in self.pinned]
        )

    def _ask_reason(self, one: Id) -> None:
        self.reason.offer(self.reasons(Away.CANCEL))
        visit = self._showing.visit(one)
        if visit is not None and Status.CANCELLED not in NEXT_STATUSES[visit.status]:
            # Said before anyone thinks of a reason.
            facts = {"field": "status", "got": Status.CANCELLED.value, "held": visit.status.value}
            self._toasts.say(refusals.sentence(Invalid("no_such_status_path", **facts)), "refused")
            return
        people = None if visit is None else visit.heads
        self.reason.ask(one, self._showing.naming(one), self.area_of(one), people=people)

    def area_of(self, one: Id) -> QRect:
        """Give where on the desk a visit can be seen, else a place in the inspector."""
        board = self._desk.board
        area = board.visit_rect(one).intersected(board.viewport().rect())
        if area.isEmpty():
            area = QRect(self._desk.inspector.mapTo(self._desk, QPoint(0, 120)), self._desk.inspector.size() / 4)
        else:
            area.moveTopLeft(board.viewport().mapTo(self._desk, area.topLeft()))
        return area

    def _tell_carrying(self, carried: bool) -> None:
        visit = self.carry.visit
        words = ""
        if carried and visit is not None:
            doing = self.tr("Copying %1") if self.carry.is_copy else self.tr("Moving %1")
            words = self.tr("%1: arrows or pointer, Enter or a click places, Esc gives up").replace("%1", doing)
            words = words.replace("%1", self._showing.name(visit))
        self.carrying.emit(words)

    def _say(self, words: str) -> None:
        self._toasts.say(words, "told")


def _present(clinic: Clinic, ids: Sequence[Id]) -> dict[Id, Appointment]:
    """Read on the worker's thread which visits are in the book still, and take place."""
    found: dict[Id, Appointment] = {}
    for one in ids:
        try:
            held = clinic.appointments.get(id=one).appointment
        except NotFound:
            continue
        if held.status not in GONE and held.archived_at is None:
            found[one] = held
    return found


def _as_it_is(visit: Visit, held: Appointment) -> Visit:
    return visit._replace(
        version=held.version,
        start=held.start,
        end=held.end,
        status=held.status,
        practitioner_id=held.practitioner_id,
        column=held.practitioner_id or NOBODY,
    )


def _is_block(visit: Visit) -> bool:
    return visit.event_type is EventType.BLOCK


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
