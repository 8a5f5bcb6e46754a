"""The page of the catalogue: services with their prices, people, rooms, variations and add-ons (C32 to C35)."""

from __future__ import annotations

from frontdesk.gui.dialogs.settings import services_book
from frontdesk.gui.dialogs.settings.form_order import lead_on
from frontdesk.gui.dialogs.settings.list_page import ListPage
from frontdesk.gui.dialogs.settings.services_editor import ServiceEditor
from frontdesk.gui.ground.tasks import Tasks


def services_page(tasks: Tasks, name: str) -> ListPage:
    """Make the page."""
    editor = ServiceEditor()
    page = ListPage(tasks, services_book, editor, name, deletes=True)
    editor.built.connect(lambda: lead_on(page, editor.private))
    return page
