"""The way that Tab takes over widgets of which some come and go."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtWidgets import QWidget


class TabWay:
    """Leads Tab over the widgets in the order in which they are told; told the same again it does nothing."""

    def __init__(self) -> None:
        self._told: list[int] = []

    def lead(self, way: Sequence[QWidget]) -> None:
        """Lead Tab from the first of the widgets over the others."""
        told = [id(each) for each in way]
        if told == self._told:
            return
        self._told = told
        for before, after in pairwise(way):
            QWidget.setTabOrder(before, after)
