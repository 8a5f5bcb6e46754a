"""Find entries of the log: by day, person, visit and words, a piece at a time, newest first.

The record grows without end, so nothing here reads all of it: what an index leads to is read by its number, and the
rest in slices, until there is enough to show or enough has been looked through.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from frontdesk.domain.actor import called
from frontdesk.domain.changes import Change, Changeset
from frontdesk.domain.ids import Id
from frontdesk.store import past_log
from frontdesk.store.work import Reading

SLICE = 2_000
MOST_SEARCHED = 40_000
# What people write, in whatever record: names of fields and codes are nothing to be found by.
_WRITTEN = (
    "title",
    "description",
    "cancel_reason",
    "no_show_reason",
    "override_reason",
    "visit_note",
    "body",
    "note",
    "name",
    "given_name",
    "family_name",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for, between two changesets, both excluded.

    `seqs` are the only ones that may be found, None for any; `people` are patients whose visits a text finds.
    """

    above: int
    below: int
    actor: str | None = None
    operation: str | None = None
    text: str = ""
    people: tuple[Id, ...] = ()
    seqs: Collection[int] | None = None


def found(book: Reading, wanted: Wanted, size: int) -> tuple[list[Changeset], int | None]:
    """Give the newest changesets that are wanted, and below which number to look on; None when all was seen."""
    matches = _matcher(book, wanted)
    items: list[Changeset] = []
    seen, searched = wanted.below, 0
    for heads, lowest in _slices(book, wanted, size if matches is None else SLICE):
        kept = heads if matches is None else matches(heads)
        items.extend(kept[: size + 1 - len(items)])
        if len(items) > size:
            return items[:size], items[size - 1].seq
        seen, searched = lowest, searched + len(heads)
        if searched >= MOST_SEARCHED:
            return items, seen
    return items, None


def _slices(book: Reading, wanted: Wanted, size: int) -> Iterator[tuple[list[Changeset], int]]:
    """Read changesets newest first, a slice at a time, each with the lowest number that it reaches."""
    if wanted.seqs is not None:
        yield from _listed(book, wanted, wanted.seqs, size)
        return
    below = wanted.below
    while below > wanted.above + 1:
        heads = past_log.heads(
            book.connection, wanted.above, below, actor=wanted.actor, operation=wanted.operation, limit=size + 1
        )
        if not heads:
            return
        below = heads[-1].seq
        yield heads, below
        if len(heads) <= size:
            return


def _listed(book: Reading, wanted: Wanted, seqs: Collection[int], size: int) -> Iterator[tuple[list[Changeset], int]]:
    numbers = sorted((seq for seq in seqs if wanted.above < seq < wanted.below), reverse=True)
    for at in range(0, len(numbers), size + 1):
        some = numbers[at : at + size + 1]
        heads = past_log.heads_of(book.connection, some)
        yield [heads[seq] for seq in some if _asked(heads[seq], wanted)], some[-1]


def _asked(head: Changeset, wanted: Wanted) -> bool:
    if wanted.actor is not None and head.actor != wanted.actor:
        return False
    named = wanted.operation
    return named is None or head.operation == named or head.operation.startswith(f"{named}.")


def _matcher(book: Reading, wanted: Wanted) -> Callable[[Sequence[Changeset]], list[Changeset]] | None:
    """Give what picks those of some neighbouring changesets that say a text; None where none is looked for."""
    text = wanted.text.strip()
    if not text:
        return None
    theirs = past_log.seqs_about(book.connection, wanted.people) if wanted.people else set()

    def matching(heads: Sequence[Changeset]) -> list[Changeset]:
        changes = past_log.saying(book.connection, [head.seq for head in heads], text)
        written = {seq for seq, change in changes if _says(change, text.casefold())} | theirs
        return [head for head in heads if head.seq in written or _heads_say(head, text.casefold())]

    return matching


def _heads_say(head: Changeset, text: str) -> bool:
    return any(text in said.casefold() for said in (head.words, head.operation, _who(head)))


def _who(head: Changeset) -> str:
    return f"{head.actor} {called(head.actor)}"


def _says(change: Change, text: str) -> bool:
    rows = (row for row in (change.before, change.after) if row is not None)
    return any(text in str(row[name]).casefold() for row in rows for name in _WRITTEN if row.get(name))
