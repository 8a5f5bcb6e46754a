"""How names and phone numbers are compared: without accents, case or punctuation."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
# Letters that no decomposition takes apart, in the spelling people type instead.
_SPELT = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})


def folded(text: str) -> str:
    """Give the text in the form that it is compared by: accents, case and width do not count."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_SPELT)
    return "".join(c for c in plain if not unicodedata.combining(c))


def words_of(text: str) -> tuple[str, ...]:
    """Give the distinct folded words of a name, in order."""
    if text.isascii():
        return tuple(dict.fromkeys(_WORD.findall(text.lower())))
    return tuple(dict.fromkeys(_WORD.findall(folded(text))))


def digits_of(text: str) -> str:
    """Give the digits of a phone number, in order."""
    return "".join(c for c in text if c.isdecimal() and c.isascii())


def slug_of(text: str) -> str:
    """Give the address form of a name: lower case, accents folded, hyphens for the rest (C25)."""
    return "-".join(_WORD.findall(folded(text)))
