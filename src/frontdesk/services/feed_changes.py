"""Whether changes of the book can be seen in the file of a feed at all: most bookings are somebody else's.

It spares the writing of ten thousand visits for each of them. Where it is not sure, it says yes.
"""

from __future__ import annotations

from collections.abc import Mapping

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.changes import Change
from frontdesk.domain.feed import WatchedFeed
from frontdesk.store import journal
from frontdesk.store.work import Reading

# More changes than this, and to write anew is the cheaper answer.
MOST = 500
# What stands in no calendar file, whatever it says.
_UNSEEN = frozenset({"schedule", "closure", "holiday_choice", "calendar_group", "equipment", "watched_feed"})


def may_show(book: Reading, feed: WatchedFeed, since: int) -> bool:
    """Tell whether anything that was changed after a changeset may show in the file of a feed."""
    found = [change for _, change in journal.changes_since(book.connection, since, MOST + 1)]
    if len(found) > MOST:
        return True
    seen = [change for change in found if change.entity not in _UNSEEN]
    if not seen:
        return False
    if feed.practitioner_id is None and feed.calendar_id is None:
        return True
    if any(change.entity != "appointment" for change in seen):
        return True
    rows = book.some(Appointment, (change.entity_id for change in seen))
    return any(_is_theirs(feed, change, rows) for change in seen)


def _is_theirs(feed: WatchedFeed, change: Change, rows: Mapping[int, Appointment]) -> bool:
    """Tell whether a visit is, was or has become one of the feed; times of a series change what others look like."""
    name, owner = ("practitioner_id", feed.practitioner_id)
    if owner is None:
        name, owner = ("calendar_id", feed.calendar_id)
    told = [row for row in (change.before, change.after) if row]
    held = rows.get(change.entity_id)
    owners = {row[name] for row in told if name in row}
    series = {row["series_id"] for row in told if "series_id" in row}
    if held is not None:
        owners.add(getattr(held, name))
        series.add(held.series_id)
    return owner in owners or bool(series - {None})
