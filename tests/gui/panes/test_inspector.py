"""The pane of the selected visit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Interaction, Status
from frontdesk.domain.equipment import Need
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.panes.deeds import deeds_for
from frontdesk.gui.panes.inspector import Inspector
from frontdesk.gui.panes.steps import StatusSteps
from frontdesk.services.service_parts import NewVariation
from frontdesk.services.visits import Details
from tests.support.bookings import two_parts, with_members
from tests.support.clinics import ZONE, Desk


@pytest.fixture
def inspector(room: QWidget) -> Inspector:
    made = Inspector(room)
    made.resize(296, 560)
    made.show()
    return made


def show(inspector: Inspector, desk: Desk, visit: Any, mask: str = "") -> Details:
    details = desk.clinic.appointments.get(id=visit.id)
    inspector.show_visit(details, desk.clinic.appointments.history(id=visit.id), desk.at(10), ZONE, mask)
    return details


def all_words(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def pressed(inspector: Inspector) -> list[str]:
    return [name for name, each in inspector.deeds.buttons.items() if not each.isHidden()]


def test_nothing_selected_says_what_to_do(inspector: Inspector) -> None:
    assert "No visit selected" in all_words(inspector)


def test_the_patient_is_told_by_name_age_birth_date_and_number(inspector: Inspector, desk: Desk) -> None:
    show(inspector, desk, desk.book())
    told = inspector.person.text().replace("\N{NO-BREAK SPACE}", " ")
    assert (inspector.name.text(), told) == ("Eva Novák", "46 · born 1979-06-02 · no. 1001")


def test_an_alert_stands_out(inspector: Inspector, desk: Desk) -> None:
    details = show(inspector, desk, desk.book())
    assert details.patient is not None
    alarming = replace(details, patient=replace(details.patient, alert="Penicillin allergy"))
    hidden = inspector.alert.isHidden()
    inspector.show_visit(alarming, None, desk.at(10), ZONE)
    assert (hidden, inspector.alert.isHidden(), inspector.alert.words.text()) == (True, False, "Penicillin allergy")


def test_when_service_with_and_where_are_told(inspector: Inspector, desk: Desk) -> None:
    visit = desk.book(9, service=desk.service.id, room=desk.room.id)
    show(inspector, desk, visit)
    assert inspector.facts.shown == {
        "When": "Wed 18 Mar, 09:00–09:30",
        "Service": "Consultation",
        "With": "Dr. Amelia Chen",
        "Where": "Room 1 · Main Street",
    }


def test_a_part_tells_which_one_it_is_and_what_comes_next(inspector: Inspector, desk: Desk) -> None:
    one, two = two_parts(desk)
    show(inspector, desk, one)
    assert inspector.facts.shown["Visit"] == "Part 1 of 2 · then Consultation with Dr. Luis Ortega"
    show(inspector, desk, two)
    assert inspector.facts.shown["Visit"] == "Part 2 of 2 · after Consultation with Dr. Amelia Chen"


def test_a_member_of_a_team_tells_who_comes_too(inspector: Inspector, desk: Desk) -> None:
    _, two = with_members(desk)
    show(inspector, desk, two)
    assert inspector.facts.shown["Together with"] == "Dr. Amelia Chen"
    assert "Visit" not in inspector.facts.shown


def test_a_visit_of_its_own_tells_of_no_parts(inspector: Inspector, desk: Desk) -> None:
    show(inspector, desk, desk.book())
    assert inspector.facts.shown.keys() == {"When", "With", "Where"}


def test_the_buffer_is_told_under_the_time(inspector: Inspector, desk: Desk) -> None:
    show(inspector, desk, desk.book(9, service=desk.service.id))
    assert "30 min + 10 min after" in all_words(inspector.facts)


def test_a_video_call_tells_its_link(inspector: Inspector, desk: Desk) -> None:
    visit = desk.book(interaction=Interaction.VIDEO_CALL, video_url="https://video.example.org/42")
    show(inspector, desk, visit)
    assert inspector.facts.shown["How"] == "Video call"
    assert "https://video.example.org/42" in all_words(inspector.facts)


def test_what_took_place_is_told(inspector: Inspector, desk: Desk) -> None:
    visit = desk.book()
    desk.clinic.appointments.set_status(id=visit.id, status=Status.IN_PROGRESS)
    show(inspector, desk, visit)
    assert inspector.facts.shown["Took place"].startswith("since ")


def test_facts_that_are_gone_are_hidden_again(inspector: Inspector, desk: Desk) -> None:
    show(inspector, desk, desk.book(9, service=desk.service.id, room=desk.room.id))
    show(inspector, desk, desk.book(11))
    assert set(inspector.facts.shown) == {"When", "With", "Where"}


def test_notes_show_as_they_were_written(inspector: Inspector, desk: Desk) -> None:
    show(inspector, desk, desk.book(description="<b>Bring</b> latest blood results"))
    assert inspector.notes.words.text() == "<b>Bring</b> latest blood results"


def test_notes_are_offered_on_a_visit_and_not_on_a_held_time(inspector: Inspector, desk: Desk) -> None:
    show(inspector, desk, desk.book())
    before = inspector.write_note.isVisible()
    show(inspector, desk, desk.clinic.holds.place(start=desk.at(11), end=desk.at(12), practitioner=desk.chen.id))
    assert (before, inspector.write_note.isVisible(), inspector.notes_header.isVisible()) == (True, False, False)


def test_history_has_undo_beside_the_undoable(inspector: Inspector, desk: Desk, qtbot: QtBot) -> None:
    visit = desk.book()
    desk.clinic.appointments.set_status(id=visit.id, status=Status.ARRIVED)
    show(inspector, desk, visit)
    arrived, booked = inspector.history.rows
    assert (arrived.undo.isHidden(), booked.undo.isHidden()) == (False, True)
    with qtbot.waitSignal(inspector.undo_asked) as told:
        qtbot.mouseClick(arrived.undo, Qt.MouseButton.LeftButton)
    assert told.args == [arrived.line.undo]


def test_the_same_history_again_leaves_the_rows_alone(inspector: Inspector, desk: Desk) -> None:
    visit = desk.book()
    show(inspector, desk, visit)
    before = list(inspector.history.rows)
    show(inspector, desk, visit)
    assert inspector.history.rows == before


def test_a_mask_hides_everything_that_names_a_person(inspector: Inspector, desk: Desk) -> None:
    visit = desk.book(description="Call Eva's mother", title="Eva's knee")
    show(inspector, desk, visit, mask="• • •")
    words = all_words(inspector)
    assert all(each not in words for each in ("Eva", "Novák", "1979", "1001", "mother"))


def test_a_mask_hides_what_was_written_as_a_reason(inspector: Inspector, desk: Desk) -> None:
    visit = desk.book()
    desk.clinic.appointments.cancel(id=visit.id, reason="Eva is ill")
    show(inspector, desk, visit, mask="• • •")
    assert "Eva" not in all_words(inspector)


def test_a_staff_event_has_no_steps_of_a_patient(inspector: Inspector, desk: Desk) -> None:
    show(inspector, desk, desk.book(patient=None, title="Team meeting"))
    assert (inspector.name.text(), inspector.steps.isHidden(), pressed(inspector)) == (
        "Team meeting",
        True,
        ["move", "edit", "cancel"],
    )


def test_a_staff_event_without_a_title_is_called_so(inspector: Inspector, desk: Desk) -> None:
    show(inspector, desk, desk.book(patient=None))
    assert inspector.name.text() == "Staff event"


def test_an_overlap_on_purpose_tells_its_reason(inspector: Inspector, desk: Desk) -> None:
    desk.book(9)
    show(inspector, desk, desk.book(9, patient=desk.leo.id, override_reason="emergency"))
    assert "emergency" in inspector.apart.text()


def test_a_cancelled_visit_tells_why_and_can_be_brought_back(inspector: Inspector, desk: Desk) -> None:
    visit = desk.book()
    desk.clinic.appointments.cancel(id=visit.id, reason="ill")
    show(inspector, desk, visit)
    assert (inspector.apart.text(), pressed(inspector)) == ("Cancelled: ill", ["book_again", "restore"])


@pytest.mark.parametrize(
    ("status", "deeds"),
    [
        (Status.BOOKED, ["arrive", "confirm", "move", "edit", "no_show", "cancel"]),
        (Status.CONFIRMED, ["arrive", "move", "edit", "no_show", "cancel"]),
        (Status.ARRIVED, ["start", "move", "edit", "no_show", "leave", "cancel"]),
        (Status.IN_PROGRESS, ["complete", "move", "edit", "cancel"]),
        (Status.COMPLETED, ["book_again"]),
        (Status.NO_SHOW, ["book_again", "arrive"]),
        (Status.CANCELLED, ["book_again", "restore"]),
        (Status.HELD, ["take_hold", "extend", "move", "release"]),
    ],
)
def test_the_next_step_stands_first(desk: Desk, status: Status, deeds: list[str]) -> None:
    assert deeds_for(replace(desk.book(), status=status)) == deeds


def test_the_next_step_shows_its_key(inspector: Inspector, desk: Desk) -> None:
    inspector.deeds.set_keys({"arrive": "A", "move": "M"})
    show(inspector, desk, desk.book())
    start, move = inspector.deeds.buttons["arrive"], inspector.deeds.buttons["move"]
    assert (start.property("kind"), start._keys, move._keys, move.toolTip()) == ("primary", "A", "", "M")


def test_a_deed_is_asked_for_with_its_visit(inspector: Inspector, desk: Desk, qtbot: QtBot) -> None:
    visit = desk.book()
    show(inspector, desk, visit)
    with qtbot.waitSignal(inspector.deed_asked) as told:
        qtbot.mouseClick(inspector.deeds.buttons["move"], Qt.MouseButton.LeftButton)
    assert told.args == [visit.id, "move"]


def test_a_status_is_asked_for_by_its_step(inspector: Inspector, desk: Desk, qtbot: QtBot) -> None:
    visit = desk.book()
    show(inspector, desk, visit)
    with qtbot.waitSignal(inspector.status_asked) as told:
        qtbot.mouseClick(inspector.steps.steps[2], Qt.MouseButton.LeftButton)
    assert told.args == [visit.id, Status.ARRIVED]


def test_the_first_deed_can_be_given_the_focus(inspector: Inspector, desk: Desk) -> None:
    show(inspector, desk, desk.book())
    inspector.focus_first()
    assert inspector.deeds.buttons["arrive"].hasFocus()


@pytest.fixture
def steps(room: QWidget) -> StatusSteps:
    made = StatusSteps(room)
    made.show()
    return made


def test_steps_tell_what_is_done_now_and_to_come(steps: StatusSteps) -> None:
    steps.show_status(Status.ARRIVED)
    assert [step.state for step in steps.steps] == ["done", "done", "now", "coming", "coming"]


def test_only_steps_that_may_follow_can_be_pressed(steps: StatusSteps) -> None:
    steps.show_status(Status.ARRIVED)
    assert [step.isEnabled() for step in steps.steps] == [False, False, False, True, True]


def test_a_no_show_who_comes_after_all_can_still_arrive(steps: StatusSteps) -> None:
    steps.show_status(Status.NO_SHOW)
    assert [step.isEnabled() for step in steps.steps] == [False, False, True, True, False]


def test_a_screen_reader_hears_how_a_step_stands(steps: StatusSteps) -> None:
    steps.show_status(Status.ARRIVED)
    assert [s.accessibleName() for s in steps.steps] == [
        "Booked, done",
        "Confirmed, done",
        "Arrived, now",
        "In visit, not yet",
        "Done, not yet",
    ]


def test_no_words_of_a_step_are_cut(steps: StatusSteps) -> None:
    steps.resize(268, 30)
    steps.show_status(Status.BOOKED)
    for step in steps.steps:
        assert step.width() >= step.minimumSizeHint().width()


def test_a_long_note_is_shown_whole(inspector: Inspector, desk: Desk, qtbot: QtBot) -> None:
    show(inspector, desk, desk.book(description="word " * 300))
    label = inspector.notes.words
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))


def test_a_visit_tells_its_variation_and_the_units_it_holds(inspector: Inspector, desk: Desk) -> None:
    ecg = desk.clinic.equipment.create(name="ECG", quantity=2)
    check = desk.clinic.services.create(
        name="Heart check",
        equipment=[Need(ecg.equipment.id, 2)],
        variations=[NewVariation(name="Long", duration=45 * MINUTE)],
    )
    show(inspector, desk, desk.book(service=check.id, variation=check.variations[0].id))
    assert inspector.facts.shown["Service"] == "Heart check · Long"
    assert inspector.facts.shown["Equipment"] == "ECG (unit 1), ECG (unit 2)"


def test_after_a_long_history_nothing_selected_is_told_whole_and_scrolls_no_more(
    inspector: Inspector, desk: Desk, qtbot: QtBot
) -> None:
    visit = desk.book(description="As asked for. " * 200)
    show(inspector, desk, visit)
    qtbot.waitUntil(lambda: inspector.verticalScrollBar().maximum() > 0)
    inspector.clear()
    qtbot.waitUntil(lambda: inspector.verticalScrollBar().maximum() == 0)
    words = inspector.empty.text
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()))
    show(inspector, desk, visit)
    qtbot.waitUntil(lambda: inspector.verticalScrollBar().maximum() > 0)


def test_who_comes_to_a_class_is_no_line_among_its_facts(inspector: Inspector, desk: Desk) -> None:
    made = desk.clinic.group_appointments.create(
        service=desk.service.id, start=desk.at(9), max_attendees=12, attendees=[desk.eva.id]
    )
    show(inspector, desk, made.visits[0])
    assert "Attendees" not in inspector.facts.shown
