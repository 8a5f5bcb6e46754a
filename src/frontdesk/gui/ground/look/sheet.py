"""The style sheet, written from the tokens of a theme. No Qt here: it is text."""

from __future__ import annotations

from collections.abc import Mapping

from frontdesk.gui.ground import resources
from frontdesk.gui.ground.look.tokens import DARK, LIGHT, RADIUS, Look, mixed


def style_sheet(look: Look, scale: float) -> str:
    """Write the style sheet of a theme at a text scale."""
    words = _words(look, scale)
    return "".join(_filled(part, words) for part in (_TEXT, _BUTTONS, _FIELDS, _SURFACES, _LISTS))


def _words(look: Look, scale: float) -> dict[str, str]:
    words = {name: str(getattr(look, name)) for name in look.__dataclass_fields__}
    words |= {f"px{n}": f"{max(1, round(n * scale))}px" for n in range(1, 61)}
    words |= {
        "radius": f"{RADIUS}px",
        "small_radius": f"{RADIUS - 1}px",
        "big_radius": f"{RADIUS + 2}px",
        "accent_over": mixed(look.text if look.dark else "#000000", look.accent, 0.14),
        "accent_down": mixed("#000000", look.accent, 0.24),
        "accent_line": mixed(look.accent, look.surface, 0.45),
        "thumb": mixed(look.muted, look.surface, 0.45),
        "danger_soft": mixed(look.danger, look.surface, 0.12),
        "toast_link": DARK.accent if not look.dark else LIGHT.accent,
        "toast_over": mixed(look.surface, look.text, 0.14),
        "theme": resources.path("themes", look.name).as_posix(),
    }
    return words


def _filled(part: str, words: Mapping[str, str]) -> str:
    # Longest first, so that @accent does not eat the start of @accent_soft.
    for name in sorted(words, key=len, reverse=True):
        part = part.replace(f"@{name}", words[name])
    return part


_TEXT = """
QLabel { background: transparent; color: @text; }
QLabel[kind="muted"] { color: @muted; }
QLabel[kind="soft"] { color: @text_soft; }
QLabel[kind="small"] { color: @muted; font-size: @px12; }
QLabel[kind="tiny"] { color: @muted; font-size: @px11; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="section"] { color: @muted; font-size: @px11; font-weight: 600; letter-spacing: 0.6px; }
QLabel[kind="heading"] { font-size: @px14; font-weight: 600; }
QLabel[kind="title"] { font-size: @px18; font-weight: 600; }
QLabel[kind="page"] { font-size: @px22; font-weight: 600; }
QLabel[kind="brand"] { color: @accent; font-size: @px15; font-weight: 700; }
QLabel[kind="danger"] { color: @danger; }
QLabel[kind="ok"] { color: @ok; }
QLabel[kind="accent"] { color: @accent; font-weight: 600; }
QLabel[kind="warn"] { background: @warn_bg; color: @warn_text; border-radius: @small_radius;
    padding: @px8 @px10; font-weight: 500; }
QLabel[kind="alert"] { color: @warn_text; font-weight: 500; }
QLabel[kind="history"] { color: @text_soft; font-size: @px12; font-weight: 600; }
QLabel[kind="count"] { background: @accent_soft; color: @accent; border-radius: @px9; font-size: @px11;
    font-weight: 600; padding: @px2 @px7; }
QLabel[kind="chip"] { background: transparent; color: @muted; border: 1px solid @line; border-radius: 4px;
    font-size: @px11; padding: 0 @px4; }
QToolTip { background: @text; color: @surface; border: 0; padding: @px6 @px8; font-size: @px12; }
"""

