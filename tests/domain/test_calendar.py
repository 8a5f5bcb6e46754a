from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.calendar import (
    TITLE_FIELDS,
    Calendar,
    CalendarKind,
    Frequency,
    Member,
    Place,
    PlaceKind,
    Repeating,
)
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.length import Length, Unit

ONE, TWO, THREE = (Member(Id(n)) for n in (1, 2, 3))
FIRST = Member(Id(1), primary=True)
ADDRESS, VIDEO = Place(PlaceKind.ADDRESS, "1 Main Street"), Place(PlaceKind.VIDEO, "https://example.org/r")


def calendar(kind: CalendarKind = CalendarKind.ROUND_ROBIN, **more: Any) -> Calendar:
    """Make a round robin of one practitioner."""
    sent = {"id": Id(9), "name": "Diary", "slug": "diary", "location_id": Id(8), "team": (ONE,), **more}
    return Calendar(kind=kind, **sent)


def told(held: Calendar) -> list[tuple[str, object]]:
    """Give the reason and the field of each fault."""
    assert all({"field", "got", "allowed"} <= set(fault.facts) for fault in held.faults())
    return [(fault.reason, fault.facts["field"]) for fault in held.faults()]


KINDS = {
    CalendarKind.PERSONAL: (ONE,),
    CalendarKind.ROUND_ROBIN: (ONE, TWO),
    CalendarKind.COLLECTIVE: (FIRST, TWO, THREE),
    CalendarKind.CLASS: (ONE,),
    CalendarKind.SERVICE: (ONE, TWO),
    CalendarKind.EVENT: (),
}


@pytest.mark.parametrize("kind", CalendarKind)
def test_each_kind_with_the_team_that_it_takes_is_fine(kind: CalendarKind) -> None:
    held = calendar(kind, team=KINDS[kind])
    assert told(held) == []
    assert held.checked() is held


@pytest.mark.parametrize(
    ("kind", "team", "reason"),
    [
        (CalendarKind.PERSONAL, (), "one_member"),
        (CalendarKind.PERSONAL, (ONE, TWO), "one_member"),
        (CalendarKind.ROUND_ROBIN, (), "member_needed"),
        (CalendarKind.COLLECTIVE, (), "member_needed"),
        (CalendarKind.CLASS, (), "member_needed"),
        (CalendarKind.SERVICE, (), "member_needed"),
        (CalendarKind.COLLECTIVE, (ONE, TWO), "one_primary"),
        (CalendarKind.COLLECTIVE, (FIRST, Member(Id(2), primary=True)), "one_primary"),
        (CalendarKind.ROUND_ROBIN, (FIRST, Member(Id(2), primary=True)), "one_primary"),
        (CalendarKind.ROUND_ROBIN, (ONE, ONE), "member_twice"),
        (CalendarKind.ROUND_ROBIN, (Member(Id(1), priority=-1),), "bad_priority"),
        (CalendarKind.ROUND_ROBIN, (Member(Id(1), priority=101),), "bad_priority"),
    ],
)
def test_a_team_that_a_kind_does_not_take_is_refused(kind: CalendarKind, team: tuple[Member, ...], reason: str) -> None:
    held = calendar(kind, team=team)
    assert told(held) == [(reason, "team")]
    with pytest.raises(Invalid, match=reason):
        held.checked()


@pytest.mark.parametrize("kind", [kind for kind in CalendarKind if kind is not CalendarKind.EVENT])
def test_a_video_link_is_a_place_on_all_but_event_calendars(kind: CalendarKind) -> None:
    assert told(calendar(kind, team=KINDS[kind], places=(VIDEO,))) == []


@pytest.mark.parametrize(
    ("kind", "team", "places", "faults"),
    [
        (CalendarKind.EVENT, (), (VIDEO,), [("no_video_for_events", "places")]),
        (CalendarKind.EVENT, (Member(Id(1), places=(VIDEO,)),), (), [("no_video_for_events", "team")]),
        (CalendarKind.EVENT, (), (ADDRESS,), []),
        (CalendarKind.PERSONAL, (ONE,), (ADDRESS, VIDEO), []),
        (CalendarKind.ROUND_ROBIN, (ONE, TWO), (ADDRESS,), []),
        (CalendarKind.ROUND_ROBIN, (ONE, TWO), (ADDRESS, VIDEO), [("one_place", "places")]),
        (CalendarKind.PERSONAL, (Member(Id(1), places=(ADDRESS, VIDEO)),), (), []),
        (CalendarKind.ROUND_ROBIN, (Member(Id(1), places=(ADDRESS, VIDEO)), TWO), (), [("one_place_each", "team")]),
        (CalendarKind.ROUND_ROBIN, (Member(Id(1), places=(ADDRESS,)), TWO), (), []),
        (CalendarKind.CLASS, (Member(Id(1), places=(ADDRESS, VIDEO)),), (), [("one_place_each", "team")]),
    ],
)
def test_places_are_refused_where_the_kind_or_the_team_does_not_take_them(
    kind: CalendarKind, team: tuple[Member, ...], places: tuple[Place, ...], faults: list[tuple[str, str]]
) -> None:
    assert told(calendar(kind, team=team, places=places)) == faults


