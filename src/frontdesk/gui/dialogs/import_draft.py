"""What an import is while it is looked at: the files, whose they are, and what was chosen row by row. No Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from frontdesk.domain.ids import Id
from frontdesk.services.ics.preview import Action, Choice, Preview, Row, State

ALL, NOT_TAKEN = "all", "not_taken"
# In the order of the filter.
GROUPS = (
    *(s.value for s in (State.NEW, State.CHANGED, State.CLASHING, State.SAME, State.CANCELLED)),
    NOT_TAKEN,
    State.UNREADABLE.value,
)
# Nothing of these is in the book as the file has it, though nothing of them is to be done.
_NOT_THE_SAME = frozenset({"older", "outdated", "message", "reply_older", "reply_not_here", "reply_stranger"})
_NOTHING_TO_DO = frozenset({State.SAME, State.LEFT_OUT, State.UNREADABLE})


@dataclass(frozen=True, slots=True)
class Totals:
    """What would be done as things are chosen now.

    Of those that clash `anyway` are booked over others, of `partly` the times that are free, `skipped` are left out.
    `visits` are those of the new ones, `visits_partly` the times that are free: a series has many.
    """

    new: int = 0
    changed: int = 0
    cancelled: int = 0
    anyway: int = 0
    partly: int = 0
    skipped: int = 0
    visits: int = 0
    visits_partly: int = 0

    @property
    def importing(self) -> int:
        """Count the rows that would be written."""
        return self.new + self.changed + self.cancelled + self.anyway + self.partly


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """An import while it is looked at. Without practitioner or service each event has its own."""

    files: tuple[Path, ...]
    practitioner: Id | None = None
    service: Id | None = None
    choices: Mapping[str, Choice] = field(default_factory=dict)

    def action_of(self, row: Row) -> Action:
        """Tell what is done with a row: what was chosen, else what was proposed."""
        choice = self.choices.get(row.key)
        return row.action if choice is None or choice.action is None else choice.action

    def is_taken(self, row: Row) -> bool:
        """Tell whether a row would be written."""
        if not can_be_taken(row):
            return False
        action = self.action_of(row)
        return action is Action.ANYWAY or (action is Action.IMPORT and writes_by_itself(row))

    def with_action(self, rows: Iterable[Row], action: Action) -> ImportDraft:
        """Give it with another action for rows; those that can do nothing with it stay as they are."""
        chosen = dict(self.choices)
        for row in rows:
            if action in actions_for(row):
                chosen[row.key] = _acting(chosen.get(row.key), row, action)
        return replace(self, choices=chosen)

    def ticked(self, rows: Iterable[Row], *, taken: bool) -> ImportDraft:
        """Give it with rows taken, over others where they clash, or left out."""
        chosen = dict(self.choices)
        for row in rows:
            if can_be_taken(row):
                whole = Action.IMPORT if writes_by_itself(row) else Action.ANYWAY
                chosen[row.key] = _acting(chosen.get(row.key), row, whole if taken else Action.SKIP)
        return replace(self, choices=chosen)

    def with_patient(self, row: Row, patient: Id | None) -> ImportDraft:
        """Give it with another patient for a row, None for nobody."""
        return self._with(replace(self._choice(row), patient=patient))

    def with_practitioner(self, rows: Iterable[Row], practitioner: Id | None) -> ImportDraft:
        """Give it with another practitioner for those rows that people belong to, None for nobody."""
        chosen = [replace(self._choice(row), practitioner=practitioner) for row in rows if has_people(row)]
        return replace(self, choices={**self.choices, **{choice.key: choice for choice in chosen}})

    def _choice(self, row: Row) -> Choice:
        return self.choices.get(row.key, Choice(key=row.key))

    def _with(self, choice: Choice) -> ImportDraft:
        return replace(self, choices={**self.choices, choice.key: choice})


def _acting(held: Choice | None, row: Row, action: Action) -> Choice:
    # Written out: ten thousand rows are chosen at one press, and replace() would take most of that time.
    if held is None:
        return Choice(key=row.key, action=action)
    return Choice(key=row.key, action=action, practitioner=held.practitioner, patient=held.patient)


def actions_for(row: Row) -> tuple[Action, ...]:
    """List what can be done with a row."""
    if not can_be_taken(row):
        return ()
    found = [Action.SKIP]
    if writes_by_itself(row):
        found.append(Action.IMPORT)
    if row.state is State.CLASHING:
        found.append(Action.ANYWAY)
    return tuple(found)


def has_people(row: Row) -> bool:
    """Tell whether it can be chosen whose a row is: what the book has already is somebody's."""
    return row.state in (State.NEW, State.CLASHING)


def can_be_taken(row: Row) -> bool:
    """Tell whether there is anything to do with a row; what the sender called off may never have been here."""
    return row.state not in _NOTHING_TO_DO and row.reason != "cancelled_not_here"


def writes_by_itself(row: Row) -> bool:
    """Tell whether a row brings something in without overlapping: all but events of which every time clashes."""
    if row.state is not State.CLASHING:
        return True
    return row.repeats is not None and row.overlapping < row.repeats.times


def totals(draft: ImportDraft, rows: Iterable[Row]) -> Totals:
    """Count what would be done."""
    new = changed = cancelled = anyway = partly = skipped = visits = visits_partly = 0
    for row in rows:
        if row.state is State.CLASHING:
            taken, over = draft.is_taken(row), draft.action_of(row) is Action.ANYWAY
            anyway += taken and over
            partly += taken and not over
            visits_partly += _times(row) - row.overlapping if taken and not over else 0
            skipped += not taken
        elif draft.is_taken(row):
            new += row.state is State.NEW
            visits += _times(row) if row.state is State.NEW else 0
            changed += row.state is State.CHANGED
            cancelled += row.state is State.CANCELLED
    return Totals(new, changed, cancelled, anyway, partly, skipped, visits, visits_partly)


def _times(row: Row) -> int:
    return row.repeats.times if row.repeats is not None else 1


def arguments(draft: ImportDraft) -> dict[str, Any]:
    """Write a draft as the arguments of ics.preview and ics.import_files."""
    return {
        "files": draft.files,
        "practitioner": draft.practitioner,
        "service": draft.service,
        "choices": tuple(draft.choices.values()),
    }


def group_of(row: Row) -> str:
    """Name the choice of the filter that lists a row."""
    if row.state is State.LEFT_OUT or (row.state is State.SAME and row.reason in _NOT_THE_SAME):
        return NOT_TAKEN
    return row.state.value


def counts(rows: Iterable[Row]) -> dict[str, int]:
    """Count the rows of each choice of the filter."""
    found = Counter(group_of(row) for row in rows)
    return {**found, ALL: found.total()}


def shown(preview: Preview, group: str) -> list[Row]:
    """List the rows of a choice of the filter."""
    return [row for row in preview.rows if group in (ALL, group_of(row))]
