"""The difference between a field that was left out and one that was set to nothing."""

from __future__ import annotations

from enum import Enum
from typing import Final, TypeVar

T = TypeVar("T")


class Keep(Enum):
    """Mark a field that was left out: it keeps what it holds, while None clears it."""

    KEEP = "keep"


KEEP: Final = Keep.KEEP


def kept(sent: T | Keep, held: T) -> T:
    """Give what was sent, or what is held when nothing was."""
    return held if isinstance(sent, Keep) else sent
