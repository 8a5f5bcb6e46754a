"""Back in time at one desk: the board as it stood at any moment of the day, and what is restored from there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from frontdesk.domain.appointment import EventType
from frontdesk.domain.ids import Id
from frontdesk.gui.ground import wording
from frontdesk.gui.parts.toast import Action
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.lasting import Lasting
from frontdesk.gui.window.showing import Showing

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.past_restore import RestoreDialog
    from frontdesk.gui.panes.past_bar import PastBar
    from frontdesk.gui.panes.past_card import PastCard
    from frontdesk.services.board import Board, Visit
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.history_log import LogEntry
    from frontdesk.services.past_moments import Moment
    from frontdesk.services.restoring import Restored

T = TypeVar("T")
# What may be done while the past is shown: it changes nothing in the book.
ALLOWED = frozenset(
    {
        *("past", "log", "today", "back", "on", "week_back", "week_on", "day", "week"),
        *("mask", "zoom_in", "zoom_out", "bigger", "smaller", "usual", "theme", "side", "inspector", "keys", "quit"),
    }
)


class Past(QObject):
    """The past of one desk."""

    def __init__(self, desk: Desk, lasting: Lasting, showing: Showing) -> None:
        super().__init__(desk)
        self._desk, self._lasting, self._showing = desk, lasting, showing
        self._moments: tuple[Moment, ...] = ()
        self._entry: LogEntry | None = None
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), desk, context=Qt.ShortcutContext.WindowShortcut)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.leave)
        lasting.days.loaded.connect(self._follow)
        lasting.selection.shown.connect(self._follow_selection)
        lasting.selection.emptied.connect(self._follow_selection)
        desk.board.visit_selected.connect(self._follow_selection)
        showing.shown_again.connect(self._say)
        showing.shown_again.connect(self._follow_selection)

    def table(self) -> dict[str, Callable[[], object]]:
        """Say what the actions do."""
        return {"past": self.toggle}

    def take_over(self, old: Past) -> None:
        """Go on at the moment that another desk showed."""
        if old.is_on:
            self._entry = old._entry
            self._show_as_past(shown=True)
            self._read_moments()

    @property
    def is_on(self) -> bool:
        """Tell whether the past is shown."""
        return self._lasting.days.past is not None

    @cached_property
    def bar(self) -> PastBar:
        """Give the bar, made when it is first needed."""
        from frontdesk.gui.panes.past_bar import PastBar

        bar = PastBar(self._desk)
        bar.chosen.connect(self._go)
        bar.left.connect(self.leave)
        bar.visit_asked.connect(self.restore_visit)
        bar.day_asked.connect(self.restore_day)
        self._desk.put_above_board(bar)
        return bar

    @cached_property
    def card(self) -> PastCard:
        """Give what stands in the inspector's place, made when it is first needed."""
        from frontdesk.gui.panes.past_card import PastCard

        card = PastCard(self._desk)
        card.asked.connect(self.restore_visit)
        return card

    def toggle(self) -> None:
        """Look back, or come back to now."""
        if self.is_on:
            self.leave()
        elif self._lasting.days.board is not None:
            self._lasting.days.look_back(self._lasting.days.cursor, self._lasting.clock())
            self._show_as_past(shown=True)
            self._read_moments()
            self.bar.slider.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Come back to now."""
        if not self.is_on:
            return
        self._entry, self._moments = None, ()
        self._show_as_past(shown=False)
        self._lasting.days.look_back(None)
        self._show_moment()
        self._desk.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def only_now(self, does: Callable[[T], object]) -> Callable[[T], None]:
        """Let something be done only while the present is shown; else say so, and leave all in its place."""

        def guarded(wish: T) -> None:
            if self.is_on:
                self.refuse()
            else:
                does(wish)

        return guarded

    def allows(self, action: str) -> bool:
        """Tell whether an action may be done now; where not, say so."""
        if not self.is_on or action in ALLOWED:
            return True
        self.refuse()
        return False

    def refuse(self) -> None:
        """Say that the past cannot be changed."""
        self._desk.board.put_back(self._lasting.selection.visit)
        self._lasting.toasts.say(
            self.tr("This is the past: Esc goes back to now."), "told", (self.tr("Now"), self.leave)
        )

    # Restoring

    def restore_visit(self) -> None:
        """Put the selected visit back as it stood."""
        visit, seq = self._desk.board.selected(), self._lasting.days.past
        if visit is None or seq is None:
            self._lasting.toasts.say(self.tr("Select a visit first."), "told")
            return
        name = self._showing.naming(visit)
        self._run(lambda clinic: clinic.history.restore(seq=seq, ids=[visit]), name)

    def restore_day(self) -> None:
        """Show what is different by now, to choose what goes back."""
        from frontdesk.gui.dialogs.past_restore import RestoreDialog

        seq, days = self._lasting.days.past, self._lasting.days
        if seq is None:
            return
        dialog: RestoreDialog = RestoreDialog(
            self._lasting.tasks, days.day, seq, self._desk.window(), masked=self._showing.mask
        )
        dialog.restored.connect(self._restored)
        dialog.open()

    def _run(self, call: Callable[[Clinic], Restored], name: str) -> None:
        steps = self._lasting.steps
        self._lasting.tasks.run(call, lambda done: self._restored(done, name), steps.refuse)

    def _restored(self, done: Restored, name: str = "") -> None:
        rows = [row for row in done.rows if row.done]
        if done.seq is None or not rows:
            self._lasting.toasts.say(self.tr("It stands as it stood then: nothing to restore."), "told")
            return
        seq = done.seq
        if name:
            words = self.tr("%1 is as it stood then").replace("%1", name)
        else:
            words = self.tr("%1 restored").replace("%1", wording.appointments(len(rows)))
        self.leave()
        if any(row.unseated for row in rows):
            from frontdesk.gui.ground import unseated

            self._lasting.tasks.run(
                lambda clinic: unseated.names_of(clinic, done), lambda names: self._tell_unseated(done, words, names)
            )
        else:
            self._tell(words, seq)
        self._lasting.steps.done.emit()

    def _tell_unseated(self, done: Restored, words: str, names: Mapping[Id, str]) -> None:
        """Tell who has no seat any more, and offer to have them wait for one."""
        left = [(row.difference.id, one) for row in done.rows if row.done for one in row.unseated]
        from frontdesk.gui.ground import unseated

        told = unseated.told([one for _, one in left], names, masked=self._showing.mask)
        wait = (self.tr("Put on the waiting list"), lambda: self._let_wait(left))
        self._tell(f"{words} · {told}", done.seq, wait)

    def _let_wait(self, left: Sequence[tuple[Id, Id]]) -> None:
        def call(clinic: Clinic) -> None:
            with clinic.one_step("waitlist.add", "Added to the waiting list"):
                for lesson, one in left:
                    clinic.waitlist.add(patient=one, appointment=lesson)

        words = self.tr("%1 on the waiting list").replace("%1", str(len(left)))
        self._lasting.steps.carry_out(call, lambda _: words, None)

    def _tell(self, words: str, seq: int | None, *more: Action) -> None:
        undo = (self.tr("Undo"), lambda: self._lasting.steps.undo(seq))
        self._lasting.toasts.say(words, "done", *more, undo, step=seq)

    # Following

    def _follow(self, board: Board, moved: bool) -> None:
        if not self.is_on:
            if self._escape.isEnabled():
                self._show_as_past(shown=False)
            return
        if moved:
            self._read_moments()
        self._follow_selection()

    def _read_moments(self) -> None:
        days = self._lasting.days
        day, who, seq = days.day, days.practitioner if days.view == "week" else None, days.past

        def read(clinic: Clinic) -> tuple[tuple[Moment, ...], LogEntry | None]:
            moments = clinic.history.moments(day=day, practitioner=who).items
            return moments, None if not seq else clinic.history.entry(seq=seq)

        self._lasting.tasks.run(read, self._take_moments, lambda _: None, key="past-moments")

    def _take_moments(self, read: tuple[Sequence[Moment], LogEntry | None]) -> None:
        if not self.is_on:
            return
        moments, self._entry = read
        self._moments = tuple(reversed(moments))
        past = self._lasting.days.past or 0
        self.bar.show_moments(len(self._moments), sum(moment.seq <= past for moment in self._moments))
        self._say()

    def _go(self, place: int) -> None:
        """Show the day after one of its moments, or before the first of them."""
        if not self._moments:
            return
        near = self._moments[max(0, place - 1)]
        seq = near.seq if place else near.seq - 1
        self._entry = None
        self._lasting.days.look_back(seq, near.at)
        self._show_moment()
        self._say()
        if seq:
            self._lasting.tasks.run(
                lambda clinic: clinic.history.entry(seq=seq), self._take_entry, lambda _: None, key="past-entry"
            )

    def _take_entry(self, entry: LogEntry) -> None:
        if entry.seq == self._lasting.days.past:
            self._entry = entry
            self._say()

    def _say(self) -> None:
        """Say which moment is shown, and what was done then."""
        if not self.is_on:
            return
        zone, past = self._lasting.days.zone, self._lasting.days.past
        entry = self._entry
        before_all = bool(self._moments) and (past or 0) < self._moments[0].seq
        if before_all:
            self.bar.say(self.tr("The past · before anything was done on this day"))
        elif entry is not None and entry.seq == past:
            when = wording.moment(entry.at, zone)
            if any(moment.seq == past for moment in self._moments):
                from frontdesk.gui.ground import history_told

                told = history_told.entry_words(entry, zone, masked=self._showing.mask)
                self.bar.say(wording.filled(self.tr("The past · %1 – %2, by %3"), when, told, entry.who))
            else:
                self.bar.say(self.tr("The past · as it stood %1").replace("%1", when))
        else:
            self.bar.say(self.tr("The past"))

    def _follow_selection(self, *_read: object) -> None:
        # A method, no lambda: those are let go of with the desk that they belong to.
        if not self.is_on:
            return
        board, one = self._lasting.days.board, self._desk.board.selected()
        visit = next((each for each in board.visits if each.id == one), None) if board is not None else None
        self.bar.visit.setEnabled(one is not None)
        if visit is None:
            self.card.say_nothing()
        else:
            self.card.say(self._showing.name(visit), self._facts(visit))

    def _facts(self, visit: Visit) -> tuple[str, ...]:
        """Tell what the board of the past says of a visit, line by line."""
        when = wording.when(visit.start, visit.end, self._lasting.days.zone, all_day=visit.all_day)
        is_block = visit.event_type is EventType.BLOCK
        heads = self.tr("%1 of %2 seats taken") if visit.seats is not None else ""
        return (
            when,
            "" if is_block else wording.status_words(visit.status),
            self._showing.practitioner_name(visit.practitioner_id),
            visit.service,
            visit.room,
            wording.filled(heads, visit.heads, visit.seats),
        )

    def _show_as_past(self, *, shown: bool) -> None:
        """Put the mark of the past on the desk, or take it away."""
        desk = self._desk
        self.bar.setVisible(shown)
        self._escape.setEnabled(shown)
        # What stands there is of now, and could be acted on: of the past it would be a lie.
        desk.inspector.setEnabled(not shown)
        desk.refill.setEnabled(not shown)
        desk.side.show_as_past(shown=shown)
        desk.put_instead(self.card if shown else None)
        self._follow_selection()
        self._show_moment()

    def _show_moment(self) -> None:
        """Count who waits up to the moment that is shown."""
        days = self._lasting.days
        self._desk.board.set_now(days.past_at if self.is_on else self._lasting.clock(), lined=not self.is_on)
