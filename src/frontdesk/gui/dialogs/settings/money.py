"""Prices as people type them, and back: 45, 45.50, 45,50 in the clinic's currency. No Qt."""

from __future__ import annotations

import re

# Currencies that are not counted in hundredths, after ISO 4217.
_WHOLE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,3})?")
_GROUPED = re.compile(r"(?<=\d)[ '\u00a0\u202f](?=\d{3})")


def digits_of(currency: str) -> int:
    """Tell how many digits of a currency stand behind its point."""
    if currency in _WHOLE.split():
        return 0
    return 3 if currency in _THOUSANDTHS.split() else 2


def minor_units(text: str, currency: str) -> int | None:
    """Read a price as minor units; nothing typed is no price, and None what cannot be read.

    The currency's code may stand before or behind it. What is finer than the currency's smallest coin is not read:
    a price must never be rounded behind the back of whoever typed it.
    """
    plain = _GROUPED.sub("", text.strip())
    for mark in (currency, "$", "€", "£", "¥"):
        plain = plain.removeprefix(mark).removesuffix(mark).strip()
    if not plain:
        return 0 if not text.strip() else None
    if _NUMBER.fullmatch(plain) is None:
        return None
    whole, _, rest = plain.replace(",", ".").partition(".")
    digits = digits_of(currency)
    if len(rest) > digits:
        return None
    smallest: int = 10**digits
    return int(whole) * smallest + int(rest.ljust(digits, "0") or "0")


def typed_price(units: int, currency: str) -> str:
    """Write a price as it would be typed: 45, 45.50; no price is nothing."""
    if not units:
        return ""
    digits = digits_of(currency)
    whole, rest = divmod(units, 10**digits)
    return f"{whole}.{rest:0{digits}d}" if rest else str(whole)
