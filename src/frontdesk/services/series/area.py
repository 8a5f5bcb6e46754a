"""Operations on what comes again: see it date by date, and let its rows reach further (C39, C40, C61, C80)."""

from __future__ import annotations

from frontdesk.domain.actor import Right
from frontdesk.services.operations import Area, operation
from frontdesk.services.series.horizon import Extended, extended, short_of_rows


class Recurring(Area):
    """Operations on series. Instants are milliseconds UTC."""

    @operation("series.extend", right=Right.BOOK)
    def extend(self) -> Extended:
        """Add rows to series without end wherever much of their two years has passed.

        A visit whose time is taken or closed by then is left out, and its date is told by `series.get`. Nothing is
        written while enough lie ahead. It is no step of anyone's work, so undo passes it by.
        """
        now = self._clinic.clock
        with self._book.reading() as book:
            if not short_of_rows(book, now()):
                return Extended(0, 0)
        words = "Further dates of what comes again added"
        with self._book.writing("series.extend", actor="setup", now=now, words=lambda: words) as work:
            return extended(work, self._clinic.actor)
