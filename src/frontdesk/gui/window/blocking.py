"""What is done with blocks of closed time: moved, stretched, removed with or without their series, copied."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect, Signal

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date, start_of_day
from frontdesk.domain.keep import KEEP, Keep
from frontdesk.gui.board.meanings import Move
from frontdesk.gui.parts.toast import Toasts
from frontdesk.gui.window.days import Days
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.showing import NOBODY, Showing
from frontdesk.gui.window.steps import Steps
from frontdesk.services.board import Visit

if TYPE_CHECKING:
    from frontdesk.domain.series import Scope
    from frontdesk.gui.dialogs.block_scope import ScopeCard
    from frontdesk.services.blocks import BlockReply
    from frontdesk.services.clinic import Clinic

# The id of a block that is carried as a copy: nothing in the book has it.
COPY = Id(0)


class Blocking(QObject):
    """The blocks of one desk. `made` carries the Appointment that a copy became."""

    made = Signal(object)

    def __init__(
        self,
        desk: Desk,
        days: Days,
        steps: Steps,
        showing: Showing,
        toasts: Toasts,
        area_of: Callable[[Id], QRect],
    ) -> None:
        super().__init__(desk)
        self._desk, self._days, self._steps, self._showing, self._toasts = desk, days, steps, showing, toasts
        self._area_of = area_of
        self.copied: Visit | None = None

    @cached_property
    def scope(self) -> ScopeCard:
        """Give the card that asks which blocks of a series go, made when it is first needed."""
        from frontdesk.gui.dialogs.block_scope import ScopeCard

        card = ScopeCard(self._desk)
        card.chosen.connect(self._remove)
        return card

    def move(self, block: Visit, wish: Move, version: int | None = None) -> None:
        """Put a block at another time, or before another practitioner; of a series this one alone."""
        target = self._target(wish.column)
        practitioner: Id | Keep = KEEP
        if target is None and block.practitioner_id is not None:
            self._toasts.say(self.tr("A block is a practitioner's or a calendar's: it cannot be nobody's."), "refused")
            self._desk.board.put_back(block.id)
            return
        if target is not None and target != block.practitioner_id:
            practitioner = target
        start, end = _placed(block, wish.start, self._days.zone)
        if start != block.start or not isinstance(practitioner, Keep):
            self._change(block, start, end, practitioner, version)

    def stretch(self, block: Visit, start: Instant, end: Instant) -> None:
        """Give a block another start or end."""
        self._change(block, start, end, KEEP, block.version)

    def remove(self, block: Id) -> None:
        """Remove a block; of a series, ask which."""
        if self._showing.repeats(block):
            self.scope.ask(block, self._showing.naming(block), self._area_of(block))
        else:
            self._remove(block, "this")

    def copy(self, block: Visit) -> None:
        """Remember a block, to be placed again as often as one likes."""
        self.copied = block
        words = self.tr("%1 is copied. Ctrl V places it, again and again.")
        self._toasts.say(words.replace("%1", self._showing.name(block)), "told")

    def paste(self, wish: Move) -> None:
        """Place the copy where it is wished; it is a block by itself, even if it was copied from a series."""
        copied = self.copied
        if copied is None:
            return
        start, end = _placed(copied, wish.start, self._days.zone)
        target = self._target(wish.column)

        def call(clinic: Clinic) -> BlockReply:
            held = clinic.blocks.get(id=copied.id).block
            return clinic.blocks.create(
                start=start,
                end=end,
                title=held.title,
                practitioner=held.practitioner_id if target is None else target,
                calendar=held.calendar_id if target is None else None,
                location=held.location_id,
                all_day=held.all_day,
            )

        self._steps.carry_out(call, self._steps.blocked_words, None, self._pasted)

    def _pasted(self, reply: BlockReply) -> None:
        self.made.emit(reply.block)

    def _target(self, column: Id) -> Id | None:
        """Give the practitioner of a column, None for the column of what is nobody's."""
        who = self._days.practitioner if self._days.view == "week" else column
        return None if who == NOBODY else who

    def _change(self, block: Visit, start: Instant, end: Instant, practitioner: Id | Keep, version: int | None) -> None:
        sent: dict[str, Any] = {"start": start, "end": end}
        if not isinstance(practitioner, Keep):
            sent |= {"practitioner": practitioner, "calendar": None}

        def call(clinic: Clinic) -> BlockReply:
            return clinic.blocks.update(id=block.id, version=version, **sent)

        name = self._showing.name(block)
        told = "" if isinstance(practitioner, Keep) else self._showing.practitioner_name(practitioner)
        self._steps.carry_out(call, lambda reply: self._steps.block_moved_words(name, reply, told), block.id)

    def _remove(self, block: Id, scope: str) -> None:
        def call(clinic: Clinic) -> int:
            return clinic.blocks.delete(id=block, scope=_scope(scope)).count

        name = self._showing.naming(block)
        self._steps.carry_out(call, lambda count: self._removed_words(name, count), block)

    def _removed_words(self, name: str, count: int) -> str:
        if count == 1:
            return self.tr("%1: removed").replace("%1", name)
        return self.tr("%1: %2 blocks removed").replace("%2", str(count)).replace("%1", name)


def _scope(name: str) -> Scope:
    from frontdesk.domain.series import Scope

    return Scope(name)


def _placed(block: Visit, start: Instant, zone: str) -> tuple[Instant, Instant]:
    """Give the time of a block from a start on; one that lasts all day takes as many whole days from there."""
    if not block.all_day:
        return start, Instant(start + block.end - block.start)
    first, last = local_date(block.start, zone), local_date(block.end - 1, zone)
    day = local_date(start, zone).toordinal()
    days = (last - first).days + 1
    return start_of_day(first.fromordinal(day), zone), start_of_day(first.fromordinal(day + days), zone)
