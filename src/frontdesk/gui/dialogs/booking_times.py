"""Keeps the free times of a booking: asks for them as what is wanted changes, and for the reasons where one is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.availability.question import USUAL_STEP
from frontdesk.domain.availability.reasons import Explanation, Fix
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.gui.dialogs import booking_search as looking
from frontdesk.gui.dialogs import free_times as free
from frontdesk.gui.dialogs.booking_choices import Choices, since
from frontdesk.gui.dialogs.booking_draft import Draft, Opening, asked
from frontdesk.gui.dialogs.booking_search import Advice, Found, Wish
from frontdesk.gui.dialogs.booking_write import moving
from frontdesk.gui.dialogs.free_times import DayTimes, FreeTime, Part
from frontdesk.gui.ground.tasks import Tasks

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

Moment = tuple[Wish, Instant, Id | None]


class BookingTimes(QObject):
    """The times of one dialog.

    `changed` says that more was found. Nothing is searched on the screen's thread, and only the newest wish counts.
    """

    changed = Signal()

    def __init__(self, tasks: Tasks, opening: Opening, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._opening = tasks, opening
        self._key = f"booking-times-{id(self)}"
        self._choices: Choices | None = None
        self._visit: Appointment | None = None
        self._wish: Wish | None = None
        self._found: Found | None = None
        self._days: tuple[DayTimes, ...] = ()
        self._moment: Moment | None = None
        self._explained: tuple[Moment, Explanation] | None = None
        self._waiting = self._asking = False
        self.refusal: Refusal | None = None
        self.part = Part.FIRST
        self.first = date.min
        self.more = 0
        self.with_taken = False
        self._since = Instant(0)

    def begin(self, choices: Choices, visit: Appointment | None) -> None:
        """Begin to search from now, from the board's day, or beside the visit that is edited."""
        self._choices, self._visit = choices, visit
        start = since(self._opening, choices.now, choices.zone)
        self._since = Instant(min(start, choices.now)) if visit else start
        self.first = max(local_date(visit.start if visit else start, choices.zone), self.earliest_day)

    @property
    def zone(self) -> str:
        """Give the zone that days and times are told in."""
        return self._choices.zone if self._choices else "UTC"

    @property
    def earliest_day(self) -> date:
        """Give the first date that it makes sense to look at."""
        return local_date(self._since, self.zone)

    @property
    def searching(self) -> bool:
        """Tell whether an answer is still awaited, about all times or about the one that was picked."""
        return self._choices is None or self._waiting or self._asking

    @property
    def days(self) -> tuple[DayTimes, ...]:
        """Give what was found last."""
        return self._days

    @property
    def found(self) -> Found | None:
        """Give the answer that the days are from, None before the first."""
        return self._found

    @property
    def advice(self) -> Advice | None:
        """Give what would suit the patient best, None while there is nothing to go by."""
        return self._found.advice if self._found is not None else None

    def look_at(self, part: Part, first: date | None = None) -> None:
        """Look at other times: of a part of the days, or of one date."""
        if first is not None:
            self.first = first
        elif self.part is Part.DAY:
            self.first = self.earliest_day
        self.part, self.more = part, 0

    def follow(self, draft: Draft) -> Draft:
        """Give the draft with the time that it has now: its own, or the earliest that is free."""
        if self._choices is None:
            return draft
        wish = self._wish_of(draft)
        if wish != self._wish:
            self._search(wish)
        if not draft.by_hand or draft.time is None:
            self._moment = None
            if self._waiting:
                return draft
            return draft.at(next((time for day in self._days for time in day.free), None))
        return draft.at(self._judged(draft, draft.time, wish))

    def _wish_of(self, draft: Draft) -> Wish:
        assert self._choices is not None
        said = asked(draft, self._opening.shown, self._visit, self.zone, hold=self._opening.hold)
        step = draft.calendar.interval.ms if draft.calendar else USUAL_STEP
        wish = Wish(tuple(sorted(said.items())), self.part, self.first, self._since, self.zone, self.more)
        if not self.with_taken:
            return wish
        who = draft.who(self._opening.shown)
        return replace(wish, taken=True, length=draft.lasts, step=step, who=who)

    def _judged(self, draft: Draft, time: FreeTime, wish: Wish) -> FreeTime:
        """Give a time that was picked with what is known of it, and ask what is not."""
        if draft.practitioner is not None and time.practitioner != draft.practitioner:
            time = FreeTime(time.start, draft.practitioner, self._name_of(draft.practitioner))
        offered = self._offered(time)
        if offered is not None:
            self._moment, self._asking = None, False
            return offered
        if self._visit is not None and moving(draft.at(time), self._visit) is None:
            return time
        moment = (wish, time.start, time.practitioner)
        if moment != self._moment and not self._waiting:
            self._explain(moment)
        known = self.explanation(draft.at(time))
        if known is None or time.practitioner is not None:
            return time
        who = known.practitioner
        if who is None and (who := self._likeliest(draft, known)) is not None:
            self._explain((wish, time.start, who))
        return replace(time, practitioner=who, name=self._name_of(who))

    def _likeliest(self, draft: Draft, told: Explanation) -> Id | None:
        """Choose who would have the visit though nobody is free: what is in their way is told beside it."""
        if draft.calendar is not None and not draft.calendar.team:
            return None
        asked = (reason.practitioner for reason in told.reasons if reason.practitioner is not None)
        may = draft.who(self._opening.shown)
        known = self._choices.practitioners if self._choices else ()
        here = (one.id for one in known if may is None or one.id in may)
        return next(asked, None) or next(here, None)

    def _name_of(self, practitioner: Id | None) -> str:
        return self._choices.name_of(practitioner) if self._choices else ""

    def _offered(self, time: FreeTime) -> FreeTime | None:
        """Find a time among those that are free; one that was typed goes to whoever is free then."""
        if self._waiting:
            return None
        every = (each for day in self._days for each in day.free)
        anyone = time.practitioner is None
        return next((t for t in every if t.is_at(time) or (anyone and t.start == time.start)), None)

    def explanation(self, draft: Draft) -> Explanation | None:
        """Give why the draft's time is not free, or that it is, None where it is not asked or not known yet."""
        if self._explained is None or draft.time is None or self._moment is None:
            return None
        moment, told = self._explained
        same = moment == self._moment and moment[1] == draft.time.start
        return told if same and draft.time.practitioner in (moment[2], told.practitioner) else None

    def knows(self, draft: Draft) -> bool:
        """Tell whether everything is known about the draft's time."""
        return not self.searching or draft.time is None

    def refresh(self) -> None:
        """Ask again what others may have changed; until then what was found stays on the screen."""
        if self._wish is not None:
            self._moment = None
            self._search(self._wish)

    def ask_why(self, draft: Draft, time: FreeTime, then: looking.Told, failed: looking.Failed) -> None:
        """Ask why a time is not free that nobody has picked yet; only the newest question is answered."""
        wish = self._wish_of(draft)
        call = partial(looking.explain, wish=wish, start=time.start, practitioner=time.practitioner)
        self._tasks.run(call, then, failed, key=f"{self._key}-why")

    def step_to(self, draft: Draft, days: int) -> date:
        """Give the date that lies so many days from the one that is looked at, but never one that is over."""
        day = self.first if self.part is Part.DAY or draft.time is None else local_date(draft.time.start, self.zone)
        return max(self.earliest_day, day + timedelta(days=days))

    def nearest(self, draft: Draft) -> FreeTime | None:
        """Find the free time that is nearest to the draft's, with anyone where nobody was asked for by name."""
        told = self.explanation(draft)
        named = self.nearest_of(told) if told is not None else None
        shown = free.nearest(self._days, draft.time.start) if draft.time else None
        anyone = draft.practitioner is None and draft.calendar is None
        return shown or named if anyone else named or shown

    def next_after(self, draft: Draft, told: Explanation) -> FreeTime | None:
        """Give the next free time after one that is not, with anyone who was asked for."""
        every = (time for day in self._days for time in day.free if time.start > told.start)
        anyone = draft.practitioner is None and draft.calendar is None
        return (next(every, None) if anyone else None) or self.nearest_of(told)

    def nearest_of(self, told: Explanation) -> FreeTime | None:
        """Give the nearest free time that the book names, at which the visit is as long as it is now."""
        fits = (each for each in told.nearest if each.fix is not Fix.SHORTER)
        best = next(fits, None)
        return FreeTime(best.start, best.practitioner, self._name_of(best.practitioner)) if best else None

    def _search(self, wish: Wish) -> None:
        self._wish, self._waiting, self._asking = wish, True, False
        self._moment = None
        self._tasks.run(partial(looking.search, wish=wish), self._was_found, self._was_refused, key=self._key)

    def _was_found(self, found: Found) -> None:
        assert self._choices is not None
        self._waiting, self.refusal = False, None
        self._found, self._days = found, found.times(self._choices.name_of)
        self.changed.emit()

    def _was_refused(self, refusal: Refusal) -> None:
        self._waiting, self.refusal = False, refusal
        self._found, self._days = None, ()
        self.changed.emit()

    def _explain(self, moment: Moment) -> None:
        self._moment, self._asking = moment, True
        wish, start, who = moment

        def call(clinic: Clinic) -> tuple[Moment, Explanation]:
            return moment, looking.explain(clinic, wish, start, who)

        self._tasks.run(call, self._was_explained, self._not_explained, key=f"{self._key}-one")

    def _was_explained(self, answer: tuple[Moment, Explanation]) -> None:
        if answer[0] == self._moment:
            self._asking, self._explained = False, answer
            self.changed.emit()

    def _not_explained(self, refusal: Refusal) -> None:
        self._asking, self.refusal = False, refusal
        self.changed.emit()
