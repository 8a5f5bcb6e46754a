"""What is passed between this window and other programs by keys: visits that go out, calendars that come in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from frontdesk.domain.ids import Id
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.doing import Doing
from frontdesk.gui.window.dragging_out import DraggingOut
from frontdesk.gui.window.lasting import Lasting


class Passing(QObject):
    """The keys of one desk that other programs have a part in."""

    def __init__(self, desk: Desk, lasting: Lasting, doing: Doing) -> None:
        super().__init__(desk)
        self._doing, self._lasting = doing, lasting
        self.dragging_out = DraggingOut(desk.board, lasting.sharing)

    def table(self) -> dict[str, Callable[[], object]]:
        """Say what the actions do."""
        sharing = self._lasting.sharing
        return {
            "copy": self._copy_block,
            "pin": self._pin,
            "place": self._place,
            "copy_entry": partial(self._with_selected, sharing.copy),
            "save_entry": partial(self._with_selected, sharing.save),
        }

    def _place(self) -> None:
        """Look at a calendar that another program has copied, else place what was put aside here."""
        if not self._lasting.incoming.paste():
            self._doing.place()

    def _copy_block(self) -> None:
        self._lasting.incoming.pass_over()
        self._doing.copy()

    def _pin(self) -> None:
        self._lasting.incoming.pass_over()
        self._doing.do("pin")

    def _with_selected(self, does: Callable[[Id], object]) -> None:
        visit = self._lasting.selection.visit
        if visit is not None:
            does(visit)
        else:
            self._lasting.toasts.say(self.tr("Select a visit first."), "told")
