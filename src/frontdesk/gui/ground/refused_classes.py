"""Why something was not done with a class or those who come to it, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.errors import Refusal
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate


def of_classes(refusal: Refusal) -> Mapping[str, str]:
    """Say what is in the way of changing a class, signing someone up or moving them."""
    seats, heads = (str(refusal.facts.get(name, "")) for name in ("got", "taken"))
    few = translate("Refusals", "%1 are signed up already: %2 seats are too few.")
    return {
        "max_below_heads": wording.filled(few, heads, seats),
        "not_a_group": translate("Refusals", "This is a visit of one patient: nobody else can be signed up for it."),
        "same_session": translate("Refusals", "That is the same session. Choose another one."),
        "session_is_off": translate("Refusals", "This class does not take place: it was called off or archived."),
        "no_value_here": translate("Refusals", "This filter asks whether something is set: no value belongs to it."),
        "unknown_operator": translate("Refusals", "This filter compares in a way that is not known."),
    }
