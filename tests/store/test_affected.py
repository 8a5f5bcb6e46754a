"""Looks for the visits that a change touches are bounded below, however long the book has been kept."""

from __future__ import annotations

import pytest

from frontdesk.store import affected
from frontdesk.store.book import Book
from frontdesk.store.compiled import Compiled
from frontdesk.store.engine import driver_of

EVERY = [(names, which) for names in affected._STATEMENTS for which in (0, 1)]


def plan(book: Book, statement: Compiled, names: tuple[str, ...]) -> list[str]:
    """Give how the database goes about a statement."""
    with book.reading() as look:
        form = statement._form or statement._prepare(look.connection.dialect)
        bound = {"start": 1, "end": 2, "lowest": 0, **dict.fromkeys(names, 3)}
        found = driver_of(look.connection).execute(f"EXPLAIN QUERY PLAN {form.sql}", form.bound(bound))
        return [row[3] for row in found]


@pytest.mark.parametrize(("names", "which"), EVERY)
def test_a_look_goes_through_no_more_than_its_span_and_the_few_long_visits(
    book: Book, names: tuple[str, ...], which: int
) -> None:
    first, *others = plan(book, affected._STATEMENTS[names][which], names)
    wanted = ("ix_appointment_long (starts_at<?)", "starts_at>? AND starts_at<?)")[which]
    assert first.startswith("SEARCH appointment USING INDEX")
    assert wanted in first
    assert not any("SCAN" in line for line in others)


def test_a_practitioners_visits_are_found_by_practitioner(book: Book) -> None:
    short = affected._STATEMENTS["practitioner",][1]
    assert "practitioner_id=?" in plan(book, short, ("practitioner",))[0]
