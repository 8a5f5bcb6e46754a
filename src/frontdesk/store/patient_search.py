"""Find patients as someone types: all SQL of the search.

The last visits are walked back from now first: where many patients meet what is asked, the best of them come up
within a few hundred visits. Where few do, those few are found by their words, and the others need not be looked at.
So no keystroke costs more than a few thousand narrow rows, however many patients there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    bindparam,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.types import Integer, Text

from frontdesk.domain.appointment import Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import EARLIEST, LATEST, MINUTE, Instant
from frontdesk.domain.search import Look, Need
from frontdesk.store import journal
from frontdesk.store.tables.appointments import APPOINTMENT, ATTENDEE
from frontdesk.store.tables.patients import PATIENT, PATIENT_LINE, PATIENT_PHONE, PATIENT_WORD
from frontdesk.store.tables.practitioners import PRACTITIONER

FEW = 4_000  # patients who are held and looked for among the last visits
FEW_OF_EACH = 12_000  # the same where there are several needs, and those who meet one are held against the others
NOT_MANY = 1_500  # so few that reading and judging them costs less than reading who meets every need
IDS_A_LINE = 10  # ids that are read from a range in the time that one line takes
VERY_FEW = 300  # so few that they are read and judged at once
MOST_DATED = 1_000  # patients whose last visits are looked up one by one
MOST_VISITS = 6_000  # visits that are walked back
ANY = 2**31  # patients: more than there can be
_STEP = 1_000
_CHUNK = 500
_JUDGED_AT_ONCE = 100
_LAST_LETTER = "\U0010ffff"
_PADDING = "_"  # no word has one

A = APPOINTMENT.c
LINE = PATIENT_LINE.c
WORD = PATIENT_WORD.c
PHONE = PATIENT_PHONE.c
_AMONG: BindParameter[Any] = bindparam("ids", expanding=True)
_LINES = select(LINE.patient_id, LINE.line).where(LINE.patient_id.in_(_AMONG))
_NUMBERED = select(PATIENT.c.id, PATIENT.c.merged_into).where(PATIENT.c.number.in_(bindparam("texts", expanding=True)))
_MERGED_INTO = select(PATIENT.c.merged_into).where(PATIENT.c.id == bindparam("the_id"))


def _of_beginnings() -> Select[Any]:
    """Select the patients with words that begin as any of many do, all written into one text in equal widths.

    One statement for any number of beginnings: a list of them would be another statement for every number.
    """
    width, texts = bindparam("width", type_=Integer), bindparam("texts", type_=Text)
    piece = select(literal(0).label("n"), func.substr(texts, 1, width).label("piece")).cte("piece", recursive=True)
    step = piece.c.n + 1
    piece = piece.union_all(
        select(step, func.substr(texts, step * width + 1, width)).where(step < bindparam("count", type_=Integer))
    )
    low = func.rtrim(piece.c.piece, _PADDING)
    between = (WORD.word >= low) & (WORD.word < low.concat(_LAST_LETTER))
    return select(WORD.patient_id).select_from(piece.join(PATIENT_WORD, between))


class Source(NamedTuple):
    """One place where patients are looked up: how many there are, up to a limit, and who they are."""

    how_many: Select[Any]
    ids: Select[Any]

    @classmethod
    def of(cls, ids: Select[Any]) -> Source:
        """Make a source of ids that come from one range or several."""
        limited = ids.limit(bindparam("most"))
        return cls(select(func.count()).select_from(limited.subquery()), limited)


_LOW, _HIGH = bindparam("low", type_=Text), bindparam("high", type_=Text)
WORDS = Source.of(select(WORD.patient_id).where(WORD.word >= _LOW, WORD.word < _HIGH))
BEGINNINGS = Source.of(_of_beginnings())
PHONES = Source.of(select(PHONE.patient_id).where(PHONE.digits >= _LOW, PHONE.digits < _HIGH))
BIRTHS = Source.of(select(PATIENT.c.id).where(PATIENT.c.birth_date.between(_LOW, _HIGH)))

# What a visit that has begun must be, to count as one at which the patient was seen: neither called off nor missed.
_KEPT = (A.archived_at.is_(None), A.status.in_([s.value for s in Status if s.occupies and s is not Status.HELD]))
_VISITS = (
    select(A.starts_at, A.id, A.patient_id, A.group)
    .where(A.starts_at <= bindparam("at"), tuple_(A.starts_at, A.id) < tuple_(bindparam("at"), bindparam("the_id")))
    .where(*_KEPT)
    .order_by(A.starts_at.desc(), A.id.desc())
    .limit(bindparam("step"))
)
_ATTENDEES = select(ATTENDEE.c.appointment_id, ATTENDEE.c.patient_id).where(ATTENDEE.c.appointment_id.in_(_AMONG))


def _begun(what: Any, owner: ColumnElement[int]) -> tuple[Select[Any], Select[Any]]:
    """Select something of a patient's visits that have begun: of their own, and of the groups they attended."""
    joined = ATTENDEE.join(APPOINTMENT, ATTENDEE.c.appointment_id == A.id)
    begun = A.starts_at <= bindparam("now")
    return (
        select(what).where(A.patient_id == owner, begun),
        select(what).select_from(joined).where(ATTENDEE.c.patient_id == owner, begun),
    )


