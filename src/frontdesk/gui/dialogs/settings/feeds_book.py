"""The feeds as the page lists them, and how what is typed is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.errors import Invalid
from frontdesk.domain.feed import MOST_DAYS, Naming, WatchedFeed
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.settings.feeds_words import state_words
from frontdesk.gui.dialogs.settings.listing import Item, Listed

if TYPE_CHECKING:
    from frontdesk.services.archiving import Gone
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.feeds import FeedState, Unlooked

translate = QCoreApplication.translate
# Whose calendar it is: ("practitioner", id), ("calendar", id) or that of the clinic. Nothing chosen must never pass
# for the whole clinic, which would tell most.
Whose = tuple[str, Id]
CLINIC: Whose = ("clinic", Id(0))
_REACH = ("days_back", "days_ahead")


@dataclass(frozen=True, slots=True)
class FeedItem(Item):
    """A feed of the list, and how its file stands, None until that has been looked at."""

    state: FeedState | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """Someone or something that a feed can be of."""

    whose: Whose
    name: str
    away: bool = False

    def __repr__(self) -> str:
        """Show no name."""
        return f"Owner({self.whose})"


@dataclass(frozen=True, slots=True)
class FeedsListed(Listed):
    """The feeds as the book has them at an instant, to be looked at."""

    unlooked: tuple[Unlooked, ...] = ()
    now: int = 0
    zone: str = ""

    def standing(self, states: Mapping[Id, FeedState]) -> FeedsListed:
        """Give the list with how the files stand, as far as that is known of the feeds as they are now."""
        names = {each.whose: each.name for each in self.facts}
        found = [(each.feed, states.get(each.feed.id)) for each in self.unlooked]
        items = (
            _item(feed, state if state and state.feed == feed else None, names, self.now, self.zone)
            for feed, state in found
        )
        return replace(self, items=tuple(items))


def read_all(clinic: Clinic) -> FeedsListed:
    """Read every feed and whose calendars there are, without a look at any file."""
    profile, now = clinic.profile.get(), clinic.clock()
    owners = [Owner(CLINIC, translate("Feeds", "The whole clinic"))]
    owners += [
        Owner(("practitioner", each.id), each.name, each.archived_at is not None)
        for each in clinic.practitioners.list(archived=True)
    ]
    owners += [
        Owner(("calendar", each.id), each.name, each.archived_at is not None)
        for each in clinic.calendars.list(drafts=True, archived=True, hidden=True)
    ]
    return FeedsListed((), tuple(owners), clinic.feeds.unlooked(), now, profile.zone).standing({})


def blank(_facts: Any) -> Item:
    """Begin a new feed, of the whole clinic until someone is chosen."""
    typed = {
        "whose": CLINIC,
        "path": "",
        "naming": Naming.INITIALS,
        "days_back": "30",
        "days_ahead": "366",
        "active": True,
    }
    return FeedItem(None, 0, "", typed=typed)


def values_of(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read what was typed; the first problem is raised."""
    for problem in problems(said):
        raise problem
    kind, one = said["whose"]
    return {
        "path": path_of(said["path"]),
        "practitioner": one if kind == "practitioner" else None,
        "calendar": one if kind == "calendar" else None,
        "naming": said["naming"],
        **{name: int(said[name].strip()) for name in _REACH},
        "active": said["active"],
    }


def problems(said: Mapping[str, Any]) -> tuple[Invalid, ...]:
    """Give everything that can be known to be wrong with what is typed, without a look at any disk."""
    found = []
    if said["whose"] is None:
        found.append(Invalid("choose_one", field="whose", got=None, allowed="one of the list"))
    path = said["path"].strip()
    if not path:
        found.append(Invalid("empty", field="path", got="", allowed="a file or folder"))
    elif not path_of(path).is_absolute():
        found.append(Invalid("path_not_absolute", field="path", got=path, allowed="a whole path"))
    for name in _REACH:
        text = said[name].strip()
        if not (text.isascii() and text.isdecimal() and len(text) < 6 and int(text) <= MOST_DAYS):
            found.append(Invalid("bad_reach", field=name, got=text, allowed=f"0 to {MOST_DAYS}"))
    return tuple(found)


def path_of(text: str) -> Path:
    """Read a path as people write or paste it: ~ is their own folder, and file:// an address of it."""
    plain = text.strip()
    if plain.casefold().startswith("file:"):
        plain = url2pathname(urlsplit(plain).path)
    if plain.startswith("~"):
        return Path.home() / plain[1:].lstrip("/\\")
    return Path(plain)


def save(clinic: Clinic, item: Item, said: Mapping[str, Any]) -> Id:
    """Write what changed of a feed, and give its id."""
    sent = values_of(said)
    if item.id is None:
        return clinic.feeds.create(**sent).id
    held = values_of(item.typed)
    changed = {name: value for name, value in sent.items() if value != held[name]}
    if changed:
        clinic.feeds.update(id=item.id, version=item.version, **changed)
    return item.id


def put_away(clinic: Clinic, item: Item, *, away: bool) -> None:
    """Switch a feed off, or on again: what archiving is to other things."""
    assert item.id is not None
    clinic.feeds.update(id=item.id, version=item.version, active=not away)


def delete(clinic: Clinic, item: Item) -> Gone | None:
    """Delete a feed for good; its file stays."""
    assert item.id is not None
    clinic.feeds.delete(id=item.id, version=item.version)
    return None


def _item(feed: WatchedFeed, state: FeedState | None, names: Mapping[Whose, str], now: int, zone: str) -> FeedItem:
    whose = _whose(feed)
    typed = {
        "whose": whose,
        "path": feed.path,
        "naming": feed.naming,
        "days_back": str(feed.days_back),
        "days_ahead": str(feed.days_ahead),
        "active": feed.active,
    }
    return FeedItem(
        feed.id,
        feed.version,
        names.get(whose, ""),
        state_words(state, now, zone),
        typed=typed,
        icon="triangle-alert" if state is not None and state.reason else _ICONS[whose[0]],
        state=state,
    )


_ICONS = {CLINIC[0]: "building-2", "practitioner": "user", "calendar": "calendar-days"}


def _whose(feed: WatchedFeed) -> Whose:
    if feed.practitioner_id is not None:
        return "practitioner", feed.practitioner_id
    return CLINIC if feed.calendar_id is None else ("calendar", feed.calendar_id)
