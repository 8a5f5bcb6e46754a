"""The list of groups: filters that all hold, several orders, pages, archived and deleted ones (C11, C12, C14)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Forbidden, Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import HOUR, MINUTE, Instant
from frontdesk.services.clinic import Clinic
from frontdesk.services.group_rows import GroupPage
from tests.support.clinics import Desk, nobody
from tests.support.made_classes import a_class, classes, held_seat, people, wait
from tests.support.refusals import refused


def listed(desk: Desk, *filters: str, **asked: Any) -> list[Id]:
    return [one.id for one in found(desk, *filters, **asked).items]


def found(desk: Desk, *filters: str, **asked: Any) -> GroupPage:
    return desk.clinic.group_appointments.list(filters=filters, **asked)


def ids(*visits: Appointment) -> list[Id]:
    return [one.id for one in visits]


def test_every_field_of_a_group_is_told(desk: Desk) -> None:
    hall = desk.clinic.rooms.create(name="Hall", capacity=9)
    first, second, third = classes(
        desk,
        title="Yoga",
        notes="Mats",
        room=hall.id,
        attendees=[desk.eva.id, desk.leo.id],
        video_url="https://meet.example/1",
    )
    told = desk.clinic.group_appointments.get(id=second.id)
    assert (told.id, told.title, told.notes, told.status.value) == (second.id, "Yoga", "Mats", "booked")
    assert (told.start, told.end, told.zone) == (second.start, second.end, second.zone)
    assert (told.service_id, told.practitioner_id, told.room_id) == (desk.service.id, desk.chen.id, hall.id)
    assert (told.max_attendees, told.patients, told.heads) == (3, (desk.eva.id, desk.leo.id), 2)
    assert (told.video_url, told.interaction.value) == ("https://meet.example/1", "video_call")
    assert (told.rule, told.repeated_from, told.repeats) == ("FREQ=WEEKLY;COUNT=3", first.id, (first.id, third.id))
    assert (told.archived_at, told.deleted_at, told.created_at) == (None, None, second.created_at)


def test_the_first_of_a_series_is_repeated_from_none_and_one_alone_has_no_repeats(desk: Desk) -> None:
    first, second, third = classes(desk)
    alone = a_class(desk, start=desk.at(14))
    told = desk.clinic.group_appointments.get(id=first.id)
    assert (told.repeated_from, told.repeats) == (None, (second.id, third.id))
    other = desk.clinic.group_appointments.get(id=alone.id)
    assert (other.repeated_from, other.repeats, other.rule, other.series_id) == (None, (), None, None)


def test_only_groups_are_listed_and_found(desk: Desk) -> None:
    made, visit = a_class(desk), desk.book(14)
    desk.clinic.holds.place(start=desk.at(15), service=desk.service.id, group=True)
    assert listed(desk) == [made.id]
    refusal = refused(desk.clinic.group_appointments.get, id=visit.id)
    assert isinstance(refusal, NotFound)
    assert refusal.facts["kind"] == "group_appointment"


def test_every_filter_must_hold(desk: Desk) -> None:
    first, second, third = classes(desk)
    a_class(desk, start=desk.at(14), practitioner=desk.ortega.id)
    asked = (f"practitioner:={desk.chen.id}", f"starts_at:>{first.start}")
    assert listed(desk, *asked) == ids(second, third)
    assert listed(desk, *asked, f"starts_at:<{third.start}") == ids(second)
    assert listed(desk, *asked, f"practitioner:={desk.ortega.id}") == []


@pytest.mark.parametrize(
    ("operator", "places"),
    [("=", [1]), ("!=", [0, 2]), ("<", [0]), ("<=", [0, 1]), (">", [2]), (">=", [1, 2]), ("?", [0, 1, 2]), ("!?", [])],
)
@pytest.mark.parametrize("field", ["starts_at", "ends_at", "id"])
def test_each_operator_compares(operator: str, places: list[int], field: str, desk: Desk) -> None:
    made = classes(desk)
    value = {"starts_at": made[1].start, "ends_at": made[1].end, "id": made[1].id}[field]
    said = f"{field}:{operator}{'' if '?' in operator else value}"
    assert listed(desk, said) == [made[n].id for n in places]


def test_service_location_and_moments_of_the_record_are_filtered_by(desk: Desk) -> None:
    other = desk.clinic.services.create(name="Back class", duration=HOUR)
    first = a_class(desk)
    second = a_class(desk, service=other.id, start=desk.at(13))
    assert listed(desk, f"service:={other.id}") == [second.id]
    assert listed(desk, f"service:!={other.id}") == [first.id]
    assert listed(desk, f"location:={first.location_id}") == ids(first, second)
    assert listed(desk, f"location:={nobody()}") == []
    assert listed(desk, f"created_at:>{first.created_at}") == [second.id]
    desk.clinic.group_appointments.update(id=first.id, title="Changed")
    assert listed(desk, f"updated_at:>{second.updated_at}") == [first.id]


def test_whoever_comes_to_a_group_is_found_by_it(desk: Desk) -> None:
    first, second, _ = classes(desk)
    desk.clinic.attendees.add(appointment=first.id, patient=desk.eva.id)
    desk.clinic.attendees.add(appointment=second.id, patient=desk.leo.id)
    assert listed(desk, f"patients:~{desk.eva.id}") == [first.id]
    assert listed(desk, f"patients:~{nobody()}") == []
    assert listed(desk, "patients:?") == ids(first, second)
    assert len(listed(desk, "patients:!?")) == 1


def test_a_seat_that_was_held_and_has_run_out_finds_nobody_and_counts_for_nothing(desk: Desk) -> None:
    made = a_class(desk)
    held_seat(desk, made, desk.eva.id)
    assert found(desk, f"patients:~{desk.eva.id}").items[0].heads == 1
    wait(desk, 11)
    assert listed(desk, f"patients:~{desk.eva.id}") == []
    assert found(desk).items[0].patients == ()
    assert (listed(desk, "patients:?"), listed(desk, "patients:!?")) == ([], ids(made))


def test_one_whose_other_seats_ran_out_still_has_who_comes(desk: Desk) -> None:
    made = a_class(desk, attendees=[desk.leo.id])
    held_seat(desk, made, desk.eva.id)
    wait(desk, 11)
    assert (listed(desk, "patients:?"), listed(desk, "patients:!?")) == (ids(made), [])


def test_what_is_not_set_is_another_one_than_any(desk: Desk) -> None:
    made = a_class(desk, room=None)
    with desk.clinic.writing("test.nobody", lambda: "For nobody") as work:
        held = work.get(Appointment, made.id)
        work.replace(held, replace(held, practitioner_id=None, location_id=None))
    for field in ("practitioner", "location", "archived_at", "repeated_from"):
        assert listed(desk, f"{field}:!={nobody()}") == ids(made), field


def test_what_repeats_a_group_is_found_by_the_first_of_its_series(desk: Desk) -> None:
    first, second, third = classes(desk)
    alone = a_class(desk, start=desk.at(14))
    assert listed(desk, f"repeated_from:={first.id}") == ids(second, third)
    assert listed(desk, f"repeated_from:={second.id}") == []
    assert listed(desk, "repeated_from:?") == ids(second, third)
    assert listed(desk, "repeated_from:!?") == ids(first, alone)
    assert listed(desk, f"repeated_from:!={first.id}") == ids(first, alone)
    assert listed(desk, sort="repeated_from:desc,starts_at:desc") == ids(third, second, alone, first)
    desk.clinic.appointments.delete(id=first.id)
    assert listed(desk, f"repeated_from:>={second.id}", f"starts_at:>{alone.start}") == ids(third)
    assert listed(desk, "deleted_at:?", f"repeated_from:={second.id}") == ids(first)


def test_it_is_sorted_by_two_fields_and_by_id_in_the_end(desk: Desk) -> None:
    one = a_class(desk)
    two = a_class(desk, practitioner=desk.ortega.id)
    three = a_class(desk, start=desk.at(14))
    assert listed(desk) == ids(one, two, three)
    assert listed(desk, sort="starts_at:desc") == ids(three, one, two)
    assert listed(desk, sort="starts_at,practitioner:desc") == ids(two, one, three)
    assert listed(desk, sort=["starts_at:desc", "id:desc"]) == ids(three, two, one)
    assert listed(desk, sort="service,id:desc") == ids(three, two, one)


def test_pages_follow_each_other_without_gaps(desk: Desk) -> None:
    made = classes(desk)
    pages = [found(desk, page=n, per_page=2) for n in (1, 2, 3)]
    assert [[one.id for one in page.items] for page in pages] == [ids(*made[:2]), ids(made[2]), []]
    assert {(page.total, page.per_page) for page in pages} == {(3, 2)}


def test_pages_by_what_is_repeated_follow_each_other_and_tell_the_total(desk: Desk) -> None:
    first, second, third = classes(desk)
    alone = a_class(desk, start=desk.at(14))
    by = {"sort": "repeated_from:desc,starts_at", "per_page": 3}
    pages = [found(desk, page=n, **by) for n in (1, 2, 3)]
    assert [[one.id for one in page.items] for page in pages] == [ids(second, third, first), ids(alone), []]
    assert [page.total for page in pages] == [4, 4, 4]
    assert found(desk, f"starts_at:>{third.start}", **by).total == 0


@pytest.mark.parametrize("size", [1, 100])
def test_one_to_a_hundred_a_page(size: int, desk: Desk) -> None:
    assert found(desk, per_page=size).per_page == size


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"per_page": 0}, "per_page"), ({"per_page": 101}, "per_page"), ({"page": 0}, "page"), ({"page": None}, "page")],
)
def test_other_pages_are_invalid(asked: dict[str, Any], field: str, desk: Desk) -> None:
    refusal = refused(desk.clinic.group_appointments.list, **asked)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field


def test_archived_ones_are_hidden_unless_asked_for(desk: Desk) -> None:
    first, second, third = classes(desk)
    away = desk.clinic.group_appointments.archive(id=second.id)
    assert listed(desk) == ids(first, third)
    assert listed(desk, archived=True) == ids(first, second, third)
    assert listed(desk, "archived_at:?") == [second.id]
    assert listed(desk, "archived_at:!?") == ids(first, third)
    assert listed(desk, f"archived_at:<={away.archived_at}") == [second.id]
    assert desk.clinic.group_appointments.get(id=second.id).archived_at == away.archived_at


def test_one_is_read_by_whether_it_is_archived(desk: Desk) -> None:
    made = a_class(desk)
    get = desk.clinic.group_appointments.get
    assert get(id=made.id, filters=["archived_at:!?", "deleted_at:!?"]).id == made.id
    assert isinstance(refused(get, id=made.id, filters=["archived_at:?"]), NotFound)
    assert refused(get, id=made.id, filters=["id:?"]).facts["allowed"] == ["archived_at", "deleted_at"]


def test_deleted_ones_are_told_of_as_they_were_by_a_filter_that_asks_for_them(desk: Desk) -> None:
    first, second, third = classes(desk, attendees=[desk.eva.id], title="Yoga")
    desk.book(14)
    desk.clinic.appointments.delete(id=second.id)
    assert listed(desk, archived=True) == ids(first, third)
    [gone] = found(desk, "deleted_at:?").items
    assert (gone.id, gone.title, gone.patients) == (second.id, "Yoga", (desk.eva.id,))
    assert gone.deleted_at is not None
    assert gone.repeated_from == first.id
    assert listed(desk, "deleted_at:!?") == ids(first, third)
    assert listed(desk, f"deleted_at:<={gone.deleted_at}", f"patients:~{desk.eva.id}") == [second.id]
    assert listed(desk, f"deleted_at:>{gone.deleted_at}") == []
    assert listed(desk, "deleted_at:?", f"patients:~{desk.leo.id}") == []
    assert listed(desk, "deleted_at:?", "patients:?", f"service:={desk.service.id}") == [second.id]
    assert listed(desk, "deleted_at:?", f"starts_at:>{third.start}") == []
    assert listed(desk, "deleted_at:?", "deleted_at:!?") == []


def test_a_deleted_one_is_told_with_its_last_version(desk: Desk) -> None:
    made = a_class(desk)
    desk.clinic.group_appointments.update(id=made.id, title="Yoga")
    last = desk.clinic.group_appointments.update(id=made.id, title="Yin")
    desk.clinic.appointments.delete(id=made.id)
    assert found(desk, "deleted_at:?").items[0].version == last.version == 3
    desk.clinic.history.undo()
    again = desk.clinic.group_appointments.get(id=made.id)
    desk.clinic.appointments.delete(id=made.id)
    assert found(desk, "deleted_at:?").items[0].version == again.version


def test_a_deleted_one_is_read_only_when_it_is_asked_for(desk: Desk) -> None:
    made = a_class(desk)
    get = desk.clinic.group_appointments.get
    desk.clinic.appointments.delete(id=made.id)
    assert isinstance(refused(get, id=made.id), NotFound)
    assert isinstance(refused(get, id=made.id, filters=["deleted_at:!?"]), NotFound)
    assert get(id=made.id, filters=["deleted_at:?"]).deleted_at is not None
    desk.clinic.history.undo()
    assert get(id=made.id).deleted_at is None
    assert listed(desk, "deleted_at:?") == []


def test_a_deleted_visit_or_hold_is_no_deleted_group(desk: Desk) -> None:
    desk.clinic.appointments.delete(id=desk.book(9).id)
    desk.clinic.holds.place(start=desk.at(15), service=desk.service.id, group=True)
    wait(desk, 30)
    desk.clinic.holds.expire()
    assert listed(desk, "deleted_at:?") == []


def test_one_that_was_deleted_moved_and_brought_back_is_there_once(desk: Desk) -> None:
    made = a_class(desk)
    desk.clinic.appointments.move(id=made.id, start=desk.at(15))
    desk.clinic.appointments.delete(id=made.id)
    [gone] = found(desk, "deleted_at:?").items
    assert gone.start == desk.at(15)
    desk.clinic.history.undo()
    desk.clinic.appointments.delete(id=made.id)
    assert len(listed(desk, "deleted_at:?")) == 1


def test_nobody_without_the_right_sees_them(desk: Desk) -> None:
    from frontdesk.domain.actor import Actor, Role

    with desk.as_actor(Actor("nobody", "Nobody", Role("nobody", frozenset()))) as clinic:
        for operation in _reads(clinic):
            with pytest.raises(Forbidden):
                operation()


def _reads(clinic: Clinic) -> list[Any]:
    groups, attendees = clinic.group_appointments, clinic.attendees
    one = {"appointment": nobody()}
    return [
        groups.list,
        lambda: groups.get(id=nobody()),
        lambda: groups.conflicts(id=nobody()),
        lambda: attendees.list(**one),
        lambda: attendees.sessions(**one),
    ]


def test_guests_are_heads_too(desk: Desk) -> None:
    made = a_class(desk, max_attendees=5)
    desk.clinic.appointments.update(id=made.id, guests=2, attendees=people(desk, 1))
    told = desk.clinic.group_appointments.get(id=made.id)
    assert (told.guests, told.heads, len(told.patients)) == (2, 3, 1)
    assert told.updated_at > Instant(made.updated_at - MINUTE)
