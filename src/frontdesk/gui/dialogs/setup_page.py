"""One kind of the clinic's set-up: the list at the left, the one that is edited at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs import setup_draft as drafts
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.frame import EDGE, scrolling
from frontdesk.gui.dialogs.setup_draft import Item, Listed, Subject
from frontdesk.gui.dialogs.setup_editor import ItemEditor
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.hits import Hit, HitList
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.sections import line

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

LIST_WIDTH = 280


class SetupPage(QWidget):
    """One kind. `written` says that the book changed. What was typed is written when another item is gone to."""

    written = Signal()

    def __init__(self, subject: Subject, name: str, tasks: Tasks) -> None:
        super().__init__()
        self._subject, self._tasks = subject, tasks
        self._listed = Listed((), ())
        self._item: Item | None = None
        self._wanted: Id | None = None
        self._busy = self._filling = False
        self.list = HitList(name)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._chosen())
        self.add = button(self.tr("Add"), does=self.begin_new)
        self.archived = QCheckBox(self.tr("Show archived"))
        self.archived.toggled.connect(lambda _on: self._show_list())
        self.editor = ItemEditor(subject)
        self.editor.changed.connect(self._show_changed)
        self.message = label("", "muted", wrap=True)
        self.away = button(self.tr("Archive"), does=self._put_away)
        self.save = EnterButton(self.tr("Save"))
        self.save.clicked.connect(self.write)
        self._lay_out()

    @property
    def item(self) -> Item | None:
        """Give the item that is edited."""
        return self._item

    @property
    def is_changed(self) -> bool:
        """Tell whether something was typed that is not written."""
        return self._item is not None and self.editor.isEnabled() and self.editor.said != dict(self._item.typed)

    def read(self, then_show: Id | None = None) -> None:
        """Read the list anew, and show one item of it."""
        self._wanted = then_show
        self._tasks.run(partial(drafts.read_all, subject=self._subject), self._read, self._refused)

    def begin_new(self) -> None:
        """Begin a new item."""
        self.list.clearSelection()
        self._show_item(drafts.blank(self._subject))
        self.editor.begin()

    def write(self) -> bool:
        """Write what was typed, or say beside the field what cannot be; tell whether it could be read."""
        if self._item is None or self._busy:
            return True
        item, said = self._item, self.editor.said
        try:
            drafts.values_of(self._subject, said)
        except Refusal as refusal:
            self._refused(refusal)
            return False
        self._busy = True

        def call(clinic: Clinic) -> Id:
            return drafts.save(clinic, self._subject, item, said)

        self._tasks.run(call, self._written, self._refused)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write by Enter from any field."""
        if Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.write()
        else:
            super().keyPressEvent(event)

    def _read(self, listed: Listed) -> None:
        self._listed = listed
        self.editor.set_places(listed.places)
        self._show_list()

    def _show_list(self) -> None:
        shown = [item for item in self._listed.items if self.archived.isChecked() or not item.archived]
        away = self.tr("archived")
        row = next((n for n, item in enumerate(shown) if item.id == self._wanted), 0)
        self._filling = True
        self.list.show_hits([Hit(i.name, i.detail, away if i.archived else "", payload=i) for i in shown])
        if shown:
            self.list.setCurrentIndex(self.list.model().index(row, 0))
        self._filling = False
        if shown:
            self._chosen()
        else:
            self.begin_new()

    def _chosen(self) -> None:
        hit = self.list.current
        if self._filling or hit is None or not isinstance(hit.payload, Item) or hit.payload is self._item:
            return
        if self.is_changed and not self._busy:
            # Going on to another item keeps what was typed here, as everywhere: undo takes it back.
            self._wanted = hit.payload.id
            self.write()
        else:
            self._show_item(hit.payload)

    def _show_item(self, item: Item) -> None:
        self._item = item
        self._wanted = item.id
        self.editor.show_item(item)
        self.editor.setEnabled(not item.archived)
        self.away.setVisible(item.id is not None)
        words = self.tr("Bring back") if item.archived else self.tr("Archive")
        self.away.setText(words)
        self.away.setAccessibleName(words)
        self._say("")
        self._show_changed()

    def _show_changed(self) -> None:
        self.save.setEnabled(self.is_changed)

    def _put_away(self) -> None:
        item = self._item
        if item is None or self._busy:
            return
        self._busy = True
        if item.archived:
            self._wanted = item.id

        def call(clinic: Clinic) -> Id | None:
            drafts.put_away(clinic, self._subject, item, away=not item.archived)
            return item.id

        self._tasks.run(call, self._written, self._refused)

    def _written(self, made: Id | None) -> None:
        moved_on = self._wanted is not None and self._item is not None and self._wanted != self._item.id
        self._busy = False
        self._item = None
        self.read(self._wanted if moved_on else made)
        self.written.emit()

    def _refused(self, refusal: Refusal) -> None:
        self._busy = False
        if self._item is not None:
            self._wanted = self._item.id
        if not self.editor.refuse(refusal):
            self._say(refusals.sentence(refusal), wrong=True)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        style.set_kind(self.message, "danger" if wrong else "muted")
        self.message.setText(words)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.addWidget(self.add)
        below.addStretch(1)
        below.addWidget(self.archived)
        left = QVBoxLayout()
        left.setContentsMargins(style.scaled(EDGE - 8), style.scaled(12), style.scaled(EDGE - 8), style.scaled(16))
        left.setSpacing(style.scaled(10))
        left.addWidget(self.list, 1)
        left.addLayout(below)
        holder = QWidget()
        holder.setLayout(left)
        holder.setFixedWidth(style.scaled(LIST_WIDTH))
        inside = QWidget()
        around = QVBoxLayout(inside)
        around.setContentsMargins(*[style.scaled(n) for n in (EDGE, 16, EDGE, 16)])
        around.addWidget(self.editor, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(*[style.scaled(n) for n in (EDGE, 12, EDGE, 16)])
        foot.setSpacing(style.scaled(10))
        foot.addWidget(self.message, 1)
        foot.addWidget(self.away)
        foot.addWidget(self.save)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(scrolling(inside), 1)
        right.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(holder)
        across.addWidget(line(upright=True))
        across.addLayout(right, 1)
