"""What a start need not wait for.

PySide reads the source text of every module that is imported after it, to find its own name there and so know which
modules may use its optional spelling of names. Nothing here does. The looks cost 70 ms, most of it on the database
library; a frozen build has no source text, so every module of it is treated just so.
"""

from __future__ import annotations

import sys
from types import ModuleType


def leave_sources_unread() -> bool:
    """Spare the looks from now on; tell whether this PySide does them at all."""
    feature: ModuleType | None = sys.modules.get("shibokensupport.feature")
    if not hasattr(feature, "_mod_uses_pyside"):
        return False
    feature._mod_uses_pyside = _no  # type: ignore[union-attr]
    return True


def _no(_module: ModuleType) -> bool:
    return False
