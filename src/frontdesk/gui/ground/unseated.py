"""Those for whom a class that goes back to how it stood has no seat any more: who they are, and in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.ids import Id
from frontdesk.gui.ground import wording

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.restoring import Restored

translate = QCoreApplication.translate
# More names than these are counted.
MOST_NAMED = 3


def names_of(clinic: Clinic, restored: Restored) -> dict[Id, str]:
    """Read the names of those without a seat."""
    return {one: clinic.patients.get(id=one).name for row in restored.rows for one in row.unseated}


def told(ids: Iterable[Id], names: Mapping[Id, str], *, masked: bool) -> str:
    """Say who has no seat any more; masked, how many."""
    known = list(dict.fromkeys(ids))
    if masked or len(known) > MOST_NAMED:
        return translate("Unseated", "%1 without a seat any more").replace("%1", str(len(known)))
    named = ", ".join(names.get(one, translate("Unseated", "somebody")) for one in known)
    return wording.filled(translate("Unseated", "Without a seat any more: %1"), named)
