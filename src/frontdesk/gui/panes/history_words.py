"""The steps in the life of a visit as the inspector lists them: when, what, who, and why one cannot be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.actor import called
from frontdesk.domain.changes import Kind
from frontdesk.gui.ground import wording

if TYPE_CHECKING:
    from frontdesk.services.history_lines import HistoryLine


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a visit's history as it is shown, with who did it.

    `undo` is the changeset that can be taken back from it; where it cannot be, `why_not` says why, if that
    needs saying.
    """

    when: str
    words: str
    whole: str
    undo: int | None
    who: str = ""
    why_not: str = ""


def lines(
    history: Iterable[HistoryLine], now: int, zone: str, *, masked: bool = False, names: Mapping[int, str] | None = None
) -> tuple[Line, ...]:
    """Word the steps, newest first; masked, without what anyone wrote. `names` are those of the practitioners.

    A step and what took it back are one line, where the step was: a wrong click is not to push the rest out of sight.
    """
    known = tuple(history)
    gone = {each for line in known if _gave_way(line) for each in (line.seq, line.target)}
    backs = _taken_back(known)
    gone |= {back.seq for back in backs.values()}
    told = []
    for each in known:
        if each.seq not in gone:
            line = _line(each, now, zone, masked, names or {})
            told.append(_undone(line, backs[each.seq], zone) if each.seq in backs else line)
    return tuple(reversed(told))


def _taken_back(history: Sequence[HistoryLine]) -> dict[int, HistoryLine]:
    """Give what took a step back by that step's number, where it was not done again since."""
    steps = {line.seq for line in history if line.kind is Kind.DO}
    again = {line.target for line in history if line.kind is Kind.REDO}
    return {
        line.target: line
        for line in history
        if line.kind is Kind.UNDO and line.target in steps and line.seq not in again
    }


def _undone(line: Line, back: HistoryLine, zone: str) -> Line:
    words = QCoreApplication.translate("History", "%1 · undone").replace("%1", line.words)
    taken = QCoreApplication.translate("History", "Undone %1 · %2")
    taken = wording.filled(taken, wording.moment(back.at, zone), back.who or called(back.actor))
    return replace(line, words=words, whole=f"{line.whole}\n{taken}", undo=None, why_not="")


def _gave_way(line: HistoryLine) -> bool:
    """Tell whether a step was taken back by the same done to more visits, which says it all."""
    return line.kind is Kind.UNDO and line.target is not None and line.operation != "history.undo"


def _line(line: HistoryLine, now: int, zone: str, masked: bool, names: Mapping[int, str]) -> Line:
    # Imported late: nothing is selected when a day is painted first.
    from frontdesk.gui.ground import history_told

    words = history_told.words_of(line, zone, masked=masked, names=names)
    who = line.who or called(line.actor)
    whole = f"{wording.moment(line.at, zone)} · {who}"
    why = "" if line.why_not is None else history_told.why_not_words(line.why_not, zone)
    return Line(wording.since(line.at, now, zone), words, whole, line.seq if line.undoable else None, who, why)
