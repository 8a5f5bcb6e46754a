"""Text from outside, brought into the form that the book holds: plain lines and plain paragraphs."""

from __future__ import annotations

import re

from frontdesk.services.checks import LONGEST_LINE, LONGEST_TEXT

_BLANKS = re.compile(r"[\x00-\x20\x7f\x85\xa0\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Letters that turn the direction of what follows: in a title they could turn a whole line of the screen.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def one_line(text: str, longest: int = LONGEST_LINE) -> str:
    """Give text as one line: blanks and line ends become single blanks, what is too long is cut."""
    if text.isascii() and text.isprintable() and len(text) <= longest and "  " not in text:
        return text.strip()
    return _BLANKS.sub(" ", _TURNING.sub("", text)).strip()[:longest].strip()


def paragraphs(text: str, longest: int = LONGEST_TEXT) -> str:
    """Give text of several lines, without what no line may hold; what is too long is cut."""
    even = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", even)[:longest]
