"""One content line: its name, its parameters and its value, as written or as nearly as it can be told."""

from __future__ import annotations

import quopri
import re
from typing import NamedTuple


class Content(NamedTuple):
    """One unfolded line. `params` is the text between name and value; `text` the whole line, word for word."""

    line: int
    name: str
    params: str
    value: str
    text: str


_NAME = re.compile(r"[A-Z0-9][A-Z0-9-]*")
_AROUND_DASH = re.compile(r" ?- ?")
_LONGEST_NAME = 100
# Nothing may follow the last group: a pattern that cannot fail cannot go back and try again.
_PARAMETER = re.compile(r';([^=;"]*)=((?:"[^"]*"|[^;"]|")*)')
_CARETS = {"^n": "\n", "^^": "^", "^'": '"'}
_CARET = re.compile(r"\^[n^']")
# A value that can only be a date tells where the value starts, when quotes or colons in a TZID leave it open.
_BEFORE_DATE = re.compile(r"(.*):\s*(\d{8}(?:T\d{4,6}Z?)?\b.*)", re.ASCII | re.DOTALL)


def content(line: int, text: str) -> Content | None:
    """Split one unfolded line; None when it is no content line."""
    at = text.find(":")
    if at < 0:
        return None
    if '"' in text:
        at = _colon(text, at)
    head = text[:at]
    name, mark, params = head.partition(";")
    if mark:
        params = mark + params
    name = name.upper()
    if not _NAME.fullmatch(name):
        name = _AROUND_DASH.sub("-", name.strip()) if len(name) < _LONGEST_NAME else ""
        if not _NAME.fullmatch(name):
            return None
    return Content(line, name, params, text[at + 1 :], text)


def _colon(text: str, at: int) -> int:
    """Find the first colon outside quotes; with an unbalanced quote, the first colon of all."""
    first, quote = at, text.find('"')
    while 0 <= quote < at:
        closing = text.find('"', quote + 1)
        if closing < 0:
            return first
        if closing > at:
            at = text.find(":", closing)
            if at < 0:
                return first
        quote = text.find('"', closing + 1)
    return at


def dated(found: Content) -> Content:
    """Split a line whose value must be a date again, by the date, when the first colon was not the one.

    `TZID=(UTC+01:00) Berlin:20240101T090000` and an unclosed quote are written by widely used servers.
    """
    if found.value[:8].isdigit():
        return found._replace(value=found.value.strip('" ')) if found.value.endswith('"') else found
    match = _BEFORE_DATE.fullmatch(found.text)
    if match is None:
        return found
    name, mark, params = match[1].partition(";")
    return found._replace(name=name.strip().upper(), params=mark + params, value=match[2])


def parameter(params: str, name: str) -> str | None:
    """Give one parameter's value, or None; of a parameter that comes twice, the first."""
    if not params or name not in params.upper():
        return None
    return parameters(params).get(name)


def parameters(params: str) -> dict[str, str]:
    """Read all parameters: names in capitals, quotes taken off, RFC 6868 carets resolved."""
    found: dict[str, str] = {}
    if '"' not in params:
        for each in params.split(";")[1:]:
            name, _, value = each.partition("=")
            found.setdefault(name.strip().upper(), _plain(value))
        return found
    for name, value in _PARAMETER.findall(params):
        found.setdefault(name.strip().upper(), _plain(value))
    return found


def _plain(value: str) -> str:
    value = value.strip()
    if '"' in value:
        value = value.replace('"', "")
    return _CARET.sub(lambda m: _CARETS[m[0]], value) if "^" in value else value


def quoted(value: str) -> str:
    """Write a parameter's value: carets for what it cannot hold, quotes where it needs them."""
    value = value.replace("^", "^^").replace("\r\n", "^n").replace("\n", "^n").replace('"', "^'")
    return f'"{value}"' if any(each in value for each in ",;:") else value


def quoted_printable(found: Content) -> str:
    """Read a quoted-printable value, as vCalendar 1.0 writes it, in the character set that it names."""
    raw = quopri.decodestring(found.value.encode("utf-8", "replace"))
    charset = parameter(found.params, "CHARSET") or "utf-8"
    try:
        text = raw.decode(charset)
    except (LookupError, UnicodeDecodeError):
        text = raw.decode("cp1252", "replace")
    return text.replace("\r\n", "\n")
