"""The records of series that an import makes, brings up to date, or ends."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.series import Series
from frontdesk.ics.event import Event
from frontdesk.ics.moments import key_of
from frontdesk.ics.writer import PRODUCT
from frontdesk.services.ics.preview import Action, Choice, Row, State
from frontdesk.services.ics.sources import Entry, Family, Sources, age, is_cancelled
from frontdesk.services.series import imported, record
from frontdesk.services.series.record import Told
from frontdesk.store import appointments as visits
from frontdesk.store import series as store
from frontdesk.store.work import Reading, Work

if TYPE_CHECKING:
    from frontdesk.services.ics.cases import Case
    from frontdesk.services.ics.judge import Write

# Of an event: who wrote it down when, which a series is not changed by.
_STAMPS: Mapping[str, Any] = {"line": 0, "sequence": 0, "dtstamp": None, "last_modified": None, "method": ""}
_TIMES = ("start", "end", "all_day", "length", "rrules", "exrules", "rdates", "recurrence_id", "this_and_future")


@dataclass(frozen=True, slots=True)
class Coming:
    """A series as its file has it, and the record that the book has of it.

    `mark` is that of this version of it, `window` where the import gives it rows, `cut` tells that its times are more
    than an import takes, `master` is its event.
    """

    mark: str
    held: Series | None
    window: Interval
    master: Event
    cut: bool = False

    @property
    def is_known(self) -> bool:
        """Tell whether the book has recorded this very version."""
        return self.held is not None and imported.mark_of(self.held) == self.mark

    def is_due(self, start: Instant) -> bool:
        """Tell whether a time that a known series has no row for is yet to be made."""
        held = self.held
        assert held is not None
        return held.filled is not None and start >= held.filled and not imported.is_changed_here(held)


@dataclass(frozen=True, slots=True)
class Recording:
    """A record to be written: made where `before` is None, with the id that its rows have where they have one.

    `alone` tells that none of the rows of the series is written with it, `ended` that the record goes, since its event
    is no series any more.
    """

    before: Series | None
    after: Series
    alone: bool = False
    ended: bool = False

    @property
    def uid(self) -> str:
        """Give the UID of the series."""
        return self.after.uid


def held_records(book: Reading, sources: Sources) -> dict[str, Series]:
    """Read the records that the book has of the UIDs of some files, those of series that were made here among them."""
    uids = dict.fromkeys(family.uid for family in sources.families)
    return {each.uid: each for each in store.of_uids(book.connection, uids)}


def mark_of(marks: Iterable[str]) -> str:
    """Give the mark of a series by those of all its events."""
    return hashlib.blake2b("\n".join(sorted(marks)).encode(), digest_size=8).hexdigest()


def recordings(
    sources: Sources,
    judged: Sequence[tuple[Case, Row, Sequence[Write]]],
    records: Mapping[str, Series],
    choices: Mapping[str, Choice],
    window: Interval,
) -> list[Recording]:
    """Give the records that are to be written with what was judged."""
    by_uid: dict[str, list[tuple[Case, Row, Sequence[Write]]]] = {each.uid: [] for each in sources.families}
    for each in judged:
        if each[0].entry.event.uid in by_uid:
            by_uid[each[0].entry.event.uid].append(each)
    found = []
    for family in sources.families:
        held = records.get(family.uid)
        master = family.master
        if held is None and (master is None or not master.event.repeats):
            continue
        one = _Recorded(family, held, by_uid[family.uid], choices, window).recording()
        if one is not None and (one.before is None or one.ended or one.after != one.before):
            found.append(replace(one, alone=not any(writes for _, _, writes in by_uid[family.uid])))
    return found


def write_records(work: Work, wanted: Sequence[Recording]) -> dict[str, Id]:
    """Write records; give the ids of those that have come or changed, by UID."""
    made = []
    for each in wanted:
        if each.ended:
            continue
        if each.before is None:
            one = each.after
            made.append(one if one.id else replace(one, id=work.new_id()))
        else:
            work.replace(each.before, each.after)
    for at in range(0, len(made), 500):
        work.create(*made[at : at + 500])
    standing = (one.after for one in wanted if one.before is not None and not one.ended)
    return {each.uid: each.id for each in (*made, *standing)}


def end_records(work: Work, wanted: Sequence[Recording]) -> None:
    """Remove the records of what is no series any more; their visits stand by themselves."""
    ended = [each.before for each in wanted if each.ended and each.before is not None]
    for one in ended:
        for row in visits.of_series(work.connection, one.id):
            work.replace(row, replace(row, series_id=None, updated_at=work.now))
    work.remove(*ended)


class _Recorded:
    """One family beside its record."""

    def __init__(
        self,
        family: Family,
        held: Series | None,
        judged: Sequence[tuple[Case, Row, Sequence[Write]]],
        choices: Mapping[str, Choice],
        window: Interval,
    ) -> None:
        self._family = family
        self._held = held
        self._judged = judged
        self._choices = choices
        self._window = window
        self._writes = [write for _, _, writes in judged for write in writes]
        self._new = {w.draft.key for w in self._writes if w.draft is not None and w.before is None}

    def recording(self) -> Recording | None:
        """Give what becomes of the record, None where it stays."""
        master = self._family.master
        if master is None:
            return self._with_versions()
        own = next(((case, row) for case, row, _ in self._judged if case.entry is master), None)
        if own is None or self._is_skipped(master):
            return None
        case, row = own
        if is_cancelled(master.event):
            return self._ended(master.event)
        if not master.event.repeats:
            return self._no_more()
        if case.coming is None or case.refusal or row.state is State.UNREADABLE:
            return None
        self._window = case.coming.window
        if self._held is None:
            return self._made(case, row, case.coming)
        return self._again(case, case.coming, self._held)

    def _is_skipped(self, entry: Entry) -> bool:
        choice = self._choices.get(entry.key)
        return choice is not None and choice.action is Action.SKIP

    def _is_older(self, event: Event) -> bool:
        if self._held is None:
            return False
        held = imported.told_by(self._held).master
        if event.sequence != held.sequence:
            return event.sequence < held.sequence
        return age(event) < age(held)

    def _ended(self, event: Event) -> Recording | None:
        """End a series that its sender has called off."""
        if self._held is None or imported.is_ended(self._held) or self._is_older(event):
            return None
        told = imported.told_by(self._held)
        master = replace(told.master, sequence=event.sequence, last_modified=event.last_modified)
        return Recording(self._held, imported.ended(self._held, Told(master, told.versions)))

    def _no_more(self) -> Recording | None:
        """Take the record away where the one event that there is now has taken over a visit of the series."""
        pairs = [(w.before, w.after) for w in self._writes if w.before is not None and w.after is not None]
        over = any(before.recurrence_id is not None and after.recurrence_id is None for before, after in pairs)
        return Recording(self._held, self._held, ended=True) if self._held is not None and over else None

    def _made(self, case: Case, row: Row, coming: Coming) -> Recording | None:
        """Make the record of a series that the import brings, or of one whose rows are older than records are."""
        rows = [each for key, each in case.held.items() if key is not None]
        if row.reason == "older" or not (rows or self._new):
            return None
        one = next((each.series_id for each in rows if each.series_id is not None), Id(0))
        return Recording(None, self._record(case, coming, one, ()))

    def _again(self, case: Case, coming: Coming, held: Series) -> Recording | None:
        if coming.is_known:
            return self._added(held)
        event = case.entry.event
        if case.older or self._is_older(event):
            return None
        if case.known and imported.is_changed_here(held):
            # The series is what it was, and what was done with it here stays; other times of it came anew.
            return Recording(held, imported.marked(held, coming.mark))
        if not imported.is_ended(held) and self._says_nothing_new(case, held):
            return self._added(held)
        times = {draft.key for each, _, _ in self._judged for draft in each.drafts}
        moved = imported.told_by(held).master.start != event.start
        left_out = [key for key in held.left_out if key in times or not moved]
        after = self._record(case, coming, held.id, left_out)
        return Recording(held, replace(after, version=held.version))

    def _added(self, held: Series) -> Recording | None:
        """Note in a record that stands which of its times have rows now, and how far they reach."""
        if not self._new:
            return None
        told = imported.told_by(held)
        further = held.filled is not None and any(
            w.draft is not None and w.before is None and w.draft.start >= held.filled for w in self._writes
        )
        filled = self._filled(told) if further else held.filled
        left_out = self._left_out(held.left_out) if further else tuple(k for k in held.left_out if k not in self._new)
        return Recording(held, replace(held, filled=filled, left_out=left_out))

    def _record(self, case: Case, coming: Coming, one: Id, left_out: Iterable[str]) -> Series:
        told = Told(case.entry.event, tuple(self._told_versions(case)))
        filled = self._cut_at() if coming.cut else self._filled(told)
        return replace(
            imported.recorded(one, told, coming.mark, case.words.mark),
            filled=filled,
            since=imported.since(told, self._window),
            left_out=self._left_out(left_out),
        )

    def _told_versions(self, case: Case) -> Iterable[Event]:
        """Give the versions that hold for several times, and those of single times that have no rows to tell them."""
        for key, entry in self._family.versions.items():
            if entry.event.this_and_future or not (key in case.held or key in self._new):
                yield _as_kept(entry.event)

    def _filled(self, told: Told) -> Instant | None:
        return self._window.end if imported.goes_on(told, self._window.end) else None

    def _cut_at(self) -> Instant:
        """Give the begin of the first time behind the last that is taken of a flood."""
        return Instant(max(draft.start for case, _, _ in self._judged for draft in case.drafts) + 1)

    def _left_out(self, before: Iterable[str]) -> tuple[str, ...]:
        """Give the times that have no row because something stands in their way."""
        clashing = [key for case, _, _ in self._judged for key in case.clashing if key is not None]
        return tuple(key for key in dict.fromkeys((*before, *clashing)) if key not in self._new)

    def _says_nothing_new(self, case: Case, held: Series) -> bool:
        """Tell whether a file tells what the book has: our own file, or an earlier one with other numbers.

        What was taken away here stands in our own file as an exception.
        """
        told = imported.told_by(held)
        theirs = Told(case.entry.event, tuple(self._told_versions(case)))
        ours = case.entry.file.feed.product == PRODUCT
        if ours and self._writes:
            return False
        gone = set(theirs.master.exdates) - set(told.master.exdates)
        if gone and (not ours or any(key_of(each) in case.held for each in gone)):
            return False
        if set(told.master.exdates) - set(theirs.master.exdates):
            return False
        mine = {each.recurrence_id: each for each in told.versions if ours is False or each.this_and_future}
        other = {each.recurrence_id: each for each in theirs.versions if ours is False or each.this_and_future}
        return (
            mine.keys() == other.keys()
            and all(_is_same(mine[key], other[key], ours=ours) for key in mine)
            and _is_same(told.master, theirs.master, ours=ours)
        )

    def _with_versions(self) -> Recording | None:
        """Add versions that came without their series to its record: those for several times, and those yet to come."""
        if self._held is None:
            return None
        told = imported.told_by(self._held)
        versions = {each.recurrence_id: each for each in told.versions}
        for case, _, _ in self._judged:
            event = case.entry.event
            if self._is_skipped(case.entry) or event.recurrence_id is None:
                continue
            held = versions.get(event.recurrence_id)
            has_row = event.recurrence_id in case.held or event.recurrence_id in self._new
            if (held is None or age(event) >= age(held)) and (event.this_and_future or not has_row):
                versions[event.recurrence_id] = _as_kept(event)
        merged = Told(told.master, tuple(versions.values()))
        if all(any(_is_same(each, other, ours=False) for other in told.versions) for each in merged.versions):
            return None
        if imported.is_changed_here(self._held):
            return Recording(
                self._held, record.telling(self._held, Told(record.told_by(self._held).master, merged.versions))
            )
        marks = imported.mark_of(self._held), imported.own_mark_of(self._held)
        lines = imported.recorded(self._held.id, merged, *marks).lines
        return Recording(self._held, replace(self._held, lines=lines))


def _as_kept(version: Event) -> Event:
    """Give a version as a record keeps it, which knows no methods: what is called off says so itself."""
    return replace(version, status="CANCELLED") if is_cancelled(version) else version


def _is_same(one: Event, other: Event, *, ours: bool) -> bool:
    """Tell whether two versions of an event say the same; of our own files only what they say of times."""
    if ours:
        return all(getattr(one, name) == getattr(other, name) for name in _TIMES)
    known: dict[str, Any] = {
        **_STAMPS,
        "clock": other.clock,
        "end_clock": other.end_clock,
        "wall": other.wall,
        "exdates": (),
    }
    return replace(one, **known) == replace(other, **{**_STAMPS, "exdates": ()})
