"""Where a visit would fit with each practitioner: whole ranges of starts, for a screen to tint while it is dragged."""

from __future__ import annotations

from frontdesk.domain.availability import pieces as cut
from frontdesk.domain.availability.pieces import FOREVER, Range
from frontdesk.domain.availability.resources import Resources, both
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval, union
from frontdesk.services.searching import Search


def fitting(search: Search, span: Interval) -> dict[Id, tuple[Interval, ...]]:
    """Give for each practitioner who may the starts within a span at which a visit would fit, on the grid or off it."""
    asked = search.question
    part = asked.parts[0]
    first, last = max(asked.earliest, span.start), min(asked.latest or FOREVER, span.end) - 1
    allowed = Resources(part, search.snapshot(span)).starts()
    rest = search.together(span)
    if rest is not None:
        allowed = rest if allowed is None else both(allowed, rest)
    found: dict[Id, tuple[Interval, ...]] = {}
    for person in part.who:
        held = search.pieces_of(person, span)
        ranges: list[Range] = cut.ranges(held, asked.length, part.before, part.after, first, last)
        if allowed is not None:
            ranges = both(sorted(ranges), allowed)
        found[person] = union(Interval(Instant(low), Instant(high + 1)) for low, high in ranges)
    return found
