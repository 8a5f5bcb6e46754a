"""The page of calendars (C46 to C57)."""

from __future__ import annotations

from frontdesk.gui.dialogs.settings import calendars_book
from frontdesk.gui.dialogs.settings.calendars_editor import CalendarEditor
from frontdesk.gui.dialogs.settings.form_order import lead_on
from frontdesk.gui.dialogs.settings.list_page import ListPage
from frontdesk.gui.ground.tasks import Tasks


def calendars_page(tasks: Tasks, name: str) -> ListPage:
    """Make the page."""
    editor = CalendarEditor()
    page = ListPage(tasks, calendars_book, editor, name, deletes=True)
    editor.built.connect(lambda: lead_on(page, editor.behaviour.notes))
    return page
