"""The pages of the Settings window: their order, titles, signs, and the words that they are found by.

A page is imported and built when it is first gone to. To add one, write a maker below and enter it in `MAKERS`:
what has no maker is not shown.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from PySide6.QtCore import QCoreApplication

from frontdesk.gui.dialogs.settings.page import Page
from frontdesk.gui.ground.tasks import Tasks

translate = QCoreApplication.translate
Maker = Callable[[Tasks], Page]


@dataclass(frozen=True, slots=True)
class PageSpec:
    """What is known of a page before it is built; `keywords` are short phrases, each shown where it was found."""

    name: str
    section: str
    title: str
    icon: str
    keywords: tuple[str, ...]


def table() -> tuple[PageSpec, ...]:
    """List the pages that can be built, in their order."""
    return tuple(
        spec
        for spec in (*_clinic(), *_time(), *_catalogue(), *_places(), *_counter(), *_sharing())
        if spec.name in MAKERS
    )


def _spec(name: str, section: str, title: str, icon: str, keywords: str) -> PageSpec:
    return PageSpec(name, section, title, icon, tuple(each.strip() for each in keywords.split("|")))


def _clinic() -> tuple[PageSpec, ...]:
    tr = translate
    return (
        _spec(
            "clinic",
            tr("Settings", "Clinic"),
            tr("Settings", "Name and currency"),
            "building-2",
            tr("Settings", "name of the clinic|time zone|currency|usual status of new visits"),
        ),
        _spec(
            "practitioners",
            tr("Settings", "People"),
            tr("Settings", "Practitioners"),
            "users",
            tr("Settings", "doctors|staff|speciality|e-mail and phone|colour of a practitioner"),
        ),
    )


def _time() -> tuple[PageSpec, ...]:
    section = translate("Settings", "Time")
    return (
        _spec(
            "hours",
            section,
            translate("Settings", "Working hours"),
            "clock",
            translate("Settings", "schedules|opening hours|leave and absence|alternate weeks|dates that differ|shifts"),
        ),
        _spec(
            "closures",
            section,
            translate("Settings", "Holidays and closures"),
            "calendar-x",
            translate("Settings", "public holidays|clinic closed|country and region|days off"),
        ),
    )


def _catalogue() -> tuple[PageSpec, ...]:
    section = translate("Settings", "Catalogue")
    return (
        _spec(
            "services",
            section,
            translate("Settings", "Services"),
            "clipboard-list",
            translate(
                "Settings",
                "treatments|price|length of a service|buffer before and after|variations|add-ons|categories|seats",
            ),
        ),
        _spec(
            "calendars",
            section,
            translate("Settings", "Calendars"),
            "calendar-days",
            translate(
                "Settings",
                "team|round robin|classes|slots and interval|buffer between visits|notice and booking window"
                "|bookings per day|confirmation|cancelling and rescheduling",
            ),
        ),
        _spec(
            "groups",
            section,
            translate("Settings", "Calendar groups"),
            "layers",
            translate("Settings", "groups of calendars|hide calendars"),
        ),
    )


def _places() -> tuple[PageSpec, ...]:
    section = translate("Settings", "Places")
    return (
        _spec(
            "locations",
            section,
            translate("Settings", "Locations"),
            "map-pin",
            translate("Settings", "address|sites and branches|time zone of a location|the usual location"),
        ),
        _spec(
            "rooms",
            section,
            translate("Settings", "Rooms"),
            "door-open",
            translate("Settings", "seats of a room|capacity"),
        ),
        _spec(
            "equipment",
            section,
            translate("Settings", "Equipment"),
            "wrench",
            translate("Settings", "devices|quantity|out of service|repair"),
        ),
    )


def _counter() -> tuple[PageSpec, ...]:
    return (
        _spec(
            "reasons",
            translate("Settings", "Counter"),
            translate("Settings", "Reasons and waiting"),
            "user-x",
            translate("Settings", "reasons for cancelling|no-show reasons|left without being seen|waiting limit"),
        ),
    )


def _sharing() -> tuple[PageSpec, ...]:
    return (
        _spec(
            "feeds",
            translate("Settings", "Sharing"),
            translate("Settings", "Calendar feeds"),
            "refresh-cw",
            translate(
                "Settings", "calendar on a phone|watched folder|ICS file that follows the book|synchronise|publish"
            ),
        ),
    )


def _make_clinic(tasks: Tasks) -> Page:
    from frontdesk.gui.dialogs.settings.clinic import ClinicPage

    return ClinicPage(tasks)


def _make_practitioners(tasks: Tasks) -> Page:
    from frontdesk.gui.dialogs.settings.practitioners import practitioners_page

    return practitioners_page(tasks, translate("Settings", "Practitioners"))


def _make_hours(tasks: Tasks) -> Page:
    from frontdesk.gui.dialogs.settings.hours import HoursPage

    return HoursPage(tasks)


def _make_closures(tasks: Tasks) -> Page:
    from frontdesk.gui.dialogs.settings.closures import ClosuresPage

    return ClosuresPage(tasks)


def _make_reasons(tasks: Tasks) -> Page:
    from frontdesk.gui.dialogs.settings.reasons import reasons_page

    return reasons_page(tasks)


def _make_services(tasks: Tasks) -> Page:
    from frontdesk.gui.dialogs.settings.services import services_page

    return services_page(tasks, translate("Settings", "Services"))


def _make_calendars(tasks: Tasks) -> Page:
    from frontdesk.gui.dialogs.settings.calendars import calendars_page

    return calendars_page(tasks, translate("Settings", "Calendars"))


def _make_groups(tasks: Tasks) -> Page:
    from frontdesk.gui.dialogs.settings.groups import groups_page

    return groups_page(tasks, translate("Settings", "Calendar groups"))


def _make_locations(tasks: Tasks) -> Page:
    from frontdesk.gui.dialogs.settings.locations import locations_page

    return locations_page(tasks, translate("Settings", "Locations"))


def _make_rooms(tasks: Tasks) -> Page:
    from frontdesk.gui.dialogs.settings.rooms import rooms_page

    return rooms_page(tasks, translate("Settings", "Rooms"))


def _make_equipment(tasks: Tasks) -> Page:
    from frontdesk.gui.dialogs.settings.equipment import equipment_page

    return equipment_page(tasks, translate("Settings", "Equipment"))


def _make_feeds(tasks: Tasks) -> Page:
    from frontdesk.gui.dialogs.settings.feeds import feeds_page

    return feeds_page(tasks, translate("Settings", "Calendar feeds"))


MAKERS: Mapping[str, Maker] = {
    "clinic": _make_clinic,
    "practitioners": _make_practitioners,
    "hours": _make_hours,
    "closures": _make_closures,
    "reasons": _make_reasons,
    "services": _make_services,
    "calendars": _make_calendars,
    "groups": _make_groups,
    "locations": _make_locations,
    "rooms": _make_rooms,
    "equipment": _make_equipment,
    "feeds": _make_feeds,
}

_MODULES = (
    *("window", "services", "calendars", "practitioners", "hours", "clinic", "closures", "rooms", "equipment"),
    *("groups", "locations", "reasons", "feeds", "warming"),
)


_warmed: list[int] = []


def preload() -> bool:
    """Import one more module of the settings in an idle moment, then draw what is slow at first; tell if there is more.

    One at a time: nobody who works meanwhile shall feel it.
    """
    names = (f"frontdesk.gui.dialogs.settings.{each}" for each in _MODULES)
    waiting = [name for name in names if name not in sys.modules]
    if waiting:
        import_module(waiting[0])
        return True
    from frontdesk.gui.dialogs.settings import warming

    left = warming.steps(table())[len(_warmed) :]
    if left:
        _warmed.append(len(left))
        warming.draw(left[0]())
    return len(left) > 1
