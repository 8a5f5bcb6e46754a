"""What keys do on the week of working hours."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from frontdesk.gui.dialogs import typed
from frontdesk.gui.dialogs.settings import hours_bars
from frontdesk.gui.dialogs.settings import hours_words as words
from frontdesk.gui.dialogs.settings.hours_bars import FINE, STEP, Bars, stretch
from frontdesk.gui.dialogs.settings.hours_draft import DAYS

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.settings.hours_week import WeekCanvas

_MOD = Qt.KeyboardModifier
_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_UPRIGHT = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Keys:
    """The keys of one week."""

    def __init__(self, canvas: WeekCanvas) -> None:
        self._canvas = canvas

    def knows(self, event: QKeyEvent) -> bool:
        """Tell whether a key would do something here."""
        return self._deed(event) is not None

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; tell whether it asked for anything."""
        deed = self._deed(event)
        if deed is None:
            return False
        event.accept()
        deed()
        return True

    def remove(self) -> None:
        """Take away the bar that has the focus, or all hours of the day."""
        canvas = self._canvas
        index, weekday = canvas.index, canvas.weekday
        bars = canvas.week[weekday]
        left: Bars = () if index is None else hours_bars.without(bars, index)
        canvas.change(_with(canvas, left), weekday, index if left else None)

    def broken(self) -> Bars | None:
        """Give the day with a break in the bar that has the focus, or in its longest; None where there is no room."""
        canvas = self._canvas
        bars = canvas.week[canvas.weekday]
        index = canvas.index if canvas.index is not None else hours_bars.longest(bars)
        return None if index is None else hours_bars.with_break(bars, index)

    def add_break(self) -> None:
        """Split a bar by a break; its second half has the focus then, so that keys move where the break ends."""
        canvas = self._canvas
        made = self.broken()
        if made is not None:
            before = canvas.week[canvas.weekday]
            second = next(n for n, each in enumerate(made) if each not in before) + 1
            canvas.change(_with(canvas, made), canvas.weekday, second)

    def copy(self) -> None:
        """Copy the hours of the day, as people would type them."""
        QGuiApplication.clipboard().setText(words.stretches_words(self._canvas.week[self._canvas.weekday]))

    def paste(self) -> None:
        """Give the day the hours that were copied; what cannot be read is shown to be put right."""
        canvas = self._canvas
        text = QGuiApplication.clipboard().text().strip()
        bars = read(text)
        if bars is None or clashing(bars, canvas.walls[canvas.weekday]):
            canvas.type_times(canvas.weekday, text[:200])
            canvas.typed.give()
        else:
            canvas.change(_with(canvas, bars), canvas.weekday)

    def _deed(self, event: QKeyEvent) -> Callable[[], object] | None:
        canvas = self._canvas
        key, held = Qt.Key(event.key()), event.modifiers() & ~_MOD.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.paste
        if key in _SIDEWAYS:
            return self._sideways(_SIDEWAYS[key], held)
        if key in _UPRIGHT and not held:
            return lambda: self._upright(_UPRIGHT[key])
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not held:
            return self.remove
        if key == Qt.Key.Key_B and not held:
            return self.add_break
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not held:
            return lambda: canvas.go(0 if key == Qt.Key.Key_Home else DAYS - 1)
        if held == _MOD.ControlModifier and key in _ZOOMS:
            return lambda: canvas.zoom(_ZOOMS[key])
        text = event.text()
        if not held and text.isdigit():
            return lambda: canvas.type_times(canvas.weekday, text)
        return None

    def _sideways(self, steps: int, held: Qt.KeyboardModifier) -> Callable[[], object] | None:
        canvas = self._canvas
        step = FINE if held & _MOD.ControlModifier else STEP
        edges = {_MOD.NoModifier: "both", _MOD.ShiftModifier: "end", _MOD.AltModifier: "start"}
        edge = edges.get(held & ~_MOD.ControlModifier)
        return None if edge is None else lambda: canvas.stepped(steps, edge, step)

    def _upright(self, step: int) -> None:
        canvas = self._canvas
        index, weekday = canvas.index, canvas.weekday + step
        if not 0 <= weekday < DAYS:
            return
        there = None
        if index is not None and canvas.week[weekday]:
            here = canvas.week[canvas.weekday][index]
            middle = here.start + here.end
            bars = canvas.week[weekday]
            there = min(range(len(bars)), key=lambda n: abs(bars[n].start + bars[n].end - middle))
        canvas.go(weekday, there)


_ZOOMS = {
    Qt.Key.Key_Plus: 0.8,
    Qt.Key.Key_Equal: 0.8,
    Qt.Key.Key_Minus: 1.25,
    Qt.Key.Key_0: 0.0,
}


def read(text: str) -> Bars | None:
    """Read the hours of a day as people type them; None where they cannot be read or overlap each other."""
    found = typed.hours(text)
    bars = None if found is None else tuple(sorted(stretch(start, end) for start, end in found))
    return hours_bars.joined(bars) if bars is not None and hours_bars.sound(bars) else None


def clashing(bars: Bars, walls: Bars) -> bool:
    """Tell whether hours overlap those of other weeks."""
    return any(a.start < b.end and b.start < a.end for a in bars for b in walls)


def _with(canvas: WeekCanvas, bars: Bars) -> tuple[Bars, ...]:
    return (*canvas.week[: canvas.weekday], bars, *canvas.week[canvas.weekday + 1 :])
