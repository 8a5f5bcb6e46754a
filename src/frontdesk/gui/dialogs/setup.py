"""What the clinic is set up with: practitioners and their hours, services, locations, rooms."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from frontdesk.gui.dialogs.frame import EDGE, Frame
from frontdesk.gui.dialogs.setup_draft import LOCATIONS, PRACTITIONERS, ROOMS, SERVICES
from frontdesk.gui.dialogs.setup_page import SetupPage
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.sections import line
from frontdesk.gui.parts.segmented import Segmented

SIZE = QSize(1060, 690)


class SetupDialog(Frame):
    """The dialog. `written` says that the book changed; `first` names the kind to begin with."""

    written = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None, *, first: str = PRACTITIONERS.area) -> None:
        super().__init__(self.tr("Set up the clinic"), SIZE, parent)
        self._warned = False
        names = {
            PRACTITIONERS.area: self.tr("Practitioners"),
            SERVICES.area: self.tr("Services"),
            LOCATIONS.area: self.tr("Locations"),
            ROOMS.area: self.tr("Rooms"),
        }
        self.hint.setText(self.tr("Enter and leaving save · every step can be undone"))
        self.kinds = Segmented(list(names.items()), self.tr("What to set up"))
        self.kinds.chosen.connect(self.show_kind)
        self.pages = {s.area: SetupPage(s, names[s.area], tasks) for s in (PRACTITIONERS, SERVICES, LOCATIONS, ROOMS)}
        self._stack = QStackedWidget()
        for page in self.pages.values():
            page.written.connect(self.written)
            self._stack.addWidget(page)
        row = QHBoxLayout()
        row.setContentsMargins(*[style.scaled(n) for n in (EDGE, 12, EDGE, 12)])
        row.addWidget(self.kinds)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(line())
        self.body.addWidget(self._stack, 1)
        self.kinds.choose(first)
        self.show_kind(first)

    @property
    def page(self) -> SetupPage:
        """Give the kind that is shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, SetupPage)
        return shown

    def show_kind(self, area: str) -> None:
        """Show another kind, and keep what was typed for the one before."""
        if self.page.is_changed and not self.page.write():
            self.kinds.choose(next(name for name, page in self.pages.items() if page is self.page))
            return
        page = self.pages[area]
        self._stack.setCurrentWidget(page)
        page.read(page.item.id if page.item is not None else None)
        page.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Close and write what was typed; what cannot be read is told once, and let go of the next time."""
        if self.page.is_changed and not self._warned and not self.page.write():
            self._warned = True
            return
        super().reject()
