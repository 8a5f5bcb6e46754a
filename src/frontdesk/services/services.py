"""The services that a clinic offers; simple ones for now (C32)."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.domain.actor import Right
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.domain.keep import KEEP, Keep, kept
from frontdesk.domain.names import words_of
from frontdesk.domain.service import Service
from frontdesk.services import checks
from frontdesk.services.archiving import Shelf
from frontdesk.services.operations import operation

HUES = (222, 160, 28, 190, 340, 290, 95, 50)


class Services(Shelf[Service]):
    """Operations on services. Lengths are milliseconds, whole minutes."""

    kind = Service
    noun = "service"

    @operation("services.list", right=Right.SEE)
    def list(self, *, archived: bool = False, text: str = "") -> tuple[Service, ...]:
        """List services in their order, only those with words that begin as the text's do."""
        wanted = words_of(text)
        found = (s for s in self._listed(archived) if _matches(s, wanted))
        return tuple(sorted(found, key=lambda s: (s.position, s.id)))

    @operation("services.get", right=Right.SEE)
    def get(self, *, id: Id) -> Service:
        """Read one service."""
        return self._got(id)

    @operation("services.create", right=Right.SETUP)
    def create(
        self,
        *,
        name: str,
        description: str = "",
        duration: int = 30 * MINUTE,
        buffer_before: int = 0,
        buffer_after: int = 0,
        hue: int | None = None,
    ) -> Service:
        """Add a service; without a hue one is dealt out."""
        with self._clinic.writing("services.create", lambda: "Service added") as work:
            held = work.all(Service)
            made = Service(
                id=work.new_id(),
                name=checks.line(name, field="name", empty=False),
                description=checks.body(description, field="description"),
                duration=checks.whole(duration, field="duration"),
                buffer_before=checks.whole(buffer_before, field="buffer_before"),
                buffer_after=checks.whole(buffer_after, field="buffer_after"),
                hue=HUES[len(held) % len(HUES)] if hue is None else checks.whole(hue, field="hue"),
                position=max((s.position for s in held), default=-1) + 1,
            ).checked()
            work.create(made)
            return made

    @operation("services.update", right=Right.SETUP)
    def update(
        self,
        *,
        id: Id,
        version: int | None = None,
        name: str | Keep = KEEP,
        description: str | Keep | None = KEEP,
        duration: int | Keep = KEEP,
        buffer_before: int | Keep | None = KEEP,
        buffer_after: int | Keep | None = KEEP,
        hue: int | Keep = KEEP,
        position: int | Keep = KEEP,
    ) -> Service:
        """Change a service; booked visits keep the length and buffers they were booked with."""
        with self._clinic.writing("services.update", lambda: "Service changed") as work:
            held = checks.fresh(work.get(Service, id), version, "service")
            after = replace(
                held,
                name=held.name if isinstance(name, Keep) else checks.line(name, field="name", empty=False),
                description=checks.body(kept(description, held.description) or "", field="description"),
                duration=checks.whole(kept(duration, held.duration), field="duration"),
                buffer_before=checks.whole(kept(buffer_before, held.buffer_before) or 0, field="buffer_before"),
                buffer_after=checks.whole(kept(buffer_after, held.buffer_after) or 0, field="buffer_after"),
                hue=checks.whole(kept(hue, held.hue), field="hue"),
                position=checks.position(kept(position, held.position)),
            )
            return work.replace(held, after.checked())

    @operation("services.archive", right=Right.SETUP)
    def archive(self, *, id: Id, version: int | None = None) -> Service:
        """Put a service away: it is not offered any more; booked visits keep it. Twice is harmless."""
        return self._put_away(id, version, away=True)

    @operation("services.restore", right=Right.SETUP)
    def restore(self, *, id: Id, version: int | None = None) -> Service:
        """Bring an archived service back. Twice is harmless."""
        return self._put_away(id, version, away=False)


def _matches(service: Service, wanted: tuple[str, ...]) -> bool:
    held = words_of(service.name)
    return all(any(word.startswith(text) for word in held) for text in wanted)