_BUTTONS = """
QPushButton, QToolButton { background: @surface; color: @text; border: 1px solid @line; border-radius: @radius;
    padding: @px6 @px11; font-weight: 500; }
QPushButton:hover, QToolButton:hover { background: @raised; }
QPushButton:pressed, QToolButton:pressed { background: @line; }
QPushButton:focus, QToolButton:focus { border: 1px solid @accent; outline: 0; }
QPushButton:disabled, QToolButton:disabled { color: @muted; background: @ground; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="primary"] { background: @accent; color: @on_accent; border: 1px solid @accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: @accent_over; border-color: @accent_over; }
QPushButton[kind="primary"]:pressed { background: @accent_down; border-color: @accent_down; }
QPushButton[kind="primary"]:focus { border: 2px solid @text; padding: @px5 @px10; }
QPushButton[kind="primary"]:disabled { background: @accent_soft; color: @muted; border-color: @accent_soft; }
QPushButton[kind="danger"] { color: @danger; }
QPushButton[kind="danger"]:hover { background: @danger_soft; }
QPushButton[kind="link"], QToolButton[kind="link"] { background: transparent; color: @accent;
    border: 1px solid transparent;
    border-radius: 4px; padding: 1px @px3; font-weight: 600; }
QPushButton[kind="link"]:hover, QToolButton[kind="link"]:hover { background: @accent_soft; }
QPushButton[kind="link"]:focus, QToolButton[kind="link"]:focus { border: 1px solid @accent; }
QPushButton[kind="inline"], QPushButton[kind="flush"] { background: transparent; color: @accent; border: 0;
    border-radius: 3px; padding: 0 @px3; font-size: @px12; font-weight: 600; }
QPushButton[kind="flush"] { padding: 0; }
QPushButton[kind="inline"]:hover, QPushButton[kind="flush"]:hover { background: @accent_soft; }
QPushButton[kind="inline"]:focus, QPushButton[kind="flush"]:focus { background: @accent_soft;
    text-decoration: underline; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] { background: transparent; border: 1px solid transparent;
    padding: @px3; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: @raised; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: 1px solid @accent; }
QPushButton[kind="row"] { background: transparent; border: 1px solid transparent; border-radius: @small_radius;
    text-align: left; padding: @px4 @px6; }
QPushButton[kind="row"]:hover { background: @raised; }
QPushButton[kind="row"]:focus { border: 1px solid @accent; }
QPushButton[kind="icon"], QToolButton[kind="icon"] { padding: @px6; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit {
    background: @surface; color: @text; border: 1px solid @line; border-radius: @radius; padding: @px6 @px9;
    selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover, QSpinBox:hover, QDateEdit:hover, QTimeEdit:hover {
    border: 1px solid @muted; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus,
QTimeEdit:focus, QDateTimeEdit:focus { border: 2px solid @accent; padding: @px5 @px8; }
QComboBox { padding-left: @px11; combobox-popup: 0; }
QComboBox:focus { padding-left: @px10; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: @ground; color: @muted; }
QLineEdit[kind="wrong"], QComboBox[kind="wrong"] { border: 1px solid @danger; }
QLineEdit[kind="bare"], QLineEdit[kind="bare"]:focus, QLineEdit[kind="bare"]:hover { border: 0; background: transparent;
    padding: @px6 @px2; }
QComboBox::drop-down { border: 0; width: @px24; }
QComboBox::down-arrow { image: url("@theme/down.svg"); width: @px14; height: @px14; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @line; border-radius: @radius; outline: 0;
    padding: @px4; selection-background-color: @accent_soft; selection-color: @text; }
QSpinBox::up-button, QDateEdit::up-button, QTimeEdit::up-button { border: 0; width: @px20;
    subcontrol-position: top right; }
QSpinBox::down-button, QDateEdit::down-button, QTimeEdit::down-button { border: 0; width: @px20;
    subcontrol-position: bottom right; }
QSpinBox::up-arrow, QDateEdit::up-arrow, QTimeEdit::up-arrow { image: url("@theme/up.svg"); width: @px12;
    height: @px12; }
QSpinBox::down-arrow, QDateEdit::down-arrow, QTimeEdit::down-arrow, QDateEdit::drop-down {
    image: url("@theme/down.svg"); width: @px12; height: @px12; }
QCheckBox, QRadioButton { background: transparent; color: @text; spacing: @px8; border: 1px solid transparent;
    border-radius: 4px; padding: @px2; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid @accent; }
QCheckBox::indicator, QGroupBox::indicator { width: @px15; height: @px15; border: 1px solid @muted; border-radius: 4px;
    background: @surface; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url("@theme/check.svg"); }
QCheckBox::indicator:indeterminate { background: @accent; border-color: @accent; image: url("@theme/partial.svg"); }
QRadioButton::indicator { width: @px14; height: @px14; border: 1px solid @muted; border-radius: @px7;
    background: @surface; }
QRadioButton::indicator:checked { border: @px5 solid @accent; width: @px6; height: @px6; }
QProgressBar { background: @line; border: 0; border-radius: 3px; max-height: @px6; min-height: @px6;
    color: transparent; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
"""

_SURFACES = """
QMainWindow, QDialog { background: @surface; }
QWidget[kind="bar"], QWidget[kind="side"], QWidget[kind="surface"] { background: @surface; }
QWidget[kind="ground"] { background: @ground; }
QFrame[kind="card"] { background: @surface; border: 1px solid @line; border-radius: @big_radius; }
QFrame[kind="line"] { background: @line; border: 0; }
QWidget[kind="toast"] QLabel { color: @surface; }
QWidget[kind="toast"] QPushButton { background: transparent; color: @toast_link; border: 1px solid transparent;
    padding: @px3 @px6; font-weight: 600; }
QWidget[kind="toast"] QPushButton:hover { background: @toast_over; }
QWidget[kind="toast"] QPushButton:focus { border: 1px solid @toast_link; }
QScrollArea, QScrollArea > QWidget > QWidget[kind="side"] { background: @surface; border: 0; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QStatusBar { background: @surface; border-top: 1px solid @line; }
QStatusBar::item { border: 0; }
QMenu { background: @surface; color: @text; border: 1px solid @line; border-radius: @radius; padding: @px4; }
QMenu::item { padding: @px6 @px24 @px6 @px10; border-radius: @small_radius; }
QMenu::item:selected { background: @accent_soft; color: @text; }
QMenu::item:disabled { color: @muted; }
QMenu::icon { padding-left: @px8; }
QMenu::separator { height: 1px; background: @line; margin: @px4 @px8; }
QMenu::right-arrow { image: url("@theme/right.svg"); width: @px14; height: @px14; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @thumb; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 32px; margin: 2px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 2px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_LISTS = """
QAbstractItemView { background: @surface; color: @text; border: 0; outline: 0;
    selection-background-color: @accent_soft; selection-color: @text; alternate-background-color: @ground; }
QListView[kind="popup"] { border: 1px solid @line; }
QListView::item, QTreeView::item, QTableView::item { padding: @px6 @px8; border: 0; }
QListView::item { border-radius: @small_radius; }
QListView::item:hover, QTreeView::item:hover, QTableView::item:hover { background: @raised; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected { background: @accent_soft;
    color: @text; }
QHeaderView { background: @surface; border: 0; }
QHeaderView::section { background: @surface; color: @muted; border: 0; border-bottom: 1px solid @line;
    padding: @px6 @px8; font-size: @px12; font-weight: 600; }
QTableView { gridline-color: @line; }
"""
