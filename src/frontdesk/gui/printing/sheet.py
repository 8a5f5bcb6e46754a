"""What is printed, as plain values: a heading, and tables of plain text. No Qt, so that every sheet is easily tried."""

from __future__ import annotations

from dataclasses import dataclass

# An empty box to be ticked by hand; the bundled typeface has this one.
BOX = "□"


@dataclass(frozen=True, slots=True)
class Field:
    """One column of all tables of a sheet: its head, and its share of the width beside those of the others.

    What is `whole`, such as a phone number, is not torn over two lines.
    """

    head: str
    share: int
    right: bool = False
    strong: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading of their own, each with a text for every field; `empty` stands where there are none."""

    rows: tuple[tuple[str, ...], ...]
    heading: str = ""
    detail: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One thing to print. All words are plain text and printed as they are written, whoever wrote them.

    `clinic` and `made` (when it was made) stand at the top of every page. `name` is what a file of it is called,
    without its ending: it must name no patient, since lists of files are seen by others than those who may read it.
    """

    title: str
    clinic: str
    made: str
    name: str
    fields: tuple[Field, ...]
    tables: tuple[Table, ...]
    under: tuple[str, ...] = ()
