"""What is offered: a name, a length, buffers and a colour."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE, Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service of the catalogue; duration and buffers in milliseconds, `hue` 0 to 359."""

    id: Id
    name: str
    description: str = ""
    duration: int = 30 * MINUTE
    buffer_before: int = 0
    buffer_after: int = 0
    hue: int = 222
    position: int = 0
    archived_at: Instant | None = None
    version: int = 1

    def checked(self) -> Service:
        """Return itself, refusing lengths and colours that cannot be."""
        if not MINUTE <= self.duration <= DAY or self.duration % MINUTE:
            raise Invalid(
                "bad_duration",
                field="duration",
                got=self.duration,
                allowed="whole minutes, 1 minute to 24 hours",
            )
        for name, got in (("buffer_before", self.buffer_before), ("buffer_after", self.buffer_after)):
            if not 0 <= got <= DAY or got % MINUTE:
                raise Invalid("bad_buffer", field=name, got=got, allowed="whole minutes, 0 to 24 hours")
        if not 0 <= self.hue <= 359:
            raise Invalid("bad_hue", field="hue", got=self.hue, allowed="0 to 359")
        return self
