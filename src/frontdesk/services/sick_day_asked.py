"""What is asked of the plan of an absence, read and judged before the book is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from frontdesk.domain.actor import Right
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, checked_instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.sick_day import How
from frontdesk.services import checks
from frontdesk.services.sick_day_options import Absence
from frontdesk.services.sick_day_planning import RowWanted

LONGEST = 92 * DAY
MOST_WEEKS = 12


def absence_of(practitioner: Id, start: int, end: int, weeks: int, colleagues: Sequence[Id] | None) -> Absence:
    """Give the absence that is asked about, refusing what cannot be one."""
    checks.known(practitioner, field="practitioner")
    checked_instant(start, field="start")
    span = Interval.checked(start, checked_instant(end, field="end"))
    if span.length > LONGEST:
        raise Invalid("absence_too_long", field="end", got=end, allowed="at most 92 days after the start")
    if not 1 <= checks.whole(weeks, field="weeks") <= MOST_WEEKS:
        raise Invalid("bad_count", field="weeks", got=weeks, allowed=f"1 to {MOST_WEEKS}")
    return Absence(practitioner, span, weeks, checks.all_known_or_none(colleagues, field="practitioners"))


def wanted_rows(rows: Sequence[RowWanted]) -> dict[Id, RowWanted]:
    """Give what is wanted of each visit, by its id; Invalid names the row that is none."""
    found: dict[Id, RowWanted] = {}
    for n, row in enumerate(checks.many(rows, RowWanted, field="rows", allowed="a list of rows, each with its visit")):
        at = f"rows[{n}]"
        checks.known(row.visit, field=f"{at}.visit")
        checks.one_of(row.how, How, field=f"{at}.how")
        checks.instant_or_none(row.start, field=f"{at}.start")
        checks.known_or_none(row.practitioner, field=f"{at}.practitioner")
        checks.whole_or_none(row.version, field=f"{at}.version")
        if row.start is None and row.how in (How.COLLEAGUE, How.MOVE):
            raise Invalid("missing_field", field=f"{at}.start", got=None, allowed="when it takes place")
        if row.visit in found:
            raise Invalid("id_twice", field=f"{at}.visit", got=str(row.visit), allowed="each visit once")
        found[row.visit] = row
    return found


def rights_for(wanted: Mapping[Id, RowWanted]) -> set[Right]:
    """Give the rights that rows need besides that to move."""
    gone = any(row.how in (How.WAIT, How.CANCEL) for row in wanted.values())
    return {Right.BOOK, Right.CANCEL} if gone else {Right.BOOK}
