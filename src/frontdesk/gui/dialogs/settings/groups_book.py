"""The groups of calendars as the page lists them, and how what is typed is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.calendar import CalendarGroup
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.names import slug_of
from frontdesk.gui.dialogs.settings.listing import Item, Listed

if TYPE_CHECKING:
    from frontdesk.services.archiving import Gone
    from frontdesk.services.clinic import Clinic

translate = QCoreApplication.translate
Members = Mapping[Id, tuple[str, ...]]  # the names of a group's calendars


def read_all(clinic: Clinic) -> Listed:
    """Read every group by name, and the names of the calendars in each."""
    found: dict[Id, list[str]] = {}
    for calendar in clinic.calendars.list(drafts=True, hidden=True):
        if calendar.group_id is not None:
            found.setdefault(calendar.group_id, []).append(calendar.name)
    members = {group: tuple(names) for group, names in found.items()}
    return Listed(tuple(_item(group, members) for group in clinic.calendar_groups.list()), members)


def blank(facts: Any) -> Item:
    """Begin a new group."""
    return Item(None, 0, "", typed={"name": "", "slug": "", "description": "", "active": True})


def values_of(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read what was typed; the first problem is raised."""
    for problem in problems(said):
        raise problem
    return {**said, "name": said["name"].strip(), "slug": said["slug"].strip() or None}


def problems(said: Mapping[str, Any]) -> tuple[Invalid, ...]:
    """Give everything that is wrong with what is typed."""
    found = []
    if not said["name"].strip():
        found.append(Invalid("empty", field="name", got=said["name"], allowed="some text"))
    if said["slug"].strip() and not slug_of(said["slug"]):
        found.append(Invalid("bad_slug", field="slug", got=said["slug"], allowed="letters or digits"))
    return tuple(found)


def save(clinic: Clinic, item: Item, said: Mapping[str, Any]) -> Id:
    """Write what changed of a group, and give its id."""
    sent = values_of(said)
    if item.id is None:
        return clinic.calendar_groups.create(**sent).id
    held = values_of(item.typed)
    changed = {name: value for name, value in sent.items() if value != held[name]}
    if changed:
        clinic.calendar_groups.update(id=item.id, version=item.version, **changed)
    return item.id


def put_away(clinic: Clinic, item: Item, *, away: bool) -> None:
    """Hide a group with its calendars, or show it again: what archiving is to other things."""
    assert item.id is not None
    clinic.calendar_groups.set_active(id=item.id, version=item.version, active=not away)


def delete(clinic: Clinic, item: Item) -> Gone | None:
    """Delete a group; its calendars stay, in no group."""
    assert item.id is not None
    return clinic.calendar_groups.delete(id=item.id, version=item.version)


def calendars_words(count: int) -> str:
    """Count calendars."""
    if count == 1:
        return translate("Groups", "1 calendar")
    return translate("Groups", "%n calendars", None, count) if count else translate("Groups", "no calendars")


def _item(group: CalendarGroup, members: Members) -> Item:
    typed = {"name": group.name, "slug": group.slug, "description": group.description, "active": group.active}
    return Item(
        group.id,
        group.version,
        group.name,
        calendars_words(len(members.get(group.id, ()))),
        typed=typed,
        remark="" if group.active else translate("Groups", "hidden"),
    )
