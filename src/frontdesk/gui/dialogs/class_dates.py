"""How the dates of a class stand: asked of the book as it is typed, and shown as one time or as a table of dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from frontdesk.domain.availability.reasons import Explanation
from frontdesk.domain.errors import Refusal
from frontdesk.domain.instants import local_date
from frontdesk.domain.repeat_plan import RepeatPlan, Row, State
from frontdesk.gui.dialogs import booking_words
from frontdesk.gui.dialogs import class_draft as drafts
from frontdesk.gui.dialogs.class_draft import Draft
from frontdesk.gui.dialogs.free_times import FreeTime, time_of
from frontdesk.gui.ground import why
from frontdesk.gui.ground.tasks import Tasks

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.class_dialog import ClassDialog
    from frontdesk.services.clinic import Clinic


class ClassDates(QObject):
    """The dates of one dialog's class."""

    def __init__(self, dialog: ClassDialog, tasks: Tasks) -> None:
        super().__init__(dialog)
        self._dialog, self._tasks = dialog, tasks
        self._key = f"class-dates-{id(self)}"
        self._said: dict[str, Any] | None = None
        self.plan: RepeatPlan | None = None
        self.waiting = False

    @property
    def count(self) -> int | None:
        """Count the classes that would be made, None where it does not come again or that is not known yet."""
        return None if self.plan is None or self._dialog.draft.repeat is None else self.plan.booked

    @property
    def is_taken(self) -> bool:
        """Tell whether the time of a class that does not come again is not free."""
        return self._dialog.draft.repeat is None and self.plan is not None and self._row.state is not State.OK

    @property
    def nearest(self) -> FreeTime | None:
        """Give the next free time after one that is not."""
        slot = self._row.alternative if self.plan is not None else None
        choices = self._dialog.choices
        return None if slot is None or choices is None else time_of(slot, choices.name_of)

    @property
    def _row(self) -> Row:
        assert self.plan is not None
        return self.plan.rows[0]

    def follow(self, draft: Draft) -> None:
        """Ask how the dates of a draft stand, where that is not known yet."""
        self._dialog.dates.setVisible(draft.repeat is not None)
        if self._dialog.choices is None or drafts.missing(draft) is not None:
            self._said = self.plan = None
            self.waiting = False
            return
        said = drafts.planning(draft, self._dialog.dates.draft)
        if said != self._said:
            self._said = said
            self._ask(said)

    def refresh(self) -> None:
        """Ask again, as others may have changed something."""
        if self._said is not None:
            self._ask(self._said)

    def _ask(self, said: dict[str, Any]) -> None:
        self.waiting = True

        def call(clinic: Clinic) -> RepeatPlan:
            return clinic.group_appointments.plan(**said)

        self._tasks.run(call, self._planned, self._not_planned, key=self._key)

    def _planned(self, plan: RepeatPlan) -> None:
        self.waiting, self.plan = False, plan
        dialog = self._dialog
        if dialog.choices is not None:
            dialog.dates.set_names(dialog.choices.name_of)
            dialog.dates.set_may_overbook(dialog.choices.may_overbook)
        again = dialog.draft.repeat is not None
        dialog.dates.show_plan(plan if again else None)
        dialog.fields.repeat.set_state(plan if again else None)
        dialog.clear_wrong()
        self._show_time()
        dialog.planned()

    def _show_time(self) -> None:
        """Say what stands in the way of the only time, and offer the next that is free."""
        dialog, clash = self._dialog, self._dialog.fields.clash
        if not self.is_taken or dialog.choices is None:
            clash.clear()
            return
        row, zone = self._row, dialog.zone
        told = why.sentences(_explained(row), zone, masked=dialog.opening.masked)
        # Whose time it is stands in no field while anybody will do.
        who = dialog.choices.name_of(row.practitioner) if dialog.draft.practitioner is None else ""
        words = booking_words.not_free_because(told, who)
        nearest = booking_words.nearest(self.nearest, local_date(row.start, zone), zone)
        may = dialog.choices.may_overbook
        clash.warn(words, nearest, may_overlap=may, about=(row.start, row.practitioner))

    def _not_planned(self, refusal: Refusal) -> None:
        self.waiting, self.plan = False, None
        self._dialog.dates.show_plan(None)
        self._dialog.fields.clash.clear()
        self._dialog.clear_wrong()
        self._dialog.say_refusal(refusal, go=False)
        self._dialog.planned()


def _explained(row: Row) -> Explanation:
    """Give what stands in the way of a date as the words for it take it."""
    return Explanation(
        start=row.asked_start,
        end=row.end,
        practitioner=row.practitioner,
        free=False,
        on_grid=True,
        reasons=row.reasons,
        warnings=(),
        nearest=(),
    )
