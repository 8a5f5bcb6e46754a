"""A length as it is typed: a number beside its unit, or both written in one, such as 2h or 3 days. No Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass

from frontdesk.domain.length import MOST, Length, Unit
from frontdesk.domain.names import folded

_TYPED = re.compile(r"(\d{1,6})\s*([^\W\d_]+)\.?")


@dataclass(frozen=True, slots=True)
class Measure:
    """What stands in the number's field, and the unit that is chosen."""

    text: str = ""
    unit: Unit = Unit.MINUTES

    @property
    def length(self) -> Length | None:
        """Give the length, None where nothing is typed or it cannot be read."""
        plain = self.text.strip()
        if not (plain.isascii() and plain.isdigit() and len(plain) <= 6) or int(plain) > MOST:
            return None
        return Length(int(plain), self.unit)

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is typed."""
        return not self.text.strip()


def measure_of(length: Length | None, unit: Unit = Unit.MINUTES) -> Measure:
    """Write a length as it would be typed; none is nothing, counted in `unit`."""
    return Measure("", unit) if length is None else Measure(str(length.amount), length.unit)


def with_unit(text: str, units: dict[str, Unit]) -> tuple[str, Unit] | None:
    """Part 2h, 3 days or 1 month into number and unit; `units` are the folded words of the units by their names."""
    match = _TYPED.fullmatch(folded(text).strip())
    if match is None:
        return None
    found = {unit for word, unit in units.items() if word.startswith(match[2])}
    # A single m could be months: minutes are meant far more often, and whoever means months writes on.
    if match[2] == "m" and Unit.MINUTES in units.values():
        found = {Unit.MINUTES}
    return (match[1], found.pop()) if len(found) == 1 else None
