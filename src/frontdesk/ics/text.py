"""Bytes of a file to logical lines: encodings, line ends and folding, right and wrong ones.

Works through the file in pieces, so that neither the decoded text nor its lines are ever held whole.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator

from frontdesk.ics.problems import Limits, Problems

PIECE = 1 << 16
Progress = Callable[[int, int], None]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A line end that no continuation follows: a piece that stops there cuts neither a folded line nor a character.
_CUT = re.compile(rb"(?:\r\n|\n|\r(?!\n))(?![ \t\r\n])")
# A fold in the middle of a UTF-8 character; moved behind it, the lines keep their numbers.
_FOLD_INSIDE = re.compile(rb"((?:\r\n|\n|\r)[ \t])([\x80-\xbf]+)")
# RFC 5545 knows no control characters but the tab; the two that part words become blanks.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_STRAY = re.compile("[\udc80-\udcff]+")
_WESTERN = bytes(range(256)).decode("latin-1")
_WESTERN = _WESTERN[:128] + "".join(bytes((each,)).decode("cp1252", "ignore") or chr(each) for each in range(128, 256))


def logical_lines(
    data: bytes, limits: Limits, problems: Problems, progress: Progress | None = None
) -> Iterator[tuple[int, str]]:
    """Give each unfolded line with the number of the physical line that it starts on.

    Empty lines vanish, also between a line and its continuation, as old Mozilla wrote them. Lines that end in a
    soft break of quoted-printable go on in the next one.
    """
    data = _utf8(data, problems)
    number, begun, parts, size = 0, 0, [""], 0
    soft = False
    for piece, done in _pieces(data):
        text = _decoded(piece, number, problems)
        quoted = soft or "PRINTABLE" in text or "rintable" in text
        for line in text.split("\n"):
            number += 1
            if not line:
                continue
            if soft:
                parts[-1] = parts[-1][:-1]
            elif begun and line[0] in " \t":
                line = line[1:]
            else:
                if begun:
                    yield from _whole(begun, parts, size, limits, problems)
                begun, parts, size = number, [], 0
            size += len(line)
            if size <= limits.line:
                parts.append(line)
            soft = quoted and line.endswith("=") and _is_quoted_printable(parts[0])
        number -= 1  # what follows the last line end belongs to the next piece
        if progress is not None:
            progress(done, len(data))
    if begun:
        yield from _whole(begun, parts, size, limits, problems)


def _whole(begun: int, parts: list[str], size: int, limits: Limits, problems: Problems) -> Iterator[tuple[int, str]]:
    if size > limits.line:
        head = parts[0] if parts else ""
        problems.add(begun, "", "line_too_long", re.split("[;:]", head, maxsplit=1)[0])
        return
    yield begun, parts[0] if len(parts) == 1 else "".join(parts)


def _is_quoted_printable(line: str) -> bool:
    return "QUOTED-PRINTABLE" in line.partition(":")[0].upper()


def _utf8(data: bytes, problems: Problems) -> bytes:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :] if encoding == "utf-8" else _recoded(data, encoding, problems)
    if data[:4] == b"B\0E\0":
        return _recoded(data, "utf-16-le", problems)
    if data[:4] == b"\0B\0E":
        return _recoded(data, "utf-16-be", problems)
    return data


def _recoded(data: bytes, encoding: str, problems: Problems) -> bytes:
    try:
        return data.decode(encoding).encode("utf-8", "replace")
    except UnicodeDecodeError:
        problems.add(0, "", "bad_bytes", encoding)
        return data.decode(encoding, "replace").encode("utf-8", "replace")


def _pieces(data: bytes) -> Iterator[tuple[bytes, int]]:
    at, end = 0, len(data)
    while at < end:
        cut = _CUT.search(data, at + PIECE) if end - at > PIECE else None
        stop = cut.end() if cut else end
        yield data[at:stop], stop
        at = stop


def _decoded(piece: bytes, before: int, problems: Problems) -> str:
    sound = True
    try:
        text = piece.decode()
    except UnicodeDecodeError:
        text = _FOLD_INSIDE.sub(rb"\2\1", piece).decode(errors="surrogateescape")
        sound = False
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not sound:
        text = _mended(text, before, problems)
    control = _CONTROL.search(text)
    if control is not None:
        line = before + 1 + text.count("\n", 0, control.start())
        text, many = _CONTROL.subn(lambda m: " " if m[0] in "\x0b\x0c" else "", text)
        problems.add(line, "", "control_characters", str(many))
    return text if text.endswith("\n") else text + "\n"


def _mended(text: str, before: int, problems: Problems) -> str:
    """Read bytes that are not UTF-8 one by one as Western European, and say on which lines they stand.

    So a Latin-1 file comes out right, and a UTF-8 file with a few broken bytes keeps all its sound characters.
    """
    line, at, said = before + 1, 0, 0
    for match in _STRAY.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        if line != said:
            problems.add(line, "", "not_utf8", _western(match))
            said = line
    return _STRAY.sub(_western, text)


def _western(stray: re.Match[str]) -> str:
    return "".join(_WESTERN[ord(each) - 0xDC00] for each in stray[0])
