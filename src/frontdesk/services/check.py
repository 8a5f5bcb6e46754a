"""Look through a whole book for what is not as it must be; nothing is written, whatever is found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from frontdesk.domain.errors import Unavailable
from frontdesk.store import check, files
from frontdesk.store.look import look
from frontdesk.store.revision import HEAD


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of thing that is wrong: how often, and the first few places; ids and tables, never names.

    Kinds: pages, schema, guards, references, claims, overlaps, attendees, search, chain, record.
    """

    kind: str
    count: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. `visits` and `changesets` are counted where the book can still be read."""

    path: str
    revision: str
    sound: bool
    problems: tuple[Problem, ...]
    visits: int | None
    changesets: int | None


def check_book(path: str | Path) -> Report:
    """Check a book from its pages to its record of changes.

    A file that cannot be used at all is Unavailable with its reason, as in opening it; an older one is upgraded by
    opening it first. Damage is no error here: it is in the report.
    """
    place = Path(path)
    files.check_place(place)
    files.check_header(place)
    try:
        revision = look(place).revision
    except Unavailable as refusal:
        return _unreadable(place, refusal)
    if revision != HEAD:
        raise Unavailable("other_version", path=str(place), got=revision, allowed=HEAD)
    problems = tuple(Problem(f.kind, f.count, f.places) for f in check.faults(place))
    try:
        visits, changesets = check.counts(place)
    except Unavailable as refusal:
        return _unreadable(place, refusal)
    return Report(str(place), revision, not problems, problems, visits, changesets)


def _unreadable(path: Path, refusal: Unavailable) -> Report:
    if refusal.reason != "damaged":
        raise refusal
    return Report(str(path), "", False, (Problem("pages", 1, ("unreadable",)),), None, None)