def _last(visits: Select[Any]) -> ScalarSelect[Any]:
    return visits.where(*_KEPT).order_by(A.starts_at.desc()).limit(1).correlate(PATIENT).scalar_subquery()


_LAST_VISITS = tuple(
    select(PATIENT.c.id, A.starts_at, PRACTITIONER.c.name)
    .select_from(PATIENT.join(APPOINTMENT, A.id == _last(visits)))
    .join(PRACTITIONER, PRACTITIONER.c.id == A.practitioner_id, isouter=True)
    .where(PATIENT.c.id.in_(_AMONG))
    for visits in _begun(A.id, PATIENT.c.id)
)
_LAST_STARTS = select(
    LINE.patient_id,
    *(starts.correlate(PATIENT_LINE).scalar_subquery() for starts in _begun(func.max(A.starts_at), LINE.patient_id)),
).where(LINE.patient_id.in_(_AMONG))

Seen = dict[Id, tuple[Instant, str | None]]


def last_visits(connection: Connection, ids: Iterable[Id], now: Instant) -> Seen:
    """Read when each of these patients was last seen, and by whom; those who never were are left out."""
    found: Seen = {}
    for some in _chunks(ids, _CHUNK):
        for query in _LAST_VISITS:
            for one, at, name in connection.execute(query, {"ids": some, "now": now}):
                if one not in found or at > found[one][0]:
                    found[one] = (at, name)
    return found


def numbered(connection: Connection, texts: Sequence[str]) -> tuple[Id, ...]:
    """Find who has one of these numbers, archived or not; the number of one who was merged leads to who is kept."""
    found: dict[Id, None] = {}
    for one, into in connection.execute(_NUMBERED, {"texts": texts}) if texts else ():
        while into is not None:
            one, into = into, connection.execute(_MERGED_INTO, {"the_id": into}).scalar()
        found[one] = None
    return tuple(found)


def born_on(connection: Connection, day: str, most: int) -> frozenset[Id]:
    """Find the patients of an ISO birth date, at most so many."""
    return frozenset(connection.execute(BIRTHS.ids, {"low": day, "high": day, "most": most}).scalars())


def phoned(connection: Connection, part: str, most: int) -> frozenset[Id]:
    """Find the patients with a phone number that holds some digits, at most so many."""
    return frozenset(connection.execute(PHONES.ids, {**_beginning(part), "most": most}).scalars())


