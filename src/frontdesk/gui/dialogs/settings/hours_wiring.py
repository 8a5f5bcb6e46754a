"""What the parts of the working-hours page ask for, and what of the page answers it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.settings.hours import HoursPage


def wire(page: HoursPage) -> None:
    """Lead every part's signals to the page."""
    parts = page.parts
    parts.head.whose_chosen.connect(page.choose_whose)
    parts.head.schedule_chosen.connect(page.choose_schedule)
    parts.head.zone_chosen.connect(lambda zone: page.edit_with(zone=zone))
    parts.head.asked.connect(page.do)
    parts.week.edited.connect(lambda week: page.edit_draft(page.draft.put_week(page.sheet, week)))
    parts.week.went.connect(parts.chips.say_day)
    parts.week.left_out.connect(page.telling.say_left_out)
    parts.week.copy_asked.connect(lambda _day: page.asking.copy_day())
    parts.chips.chosen.connect(page.show_sheet)
    parts.chips.rota_asked.connect(lambda: page.asking.weeks(2))
    parts.chips.later_asked.connect(lambda: page.asking.weeks(1))
    parts.chips.dates_asked.connect(page.asking.period)
    parts.chips.copy_asked.connect(page.asking.copy_day)
    parts.cards.opened.connect(partial(_open_card, page))
    parts.used.changed.connect(lambda ties: page.edit_with(calendars=ties))
    parts.used.dropped.connect(page.drop_own)
    parts.effect.visit_asked.connect(page.visit_asked)
    parts.add_date.clicked.connect(lambda _on=False: page.asking.date(None))
    parts.holidays.clicked.connect(lambda _on=False: _ask_closures(page))
    parts.cancel.clicked.connect(lambda _on=False: page.cancel())
    parts.save.clicked.connect(lambda _on=False: page.write())


def _open_card(page: HoursPage, index: object) -> None:
    """Edit a date; a closure is edited on its own page."""
    if isinstance(index, int):
        page.asking.date(index)
    else:
        _ask_closures(page)


def _ask_closures(page: HoursPage) -> None:
    page.asked.emit("closures", page.hours.location if page.hours is not None else None)
