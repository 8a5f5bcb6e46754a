"""A time that has come free is offered to those who wait, one after the other, until somebody comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer

from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.waitlist import WaitlistEntry
from frontdesk.gui.board.gaps import GapMark
from frontdesk.gui.ground import waiting_told
from frontdesk.gui.window import refill_told
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.filling import Filling
from frontdesk.gui.window.lasting import Lasting
from frontdesk.gui.window.refill_hand import Hand
from frontdesk.gui.window.refill_reading import Read, Source, read_after, read_again, source_of
from frontdesk.gui.window.showing import Showing

if TYPE_CHECKING:
    from frontdesk.domain.appointment import Appointment
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.history import Undone
    from frontdesk.services.visits import Details
    from frontdesk.services.waitlist_rows import Accepted

T = TypeVar("T")
MINUTES = 10
TICK_MS, QUIET_MS = 1_000, 700
# A card asked for the reason of these: the hand is on its keys still. After the others it goes on over the board.
_BY_HAND = ("cancel", "leave")
_FREEING = (Status.NO_SHOW, Status.CANCELLED)


class Refill(QObject):
    """The filling of one desk."""

    def __init__(self, desk: Desk, lasting: Lasting, showing: Showing) -> None:
        super().__init__(desk)
        self._desk, self._lasting, self._showing = desk, lasting, showing
        self.panel = desk.refill
        self.filling: Filling | None = None
        self._hand = Hand(desk.board)
        self._busy = False
        self._accepted: Filling | None = None
        self._moved: Id | None = None
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.follow_clock)
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._look_after_move)
        self._wire()

    def _wire(self) -> None:
        panel, lasting = self.panel, self._lasting
        panel.offer_asked.connect(self.offer)
        panel.accept_asked.connect(self.accept)
        panel.decline_asked.connect(self.decline)
        panel.pass_asked.connect(self.pass_over)
        panel.closed.connect(self.leave)
        self._desk.board.gap_chosen.connect(self._open_chosen)
        lasting.steps.began.connect(self._follow_begun)
        lasting.steps.carried.connect(self._follow_deed)
        lasting.steps.refused.connect(self._take_refused)
        lasting.steps.done.connect(self.refresh)
        lasting.steps.undone.connect(self._follow_undone)
        lasting.days.others_changed.connect(self.refresh)
        lasting.outside.changed.connect(self._follow_change)
        lasting.selection.shown.connect(self._give_way)
        self._showing.shown_again.connect(self._show)
        lasting.days.loaded.connect(self._follow_past)

    def take_over(self, old: Refill) -> None:
        """Go on with what was being filled at another desk."""
        if old.filling is not None:
            self.filling = old.filling
            self._tick.start()
            self._show()
            self.refresh()

    # What is filled

    def ask(self) -> None:
        """Fill the gap that the grid cursor is in, else what the selected visit has freed, or a class with seats."""
        if self.filling is not None and not self.panel.has_focus:
            self.panel.focus_chosen()
            return
        mark, visit = self._gap_at_cursor(), self._lasting.selection.visit
        if mark is not None:
            self._open_chosen(mark)
        elif visit is not None:
            self.look_after(visit, by_hand=True, asked=True)
        else:
            self._say(self.tr("Nobody who waits fits there. Go to a gap that says how many fit."))

    def open_at(self, source: Source, first: Id | None = None) -> None:
        """Show who could come into a free time; the keys are for a named one, else for the best."""
        named = () if first is None else (first,)
        self._read(lambda clinic: read_again(clinic, source, (), named), first, by_hand=True, asked=True)

    def look_after(self, visit: Id, *, by_hand: bool = False, moved: bool = False, asked: bool = False) -> None:
        """Show who could come for what a visit has freed, if anyone; `by_hand` takes the focus there.

        Where it was `asked` for, it is said that nobody could.
        """
        self._read(lambda clinic: read_after(clinic, visit, moved=moved), None, by_hand=by_hand, asked=asked)

    def leave(self) -> None:
        """Show the inspector again; what is held for someone stays held."""
        held_focus = self.panel.has_focus
        self.filling = None
        self._tick.stop()
        if held_focus:
            self._desk.board.setFocus(Qt.FocusReason.OtherFocusReason)
        self._desk.show_refill(shown=False)

    # What is asked in the panel

    def offer(self, entry: Id) -> None:
        """Hold the time for one who waits."""
        filling = self.filling
        fit = filling.fits.get(entry) if filling is not None else None
        if filling is None or fit is None:
            return
        other = filling.in_the_way(fit)
        if other is not None:
            self._say(refill_told.held_for(self._covered(other)))
            return
        sent: dict[str, Any] = {}
        if fit.appointment_id is None:
            sent = {"start": fit.start, "practitioner": fit.practitioner_id, "location": fit.location_id}

        def call(clinic: Clinic) -> WaitlistEntry:
            return clinic.waitlist.offer(id=entry, minutes=MINUTES, **sent)

        name = self._covered(entry)
        self._carry_out(call, lambda made: refill_told.offered(name, made, self._zone), self._take_offer)

    def accept(self, entry: Id) -> None:
        """Book the time that is held for someone: they come."""

        def call(clinic: Clinic) -> Accepted:
            return clinic.waitlist.accept(id=entry)

        name = self._covered(entry)
        self._carry_out(call, lambda done: refill_told.accepted(name, done, self._zone), self._take_accepted)

    def decline(self, entry: Id) -> None:
        """Let go of what is held for someone who cannot come, and go on to the next."""

        def call(clinic: Clinic) -> WaitlistEntry:
            return clinic.waitlist.decline(id=entry)

        words = refill_told.declined(self._covered(entry))
        self._carry_out(call, lambda _: words, lambda made: self.pass_over(made.id))

    def pass_over(self, entry: Id) -> None:
        """Go on to the next."""
        self._busy = False
        if self.filling is not None:
            self.filling.forget(entry)
            self._show()
            self.refresh()

    def refresh(self) -> None:
        """Look again who fits, and how the offers stand: others work on the same list."""
        filling = self.filling
        if filling is not None and not self._busy:
            source, passed, offered = filling.source, tuple(filling.passed), tuple(filling.offers)
            self._lasting.tasks.run(
                lambda clinic: read_again(clinic, source, passed, offered), self._take_again, self._lose, key="refill"
            )

    def follow_clock(self) -> None:
        """Count down what is held, and look again once an offer has run out."""
        now = self._lasting.clock()
        self.panel.set_now(now)
        if self.filling is not None and any(offer.until <= now for offer in self.filling.offers.values()):
            self.refresh()

    # What the book answers

    def _read(self, call: Callable[[Clinic], Read], first: Id | None, *, by_hand: bool, asked: bool) -> None:
        def take(read: Read) -> None:
            self._hand.let_go()
            if read.source is not None and (read.fits or read.offered):
                self._begin(read, first, by_hand=by_hand)
            elif asked:
                self.leave()
                self._say(self.tr("Nobody who waits could come then."))

        self._lasting.tasks.run(call, take, self._lose, key="refill")

    def _begin(self, read: Read, first: Id | None = None, *, by_hand: bool) -> None:
        assert read.source is not None
        led = by_hand and (self.panel.has_focus or self._hand.may_be_led())
        self.filling = Filling(read.source, self._lasting.selection.visit)
        self.filling.take(read)
        self.panel.begin(first)
        self._show()
        self._tick.start()
        if led:
            self.panel.focus_chosen()

    def _take_again(self, read: Read) -> None:
        filling = self.filling
        if filling is None or read.source != filling.source:
            return
        now = self._lasting.clock()
        for entry, offer in filling.take(read).items():
            filling.told[entry] = refill_told.gone(offer, now)
        if filling.people:
            self._show()
        else:
            self.leave()

    def _lose(self, _refusal: Refusal) -> None:
        """Nothing can be said of it, such as for want of the right: then there is nothing to offer."""
        self._hand.let_go()
        if self.filling is not None:
            self.leave()

    def _take_offer(self, made: WaitlistEntry) -> None:
        self._busy = False
        if self.filling is not None and made.offer is not None:
            self.filling.offers[made.id] = made.offer
            self.filling.told.pop(made.id, None)
            self._show()
            self.refresh()

    def _take_accepted(self, done: Accepted) -> None:
        """Go on with the place that was given up, if anyone waits for that; else show the visit."""
        self._busy = False
        self._accepted = self.filling
        made = done.appointment
        if done.freed is None:
            self._finish(made)
            return
        source = source_of(done.freed)

        def take(read: Read) -> None:
            if read.fits:
                self._begin(read, by_hand=True)
            else:
                self._finish(made)

        self._lasting.tasks.run(lambda clinic: read_again(clinic, source, (), ()), take, self._lose, key="refill")

    def _finish(self, made: Appointment) -> None:
        self.leave()
        self._lasting.outside.booked.emit(made)

    def _take_refused(self, _visit: object) -> None:
        self._hand.let_go()
        if self._busy:
            # Whoever it was about may not be on the list any more.
            self._busy = False
            self.refresh()

    # What is done elsewhere

    def _follow_past(self, *_board: object) -> None:
        """Put what is filled aside while the past is shown, and go on with it afterwards."""
        if self._lasting.days.past is not None:
            self._desk.show_refill(shown=False)
        elif self.filling is not None and self.panel.isHidden():
            self._show()
            self.refresh()

    def _follow_begun(self, deed: str, _visit: Id, _sent: object) -> None:
        if deed in _BY_HAND:
            self._hand.keep_enter()

    def _follow_deed(self, deed: str, visit: Id, sent: dict[str, Any]) -> None:
        """Look who could come for the time that a deed has freed."""
        if deed in (*_BY_HAND, "archive") or sent.get("status") in _FREEING:
            self.look_after(visit, by_hand=deed in _BY_HAND)
        elif deed == "move":
            self._wait_for_quiet(visit)

    def _follow_undone(self, undone: Undone) -> None:
        """Go back to whom a time was offered that is held for them again: their acceptance was taken back."""
        filling, led = self._accepted, self.panel.has_focus or self._hand.may_be_led()
        if undone.operation != "waitlist.accept" or filling is None or not filling.offers:
            return
        self._accepted, self.filling = None, filling
        filling.beside = self._lasting.selection.visit
        self.panel.begin(next(iter(filling.offers)))
        self._tick.start()
        self._show()
        self.refresh()
        if led:
            self.panel.focus_chosen()

    def _follow_change(self, made: Appointment, _reach: str) -> None:
        self._wait_for_quiet(made.id)

    def _wait_for_quiet(self, moved: Id) -> None:
        """Look later: a row of nudges is one move."""
        self._moved = moved
        self._quiet.start()

    def _look_after_move(self) -> None:
        if self._moved is not None and self.filling is None:
            self.look_after(self._moved, moved=True)

    def _give_way(self, details: Details, _history: object) -> None:
        """Show the inspector again once another visit is selected."""
        filling = self.filling
        if filling is not None and details.appointment.id != filling.beside and not self.panel.has_focus:
            self.leave()

    # How it is told

    @property
    def _zone(self) -> str:
        return self._lasting.days.zone

    def _show(self) -> None:
        filling, days = self.filling, self._lasting.days
        if filling is not None and days.past is None:
            now = self._lasting.clock()
            lines = refill_told.lines(filling, days, self._showing, now)
            title = refill_told.title(filling, days, self._showing)
            self.panel.show_fits(title, waiting_told.could_come(filling.total), lines, now)
            self._desk.show_refill(shown=True)

    def _covered(self, entry: Id) -> str:
        return self._showing.covered(self.filling.name_of(entry)) if self.filling is not None else ""

    def _carry_out(self, call: Callable[[Clinic], T], words: Callable[[T], str], then: Callable[[T], object]) -> None:
        if not self._busy:
            self._busy = True
            self._lasting.steps.carry_out(call, words, None, then)

    def _say(self, words: str) -> None:
        self._lasting.toasts.say(words, "told")

    def _gap_at_cursor(self) -> GapMark | None:
        board = self._desk.board
        wish = board.cursor_wish(free=True)
        if wish is not None:
            return board.gap_of(wish.column, wish.start, wish.end)
        if board.clicked is None or self._lasting.selection.visit is not None:
            return None
        index, minute = board.clicked
        start = board.plan.axes[index].instant_at(minute)
        return board.gap_of(board.board.columns[index].id, start, start + 1)

    def _open_chosen(self, mark: GapMark) -> None:
        self.open_at(Source(mark.start, mark.end, mark.practitioner))
