"""A page with a list at the left and the one of it that is edited at the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.settings.editor import Editor
from frontdesk.gui.dialogs.settings.list_layout import form_area, form_side, hits_of, keep_focus, list_side, reveal
from frontdesk.gui.dialogs.settings.listing import Draft, Item, Listed, New
from frontdesk.gui.dialogs.settings.page import Page
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.hits import HitList
from frontdesk.gui.parts.search_field import SearchField
from frontdesk.gui.parts.sections import line

if TYPE_CHECKING:
    from frontdesk.services.archiving import Gone
    from frontdesk.services.clinic import Clinic

T = TypeVar("T")
LIST_WIDTH = 264
BIG = 1.5
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ListPage(Page):
    """The page of one kind of thing, made of a Draft (how it thinks) and an Editor (what it shows).

    Enter writes, from a text of several lines Ctrl+Enter; going to another item writes too. Nothing asks "are you
    sure?": archiving and deleting are said in the message line and taken back by Ctrl+Z. `deletes` shows Delete
    beside Archive. `name` is what the list is called to a screen reader, the page's title as a rule.
    """

    def __init__(self, tasks: Tasks, draft: Draft, editor: Editor, name: str, *, deletes: bool = False) -> None:
        super().__init__(tasks)
        self.draft, self.editor = draft, editor
        self._listed = Listed(())
        self._item: Item | None = None
        self._wanted: Id | None = None
        # Where to go once a write is over: to an item, or to a new one; None stays.
        self._next: Id | New | None = None
        self._sent: dict[str, Any] | None = None
        self._told = ""
        # What was typed and dropped, with the item as it was then.
        self._dropped: tuple[Item, dict[str, Any]] | None = None
        self._busy = self._faulty = self._filling = self._enters = False
        self._deletes = deletes
        self.filter = SearchField(self.tr("Filter"))
        self.list = HitList(name)
        self.add = button(self.tr("Add"), does=self.begin_new)
        self.archived = QCheckBox(self.tr("Show archived"))
        self.away = button(self.tr("Archive"), does=self.put_away)
        self.gone = button(self.tr("Delete"), "danger", does=self.delete)
        self.cancel = button(self.tr("Cancel"), does=self.cancel_typing)
        self.save = EnterButton(self.tr("Save"))
        for each in (self.cancel, self.save):
            # A click leaves the focus in the field that is worked in.
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self._wire()

    def _wire(self) -> None:
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._chosen())
        self.list.taken.connect(self._enter)
        self.filter.textChanged.connect(lambda _text: self._show_list())
        self.filter.steered.connect(self._steer)
        self.archived.toggled.connect(lambda _on: self._show_list())
        self.editor.changed.connect(self._show_state)
        self.editor.asked.connect(self.asked)
        self.editor.visit_asked.connect(self.visit_asked)
        self.save.clicked.connect(lambda _checked=False: self.write())
        for text in self.editor.findChildren(QPlainTextEdit):
            # There a plain Enter begins a new line.
            QShortcut(QKeySequence("Ctrl+Return"), text, self.write, context=Qt.ShortcutContext.WidgetShortcut)

    # What the window asks for

    @property
    def item(self) -> Item | None:
        """Give the item that is edited."""
        return self._item

    @property
    def is_changed(self) -> bool:
        """Tell whether something was typed that is not written."""
        return self._item is not None and not self._item.archived and self.editor.said != dict(self._item.typed)

    @property
    def is_writing(self) -> bool:
        """Tell whether something is being written."""
        return self._busy

    def read(self, then: Id | None = None) -> None:
        """Read the list anew, and show one item of it."""
        if then is not None:
            self._wanted = then
        self.tasks.run(self.draft.read_all, self._read, self._refused_read, key=f"settings/{id(self)}")

    def begin(self) -> None:
        """Begin in the list, from where arrows and letters lead to any item."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_back(self) -> None:
        """Drop what was typed, and show the item as it is in the book now."""
        if self._item is not None:
            self._dropped = (self._item, self.editor.said) if self.is_changed else None
            self._show_item(self._item)
        self.say("")
        self.read()

    @property
    def can_bring_back(self) -> bool:
        """Tell whether what was typed on this item was dropped and nothing was typed since."""
        held = self._dropped
        return held is not None and self._item is not None and held[0].id == self._item.id and not self.is_changed

    def bring_back(self) -> None:
        """Show again what was typed and dropped."""
        if self.can_bring_back and self._dropped is not None:
            (item, said), self._dropped = self._dropped, None
            self._item = item
            self.editor.show_item(replace(item, typed=said))
            self.say("")
            self._show_state()

    def begin_new(self) -> None:
        """Begin a new item."""
        if self._may_leave(New()):
            self._begin_blank()
            self.editor.begin()

    def write(self) -> bool:
        """Begin to write what was typed, or say beside the field what cannot be read."""
        if self._item is None or self._busy or not self.is_changed:
            return True
        item, said = self._item, self.editor.said
        try:
            self.draft.values_of(said)
        except Refusal as refusal:
            self._show_refusal(refusal)
            return False
        self._sent = said
        self._send(lambda clinic: self.draft.save(clinic, item, said), self._written)
        return True

    def put_away(self) -> None:
        """Archive the item, or bring it back."""
        item = self._item
        if item is not None and item.id is not None and not self._busy:
            words = self.tr("%1 is back.") if item.archived else self.tr("Archived: %1. Ctrl+Z brings it back.")
            self._told = words.replace("%1", item.name)
            self._send(lambda clinic: self.draft.put_away(clinic, item, away=not item.archived), self._put_away)

    def delete(self) -> None:
        """Delete the item; one that is in use is archived, and the page says so."""
        item = self._item
        if item is not None and item.id is not None and not self._busy:
            self._send(lambda clinic: self.draft.delete(clinic, item), self._deleted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write by Enter from any field."""
        if Qt.Key(event.key()) in _ENTER:
            self.write()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the editor the larger part, however large the text is."""
        least = self.left.minimumSizeHint().width()
        most = self.width() * 2 // 5 if style.scale() >= BIG else self.width() // 3
        self.left.setFixedWidth(max(least, min(style.scaled(LIST_WIDTH), most)))
        self.archived.setMinimumHeight(self.add.sizeHint().height())
        super().resizeEvent(event)

    # Writing

    def _send(self, call: Callable[[Clinic], T], then: Callable[[T], None]) -> None:
        self._busy = True
        self.tasks.run(call, then, self._refused_write)

    @Slot(object)
    def _written(self, made: Id) -> None:
        self._told = self.tr("Saved.")
        self._done(made)

    @Slot(object)
    def _put_away(self, _nothing: None) -> None:
        self._done(None)

    @Slot(object)
    def _deleted(self, gone: Gone | None) -> None:
        assert self._item is not None
        self._told = self.deletion_words(self._item, gone)
        self._done(None)

    def deletion_words(self, item: Item, gone: Gone | None) -> str:
        """Say what became of an item that was to be deleted."""
        if gone is None or not gone.archived:
            return self.tr("Deleted: %1. Ctrl+Z brings it back.").replace("%1", item.name)
        words = self.tr("Archived, not deleted: “%1” is in use (%2). Ctrl+Z brings it back.")
        return wording.filled(words, item.name, gone.uses)

    def _done(self, made: Id | None) -> None:
        """Go on after a write: to where a person wanted to be meanwhile, else stay."""
        after, self._next = self._next, None
        self._busy, self._dropped = False, None
        self._wanted = made
        if after is not None:
            self._item, self._sent = None, None
            self._wanted = None if isinstance(after, New) else after
        if isinstance(after, New):
            self._begin_blank()
            self.editor.begin()
        self.read()
        self.written.emit()
        self.settled.emit(True)

    @Slot(object)
    def _refused_write(self, refusal: Refusal) -> None:
        leaving = self._next is not None
        self._busy, self._next, self._sent, self._told, self._enters = False, None, None, "", False
        self._show_refusal(refusal)
        if leaving:
            self.say_stay()
        self.read()
        self.settled.emit(False)

    def _show_refusal(self, refusal: Refusal) -> None:
        self._mark_current()
        self.say("" if self.editor.refuse(refusal) else refusals.sentence(refusal), wrong=True)
        reveal(self._area)

    def _may_leave(self, target: Id | New | None) -> bool:
        """Tell whether the item can be left now; what was typed is written first, and the target gone to then."""
        if self.is_changed and not self._busy and not self.write():
            self.say_stay()
            return False
        if self._busy:
            self._next = target
        return not self._busy

    # Reading and showing

    @Slot(object)
    def _refused_read(self, refusal: Refusal) -> None:
        self.say(refusals.sentence(refusal), wrong=True)

    @Slot(object)
    def _read(self, listed: Listed) -> None:
        if self._busy:
            # Read before what is being written now; it is read again after that.
            return
        typed, row = self._unwritten(), self.list.currentIndex().row()
        refill = listed.facts != self._listed.facts
        self._listed = listed
        if refill:
            self.editor.offer(listed.facts)
        found = self._found(row)
        self._show_list()
        self._show_read(found, typed, refill=refill)
        if self._told:
            self.say(self._told)
            self._told = ""
        self.shown.emit()

    def _unwritten(self) -> dict[str, Any] | None:
        """Give what was typed and not sent off to be written, None where nothing was: it must not be lost."""
        said = self.editor.said if self.is_changed else None
        return None if said == self._sent else said

    def _found(self, row: int) -> Item | None:
        """Find the item that is wanted, else the one that is edited, else the one that stands in its place now."""
        wanted, self._wanted = self._wanted, None
        if wanted is None and self._item is not None and self._item.id is None:
            return self._item
        sought = wanted or (self._item.id if self._item is not None else None)
        found = next((each for each in self._listed.items if each.id == sought), None)
        if found is not None and found not in self._rows() and wanted is not None:
            self.filter.clear()
            self.archived.setChecked(self.archived.isChecked() or found.archived)
        rows = self._rows()
        if found in rows:
            return found
        before = [hit.payload for hit in self.list.hits[: row + 1] if isinstance(hit.payload, Item)]
        return rows[min(max(len(before) - 1, 0), len(rows) - 1)] if rows else None

    def _show_read(self, found: Item | None, typed: dict[str, Any] | None, *, refill: bool) -> None:
        """Show an item as it was read, with what was typed meanwhile."""
        own, self._sent = self._sent is not None, None
        same = self._item is not None and found is not None and (own or found.id == self._item.id)
        if found is None:
            self._begin_blank()
        elif typed is None or not same:
            self._show_item(found)
        else:
            # What was typed on while the rest was written stands on what is in the book now. Else the version that it
            # was typed over stays, so that what someone else changed is not overwritten unseen.
            self._item = found if own else self._item
            if refill:
                self.editor.show_item(replace(found, typed=typed))
            self._show_state()
        if self._enters:
            self._enters = False
            self.editor.begin()

    def _rows(self) -> list[Item]:
        """Give the items that the list shows."""
        return self._listed.found(self.filter.text(), archived=self.archived.isChecked())

    def _show_list(self) -> None:
        self._filling = True
        self.list.show_hits(hits_of(self._rows(), self.tr("archived")))
        self._filling = False
        self._mark_current()

    def _mark_current(self) -> None:
        """Mark in the list the item that is edited; none while a new one is."""
        held = None if self._item is None else self._item.id
        rows = [hit.payload.id if isinstance(hit.payload, Item) else None for hit in self.list.hits]
        row = rows.index(held) if held is not None and held in rows else -1
        self._filling = True
        self.list.setCurrentIndex(self.list.model().index(row, 0) if row >= 0 else QModelIndex())
        self._filling = False

    def _chosen(self) -> None:
        hit = self.list.current
        item = hit.payload if hit is not None else None
        if self._filling or not isinstance(item, Item) or (self._item is not None and item.id == self._item.id):
            return
        if self._may_leave(item.id):
            self._wanted = None
            self.say("")
            self._show_item(item)

    def _enter(self, item: object) -> None:
        """Go into the item that was chosen, once it is shown: the one before may still be written, or be wrong."""
        if isinstance(item, Item) and self._item is not None and item.id == self._item.id:
            self.editor.begin()
        else:
            self._enters = self._busy

    def _begin_blank(self) -> None:
        self.say("")
        self._show_item(self.draft.blank(self._listed.facts))

    def _show_item(self, item: Item) -> None:
        other = self._item is None or self._item.id != item.id
        self._item = item
        self.editor.show_item(item)
        if other:
            self._area.verticalScrollBar().setValue(0)
        self.editor.setEnabled(not item.archived)
        words = self.tr("Bring back") if item.archived else self.tr("Archive")
        self.away.setText(words)
        self.away.setAccessibleName(words)
        self.away.setVisible(item.id is not None)
        self.gone.setVisible(item.id is not None and self._deletes)
        self._mark_current()
        self._show_state()

    def _show_state(self) -> None:
        faults, was = self.editor.faults if self.is_changed else 0, self._faulty
        self._faulty = faults > 0
        if not self.is_changed:
            keep_focus(self.editor, (self.cancel, self.save), self.list)
        self.cancel.setVisible(self.is_changed)
        self.save.setEnabled(self.is_changed and not faults)
        if was or faults:
            self.say(wording.problems(faults))

    def _steer(self, where: str) -> None:
        if where == "leave":
            self.filter.clear()
            self.begin()
        elif where == "take":
            self.editor.begin()
        else:
            self.list.steer(where)

    def _lay_out(self) -> None:
        self.left = list_side(self.filter, self.list, self.add, self.archived)
        self._area = form_area(self.editor)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.left)
        across.addWidget(line(upright=True))
        across.addLayout(form_side(self._area, self.message, (self.gone, self.away, self.cancel, self.save)), 1)
