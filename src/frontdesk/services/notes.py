"""Notes on visits: written, edited and deleted, each change a step of its own that undo takes back (C59, C60)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.note import LONGEST_NOTE, Note
from frontdesk.services import checks
from frontdesk.services.operations import Area, operation
from frontdesk.store import notes as table

MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class NotesFound:
    """Some notes of one visit, newest first, and how many it has in all; from the `offset`-th on, `limit` at most."""

    items: tuple[Note, ...]
    total: int
    limit: int
    offset: int


class Notes(Area):
    """Operations on notes. A note belongs to one visit, in a series too; whoever deletes the visit deletes it."""

    @operation("notes.list", right=Right.SEE)
    def list(self, *, appointment: Id, limit: int = 50, offset: int = 0) -> NotesFound:
        """Read the notes of a visit, newest first; one that was edited stays in its place (C59)."""
        checks.known(appointment, field="appointment")
        if not 1 <= checks.whole(limit, field="limit") <= MOST_LISTED:
            raise Invalid("bad_page_size", field="limit", got=limit, allowed=f"1 to {MOST_LISTED}")
        if not 0 <= checks.whole(offset, field="offset") <= checks.LAST_PAGE:
            raise Invalid("bad_page", field="offset", got=offset, allowed=f"0 to {checks.LAST_PAGE}")
        with self._book.reading() as book:
            book.get(Appointment, appointment)
            items = table.newest(book.connection, appointment, limit=limit, offset=offset)
            return NotesFound(tuple(items), table.count(book.connection, appointment), limit, offset)

    @operation("notes.create", right=Right.BOOK)
    def create(self, *, appointment: Id, body: str) -> Note:
        """Write a note of 1 to 5000 characters on a visit; a time that is only held takes none (C59)."""
        checks.known(appointment, field="appointment")
        words = _body(body)
        with self._clinic.writing("notes.create", lambda: "Note written") as work:
            visit = work.get(Appointment, appointment)
            if visit.status is Status.HELD:
                raise Invalid("not_on_a_hold", field="appointment", got=str(visit.id), allowed="a visit that is booked")
            made = Note(
                id=work.new_id(),
                appointment_id=visit.id,
                body=words,
                author=self._clinic.actor.id,
                created_at=work.now,
            )
            work.create(made)
            return made

    @operation("notes.update", right=Right.BOOK)
    def update(self, *, id: Id, body: str, version: int | None = None) -> Note:
        """Change the words of a note; who did and when is recorded beside its author (C60).

        The same words again change nothing.
        """
        checks.known(id, field="id")
        words = _body(body)
        with self._clinic.writing("notes.update", lambda: "Note changed") as work:
            held = checks.fresh(work.get(Note, id), version, "note")
            if held.body == words:
                return held
            return work.replace(held, replace(held, body=words, edited_by=self._clinic.actor.id, edited_at=work.now))

    @operation("notes.delete", right=Right.BOOK)
    def delete(self, *, id: Id, version: int | None = None) -> None:
        """Delete a note; the second time it is not found. Undo brings it back (C60)."""
        checks.known(id, field="id")
        with self._clinic.writing("notes.delete", lambda: "Note deleted") as work:
            work.remove(checks.fresh(work.get(Note, id), version, "note"))


def _body(sent: str) -> str:
    """Give the words of a note without blank space around them."""
    words = checks.body(sent, field="body").strip()
    if not words:
        raise Invalid("empty", field="body", got=sent, allowed="some text")
    return checks.body(words, field="body", longest=LONGEST_NOTE)
