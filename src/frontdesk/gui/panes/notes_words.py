"""Notes on a visit as lines: what is written, and by whom and when below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.actor import called
from frontdesk.domain.ids import Id
from frontdesk.domain.note import LONGEST_NOTE, Note
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate
# From here on it is told how much room is left.
NEARLY = 500


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note as it is shown; `below` tells its author and time, `whole` all of that."""

    id: Id
    version: int
    body: str
    below: str
    whole: str


def lines(notes: Iterable[Note], now: int, zone: str, mask: str = "") -> tuple[NoteLine, ...]:
    """Word notes in their order; with `mask`, that stands in place of what was written."""
    return tuple(_line(note, now, zone, mask) for note in notes)


def _line(note: Note, now: int, zone: str, mask: str) -> NoteLine:
    author, when = called(note.author), wording.since(note.created_at, now, zone)
    below = wording.filled(translate("Notes", "%1, %2"), author, when)
    whole = wording.filled(translate("Notes", "Written by %1, %2"), author, wording.moment(note.created_at, zone))
    if note.edited_by is not None and note.edited_at is not None:
        below = wording.filled(translate("Notes", "%1 · edited"), below)
        edited = wording.filled(
            translate("Notes", "edited by %1, %2"), called(note.edited_by), wording.moment(note.edited_at, zone)
        )
        whole = f"{whole} · {edited}"
    return NoteLine(note.id, note.version, mask or note.body, below, whole)


def room_words(text: str) -> tuple[str, bool]:
    """Say how many characters are left where it is nearly full, and whether there are too many."""
    left = LONGEST_NOTE - len(text.strip())
    if left < 0:
        return translate("Notes", "%1 characters too many").replace("%1", str(-left)), True
    if left <= NEARLY:
        return translate("Notes", "%1 characters left").replace("%1", str(left)), False
    return "", False
