"""The one set of tables, and the kinds of column that they are made of.

Instants and lengths are 64-bit milliseconds; ids are made by the desk, never by the database.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Index, Integer, MetaData, SmallInteger, Text, event
from sqlalchemy import text as sql
from sqlalchemy.types import JSON

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
# A rowid table whose key is the rowid itself wants INTEGER on SQLite; elsewhere it is 64 bits wide.
KEY = BigInteger().with_variant(Integer(), "sqlite")
LIST = JSON(none_as_null=True)
# One of each for all columns: what a database makes of a type is worked out once a type, not once a column.
TEXT, NUMBER, SMALL, FLAG = Text(), BigInteger(), SmallInteger(), Boolean()


def key() -> Column[int]:
    """Make the primary key column of a record."""
    return Column("id", KEY, primary_key=True, autoincrement=False)


def text(name: str, *, default: str | None = "") -> Column[str]:
    """Make a text column; with default None it may be empty."""
    return Column(name, TEXT, nullable=default is None)


def number(name: str, *, optional: bool = False) -> Column[int]:
    """Make a 64-bit number column."""
    return Column(name, NUMBER, nullable=optional)


def flag(name: str) -> Column[bool]:
    """Make a yes-or-no column."""
    return Column(name, FLAG, nullable=False)


def partial(name: str, *columns: str, where: str) -> Index:
    """Make an index of those rows alone that meet a condition.

    PostgreSQL's form of it is said when tables are made there: to say it here would load that whole dialect, which
    costs every start 20 ms and 3 MB.
    """
    return Index(name, *columns, sqlite_where=sql(where), info={"where": where})


@event.listens_for(METADATA, "before_create")
def _say_where(metadata: MetaData, connection: Connection, **_: Any) -> None:
    if connection.dialect.name != "postgresql":
        return
    for index in (index for table in metadata.tables.values() for index in table.indexes if "where" in index.info):
        index.dialect_options["postgresql"]["where"] = sql(index.info["where"])
