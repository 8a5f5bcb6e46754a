"""How far the series of an import reach: two years, or at first so far that one import takes all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.series import Series
from frontdesk.services.ics.cases import MOST_TIMES, Case, Cases
from frontdesk.services.ics.moves import Held
from frontdesk.services.ics.sources import Family

# So near a series may end at first, in milliseconds; all short of what the upkeep waits for before it adds rows.
FURTHER = (180 * DAY, 150 * DAY, 120 * DAY, 90 * DAY)
NEAREST = 60 * DAY


def all_cases(
    families: Sequence[Family], held: Mapping[str, Held], records: Mapping[str, Series], now: Instant
) -> list[Case]:
    """Give the cases of all families.

    Where they have more times than an import takes, those series that are new all reach less far ahead, and
    `series.extend` fills the rest. Where that is too much still, the last of them wait for a second import.
    """
    cases = Cases(held, records, now)
    listed = [case for family in families for case in cases.of(family)]
    if not cases.short:
        return listed
    nearest = _within(NEAREST, families, held, records, now)
    if nearest is None:
        return listed
    further = (_within(ahead, families, held, records, now) for ahead in _further(nearest, now))
    return next((found for found in further if found is not None), nearest)


def _further(nearest: Sequence[Case], now: Instant) -> list[int]:
    """Give how far ahead series may well reach, by what they have up to where they fit."""
    keys = [draft.start >= now for case in nearest for draft in case.drafts if draft.key not in case.held]
    ahead = max(sum(keys), 1)
    fits = NEAREST * (MOST_TIMES - len(keys) + ahead) // ahead
    # A tenth more: of a weekly series sixty days hold nine dates, and ninety thirteen.
    return [each for each in FURTHER if each <= fits * 11 // 10]


def _within(
    ahead: int, families: Sequence[Family], held: Mapping[str, Held], records: Mapping[str, Series], now: Instant
) -> list[Case] | None:
    """Give the cases where new series reach so far ahead, None where they are too many."""
    cases = Cases(held, records, now, ahead)
    listed: list[Case] = []
    for family in families:
        listed.extend(cases.of(family))
        if cases.short:
            return None
    return listed
