"""What stands on a visit without changing it: notes on it, and those who wait for it or would let go of it.

Whoever takes back the step that made the visit is told of them, as of any later change.
"""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.domain.changes import Change, Changeset, all_standing
from frontdesk.domain.ids import Id
from frontdesk.store import journal, referring
from frontdesk.store.work import Reading


def newest_that_refers(book: Reading, target: Changeset, changes: Sequence[Change]) -> tuple[str, Changeset] | None:
    """Give the newest step after one that refers to a visit which goes with it, and to what kind of record it was.

    What goes in the same step is in nobody's way.
    """
    going = [Id(change.entity_id) for change in changes if change.entity == "appointment" and change.after is None]
    if not going:
        return None
    touched = {(change.entity, change.entity_id) for change in changes}
    found: list[tuple[str, Changeset]] = []
    for kind, ids in referring.to_visits(book.connection, going).items():
        left = [one for one in ids if (kind, one) not in touched]
        later = all_standing(journal.touched_later(book.connection, kind, left, target.seq)) if left else []
        found += [(kind, head) for head in later[:1]]
    return max(found, key=lambda each: each[1].seq, default=None)
