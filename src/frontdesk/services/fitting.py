"""Where a visit would fit with each practitioner: whole ranges of starts, for a screen to tint while it is dragged."""

from __future__ import annotations

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.intervals import Interval
from frontdesk.services.searching import Search


def fitting(search: Search, span: Interval) -> dict[Id, tuple[Interval, ...]]:
    """Give for each practitioner who may the starts within a span that are free, to the minute.

    They are what free times would be on a grid of one minute, which the question has to ask for: so a tint can never
    say anything else than the times that are offered.
    """
    found: dict[Id, list[Interval]] = {person: [] for person in search.question.parts[0].who}
    for slot in search.slots(span):
        for person in slot.practitioners:
            times = found[person]
            if times and times[-1].end + MINUTE > slot.start:
                times[-1] = Interval(times[-1].start, Instant(slot.start + 1))
            else:
                times.append(Interval(slot.start, Instant(slot.start + 1)))
    return {person: tuple(times) for person, times in found.items()}