@pytest.mark.parametrize(
    ("sent", "reason", "field"),
    [
        ({"duration": Length(0)}, "bad_length", "duration"),
        ({"duration": Length(25, Unit.HOURS)}, "bad_length", "duration"),
        ({"duration": Length(1, Unit.MONTHS)}, "months_vary", "duration.unit"),
        ({"duration": Length(-1)}, "bad_amount", "duration.amount"),
        ({"interval": Length(0)}, "bad_length", "interval"),
        ({"buffer_before": Length(2, Unit.DAYS)}, "bad_length", "buffer_before"),
        ({"buffer_after": Length(1, Unit.WEEKS)}, "bad_length", "buffer_after"),
        ({"notice": Length(367, Unit.DAYS)}, "bad_length", "notice"),
        ({"notice": Length(1, Unit.MONTHS)}, "months_vary", "notice.unit"),
        ({"window": Length(30)}, "bad_unit", "window.unit"),
        ({"window": Length(5, Unit.HOURS)}, "bad_unit", "window.unit"),
        ({"window": Length(0, Unit.DAYS)}, "bad_length", "window"),
        ({"window": Length(0, Unit.MONTHS)}, "bad_amount", "window.amount"),
        ({"window": Length(37, Unit.MONTHS)}, "bad_amount", "window.amount"),
        (
            {"notice": Length(900, Unit.HOURS), "window": Length(3, Unit.DAYS)},
            "notice_beyond_window",
            "notice",
        ),
        ({"notice": Length(63, Unit.DAYS), "window": Length(2, Unit.MONTHS)}, "notice_beyond_window", "notice"),
        ({"per_slot": 0}, "bad_per_slot", "per_slot"),
        ({"per_slot": 101}, "bad_per_slot", "per_slot"),
        ({"per_day": 0}, "bad_per_day", "per_day"),
        ({"per_day": 1001}, "bad_per_day", "per_day"),
        ({"look_busy": -1}, "bad_percent", "look_busy"),
        ({"look_busy": 101}, "bad_percent", "look_busy"),
        ({"hue": 360}, "bad_hue", "hue"),
        ({"repeating": Repeating(Frequency.DAILY, 0)}, "bad_count", "repeating.count"),
        ({"repeating": Repeating(Frequency.DAILY, 25)}, "bad_count", "repeating.count"),
        ({"repeating": Repeating(Frequency.DAILY, 5), "team": (ONE, TWO)}, "repeats_need_one_member", "repeating"),
        ({"title_template": "{{patients}}"}, "unknown_template_field", "title_template"),
        ({"title_template": "{{}}"}, "unknown_template_field", "title_template"),
        ({"title_template": "{{patient"}, "stray_brace", "title_template"),
        ({"title_template": "{{{patient}}}"}, "stray_brace", "title_template"),
        ({"title_template": "patient}}"}, "stray_brace", "title_template"),
    ],
)
def test_each_fault_is_told_with_its_field(sent: dict[str, Any], reason: str, field: str) -> None:
    assert told(calendar(**sent)) == [(reason, field)]


@pytest.mark.parametrize(
    "sent",
    [
        {"interval": Length(10)},
        {"duration": Length(1, Unit.DAYS)},
        {"notice": Length(366, Unit.DAYS)},
        {"window": Length(36, Unit.MONTHS)},
        {"window": Length(1, Unit.DAYS)},
        {"window": Length(2, Unit.WEEKS)},
        {"notice": Length(72, Unit.HOURS), "window": Length(3, Unit.DAYS)},
        {"notice": Length(62, Unit.DAYS), "window": Length(2, Unit.MONTHS)},
        {"per_slot": 100, "per_day": 1000, "look_busy": 100, "hue": 359},
        {"repeating": Repeating(Frequency.MONTHLY, 24)},
        {"repeating": Repeating(Frequency.WEEKLY, 1)},
        {"title_template": "{{ patient }}, {{service}}"},
        {"title_template": ""},
    ],
)
def test_what_lies_at_a_bound_is_fine(sent: dict[str, Any]) -> None:
    assert told(calendar(**sent)) == []


def test_every_fault_is_told_at_once() -> None:
    held = calendar(CalendarKind.PERSONAL, team=(), per_slot=0, hue=400, duration=Length(0))
    assert [field for _, field in told(held)] == ["duration", "per_slot", "team", "hue"]


VALUES = {"patient": "Eva Novák", "service": "Check-up", "date": "18 March", "location": ""}


@pytest.mark.parametrize(
    ("template", "title"),
    [
        ("{{patient}}", "Eva Novák"),
        ("{{ patient }}: {{service}}", "Eva Novák: Check-up"),
        ("{{patient}} – {{practitioner}} – {{date}}", "Eva Novák – 18 March"),
        ("{{practitioner}} – {{patient}}", "Eva Novák"),
        ("{{patient}}, {{location}}", "Eva Novák"),
        ("{{patient}} ({{location}})", "Eva Novák"),
        ("{{patient}} [{{ location }}] {{date}}", "Eva Novák 18 March"),
        ("{{location}}", ""),
        ("{{nonsense}} {{patient}}", "Eva Novák"),
        ("{{{patient}}}", "Eva Novák"),
        ("{{patient", "patient"),
        ("Visit of {{patient}}", "Visit of Eva Novák"),
    ],
)
def test_a_title_is_filled_and_leaves_neither_braces_nor_loose_punctuation(template: str, title: str) -> None:
    assert calendar(title_template=template).title(VALUES) == title


def test_braces_of_a_value_are_its_own() -> None:
    assert calendar(title_template="{{patient}}").title({"patient": "A {{service}} B"}) == "A {{service}} B"


@given(
    st.lists(st.sampled_from(["{", "}", "{{", "}}", " ", "–", "(", "a", *(f"{{{{{n}}}}}" for n in TITLE_FIELDS)])),
    st.dictionaries(st.sampled_from(TITLE_FIELDS), st.sampled_from(["", "Eva", "Dr. Chen"])),
)
def test_no_template_leaves_braces_whatever_is_missing(pieces: list[str], values: dict[str, str]) -> None:
    title = calendar(title_template="".join(pieces)).title(values)
    assert not set("{}\0") & set(title)
    assert title == title.strip()
