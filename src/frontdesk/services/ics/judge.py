"""The judgement on one case: how it stands to the book, what is proposed, and what would be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.intervals import Interval
from frontdesk.domain.keep import Keep
from frontdesk.ics.writer import PRODUCT
from frontdesk.services.ics.calling_off import back, called_off, can_be_called_off, has_new_name, nothing_to_call_off
from frontdesk.services.ics.cases import Case, mark_matches
from frontdesk.services.ics.drafts import HERE, Draft, changed, comes_back, differing, refusal_of
from frontdesk.services.ics.past import History
from frontdesk.services.ics.preview import Action, Choice, Overlap, Row, State
from frontdesk.services.ics.sources import is_cancelled
from frontdesk.services.ics.stretches import left, stretches, stretches_of_new
from frontdesk.services.ics.taken import Owner, Stretch, Taken
from frontdesk.services.ics.words import one_line

SHOWN_OVERLAPS = 5
OVERLAP_REASON = "Imported"
NO_FACTS: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Write:
    """One appointment that would be made from a draft, or changed from `before` to `after`."""

    case: Case
    draft: Draft | None = None
    before: Appointment | None = None
    after: Appointment | None = None
    anyway: bool = False


@dataclass(slots=True)
class _Verdict:
    """What comes of one draft. `kept_off` tells that it stays called off here, or away."""

    write: Write | None = None
    fields: tuple[str, ...] = ()
    overlaps: list[Overlap] = field(default_factory=list)
    stretches: tuple[Stretch, ...] = ()
    freed: list[tuple[Stretch, Owner]] = field(default_factory=list)
    reason: str = ""
    kept_off: bool = False


class Judge:
    """Judge cases one after the other: time that one has got is taken for the next."""

    def __init__(
        self,
        taken: Taken,
        window: Interval,
        choices: Mapping[str, Choice],
        defaults: Mapping[State, Action],
        history: History,
    ) -> None:
        self._taken = taken
        self._history = history
        self._window = window
        self._choices = choices
        self._defaults = defaults

    def leaving(self, cases: Iterable[Case]) -> list[tuple[Stretch, Id]]:
        """Give the time that visits of the book leave when all that the cases say is done."""
        return [
            (stretch, write.before.id)
            for case in cases
            for write in self._parting(case)
            if write.before is not None and write.after is not None and write.before.takes_time
            for stretch in left(write.before, write.after)
        ]

    def _parting(self, case: Case) -> Iterator[Write]:
        if self._is_put_aside(case):
            return
        if is_cancelled(case.entry.event):
            yield from (Write(case, None, each, called_off(case, each)) for each in self._called(case)[1])
        elif case.refusal is None and not case.covered:
            self._settle_age(case)
            yield from (Write(case, None, each, called_off(case, each)) for each in case.gone)
            wanted = (self._verdict(case, draft) for draft in case.drafts if draft.key in case.held)
            yield from (verdict.write for verdict in wanted if verdict.write is not None)

    def judge(self, case: Case) -> tuple[Row, Sequence[Write]]:
        """Give the row of a case, and what is written when its action is done."""
        if is_cancelled(case.entry.event):
            return self._cancelled(case)
        refusal = case.refusal or next((r for draft in case.drafts if (r := refusal_of(draft)) is not None), None)
        if refusal is not None:
            return self._row(case, State.UNREADABLE, Action.SKIP, refusal), ()
        if case.covered:
            return self._row(case, State.SAME, Action.SKIP, "outdated"), ()
        self._settle_age(case)
        if not case.drafts and not case.gone:
            if self._comes_later(case):
                assert case.coming is not None
                return self._row(
                    case, State.LEFT_OUT, Action.SKIP, "comes_later", {"until": case.coming.window.end}
                ), ()
            span = {"first": self._window.start, "last": self._window.end}
            return self._row(case, State.LEFT_OUT, Action.SKIP, "outside_horizon", span), ()
        verdicts = [self._verdict(case, draft) for draft in case.drafts]
        return self._settled(case, verdicts)

    def _settle_age(self, case: Case) -> None:
        """Note whether the book has a newer version of a series, which takes nothing away then."""
        case.older = self._history.is_older_series(case)
        case.gone = tuple(each for each in case.gone if not self._history.is_older(case, each))

    def _comes_later(self, case: Case) -> bool:
        """Tell whether a version of a time lies behind what its series has at first."""
        start = case.entry.event.start
        return case.coming is not None and case.coming.window.end <= start < self._window.end

    def _verdict(self, case: Case, draft: Draft) -> _Verdict:
        held = case.held.get(draft.key)
        if held is None:
            if not self._is_wanted(case, draft):
                return _Verdict(kept_off=self._history.is_newer(case))
            return _Verdict(Write(case, draft), stretches=stretches_of_new(case, draft))
        same, returns = mark_matches(held, case.words), comes_back(held, case.words)
        if same and not returns:
            return _Verdict(reason="unchanged")
        if self._history.is_older(case, held):
            return _Verdict(reason="older")
        after = back(case, held) if same else self._with_people(case, changed(held, draft, case.words))
        fields = differing(held, after, ours=_is_ours(case))
        kept_off = case.words.status.occupies and (after.status is Status.CANCELLED or after.archived_at is not None)
        if not fields and after.recurrence_id == held.recurrence_id:
            return _Verdict(reason="unchanged", kept_off=kept_off)
        try:
            after = after.checked()
        except Invalid as refusal:
            return _Verdict(reason=refusal.reason)
        moved = (after.start, after.end, after.practitioner_id) != (held.start, held.end, held.practitioner_id)
        asks = after.takes_time and (moved or not held.takes_time)
        if moved and after.override_reason is not None:
            after = replace(after, override_reason=None)
        wanted = tuple(stretches(after, after.practitioner_id)) if asks else ()
        return _Verdict(Write(case, draft, held, after), fields, stretches=wanted, kept_off=kept_off)

    def _is_wanted(self, case: Case, draft: Draft) -> bool:
        """Tell whether a time that the book does not have is to be made.

        Of a series that the book has, only what it did not have before is: the rest has been left out or taken away
        here, and stays so unless someone asks for it.
        """
        choice = self._choices.get(case.entry.key)
        if choice is not None and choice.action in (Action.IMPORT, Action.ANYWAY):
            return True
        if draft.key in case.left_out and self._defaults.get(State.CLASHING) is Action.ANYWAY:
            return True
        coming = case.coming
        if coming is not None and coming.held is not None and (coming.is_known or case.known):
            return coming.is_due(draft.start)
        if draft.key is not None and self._history.has_record(case):
            return self._history.is_added(case, draft)
        if not case.known:
            return True
        return draft.start > max(each.start for each in case.held.values())

    def _with_people(self, case: Case, after: Appointment) -> Appointment:
        choice = self._choices.get(case.entry.key)
        if choice is None:
            return after
        if not isinstance(choice.practitioner, Keep):
            after = replace(after, practitioner_id=choice.practitioner)
        if not isinstance(choice.patient, Keep):
            after = replace(after, patient_id=choice.patient, attendees=())
        return after

    def _settled(self, case: Case, verdicts: Sequence[_Verdict]) -> tuple[Row, Sequence[Write]]:
        """Ask for the time of each draft, in order, and decide what is done with all of them."""
        clashing = [verdict for verdict in verdicts if not self._granted(case, verdict)]
        free = [verdict for verdict in verdicts if verdict.write is not None and not verdict.overlaps]
        state = _state(case, verdicts, clashing)
        action = self._action(case, state, bool(free or case.gone))
        case.clashing = () if action is Action.ANYWAY else tuple(_new_keys(clashing))
        if action is Action.SKIP:
            self._give_back(case, free)
            writes: list[Write] = []
        else:
            writes = [verdict.write for verdict in free if verdict.write is not None]
            writes += self._calling_off(case, case.gone)
        if action is not Action.ANYWAY and not self._is_put_aside(case):
            writes += _renamed_alone(clashing)
        if action is Action.ANYWAY:
            writes += [replace(v.write, anyway=True) for v in clashing if v.write is not None]
            for verdict in clashing:
                for stretch in verdict.stretches:
                    self._taken.take(stretch, _owner(verdict, case))
        reason, facts = _reason(state, verdicts, case)
        kept_off = sum(verdict.kept_off for verdict in verdicts)
        if kept_off:
            reason = "kept_off" if reason == "unchanged" else reason
            facts["kept_off"] = kept_off
        facts.update(_still_left_out(case, writes))
        row = self._row(case, state, action, reason, facts)
        overlaps = [overlap for verdict in clashing for overlap in verdict.overlaps]
        return replace(row, overlapping=len(clashing), overlaps=tuple(overlaps[:SHOWN_OVERLAPS])), tuple(writes)

    def _is_put_aside(self, case: Case) -> bool:
        choice = self._choices.get(case.entry.key)
        return choice is not None and choice.action is Action.SKIP

    def _granted(self, case: Case, verdict: _Verdict) -> bool:
        own = verdict.write.before.id if verdict.write is not None and verdict.write.before is not None else None
        for stretch in verdict.stretches:
            # What is shown is enough: with everything booked over everything there is no end of it.
            verdict.overlaps.extend(islice(self._taken.over(stretch, besides=own), SHOWN_OVERLAPS))
        if verdict.overlaps:
            return False
        if verdict.write is not None and verdict.write.before is not None:
            # Before it takes the new time, which may be partly the same.
            verdict.freed = self._free(verdict.write)
        for stretch in verdict.stretches:
            self._taken.take(stretch, _owner(verdict, case))
        return True

    def _free(self, write: Write) -> list[tuple[Stretch, Owner]]:
        """Let others have the time that a visit leaves."""
        before, after = write.before, write.after
        assert before is not None
        assert after is not None
        held = tuple(stretches(before, before.practitioner_id))
        if after.takes_time and held == tuple(stretches(after, after.practitioner_id)):
            return []
        return self._taken.leave(held, before.id)

    def _give_back(self, case: Case, verdicts: Sequence[_Verdict]) -> None:
        for verdict in verdicts:
            for stretch in verdict.stretches:
                self._taken.release(stretch, _owner(verdict, case))
            for freed, owner in verdict.freed:
                self._taken.take(freed, owner)

    def _action(self, case: Case, state: State, something: bool) -> Action:
        if state in (State.SAME, State.LEFT_OUT, State.UNREADABLE):
            return Action.SKIP
        choice = self._choices.get(case.entry.key)
        asked = choice.action if choice is not None and choice.action is not None else self._defaults.get(state)
        if asked is not None:
            return asked
        return Action.IMPORT if something else Action.SKIP

    def _cancelled(self, case: Case) -> tuple[Row, Sequence[Write]]:
        """Call off what the book has of an event: one occurrence, or all of it."""
        held, coming = self._called(case)
        if not coming:
            older = any(self._history.is_older(case, each) for each in held)
            state, reason = nothing_to_call_off(held, older)
            return self._row(case, state, Action.SKIP, reason), ()
        action = self._action(case, State.CANCELLED, something=True)
        row = self._row(case, State.CANCELLED, action, "cancelled_by_sender", {"visits": len(coming)})
        return row, () if action is Action.SKIP else self._calling_off(case, coming)

    def _called(self, case: Case) -> tuple[list[Appointment], list[Appointment]]:
        """Give what a cancellation is about, and what of it can be called off."""
        keys = {draft.key for draft in case.drafts}
        everything = case.entry.event.recurrence_id is None
        held = [each for key, each in case.held.items() if everything or key in keys]
        coming = [each for each in held if can_be_called_off(each) or has_new_name(case, each)]
        return held, [each for each in coming if not self._history.is_older(case, each)]

    def _calling_off(self, case: Case, held: Sequence[Appointment]) -> list[Write]:
        writes = [Write(case, None, each, called_off(case, each)) for each in held]
        for write in writes:
            self._free(write)
        return writes

    def _row(
        self, case: Case, state: State, action: Action, reason: str, facts: Mapping[str, Any] | None = None
    ) -> Row:
        event = case.entry.event
        return Row(
            key=case.entry.key,
            state=state,
            action=action,
            file=case.entry.file.name,
            line=event.line,
            title=case.words.title or one_line(event.summary),
            start=event.start,
            end=event.end,
            all_day=event.all_day,
            zone=event.zone,
            repeats=case.repeats,
            practitioner=case.practitioner.who,
            patient=case.patient.who,
            reason=reason,
            facts=facts or NO_FACTS,
        )


def _new_keys(verdicts: Sequence[_Verdict]) -> Iterator[str | None]:
    writes = (verdict.write for verdict in verdicts)
    return (write.draft.key for write in writes if write is not None and write.draft is not None and not write.before)


def _renamed_alone(clashing: Iterable[_Verdict]) -> Iterator[Write]:
    """Give visits that stay where they are the names of their times in a series that was moved.

    By these they are found when room is made for them.
    """
    writes = (verdict.write for verdict in clashing if verdict.write is not None)
    for write in writes:
        before, after = write.before, write.after
        if before is not None and after is not None and before.recurrence_id != after.recurrence_id:
            yield replace(write, after=replace(before, recurrence_id=after.recurrence_id))


def _still_left_out(case: Case, writes: Iterable[Write]) -> dict[str, int]:
    """Count the times of a series that were left out before for want of room, and stay so."""
    if not case.left_out:
        return {}
    made = {write.draft.key for write in writes if write.draft is not None}
    many = sum(each.key in case.left_out and each.key not in made for each in case.drafts)
    return {"left_out": many} if many else {}


def _is_here(verdict: _Verdict) -> bool:
    assert verdict.write is not None
    assert verdict.write.before is not None
    return verdict.write.before.status in HERE


def _state(case: Case, verdicts: Sequence[_Verdict], clashing: Sequence[_Verdict]) -> State:
    if clashing:
        return State.CLASHING
    writes = [verdict.write for verdict in verdicts if verdict.write is not None]
    if not writes and not case.gone:
        return State.SAME
    only_new = all(write.before is None for write in writes)
    return State.NEW if only_new and not case.held else State.CHANGED


def _reason(state: State, verdicts: Sequence[_Verdict], case: Case) -> tuple[str, dict[str, Any]]:
    if state is State.CLASHING:
        return "overlaps", {}
    if state is State.SAME:
        return next((verdict.reason for verdict in verdicts if verdict.reason), "unchanged"), {}
    if state is State.NEW:
        return "", {}
    added = sum(v.write is not None and v.write.before is None for v in verdicts)
    dates = {name: many for name, many in (("added", added), ("gone", len(case.gone))) if many}
    known = [v for v in verdicts if v.write is not None and v.write.before is not None]
    # Where the patient has been already the visit stays where it was, whatever the others do.
    first = next((v for v in known if not _is_here(v)), known[0] if known else None)
    if first is None:
        return ("times_gone", {"visits": len(case.gone), **dates}) if case.gone else ("later_times", dates)
    assert first.write is not None
    assert first.write.before is not None
    before = first.write.before
    if "start" in first.fields or "end" in first.fields:
        return "moved", {"start": before.start, "end": before.end, "sequence": case.words.sequence, **dates}
    changed = (name for v in verdicts if v.write is not None and v.write.before is not None for name in v.fields)
    return "changed", {"fields": list(dict.fromkeys(changed)), "sequence": case.words.sequence, **dates}


def _is_ours(case: Case) -> bool:
    return case.entry.file.feed.product == PRODUCT


def _owner(verdict: _Verdict, case: Case) -> Any:
    before = verdict.write.before if verdict.write is not None else None
    return case.entry.key if before is None else before.id


def leaves(write: Write) -> bool:
    """Tell whether a visit of the book gives up time that it holds."""
    return write.before is not None and write.after is not None and bool(tuple(left(write.before, write.after)))
