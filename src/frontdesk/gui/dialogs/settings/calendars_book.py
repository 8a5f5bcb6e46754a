"""The calendars as the page lists them, and how what is typed is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.calendar import Calendar, CalendarGroup
from frontdesk.domain.ids import Id
from frontdesk.domain.names import folded
from frontdesk.gui.dialogs.settings import calendars_words as words
from frontdesk.gui.dialogs.settings.calendars_draft import CalendarDraft, draft_of
from frontdesk.gui.dialogs.settings.choices import Choice, still_used
from frontdesk.gui.dialogs.settings.listing import Item, Listed

if TYPE_CHECKING:
    from frontdesk.services.archiving import Gone
    from frontdesk.services.clinic import Clinic

translate = QCoreApplication.translate
_FIXED = ("kind", "location")


@dataclass(frozen=True, slots=True)
class Offers:
    """What a calendar's fields can be chosen from; `needed_by` names the rooms and equipment that need a calendar."""

    people: tuple[Choice, ...] = ()
    locations: tuple[Choice, ...] = ()
    groups: tuple[Choice, ...] = ()
    needed_by: Mapping[Id, tuple[str, ...]] = field(default_factory=dict)


def read_all(clinic: Clinic) -> Listed:
    """Read every calendar by group, those without one last, and what can be chosen for them."""
    groups = clinic.calendar_groups.list()
    records = clinic.calendars.list(drafts=True, archived=True, hidden=True)
    names = {group.id: group.name for group in groups}
    members = {member.practitioner for calendar in records for member in calendar.team}
    people = still_used(clinic.practitioners.list(archived=True), members)
    offers = Offers(
        people=tuple(Choice(p.id, p.name, p.speciality, hue=p.hue) for p in people),
        locations=tuple(Choice(v.id, v.name, v.zone) for v in clinic.locations.list()),
        groups=tuple(Choice(group.id, group.name) for group in _in_order(groups)),
        needed_by=_needed_by(clinic),
    )
    places = {choice.id: choice.name for choice in offers.locations}
    several = len(places) > 1
    in_order = sorted(records, key=lambda c: _place_in_list(c, names))
    return Listed(tuple(_item(c, names, places if several else {}) for c in in_order), offers)


def blank(facts: Any) -> Item:
    """Begin a new calendar at the usual location; its kind is chosen first."""
    locations = facts.locations if isinstance(facts, Offers) else ()
    return Item(None, 0, "", typed={"draft": CalendarDraft(location=locations[0].id if locations else None)})


def values_of(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read what was typed; the first problem is raised."""
    draft = _draft(said)
    for problem in draft.problems():
        raise problem
    return _values(draft)


def save(clinic: Clinic, item: Item, said: Mapping[str, Any]) -> Id:
    """Write what changed of a calendar, and give its id."""
    sent = dict(values_of(said))
    if item.id is None:
        if _draft(said).hue is None:
            del sent["hue"]
        return clinic.calendars.create(**sent).id
    held = _values(_draft(item.typed))
    changed = {name: value for name, value in sent.items() if value != held[name] and name not in _FIXED}
    if changed:
        clinic.calendars.update(id=item.id, version=item.version, **changed)
    return item.id


def put_away(clinic: Clinic, item: Item, *, away: bool) -> None:
    """Archive a calendar, or bring it back."""
    assert item.id is not None
    (clinic.calendars.archive if away else clinic.calendars.restore)(id=item.id, version=item.version)


def delete(clinic: Clinic, item: Item) -> Gone | None:
    """Delete a calendar; one that has visits to come is archived."""
    assert item.id is not None
    return clinic.calendars.delete(id=item.id, version=item.version)


def _draft(said: Mapping[str, Any]) -> CalendarDraft:
    draft = said["draft"]
    assert isinstance(draft, CalendarDraft)
    return draft


def _values(draft: CalendarDraft) -> dict[str, Any]:
    calendar = draft.calendar()
    same = (
        "kind team distribution places duration interval buffer_before buffer_after per_slot per_day notice window"
        " repeating look_busy hue"
    )
    typed = (
        "name slug location description group active auto_confirm allow_reschedule allow_cancel guests"
        " form consent_label notes sticky_patient assign_patient"
    )
    return {
        **{name: getattr(calendar, name) for name in same.split()},
        **{name: getattr(draft, name) for name in typed.split()},
        # Without a template the usual one holds.
        "title_template": draft.title_template.strip() or None,
    }


def _in_order(groups: Sequence[CalendarGroup]) -> list[CalendarGroup]:
    return sorted(groups, key=lambda group: folded(group.name))


def _place_in_list(calendar: Calendar, groups: Mapping[Id, str]) -> tuple[bool, str, int, int]:
    group = groups.get(calendar.group_id) if calendar.group_id is not None else None
    return (group is None, folded(group or ""), calendar.position, calendar.id)


def _needed_by(clinic: Clinic) -> dict[Id, tuple[str, ...]]:
    found: dict[Id, list[str]] = {}
    for room in clinic.rooms.list():
        for calendar in room.calendars:
            found.setdefault(calendar, []).append(room.name)
    for equipment in clinic.equipment.list():
        if equipment.calendar_id is not None:
            found.setdefault(equipment.calendar_id, []).append(equipment.name)
    return {calendar: tuple(names) for calendar, names in found.items()}


def _group_words(calendar: Calendar, groups: Mapping[Id, str]) -> str:
    if not groups:
        return ""
    name = groups.get(calendar.group_id) if calendar.group_id is not None else None
    return name or translate("Calendars", "In no group")


def _item(calendar: Calendar, groups: Mapping[Id, str], places: Mapping[Id, str]) -> Item:
    kind, place = words.kind_words(calendar.kind), places.get(calendar.location_id, "")
    return Item(
        calendar.id,
        calendar.version,
        calendar.name,
        " · ".join(part for part in (kind, place) if part),
        calendar.archived_at is not None,
        {"draft": draft_of(calendar)},
        group=_group_words(calendar, groups),
        icon=words.ICONS[calendar.kind],
        remark="" if calendar.active else translate("Calendars", "draft"),
    )
