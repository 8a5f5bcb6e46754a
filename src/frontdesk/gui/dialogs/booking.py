"""Booking, and changing a visit: the fields at the left, the free times at the right, Enter all the way.

Nothing here waits for the book. What is typed is taken when its answer comes, and the Enter that books is kept
until there is a time to book.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.domain import calendar
from frontdesk.domain.appointment import Appointment, Extra, Interaction
from frontdesk.domain.errors import Conflict, Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.gui.dialogs import booking_draft as drafts
from frontdesk.gui.dialogs import booking_words as words
from frontdesk.gui.dialogs import booking_write as writing
from frontdesk.gui.dialogs.booking_choices import Choices, load_choices
from frontdesk.gui.dialogs.booking_draft import Draft, Offer, Opening, Person, Place, Pointed
from frontdesk.gui.dialogs.booking_focus import BookingFocus
from frontdesk.gui.dialogs.booking_letters import BookingLetters
from frontdesk.gui.dialogs.booking_repeats import BookingRepeats
from frontdesk.gui.dialogs.booking_rule import BookingRule
from frontdesk.gui.dialogs.booking_sending import BookingSending
from frontdesk.gui.dialogs.booking_shell import BookingShell
from frontdesk.gui.dialogs.booking_strip import BookingStrip
from frontdesk.gui.dialogs.booking_times import BookingTimes
from frontdesk.gui.dialogs.booking_view import BookingView
from frontdesk.gui.dialogs.booking_waiting import BookingWaiting
from frontdesk.gui.dialogs.booking_wiring import wire
from frontdesk.gui.dialogs.field import show_refusal
from frontdesk.gui.dialogs.free_times import FreeTime, Part
from frontdesk.gui.dialogs.patient_pick import PatientPick
from frontdesk.gui.dialogs.series_choice import SeriesChoice
from frontdesk.gui.dialogs.when_fields import WhenFields
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.tasks import Tasks

translate = QCoreApplication.translate
NOWHERE = Opening()


class BookingDialog(BookingShell):
    """The dialog of one booking, or of one visit that is edited.

    `booked`, `changed` and `held` carry the Appointment as it is in the book now; `put_away` a Draft that was closed
    before it was booked, to be given to the next dialog as `kept`. `pointed` is the time that would be taken, as a
    Pointed, or None. `stepped` tells in words of a step that is in the book while the dialog stays, and how to undo it.
    """

    booked = Signal(object)
    changed = Signal(object)
    held = Signal(object)
    put_away = Signal(object)
    pointed = Signal(object)
    stepped = Signal(str, object)

    def __init__(
        self, tasks: Tasks, parent: QWidget | None = None, *, opening: Opening = NOWHERE, kept: Draft | None = None
    ) -> None:
        super().__init__(words.title(opening), tasks, parent, kept)
        if opening.visit is not None:
            self.hint.setText(translate("Booking", "Enter saves · Esc closes"))
            self.fields.staff_button.hide()
            self.kept.hide()
        self.opening = opening
        self.choices: Choices | None = None
        self._draft = Draft()
        self._book_when_ready = False
        self.when = WhenFields(self.fields)
        self.pick = PatientPick(self.fields.patient, tasks)
        self.times = BookingTimes(tasks, opening, self)
        self.strip = BookingStrip(self.pane, tasks, opening)
        self.sending = BookingSending(tasks, self, hold=opening.hold)
        self.series_choice = SeriesChoice(self.fields.fields["scope"], tasks)
        self.view = BookingView(self, tasks)
        self.waiting = BookingWaiting(self, tasks)
        self.going = BookingFocus(self)
        self.repeats = BookingRepeats(self, tasks)
        self.rule = BookingRule(self, tasks)
        self.letters = BookingLetters(self)
        wire(self)
        tasks.run(partial(load_choices, visit=opening.begins_from), self._begin, self._cannot_begin)
        self.going.begin()

    @property
    def draft(self) -> Draft:
        """Give the booking as it stands."""
        return self._draft

    @property
    def zone(self) -> str:
        """Give the zone that times are told in."""
        return self.choices.zone if self.choices else "UTC"

    @property
    def editing(self) -> bool:
        """Tell whether a visit that is in the book is changed."""
        return self.opening.visit is not None

    def refresh(self, days: Collection[date] | None = None) -> None:
        """Look at days again that others changed; None means all. Nothing that was typed is touched."""
        self.times.refresh()
        self.strip.refresh(days)
        self.repeats.refresh()
        self.follow()

    def send(self) -> None:
        """Book, or keep the wish until the patient and the time are there; ask for a reason where it overlaps."""
        if self.sending.busy or self.choices is None:
            self._book_when_ready = self.choices is None
            return
        if not self.when.tell():
            return
        self.fields.clear_wrong()
        self._read_words()
        if self._is_looking():
            self._book_when_ready = True
        elif (lacking := drafts.missing(self._draft, editing=self.editing)) is not None:
            self._say_missing(lacking)
        elif self.repeats.send():
            return
        elif self.view.needs_reason() and self.is_moved():
            self.view.show_clash()
            self.view.ask_reason()
        else:
            self.write(None)

    def write(self, reason: str | None) -> None:
        """Write it as it stands."""
        self._read_words()
        self.sending.send(self._draft, reason, self.series_choice)

    def hold_time(self) -> None:
        """Hold the time that is chosen, with or without a patient."""
        if self.sending.busy or self.choices is None or self.times.searching:
            return
        self._read_words()
        lacking = drafts.missing(self._draft, holding=True)
        if lacking is not None:
            self._say_missing(lacking)
        else:
            self.sending.hold(self._draft)

    def reject(self) -> None:
        """Close without asking; what would be lost is handed out to be offered again."""
        if self.sending.busy:
            return
        self._read_words()
        new = not self.editing and self.opening.hold is None
        self._put_away(self._draft if new and self._draft.worth_keeping else self.kept.draft)
        super().reject()

    def done(self, result: int) -> None:
        """Close, and point at no time any more."""
        self.pointed.emit(None)
        super().done(result)

    # The book answers.

    def _begin(self, choices: Choices) -> None:
        self.choices = choices
        details = choices.details
        visit = details.appointment if details is not None and self.editing else None
        self.sending.visit = visit
        self.series_choice.begin(visit, choices.zone)
        self.rule.begin(visit)
        self.times.begin(choices, visit)
        self.pane.begin(choices.zone, local_date(choices.now, choices.zone))
        self.pick.set_clock(choices.now, choices.zone)
        self.fields.set_choices(choices)
        self._set(self._begun(choices))
        if visit is not None:
            self.fields.time.setFocus(Qt.FocusReason.OtherFocusReason)
            self.fields.time.selectAll()
        elif self.opening.patient is not None or self.opening.again is not None:
            self.going.go_on_from_patient()
        if self._book_when_ready and not self.times.searching:
            self._book_when_ready = False
            self.send()

    def _begun(self, choices: Choices) -> Draft:
        details = choices.details
        if details is not None and self.editing:
            return writing.draft_of(details, choices.places)
        if details is not None and self.opening.again is not None:
            return writing.draft_again(details, choices)
        begun = writing.draft_of(details, choices.places) if details is not None else self._first_draft(choices)
        return replace(begun, staff=self._draft.staff)

    def _first_draft(self, choices: Choices) -> Draft:
        opening, held = self.opening, self._draft
        room = opening.until - opening.start if opening.until is not None and opening.start is not None else None
        offer = choices.usual_offer(opening.practitioner, room)
        usual = held if held.service or held.calendar or held.staff else held.offering(offer)
        draft = replace(
            usual,
            person=held.person or (drafts.person_of(opening.patient) if opening.patient is not None else None),
            place=held.place or next(iter(choices.places), None),
            practitioner=opening.practitioner,
        )
        if opening.start is not None:
            length = opening.end - opening.start if opening.end is not None else None
            if length is None and room and usual.service is not None and usual.lasts > room:
                length = room
            time = FreeTime(opening.start, opening.practitioner, choices.name_of(opening.practitioner))
            draft = replace(draft, time=time, by_hand=True, length=length)
        return draft

    def _cannot_begin(self, refusal: Refusal) -> None:
        self.view.say(refusals.sentence(refusal, self.zone), wrong=True)

    def take_written(self, appointment: Appointment) -> None:
        """Close, as it is in the book."""
        if not self.editing:
            self.kept.was_booked(appointment.patient_id)
        (self.changed if self.editing else self.booked).emit(appointment)
        self._put_away(self.kept.draft)
        self.accept()

    def take_held(self, appointment: Appointment) -> None:
        """Close, as the time is held; whoever is on the phone has ten minutes."""
        self.held.emit(appointment)
        self._put_away(self.kept.draft)
        self.accept()

    def _put_away(self, draft: Draft | None) -> None:
        if draft is not None:
            self.put_away.emit(draft)

    def take_refusal(self, refusal: Refusal) -> None:
        """Say why it is not in the book; all that was typed stays, and the times are looked at anew."""
        # The time stays where it is, to be decided on: it must not slip to the next free one unseen.
        if isinstance(refusal, Conflict) or refusal.reason == "does_not_give":
            self._draft = replace(self._draft, by_hand=True)
            self.view.show_refusal(refusal)
            self.refresh()
        elif not show_refusal(refusal, self.fields.fields):
            self.view.say(refusals.sentence(refusal, self.zone), wrong=True)

    # People type.

    def _set(self, draft: Draft) -> None:
        """Take the next draft, and show it everywhere."""
        self._draft = draft = self.times.follow(draft)
        today = local_date(self.choices.now, self.zone) if self.choices else date.min
        self.when.follow(draft, self.times.first, today, self.zone)
        self.fields.show_draft(draft, self.zone)
        self.repeats.follow(draft)
        self.follow_series()
        self.view.show(draft)
        if self._book_when_ready and not self._is_looking():
            self._book_when_ready = False
            self.send()

    def _is_looking(self) -> bool:
        return self.fields.patient.pending or self.times.searching or self.repeats.searching

    def _read_words(self) -> None:
        title, note = self.fields.title.text(), self.fields.note.toPlainText()
        self._draft = replace(self._draft, title=title if self._draft.staff else self._draft.title, note=note)

    def change(self, **fields: Any) -> None:
        """Take what was chosen in a field."""
        self._read_words()
        self._set(replace(self._draft, **fields))

    def take_person(self, person: Person | None) -> None:
        """Take the patient who was picked."""
        if self._book_when_ready and self.pick.found > 1:
            # Nobody has seen whom the first letters found: the last Enter must come again.
            self._book_when_ready = False
        self.fields.fields["patient"].clear()
        self.change(person=person)

    def take_offer(self, offer: Offer) -> None:
        """Take the service or calendar that was picked; a stretch that was drawn keeps its length."""
        self.fields.fields["service"].clear()
        self._read_words()
        length = self._draft.length if self.opening.end is not None else None
        place = self._draft.place
        if offer.calendar is not None and self.choices is not None:
            place = self.choices.place_of(offer.calendar.location_id, place)
        self._set(replace(self._draft.offering(offer), length=length, place=place))

    def take_who(self, practitioner: Id | None) -> None:
        """Take who was asked for."""
        self.change(practitioner=practitioner)

    def take_place(self, place: Place) -> None:
        """Take where it is to be."""
        self.change(place=place)

    def take_way(self, way: Interaction | calendar.Place) -> None:
        """Take how patient and practitioner meet."""
        self.change(**({"how": way} if isinstance(way, Interaction) else {"meeting": way}))

    def take_length(self, length: int) -> None:
        """Take a length that was typed; several services take as long as they take."""
        self.change(length=None if self._draft.further else length)

    def take_add_ons(self, add_ons: tuple[Extra, ...]) -> None:
        """Take what is added to the service; the visit is as long as all of it takes."""
        self.change(add_ons=add_ons, length=None)

    def take_start(self, start: Instant) -> None:
        """Take a time that was typed, with whoever was asked for, else with one who is free then."""
        name = self.choices.name_of(self._draft.practitioner) if self.choices else ""
        self.change(time=FreeTime(start, self._draft.practitioner, name), by_hand=True)

    def pick_time(self, time: FreeTime) -> None:
        """Take a time that was picked; where somebody was asked for by name, it is now with whom it is."""
        asked = self._draft.practitioner
        self.change(time=time, by_hand=True, practitioner=None if asked is None else time.practitioner)
        if not time.free:
            self.view.ask_about_chosen()

    def look_at(self, part: Part, first: date | None = None) -> None:
        """Let go of the time for the earliest of what is looked at now; a visit in the book keeps its own."""
        self.times.look_at(part, first)
        self.change(by_hand=self.editing)

    def look_at_day(self, day: date) -> None:
        """Look at the times of one date."""
        self.look_at(Part.DAY, day)

    def step(self, days: int) -> None:
        """Look at the date that lies so many days from the one that is shown."""
        self.look_at_day(self.times.step_to(self._draft, days))

    def look_further(self) -> None:
        """Look at more days after those that are shown."""
        self.times.more += 1
        self.follow()

    def show_taken(self, wanted: bool) -> None:
        """Show the times that are not free as well, or no more."""
        self.times.with_taken = wanted
        self.follow()

    def pick_nearest(self) -> None:
        """Take the free time that is nearest to the one that is not."""
        nearest = self.times.nearest(self._draft)
        if nearest is not None:
            self.pick_time(nearest)
            self.book.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_staff(self, staff: bool) -> None:
        """Make it an event of the staff, or a visit again."""
        self._read_words()
        draft = self._draft.as_staff_event(staff)
        if not staff and self.choices is not None:
            draft = draft.offering(self.choices.usual_offer())
        self.fields.patient.hold("")
        self._set(draft)
        self.fields.first_empty().setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self) -> None:
        """Show anew what follows from the draft, as more is known."""
        self._read_words()
        self._set(self._draft)

    def resume(self, draft: Draft) -> None:
        """Go on with what was closed before it was booked."""
        self.fields.repeat.choose(draft.repeat)
        self._set(replace(draft, by_hand=False))
        self.going.go_on_from_patient()

    def is_moved(self) -> bool:
        """Tell whether the time is a new one: a visit in the book that stays where it is has nothing in its way."""
        visit = self.sending.visit
        return visit is None or writing.moving(self._draft, visit) is not None

    def follow_series(self) -> None:
        """Tell what the change would do to more visits of the series, where they are meant."""
        visit = self.sending.visit
        if visit is not None and self._draft.time is not None:
            self.series_choice.follow(writing.moving(self._draft, visit), writing.changing(self._draft, visit))

    def point(self) -> None:
        """Show on the board what would be taken."""
        time = self._draft.time
        end = Instant(time.start + self._draft.lasts) if time else None
        self.pointed.emit(
            Pointed(time.start, end, time.practitioner, writing.room_of(self._draft)) if time and end else None
        )

    def _say_missing(self, name: str) -> None:
        if name == "patient" and self._draft.time is not None and self.opening.find:
            # The time that was found is the one to book, whoever is named for it.
            self._draft = replace(self._draft, by_hand=True)
        self.going.go_to_lacking(name)
