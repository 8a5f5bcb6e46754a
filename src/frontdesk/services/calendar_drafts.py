"""A calendar as a request makes it: each field that was sent is read, what was left out stays (C48 to C57)."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypedDict

from frontdesk.domain.calendar import (
    Calendar,
    CalendarGroup,
    Distribution,
    Guests,
    Member,
    Place,
    PlaceKind,
    Repeating,
)
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.keep import Keep
from frontdesk.domain.length import Length
from frontdesk.domain.practitioner import Practitioner
from frontdesk.services import checks
from frontdesk.services.legacy_hours import CustomDate, OpenHours
from frontdesk.services.slugs import chosen_slug
from frontdesk.store.work import Work

LARGEST_EXTRAS = 64 * 1024  # bytes of JSON
MOST_PLACES = 20
MOST_MEMBERS = 100


class CalendarFields(TypedDict, total=False):
    """What may be said of a calendar. A field that is left out keeps what is there; null clears it.

    A slug of null is made of the name anew, an interval of null is the duration. A list that is sent replaces the
    whole list; a place keeps its id where it is sent. `open_hours` and `availabilities` become the weekday and the
    date rules of the calendar's own schedule, in place of those it has.
    """

    slug: str | None
    description: str | None
    group: Id | None
    active: bool
    hue: int
    team: Sequence[Member] | None
    distribution: Distribution
    places: Sequence[Place] | None
    duration: Length
    interval: Length | None
    buffer_before: Length | None
    buffer_after: Length | None
    per_slot: int | None
    per_day: int | None
    notice: Length | None
    window: Length | None
    repeating: Repeating | None
    auto_confirm: bool
    allow_reschedule: bool
    allow_cancel: bool
    title_template: str | None
    guests: Guests
    form: str | None
    consent_label: str | None
    notes: str | None
    sticky_patient: bool
    assign_patient: bool
    look_busy: int | None
    extras: Mapping[str, Any] | None
    open_hours: Sequence[OpenHours] | None
    availabilities: Sequence[CustomDate] | None


class ChangedCalendar(CalendarFields, total=False):
    """What may be said of a calendar that is there already."""

    name: str
    position: int


def _length(value: Any, field: str) -> Length:
    if not isinstance(value, Length):
        raise Invalid("wrong_type", field=field, got=str(value), allowed="an amount with its unit")
    return value


def _repeating(value: Any, field: str) -> Repeating | None:
    if value is not None and not isinstance(value, Repeating):
        raise Invalid("wrong_type", field=field, got=str(value), allowed="a frequency with a count, or null")
    return value


def extras_of(value: Any, field: str = "extras") -> Mapping[str, Any] | None:
    """Give any JSON object as it came; what JSON cannot say, and more than 64 KB, is invalid (C56, C58)."""
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise Invalid("wrong_type", field=field, got=str(value), allowed="a JSON object")
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
        same: Mapping[str, Any] = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        raise Invalid("wrong_type", field=field, got="a value that JSON has not", allowed="a JSON object") from None
    if same != value:
        raise Invalid("wrong_type", field=field, got="a value that JSON has not", allowed="a JSON object")
    if len(text) > LARGEST_EXTRAS:
        raise Invalid("too_large", field=field, got=len(text), allowed=f"at most {LARGEST_EXTRAS} bytes")
    return same


def _or(usual: Any, read: Callable[..., Any]) -> Callable[[Any, str], Any]:
    """Read a value where there is one, and give the usual one for null."""
    return lambda value, field: usual if value is None else read(value, field=field)


_READERS: Mapping[str, Callable[[Any, str], Any]] = {
    "name": lambda value, field: checks.line(value, field=field, empty=False),
    "description": _or("", checks.body),
    "active": lambda value, field: checks.yes_or_no(value, field=field),
    "hue": lambda value, field: checks.whole(value, field=field),
    "distribution": lambda value, field: checks.one_of(value, Distribution, field=field),
    "duration": _length,
    "interval": _or(None, _length),
    "buffer_before": _or(Length(0), _length),
    "buffer_after": _or(Length(0), _length),
    "per_slot": _or(1, checks.whole),
    "per_day": _or(None, checks.whole),
    "notice": _or(Length(0), _length),
    "window": _or(None, _length),
    "repeating": _repeating,
    "auto_confirm": lambda value, field: checks.yes_or_no(value, field=field),
    "allow_reschedule": lambda value, field: checks.yes_or_no(value, field=field),
    "allow_cancel": lambda value, field: checks.yes_or_no(value, field=field),
    "title_template": _or(Calendar.__dataclass_fields__["title_template"].default, partial(checks.line, empty=False)),
    "guests": lambda value, field: checks.one_of(value, Guests, field=field),
    "form": _or("", checks.line),
    "consent_label": _or("", checks.line),
    "notes": _or("", checks.body),
    "sticky_patient": lambda value, field: checks.yes_or_no(value, field=field),
    "assign_patient": lambda value, field: checks.yes_or_no(value, field=field),
    "look_busy": _or(0, checks.whole),
    "extras": extras_of,
    "position": lambda value, field: checks.position(value, field=field),
}


def drafted(
    work: Work, held: Calendar, sent: CalendarFields | ChangedCalendar, taken: Collection[str], *, new: bool = False
) -> Calendar:
    """Give the calendar with what was sent, refusing what cannot be; `taken` are the slugs of all others."""
    said: dict[str, Any] = {name: value for name, value in sent.items() if not isinstance(value, Keep)}
    plain = {name: read(said[name], name) for name, read in _READERS.items() if name in said}
    if plain.get("interval", held.interval if not new else None) is None:
        plain["interval"] = plain.get("duration", held.duration)
    after = replace(held, **plain)
    known = {place.id for place in _every_place(held)}
    if "group" in said:
        after = replace(after, group_id=_group(work, said["group"]))
    if "places" in said:
        after = replace(after, places=_placed(work, said["places"], known, "places"))
    if "team" in said:
        after = replace(after, team=_team(work, said["team"], held.team, known))
    if "slug" in said or not held.slug:
        after = replace(after, slug=chosen_slug(said.get("slug"), after.name, taken, usual="calendar"))
    return after.checked()


def _group(work: Work, wanted: Id | None) -> Id | None:
    return None if wanted is None else work.get(CalendarGroup, wanted).id


def _every_place(calendar: Calendar) -> Iterable[Place]:
    return (*calendar.places, *(place for member in calendar.team for place in member.places))


def _team(work: Work, sent: Sequence[Member] | None, held: Sequence[Member], known: Collection[Id | None]) -> Any:
    """Give the team: every member a live practitioner, one who was put away since only where already in it."""
    wanted = checks.many(sent or (), Member, field="team", allowed="a list of members")
    if len(wanted) > MOST_MEMBERS:
        raise Invalid("too_many", field="team", got=len(wanted), allowed=f"at most {MOST_MEMBERS}")
    had = {member.practitioner for member in held}
    found = []
    for n, member in enumerate(wanted):
        at = f"team[{n}]"
        one = work.get(Practitioner, member.practitioner)
        if one.archived_at is not None and one.id not in had:
            raise Invalid("archived", field=f"{at}.practitioner", got=str(one.id), allowed="one that is not archived")
        checks.whole(member.priority, field=f"{at}.priority")
        checks.yes_or_no(member.primary, field=f"{at}.primary")
        found.append(replace(member, places=_placed(work, member.places, known, f"{at}.places")))
    return tuple(found)


def _placed(work: Work, sent: Sequence[Place] | None, known: Collection[Id | None], field: str) -> tuple[Place, ...]:
    """Give places with ids: one that is sent keeps its own, a new one gets one, an unknown one is not found (C50)."""
    wanted = checks.many(sent or (), Place, field=field, allowed="a list of places")
    if len(wanted) > MOST_PLACES:
        raise Invalid("too_many", field=field, got=len(wanted), allowed=f"at most {MOST_PLACES}")
    found: list[Place] = []
    for n, place in enumerate(wanted):
        at = f"{field}[{n}]"
        if place.id is not None and place.id not in known:
            raise NotFound("place", place.id)
        if place.id is not None and any(place.id == other.id for other in found):
            raise Invalid("id_twice", field=f"{at}.id", got=str(place.id), allowed="each id once")
        kind = checks.one_of(place.kind, PlaceKind, field=f"{at}.kind")
        detail = checks.line(place.detail, field=f"{at}.detail")
        found.append(Place(kind, detail, work.new_id() if place.id is None else place.id))
    return tuple(found)


def sound(calendar: Calendar) -> Calendar:
    """Give a calendar that comes from a file, refusing what no request could have made of it."""
    plain = {name: read(getattr(calendar, name), name) for name, read in _READERS.items()}
    return replace(calendar, **plain).checked()
