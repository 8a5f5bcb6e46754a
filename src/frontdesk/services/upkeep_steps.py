"""Undo beside the upkeep: rows that were added to a series by themselves go back with the step that made the series.

Nobody did them, so nobody could take them back first; and they may be there seconds after an import.
"""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.domain.changes import Change, Changeset, all_standing
from frontdesk.store import journal
from frontdesk.store.work import Reading

EXTEND = "series.extend"


def grown_since(book: Reading, target: Changeset, changes: Sequence[Change]) -> tuple[list[Change], frozenset[int]]:
    """Give what takes back the upkeep's steps on the series of a step, newest first, and their numbers."""
    ids = list(dict.fromkeys(change.entity_id for change in changes if change.entity == "series"))
    later = all_standing(journal.touched_later(book.connection, "series", ids, target.seq))
    seqs = [head.seq for head in later if head.operation == EXTEND]
    back = [each.reversed() for seq in seqs for each in reversed(journal.changes_of(book.connection, seq))]
    return back, frozenset(seqs)
