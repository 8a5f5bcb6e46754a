"""What times a patient would rather come at: said once, kept with the patient, and used to rank free times."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from frontdesk.domain.instants import local_date, wall
from frontdesk.domain.schedule import WEEKDAYS, Weekday

NOON, EVENING = 12, 17


class DayPart(StrEnum):
    """A part of the day, on the wall clock: before 12:00, from then until 17:00, and after."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class Preference:
    """Weekdays and parts of the day; none of either means any."""

    days: tuple[Weekday, ...] = ()
    parts: tuple[DayPart, ...] = ()

    def suits(self, start: int, zone: str) -> bool:
        """Tell whether a time in milliseconds UTC is one that the patient would rather have, on a zone's clock."""
        if self.days and WEEKDAYS[local_date(start, zone).weekday()] not in self.days:
            return False
        return not self.parts or part_of_day(start, zone) in self.parts


def part_of_day(instant: int, zone: str) -> DayPart:
    """Give the part of the day that an instant lies in on a zone's clock."""
    hour = wall(instant, zone).hour
    if hour < NOON:
        return DayPart.MORNING
    return DayPart.AFTERNOON if hour < EVENING else DayPart.EVENING
