"""The reasons why visits do not take place, as they are shown: the usual ones in the language of the screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def told(words: str) -> str:
    """Say a reason: a usual one translated, one that the clinic wrote as it is written.

    The book keeps the usual ones in one language, so that they are counted as one whatever the screen speaks.
    """
    return _usual().get(words, words)


def meant(typed: str) -> str:
    """Give the words that the book keeps for a reason as it is shown."""
    wanted = typed.strip()
    return next((kept for kept, shown in _usual().items() if shown == wanted), wanted)


def _usual() -> dict[str, str]:
    return {
        "Patient ill": translate("Reasons", "Patient ill"),
        "Another time suits better": translate("Reasons", "Another time suits better"),
        "No longer needed": translate("Reasons", "No longer needed"),
        "Practitioner away": translate("Reasons", "Practitioner away"),
        "Booked by mistake": translate("Reasons", "Booked by mistake"),
        "Came sooner": translate("Reasons", "Came sooner"),
        "Did not call": translate("Reasons", "Did not call"),
        "Called too late": translate("Reasons", "Called too late"),
        "Not reached": translate("Reasons", "Not reached"),
        "Waited too long": translate("Reasons", "Waited too long"),
        "Felt better": translate("Reasons", "Felt better"),
        "Will come another day": translate("Reasons", "Will come another day"),
    }
