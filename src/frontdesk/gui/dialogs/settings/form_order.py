"""The order of Tab on a page whose editor makes its fields when there is something to show."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QWidget

from frontdesk.gui.dialogs.settings.list_page import ListPage


def lead_on(page: ListPage, last: QWidget) -> None:
    """Let Tab lead from the last of the fields on to the foot of the page, which was there before them."""
    for before, after in pairwise((last, page.gone, page.away, page.cancel, page.save)):
        QWidget.setTabOrder(before, after)
