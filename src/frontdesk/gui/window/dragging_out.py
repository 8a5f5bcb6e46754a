"""A visit that is dragged out of the window becomes a file for whatever it is dropped on, and stays where it is.

The board gives the visit up the moment the pointer leaves the window; from then on this is another drag, which only
other windows take. Dropped on the board again it does nothing: so no way leads from here to a visit that was moved.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QDrag, QFontMetrics, QGuiApplication, QPainter, QPixmap

from frontdesk.domain.ids import Id
from frontdesk.gui.board.view import BoardView
from frontdesk.gui.ground.look import fonts, icons, style
from frontdesk.gui.parts import painting
from frontdesk.gui.window.sharing import Entry, Sharing, mime_of

Begin = Callable[[QDrag], object]
_TALL, _EDGE, _SIGN = 30, 10, 16


def _begin(drag: QDrag) -> None:
    drag.exec(Qt.DropAction.CopyAction)


class DraggingOut(QObject):
    """What leaves one board. `begin` starts a drag that is ready."""

    def __init__(self, board: BoardView, sharing: Sharing, begin: Begin = _begin) -> None:
        super().__init__(board)
        self._board, self._sharing, self._begin = board, sharing, begin
        board.dragged_out.connect(self._prepare)

    def _prepare(self, visit: Id) -> None:
        self._sharing.prepare(visit, self._start)

    def _start(self, entry: Entry) -> None:
        """Go on with the drag, unless the button was let go meanwhile."""
        if not QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return
        drag = QDrag(self._board)
        drag.setMimeData(mime_of(entry))
        drag.setPixmap(_picture(entry.when, self._board.devicePixelRatio()))
        drag.setHotSpot(QPoint(style.scaled(_EDGE), style.scaled(_TALL) // 2))
        self._begin(drag)


def _picture(words: str, ratio: float) -> QPixmap:
    """Draw what hangs on the pointer: a card with the time, which tells no name to whoever looks on."""
    look, font = style.look(), fonts.font(13, scale=style.scale())
    tall, edge, sign = (style.scaled(n) for n in (_TALL, _EDGE, _SIGN))
    wide = QFontMetrics(font).horizontalAdvance(words) + 3 * edge + sign
    picture = QPixmap(round(wide * ratio), round(tall * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painting.rounded(painter, QRect(0, 0, wide, tall), look.surface, look.accent, radius=6)
    painter.drawPixmap(edge, (tall - sign) // 2, icons.pixmap("calendar", look.accent, sign, ratio))
    painter.setFont(font)
    painter.setPen(QColor(look.text))
    painter.drawText(2 * edge + sign, 0, wide, tall, int(Qt.AlignmentFlag.AlignVCenter), words)
    painter.end()
    return picture
