"""Families of events to cases: each event with the times that it stands for, and what the book has of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.series import Series
from frontdesk.ics.event import Addition, Event
from frontdesk.ics.expand import MOST, Expansion, occurrences
from frontdesk.ics.moments import key_of
from frontdesk.services.ics.drafts import Draft, Words, draft_of, words_of
from frontdesk.services.ics.moves import Before, Held, is_older, moment_of, of_single, under_new_names
from frontdesk.services.ics.people import NO_ONE, Pick
from frontdesk.services.ics.preview import Repeats
from frontdesk.services.ics.recording import Coming, mark_of
from frontdesk.services.ics.sources import Entry, Family, Sources, age, is_cancelled
from frontdesk.services.series.horizon import is_left_to_upkeep
from frontdesk.services.series.imported import goes_on, is_changed_here, own_mark_of, window_around
from frontdesk.services.series.record import Told
from frontdesk.store import appointments as table
from frontdesk.store.work import Reading

# Of all series together; each of them gives at most ics.expand.MOST.
# What the book has already does not count: importing once more brings what was too much at first.
MOST_TIMES = 30_000
# Of all series together that have more than that.
MOST_CUT = 5 * MOST
MOST_A_DAY = 24
# Of times that the book has and that messages about "this and all that follow" name, over and over.
MOST_AGAIN = 100_000
_NATIVE = re.compile(r"([0-9]{1,18})@frontdesk")


@dataclass(slots=True)
class Case:
    """One event, the times it stands for, and what the book holds under its UID, by key.

    `gone` are coming appointments of a series that its newer version does not have any more, `coming` is the series
    where the event is one of its own, and `clashing` are the times that are left out for want of room. `covered` tells
    that other events of the same files say all that it does, `older` that the book has a newer version of the series.
    """

    entry: Entry
    words: Words
    held: Held
    drafts: tuple[Draft, ...]
    repeats: Repeats | None = None
    gone: tuple[Appointment, ...] = ()
    practitioner: Pick = NO_ONE
    patient: Pick = NO_ONE
    room: Id | None = None
    refusal: str | None = None
    coming: Coming | None = None
    clashing: tuple[str | None, ...] = ()
    covered: bool = False
    older: bool = False
    known: bool = field(init=False)

    @property
    def left_out(self) -> frozenset[str | None]:
        """Give the times that an earlier import has left out for want of room, and that have none still."""
        record = None if self.coming is None else self.coming.held
        return frozenset() if record is None else frozenset(record.left_out) - self.held.keys()

    def __post_init__(self) -> None:
        self.known = any(mark_matches(each, self.words) for each in self.held.values())


def mark_matches(held: Appointment, words: Words) -> bool:
    """Tell whether an appointment was imported from this very version of its event."""
    return bool(held.extras) and held.extras[0].endswith(words.mark)


def held_by(book: Reading, sources: Sources) -> dict[str, Held]:
    """Read what the book has of all UIDs, also of those that it has given itself."""
    uids = list(dict.fromkeys((*(each.uid for each in sources.families), *(m.event.uid for m in sources.messages))))
    found: dict[str, dict[str | None, Appointment]] = {}
    for each in table.same_uid(book.connection, uids):
        found.setdefault(each.uid, {})[each.recurrence_id] = each
    natives = [Id(int(match[1])) for uid in uids if (match := _NATIVE.fullmatch(uid)) is not None]
    for native in book.some(Appointment, natives).values():
        found.setdefault(native.uid, {}).setdefault(native.recurrence_id, native)
    return dict(found)


class Cases:
    """Make the cases of all families, within the horizon around a moment.

    `ahead` is how far series that are new here reach at first, in milliseconds; None as far as all do. `short` tells
    that there were more times than an import takes.
    """

    def __init__(
        self, held: Mapping[str, Held], records: Mapping[str, Series], now: Instant, ahead: int | None = None
    ) -> None:
        self._held = held
        self._records = records
        self._now = now
        self._left = MOST_TIMES
        self._cut = MOST_CUT
        self._again = MOST_AGAIN
        self._ahead = ahead
        self.short = False
        self.window = window_around(now)

    def of(self, family: Family) -> Iterator[Case]:
        """Give a case for each event of a family."""
        held = self._held.get(family.uid, {})
        keys: set[str | None] = set()
        for case in self._of_series(family, held):
            keys.update(draft.key for draft in case.drafts)
            yield case
        for entry in sorted(family.additions, key=lambda each: age(each.event), reverse=True):
            case = self._addition(entry, held)
            # What the series has in the same files is there: added is only what it has not, by the newest that does.
            drafts = tuple(draft for draft in case.drafts if draft.key not in keys)
            case.covered, case.drafts = bool(case.drafts) and not drafts, drafts
            keys.update(draft.key for draft in case.drafts)
            yield case

    def _of_series(self, family: Family, held: Held) -> Iterator[Case]:
        master = family.master
        if master is not None and is_cancelled(master.event):
            # What has a newer version of its own is not called off with the rest.
            rest = {key: each for key, each in held.items() if key not in family.versions}
            yield Case(master, words_of(master.event), rest, ())
            master = None
            family = Family(family.uid, None, family.versions)
        if master is None or not master.event.repeats:
            held, gone = self._of_single(family, held)
            for entry in filter(None, (master, *family.versions.values())):
                event = entry.event
                if event.this_and_future:
                    yield self._following(entry, held, family)
                    continue
                draft = draft_of(entry, event.recurrence_id, event.start, event.end)
                case = self._of_days(Case(entry, words_of(event), held, (draft,)), draft)
                case.gone = tuple(gone) if entry is master else ()
                yield case
            return
        if self._left <= 0 and not held:
            self.short = True
            yield Case(master, words_of(master.event), held, (), refusal="too_many_times")
            yield from self._of_series(Family(family.uid, None, family.versions), held)
            return
        window, found = self._expanded(family, master.event, held)
        refusal = self._refusal(found, held)
        if refusal is not None:
            yield Case(master, words_of(master.event), held, (), refusal=refusal)
            yield from self._of_series(Family(family.uid, None, family.versions), held)
            return
        held = self._renamed(family, master, held, found)
        cases = list(self._series(family, master, held, found, window))
        mark = mark_of(case.words.mark for case in cases)
        for case in cases:
            case.coming = Coming(mark, self._records.get(family.uid), window, master.event, found.cut)
            yield case

    def _refusal(self, found: Expansion, held: Held) -> str | None:
        """Tell why no visits are made of a series, else count those that are.

        What comes more often than anyone is visited is none. What is cut all the same has a share of its own, so that
        it takes nothing from the others.
        """
        if _is_flood(found):
            return "too_many_a_day"
        new = sum(each.key not in held for each in found.occurrences)
        if found.cut and len(found.occurrences) >= MOST:
            if new > self._cut:
                return "too_many_times"
            self._cut -= new
        else:
            self._left -= new
        return None

    def _of_single(self, family: Family, held: Held) -> tuple[Held, Sequence[Appointment]]:
        """Give what the book has of events that are no series, and what is gone of the series that they were."""
        master, record = family.master, self._records.get(family.uid)
        if master is None or record is None or None in held:
            return held, ()
        if is_older(master.event, record):
            return of_single(held, master.event, family.versions, self._now)[0], ()
        return of_single(held, master.event, family.versions, self._now)

    def _renamed(self, family: Family, master: Entry, held: Held, found: Expansion) -> Held:
        """Give what the book has of a series by the names that a newer version of it has."""
        record = self._records.get(family.uid)
        if not held or all(key in held for key in (each.key for each in found.occurrences)) or found.cut:
            return held
        if is_older(master.event, record) or self._is_known(Case(master, words_of(master.event), held, ())):
            return held
        return under_new_names(held, master.event, found.occurrences, record)

    def _expanded(self, family: Family, master: Event, held: Held) -> tuple[Interval, Expansion]:
        """Give the times of a series, and the window in which it has rows by this import."""
        versions = [entry.event for entry in family.versions.values()]
        limit = min(MOST, max(self._left, 0) + len(held))
        window = self._window_of(family, master, held)
        found = occurrences(master, versions, window, limit=limit)
        if window != self.window and not found.occurrences:
            window = self.window
            found = occurrences(master, versions, window, limit=limit)
        self.short = self.short or (found.cut and limit < MOST)
        return window, found

    def _window_of(self, family: Family, master: Event, held: Held) -> Interval:
        """Give the window of a series: of one that is filled no further yet, as far as that; the upkeep fills the rest.

        One that begins later has as much from there.
        """
        record = self._records.get(family.uid)
        end = self.window.end
        if record is not None:
            due = is_left_to_upkeep(record, self._now)
            return Interval(self.window.start, record.filled) if due and record.filled is not None else self.window
        if self._ahead is not None and not held:
            end = min(end, Instant(max(self._now, master.start) // DAY * DAY + self._ahead))
        return Interval(self.window.start, end)

    def _series(self, family: Family, master: Entry, held: Held, found: Expansion, window: Interval) -> Iterator[Case]:
        times: dict[int, list[Draft]] = {}
        before = Before(self._records.get(family.uid) if held else None, window)
        entries = {id(entry.event): entry for entry in (master, *family.versions.values())}
        for each in found.occurrences:
            entry = entries[id(each.event)]
            mine = times.setdefault(id(each.event), [])
            # The record of a series keeps everything; a time that was sent by itself has none.
            whole = not mine and entry in family.additions
            draft = draft_of(entry, each.key, each.start, each.end, whole=whole)
            unmoved = entry is master and each.key in held and before.leaves(held[each.key], each)
            mine.append(replace(draft, stays=True) if unmoved else draft)
        keys = {each.key for each in found.occurrences}
        for number, entry in entries.items():
            drafts = tuple(times.get(number, ()))
            case = Case(entry, words_of(entry.event), held, drafts)
            if entry is master:
                case.known = self._is_known(case)
                rule = master.event.rrules[0] if master.event.rrules else ""
                case.repeats = Repeats(rule, len(drafts), found.cut, self._until(family, master.event, window))
                case.gone = () if case.known or found.cut else self._gone(held, keys, window)
            yield case

    def _is_known(self, case: Case) -> bool:
        """Tell whether the book had the event of a series last as it is: rows may be of versions before."""
        record = self._records.get(case.entry.event.uid)
        own = "" if record is None or is_changed_here(record) else own_mark_of(record)
        return own == case.words.mark if own else case.known

    def _until(self, family: Family, master: Event, window: Interval) -> Instant | None:
        """Give how far a series reaches at first, where the rest of its times comes by itself."""
        if window == self.window:
            return None
        told = Told(master, tuple(entry.event for entry in family.versions.values()))
        return window.end if goes_on(told, window.end) else None

    def _of_days(self, case: Case, draft: Draft) -> Case:
        """Count what lasts for days as so many times: a practitioner's time is taken a day at a time."""
        days = (draft.end - draft.start) // DAY
        if days > 1 and case.words.occupies and draft.key not in case.held:
            self._left -= days
            case.refusal = "too_many_times" if self._left < 0 else None
        return case

    def _addition(self, entry: Entry, held: Held) -> Case:
        """Give the case of times that are added to what is there, each named by its own start."""
        event = entry.event
        if event.repeats:
            self._again -= len(held)
            if self._left <= 0 or self._again < 0:
                return Case(entry, words_of(event), held, (), refusal="too_many_times")
            found = occurrences(event, (), self.window, limit=min(MOST, self._left))
            if _is_flood(found):
                return Case(entry, words_of(event), held, (), refusal="too_many_a_day")
            self._left -= len(found.occurrences)
            case = next(self._series(Family(event.uid, entry, additions=[entry]), entry, held, found, self.window))
            case.gone = ()  # what is added takes nothing away
            return case
        key = key_of(event.wall.date() if event.all_day else event.start)
        draft = draft_of(entry, key, event.start, event.end)
        inside = draft.start < self.window.end and draft.end > self.window.start
        return Case(entry, words_of(event), held, (draft,) if inside else ())

    def _following(self, entry: Entry, held: Held, family: Family) -> Case:
        """Give the case of a version of one time and all that follow, whose series came in another file.

        It holds up to the next such version, but for times that have a version of their own.
        """
        event = entry.event
        self._again -= len(held) + 1
        if self._again < 0:
            return Case(entry, words_of(event), held, (), refusal="too_many_times")
        first = event.recurrence_id or ""
        later = (key for key, each in family.versions.items() if each.event.this_and_future and key > first)
        end = min(later, default=None)
        keys = [key for key in held if key is not None and key > first and len(key) == len(first)]
        keys = [key for key in keys if key not in family.versions and (end is None or key < end)]
        start = moment_of(first, event.clock)
        master = replace(
            event,
            recurrence_id=None,
            this_and_future=False,
            start=start,
            wall=event.clock.wall(start),
            end=Instant(start + event.end - event.start),
            rdates=tuple(Addition(moment_of(key, event.clock)) for key in keys),
        )
        found = occurrences(master, (event,), self.window, limit=MOST_TIMES)
        times = (draft_of(entry, each.key, each.start, each.end) for each in found.occurrences)
        return Case(entry, words_of(event), held, tuple(times))

    def _gone(self, held: Held, keys: set[str], window: Interval) -> tuple[Appointment, ...]:
        return tuple(
            each
            for key, each in held.items()
            if key not in keys and each.takes_time and self._now < each.start < window.end
        )


def _is_flood(found: Expansion) -> bool:
    """Tell whether a series comes more often in a day than is ever meant."""
    starts = [each.start for each in found.occurrences]
    return any(later - start < DAY for start, later in zip(starts, starts[MOST_A_DAY:], strict=False))
