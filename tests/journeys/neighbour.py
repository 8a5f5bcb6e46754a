"""Another program on the same desktop: gives a file to whoever it is dragged to, writes down what is dropped on it.

Called with the file that it gives, and the one that it writes: as JSON.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Neighbour(QLabel):
    """The window."""

    def __init__(self, gives: Path, writes: Path) -> None:
        super().__init__("drag from here, drop here")
        self._gives, self._writes = gives, writes
        self.setWindowTitle("Neighbour")
        self.setAcceptDrops(True)
        self.setGeometry(1340, 300, 240, 160)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self._gives))])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        event.acceptProposedAction()
        data = event.mimeData()
        files = [Path(url.toLocalFile()) for url in data.urls()]
        got = {
            "names": [path.name for path in files],
            "files": [path.read_bytes().decode() for path in files],
            "entry": bytes(data.data("text/calendar").data()).decode(),
            "words": data.text(),
        }
        half = self._writes.with_suffix(".part")
        half.write_text(json.dumps(got))
        half.rename(self._writes)


app = QApplication([])
window = Neighbour(Path(sys.argv[1]), Path(sys.argv[2]))
window.show()
app.exec()
