"""The free times beside a booking: several weeks ahead, those that are not free with their reasons, holds, finding."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.domain.actor import Actor, Right, Role
from frontdesk.domain.appointment import Status
from frontdesk.domain.calendar import CalendarKind, Frequency, Member
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.instants import MINUTE, local_date
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.domain.repeats import RepeatRule
from frontdesk.gui.dialogs.booking import BookingDialog
from frontdesk.gui.dialogs.booking_draft import Draft, Offer, Opening, Pointed, person_of
from frontdesk.gui.dialogs.chip import Chip
from frontdesk.gui.dialogs.free_times import FreeTime, Part
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.services.clinic import open_clinic
from frontdesk.services.service_parts import NewAddOn, NewVariation
from tests.gui.dialogs.conftest import Press
from tests.support.clinics import DAY, ZONE, Desk
from tests.support.rules import add_closure

Opener = Callable[..., BookingDialog]


@pytest.fixture
def opener(tasks: Tasks, over: QWidget, qtbot: Any) -> Opener:
    """Open the dialog with everything that it reads at first."""

    def do(*, worker: Tasks = tasks, **opening: Any) -> BookingDialog:
        dialog = BookingDialog(worker, over, opening=Opening(**opening))
        dialog.open()
        dialog.resize(1120, 700)
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isActiveWindow())
        qtbot.waitUntil(lambda: worker.idle)
        return dialog

    return do


def settled(tasks: Tasks, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: tasks.idle)


def chip_at(dialog: BookingDialog, start: int) -> Chip:
    time = next(time for time in dialog.pane.chips.times if time.start == start)
    chip = dialog.pane.chips.chip(time)
    assert chip is not None
    return chip


def show_taken(dialog: BookingDialog, tasks: Tasks, qtbot: Any) -> None:
    dialog.pane.taken.click()
    settled(tasks, qtbot)


def test_a_room_that_is_taken_makes_the_next_time_the_earliest(desk: Desk, opener: Opener) -> None:
    desk.clinic.services.update(id=desk.service.id, rooms=[desk.room.id])
    desk.book(9, 0, practitioner=desk.ortega.id, room=desk.room.id)
    dialog = opener(patient=desk.leo)
    assert dialog.draft.time is not None
    assert (dialog.draft.time.start, dialog.draft.time.room) == (desk.at(9, 30), desk.room.id)


def test_the_room_that_comes_with_a_time_is_told_and_booked(
    desk: Desk, opener: Opener, press: Press, qtbot: Any
) -> None:
    desk.clinic.services.update(id=desk.service.id, rooms=[desk.other_room.id])
    dialog = opener(patient=desk.leo)
    assert dialog.summary.text().endswith("Dr. Amelia Chen · Room 2")
    with qtbot.waitSignal(dialog.booked) as signal:
        press("<Enter><Enter>")
    assert signal.args[0].room_id == desk.other_room.id


def test_later_shows_more_days(opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    dialog = opener()
    before = len(dialog.times.days)
    dialog.pane.later.click()
    settled(tasks, qtbot)
    assert len(dialog.times.days) == 2 * before


def test_times_months_ahead_are_found(desk: Desk, opener: Opener) -> None:
    desk.clinic.blocks.create(start=desk.at(0), end=desk.at(0, day=90), title="Away", practitioner=desk.chen.id)
    dialog = opener(patient=desk.leo)
    assert dialog.draft.time is not None
    assert dialog.draft.time.start >= desk.at(0, day=90)


def test_where_nothing_is_free_it_is_said_until_when(desk: Desk, opener: Opener) -> None:
    desk.clinic.working_hours.put(practitioner=desk.chen.id, hours=[])
    dialog = opener(patient=desk.leo)
    assert dialog.draft.time is None
    assert dialog.pane.empty.title.text().startswith("Nothing free until")


def test_a_day_that_is_closed_says_by_what(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    add_closure(desk.clinic, DAY, name="Stocktaking")
    dialog = opener(patient=desk.leo)
    dialog.look_at_day(DAY)
    settled(tasks, qtbot)
    assert dialog.pane.empty.title.text() == "Nothing free on Wednesday, 18 March 2026 · Stocktaking"


def test_a_calendar_is_booked_at_its_own_location(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    other = desk.clinic.locations.create(name="Harbour")
    team = [Member(desk.chen.id)]
    desk.clinic.calendars.create(
        name="Vaccinations", kind=CalendarKind.PERSONAL, team=team, location=other.id, active=True
    )
    dialog = opener(patient=desk.leo)
    assert dialog.fields.place.text() == "Main Street"
    press("vacc<Enter>")
    settled(tasks, qtbot)
    assert dialog.fields.place.text() == "Harbour"


def test_times_that_are_not_free_are_shown_on_demand_alone(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, 0)
    dialog = opener(patient=desk.leo)
    assert desk.at(9, 0) not in [time.start for time in dialog.pane.chips.times]
    show_taken(dialog, tasks, qtbot)
    chip = chip_at(dialog, desk.at(9, 0))
    assert not chip.free
    assert "not free" in chip.accessibleName()


def test_a_time_that_is_not_free_tells_why_when_the_focus_comes_to_it(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, 0)
    dialog = opener(patient=desk.leo)
    show_taken(dialog, tasks, qtbot)
    chip = chip_at(dialog, desk.at(9, 0))
    chip.setFocus()
    settled(tasks, qtbot)
    assert dialog.why.isVisible()
    assert dialog.why.title.text() == "09:00 is not free for Dr. Amelia Chen"
    assert "09:00–09:30 Eva Novák" in chip.accessibleDescription()
    assert dialog.why.nearest.text() == "Next free: 09:30 Dr. Amelia Chen"


def test_a_time_that_is_not_free_tells_why_under_the_pointer(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, 0)
    dialog = opener(patient=desk.leo)
    show_taken(dialog, tasks, qtbot)
    chip = chip_at(dialog, desk.at(9, 0))
    chip.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QApplication.sendEvent(chip, QEnterEvent(QPointF(3, 3), QPointF(3, 3), QPointF(3, 3)))
    settled(tasks, qtbot)
    assert dialog.why.isVisible()
    chip.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(chip, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(dialog.why.isHidden)


def test_the_reasons_stay_beside_a_time_that_is_scrolled_to_by_keys(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(start=desk.at(16, 30, day=5))
    dialog = opener(patient=desk.leo)
    show_taken(dialog, tasks, qtbot)
    chip = chip_at(dialog, desk.at(16, 30, day=5))
    QApplication.processEvents()  # chips that were just made get their places
    assert chip.visibleRegion().isEmpty()
    chip.setFocus()
    settled(tasks, qtbot)
    assert dialog.why.isVisible()
    assert not chip.visibleRegion().isEmpty()


def test_names_are_not_told_with_the_reasons_while_they_are_masked(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, 0)
    dialog = opener(patient=desk.leo, masked=True)
    show_taken(dialog, tasks, qtbot)
    chip = chip_at(dialog, desk.at(9, 0))
    chip.setFocus()
    settled(tasks, qtbot)
    assert "another visit" in chip.accessibleDescription()
    assert "Novák" not in chip.accessibleDescription()


def test_walking_over_a_time_that_is_not_free_keeps_the_one_that_is_chosen(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, 45)
    dialog = opener(patient=desk.leo)
    show_taken(dialog, tasks, qtbot)
    dialog.pane.chips.focus_chosen()
    press("<Right>")
    focus = QApplication.focusWidget()
    assert isinstance(focus, Chip)
    assert not focus.free
    assert dialog.draft.time is not None
    assert dialog.draft.time.start == desk.at(9, 0)


def test_esc_sends_the_reasons_away_and_leaves_the_dialog_open(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, 0)
    dialog = opener(patient=desk.leo)
    show_taken(dialog, tasks, qtbot)
    chip_at(dialog, desk.at(9, 0)).setFocus()
    settled(tasks, qtbot)
    press("<Esc>")
    assert dialog.isVisible()
    assert not dialog.why.isVisible()


def test_a_time_that_is_not_free_is_booked_anyway_by_keys_with_a_reason_that_is_kept(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, 0)
    dialog = opener(patient=desk.leo)
    show_taken(dialog, tasks, qtbot)
    chip_at(dialog, desk.at(9, 0)).setFocus()
    settled(tasks, qtbot)
    press("<Tab><Tab>")
    assert dialog.why.anyway.hasFocus()
    press("<Enter>")
    settled(tasks, qtbot)
    with qtbot.waitSignal(dialog.booked) as signal:
        press("urgent<Enter>")
    assert (signal.args[0].start, signal.args[0].override_reason) == (desk.at(9, 0), "urgent")


@pytest.mark.parametrize("named", [False, True])
def test_the_nearest_time_may_be_anothers_and_is_booked_with_them(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any, named: bool
) -> None:
    desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=[WeeklyHours(2, 9 * 60, 9 * 60 + 30)])
    desk.book(9, 0)
    dialog = opener(patient=desk.leo, practitioner=desk.chen.id if named else None)
    dialog.pick_time(FreeTime(desk.at(9, 0), desk.chen.id, desk.chen.name, free=False))
    settled(tasks, qtbot)
    assert dialog.fields.clash.nearest.text() == "Nearest free: 09:00 Dr. Luis Ortega"
    dialog.fields.clash.nearest.click()
    settled(tasks, qtbot)
    with qtbot.waitSignal(dialog.booked) as signal:
        press("<Enter>")
    assert (signal.args[0].start, signal.args[0].practitioner_id) == (desk.at(9, 0), desk.ortega.id)


def test_enter_on_a_time_that_is_not_free_goes_to_booking_it_anyway(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, 0)
    dialog = opener(patient=desk.leo)
    show_taken(dialog, tasks, qtbot)
    chip_at(dialog, desk.at(9, 0)).setFocus()
    press("<Enter>")
    settled(tasks, qtbot)
    assert dialog.fields.clash.anyway.hasFocus()
    with qtbot.waitSignal(dialog.booked) as signal:
        press("<Enter>urgent<Enter>")
    assert (signal.args[0].start, signal.args[0].override_reason) == (desk.at(9, 0), "urgent")


def test_the_next_free_time_is_taken_from_the_card(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    desk.book(9, 0)
    dialog = opener(patient=desk.leo)
    show_taken(dialog, tasks, qtbot)
    chip_at(dialog, desk.at(9, 0)).setFocus()
    settled(tasks, qtbot)
    dialog.why.nearest.click()
    assert dialog.draft.time is not None
    assert dialog.draft.time.start == desk.at(9, 30)
    assert dialog.book.hasFocus()


def test_who_may_not_overbook_is_not_offered_to(desk: Desk, opener: Opener, qtbot: Any) -> None:
    desk.book(9, 0)
    trainee = Actor("trainee", "Trainee", Role("trainee", frozenset({Right.SEE, Right.BOOK})))
    worker = Tasks()
    worker.open(lambda: open_clinic(desk.path, actor=trainee, clock=desk.clock), lambda _: None, pytest.fail)
    qtbot.waitUntil(lambda: worker.idle)
    dialog = opener(worker=worker, patient=desk.leo)
    show_taken(dialog, worker, qtbot)
    chip_at(dialog, desk.at(9, 0)).setFocus()
    settled(worker, qtbot)
    assert dialog.why.isVisible()
    assert not dialog.why.anyway.isVisible()
    dialog.close()
    worker.end()
    worker.deleteLater()


def test_a_newer_wish_is_the_only_one_that_is_answered(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    dialog = opener(patient=desk.leo)
    dialog.pane.part_chosen.emit(Part.MORNINGS)
    dialog.pane.part_chosen.emit(Part.AFTERNOONS)
    dialog.take_length(60 * MINUTE)
    settled(tasks, qtbot)
    found = dialog.times.found
    assert found is not None
    assert (found.wish.part, found.wish.arguments["duration"]) == (Part.AFTERNOONS, 60 * MINUTE)
    assert dialog.draft.time is not None
    assert dialog.draft.time.start == desk.at(12, 0)


def test_a_form_of_a_service_is_chosen_by_its_letters_and_booked(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    service = desk.clinic.services.update(
        id=desk.service.id, variations=[NewVariation(name="Follow-up", duration=20 * MINUTE)]
    )
    dialog = opener(patient=desk.leo)
    press("follow<Enter>")
    settled(tasks, qtbot)
    assert dialog.fields.service.text() == "Consultation — Follow-up, 20 min"
    with qtbot.waitSignal(dialog.booked) as signal:
        press("<Enter>")
    made = signal.args[0]
    assert (made.variation_id, made.end - made.start) == (service.variations[0].id, 20 * MINUTE)


def test_a_time_at_which_nobody_works_is_somebodys_all_the_same(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener(patient=desk.leo)
    dialog.take_start(desk.at(21, 0))
    settled(tasks, qtbot)
    assert dialog.draft.time is not None
    assert dialog.draft.time.practitioner in (desk.chen.id, desk.ortega.id)
    assert dialog.draft.time.name in dialog.fields.clash.words.text()


def test_add_ons_make_the_visit_longer_and_are_booked(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    service = desk.clinic.services.update(
        id=desk.service.id, add_ons=[NewAddOn(name="Blood sample", duration=10 * MINUTE)]
    )
    dialog = opener(patient=desk.leo)
    dialog.fields.add_ons.setFocus()
    press("<Down><Space>")
    dialog.fields.add_ons.rows[0].count.setValue(2)
    press("<Esc>")
    settled(tasks, qtbot)
    assert dialog.fields.add_ons.text() == "2 × Blood sample, 20 min"
    assert dialog.fields.length.text() == "50 min"
    with qtbot.waitSignal(dialog.booked) as signal:
        dialog.send()
    made = signal.args[0]
    assert [(extra.id, extra.quantity) for extra in made.add_ons] == [(service.add_ons[0].id, 2)]
    assert made.end - made.start == 50 * MINUTE


def test_a_service_without_add_ons_asks_for_none(opener: Opener) -> None:
    assert not opener().fields.fields["add_ons"].isVisible()


def test_a_calendar_is_offered_after_the_services_and_booked(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    made = desk.clinic.calendars.create(
        name="Vaccinations", kind=CalendarKind.PERSONAL, team=[Member(desk.chen.id)], active=True
    )
    dialog = opener(patient=desk.leo)
    press("vacc<Enter>")
    settled(tasks, qtbot)
    assert dialog.draft.calendar == made
    with qtbot.waitSignal(dialog.booked) as signal:
        press("<Enter>")
    booked = signal.args[0]
    assert (booked.calendar_id, booked.start, booked.practitioner_id) == (made.id, desk.at(9, 0), desk.chen.id)


def test_a_class_tells_its_seats_and_takes_who_comes_in(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.clinic.calendars.create(
        name="Back school", kind=CalendarKind.CLASS, team=[Member(desk.chen.id)], per_slot=3, active=True
    )
    for person in (desk.eva, desk.leo):
        dialog = opener(patient=person)
        press("back<Enter>")
        settled(tasks, qtbot)
        with qtbot.waitSignal(dialog.booked):
            press("<Enter>")
    dialog = opener()
    press("<Tab>back<Enter>")
    settled(tasks, qtbot)
    first = dialog.pane.chips.times[0]
    assert (first.start, first.seats) == (desk.at(9, 0), 1)
    page = desk.clinic.appointments.list()
    assert [{a.id for a in one.attendees} for one in page.items] == [{desk.eva.id, desk.leo.id}]


def test_a_calendars_rule_is_broken_with_a_reason_alone(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.clinic.calendars.create(
        name="Vaccinations", kind=CalendarKind.PERSONAL, team=[Member(desk.chen.id)], active=True
    )
    dialog = opener(patient=desk.leo)
    press("vacc<Enter>")
    settled(tasks, qtbot)
    dialog.take_start(desk.at(19, 0))
    settled(tasks, qtbot)
    assert "works 09:00–17:00" in dialog.fields.clash.words.text()
    dialog.send()
    assert dialog.fields.clash.is_asking
    with qtbot.waitSignal(dialog.booked) as signal:
        press("urgent<Enter>")
    assert (signal.args[0].start, signal.args[0].override_reason) == (desk.at(19, 0), "urgent")


def test_what_was_closed_goes_on_with_how_it_repeats(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    rule = RepeatRule(frequency=Frequency.WEEKLY, count=3)
    dialog = opener()
    dialog.resume(Draft(person=person_of(desk.leo), service=desk.service, repeat=rule))
    qtbot.waitUntil(lambda: dialog.repeats.visits is not None)
    assert dialog.fields.repeat.rule == rule
    assert dialog.repeats.visits == 3


def test_a_time_is_held_without_a_patient(desk: Desk, opener: Opener, qtbot: Any) -> None:
    dialog = opener(find=True)
    with qtbot.waitSignal(dialog.held) as signal:
        dialog.hold.click()
    held = signal.args[0]
    assert (held.status, held.start, held.patient_id) == (Status.HELD, desk.at(9, 0), None)
    assert held.expires_at is not None
    assert 9 * MINUTE <= held.expires_at - desk.clock.now <= 10 * MINUTE
    assert not dialog.isVisible()


def test_a_held_time_becomes_the_visit(desk: Desk, opener: Opener, press: Press, qtbot: Any) -> None:
    held = desk.clinic.holds.place(start=desk.at(9), service=desk.service.id, practitioner=desk.chen.id)
    dialog = opener(hold=held.id, start=held.start, end=held.end, practitioner=desk.chen.id)
    with qtbot.waitSignal(dialog.booked) as signal:
        press("leo m<Enter><Enter>")
    made = signal.args[0]
    assert (made.id, made.patient_id, made.status is Status.HELD) == (held.id, desk.leo.id, False)


def test_finding_a_time_asks_for_the_patient_last_and_books_the_time_that_was_found(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener(find=True)
    assert dialog.title.text() == "Find a time"
    assert dialog.fields.service.hasFocus()
    press("con<Enter>")
    settled(tasks, qtbot)
    press("<Right><Enter>")
    assert dialog.fields.fields["patient"].is_wrong
    assert dialog.fields.patient.hasFocus()
    with qtbot.waitSignal(dialog.booked) as signal:
        press("leo m<Enter><Enter>")
    assert (signal.args[0].patient_id, signal.args[0].start) == (desk.leo.id, desk.at(9, 15))


def test_the_time_that_would_be_taken_is_pointed_at_until_the_dialog_closes(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener(patient=desk.leo)
    told: list[Pointed | None] = []
    dialog.pointed.connect(told.append)
    dialog.take_start(desk.at(11, 0))
    settled(tasks, qtbot)
    assert told[-1] == Pointed(desk.at(11, 0), desk.at(11, 30), desk.chen.id)
    dialog.reject()
    assert told[-1] is None


def test_a_patients_preference_is_told_and_a_suggestion_stands_first(desk: Desk, opener: Opener) -> None:
    desk.clinic.patients.update(id=desk.leo.id, prefers=Preference(parts=(DayPart.AFTERNOON,)))
    dialog = opener(patient=desk.leo)
    assert dialog.fields.prefers.text() == "Prefers afternoons"
    assert "at a preferred time" in dialog.pane.chips.times[0].why
    # What is chosen stays the earliest time there is.
    assert dialog.draft.time is not None
    assert dialog.draft.time.start == desk.at(9, 0)


def test_the_patients_own_other_visit_is_a_warning_and_no_refusal(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=[WeeklyHours(2, 9 * 60, 12 * 60)])
    desk.book(9, 0, patient=desk.leo.id)
    dialog = opener(start=desk.at(9, 0), practitioner=desk.ortega.id, patient=desk.leo)
    settled(tasks, qtbot)
    assert "another visit" in dialog.fields.clash.words.text() or "patient is with" in dialog.fields.clash.words.text()
    assert not dialog.fields.clash.anyway.isVisible()
    with qtbot.waitSignal(dialog.booked) as signal:
        press("<Enter>")
    assert signal.args[0].start == desk.at(9, 0)


def test_what_was_typed_stays_when_the_time_was_taken_at_the_last_moment(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener(patient=desk.leo)
    dialog.fields.note.setPlainText("bring results")
    desk.book(9, 0)
    dialog.send()
    settled(tasks, qtbot)
    assert dialog.isVisible()
    assert dialog.draft.person is not None
    assert (dialog.fields.note.toPlainText(), dialog.draft.person.id) == ("bring results", desk.leo.id)
    assert desk.at(9, 0) not in [time.start for time in dialog.pane.chips.times]
    assert "Eva Novák" in dialog.fields.clash.words.text()


def test_a_visit_that_comes_again_is_booked_on_every_free_date_as_one_step(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(start=desk.at(9, 0, day=7))
    dialog = opener(patient=desk.leo)
    rule = RepeatRule(frequency=Frequency.WEEKLY, count=3)
    dialog.fields.repeat.choose(rule)
    dialog.fields.repeat.changed.emit(rule)
    qtbot.waitUntil(lambda: dialog.repeats.visits is not None)
    assert dialog.right.currentWidget() is dialog.series
    assert "2 visits" in dialog.book.text()
    with qtbot.waitSignal(dialog.booked):
        dialog.send()
    made = desk.clinic.appointments.list(patient=desk.leo.id).items
    assert [local_date(one.start, ZONE).toordinal() - DAY.toordinal() for one in made] == [0, 14]
    desk.clinic.history.undo()
    assert desk.clinic.appointments.list(patient=desk.leo.id).total == 0


def test_dates_that_are_booked_anyway_want_a_reason(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    desk.book(start=desk.at(9, 0, day=7))
    dialog = opener(patient=desk.leo)
    rule = RepeatRule(frequency=Frequency.WEEKLY, count=2)
    dialog.fields.repeat.choose(rule)
    dialog.fields.repeat.changed.emit(rule)
    qtbot.waitUntil(lambda: dialog.repeats.visits is not None)
    dialog.series.table.policy.chosen.emit("book_anyway")
    settled(tasks, qtbot)
    dialog.send()
    assert dialog.series.table.reason.is_wrong
    dialog.series.table.reason.control.setText("urgent")
    with qtbot.waitSignal(dialog.booked):
        dialog.send()
    reasons = [one.override_reason for one in desk.clinic.appointments.list(patient=desk.leo.id).items]
    assert reasons == [None, "urgent"]


def test_two_services_one_after_the_other_are_booked_as_one_visit(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=[WeeklyHours(2, 9 * 60, 12 * 60)])
    desk.clinic.services.update(id=desk.service.id, practitioners=[desk.chen.id])
    blood = desk.clinic.services.create(name="Blood test", duration=15 * MINUTE, practitioners=[desk.ortega.id])
    dialog = opener(patient=desk.leo)
    dialog.fields.further.more.click()
    settled(tasks, qtbot)
    row = dialog.fields.further.rows[0]
    row.service.taken.emit(Offer(blood))
    settled(tasks, qtbot)
    assert dialog.draft.lasts == 45 * MINUTE
    assert dialog.draft.time is not None
    assert dialog.draft.time.name == "Dr. Amelia Chen, Dr. Luis Ortega"
    with qtbot.waitSignal(dialog.booked):
        dialog.send()
    made = desk.clinic.appointments.list(patient=desk.leo.id).items
    assert [(one.service_id, one.practitioner_id, one.start) for one in made] == [
        (desk.service.id, desk.chen.id, desk.at(9, 0)),
        (blood.id, desk.ortega.id, desk.at(9, 30)),
    ]
    assert made[0].booking_id == made[1].booking_id is not None


def test_a_service_that_follows_is_left_out_again(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    dialog = opener(patient=desk.leo)
    dialog.fields.further.more.click()
    dialog.fields.further.rows[0].remove.click()
    settled(tasks, qtbot)
    assert (dialog.draft.further, dialog.draft.lasts) == ((), 30 * MINUTE)
    assert not dialog.fields.further.rows


def test_no_more_than_four_services_make_one_visit(opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    dialog = opener()
    for _ in range(3):
        dialog.fields.further.more.click()
    settled(tasks, qtbot)
    assert len(dialog.draft.further) == 3
    assert not dialog.fields.further.more.isVisible()


@pytest.mark.usefixtures("large")
def test_at_twice_the_text_every_word_of_the_foot_and_of_day_and_time_has_room(desk: Desk, opener: Opener) -> None:
    dialog = opener(patient=desk.leo)
    dialog.resize(1256, 760)
    QApplication.processEvents()
    for button in (dialog.hold, dialog.book):
        assert dialog.rect().contains(button.mapTo(dialog, button.rect().bottomRight()))
        assert button.width() >= button.sizeHint().width()
    for line in (dialog.fields.day, dialog.fields.time, dialog.fields.length, dialog.fields.who):
        assert line.fontMetrics().horizontalAdvance(line.text()) < line.width()
    assert dialog.pane.parts.width() >= dialog.pane.parts.sizeHint().width()


def test_the_rows_of_chips_never_reach_beyond_the_dialog(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    dialog = opener(patient=desk.leo)
    show_taken(dialog, tasks, qtbot)
    for width in (1120, 700, 500):
        dialog.resize(width, 600)
        QApplication.processEvents()
        chips = dialog.pane.chips.findChildren(Chip)
        assert max(chip.mapTo(dialog, chip.rect().topRight()).x() for chip in chips) < dialog.width()
