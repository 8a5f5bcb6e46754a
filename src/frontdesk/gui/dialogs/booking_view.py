"""What the booking dialog tells: times, warnings, what would be booked, and why a time is not free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from frontdesk.domain.availability.reasons import Explanation, Why
from frontdesk.domain.errors import Conflict, Refusal
from frontdesk.domain.instants import local_date
from frontdesk.gui.dialogs import booking_words as words
from frontdesk.gui.dialogs.booking_draft import Draft
from frontdesk.gui.dialogs.booking_known import BookingKnown
from frontdesk.gui.dialogs.booking_strip import day_of
from frontdesk.gui.dialogs.chip import Chip
from frontdesk.gui.dialogs.chips import Row
from frontdesk.gui.dialogs.free_times import FreeTime, Part, time_of
from frontdesk.gui.ground import refusals, why
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.labels import plain_tip

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.booking import BookingDialog

# What a visit is not put over without a reason; that somebody does not work then is for the desk to know.
GUARDED = frozenset(
    {
        Why.VISIT,
        Why.BUFFER,
        Why.HOLD,
        Why.ROOM,
        Why.ROOM_TOO_SMALL,
        Why.EQUIPMENT,
        Why.OUT_OF_SERVICE,
        Why.CLOSURE,
        Why.HOLIDAY,
        Why.BLOCK,
        Why.DOES_NOT_GIVE,
    }
)
_CLOSED = frozenset({Why.CLOSURE, Why.HOLIDAY, Why.BLOCK, Why.DOES_NOT_GIVE, Why.OUTSIDE_HOURS, Why.CALENDAR_HOURS})


class BookingView(QObject):
    """Shows a draft in one dialog, and asks about times that are not free."""

    def __init__(self, dialog: BookingDialog, tasks: Tasks) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._known = BookingKnown(dialog.fields.known, tasks, dialog.opening.visit, masked=dialog.opening.masked)
        self._asked: FreeTime | None = None
        self._chip: Chip | None = None
        self._next: FreeTime | None = None
        self._goes_to = ""

    def show(self, draft: Draft) -> None:
        """Show everything that follows from a draft."""
        if self._dialog.choices is not None:
            self._known.follow(draft.person.id if draft.person else None, self._dialog.zone)
        self._show_times(draft)
        self.show_clash()
        self._show_foot(draft)
        self._dialog.point()

    def _show_times(self, draft: Draft) -> None:
        dialog, times = self._dialog, self._dialog.times
        if dialog.choices is None:
            return
        pane = dialog.pane
        pane.choose_part(times.part)
        if times.found is not None or times.refusal is not None:
            pane.show_times(times.days, draft.time, times.part, suggested=self._suggested())
            self.tell_nothing()
            day = day_of(draft, times.first, dialog.zone, one_day=times.part is Part.DAY)
            dialog.strip.show(draft, day, dialog.zone)
        advice = times.advice
        dialog.fields.show_preference(words.prefers(advice.prefers) if advice and draft.person else "")

    def _suggested(self) -> Row | None:
        advice, choices = self._dialog.times.advice, self._dialog.choices
        if advice is None or choices is None or not advice.best or self._dialog.times.part is not Part.FIRST:
            return None
        found = [
            time_of(each.slot, choices.name_of, practitioner=each.practitioner, why=words.speaks_for(each.why))
            for each in advice.best
        ]
        return Row(words.suggested(found[0].why), tuple(found), named=True)

    def tell_nothing(self) -> None:
        """Say where the times would be why there are none."""
        self._dialog.pane.say(*self._nothing_free())

    def _nothing_free(self) -> tuple[str, str]:
        times = self._dialog.times
        if times.refusal is not None:
            return refusals.sentence(times.refusal, self._dialog.zone), ""
        if times.found is None or times.searching:
            return self.tr("Looking for free times…"), ""
        if times.part is Part.DAY:
            return words.nothing_on(times.first, self._dialog.strip.closed(times.first)), self.tr(
                "Go to another day with ‹ and ›."
            )
        how = self.tr("Try another practitioner or a shorter visit, or type a day and a time.")
        return words.nothing_until(times.found.until), how

    # Warnings.

    def show_clash(self) -> None:
        """Say what stands in the way of the chosen time, once it is known."""
        dialog, draft = self._dialog, self._dialog.draft
        clash, times = dialog.fields.clash, dialog.times
        if not times.knows(draft):
            return
        time, told = draft.time, times.explanation(draft)
        if time is None or not dialog.is_moved():
            clash.clear()
        elif told is not None and not told.free:
            nearest = words.nearest(times.nearest(draft), local_date(time.start, dialog.zone), dialog.zone)
            reasons = why.sentences(told, dialog.zone, masked=dialog.opening.masked)
            clash.warn(
                words.not_free_because(reasons, self._whose(told)),
                nearest,
                may_overlap=self._may_anyway(told),
                overlaps=any(reason.why not in _CLOSED for reason in told.reasons),
                about=(time.start, time.practitioner),
            )
            self._go_on(told)
        elif told is not None and told.warnings:
            clash.note(" · ".join(why.warnings(told, dialog.zone, masked=dialog.opening.masked)))
        elif time.busy:
            clash.note(self.tr("The patient has another visit at this time."))
        else:
            clash.clear()

    def _whose(self, told: Explanation) -> str:
        """Name whose time it is that is not free, while anybody will do."""
        dialog = self._dialog
        asked = dialog.draft.practitioner is not None or dialog.choices is None
        return "" if asked or dialog.choices is None else dialog.choices.name_of(told.practitioner)

    def _go_on(self, told: Explanation) -> None:
        """Go to what can be done about a time that was picked though it is not free, once that is known."""
        wanted, self._goes_to = self._goes_to, ""
        clash = self._dialog.fields.clash
        if wanted == "reason" and self._may_anyway(told):
            clash.ask_reason()
        elif wanted and not clash.is_asking:
            where = clash.anyway if self._may_anyway(told) else clash.nearest
            where.setFocus(Qt.FocusReason.OtherFocusReason)

    def _may_anyway(self, told: Explanation | None = None) -> bool:
        dialog = self._dialog
        told = told or dialog.times.explanation(dialog.draft)
        choices = dialog.choices
        return told is not None and choices is not None and choices.may_overbook and self._guarded(told)

    def _guarded(self, told: Explanation) -> bool:
        by_calendar = self._dialog.draft.calendar is not None
        return not told.free and (by_calendar or any(reason.why in GUARDED for reason in told.reasons))

    def needs_reason(self) -> bool:
        """Tell whether the chosen time is not booked without one."""
        told = self._dialog.times.explanation(self._dialog.draft)
        return told is not None and self._guarded(told)

    def ask_reason(self) -> None:
        """Ask why it may overlap; who may not book so goes to the time that is free."""
        clash = self._dialog.fields.clash
        if not self._may_anyway():
            clash.nearest.setFocus(Qt.FocusReason.OtherFocusReason)
        elif clash.is_asking:
            clash.give()
        else:
            clash.ask_reason()

    def show_refusal(self, refusal: Refusal) -> None:
        """Say what has come in between, and offer to book all the same."""
        dialog = self._dialog
        clash = dialog.fields.clash
        taken = isinstance(refusal, Conflict) and bool(refusal.clashes)
        told = refusals.sentence(refusal, dialog.zone, dialog.strip.name_of)
        time = dialog.draft.time
        may = dialog.choices is not None and dialog.choices.may_overbook
        clash.warn(
            told,
            "",
            may_overlap=may and (taken or refusal.reason == "does_not_give"),
            overlaps=isinstance(refusal, Conflict) and words.overlap(refusal.clashes),
            about=(time.start, time.practitioner) if time else None,
        )
        if may:
            clash.anyway.setFocus(Qt.FocusReason.OtherFocusReason)

    # The foot.

    def _show_foot(self, draft: Draft) -> None:
        dialog = self._dialog
        self.say(words.summary(draft, dialog.choices, dialog.zone))
        self.show_book()
        new = not dialog.editing and dialog.opening.hold is None
        dialog.fields.further.show_draft(draft, offered=new and draft.repeat is None and draft.length is None)
        single = not draft.further and draft.repeat is None
        dialog.waiting.show(draft)
        dialog.hold.setVisible(new and single)
        dialog.hold.setEnabled(draft.time is not None)

    def show_book(self) -> None:
        """Show on the button what it does: a time that is not free is never offered as if it were."""
        dialog, draft = self._dialog, self._dialog.draft
        visits = dialog.repeats.visits
        at_form = dialog.stack.currentIndex() == 0
        over = visits is None and self.needs_reason() and dialog.is_moved()
        may = over and self._may_anyway()
        told = words.book(draft, dialog.zone, editing=dialog.editing, visits=visits)
        dialog.book.say(self.tr("Book anyway…") if may else told)
        dialog.book.setEnabled(at_form and (may or not over))
        dialog.book.setToolTip(plain_tip(dialog.fields.clash.words.text() if over else ""))

    def say(self, told: str, *, wrong: bool = False) -> None:
        """Say something at the foot."""
        style.set_kind(self._dialog.summary, "danger" if wrong else "muted")
        self._dialog.summary.setText(told)

    # Times that are not free.

    def ask_why(self, time: FreeTime, chip: Chip) -> None:
        """Ask why a time is not free that the pointer or the focus is on."""
        self._asked, self._chip = time, chip
        self._dialog.times.ask_why(self._dialog.draft, time, self._tell_why, self._cannot_tell)

    def _tell_why(self, told: Explanation) -> None:
        time, chip, dialog = self._asked, self._chip, self._dialog
        if time is None or chip is None or told.start != time.start:
            return
        reasons = why.sentences(told, dialog.zone, masked=dialog.opening.masked)
        title = words.not_free(time, dialog.zone)
        chip.setAccessibleDescription(". ".join([title, *reasons]))
        if chip.underMouse() or chip.hasFocus():
            self._next = dialog.times.next_after(dialog.draft, told)
            nearest = words.next_free(self._next, local_date(time.start, dialog.zone), dialog.zone)
            if time.others:
                reasons = (*reasons, words.others(time.others))
            dialog.why.tell(chip, title, reasons, nearest, words.anyway(time), may_overlap=self._may_anyway(told))
            chip.telling = True

    def _cannot_tell(self, refusal: Refusal) -> None:
        if self._chip is not None and self._asked is not None:
            title = words.not_free(self._asked, self._dialog.zone)
            self._dialog.why.tell(self._chip, title, [refusals.sentence(refusal)], "", "", may_overlap=False)

    def follow_chip(self) -> None:
        """Move along with a time that has the focus; one that the pointer was on has slipped away from it."""
        if self._chip is not None and self._chip.hasFocus():
            self._dialog.why.place()
        elif self._dialog.why.isVisible():
            self.forget_chip()

    def forget_chip(self) -> None:
        """Let go of a chip that may not be there any more."""
        if self._chip is not None:
            self._chip.telling = False
        self._asked = self._chip = self._next = None
        self._dialog.why.forget()

    def take_nearest(self) -> None:
        """Take the time that the card offers instead."""
        nearest = self._next
        if nearest is not None:
            self.forget_chip()
            self._dialog.pick_time(nearest)
            self._dialog.book.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_anyway(self) -> None:
        """Take the time that the card tells of, to be booked all the same; the reason is asked for."""
        time = self._asked
        if time is not None:
            self.forget_chip()
            self._goes_to = "reason"
            self._dialog.pick_time(time)

    def ask_about_chosen(self) -> None:
        """Go to where it can be booked all the same, once it is told why it is not free."""
        self._goes_to = self._goes_to or "links"
        self.show_clash()
