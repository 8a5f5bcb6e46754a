"""Catch what an operation refuses, for looking at its facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from frontdesk.domain.errors import Refusal


def refused(call: Callable[..., object], **sent: Any) -> Refusal:
    """Call, expect a refusal, and give it."""
    with pytest.raises(Refusal) as caught:
        call(**sent)
    return caught.value


def unversioned(record: Any) -> dict[str, object]:
    """Give what a record holds, without the count of its changes, which an undo does not turn back."""
    return {name: getattr(record, name) for name in type(record).__slots__ if name != "version"}
