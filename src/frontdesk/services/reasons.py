"""The clinic's own list of why visits do not take place: called off, missed, or left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from frontdesk.domain.actor import Right
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.errors import Invalid
from frontdesk.domain.names import folded
from frontdesk.domain.reason import LONGEST_REASON, MOST_REASONS, USUAL_REASONS, Away, Reason
from frontdesk.services import checks
from frontdesk.services.operations import Area, operation


class Reasons(Area):
    """Operations on the list of reasons. A visit keeps the words it was given, whatever becomes of the list."""

    @operation("reasons.list", right=Right.SEE)
    def list(self, *, away: Away | None = None) -> tuple[Reason, ...]:
        """Read the reasons in their order, of one way of not taking place where asked; the usual ones where none."""
        wanted = checks.one_of_or_none(away, Away, field="away")
        with self._book.reading() as book:
            held = book.get(Profile, THE_CLINIC).reasons or USUAL_REASONS
        return tuple(reason for reason in held if wanted is None or reason.away is wanted)

    @operation("reasons.put", right=Right.SETUP)
    def put(self, *, reasons: Sequence[Reason]) -> tuple[Reason, ...]:
        """Put another list in place of the whole one, 30 of a kind at most; an empty one means the usual reasons."""
        wanted = _checked(reasons)
        with self._clinic.writing("reasons.put", lambda: "Reasons changed") as work:
            held = work.get(Profile, THE_CLINIC)
            after = work.replace(held, replace(held, reasons=wanted))
            return after.reasons or USUAL_REASONS


def _checked(sent: Sequence[Reason]) -> tuple[Reason, ...]:
    found = checks.many(sent, Reason, field="reasons", allowed="a list of reasons")
    made: list[Reason] = []
    for n, one in enumerate(found):
        away = checks.one_of(one.away, Away, field=f"reasons[{n}].away")
        field = f"reasons[{n}].words"
        words = checks.line(one.words, field=field, empty=False, longest=LONGEST_REASON)
        if any(other.away is away and folded(other.words) == folded(words) for other in made):
            raise Invalid("reason_twice", field=field, got=words, allowed="each reason once")
        made.append(Reason(away, words))
    for away, many in Counter(one.away for one in made).items():
        if many > MOST_REASONS:
            raise Invalid("too_many", field="reasons", got=many, allowed=f"at most {MOST_REASONS} of {away.value}")
    return tuple(made)
