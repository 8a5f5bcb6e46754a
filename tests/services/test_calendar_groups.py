"""Groups of calendars: slugs, hiding, and ungrouping (C25 to C27)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.calendar import CalendarKind
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from frontdesk.services.slugs import SlugReply
from tests.support.clinics import READER, Desk, nobody
from tests.support.refusals import refused, unversioned


def names(desk: Desk, **sent: Any) -> list[str]:
    return [one.name for one in desk.clinic.calendar_groups.list(**sent)]


def test_a_group_holds_what_was_sent(desk: Desk) -> None:
    made = desk.clinic.calendar_groups.create(name=" Online ", slug="Ön Line", description="a\r\nb", active=False)
    assert desk.clinic.calendar_groups.get(id=made.id) == made
    assert (made.name, made.slug, made.description, made.active) == ("Online", "on-line", "a\nb", False)


def test_a_name_suffices(desk: Desk) -> None:
    made = desk.clinic.calendar_groups.create(name="Ünline talks")
    assert (made.slug, made.description, made.active) == ("unline-talks", "", True)
    assert desk.clinic.calendar_groups.create(name="unline Talks").slug == "unline-talks-2"
    assert desk.clinic.calendar_groups.create(name="!").slug == "group"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"slug": ""}, "slug"),
        ({"slug": "?"}, "slug"),
        ({"slug": 5}, "slug"),
        ({"description": "\x00"}, "description"),
        ({"active": None}, "active"),
        ({"active": "yes"}, "active"),
    ],
)
def test_bad_input_is_invalid_and_names_its_field(desk: Desk, sent: dict[str, Any], field: str) -> None:
    held = desk.clinic.calendar_groups.create(name="Online")
    assert refused(desk.clinic.calendar_groups.create, **{"name": "A", **sent}).facts["field"] == field
    refusal = refused(desk.clinic.calendar_groups.update, id=held.id, **sent)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field
    assert desk.clinic.calendar_groups.list() == (held,)


def test_what_is_left_out_stays_and_null_clears(desk: Desk) -> None:
    made = desk.clinic.calendar_groups.create(name="Online", description="A")
    changed = desk.clinic.calendar_groups.update(id=made.id, name="Talks")
    assert unversioned(changed) == {**unversioned(made), "name": "Talks"}
    cleared = desk.clinic.calendar_groups.update(id=made.id, description=None, slug=None)
    assert (cleared.description, cleared.slug) == ("", "talks")


def test_a_slug_that_another_has_is_a_conflict_and_ones_own_is_free_to_keep(desk: Desk) -> None:
    one = desk.clinic.calendar_groups.create(name="Online")
    other = desk.clinic.calendar_groups.create(name="Talks")
    assert isinstance(refused(desk.clinic.calendar_groups.update, id=other.id, slug="ONLINE"), Conflict)
    assert desk.clinic.calendar_groups.update(id=one.id, slug="Online") == one
    validate = desk.clinic.calendar_groups.validate_slug
    assert validate(slug=" Ónline ") == SlugReply("online", free=False)
    assert validate(slug="ONLINE", id=one.id) == SlugReply("online", free=True)
    assert validate(slug="online", id=other.id) == SlugReply("online", free=False)
    assert validate(slug="Some thing") == SlugReply("some-thing", free=True)
    assert refused(validate, slug="!").facts["field"] == "slug"
    assert isinstance(refused(validate, slug="a", id=nobody()), NotFound)


def test_a_hidden_group_hides_its_calendars_and_their_bookings_stay(desk: Desk) -> None:
    group = desk.clinic.calendar_groups.create(name="Online")
    talks = desk.clinic.calendars.create(name="Talks", kind=CalendarKind.EVENT, group=group.id)
    visit = desk.book(9, calendar=talks.id, ignore_free_slots=True)
    once = desk.clinic.calendar_groups.set_active(id=group.id, active=False)
    assert desk.clinic.calendar_groups.set_active(id=group.id, active=False) == once
    assert desk.clinic.calendars.list() == ()
    assert desk.clinic.appointments.get(id=visit.id).appointment == visit
    assert (names(desk), names(desk, active=True), names(desk, active=False)) == (["Online"], [], ["Online"])
    desk.clinic.calendar_groups.set_active(id=group.id, active=True)
    assert desk.clinic.calendars.list() == (talks,)


@pytest.mark.parametrize("active", [None, 1, "no"])
def test_a_group_is_active_or_not(desk: Desk, active: Any) -> None:
    group = desk.clinic.calendar_groups.create(name="Online")
    assert refused(desk.clinic.calendar_groups.set_active, id=group.id, active=active).facts["field"] == "active"


def test_a_group_that_goes_leaves_its_calendars_ungrouped_in_one_step(desk: Desk) -> None:
    group = desk.clinic.calendar_groups.create(name="Online")
    talks = desk.clinic.calendars.create(name="Talks", kind=CalendarKind.EVENT, group=group.id)
    gone = desk.clinic.calendar_groups.delete(id=group.id)
    assert (gone.archived, gone.uses) == (False, 1)
    assert desk.clinic.calendars.get(id=talks.id).group_id is None
    assert isinstance(refused(desk.clinic.calendar_groups.delete, id=group.id), NotFound)
    desk.clinic.history.undo()
    assert desk.clinic.calendars.get(id=talks.id).group_id == group.id


@pytest.mark.parametrize("name", ["get", "update", "delete"])
def test_an_unknown_id_is_not_found(desk: Desk, name: str) -> None:
    refusal = refused(getattr(desk.clinic.calendar_groups, name), id=nobody())
    assert isinstance(refusal, NotFound)
    assert refusal.facts == {"kind": "calendar_group", "id": str(nobody())}


def test_an_older_version_is_stale_and_an_auditor_may_look_and_not_touch(desk: Desk) -> None:
    held = desk.clinic.calendar_groups.create(name="Online")
    desk.clinic.calendar_groups.update(id=held.id, name="Talks")
    for name, more in (("update", {}), ("delete", {}), ("set_active", {"active": False})):
        call = getattr(desk.clinic.calendar_groups, name)
        assert isinstance(refused(call, id=held.id, version=1, **more), Stale)
    with desk.as_actor(READER) as reader:
        assert len(reader.calendar_groups.list()) == 1
        assert reader.calendar_groups.validate_slug(slug="a").free
        assert isinstance(refused(reader.calendar_groups.create, name="A"), Forbidden)
