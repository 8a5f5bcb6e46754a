"""Find patients as someone types: all SQL of the search.

The last visits are walked back from now first: where many patients meet what is asked, the best of them come up
within a few hundred visits. Where few do, those few are found by their words, and the others need not be looked at.
So no keystroke costs more than a few thousand narrow rows, however many patients there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

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
from frontdesk.domain.instants import LATEST, MINUTE, Instant
from frontdesk.domain.search import FEWEST_DIGITS, Look, Need
from frontdesk.store import journal
from frontdesk.store.tables.appointments import APPOINTMENT, ATTENDEE
from frontdesk.store.tables.patients import PATIENT, PATIENT_LINE, PATIENT_PHONE, PATIENT_WORD
from frontdesk.store.tables.practitioners import PRACTITIONER

FEW = 4_000  # patients who are held and looked for among the last visits
VERY_FEW = 300  # so few that they are read and judged at once
MOST_DATED = 1_000  # patients whose last visits are looked up one by one
MOST_VISITS = 6_000  # visits that are walked back
ANY = 2**31  # patients: more than there can be
_STEP = 1_000
_CHUNK = 500
_JUDGED_AT_ONCE = 100
_LAST_LETTER = "\U0010ffff"
_AFTER_NOTHING = "\x01"

A = APPOINTMENT.c
LINE = PATIENT_LINE.c
WORD = PATIENT_WORD.c
PHONE = PATIENT_PHONE.c
_AMONG: BindParameter[Any] = bindparam("ids", expanding=True)
_MOST: BindParameter[Any] = bindparam("most")
_LINES = select(LINE.patient_id, LINE.line).where(LINE.patient_id.in_(_AMONG))
_NUMBERED = select(PATIENT.c.id, PATIENT.c.merged_into).where(PATIENT.c.number.in_(bindparam("texts", expanding=True)))
_MERGED_INTO = select(PATIENT.c.merged_into).where(PATIENT.c.id == bindparam("the_id"))
_WORDS = select(WORD.patient_id).where(WORD.word >= bindparam("low"), WORD.word < bindparam("high")).limit(_MOST)
_BIRTHS = select(PATIENT.c.id).where(PATIENT.c.birth_date.between(bindparam("low"), bindparam("high"))).limit(_MOST)
_PHONES = (
    select(PHONE.patient_id).where(PHONE.digits >= bindparam("low"), PHONE.digits < bindparam("high")).limit(_MOST)
)


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
    low = func.rtrim(piece.c.piece)
    between = (WORD.word >= low) & (WORD.word < low.concat(_LAST_LETTER))
    return select(WORD.patient_id).select_from(piece.join(PATIENT_WORD, between))


_BEGINNINGS = _of_beginnings().limit(_MOST)

# What a visit that has begun must be, to count as one at which the patient was seen: neither called off nor missed.
_KEPT = (A.archived_at.is_(None), A.status.in_([s.value for s in Status if s.occupies and s is not Status.HELD]))
_VISITS = (
    select(A.starts_at, A.id, A.patient_id, A.group)
    .where(A.starts_at <= bindparam("at"), tuple_(A.starts_at, A.id) < tuple_(bindparam("at"), bindparam("the_id")))
    .where(*_KEPT)
    .order_by(A.starts_at.desc(), A.id.desc())
    .limit(_STEP)
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
    return frozenset(connection.execute(_BIRTHS, {"low": day, "high": day, "most": most}).scalars())


def phoned(connection: Connection, part: str, most: int) -> frozenset[Id]:
    """Find the patients with a phone number that holds some digits, at most so many."""
    return frozenset(connection.execute(_PHONES, {**_beginning(part), "most": most}).scalars())


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
        rows = connection.execute(_VISITS, {"at": self._at, "the_id": self._id}).all()
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
        self._read: dict[tuple[object, ...], frozenset[Id] | None] = {}
        self._lines: dict[Id, str | None] = {}
        recents.come_up_to_date(connection, now)

    def best(self, tiers: Iterable[Iterable[Look]], limit: int) -> tuple[Id, ...]:
        """Find the first so many: by tier, then those seen most recently, then by name."""
        found: dict[Id, None] = {}
        for tier in tiers:
            hits: dict[Id, Instant | None] = {}
            for look in tier:
                hits |= self._meeting(look, limit + len(found))
            found |= dict.fromkeys(self._in_order(hits))
            if len(found) >= limit:
                break
        return tuple(found)[:limit]

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
        others = (self._all(look) if few is None else few) - self._recents.seen.keys()
        return hits | self._dated(list(self._judged(others, look)), wanted)

    def _few(self, look: Look) -> frozenset[Id] | None:
        """Give a few patients who hold all that meet a look, or None when every need is met by many."""
        best: frozenset[Id] | None = None
        for need in sorted(look, key=lambda need: need.slip):
            if best is not None and len(best) <= VERY_FEW:
                break
            few = None if _is_short(need) else self._ids(need, FEW)
            if few is not None:
                best = few if best is None else best & few
        return best

    def _all(self, look: Look) -> frozenset[Id]:
        """Give patients who hold all that meet a look, however many they are."""
        needs = [need for need in look if not _is_short(need)] or look
        return frozenset.intersection(*(self._ids(need, ANY) or frozenset() for need in needs))

    def _ids(self, need: Need, most: int) -> frozenset[Id] | None:
        """Find those who have a need; None when they are more than so many."""
        found: frozenset[Id] = frozenset()
        for query, sent in _sources(need):
            key = (most, query is _PHONES, *sent.values())
            if key not in self._read:
                rows = self._connection.execute(query, {**sent, "most": most + 1}).scalars().all()
                self._read[key] = None if len(rows) > most else frozenset(rows)
            ids_or_many = self._read[key]
            if ids_or_many is None:
                return None
            found |= ids_or_many
        return found if len(found) <= most else None

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
        """Look up when each of a few patients was seen last: in two steps where they are not so few.

        The first step reads an index alone and also counts visits that were called off, so no one falls too low.
        """
        some = sorted(met, key=lambda one: self._lines[one] or "")[:MOST_DATED]
        if len(some) > 2 * wanted:
            starts: dict[Id, int] = {}
            for part in _chunks(some, _CHUNK):
                for one, *at in self._connection.execute(_LAST_STARTS, {"ids": part, "now": self._now}):
                    starts[one] = max((a for a in at if a is not None), default=0)
            some = sorted(some, key=lambda one: -starts[one])[: 2 * wanted]
        seen = last_visits(self._connection, some, self._now)
        return {one: seen[one][0] if one in seen else None for one in some}

    def _judged(self, ids: Iterable[Id], look: Look) -> Iterator[Id]:
        wanted = sorted(ids)
        for some in _chunks((one for one in wanted if one not in self._lines), _CHUNK):
            self._lines |= dict.fromkeys(some)
            for one, line in self._connection.execute(_LINES, {"ids": some}):
                self._lines[one] = line
        for one in wanted:
            line = self._lines[one]
            if line is not None and all(need.met_by(line) for need in look):
                yield one


def _chunks(ids: Iterable[Id], size: int) -> Iterator[list[Id]]:
    left = iter(ids)
    while some := list(islice(left, size)):
        yield some


def _is_short(need: Need) -> bool:
    """Tell whether a need has parts of phone numbers that are too short to be looked up."""
    return any(len(part) < FEWEST_DIGITS for part in need.parts)


def _sources(need: Need) -> Iterator[tuple[Select[Any], dict[str, Any]]]:
    words = need.beginnings()
    if len(words) > 1:
        width = max(map(len, words))
        texts = "".join(word.ljust(width) for word in words)
        yield _BEGINNINGS, {"texts": texts, "width": width, "count": len(words)}
    elif words:
        yield _WORDS, {"low": words[0], "high": words[0] + _AFTER_NOTHING} if need.whole else _beginning(words[0])
    for birth in need.births:
        yield _BIRTHS, {"low": birth + "0000-00-00"[len(birth) :], "high": birth + "9999-99-99"[len(birth) :]}
    for part in need.parts:
        if len(part) >= FEWEST_DIGITS:
            yield _PHONES, _beginning(part)


def _beginning(text: str) -> dict[str, str]:
    return {"low": text, "high": text + _LAST_LETTER}
