"""What could not be read, where, and what it cost; and how much of a file is read at all."""

from __future__ import annotations

from dataclasses import dataclass, field


class Unreadable(ValueError):
    """Say that a value cannot be read: a stable code, and the text that stood there.

    Raised inside one component and caught by the reader, which turns it into a Problem.
    """

    def __init__(self, what: str, detail: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was not read as it stands.

    `line` is the physical line in the file (0 for the file as a whole), `what` a stable code, `lost` how many
    events were left out because of it: 0 where the event came in all the same.
    """

    line: int
    component: str
    what: str
    detail: str = field(default="", repr=False)
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may ask for; what lies beyond is left out and said."""

    size: int = 200_000_000
    line: int = 2_000_000
    events: int = 200_000
    kept: int = 50_000
    depth: int = 16
    dates: int = 20_000
    rules: int = 20
    people: int = 1_000
    zones: int = 500
    observances: int = 2_000
    observances_of_zone: int = 200
    problems: int = 1_000


DEFAULT = Limits()
LONGEST_DETAIL = 200


class Problems:
    """Collect problems up to a limit, then only count the events that were lost."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._listed: list[Problem] = []
        self._more = 0
        self._lost = 0

    def add(self, line: int, component: str, what: str, detail: str = "", lost: int = 0) -> None:
        """Note one problem; its detail is cut to a readable length."""
        if len(self._listed) < self._limit:
            self._listed.append(Problem(line, component, what, detail[:LONGEST_DETAIL], lost))
        else:
            self._more += 1
            self._lost += lost

    def all(self) -> tuple[Problem, ...]:
        """Give what was noted; what did not fit is summed up in a last one."""
        if not self._more:
            return tuple(self._listed)
        return (*self._listed, Problem(0, "", "more_problems", str(self._more), self._lost))
