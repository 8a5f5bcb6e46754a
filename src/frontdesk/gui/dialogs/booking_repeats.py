"""A booking that comes again: asks how each date stands, shows the dates, and books them as one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from frontdesk.domain.errors import Refusal
from frontdesk.domain.instants import local_date
from frontdesk.domain.repeat_plan import RepeatPlan, seen_of
from frontdesk.domain.repeats import RepeatRule
from frontdesk.gui.dialogs import booking_words as words
from frontdesk.gui.dialogs import booking_write as writing
from frontdesk.gui.dialogs.booking_draft import Draft
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.tasks import Tasks

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.booking import BookingDialog
    from frontdesk.services.clinic import Clinic


class BookingRepeats(QObject):
    """The dates of one dialog's booking."""

    def __init__(self, dialog: BookingDialog, tasks: Tasks) -> None:
        super().__init__(dialog)
        self._dialog, self._tasks = dialog, tasks
        self._key = f"booking-repeats-{id(self)}"
        self._said: dict[str, Any] | None = None
        self._plan: RepeatPlan | None = None
        self._waiting = False
        dialog.series.table.set_masked(dialog.opening.masked)

    @property
    def searching(self) -> bool:
        """Tell whether it is still asked how the dates stand."""
        return self._waiting

    @property
    def visits(self) -> int | None:
        """Count the visits that would be booked, None where it does not come again or that is not known yet."""
        return None if self._plan is None or self._said is None else self._plan.booked

    def take_rule(self, rule: RepeatRule | None) -> None:
        """Take how it comes again, and show the dates."""
        dialog = self._dialog
        # The dates are those of this time: it must not slip to another while they are looked at.
        dialog.change(repeat=rule, by_hand=dialog.draft.by_hand or dialog.draft.time is not None)
        self.show_dates(dates=rule is not None)

    def show_dates(self, *, dates: bool = True) -> None:
        """Show the dates, or the free times for the first visit."""
        self._dialog.right.setCurrentWidget(self._dialog.series if dates else self._dialog.pane)

    def show_times(self) -> None:
        """Show the free times for the first visit."""
        self.show_dates(dates=False)

    def go_to_dates(self) -> None:
        """Go to the dates: what is done about each is chosen there, and Enter books."""
        self.show_dates()
        self._dialog.series.table.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, _policy: object, _rows: object) -> None:
        """Ask again with what was chosen for the dates."""
        self.follow(self._dialog.draft)
        self._dialog.follow()

    def follow(self, draft: Draft) -> None:
        """Ask how the dates of a draft stand, where that is not known yet."""
        dialog = self._dialog
        offered = not dialog.editing and dialog.opening.hold is None and not draft.further
        dialog.fields.fields["repeat"].setVisible(offered)
        dialog.pane.series.setVisible(draft.repeat is not None)
        # Before there is a rule too: the form tells the dates of one as soon as it is chosen.
        if draft.time is not None:
            dialog.fields.repeat.set_first(local_date(draft.time.start, dialog.zone))
        if dialog.choices is None or draft.time is None or draft.repeat is None or not offered:
            self._said = self._plan = None
            self._waiting = False
            return
        said = writing.repeating(draft, dialog.series.table.draft)
        if said != self._said:
            self._said, self._waiting = said, True
            self._ask(said)

    def refresh(self) -> None:
        """Ask again, as others may have changed something."""
        if self._said is not None:
            self._waiting = True
            self._ask(self._said)

    def send(self) -> bool:
        """Book the series that is shown; tell whether there is one."""
        dialog, table = self._dialog, self._dialog.series.table
        if self._said is None or self._plan is None:
            return False
        reason = table.reason.control.text().strip()
        if table.books_anyway and not reason:
            self.show_dates()
            table.ask_reason(words.lacking("reason"))
            return True
        said = {**self._said, "description": dialog.draft.note.strip(), "seen": seen_of(self._plan)}
        if table.books_anyway:
            said["override_reason"] = reason
        dialog.sending.book_series(said)
        return True

    def _ask(self, said: dict[str, Any]) -> None:
        def call(clinic: Clinic) -> RepeatPlan:
            return clinic.repeats.plan(**said)

        self._tasks.run(call, self._planned, self._not_planned, key=self._key)

    def _planned(self, plan: RepeatPlan) -> None:
        self._waiting, self._plan = False, plan
        dialog = self._dialog
        if dialog.choices is not None:
            dialog.series.table.set_names(dialog.choices.name_of)
            dialog.series.table.set_may_overbook(dialog.choices.may_overbook)
        dialog.series.table.show_plan(plan)
        dialog.fields.repeat.set_state(plan)
        dialog.follow()

    def _not_planned(self, refusal: Refusal) -> None:
        self._waiting, self._plan = False, None
        self._dialog.series.table.show_plan(None)
        self._dialog.fields.fields["repeat"].say_wrong(refusals.sentence(refusal, self._dialog.zone))
        self._dialog.follow()
