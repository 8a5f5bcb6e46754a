"""The working hours of practitioners and calendars: a week, rotas, dates that differ, and what a change does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal

from frontdesk.domain.errors import Invalid, Refusal, Stale
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.settings import hours_book as book
from frontdesk.gui.dialogs.settings import hours_words as words
from frontdesk.gui.dialogs.settings.hours_asking import Asking
from frontdesk.gui.dialogs.settings.hours_book import Found, Hours, Outside
from frontdesk.gui.dialogs.settings.hours_dates import cards_of
from frontdesk.gui.dialogs.settings.hours_draft import HoursDraft
from frontdesk.gui.dialogs.settings.hours_forms import NameForm
from frontdesk.gui.dialogs.settings.hours_layout import HoursLayout
from frontdesk.gui.dialogs.settings.hours_periods import Period, Sheet
from frontdesk.gui.dialogs.settings.hours_telling import Telling
from frontdesk.gui.dialogs.settings.hours_wiring import wire
from frontdesk.gui.dialogs.settings.page import Page
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.tasks import Tasks

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic


class HoursPage(Page):
    """The page. What is edited is an `Hours`; every edit makes another, and Ctrl+Z goes back through them."""

    changed = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(tasks)
        self._found: Found | None = None
        self._hours: Hours | None = None
        self._before: Hours | None = None
        self._past: list[Hours] = []
        self._sheet = Sheet(Period())
        self._whose: Id | None = None
        self._schedule: Id | None = None  # to be shown next, where none is shown
        self._mine: Hours | None = None
        self._then: Callable[[], object] | None = None
        self._busy = False
        self._held: Hours | None = None  # whose visits outside were told when the page was to be left
        self._farewell = ""
        self.parts = HoursLayout(self)
        self.asking = Asking(self)
        self.telling = Telling(self)
        wire(self)

    # What the window asks for

    @property
    def hours(self) -> Hours | None:
        """Give the schedule as it stands on the page."""
        return self._hours

    @property
    def found(self) -> Found | None:
        """Give what was read."""
        return self._found

    @property
    def before(self) -> Hours | None:
        """Give the schedule as it stands in the book."""
        return self._before

    @property
    def draft(self) -> HoursDraft:
        """Give its rules as they are edited."""
        return self._hours.draft if self._hours is not None else HoursDraft()

    @property
    def sheet(self) -> Sheet:
        """Give the week that is shown."""
        return self._sheet

    @property
    def is_changed(self) -> bool:
        """Tell whether something was changed that is not written."""
        if self._hours is None or self._before is None or self._hours.archived:
            return False
        return self._hours.content != self._before.content or self.parts.week.typed.is_open

    @property
    def is_writing(self) -> bool:
        """Tell whether something is being written."""
        return self._busy

    @property
    def held_back(self) -> bool:
        """Tell whether leaving was held back because of visits outside, and nothing was changed since."""
        return self._held is not None and self._hours is not None and self._held.content == self._hours.content

    @property
    def farewell(self) -> str:
        """Say on the page that is gone to that the hours were saved."""
        return self._farewell

    def read(self, then: Id | None = None) -> None:
        """Read anew whose hours are shown, or those of a practitioner, a calendar or a schedule that is named."""
        whose = self._found.whose.id if self._found is not None and self._found.whose is not None else None
        schedule = self._hours.id if self._hours is not None else self._schedule
        if then is not None and then not in (whose, schedule):
            whose, schedule = then, None
            self._forget()
        self._whose = whose
        new = self._hours if self.is_changed and self._hours is not None and self._hours.id is None else None
        call = partial(book.read, whose=whose, schedule=schedule, new=new, usual_name=self.tr("Regular hours"))
        self.tasks.run(call, self._read, self._refused, key=f"hours/{id(self)}")

    def begin(self) -> None:
        """Begin with whose hours they are."""
        self.parts.head.whose.setFocus(Qt.FocusReason.OtherFocusReason)

    def write(self) -> bool:
        """Begin to write what was changed, or say where it cannot be."""
        return self._save(book.save, self.tr("Saved."))

    def leave(self) -> bool:
        """Begin to write what was changed, but hold the first try back where booked visits would fall outside."""
        said = self.tr("Working hours saved · Ctrl Z takes it back")
        return self._save(book.save if self.held_back else book.leave, said, leaves=True)

    def _save(self, how: Callable[..., Hours | Outside], said: str, *, leaves: bool = False) -> bool:
        if self._busy:
            return True
        self._farewell = ""
        if not self.parts.week.typed.leave():
            self.parts.week.typed.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        if not self.parts.head.take_zone():
            self.parts.head.zone.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        found, hours = self._found, self._hours
        if found is None or found.whose is None or hours is None or not self.is_changed:
            return True
        problem = hours.draft.problem()
        if problem is not None:
            self.telling.place(problem, go=True)
            return False
        call = partial(how, whose=found.whose, hours=hours, before=self._before)
        self._send(call, said, self._keep_edits(hours), farewell=said if leaves else "")
        return True

    def put_back(self) -> None:
        """Take back the last edit."""
        self.parts.week.typed.shut()
        if self._past and self._hours is not None:
            self._hours = self._past.pop()
        elif self._before is not None:
            self._hours = self._before
        self._show()

    def cancel(self) -> None:
        """Drop everything that was changed and not written."""
        self.say("")
        self.parts.week.typed.shut()
        began = self._hours is not None and self._hours.id is None
        self._past.clear()
        self._hours = self._before
        if began:
            self._forget()
            self.read()
        else:
            self._show(anew=True)

    # Editing

    def edit(self, hours: Hours) -> None:
        """Take on another state of what is edited."""
        if self._hours is not None:
            if hours.content != self._hours.content:
                self._past.append(self._hours)
            self._hours = hours
        self._show()

    def edit_draft(self, draft: HoursDraft) -> None:
        """Take on other rules."""
        self.edit_with(draft=draft)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another week."""
        if self.parts.week.typed.leave():
            self._sheet = sheet
            self._show(anew=True)

    def turn_to(self, sheet: Sheet) -> None:
        """Show another week with the next edit."""
        self._sheet = sheet

    # Schedules

    def choose_whose(self, whose: Id) -> None:
        """Go to the hours of another practitioner or calendar; what was changed is written first."""
        self._leave(lambda: self.read(whose))

    def choose_schedule(self, schedule: Id | None) -> None:
        """Go to another schedule of the same practitioner."""

        def go() -> None:
            self._show_only(schedule)
            self.read()

        if self._hours is None or schedule != self._hours.id:
            self._leave(go)

    def do(self, what: str) -> None:
        """Begin a new schedule, or rename, archive or bring back the one that is shown."""
        found, hours = self._found, self._hours
        if found is None or hours is None:
            return
        if what == "new":
            form = NameForm(self.window(), "", found.places, hours.location)
            form.given.connect(lambda name, place: self._leave(lambda: self._begin_new(name, place)))
            form.ask(self.parts.head.schedule)
        elif what == "rename":
            form = NameForm(self.window(), hours.name)
            form.given.connect(lambda name, _place: self.edit_with(name=name))
            form.ask(self.parts.head.schedule)
        else:
            away = what == "archive"
            said = self.tr("Archived. Ctrl+Z brings it back.") if away else self.tr("Back in use.")
            self._leave(lambda: self._send(partial(book.put_away, hours=hours, away=away), said))

    def _begin_new(self, name: str, place: Id) -> None:
        found, hours = self._found, self._hours
        if found is None or hours is None:
            return
        zone = next((zone for one, _, zone in found.places if one == place), hours.zone)
        self._past.clear()
        self._before = replace(book.restarted(hours, "", place, zone), draft=HoursDraft())
        self._hours = replace(self._before, name=name)
        self._show(anew=True)

    def edit_with(self, **changed: Any) -> None:
        """Take on other values of the schedule."""
        if self._hours is not None:
            self.edit(replace(self._hours, **changed))

    def drop_own(self) -> None:
        """Take a calendar's own hours away."""
        found, hours = self._found, self._hours
        if found is None or found.whose is None or hours is None or hours.id is None:
            return
        said = self.tr("It has no hours of its own any more. Ctrl+Z brings them back.")
        self._send(partial(book.take_own_away, whose=found.whose, hours=hours), said)

    # Reading, writing, telling

    def _leave(self, then: Callable[[], object]) -> None:
        """Write what was changed, then go on; stay where it cannot be written."""
        if not self.is_changed:
            then()
            return
        self._then = then
        if not self.leave():
            self._then = None
            self._show()
        elif not self._busy:
            self._then = None
            then()

    def _send(
        self,
        call: Callable[[Clinic], Any],
        said: str,
        take: Callable[[Any], object] | None = None,
        *,
        farewell: str = "",
    ) -> None:
        self._busy = True

        def answered(answer: object) -> None:
            if isinstance(answer, Outside):
                self._hold_back(answer)
            else:
                self._farewell = farewell
                self._written(said, take or self._show_only, answer)

        self.tasks.run(call, answered, self._refused_write)
        self._show_state()

    def _keep_edits(self, sent: Hours) -> Callable[[Hours], None]:
        """Take what the book holds now; what was changed while it was written stays changed."""

        def take(written: Hours) -> None:
            self._past.clear()
            self._before = written
            if self._hours is not None and self._hours.content != sent.content:
                self._hours = replace(self._hours, id=written.id, version=written.version)
            else:
                self._hours = written

        return take

    def _show_only(self, schedule: Id | None) -> None:
        """Show a schedule anew, or whichever is first."""
        self._forget()
        self._schedule = schedule

    def _hold_back(self, outside: Outside) -> None:
        """Stay, and say why: leaving again writes."""
        self._busy, self._then, self._held = False, None, self._hours
        self.say(words.held_words(outside.count), wrong=True)
        self._show()
        self.parts.save.setFocus(Qt.FocusReason.OtherFocusReason)
        self.settled.emit(False)

    def _written(self, said: str, take: Callable[[Any], object], answer: object) -> None:
        self._busy = False
        take(answer)
        self.say(said)
        self.written.emit()
        self.settled.emit(True)
        then, self._then = self._then, None
        if then is not None:
            self._forget()
            then()
        else:
            self.read()

    def _refused_write(self, refusal: Refusal) -> None:
        self._busy, self._then = False, None
        if isinstance(refusal, Stale) and self._hours is not None:
            self._mine, self._schedule = self._hours, self._hours.id
            self._forget()
            said = self.tr("Someone changed these hours meanwhile: these are theirs. Ctrl+Z shows yours again.")
            self.say(said, wrong=True)
            self.read()
        elif not (isinstance(refusal, Invalid) and self.telling.place(refusal, go=True)):
            self.say(refusals.sentence(refusal), wrong=True)
        self._show_state()
        self.settled.emit(False)

    def _refused(self, refusal: Refusal) -> None:
        self.say(refusals.sentence(refusal), wrong=True)

    def _forget(self) -> None:
        self._hours = self._before = self._held = None
        self._past.clear()

    def _read(self, found: Found) -> None:
        kept = self._hours if self.is_changed else None
        same = kept is not None and found.whose is not None and self._whose == found.whose.id
        other = self._found is None or self._found.whose != found.whose or self._hours is None
        self._found = found
        if not same:
            self._past.clear()
            self._hours = self._before = found.shown
        mine, self._mine, self._schedule = self._mine, None, None
        if mine is not None and self._hours is not None:
            self._past.append(replace(mine, version=self._hours.version))
        if other:
            # What was told of other hours is not true of these.
            self.parts.effect.say_nothing()
        if other or self._sheet not in self.draft.sheets:
            self._sheet = words.sheet_of(self.draft.sheets, found.today)
        self._show(anew=other)
        self.shown.emit()

    def _show(self, *, anew: bool = False) -> None:
        found, hours = self._found, self._hours
        if found is None:
            return
        if hours is None:
            self.parts.show_nothing(found)
            return
        draft = hours.draft
        if self._held is not None and not self.held_back:
            self._held = None
            self.say("")
        if self._sheet not in draft.sheets:
            self._sheet = words.sheet_of(draft.sheets, found.today)
        person = found.whose is not None and not found.whose.calendar
        self.parts.show(found, hours, self._sheet, anew=anew)
        self.parts.cards.show_cards(cards_of(draft, found.closures, found.today, person=person))
        self.parts.lead()
        problem = draft.problem()
        if problem is None:
            self.parts.say_wrong(None, None, "")
        else:
            self.telling.place(problem, go=False)
        self._show_state()
        self.telling.weigh()
        self.changed.emit()

    def _show_state(self) -> None:
        alive = self._hours is not None and not self._hours.archived
        self.parts.save.setEnabled(alive and self.is_changed and not self._busy)
        self.parts.cancel.setEnabled(alive and self.is_changed and not self._busy)
