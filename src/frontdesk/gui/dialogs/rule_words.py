"""The sentences of another rule for a visit: what it would do, what it did, and what is in its way."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.errors import Conflict, Refusal
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.repeats import RepeatRule
from frontdesk.domain.series_trial import RuleTrial
from frontdesk.gui.dialogs import series_words
from frontdesk.gui.dialogs.rule_shown import as_rule
from frontdesk.gui.ground import refusals, rules_told, wording

translate = QCoreApplication.translate


def title(*, repeats: bool) -> str:
    """Name what is asked: how a series comes again, or a single visit."""
    return translate("RuleChange", "Change how it repeats") if repeats else translate("RuleChange", "Make it repeat")


def link(*, repeats: bool) -> str:
    """Name the way to it."""
    if repeats:
        return translate("RuleChange", "Change how it repeats…")
    return translate("RuleChange", "Make it repeat…")


def sentence(rule: RepeatRule | None, since: Instant, zone: str) -> str:
    """Say how it will come again."""
    if rule is None:
        return translate("RuleChange", "Does not repeat any more")
    return rules_told.sentence([as_rule(rule)], since, zone)


def effects(trial: RuleTrial) -> str:
    """Count what becomes of the dates: 4 stay, 1 moves to another day, 3 go, 6 come."""
    counted = (
        (trial.kept, translate("RuleChange", "%1 stays"), translate("RuleChange", "%1 stay")),
        (
            trial.moved,
            translate("RuleChange", "%1 moves to another day"),
            translate("RuleChange", "%1 move to other days"),
        ),
        (trial.gone, translate("RuleChange", "%1 goes"), translate("RuleChange", "%1 go")),
        (trial.made, translate("RuleChange", "%1 comes"), translate("RuleChange", "%1 come")),
        (len(trial.left_out), translate("RuleChange", "%1 left out"), translate("RuleChange", "%1 left out")),
    )
    parts = [(one if many == 1 else several).replace("%1", str(many)) for many, one, several in counted if many]
    return translate("RuleChange", "Visits: %1").replace("%1", ", ".join(parts))


def left_out(trial: RuleTrial, zone: str) -> str:
    """Name the dates that are left out, nothing where none is."""
    if not trial.left_out:
        return ""
    days = series_words.dates([local_date(each, zone) for each in trial.left_out])
    return translate("RuleChange", "Left out, as they are not free: %1").replace("%1", days)


def from_on(since: Instant, zone: str) -> str:
    """Name the dates from one on."""
    return translate("RuleChange", "From %1 on").replace("%1", wording.day_short(local_date(since, zone)))


def done(name: str, rule: RepeatRule | None, trial: RuleTrial, zone: str) -> str:
    """Say what was done; for a visit without a name, or one that is masked, the sentence alone."""
    said = sentence(rule, trial.since, zone)
    named = wording.filled(translate("RuleChange", "%1: %2"), name, said[:1].lower() + said[1:])
    told = named if name else said
    return f"{told} · {effects(trial)}"


def refused(refusal: Refusal, zone: str) -> str:
    """Say why it cannot be: of several dates, which are not free."""
    if isinstance(refusal, Conflict) and refusal.clashes:
        days = sorted({local_date(clash.start, zone) for clash in refusal.clashes})
        return translate("RuleChange", "Not free on %1").replace("%1", series_words.dates(days))
    return refusals.sentence(refusal, zone)
