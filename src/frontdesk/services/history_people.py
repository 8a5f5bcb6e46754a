"""The patients whose visits a text finds in the log: all who are called so, not the first few that a screen lists."""

from __future__ import annotations

from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.search import read
from frontdesk.store.patient_search import Recents, Search, numbered
from frontdesk.store.work import Reading

MOST_CALLED = 2_000


def people_called(book: Reading, text: str, now: Instant) -> tuple[tuple[Id, ...], bool]:
    """Give everyone whom a search for patients finds by a text, and whether there are more than can be looked at.

    Then they are those seen last. A typing error is forgiven where nobody is found otherwise; a text with no letter or
    digit in it finds nobody.
    """
    query = read(text, local_date(now, book.get(Profile, THE_CLINIC).zone))
    if not any(map(str.isalnum, text)):
        return (), False
    by_number = numbered(book.connection, query.numbers)
    search = Search(book.connection, now, Recents())
    *sure, mistyped = query.tiers()
    for tiers in (sure, [mistyped]):
        found = search.everyone(look for tier in tiers for look in tier) if query.readings else frozenset()
        if len(found) > MOST_CALLED:
            return tuple(dict.fromkeys((*by_number, *search.best(tiers, MOST_CALLED)))), True
        if found:
            return tuple(dict.fromkeys((*by_number, *sorted(found)))), False
    return tuple(by_number), False