class Recents:
    """Who was seen last, latest first: read as far back as someone asks, and kept while the book stays as it is."""

    def __init__(self) -> None:
        self.seen: dict[Id, Instant] = {}
        self._now = LATEST
        self._cursor = -1
        self._start_over(LATEST)

    def come_up_to_date(self, connection: Connection, now: Instant) -> None:
        """Forget what was read when the book was changed since, or a minute has passed."""
        cursor = journal.cursor(connection)
        if cursor != self._cursor or not self._now <= now < self._now + MINUTE:
            self._cursor = cursor
            self._start_over(now)

    def _start_over(self, now: Instant) -> None:
        self.seen, self._now = {}, now
        self._at, self._id, self._left = int(now), 2**63 - 1, MOST_VISITS

    def more(self, connection: Connection) -> bool:
        """Read further back; False when far enough back was read, or everything."""
        if self._left <= 0:
            return False
        rows = connection.execute(_VISITS, {"at": self._at, "the_id": self._id, "step": _STEP}).all()
        groups = [row[1] for row in rows if row[3]]
        attended: dict[Id, list[Id]] = {}
        for visit, one in connection.execute(_ATTENDEES, {"ids": groups}) if groups else ():
            attended.setdefault(visit, []).append(one)
        for at, visit, one, _ in rows:
            for each in (one, *attended.get(visit, ())):
                if each is not None:
                    self.seen.setdefault(each, at)
        self._left = self._left - _STEP if len(rows) == _STEP else 0
        if rows:
            self._at, self._id = rows[-1][0], rows[-1][1]
        return bool(rows)


