"""Sentences for what is refused at the counter: arrivals, reasons, notes and delays."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def of_counter() -> Mapping[str, str]:
    """Say why a status, a time, a reason, a note or a delay was not noted."""
    return {
        "reason_only_no_show": translate("Refusals", "This reason is for patients who did not come."),
        "people_leave_alone": translate("Refusals", "The people of a class leave one by one: note it in their list."),
        "only_who_arrived": translate("Refusals", "Only a patient who has arrived, and is not in yet, can leave."),
        "no_times": translate("Refusals", "Nobody arrives for this: only visits of patients have such times."),
        "time_ahead": translate("Refusals", "This time has not come yet."),
        "not_that_far": translate("Refusals", "The visit has not come this far. Give it its status first."),
        "times_out_of_order": translate("Refusals", "A patient arrives, goes in and comes out, in this order."),
        "bad_waiting_limit": translate("Refusals", "Write 1 to 240 minutes."),
        "reason_twice": translate("Refusals", "This reason is in the list already."),
        "not_on_a_hold": translate("Refusals", "This time is only held. Book it, then write the note."),
        "day_over": translate("Refusals", "This day is over."),
        "bad_delay": translate("Refusals", "Write 0 to 720 minutes."),
    }
