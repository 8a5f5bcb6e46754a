"""Beside the week: which calendars use the schedule, and what the change would do before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.dialogs.affected_list import AffectedList
from frontdesk.gui.dialogs.settings import hours_words as words
from frontdesk.gui.dialogs.settings.hours_book import Diary, Found, Hours
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button, plain
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.sections import SectionHeader

if TYPE_CHECKING:
    from frontdesk.services.effects import Effect

translate = QCoreApplication.translate

MOST_SHOWN = 200
FEW = 10


class UsedBy(QWidget):
    """The calendars of the location with ticks. `changed` carries those that are ticked."""

    changed = Signal(object)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ticks: dict[Id, QCheckBox] = {}
        self.header = SectionHeader(self.tr("Used by"), inset=0)
        self.note = label("", "small", wrap=True)
        self.all = button("", "link", does=self._show_all)
        self._whole = True
        self.drop = button(self.tr("Use no hours of its own"), "link", does=self.dropped.emit)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.scaled(5))
        self._list = QVBoxLayout()
        self._list.setSpacing(style.scaled(3))
        for each in (self.header, self.all, self.note, self.drop):
            self._column.addWidget(each)
        self._column.insertLayout(1, self._list)
        self._column.setAlignment(self.all, Qt.AlignmentFlag.AlignLeft)
        self._column.setAlignment(self.drop, Qt.AlignmentFlag.AlignLeft)

    def show_hours(self, found: Found, hours: Hours) -> None:
        """Show the calendars that the schedule can be for, and those that it is for."""
        own = found.whose is not None and found.whose.calendar
        diaries = () if own else tuple(d for d in found.diaries if d.location == hours.location)
        if list(self.ticks) != [d.id for d in diaries]:
            self._whole = len(diaries) <= FEW
            self._build(diaries)
        for one, tick in self.ticks.items():
            tick.setChecked(one in hours.calendars)
            tick.setEnabled(not hours.archived)
            tick.setVisible(self._whole or tick.isChecked())
        self.all.setText(self.tr("All %1 calendars…").replace("%1", str(len(diaries))))
        self.all.setVisible(not self._whole)
        self.drop.setVisible(own and hours.id is not None)
        if own and hours.id is None:
            said = self.tr("It has no hours of its own: those of its team count. Hours set here narrow them.")
        elif own:
            said = self.tr("This calendar alone. Who works in it is booked where both have hours.")
        elif not diaries:
            said = self.tr("There are no calendars at this location. It counts for all bookings.")
        elif hours.calendars:
            said = ""
        else:
            said = self.tr("With none ticked it is for every calendar that no other schedule is for.")
        self.note.setText(said)
        self.note.setVisible(bool(said))

    def _build(self, diaries: Sequence[Diary]) -> None:
        for gone in self.ticks.values():
            gone.hide()
            self._list.removeWidget(gone)
            gone.deleteLater()
        self.ticks = {}
        for each in diaries:
            said = wording.filled(self.tr("%1 (%2)"), each.name, kind_words(each.kind))
            tick = QCheckBox(plain(said))
            tick.setAccessibleName(said)
            tick.clicked.connect(lambda _on=False: self._tell())
            self.ticks[each.id] = tick
            self._list.addWidget(tick)

    def _show_all(self) -> None:
        self._whole = True
        self.all.hide()
        for tick in self.ticks.values():
            tick.show()
        next(iter(self.ticks.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        self.changed.emit(frozenset(one for one, tick in self.ticks.items() if tick.isChecked()))


class EffectBox(QWidget):
    """What the change would do. `visit_asked` (id, date) wants a visit to be shown."""

    visit_asked = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.header = SectionHeader(self.tr("Effect of your change"), inset=0)
        self.warning = label("", "warn", wrap=True)
        self.show_them = button(self.tr("Show them"), "link", does=self.toggle)
        self.visits = AffectedList(self.tr("Visits outside the new hours"))
        self.visits.visit_asked.connect(self.visit_asked)
        self.more = label("", "small", wrap=True)
        self.caption = label(self.tr("Bookable time next 4 weeks"), "muted", wrap=True)
        self.bookable = label("", "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(6))
        for each in (
            self.header,
            self.warning,
            self.show_them,
            self.visits,
            self.more,
            self.caption,
            self.bookable,
        ):
            column.addWidget(each)
        column.setAlignment(self.show_them, Qt.AlignmentFlag.AlignLeft)
        self._effect: Effect | None = None
        self._zone = "UTC"
        self._open = False
        self.say_nothing()

    def show_effect(self, effect: Effect, zone: str, weekday: int | None, *, changed: bool) -> None:
        """Show an effect; `weekday` names the only day that was changed, where it is one."""
        self._effect, self._zone = effect, zone
        said = _outside_words(effect.total, weekday)
        self.header.setVisible(True)
        self.warning.setText(f"⚠ {said}")
        self.warning.setAccessibleName(said)
        self.warning.setVisible(effect.total > 0)
        self.show_them.setVisible(effect.total > 0)
        self._open = self._open and effect.total > 0
        self.caption.show()
        before, after = (words.hours(round(each / MINUTE)) for each in (effect.before, effect.after))
        told = f"{before} → {after}" if changed and effect.before != effect.after else after
        self.bookable.setText(told)
        spoken = wording.filled(self.tr("%1 now, %2 then"), before, after) if changed else after
        self.bookable.setAccessibleName(spoken)
        self.bookable.show()
        self._show_visits()

    def say_nothing(self) -> None:
        """Say nothing, where there is no telling."""
        self._effect = None
        for each in (self.warning, self.show_them, self.visits, self.more, self.caption, self.bookable):
            each.hide()
        self.header.hide()

    def toggle(self) -> None:
        """Show the visits, or hide them again."""
        self._open = not self._open
        self._show_visits()
        if self._open:
            self.visits.setFocus()

    def _show_visits(self) -> None:
        found = self._effect.outside if self._effect is not None and self._open else ()
        self.visits.show_visits(found[:MOST_SHOWN], self._zone)
        # In a narrow column the time needs the whole line.
        below = [replace(hit, detail=f"{hit.detail} · {hit.remark}", remark="") for hit in self.visits.hits]
        self.visits.show_hits(below)
        self.show_them.setText(self.tr("Hide them") if self._open else self.tr("Show them"))
        rest = (self._effect.total if self._effect is not None else 0) - MOST_SHOWN
        self.more.setText(self.tr("and %1 more").replace("%1", str(rest)))
        self.more.setVisible(self._open and rest > 0)


def _outside_words(count: int, weekday: int | None) -> str:
    if weekday is None:
        if count == 1:
            return translate("Hours", "1 booked visit falls outside the new hours")
        return translate("Hours", "%n booked visits fall outside the new hours", None, count)
    if count == 1:
        said = translate("Hours", "1 booked visit falls outside the new %1 hours")
    else:
        said = translate("Hours", "%n booked visits fall outside the new %1 hours", None, count)
    return said.replace("%1", words.day_whole(weekday))


def kind_words(kind: str) -> str:
    """Name the kind of a calendar as staff say it."""
    return {
        "personal": translate("Hours", "personal"),
        "round_robin": translate("Hours", "round robin"),
        "collective": translate("Hours", "collective"),
        "class": translate("Hours", "class"),
        "service": translate("Hours", "service"),
        "event": translate("Hours", "event"),
    }.get(kind, kind)
