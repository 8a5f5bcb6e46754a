"""Events for other people's eyes: patients as initials, or nothing but that time is taken (C79).

What goes out is chosen, not what stays in: a property that is not named here is not written, whatever it came from.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.feed import Naming
from frontdesk.domain.names import folded, joined_words_of, words_of
from frontdesk.domain.patient import Patient
from frontdesk.ics.clocks import IanaClock, UtcClock
from frontdesk.ics.event import Event, Person
from frontdesk.services.ics import kept
from frontdesk.services.ics.outgoing import Named
from frontdesk.store.work import Reading

BUSY = "Busy"
# Ada and Abe are numbers too.
_NO_WORDS = str.maketrans("abcdef", "jqvwxz")
_MOST_INITIALS = 3
_SHORT = 3
# So many digits in a row, with the marks that people write between them, may be a number of somebody's.
_TELLING = re.compile(r"@|\d(?:[ ./()-]*\d){3}")

Told = tuple[Appointment, Named, Event]


def shared(book: Reading, told: Iterable[Told], naming: Naming) -> Iterator[Event]:
    """Make of visits and their events what others may see of them, one event for each.

    Times of a series are events of their own: so every visit keeps its UID, whatever becomes of its series, no rule
    that a file brought goes out, and programs that know events by UID alone show all of them. Where it is only told
    that time is taken, what takes none is left out.
    """
    titles = _Titles(book)
    for visit, named, event in told:
        bare = _bare(visit, event)
        if naming is Naming.INITIALS:
            who = None if named.practitioner is None else Person(name=named.practitioner.name)
            summary = _summary(visit, named, titles)
            yield replace(bare, summary=summary, location=named.room, organizer=who)
        elif is_busy(visit):
            # When it was changed is nobody's business, but a reader has to know the newer of two.
            yield replace(bare, summary=BUSY, class_="PRIVATE", dtstamp=bare.last_modified, last_modified=None)


def is_busy(visit: Appointment) -> bool:
    """Tell whether a visit takes somebody's time: it was not called off, and no birthday."""
    return visit.status.occupies and visit.occupies


def uid_of(visit: Appointment) -> str:
    """Give the UID under which others know a visit: always the same, and telling nothing.

    The one that an import brought may hold a name. It is no UID of the book either: who has both files would see
    one event take the other's place, and the book would take initials for a patient's new name.
    """
    return unspoken(str(visit.id))


def unspoken(text: str) -> str:
    """Give a UID that is always the same for a text, from which nobody reads it, and that holds no word by chance."""
    return f"{hashlib.blake2b(text.encode(), digest_size=16).hexdigest().translate(_NO_WORDS)}@shared.frontdesk"


def _bare(visit: Appointment, event: Event) -> Event:
    """Give the times of an event and nothing else, not even the name of a zone that came with a file."""
    known = isinstance(event.clock, IanaClock | UtcClock)
    clock = event.clock if known else UtcClock(event.zone)
    return Event(
        line=0,
        uid=uid_of(visit),
        start=event.start,
        end=event.end,
        zone=event.zone,
        clock=clock,
        wall=clock.wall(event.start),
        all_day=event.all_day,
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
