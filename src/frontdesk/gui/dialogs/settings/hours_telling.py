"""What the working-hours page tells of a change: where it cannot be, and what it would do before it is saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from frontdesk.domain.errors import Invalid, Refusal
from frontdesk.gui.dialogs.settings import hours_book as book
from frontdesk.gui.dialogs.settings import hours_words as words
from frontdesk.gui.dialogs.settings.hours_book import Hours
from frontdesk.gui.dialogs.settings.hours_draft import DatePlace, DayPlace
from frontdesk.gui.ground import refusals, wording

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.settings.hours import HoursPage
    from frontdesk.services.effects import Effect

WAIT_MS = 200


class Telling(QObject):
    """Tells it of one page. The effect is worked out off the screen's thread, once the hands rest."""

    def __init__(self, page: HoursPage) -> None:
        super().__init__(page)
        self._page = page
        self._asked: Hours | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._ask)

    def place(self, refusal: Invalid, *, go: bool) -> bool:
        """Say a refusal where the rule is shown that it names, and go there; tell whether it names one."""
        page = self._page
        field = str(refusal.facts.get("field", ""))
        place = page.draft.place_of(field)
        said = refusals.sentence(refusal)
        if field == "zone_name":
            page.parts.head.say_zone(said)
        elif isinstance(place, DayPlace):
            self._place_day(place, said, go=go)
        elif isinstance(place, DatePlace):
            page.parts.say_wrong(None, place.index, said)
            card = page.parts.cards.card_of(place.index)
            if go and card is not None:
                card.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def say_left_out(self, days: tuple[int, ...]) -> None:
        """Tell of the days that a copy had no room on."""
        said = self.tr("Other weeks have hours there, so these days stay as they are: %1")
        self._page.say(said.replace("%1", ", ".join(words.day_whole(day) for day in days)), wrong=True)

    def weigh(self) -> None:
        """Ask what the change would do, in a moment."""
        self._timer.start()

    def _place_day(self, place: DayPlace, said: str, *, go: bool) -> None:
        page = self._page
        if go and place.sheet != page.sheet:
            page.show_sheet(place.sheet)
        week = words.sheet_words(place.sheet, page.found.today) if page.found is not None else ""
        where = wording.filled(self.tr("%1, %2: %3"), week, words.day_whole(place.weekday), said)
        page.parts.say_wrong(place.weekday if place.sheet == page.sheet else None, None, where)
        if go:
            page.parts.week.go(place.weekday)

    def _ask(self) -> None:
        page = self._page
        found, hours = page.found, page.hours
        if found is None or found.whose is None or hours is None:
            return
        if found.whose.calendar or hours.archived or hours.draft.problem() is not None:
            page.parts.effect.say_nothing()
            return
        call = partial(book.effect, whose=found.whose, hours=hours)
        self._asked = hours
        page.tasks.run(call, self._told, self._untold, key=f"hours-effect/{id(page)}")

    @Slot(object)
    def _told(self, effect: Effect) -> None:
        page, hours, before = self._page, self._asked, self._page.before
        if page.hours is None or before is None or hours is None or hours.content != page.hours.content:
            return
        day = words.only_weekday(before.draft.rules, hours.draft.rules)
        page.parts.effect.show_effect(effect, hours.zone, day, changed=hours.content != before.content)

    @Slot(object)
    def _untold(self, _refusal: Refusal) -> None:
        self._page.parts.effect.say_nothing()
