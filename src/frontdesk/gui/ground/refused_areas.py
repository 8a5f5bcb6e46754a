"""The sentences of all areas that have a file of their own, read together when the first refusal is told."""

from __future__ import annotations

from collections.abc import Mapping

from frontdesk.domain.errors import Refusal
from frontdesk.gui.ground.refused_classes import of_classes
from frontdesk.gui.ground.refused_counter import of_counter
from frontdesk.gui.ground.refused_feeds import of_feeds
from frontdesk.gui.ground.refused_series import of_series
from frontdesk.gui.ground.refused_visits import of_calendars, of_meetings, of_questions
from frontdesk.gui.ground.refused_waitlist import of_waitlist


def of_areas(refusal: Refusal) -> Mapping[str, str]:
    """Give the sentences of every area by their reasons."""
    return {
        **of_calendars(refusal),
        **of_classes(refusal),
        **of_meetings(),
        **of_questions(),
        **of_series(refusal),
        **of_feeds(),
        **of_counter(),
        **of_waitlist(),
    }
