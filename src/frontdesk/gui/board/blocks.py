"""The visits' pictures: each drawn once for a content, a size, a scale factor and a theme, then only copied.

What a new day brings is drawn in one go onto one sheet, because beginning to paint costs more than a short text.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPixmap

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.gui.board import captions, late
from frontdesk.gui.board.drawing import Drawing, Words, ground
from frontdesk.gui.board.ink import Ink
from frontdesk.gui.board.marks import blank
from frontdesk.gui.board.plan import Block
from frontdesk.gui.board.waits import USUAL_LIMIT, Counted
from frontdesk.services.board import Visit

_WIDE, _TALL = 1024, 2048
_Key = tuple[Any, ...]


@dataclass(slots=True, eq=False)
class _Sheet:
    pixmap: QPixmap
    keys: list[_Key] = field(default_factory=list)

    @property
    def bytes(self) -> int:
        return self.pixmap.width() * self.pixmap.height() * 4


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A block's pixels on a sheet, and where its words stand in them: the now-line leaves those places out."""

    sheet: _Sheet
    source: QRect
    words: tuple[Words, ...]

    def draw(self, painter: QPainter, x: int, y: int) -> None:
        """Copy the pixels to a place."""
        painter.drawPixmap(QPoint(x, y), self.sheet.pixmap, self.source)


class Pictures:
    """The pictures made so far; the sheets not used for longest are thrown out first."""

    def __init__(self, ink: Ink, zone: str, budget: int = 64_000_000) -> None:
        self.ink = ink
        self.zone = zone
        self._budget = budget
        # The minutes after which someone waits too long.
        self.limit = USUAL_LIMIT
        # When visits will begin that begin later than planned.
        self.expected: Mapping[Id, Instant] = {}
        self._size = 0
        self._made: dict[_Key, Picture] = {}
        self._sheets: OrderedDict[int, _Sheet] = OrderedDict()

    def of(self, blocks: Iterable[Block], ratio: float, now: int | None) -> list[Picture]:
        """Give the pictures of blocks, drawing those that were not drawn before."""
        wanted = [(block, self._key(block, ratio, now)) for block in blocks]
        missing = {key: block for block, key in wanted if key not in self._made}
        found = {key: self._made[key] for _, key in wanted if key not in missing}
        for sheet in {id(p.sheet) for p in found.values()}:
            self._sheets.move_to_end(sheet)
        if missing:
            for group in _shelved(missing):
                found |= self._draw(group, ratio)
        return [found[key] for _, key in wanted]

    def ages(self, visit: Visit, before: int | None, now: int) -> bool:
        """Tell whether a visit's picture is another one now."""
        return captions.counted(visit, before, self.limit) != captions.counted(visit, now, self.limit)

    def __len__(self) -> int:
        return len(self._made)

    def _key(self, block: Block, ratio: float, now: int | None) -> _Key:
        counted = captions.counted(block.visit, now, self.limit)
        size = (block.rect.width, block.rect.height)
        expected = self.expected.get(block.visit.id)
        return (block.visit, counted, *size, ratio, block.starts, block.ends, block.clear, expected)

    def _draw(self, group: Sequence[tuple[_Key, Block, int, int]], ratio: float) -> dict[_Key, Picture]:
        wide = max(x + block.rect.width for _, block, x, _ in group)
        tall = max(y + block.rect.height for _, block, _, y in group)
        sheet = _Sheet(blank(wide, tall, ratio))
        made: dict[_Key, Picture] = {}
        painter = QPainter(sheet.pixmap)
        for key, block, x, y in group:
            painter.resetTransform()
            painter.translate(x, y)
            size = (block.rect.width, block.rect.height)
            down, tall_of_words = block.clear if block.clear is not None else (0, size[1])
            drawing = Drawing(painter, self.ink, block.visit, self.zone, (size[0], tall_of_words), ratio)
            painter.drawPixmap(0, 0, ground(self.ink, drawing.dress, size, ratio, block.starts, block.ends))
            painter.translate(0, down)
            drawing.expected = "" if key[-1] is None else late.about(key[-1], self.zone)
            words = drawing.draw(Counted(*key[1]))
            if down:
                words = tuple((x, y + down, wide_, tall_) for x, y, wide_, tall_ in words)
            source = QRect(round(x * ratio), round(y * ratio), round(size[0] * ratio), round(size[1] * ratio))
            made[key] = Picture(sheet, source, words)
        painter.end()
        sheet.keys = list(made)
        self._keep(sheet, made)
        return made

    def _keep(self, sheet: _Sheet, made: dict[_Key, Picture]) -> None:
        self._made |= made
        self._sheets[id(sheet)] = sheet
        self._size += sheet.bytes
        while self._size > self._budget and len(self._sheets) > 1:
            _, old = self._sheets.popitem(last=False)
            self._size -= old.bytes
            for key in old.keys:
                if self._made[key].sheet is old:
                    del self._made[key]


def _shelved(missing: dict[_Key, Block]) -> list[list[tuple[_Key, Block, int, int]]]:
    """Set blocks side by side on shelves, the tall ones together; a new sheet begins where one is full."""
    sheets: list[list[tuple[_Key, Block, int, int]]] = [[]]
    x = y = shelf = 0
    for key, block in sorted(missing.items(), key=lambda item: -item[1].rect.height):
        width, height = block.rect.width, block.rect.height
        if x and x + width > _WIDE:
            x, y, shelf = 0, y + shelf, 0
        if y and y + height > _TALL:
            sheets.append([])
            x = y = shelf = 0
        sheets[-1].append((key, block, x, y))
        # A pixel of air, and whole device pixels at every quarter of a scale factor.
        x += -(-(width + 1) // 4) * 4
        shelf = max(shelf, -(-(height + 1) // 4) * 4)
    return sheets
