"""The clinic itself."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.domain.ids import Id

THE_CLINIC = Id(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the whole book shares: the clinic's name and the zone its wall clock keeps."""

    id: Id = THE_CLINIC
    name: str
    zone: str
    version: int = 1
