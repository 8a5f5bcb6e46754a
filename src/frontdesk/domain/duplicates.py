"""How likely it is that someone being entered is in the book already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from frontdesk.domain.names import WHOLE_PHONE, part_of_phone, words_of
from frontdesk.domain.patient import Patient
from frontdesk.domain.search import FEWEST_LETTERS, slipped


class Likeness(IntEnum):
    """How much speaks for it that two are one, the most last."""

    NONE = 0
    SAME_PHONE = 1  # a family may share one
    LIKE_NAME = 2
    LIKE_NAME_SOME_BIRTH = 3
    SAME_NAME = 4
    LIKE_NAME_PHONE = 5
    LIKE_NAME_BIRTH = 6
    SAME_NAME_PHONE = 7
    SAME_NAME_BIRTH = 8


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """What is known of a patient who is being entered; not shown when printed, for it holds a name."""

    given_name: str
    family_name: str
    birth_date: date | None = None
    phones: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """Give what the phones have in common with other ways of writing them; short ones tell nobody apart."""
        found = dict.fromkeys(map(part_of_phone, self.phones))
        return tuple(part for part in found if len(part) >= WHOLE_PHONE)

    def likeness(self, held: Patient) -> Likeness:
        """Tell how likely a patient in the book is the one being entered."""
        same, like = self._name(held)
        if same or like:
            if self.birth_date is not None and self.birth_date == held.birth_date:
                return Likeness.SAME_NAME_BIRTH if same else Likeness.LIKE_NAME_BIRTH
            if self._phone(held):
                return Likeness.SAME_NAME_PHONE if same else Likeness.LIKE_NAME_PHONE
            if not same and len(words_of(f"{self.given_name} {self.family_name}")) == 1:
                return Likeness.NONE
            if self.birth_date is None or held.birth_date is None:
                return Likeness.SAME_NAME if same else Likeness.LIKE_NAME
            if _mistyped(self.birth_date, held.birth_date):
                return Likeness.LIKE_NAME_SOME_BIRTH
            return Likeness.NONE
        return Likeness.SAME_PHONE if self._phone(held) else Likeness.NONE

    def _phone(self, held: Patient) -> bool:
        theirs = [part_of_phone(phone) for phone in held.phones]
        return any(each.endswith(part) for part in self.parts for each in theirs)

    def _name(self, held: Patient) -> tuple[bool, bool]:
        """Tell whether the names are the same, and whether they are alike; which is whose does not matter."""
        typed, theirs = words_of(f"{self.given_name} {self.family_name}"), words_of(held.name)
        if not typed:
            return False, False
        same = set(typed) == set(theirs)
        return same, all(_met(word, theirs) for word in typed)


def _met(word: str, theirs: Sequence[str]) -> bool:
    return any(
        each == word or (len(word) >= FEWEST_LETTERS and (each.startswith(word) or one_slip_apart(word, each)))
        for each in theirs
    )


def one_slip_apart(one: str, other: str) -> bool:
    """Tell whether two words differ by at most one letter that is wrong, missing, extra or swapped."""
    return abs(len(one) - len(other)) <= 1 and slipped(one, other) and slipped(other, one)


def _mistyped(one: date, other: date) -> bool:
    """Tell whether two dates differ as one date does from itself when it is written down wrongly."""
    parts = [(one.year, other.year), (one.month, other.month), (one.day, other.day)]
    swapped = one.year == other.year and (one.month, one.day) == (other.day, other.month)
    return swapped or sum(a != b for a, b in parts) == 1
