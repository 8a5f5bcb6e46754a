"""What is done to several visits of a series at once: said once, tried, then carried out as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.appointment import Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date
from frontdesk.domain.series import Scope
from frontdesk.domain.series_trial import Deed, SeriesTrial, Stays, TrialRow
from frontdesk.gui.dialogs import series_words
from frontdesk.gui.ground import wording

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class WideDeed:
    """A deed that reaches beyond one visit of a series.

    `sent` are the arguments of trial and deed, `said` those of the deed alone, such as a reason. `name` is whom the
    visit is for, as it may be shown, `to` the practitioner who gets it, if that is what is done. `seq` is the step that
    did it to this visit alone: all are done instead of it, so that one undo takes back all.
    """

    deed: Deed
    visit: Id
    name: str = field(repr=False)
    sent: Mapping[str, Any] = field(default_factory=dict, repr=False)
    said: Mapping[str, Any] = field(default_factory=dict, repr=False)
    seq: int | None = None
    to: str = ""

    def tried(self, clinic: Clinic, scope: Scope) -> SeriesTrial:
        """Tell what it would do; nothing is written."""
        return clinic.series.trial(id=self.visit, scope=scope, deed=self.deed, **self._instead, **self.sent)

    def carried_out(self, clinic: Clinic, scope: Scope, *, leaving: bool) -> None:
        """Do it as one step; `leaving` lets those that clash stay where they are."""
        said = {**self._instead, **self.sent, **self.said}
        if self.deed is Deed.MOVE and leaving:
            from frontdesk.services.series.wanted import Clashing

            said["clashing"] = Clashing.LEAVE
        getattr(clinic.appointments, self.deed.value)(id=self.visit, scope=scope, **said)

    @property
    def _instead(self) -> dict[str, Any]:
        return {} if self.seq is None else {"instead_of": self.seq}


def scopes() -> list[tuple[str, str]]:
    """Name the scopes that reach beyond one visit."""
    return [
        (Scope.FOLLOWING.value, translate("Series", "This and following")),
        (Scope.ALL.value, translate("Series", "All")),
    ]


def title(wide: WideDeed) -> str:
    """Say what is about to be done."""
    status = wide.sent.get("status")
    if wide.deed is Deed.SET_STATUS and isinstance(status, Status):
        return wording.filled(translate("Series", "%1: %2"), wide.name, wording.status_words(status))
    words = {
        Deed.UPDATE: translate("Series", "Change the visits of %1"),
        Deed.MOVE: translate("Series", "Move the visits of %1"),
        Deed.SET_STATUS: translate("Series", "Change the visits of %1"),
        Deed.CANCEL: translate("Series", "Cancel the visits of %1"),
        Deed.ARCHIVE: translate("Series", "Archive the visits of %1"),
        Deed.RESTORE: translate("Series", "Bring the visits of %1 back"),
        Deed.DELETE: translate("Series", "Delete the visits of %1"),
    }[wide.deed]
    return words.replace("%1", wide.name)


def button_words(deed: Deed, count: int) -> str:
    """Say on the button what is done to how many."""
    words = {
        Deed.UPDATE: translate("Series", "Change %1"),
        Deed.MOVE: translate("Series", "Move %1"),
        Deed.SET_STATUS: translate("Series", "Change %1"),
        Deed.CANCEL: translate("Series", "Cancel %1"),
        Deed.ARCHIVE: translate("Series", "Archive %1"),
        Deed.RESTORE: translate("Series", "Bring back %1"),
        Deed.DELETE: translate("Series", "Delete %1"),
    }[deed]
    return words.replace("%1", visits(count))


def whole_words(trial: SeriesTrial, wide: WideDeed, zone: str) -> str:
    """Say what is done to how many, from when to when, to whom, and from which date on."""
    going = [row for row in trial.rows if row.stays is None]
    if not going:
        return translate("Series", "Nothing would change")
    # As the series has it: the visit that was named may have been elsewhere before, such as nudged several times.
    named = next((row for row in going if row.visit.id == wide.visit), going[0])
    usual = named if not named.overridden else next((row for row in going if not row.overridden), named)
    words = button_words(trial.deed, trial.changes)
    if trial.deed is Deed.MOVE:
        times = _times(usual, zone)
        words = wording.filled(translate("Series", "%1 from %2 to %3"), words, *times) if times else words
        words = wording.filled(translate("Series", "%1 to %2"), words, wide.to) if wide.to else words
    first = wording.day_short(local_date(going[0].visit.start, zone)).replace(" ", "\N{NO-BREAK SPACE}")
    return wording.filled(translate("Series", "%1, from %2\N{NO-BREAK SPACE}on"), words, first)


def _times(row: TrialRow, zone: str) -> tuple[str, str] | None:
    """Say when a date was and when it would be: the days where they differ, the ends where its length does."""
    visit = row.visit
    if (visit.start, visit.end) == (row.start, row.end):
        return None
    if row.end - row.start != visit.end - visit.start:
        return wording.time_range(visit.start, visit.end, zone), wording.time_range(row.start, row.end, zone)
    how = wording.clock if local_date(visit.start, zone) == local_date(row.start, zone) else wording.moment
    return how(visit.start, zone), how(row.start, zone)


def done_words(wide: WideDeed, trial: SeriesTrial) -> str:
    """Say what was done to how many, and how many stayed as they were."""
    return wording.filled(translate("Series", "%1: %2"), wide.name, count_words(trial))


def count_words(trial: SeriesTrial) -> str:
    """Say to how many something was done, and how many stayed as they were: 3 visits moved, 2 stayed."""
    words = {
        Deed.UPDATE: translate("Series", "%1 changed"),
        Deed.MOVE: translate("Series", "%1 moved"),
        Deed.SET_STATUS: translate("Series", "%1 changed"),
        Deed.CANCEL: translate("Series", "%1 cancelled"),
        Deed.ARCHIVE: translate("Series", "%1 archived"),
        Deed.RESTORE: translate("Series", "%1 brought back"),
        Deed.DELETE: translate("Series", "%1 deleted"),
    }[trial.deed].replace("%1", visits(trial.changes))
    stayed = sum(row.stays is not None and row.stays is not Stays.SAME for row in trial.rows)
    return wording.filled(translate("Series", "%1, %2 stayed"), words, str(stayed)) if stayed else words


def visits(count: int) -> str:
    """Count visits."""
    return translate("Series", "1 visit") if count == 1 else translate("Series", "%n visits", None, count)


def effects(trial: SeriesTrial, zone: str) -> list[str]:
    """Say what a trial would do beside the plain change: what it overrides, what clashes, what stays and why."""

    def days(rows: Sequence[TrialRow]) -> str:
        return series_words.dates([local_date(row.visit.start, zone) for row in rows])

    staying = {stays: [row for row in trial.rows if row.stays is stays] for stays in Stays}
    over = [row for row in trial.rows if row.stays is None and row.overridden]
    clashing, without = staying[Stays.CLASH], staying[Stays.PATH]
    past, same = staying[Stays.PAST], staying[Stays.SAME]
    told = (
        (over, translate("Series", "Overrides what was changed there by itself: %1"), days(over)),
        (clashing, translate("Series", "Stays, as it is not free then: %1"), days(clashing)),
        (without, _no_way(trial.deed), days(without)),
        (past, translate("Series", "Stays, as it has begun or is over: %1"), visits(len(past))),
        (same, translate("Series", "Is so already: %1"), visits(len(same))),
    )
    return [words.replace("%1", value) for rows, words, value in told if rows]


def _no_way(deed: Deed) -> str:
    if deed is Deed.MOVE:
        return translate("Series", "Stays, as it does not take place any more: %1")
    return translate("Series", "Stays, as it has no such step: %1")
