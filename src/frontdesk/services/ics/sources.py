"""Calendar files, read and sorted: which events belong together, and which of several versions counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from frontdesk.domain.errors import Invalid, Unavailable
from frontdesk.ics.event import Event, Kind
from frontdesk.ics.problems import Problem
from frontdesk.ics.reader import Feed, read
from frontdesk.store.files import is_held

Progress = Callable[[int, int], None]
# Methods that only talk about an event: nothing of it is booked (RFC 5546). An answer reaches the visit it is about.
MESSAGES = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"})
ADD = "ADD"


@dataclass(frozen=True, slots=True)
class File:
    """One file: its name without the folder, and what was read of it; its events are in their families."""

    name: str
    feed: Feed


@dataclass(frozen=True, slots=True)
class Entry:
    """One event with the file that it stands in. `key` tells it from all others of the same files."""

    key: str
    file: File
    event: Event


@dataclass(slots=True)
class Family:
    """All events of one UID that count: the series or single event, and its own versions of single occurrences.

    `additions` are further times that were sent by themselves (METHOD:ADD).
    """

    uid: str
    master: Entry | None = None
    versions: dict[str, Entry] = field(default_factory=dict)
    additions: list[Entry] = field(default_factory=list)

    @property
    def repeats(self) -> bool:
        """Tell whether it is a series."""
        return self.master is not None and self.master.event.repeats

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Give all of them."""
        first = () if self.master is None else (self.master,)
        return (*first, *self.versions.values(), *self.additions)


@dataclass(frozen=True, slots=True)
class Sources:
    """What all files hold together. `outdated` are versions that a newer one of the same files replaces.

    Whoever makes a plan of it takes out of `families` what is a single event: so that is let go of when it is written.
    """

    files: tuple[File, ...]
    families: list[Family]
    messages: tuple[Entry, ...]
    outdated: tuple[Entry, ...]

    @property
    def unreadable(self) -> Iterable[tuple[int, File, Problem]]:
        """Give what cost events, with the number of its file."""
        return (
            (number, file, problem)
            for number, file in enumerate(self.files)
            for problem in file.feed.problems
            if problem.lost
        )


def read_files(paths: Sequence[Path], zone: str, progress: Progress) -> Sources:
    """Read the files; `progress` is told the bytes read and their number.

    Unavailable when one cannot be opened, Invalid without any.
    """
    if not paths:
        raise Invalid("empty", field="files", got=[], allowed="one file or more")
    datas = [_bytes(path) for path in paths]
    total, done = sum(map(len, datas)), 0
    files = []
    for at, path in enumerate(paths):
        before = done
        feed = read(datas[at], zone=zone, progress=lambda now, _, before=before: progress(before + now, total))  # type: ignore[misc]
        files.append(File(path.name, feed))
        done += len(datas[at])
        datas[at] = b""  # a large file is let go as soon as it is read
    return sorted_out(files)


def _bytes(path: Path) -> bytes:
    try:
        if is_held(path):  # reading it would let go of the clinic's locks
            raise Unavailable("cannot_open", path=str(path), got="an open clinic")
        return path.read_bytes()
    except OSError as error:
        raise Unavailable("cannot_open", path=str(path), got=error.strerror or "") from error


def sorted_out(files: Sequence[File]) -> Sources:
    """Gather the events of each UID; of two versions the newer counts, of equal ones the later."""
    families: dict[str, Family] = {}
    messages: list[Entry] = []
    outdated: list[Entry] = []
    # Held by nothing but its family, an event can be let go of as soon as it is written.
    bare = tuple(File(file.name, replace(file.feed, events=())) for file in files)
    for number, file in enumerate(files):
        for event in file.feed.events:
            entry = Entry(f"{number}:{event.line}", bare[number], event)
            if event.method in MESSAGES:
                messages.append(entry)
                continue
            family = families.get(event.uid)
            if family is None:
                family = families[event.uid] = Family(event.uid)
            if event.method == ADD and event.recurrence_id is None:
                family.additions.append(entry)
                continue
            held = family.master if event.recurrence_id is None else family.versions.get(event.recurrence_id)
            if held is not None and age(event) < age(held.event):
                outdated.append(entry)
                continue
            if held is not None:
                outdated.append(held)
            if event.recurrence_id is None:
                family.master = entry
            else:
                family.versions[event.recurrence_id] = entry
    for family in families.values():
        outdated.extend(_called_off(family))
    return Sources(bare, list(families.values()), tuple(messages), tuple(outdated))


def _called_off(family: Family) -> list[Entry]:
    """Take out the versions of single occurrences that the cancellation of the whole comes after."""
    master = family.master
    if master is None or not is_cancelled(master.event):
        return []
    gone = [entry for entry in family.versions.values() if age(entry.event) <= age(master.event)]
    for entry in gone:
        del family.versions[entry.event.recurrence_id or ""]
    return gone


def age(event: Event) -> tuple[int, int]:
    """Give what newer versions have more of: SEQUENCE, then LAST-MODIFIED."""
    return event.sequence, event.last_modified if event.last_modified is not None else event.dtstamp or 0


def is_cancelled(event: Event) -> bool:
    """Tell whether an event is called off."""
    return event.kind is Kind.CANCELLED


_PROGRAMS = (
    ("google", "Google Calendar"),
    ("outlook", "Outlook"),
    ("exchange", "Exchange"),
    ("microsoft", "Outlook"),
    ("apple", "Apple Calendar"),
    ("mozilla", "Thunderbird"),
    ("thunderbird", "Thunderbird"),
    ("kde", "KOrganizer"),
    ("evolution", "Evolution"),
    ("nextcloud", "Nextcloud"),
    ("zimbra", "Zimbra"),
    ("lotus", "Notes"),
    ("frontdesk", "Frontdesk"),
)


def program_of(product: str) -> str:
    """Give the everyday name of the program that wrote a file, from its PRODID."""
    folded = product.casefold()
    known = next((name for part, name in _PROGRAMS if part in folded), None)
    if known is not None:
        return known
    parts = [part for part in product.split("//") if part.strip(" -+")]
    return parts[1] if len(parts) > 2 else product
