"""Why a series of visits was not planned or booked, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.errors import Refusal
from frontdesk.domain.repeats import LEAST_TIMES, LONGEST_INTERVAL, MOST_TIMES, MOST_YEARS
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate


def of_series(refusal: Refusal) -> Mapping[str, str]:
    """Say what is wrong with how often a visit comes, or why its dates could not be booked."""
    most = refusal.facts.get("most", MOST_TIMES)
    return {
        "bad_interval": wording.filled(translate("Refusals", "Write a number from 1 to %1."), LONGEST_INTERVAL),
        "bad_times": wording.filled(translate("Refusals", "From %1 to %2 times."), LEAST_TIMES, most),
        "count_or_until": translate("Refusals", "Say how many times, or until which day."),
        "too_many_times": wording.filled(translate("Refusals", "These are more than %1 dates. End it sooner."), most),
        "repeats_too_far": wording.filled(
            translate("Refusals", "The last date is more than %1 years ahead."), MOST_YEARS
        ),
        "weekdays_only_weekly": translate("Refusals", "Weekdays can be chosen only where it comes weekly."),
        "no_such_date": translate("Refusals", "This date is not one of the series any more."),
        "start_not_in_rule": translate("Refusals", "The rule does not come at the time that was picked."),
        "nothing_to_book": translate("Refusals", "Every date is skipped: there is nothing to book."),
        "reason_needed": translate("Refusals", "Write why it is booked all the same."),
        "dates_changed": translate("Refusals", "Someone took a time meanwhile. Look at the dates again."),
        "dates_taken": translate("Refusals", "Not every date is free. Choose what becomes of those that are not."),
        "rule_without_end": translate("Refusals", "Say how many times, or until when: these times are shared."),
        "not_in_a_series": translate("Refusals", "This visit does not come again: there are no others to change."),
        "nothing_to_change": translate(
            "Refusals", "None of these visits can be changed: they have been, or are so already."
        ),
        "rrule_not_with_parts": translate("Refusals", "A visit with several services cannot come again by a rule."),
        "of_one_date": translate("Refusals", "This can be said of one visit at a time."),
        "series_without_dates": translate("Refusals", "No visit of this series is left."),
        "not_offered": translate("Refusals", "This is not offered to patients."),
    }
