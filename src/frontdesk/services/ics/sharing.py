"""Events for other people's eyes: patients as initials, or nothing but that time is taken (C79).

What goes out is chosen, not what stays in: a property that is not named here is not written, whatever it came from.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.feed import Naming
from frontdesk.domain.names import folded, joined_words_of, words_of
from frontdesk.domain.patient import Patient
from frontdesk.ics.clocks import Clock, RuleClock, utc
from frontdesk.ics.event import Event, Moment, Person
from frontdesk.ics.lines import content
from frontdesk.ics.problems import Unreadable
from frontdesk.ics.rule import read_rule
from frontdesk.ics.values import read_date, read_time
from frontdesk.services.ics import kept
from frontdesk.services.ics.outgoing import Named
from frontdesk.store.work import Reading

BUSY = "Busy"
_MOST_INITIALS = 3
_SHORT = 3
# So many digits in a row, with the marks that people write between them, may be a number of somebody's.
_TELLING = re.compile(r"@|\d(?:[ ./()-]*\d){3}")
_SHARED = "@shared.frontdesk"
_OF_ZONES = frozenset({"DTSTART", "RDATE", "TZOFFSETFROM", "TZOFFSETTO"})
_ZONES = frozenset({"VTIMEZONE", "STANDARD", "DAYLIGHT"})
_TIMES = re.compile(r"[0-9TZ,+-]+")

Telling = Callable[[Appointment, Named, Event], Event]


def telling(book: Reading, naming: Naming) -> Telling:
    """Give what makes of an event what others may see of it."""
    if naming is Naming.FULL:
        return lambda _visit, _named, event: event
    if naming is Naming.BUSY:
        return lambda visit, _named, event: replace(_bare(visit, event), summary=BUSY, class_="PRIVATE")
    titles = _Titles(book)
    return lambda visit, named, event: replace(
        _bare(visit, event),
        summary=_summary(visit, named, titles),
        location=named.room,
        organizer=None if named.practitioner is None else Person(name=named.practitioner.name),
    )


def uid_of(visit: Appointment) -> str:
    """Give the UID under which others know a visit, or the series that it is of: always the same, and telling nothing.

    The one that an import brought may hold a name. It is no UID of the book either: who has both files would see
    one event take the other's place, and the book would take initials for a patient's new name.
    """
    return _hashed(str(visit.id if visit.series_id is None else visit.series_id))


def _hashed(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest() + _SHARED


def _bare(visit: Appointment, event: Event) -> Event:
    """Give the times of an event and nothing else."""
    return Event(
        line=0,
        uid=uid_of(visit),
        start=event.start,
        end=event.end,
        zone=event.zone,
        clock=event.clock,
        wall=event.wall,
        all_day=event.all_day,
        recurrence_id=event.recurrence_id,
        sequence=event.sequence,
        last_modified=visit.updated_at,
        status="CANCELLED" if event.status == "CANCELLED" else "",
        transp="OPAQUE" if visit.occupies else "TRANSPARENT",
    )


def _summary(visit: Appointment, named: Named, titles: _Titles) -> str:
    what = named.service or ("" if kept.mark_of(visit.extras) else titles.harmless(visit.title, named.patients))
    letters = [found for patient in named.patients if (found := initials_of(patient))]
    if len(letters) > _MOST_INITIALS:
        letters = [*letters[:_MOST_INITIALS], f"+{len(letters) - _MOST_INITIALS}"]
    return " · ".join(part for part in (", ".join(letters), what) if part) or BUSY


def initials_of(patient: Patient) -> str:
    """Give the first letters of a patient's names: M. G.

    Only scripts that have capitals have initials: elsewhere one sign may be the whole name.
    """
    words = (words_of(patient.given_name)[:1], words_of(patient.family_name)[:1])
    letters = (word[0] for found in words for word in found)
    return " ".join(f"{letter.upper()}." for letter in letters if letter.upper() != letter.lower())


class _Titles:
    """Tells titles that may go out from those that could name somebody.

    Those that a file brought do not even come here: they name people whom the book does not know.
    """

    def __init__(self, book: Reading) -> None:
        self._book = book
        self._names: frozenset[str] | None = None
        self._known: dict[str, bool] = {}

    def harmless(self, title: str, patients: Iterable[Patient]) -> str:
        """Give a title, or nothing where it could tell who somebody is, or what is noted of one who comes."""
        if title not in self._known:
            self._known[title] = not _TELLING.search(title) and not self._names_somebody(folded(title))
        if not self._known[title]:
            return ""
        noted = (folded(note) for each in patients for note in (each.note, each.alert) if note)
        said = folded(title)
        return "" if any(said in note or note in said for note in noted) else title

    def _names_somebody(self, title: str) -> bool:
        if self._names is None:
            names = (each.name for each in self._book.all(Patient))
            self._names = frozenset(word for name in names for word in (*words_of(name), *joined_words_of(name)))
        if self._names.intersection(each for each in words_of(title) if len(each) > 1):
            return True
        # Also where names are written without blanks; short ones are in many words.
        return any(name in title for name in self._names if len(name) > _SHORT or not name.isascii())


def settled(events: Iterable[Event], naming: Naming) -> Iterator[Event]:
    """Give events as they are written: of those that others see nothing but what may be seen, whoever made them.

    Where it is only told that time is taken, what takes none is left out; as one time of a series it is an exception.
    """
    if naming is Naming.FULL:
        yield from events
        return
    every = [_cleaned(event) for event in events]
    free = [each for each in every if naming is Naming.BUSY and not _is_taken(each)]
    gone: dict[str, list[Moment]] = {}
    for each in free:
        if each.recurrence_id is not None:
            gone.setdefault(each.uid, []).append(_moment_of(each.recurrence_id))
    for each in every:
        if naming is not Naming.BUSY:
            yield each
        elif _is_taken(each):
            out = gone.get(each.uid, ()) if each.recurrence_id is None else ()
            # When it was changed is nobody's business, but a reader has to know the newer of two.
            stamp = None if each.repeats else each.last_modified
            yield replace(each, exdates=(*each.exdates, *out), dtstamp=stamp, last_modified=None)


def _is_taken(event: Event) -> bool:
    return event.status != "CANCELLED" and event.transp != "TRANSPARENT"


def _moment_of(key: str) -> Moment:
    return read_date(key) if len(key) == len("20260318") else utc(read_time(key)[0])


def _cleaned(event: Event) -> Event:
    """Give an event without what only the book, or a file that was imported, says; an unknown one is merely busy."""
    if not event.uid.endswith(_SHARED):
        event = replace(event, uid=_hashed(event.uid), summary=BUSY, location="", organizer=None, class_="PRIVATE")
    return replace(
        event,
        clock=_plain(event.clock),
        end_clock=None if event.end_clock is None else _plain(event.end_clock),
        length=None,
        rrules=tuple(rule for rule in event.rrules if _is_rule(rule)),
        exrules=tuple(rule for rule in event.exrules if _is_rule(rule)),
        description="",
        busy_status="",
        url="",
        attendees=(),
        categories=(),
        parameters=(),
        alarms=(),
        extras=(),
    )


def _is_rule(text: str) -> bool:
    """Tell whether a text is a rule and nothing else: what does not belong there may say anything."""
    try:
        read_rule(text)
    except Unreadable:
        return False
    return True


def _plain(clock: Clock) -> Clock:
    """Give a clock that goes by rules of its own without the names and notes that came with them."""
    if not isinstance(clock, RuleClock):
        return clock
    name = hashlib.blake2b(clock.tzid.encode("utf-8", "replace"), digest_size=4).hexdigest()
    return replace(clock, tzid=f"Zone {name}", lines=tuple(_of_zone(clock.lines)))


def _of_zone(lines: Iterable[str]) -> Iterator[str]:
    within: list[str] = []
    for line in lines:
        found = content(0, line)
        if found is None:
            continue
        value = found.value.strip().upper()
        if found.name == "BEGIN":
            within.append(value)
        if _ZONES.issuperset(within) and _belongs(found.name, value):
            yield f"{found.name}:{value}"
        if found.name == "END" and within:
            within.pop()


def _belongs(name: str, value: str) -> bool:
    if name in ("BEGIN", "END"):
        return value in _ZONES
    return (
        name == "TZID" or (name == "RRULE" and _is_rule(value)) or (name in _OF_ZONES and bool(_TIMES.fullmatch(value)))
    )
