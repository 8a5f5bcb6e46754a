"""What is asked of the book about a class that was changed: what differs, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import HOUR, MINUTE, Instant
from frontdesk.gui.dialogs.booking_choices import load_choices
from frontdesk.gui.dialogs.booking_draft import Place
from frontdesk.gui.dialogs.class_draft import Draft
from frontdesk.gui.dialogs.class_edit_draft import changes, draft_of
from tests.support.clinics import Desk

TEN = Instant(1_773_835_200_000)
MAIN = Place(Id(1), None, "Main Street")
CLASS = Draft(title="Yoga", practitioner=Id(5), place=MAIN, start=TEN, length=HOUR, seats=12, note="Bring mats")


def test_what_was_not_changed_is_not_asked() -> None:
    assert changes(CLASS, CLASS) == {}
    assert changes(CLASS, replace(CLASS, title=" Yoga ", note="Bring mats\n")) == {}


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ({"title": "Pilates"}, {"title": "Pilates"}),
        ({"note": " "}, {"notes": None}),
        ({"practitioner": None}, {"practitioner": None}),
        ({"seats": 8}, {"max_attendees": 8}),
        ({"place": Place(Id(1), Id(2), "Main Street", "Room 1")}, {"room": Id(2)}),
        ({"place": Place(Id(3), None, "Hill")}, {"location": Id(3)}),
        ({"length": 90 * MINUTE}, {"end": TEN + 90 * MINUTE}),
    ],
)
def test_each_field_is_asked_by_itself(changed: dict[str, object], asked: dict[str, object]) -> None:
    assert changes(CLASS, replace(CLASS, **changed)) == asked  # type: ignore[arg-type]


def test_at_another_time_it_is_as_long_as_before() -> None:
    later = Instant(TEN + HOUR)
    assert changes(CLASS, replace(CLASS, start=later)) == {"start": later, "end": later + HOUR}


def test_it_begins_as_it_stands_in_the_book(desk: Desk) -> None:
    hall = desk.clinic.rooms.create(name="Hall", capacity=10)
    made = desk.clinic.group_appointments.create(
        service=desk.service.id,
        start=desk.at(10),
        practitioner=desk.chen.id,
        room=hall.id,
        max_attendees=4,
        title="Yoga",
        notes="Bring mats",
    )
    draft = draft_of(load_choices(desk.clinic, made.visits[0].id))
    assert (draft.title, draft.places, draft.practitioner) == ("Yoga", 4, desk.chen.id)
    assert (draft.start, draft.note) == (desk.at(10), "Bring mats")
    assert draft.place is not None
    assert draft.place.room_name == "Hall"
    assert changes(draft, draft) == {}
