"""What the search field of the Settings window finds: pages by their words, and what stands on them by name. No Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from frontdesk.domain.ids import Id
from frontdesk.domain.names import words_of

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.settings.pages import PageSpec
    from frontdesk.services.clinic import Clinic

MOST = 40
# Which operations list what stands on a page. Holidays of many years have the same names: each is found once.
AREAS: Mapping[str, str] = {
    "practitioners": "practitioners",
    "closures": "closures",
    "services": "services",
    "calendars": "calendars",
    "groups": "calendar_groups",
    "locations": "locations",
    "rooms": "rooms",
    "equipment": "equipment",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a page; its name stays out of its repr."""

    page: str
    id: Id
    name: str
    words: tuple[str, ...]

    def __repr__(self) -> str:
        """Show the id alone: names never reach logs."""
        return f"Entry({self.page}, {self.id})"


@dataclass(frozen=True, slots=True)
class Found:
    """Somewhere to go: a page, or an item on it. `where` is the phrase or the page that it was found by."""

    page: str
    id: Id | None
    title: str
    where: str
    icon: str


def read_entries(clinic: Clinic, pages: Sequence[str]) -> tuple[Entry, ...]:
    """Read, on the worker's thread, the names of all that stands on some pages and is in use."""
    found: dict[tuple[str, str], Entry] = {}
    for page in pages:
        if page in AREAS:
            for record in getattr(clinic, AREAS[page]).list():
                found.setdefault((page, record.name), Entry(page, record.id, record.name, words_of(record.name)))
    return tuple(found.values())


def find(typed: str, specs: Sequence[PageSpec], entries: Sequence[Entry]) -> tuple[Found, ...]:
    """Give what fits: pages by their titles, pages by the phrases that they are about, and things by their names."""
    wanted = words_of(typed)
    if not wanted:
        return ()
    icons = {spec.name: spec.icon for spec in specs}
    titles = {spec.name: spec.title for spec in specs}
    named = [Found(s.name, None, s.title, s.section, s.icon) for s in specs if _fits(wanted, words_of(s.title))]
    things = [
        Found(e.page, e.id, e.name, titles[e.page], icons[e.page])
        for e in entries
        if e.page in titles and _fits(wanted, e.words)
    ]
    if "hours" in titles:
        whose = [each for each in things if each.page == "practitioners"]
        things += [Found("hours", each.id, each.title, titles["hours"], icons["hours"]) for each in whose]
    seen = {each.page for each in named}
    about = [each for each in _about(wanted, specs) if each.page not in seen]
    return (*named, *about, *things)[:MOST]


def _about(wanted: Sequence[str], specs: Sequence[PageSpec]) -> Iterator[Found]:
    for spec in specs:
        phrase = next((phrase for phrase in spec.keywords if _fits(wanted, words_of(phrase))), None)
        if phrase is not None:
            yield Found(spec.name, None, spec.title, phrase, spec.icon)


def _fits(wanted: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(each) for word in words) for each in wanted)
