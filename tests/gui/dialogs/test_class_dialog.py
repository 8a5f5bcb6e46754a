"""The dialog of a class, by keys and by mouse: what it begins with, who comes, and its dates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.domain.calendar import Frequency, Taken
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import HOUR, MINUTE
from frontdesk.domain.repeats import RepeatRule
from frontdesk.domain.service import Service
from frontdesk.gui.dialogs.class_dialog import ClassDialog
from frontdesk.gui.dialogs.class_draft import Draft, Opening
from frontdesk.gui.dialogs.class_words import create, seats
from frontdesk.gui.dialogs.repeats_rows import Column
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.services.repeats import SeriesBooked
from tests.gui.dialogs.conftest import Press
from tests.support.clinics import Desk, add_patient

Opener = Callable[..., ClassDialog]
WEEKLY = RepeatRule(frequency=Frequency.WEEKLY, count=3)


@pytest.fixture
def yoga(desk: Desk) -> Service:
    """Give a service of an hour for four, which Dr. Chen gives."""
    return desk.clinic.services.create(
        name="Yoga", duration=HOUR, max_attendees=4, practitioners=[desk.chen.id], description=""
    )


@pytest.fixture
def opener(tasks: Tasks, over: QWidget, desk: Desk, yoga: Service, qtbot: Any) -> Opener:
    """Open the dialog with everything read: at nine of Dr. Chen, or whatever else is said."""

    def do(practitioner: Id | None = desk.chen.id, hour: int = 9, **more: Any) -> ClassDialog:
        dialog = ClassDialog(tasks, over, opening=Opening(desk.at(hour), practitioner, **more))
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isActiveWindow())
        qtbot.waitUntil(lambda: tasks.idle and dialog.choices is not None)
        return dialog

    return do


@pytest.fixture
def settle(tasks: Tasks, qtbot: Any) -> Callable[[], None]:
    """Wait until everything is known that was asked for."""

    def do() -> None:
        for _ in range(3):
            QApplication.processEvents()
            qtbot.waitUntil(lambda: tasks.idle)

    return do


Settle = Callable[[], None]


def created(dialog: ClassDialog, qtbot: Any, act: Callable[[], object]) -> SeriesBooked:
    """Do something that creates the class, and give what came of it."""
    with qtbot.waitSignal(dialog.created) as heard:
        act()
    made: SeriesBooked = heard.args[0]
    return made


def test_it_begins_with_a_service_for_several_at_the_time_that_was_pointed_at(opener: Opener, desk: Desk) -> None:
    dialog = opener()
    fields = dialog.fields
    assert (fields.service.text(), fields.who.text()) == ("Yoga", "Dr. Amelia Chen")
    assert (fields.day.text(), fields.time.text(), fields.length.text()) == ("Wed 18 Mar", "09:00", "1 h")
    assert (fields.seats.value(), fields.title.placeholderText()) == (4, "Yoga")
    assert fields.service.hasFocus()


def test_whoever_gives_none_of_those_is_not_asked_for(opener: Opener, desk: Desk) -> None:
    assert opener(desk.ortega.id).fields.who.text() == "Any practitioner"


def test_enter_alone_creates_it_named_after_its_service(opener: Opener, desk: Desk, press: Press, qtbot: Any) -> None:
    dialog = opener()
    [made] = created(dialog, qtbot, lambda: press("<Enter>")).visits
    held = desk.clinic.appointments.get(id=made.id).appointment
    assert (held.title, held.group, held.max_attendees, held.attendees) == ("Yoga", True, 4, ())
    assert (held.start, held.end, held.practitioner_id) == (desk.at(9), desk.at(10), desk.chen.id)


def test_keys_alone_say_everything(opener: Opener, desk: Desk, press: Press, settle: Settle, qtbot: Any) -> None:
    dialog = opener()
    press("<Tab>Back school<Tab><Tab><Tab>fri<Tab>1430<Tab>45<Tab>2<Tab><Tab>Bring a mat<Tab>")
    assert dialog.people.search.hasFocus()
    press("eva<Enter>leo<Enter>")
    settle()
    assert [row.name.text() for row in dialog.people.rows] == ["Eva Novák", "Leo Martin"]
    assert dialog.who_comes.caption.text() == "Who comes · 2 of 2 seats taken"
    [made] = created(dialog, qtbot, lambda: press("<Enter>")).visits
    assert (made.title, made.description, made.max_attendees) == ("Back school", "Bring a mat", 2)
    assert (made.start, made.end) == (desk.at(14, 30, day=2), desk.at(15, 15, day=2))
    assert [one.id for one in made.attendees] == [desk.eva.id, desk.leo.id]


def test_enter_before_everything_is_known_is_kept(
    tasks: Tasks, over: QWidget, desk: Desk, yoga: Service, press: Press, qtbot: Any
) -> None:
    dialog = ClassDialog(tasks, over, opening=Opening(desk.at(9), desk.chen.id))
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isActiveWindow())
    [made] = created(dialog, qtbot, dialog.send).visits
    assert made.start == desk.at(9)


def test_another_service_brings_its_length_and_seats(opener: Opener, desk: Desk, press: Press, settle: Settle) -> None:
    dialog = opener()
    dialog.fields.seats.setValue(9)
    press("cons<Enter>")
    settle()
    assert (dialog.fields.length.text(), dialog.fields.seats.value()) == ("30 min", 1)
    assert dialog.fields.title.hasFocus()


def test_someone_is_taken_out_again(opener: Opener, desk: Desk, press: Press, settle: Settle, qtbot: Any) -> None:
    dialog = opener()
    dialog.people.search.setFocus()
    press("eva<Enter>")
    settle()
    press("eva<Enter>")
    settle()
    [row] = dialog.people.rows
    qtbot.mouseClick(row.remove, Qt.MouseButton.LeftButton)
    assert (dialog.people.rows, dialog.draft.people) == ([], ())
    assert dialog.people.search.hasFocus()


def test_more_than_there_are_seats_is_said_beside_the_field(
    opener: Opener, desk: Desk, press: Press, settle: Settle
) -> None:
    dialog = opener()
    dialog.fields.seats.setValue(1)
    dialog.people.search.setFocus()
    press("eva<Enter>leo<Enter>")
    settle()
    assert dialog.who_comes.is_wrong
    press("<Enter>")
    assert dialog.isVisible()
    dialog.fields.seats.setValue(2)
    settle()
    assert not dialog.who_comes.is_wrong


def test_a_room_that_is_too_small_is_said_beside_it(opener: Opener, desk: Desk, settle: Settle) -> None:
    dialog = opener()
    assert dialog.choices is not None
    dialog.change(place=next(place for place in dialog.choices.places if place.room == desk.room.id))
    settle()
    assert dialog.fields.fields["room"].is_wrong
    dialog.send()
    assert dialog.fields.place.hasFocus()


def test_what_cannot_be_read_is_said_beside_it(opener: Opener, press: Press) -> None:
    dialog = opener()
    dialog.fields.time.setFocus(Qt.FocusReason.TabFocusReason)
    press("soon<Enter>")
    assert dialog.fields.fields["start"].is_wrong
    assert dialog.isVisible()


def test_without_a_service_it_is_asked_for(opener: Opener, desk: Desk, yoga: Service) -> None:
    desk.clinic.services.archive(id=yoga.id)
    dialog = opener()
    dialog.send()
    assert dialog.fields.fields["service"].is_wrong
    assert dialog.fields.service.hasFocus()


def test_a_time_that_is_taken_is_told_with_the_next_that_is_free(
    opener: Opener, desk: Desk, settle: Settle, qtbot: Any
) -> None:
    desk.book(9)
    dialog = opener()
    assert "Eva Novák" in dialog.fields.clash.words.text()
    assert dialog.create_button.accessibleName() == "Create anyway…"
    dialog.fields.clash.nearest.click()
    settle()
    assert dialog.draft.start == desk.at(9, 30)
    [made] = created(dialog, qtbot, dialog.send).visits
    assert (made.start, made.override_reason) == (desk.at(9, 30), None)


def test_names_that_are_masked_are_not_told(opener: Opener, desk: Desk) -> None:
    desk.book(9)
    assert "Eva" not in opener(masked=True).fields.clash.words.text()


@pytest.mark.parametrize("masked", [False, True])
def test_no_date_of_a_class_names_who_is_in_its_way_while_names_are_masked(
    opener: Opener, desk: Desk, settle: Settle, masked: bool
) -> None:
    desk.book(start=desk.at(9, day=7))
    dialog = opener(masked=masked)
    dialog.change(repeat=RepeatRule(frequency=Frequency.WEEKLY, count=2))
    settle()
    rows = dialog.dates.table.model()
    told = " ".join(rows.index(n, Column.STATE).data() for n in range(rows.rowCount()))
    assert "Taken" in told
    assert ("Eva Novák" not in told) is masked


def test_a_time_that_is_taken_is_booked_over_with_a_reason(
    opener: Opener, desk: Desk, press: Press, qtbot: Any
) -> None:
    desk.book(9)
    dialog = opener()
    press("<Enter>")
    assert dialog.fields.clash.is_asking
    [made] = created(dialog, qtbot, lambda: press("Both know<Enter>")).visits
    assert made.override_reason == "Both know"


def test_a_class_that_comes_again_shows_its_dates_and_says_how_many_there_will_be(
    opener: Opener, desk: Desk, press: Press, settle: Settle, qtbot: Any
) -> None:
    desk.book(9, start=desk.at(9, day=7))
    dialog = opener()
    assert dialog.dates.isHidden()
    dialog.fields.repeat.setFocus()
    press("<Enter><Right><Right><Enter>")
    settle()
    assert dialog.dates.table.hasFocus()
    assert dialog.fields.repeat.line.remark == "1 of 6 conflicts"
    assert dialog.create_button.accessibleName() == "Create 5 classes"
    made = created(dialog, qtbot, lambda: press("<Enter>"))
    assert (len(made.visits), len(made.skipped)) == (5, 1)
    assert len({visit.series_id for visit in made.visits}) == 1


def test_the_policy_and_a_reason_decide_on_dates_that_are_not_free(
    opener: Opener, desk: Desk, settle: Settle, qtbot: Any
) -> None:
    desk.book(9, start=desk.at(9, day=7))
    dialog = opener()
    dialog.change(repeat=WEEKLY)
    settle()
    dialog.dates.policy.choose(Taken.BOOK_ANYWAY.value)
    dialog.dates.policy.chosen.emit(Taken.BOOK_ANYWAY.value)
    settle()
    dialog.send()
    assert dialog.dates.reason.is_wrong
    dialog.dates.reason.control.setText("Both know")
    made = created(dialog, qtbot, dialog.send)
    assert [visit.override_reason for visit in made.visits] == [None, "Both know", None]


def test_dates_that_others_took_meanwhile_are_refused_and_shown_anew(
    opener: Opener, desk: Desk, settle: Settle
) -> None:
    dialog = opener()
    dialog.change(repeat=WEEKLY)
    settle()
    desk.book(9, start=desk.at(9, day=7))
    dialog.send()
    settle()
    assert dialog.isVisible()
    assert dialog.create_button.accessibleName() == "Create 2 classes"


def test_where_no_date_is_free_nothing_is_created(opener: Opener, desk: Desk, settle: Settle) -> None:
    for week in range(3):
        desk.book(9, start=desk.at(9, day=7 * week))
    dialog = opener()
    dialog.change(repeat=WEEKLY)
    settle()
    dialog.send()
    settle()
    assert dialog.isVisible()
    assert dialog.summary.text().startswith("Not free")


def test_the_dates_of_the_series_follow_the_day(opener: Opener, desk: Desk, press: Press, settle: Settle) -> None:
    dialog = opener()
    dialog.change(repeat=WEEKLY)
    dialog.fields.day.setFocus(Qt.FocusReason.TabFocusReason)
    press("fri<Tab>")
    settle()
    assert dialog.asking.plan is not None
    assert [row.date.isoformat() for row in dialog.asking.plan.rows] == ["2026-03-20", "2026-03-27", "2026-04-03"]


def test_large_text_has_room_and_leaves_nothing_out(large: None, opener: Opener, press: Press, settle: Settle) -> None:
    dialog = opener()
    assert dialog.width() <= 1280
    press("<Tab>")
    for field in (*dialog.fields.fields.values(), dialog.who_comes):
        field.control.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        top = field.control.mapTo(dialog, field.control.rect().topLeft())
        assert top.x() >= 0
        assert top.x() + field.control.width() <= dialog.width()


def test_letters_that_mean_nobody_or_several_are_told_and_stop_an_enter(
    opener: Opener, desk: Desk, press: Press, settle: Settle, qtbot: Any
) -> None:
    dialog = opener()
    dialog.people.search.setFocus()
    press("zzz<Enter>leo<Enter>yyy<Enter><Enter>")
    settle()
    assert dialog.who_comes.message.text().startswith("“zzz”, “yyy”: nobody")
    assert [person.id for person in dialog.draft.people] == [desk.leo.id]
    assert dialog.isVisible()
    [made] = created(dialog, qtbot, lambda: press("<Enter>")).visits
    assert len(made.attendees) == 1


def test_letters_that_are_seen_to_mean_nobody_are_told_and_stay(
    opener: Opener, desk: Desk, press: Press, settle: Settle
) -> None:
    dialog = opener()
    dialog.people.search.setFocus()
    press("zzz")
    settle()
    press("<Enter>")
    assert (dialog.people.search.text(), dialog.who_comes.is_wrong) == ("zzz", True)
    press("<Back><Back><Back>leo")
    settle()
    press("<Enter>")
    settle()
    assert not dialog.who_comes.is_wrong
    assert len(dialog.draft.people) == 1


def test_many_come_and_each_has_a_row(opener: Opener, desk: Desk, press: Press, settle: Settle) -> None:
    for number in range(3):
        add_patient(desk.clinic, f"Ann{number}", "Lee", f"20{number}")
    dialog = opener()
    dialog.people.search.setFocus()
    for number in range(3):
        press(f"ann{number}<Enter>")
        settle()
    assert len(dialog.people.rows) == 3
    assert dialog.people.rows[0].remove.accessibleName() == "Take Ann0 Lee out"


@pytest.mark.parametrize(
    ("dates", "told"), [(None, "Create class"), (0, "Create class"), (1, "Create 1 class"), (2, "Create 2 classes")]
)
def test_the_button_counts_as_people_do(dates: int | None, told: str) -> None:
    assert create(dates) == told


def test_seats_are_counted_as_people_do() -> None:
    assert (seats(1), seats(12)) == ("1 seat", "12 seats")


def test_lengths_are_what_was_typed(opener: Opener, press: Press) -> None:
    dialog = opener()
    dialog.fields.length.setFocus(Qt.FocusReason.TabFocusReason)
    press("90<Tab>")
    assert dialog.draft.lasts == 90 * MINUTE


def put_away(dialog: ClassDialog) -> list[Any]:
    """Collect what the dialog hands out to be offered again."""
    told: list[Any] = []
    dialog.put_away.connect(told.append)
    return told


def test_what_was_begun_is_handed_out_by_escape_and_gone_on_with_in_the_next(
    opener: Opener, desk: Desk, tasks: Tasks, over: QWidget, press: Press, settle: Settle, qtbot: Any
) -> None:
    dialog = opener()
    told = put_away(dialog)
    dialog.fields.title.setText("Back school")
    dialog.fields.note.setPlainText("bring mats")
    dialog.change(start=desk.at(14), seats=3)
    press("<Esc>")
    [kept] = told
    again = ClassDialog(tasks, over, opening=Opening(desk.at(9)), kept=kept)
    again.open()
    settle()
    assert (again.kept.isVisible(), again.kept.words.text()) == (True, "Not created: Back school")
    again.kept.resume.click()
    settle()
    [made] = created(again, qtbot, again.send).visits
    assert (made.title, made.start, made.max_attendees, made.description) == (
        "Back school",
        desk.at(14),
        3,
        "bring mats",
    )


def test_nothing_is_handed_out_of_an_untouched_class(opener: Opener, press: Press, settle: Settle) -> None:
    dialog = opener()
    told = put_away(dialog)
    settle()
    press("<Esc>")
    assert told == []


def test_what_was_kept_waits_while_another_class_is_created(
    desk: Desk, yoga: Service, tasks: Tasks, over: QWidget, settle: Settle, qtbot: Any
) -> None:
    kept = Draft(title="Back school")
    dialog = ClassDialog(tasks, over, opening=Opening(desk.at(9)), kept=kept)
    dialog.open()
    told = put_away(dialog)
    settle()
    created(dialog, qtbot, dialog.send)
    assert told == [kept]


def test_whose_time_is_taken_is_told_while_anybody_will_do(opener: Opener, desk: Desk) -> None:
    desk.book(9)
    dialog = opener(None)
    assert dialog.fields.clash.words.text().startswith("Not free with Dr. Amelia Chen: ")
    assert dialog.fields.clash.anyway.text() == "Create anyway…"


def test_the_dates_have_all_the_room_that_there_is(opener: Opener, settle: Settle) -> None:
    dialog = opener()
    dialog.resize(1000, 680)
    dialog.change(repeat=RepeatRule(frequency=Frequency.WEEKLY, count=6))
    settle()
    assert dialog.dates.height() > 300
