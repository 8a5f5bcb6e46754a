"""Keep PySide from reading the source text of every module that is imported after it.

It looks for its own name in the text, to know which modules may use its optional spelling of names; nothing here does.
The look costs 70 ms at the start, most of it on the database library. A frozen build has no source text, so every
module of it is treated just so.
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
