"""The few kinds of refusal, each with a stable reason and its facts.

A refusal is a code with facts; the sentence for people is made by the screen's wording.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class Refusal(Exception):
    """Say that an operation did not happen, why, and with which facts.

    `reason` is a stable token ("end_not_after_start"); facts are JSON-ready values.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts

    def __str__(self) -> str:
        """Leave out what facts hold: they may name a patient, and logs must not."""
        return f"{self.code}: {self.reason}"


class Invalid(Refusal):
    """The request itself is wrong. Facts: field, got, allowed."""

    code = "invalid"


class NotFound(Refusal):
    """No such thing. Facts: kind, id."""

    code = "not_found"

    def __init__(self, kind: str, id: object) -> None:
        super().__init__("unknown_id", kind=kind, id=str(id))


class Forbidden(Refusal):
    """The actor lacks the right. Facts: right, actor."""

    code = "forbidden"


class Stale(Refusal):
    """Someone changed it since. Facts: kind, id, and who and when where known."""

    code = "stale"


class Unavailable(Refusal):
    """The book itself cannot be used now: locked, damaged, full disk, newer version. Facts: path."""

    code = "unavailable"


@dataclass(frozen=True, slots=True)
class Clash:
    """One overlap that stood in the way: who or what is taken, by which visit, from when to when."""

    kind: str
    subject_id: int
    subject: str
    start: int
    end: int
    appointment_id: int


class Conflict(Refusal):
    """Others already hold the time. `clashes` lists every one."""

    code = "conflict"

    def __init__(self, reason: str, clashes: tuple[Clash, ...] = (), **facts: object) -> None:
        super().__init__(reason, **facts)
        self.clashes = clashes
