"""A program with one board on it, for the test that reads the screen from another process.

Its title tells what the board asked for last; selecting the second visit refreshes the board.
"""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

from frontdesk.domain.appointment import Status
from frontdesk.gui.board.view import BoardView
from frontdesk.gui.ground.look import fonts, style, tokens
from tests.gui.board.builders import NINE, TEN, a_board, a_visit, at


def main() -> None:
    """Show the board until the process is ended."""
    app = QApplication(sys.argv[:1])
    fonts.load()
    style.apply(app, tokens.LIGHT)
    window = QMainWindow()
    window.setWindowTitle("spoken board")
    view = BoardView()
    window.setCentralWidget(view)
    window.resize(1000, 800)
    visits = [
        a_visit(1, start=at(NINE), end=at(TEN), status=Status.CONFIRMED),
        a_visit(2, start=at(TEN), end=at(TEN + 30), patient="Zoe <b>King</b>", column=2, room="Room 4"),
        a_visit(3, start=at(0), end=at(1440), all_day=True, patient="", title="Conference", service=""),
    ]
    view.show_board(a_board(visits=visits))
    view.visit_opened.connect(lambda visit: window.setWindowTitle(f"opened {visit}"))
    view.nudge_requested.connect(lambda move: window.setWindowTitle(f"nudged {move.visit} {move.start - at(NINE)}"))
    later = [*visits[:2], a_visit(4, start=at(720), patient="Omar Aziz")]
    refreshed = a_board(visits=later, cursor=2)
    view.visit_selected.connect(lambda visit: view.show_board(refreshed) if visit == 2 else None)
    window.show()
    view.setFocus()
    app.exec()


if __name__ == "__main__":
    main()
