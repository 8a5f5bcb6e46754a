"""The quick ways through the book find what a look at every patient finds, in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest

from frontdesk.domain.appointment import Appointment, Status, native_uid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE, Instant
from frontdesk.domain.patient import Patient
from frontdesk.domain.search import line_of, read
from frontdesk.store import patient_search as finding
from frontdesk.store.book import Book, create

NOW = Instant(1_773_820_800_000)
TODAY = date(2026, 3, 18)
PATIENTS, VISITS = 150, 400
SYLLABLES = ("mar", "ma", "ri", "a", "leo", "na", "gar", "cia", "no", "vak", "son", "o'", "el")


def name(rng: Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.choice((1, 2, 2, 3)))).capitalize()


def patients(rng: Random) -> Iterator[Patient]:
    for n in range(PATIENTS):
        yield Patient(
            id=Id(n + 1),
            number=str(1001 + n * 7),
            given_name=name(rng),
            family_name=f"{name(rng)} {name(rng)}" if rng.random() < 0.3 else name(rng),
            birth_date=TODAY - timedelta(days=rng.randrange(20_000)) if rng.random() < 0.9 else None,
            phones=tuple(f"6{rng.randrange(10**5):05d}" for _ in range(rng.randrange(3))),
            archived_at=NOW if rng.random() < 0.1 else None,
        )


def visits(rng: Random) -> Iterator[Appointment]:
    for n in range(VISITS):
        start = Instant(NOW + (n - VISITS * 9 // 10) * DAY // 3 + rng.randrange(100) * MINUTE)
        yield Appointment(
            id=Id(n + 1),
            uid=native_uid(Id(n + 1)),
            start=start,
            end=Instant(start + 20 * MINUTE),
            zone="UTC",
            occupies=False,
            status=rng.choice((Status.COMPLETED, Status.BOOKED, Status.CANCELLED, Status.NO_SHOW)),
            status_at=start,
            archived_at=NOW if rng.random() < 0.1 else None,
            patient_id=Id(int(PATIENTS * rng.random() ** 2) + 1),
            created_by="test",
            created_at=start,
            updated_at=start,
        )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """Fill a book once."""
    rng = Random("book")
    made = create(tmp_path_factory.mktemp("search") / "book.frontdesk")
    with made.writing("test", actor="test", now=lambda: NOW, words=lambda: "") as work:
        work.create(*patients(rng))
        work.create(*visits(rng))
    yield made
    made.close()


@dataclass
class Everyone:
    """All that is known of everyone, for looking at each of them."""

    lines: dict[Id, str]
    seen: dict[Id, int]

    def best(self, text: str) -> list[Id]:
        """Judge every line, the slow and certain way."""
        found: dict[Id, None] = {}
        for looks in read(text, TODAY).tiers():
            for one in self.in_order(self.lines):
                if any(all(need.met_by(self.lines[one]) for need in look) for look in looks):
                    found[one] = None
        return list(found)

    def in_order(self, ids: Iterable[Id]) -> list[Id]:
        return sorted(ids, key=lambda one: (one not in self.seen, -self.seen.get(one, 0), self.lines[one], one))


@pytest.fixture(scope="module")
def everyone(book: Book) -> Everyone:
    """Look at every patient and every visit."""
    seen: dict[Id, int] = {}
    with book.reading() as reading:
        for visit in reading.all(Appointment):
            if visit.status.occupies and visit.archived_at is None and visit.start <= NOW:
                assert visit.patient_id is not None
                seen[visit.patient_id] = max(visit.start, seen.get(visit.patient_id, visit.start))
        return Everyone({p.id: line_of(p) for p in reading.all(Patient) if p.archived_at is None}, seen)


def texts(rng: Random) -> Iterator[str]:
    """Give what someone might type: beginnings, mistyped words, digits, one to three of them."""
    for _ in range(150):
        words = []
        for _ in range(rng.choice((1, 1, 2, 2, 3))):
            word = name(rng).lower()
            word = word[: rng.randrange(1, len(word) + 1)]
            if rng.random() < 0.3:
                at = rng.randrange(len(word))
                word = word[:at] + rng.choice("abcmr") + word[at + rng.randrange(2) :]
            words.append(word if rng.random() < 0.8 else str(rng.randrange(10 ** rng.randrange(1, 6))))
        yield " ".join(words)


QUICK = {"_STEP": 1000, "_JUDGED_AT_ONCE": 5, "_CHUNK": 7}
WAYS: dict[str, dict[str, int]] = {
    "as they are": {},
    "only by visits": {**QUICK, "FEW": 0, "FEW_OF_EACH": 0, "NOT_MANY": 0, "VERY_FEW": 0},
    "never by visits": {**QUICK, "FEW": 0, "FEW_OF_EACH": 0, "NOT_MANY": 0, "VERY_FEW": 0, "MOST_VISITS": 0},
    "both ways": {**QUICK, "FEW": 20, "FEW_OF_EACH": 20, "NOT_MANY": 10, "VERY_FEW": 3},
    "held against each other": {**QUICK, "FEW": 50, "FEW_OF_EACH": 150, "VERY_FEW": 0, "IDS_A_LINE": 1000},
    "never held against each other": {**QUICK, "VERY_FEW": 0, "IDS_A_LINE": 0, "MOST_VISITS": 1000, "_STEP": 40},
}


@pytest.mark.parametrize("limits", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("limit", [3, 20, 200])
def test_no_way_through_the_book_misses_or_misplaces_anyone(
    book: Book, everyone: Everyone, limits: dict[str, int], limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for constant, value in limits.items():
        monkeypatch.setattr(finding, constant, value)
    with book.reading() as reading:
        recents = finding.Recents()
        for text in texts(Random(f"texts {limit}")):
            tiers = read(text, TODAY).tiers()
            found = finding.Search(reading.connection, NOW, recents).best(tiers, limit)
            assert list(found) == everyone.best(text)[:limit], text


def test_those_seen_last_are_those_of_the_last_visits(book: Book, everyone: Everyone) -> None:
    with book.reading() as reading:
        found = finding.Search(reading.connection, NOW, finding.Recents()).recent(10)
        dated = finding.last_visits(reading.connection, found, NOW)
    assert list(found) == everyone.in_order(everyone.lines)[:10]
    assert {one: at for one, (at, _) in dated.items()} == {one: everyone.seen[one] for one in found}


def test_a_number_finds_its_patient_archived_or_not(book: Book) -> None:
    with book.reading() as reading:
        archived = next(p for p in reading.all(Patient) if p.archived_at is not None)
        assert finding.numbered(reading.connection, [archived.number]) == (archived.id,)
        assert finding.numbered(reading.connection, ["no such"]) == ()