class Search:
    """One search; what was read for one look is not read again for the next."""

    def __init__(self, connection: Connection, now: Instant, recents: Recents) -> None:
        self._connection = connection
        self._now = now
        self._recents = recents
        self._read: dict[tuple[object, ...], frozenset[Id]] = {}
        self._lines: dict[Id, str | None] = {}
        recents.come_up_to_date(connection, now)

    def best(self, tiers: Iterable[Iterable[Look]], limit: int) -> tuple[Id, ...]:
        """Find the first so many: by tier, then those seen most recently, then by name."""
        found: dict[Id, None] = {}
        for tier in tiers:
            hits: dict[Id, Instant | None] = {}
            for look in tier:
                hits |= self._meeting(look, limit)
            found |= dict.fromkeys(self._in_order(hits))
            if len(found) >= limit:
                break
        return tuple(found)[:limit]

    def everyone(self, looks: Iterable[Look]) -> frozenset[Id]:
        """Find all who meet any of some looks, however many they are."""
        found: set[Id] = set()
        for look in looks:
            few = self._few(look)
            found.update(self._judged(self._all(look) if few is None else few, look))
        return frozenset(found)

    def recent(self, limit: int) -> tuple[Id, ...]:
        """Find the patients who were seen last."""
        return tuple(self._in_order(self._recent((), None, limit)))[:limit]

    def _in_order(self, hits: dict[Id, Instant | None]) -> list[Id]:
        def rank(one: Id) -> tuple[bool, int, str, Id]:
            at = hits[one]
            return at is None, -(at or 0), self._lines[one] or "", one

        return sorted(hits, key=rank)

    def _meeting(self, look: Look, wanted: int) -> dict[Id, Instant | None]:
        """Find the patients who meet a look: all where they are few, else at least the best so many."""
        few = self._few(look)
        if few is not None and len(few) <= VERY_FEW:
            return self._dated(list(self._judged(few, look)), wanted)
        hits = self._recent(look, few, wanted)
        if len(hits) >= wanted:
            return hits
        others = few if few is not None and len(few) <= NOT_MANY else self._all(look)
        others -= self._recents.seen.keys()
        return hits | self._dated(list(self._judged(others, look)), wanted)

    def _few(self, look: Look) -> frozenset[Id] | None:
        """Give a few patients who hold all that meet a look, or None when every need is met by many."""
        most = FEW if len(look) == 1 else FEW_OF_EACH
        counted = {need: self._count(need, most + 1) for need in look if not need.only_filters}
        best: frozenset[Id] | None = None
        for need in sorted(counted, key=lambda need: counted[need]):
            if counted[need] > most or (best is not None and counted[need] > IDS_A_LINE * len(best)):
                break
            best = self._ids(need) if best is None else best & self._ids(need)
        return best

    def _all(self, look: Look) -> frozenset[Id]:
        """Give all patients who meet a look, however many they are, and some more where a need only filters."""
        return frozenset.intersection(*(self._ids(need) for need in look if not need.only_filters))

    def _count(self, need: Need, most: int) -> int:
        """Count those who have a need, up to a limit; one who has it twice may count twice."""
        count = 0
        for source, sent in _sources(need):
            if count < most:
                count += self._connection.execute(source.how_many, {**sent, "most": most}).scalar_one()
        return count

    def _ids(self, need: Need) -> frozenset[Id]:
        found: frozenset[Id] = frozenset()
        for source, sent in _sources(need):
            key = (source is PHONES, *sent.values())
            if key not in self._read:
                rows = self._connection.execute(source.ids, {**sent, "most": ANY})
                self._read[key] = frozenset(rows.scalars().all())
            found |= self._read[key]
        return found

    def _recent(self, look: Look, among: Collection[Id] | None, wanted: int) -> dict[Id, Instant | None]:
        """Walk the last visits back until so many of their patients are found."""
        found: dict[Id, Instant | None] = {}
        seen, done = self._recents.seen, 0
        while len(found) < wanted:
            if done >= len(seen) and not self._recents.more(self._connection):
                break
            some = list(islice(seen, done, None))
            done += len(some)
            for part in _chunks((one for one in some if among is None or one in among), _JUDGED_AT_ONCE):
                found |= {one: seen[one] for one in self._judged(part, look)}
                if len(found) >= wanted:
                    break
        return found

    def _dated(self, met: Sequence[Id], wanted: int) -> dict[Id, Instant | None]:
        """Look up when patients were seen last, at least of the best so many.

        Where they are many, an index alone tells when at the latest: it also knows visits that were called off. In
        that order they are looked up until nobody who is left can have been seen later.
        """
        some = sorted(met, key=lambda one: self._lines[one] or "")[:MOST_DATED]
        latest = self._latest(some) if len(some) > 2 * wanted else {}
        some.sort(key=lambda one: -latest.get(one, EARLIEST))
        found: dict[Id, Instant | None] = {}
        for part in _chunks(some, 2 * wanted):
            seen = last_visits(self._connection, part, self._now)
            found |= {one: seen[one][0] if one in seen else None for one in part}
            left = some[len(found) : len(found) + 1]
            last = sorted((at or EARLIEST for at in found.values()), reverse=True)[wanted - 1 : wanted]
            if left and last and last[0] >= latest[left[0]]:
                break
        return found

    def _latest(self, ids: Sequence[Id]) -> dict[Id, int]:
        found: dict[Id, int] = {}
        for part in _chunks(ids, _CHUNK):
            for one, *at in self._connection.execute(_LAST_STARTS, {"ids": part, "now": self._now}):
                found[one] = max((a for a in at if a is not None), default=EARLIEST)
        return found

    def _judged(self, ids: Iterable[Id], look: Look) -> Iterator[Id]:
        wanted, needs = sorted(ids), sorted(look, key=_cost)
        for some in _chunks((one for one in wanted if one not in self._lines), _CHUNK):
            self._lines |= dict.fromkeys(some)
            for one, line in self._connection.execute(_LINES, {"ids": some}):
                self._lines[one] = line
        for one in wanted:
            line = self._lines[one]
            if line is not None and all(need.met_by(line) for need in needs):
                yield one


def _chunks(ids: Iterable[Id], size: int) -> Iterator[list[Id]]:
    left = iter(ids)
    while some := list(islice(left, size)):
        yield some


def _cost(need: Need) -> bool:
    return need.slip


def _sources(need: Need) -> Iterator[tuple[Source, dict[str, Any]]]:
    words = need.beginnings()
    if len(words) > 1:
        width = max(map(len, words))
        texts = "".join(word.ljust(width, _PADDING) for word in words)
        yield BEGINNINGS, {"texts": texts, "width": width, "count": len(words)}
    elif words:
        yield WORDS, _beginning(words[0])
    for birth in need.births:
        yield BIRTHS, {"low": birth + "0000-00-00"[len(birth) :], "high": birth + "9999-99-99"[len(birth) :]}
    for part in need.parts:
        yield PHONES, _beginning(part)


def _beginning(text: str) -> dict[str, str]:
    return {"low": text, "high": text + _LAST_LETTER}
