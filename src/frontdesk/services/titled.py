"""Visits found by the words of their titles, such as those that a calendar file brought without a patient."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.names import words_of
from frontdesk.store import appointments as table
from frontdesk.store.work import Reading

# Two years back and two ahead: whoever looks for a visit by its title means one that was there lately.
SPAN = 731 * DAY
# Rows that are looked through in either direction; a busy clinic has a third of them in two years.
MOST = 250_000


def titled(book: Reading, text: str, now: Instant, limit: int) -> list[Id]:
    """Give the visits of whose title each word of a text begins a word, `limit` ahead and as many back."""
    typed = words_of(text)
    if not typed:
        return []
    return [
        one
        for ahead in (True, False)
        for one in islice(_fitting(table.titles(book.connection, now, ahead=ahead, span=SPAN, most=MOST), typed), limit)
    ]


def _fitting(titles: Iterator[tuple[Id, str]], typed: tuple[str, ...]) -> Iterator[Id]:
    # Titles come again and again: of a series, and of what a clinic does every day.
    known: dict[str, bool] = {}
    for one, title in titles:
        fits = known.get(title)
        if fits is None:
            words = words_of(title)
            fits = known[title] = all(any(word.startswith(each) for word in words) for each in typed)
        if fits:
            yield one
