"""How names and phone numbers are compared: without accents, case or punctuation."""

from __future__ import annotations

import re
import unicodedata

WHOLE_PHONE = 7  # digits: so many are a phone number and no part of one
_WITHOUT_PREFIXES = 9
_WORD = re.compile(r"[a-z0-9]+")
# Letters that no decomposition takes apart, in the spelling people type instead; apostrophes that count as letters.
_SPELT = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ł": "l",
        "ŋ": "n",
        "ŧ": "t",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ʻ": "'",
        "ʼ": "'",
        "ʾ": "'",
        "ʿ": "'",
    }
)


def folded(text: str) -> str:
    """Give the text in the form that it is compared by: accents, case and width do not count."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(_digit(c) for c in plain.translate(_SPELT) if not unicodedata.combining(c))


def words_of(text: str) -> tuple[str, ...]:
    """Give the distinct folded words of a name, in order."""
    return tuple(dict.fromkeys(_words(text)))


def joined_words_of(text: str) -> tuple[str, ...]:
    """Give what people type for names with marks inside: obrien for O'Brien, jeanluc for Jean-Luc."""
    parts = (_words(part) for part in text.split())
    return tuple(dict.fromkeys("".join(words) for words in parts if len(words) > 1))


def digits_of(text: str) -> str:
    """Give the digits of a phone number, in order, in whatever script they are written."""
    return "".join(_digit(c) for c in text if c.isdecimal())


def part_of_phone(phone: str) -> str:
    """Give the digits that every way of writing a phone number shares: no zeros in front, no country."""
    digits = digits_of(phone)
    if len(digits) < WHOLE_PHONE:
        return digits
    return digits.lstrip("0")[-_WITHOUT_PREFIXES:] or digits


def slug_of(text: str) -> str:
    """Give the address form of a name: lower case, accents folded, hyphens for the rest (C25)."""
    return "-".join(_words(text))


def _words(text: str) -> list[str]:
    plain = folded(text)
    if plain.isascii():
        return _WORD.findall(plain)
    # Marks that are left after folding are vowels of scripts that write them so: part of the word.
    return "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in plain).split()


def _digit(char: str) -> str:
    return char if char.isascii() or not char.isdecimal() else str(unicodedata.decimal(char))
