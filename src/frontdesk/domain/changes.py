"""The record that everything is remembered by: changesets of changes, chained by hash.

History, undo and redo, the slider through time and the refresh of other windows all read this one record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from frontdesk.domain.instants import Instant

Row = Mapping[str, Any]
START_OF_CHAIN = "0" * 64
# Made once: json.dumps would make one for every row.
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Kind(StrEnum):
    """Whether a changeset did something new, took one back, or did one again."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after; None before is a creation, None after a removal."""

    entity: str
    entity_id: int
    before: Row | None
    after: Row | None

    def reversed(self) -> Change:
        """Give the change that takes this one back."""
        return Change(self.entity, self.entity_id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Changeset:
    """One write: who, when, which operation, in words; `target` is the changeset it undoes or redoes."""

    seq: int
    at: Instant
    actor: str
    operation: str
    words: str
    kind: Kind
    target: int | None
    hash: str


def next_undo(newest_first: Iterable[Changeset]) -> Changeset | None:
    """Give the newest changeset that did something and still stands: the one that undo takes back.

    What is looked through is what the actor did, and what others took back or did again.
    """
    cancelled: set[int] = set()
    for head in newest_first:
        if head.seq in cancelled:
            continue
        if head.target is None:
            return head
        cancelled.add(head.target)
    return None


def next_redo(newest_first: Iterable[Changeset], actor: str | None = None) -> Changeset | None:
    """Give the actor's newest undo that still stands with nothing new done since: the one that redo takes back."""
    cancelled: set[int] = set()
    for head in newest_first:
        if head.target is None:
            return None
        if head.seq in cancelled:
            continue
        if head.kind is Kind.UNDO and actor in (None, head.actor):
            return head
        cancelled.add(head.target)
    return None


def all_standing(later: Iterable[Changeset]) -> list[Changeset]:
    """Give the changesets that still stand among later ones, newest first, when pairs that cancel are left out."""
    left = {head.seq: head for head in later}
    for seq in sorted(left, reverse=True):
        head = left.get(seq)
        if head is not None and head.target in left:
            del left[seq], left[head.target]
    return [left[seq] for seq in sorted(left, reverse=True)]


def standing(later: Iterable[Changeset]) -> Changeset | None:
    """Give the newest changeset that still stands among later ones."""
    return next(iter(all_standing(later)), None)


def canonical(row: Row | None) -> str:
    """Write a row as JSON that is the same wherever and whenever it is written."""
    return "" if row is None else _CANONICAL.encode(row)


def chain_hash(previous: str, head: Iterable[object], changes: Iterable[tuple[str, int, str, str]]) -> str:
    """Hash a changeset's head and changes onto the hash before it.

    A change is (entity, id, before as canonical JSON, after as canonical JSON). Lengths go in front of every
    part, so that no two different records write the same bytes.
    """
    digest = hashlib.sha256(previous.encode())
    digest.update(_parts(map(str, head)))
    for entity, entity_id, before, after in changes:
        digest.update(_parts((entity, str(entity_id), before, after)))
    return digest.hexdigest()


def _parts(texts: Iterable[str]) -> bytes:
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    return b"".join([b"%d:%b" % (len(data), data) for data in encoded])
