"""How every step of a visit begins: which visit is meant, whether it is still as it was read, how far it goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.series import Scope
from frontdesk.domain.series_trial import Deed
from frontdesk.services import checks
from frontdesk.services.holding import check_whose
from frontdesk.services.operations import Area
from frontdesk.services.series.wanted import Done, Wanted, resolved
from frontdesk.store.work import Work


@dataclass(slots=True)
class Words:
    """The line of the log about a step, which says how many dates of a series it changed."""

    said: str

    def of(self, done: Done) -> Appointment:
        """Say what was done to several dates; give the visit that was named."""
        self.said = done.words
        return done.visit


class VisitSteps(Area):
    """What the operations on visits share."""

    @contextmanager
    def _writing(self, name: str, said: str) -> Iterator[tuple[Work, Words]]:
        words = Words(said)
        with self._clinic.writing(f"appointments.{name}", lambda: words.said) as work:
            yield work, words

    def _meant(
        self, work: Work, id: Id, version: int | None, scope: Scope | None, deed: Deed, instead_of: int | None = None
    ) -> tuple[Appointment, Scope]:
        """Give the visit that an id names, and which dates of its series are meant with it.

        What was done to it alone is taken back where the same deed is done `instead_of` that step.
        """
        held, usual = resolved(work, id, work.now)
        said = checks.one_of_or_none(scope, Scope, field="scope") or usual
        check_whose(checks.fresh(held, version, "appointment"), self._clinic.actor)
        if instead_of is not None:
            from frontdesk.services.taking_back import taken_back_for_more

            held = taken_back_for_more(work, self._clinic.actor, held, deed, instead_of)
        return held, said

    def _widely(self, work: Work, held: Appointment, scope: Scope, wanted: Wanted) -> Done:
        # Imported late: most steps are of one visit, and pay nothing for those of a series.
        from frontdesk.services.series.scopes import carried_out

        return carried_out(work, self._clinic.actor, held, scope, wanted)
