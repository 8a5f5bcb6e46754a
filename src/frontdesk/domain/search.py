"""What a few typed letters and digits ask for, and whether a patient answers to it.

A patient is judged by one line that holds all that people search by. A query is read into wishes that must all be
met; each is asked exactly first, then by beginnings, then with one typing error in one word, so that the order of
asking is the order of the answers. None of these values shows what it holds when printed: it is a name, mostly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from frontdesk.domain.names import WHOLE_PHONE, digits_of, folded, joined_words_of, part_of_phone, words_of
from frontdesk.domain.patient import EARLIEST_BIRTH, LONGEST_NUMBER, Patient

FEWEST_LETTERS = 3  # of a word in which a typing error is forgiven
FEWEST_DIGITS = 3  # of a part of a phone number that is looked for
MOST_WISHES = 10
LONGEST_QUERY = 200
_DIGITS = re.compile(r"[0-9]+")
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyzə",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяєіјљњћўџґђѕ",
    "אבגדהוזחטיכלמנסעפצקרשתךםןףץ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءپچژگکی",
)


def line_of(patient: Patient) -> str:
    """Give the line that a patient is judged by: name and number in words, then birth date, then phone digits.

    It begins with the family name, so lines in order are patients in order of their names. Words stand between
    spaces, a birth date after @, each phone after +.
    """
    birth = patient.birth_date.isoformat() if patient.birth_date else ""
    phones = "".join(f"+{digits} " for digits in dict.fromkeys(map(digits_of, patient.phones)))
    return f" {' '.join(_words_to_find(patient))} @{birth} {phones}+"


def words_to_find(patient: Patient) -> frozenset[str]:
    """Give the words that a patient is found by, each with a space after it: so a whole word is a beginning too."""
    return frozenset(f"{word} " for word in _words_to_find(patient))


def endings_to_find(patient: Patient) -> frozenset[str]:
    """Give every ending of a patient's phone numbers: any part of a number is the beginning of one of them."""
    phones = map(digits_of, patient.phones)
    return frozenset(phone[at:] for phone in phones for at in range(len(phone) - FEWEST_DIGITS + 1))


def _words_to_find(patient: Patient) -> tuple[str, ...]:
    text = f"{patient.family_name} {patient.given_name} {patient.number}"
    return tuple(dict.fromkeys((*words_of(text), *joined_words_of(text))))


@dataclass(frozen=True, slots=True, repr=False)
class Need:
    """What a patient must have: any one of these beginnings of words or of an ISO birth date, or parts of a phone.

    A whole word is a beginning that ends in a space. With `slip` the words are mistyped in one letter.
    """

    words: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    births: tuple[str, ...] = ()
    slip: bool = False

    def met_by(self, line: str) -> bool:
        """Tell whether the patient of a line has it."""
        if self.slip:
            held = line[: line.index("@")].split()
            return any(_slips_into(word, held) for word in self.words)
        return (
            any(f" {word}" in line for word in self.words)
            or any(f"@{birth}" in line for birth in self.births)
            or any(line.find(part, line.index("+")) >= 0 for part in self.parts)
        )

    @property
    def only_filters(self) -> bool:
        """Tell whether it is met by too many to look anyone up by it."""
        return any(len(part) < FEWEST_DIGITS for part in self.parts)

    def beginnings(self) -> tuple[str, ...]:
        """Give the beginnings of all words that meet it."""
        return tuple(each for word in self.words for each in slips(word)) if self.slip else self.words


Look = tuple[Need, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """One typed word or number, as it is asked: exactly, by its beginning, and with a typing error where one may be."""

    exact: Need
    loose: Need
    slip: Need | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Query:
    """A typed text, read. `numbers` are the clinic's numbers that the whole text may be.

    Digits with spaces between them may be one phone or date, or several things: `readings` holds each way.
    """

    numbers: tuple[str, ...]
    readings: tuple[tuple[Wish, ...], ...]

    def tiers(self) -> Iterator[tuple[Look, ...]]:
        """Give the ways to ask, best first; those who meet any look of a tier rank the same."""
        yield tuple(tuple(wish.exact for wish in wishes) for wishes in self.readings)
        yield tuple(tuple(wish.loose for wish in wishes) for wishes in self.readings)
        yield tuple(
            tuple(slip if at == n else wish.loose for n, wish in enumerate(wishes))
            for wishes in self.readings
            for at, slip in enumerate(wish.slip for wish in wishes)
            if slip is not None
        )


def read(text: str, today: date) -> Query:
    """Read what someone typed; an empty query when there is nothing in it to look for."""
    chunks = [chunk for chunk in folded(text[:LONGEST_QUERY]).split() if any(map(str.isalnum, chunk))]
    readings = (_wishes(chunks, today, together=together) for together in (True, False))
    return Query(_numbers(text), tuple(r for r in dict.fromkeys(map(_with_something_to_look_up, readings)) if r))


def _with_something_to_look_up(wishes: tuple[Wish, ...]) -> tuple[Wish, ...]:
    """Let a digit or two not mean parts of phones where nothing else is asked for."""
    if not all(wish.loose.only_filters for wish in wishes):
        return wishes
    return tuple(replace(wish, loose=replace(wish.loose, parts=())) for wish in wishes)


def _numbers(text: str) -> tuple[str, ...]:
    plain = text.strip().removeprefix("#").strip()
    if not plain or len(plain) > LONGEST_NUMBER or not plain.isprintable():
        return ()
    return tuple(dict.fromkeys((plain, plain.upper(), plain.lower())))


def _wishes(chunks: Sequence[str], today: date, *, together: bool) -> tuple[Wish, ...]:
    found: dict[Wish, None] = {}
    run: list[str] = []
    for chunk in (*chunks, ""):
        numeric = _is_numeric(chunk)
        if run and (not numeric or not together):
            found |= dict.fromkeys(_wishes_of_digits(run, today))
            run = []
        if numeric:
            run.append(chunk)
        else:
            found |= dict.fromkeys(_wish_of_word(word) for word in words_of(chunk))
    return tuple(found)[:MOST_WISHES]


def _is_numeric(chunk: str) -> bool:
    return bool(_DIGITS.search(chunk)) and not any(c.isalpha() for c in chunk)


def _wish_of_word(word: str) -> Wish:
    forgiving = len(word) >= FEWEST_LETTERS and word.isalpha()
    slip = Need((word,), slip=True) if forgiving else None
    return Wish(Need((f"{word} ",)), Need((word,)), slip)


def _wishes_of_digits(run: Sequence[str], today: date) -> Iterator[Wish]:
    groups = [group for chunk in run for group in _DIGITS.findall(chunk)]
    joined = "".join(groups)
    births = births_of(groups, today)
    if not births and len(groups) > 1 and len(joined) < WHOLE_PHONE and any(c in "./" for c in "".join(run)):
        return  # a date on its way: it narrows nothing yet
    part = part_of_phone(joined)
    exact = Need(
        words=(f"{joined} ",),
        parts=(part,) if len(part) >= FEWEST_DIGITS else (),
        births=tuple(b for b in births if len(b) >= len("1979")),
    )
    yield Wish(exact, Need(words=(joined,), parts=(part,), births=births))


def births_of(groups: Sequence[str], today: date) -> tuple[str, ...]:
    """Give the beginnings of ISO dates that groups of digits may mean, both orders of day and month tried."""
    if len(groups) == 1:
        return _births_of_one(groups[0], today)
    if len(groups) == 2:
        month, year = sorted(groups, key=len)
        return _months(year, month, today) if len(year) == 4 and len(month) <= 2 else ()
    return _births_of_three(groups[0], groups[1], groups[2], today) if len(groups) == 3 else ()


def _births_of_one(group: str, today: date) -> tuple[str, ...]:
    if len(group) == 8:
        ymd = _births_of_three(group[:4], group[4:6], group[6:], today)
        return _distinct(ymd, _births_of_three(group[:2], group[2:4], group[4:], today))
    if len(group) == 6:
        return _births_of_three(group[:2], group[2:4], group[4:], today)
    if len(group) > 4:
        return ()
    years = [str(year) for year in range(EARLIEST_BIRTH.year, today.year + 1)]
    short = [year for year in years if len(group) == 2 and year.endswith(group)]
    return _distinct([group] if any(year.startswith(group) for year in years) else [], short)


def _months(year: str, month: str, today: date) -> tuple[str, ...]:
    if not 1 <= int(month) <= 12 or not EARLIEST_BIRTH.year <= int(year) <= today.year:
        return ()
    return (f"{year}-{int(month):02d}",)


def _births_of_three(first: str, second: str, third: str, today: date) -> tuple[str, ...]:
    orders = [(third, second, first), (third, first, second), (first, second, third)]
    return _distinct(
        born.isoformat()
        for year, month, day in orders
        if len(year) in (2, 4) and len(month) <= 2 and len(day) <= 2
        for century in ("",) * (len(year) == 4) or ("19", "20")
        if (born := _date(century + year, month, day)) and EARLIEST_BIRTH <= born <= today
    )


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _distinct(*some: Sequence[str] | Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for one in some for each in one))


def slipped(typed: str, held: str) -> bool:
    """Tell whether a word begins with what was typed, with at most one letter wrong, missing, extra or swapped.

    A beginning has three letters or more; where an extra letter leaves two, they must be the whole word.
    """
    at, end = 0, min(len(typed), len(held))
    while at < end and typed[at] == held[at]:
        at += 1
    rest = typed[at + 1 :]
    return (
        at == len(typed)
        or held.startswith(rest, at + 1)
        or held.startswith(typed[at:], at + 1)
        or (held.startswith(rest, at) and (len(typed) > FEWEST_LETTERS or len(held) < len(typed)))
        or (held[at : at + 2] == typed[at : at + 2][::-1] and held.startswith(typed[at + 2 :], at + 2))
    )


def _slips_into(typed: str, held: Iterable[str]) -> bool:
    """Tell what `slipped` tells of any of some words; quickly, for thousands of patients are judged so."""
    beginnings, lengths = _slip_table(typed)
    return any(f"{word} "[:length] in beginnings for word in held for length in lengths)


@lru_cache(maxsize=8)
def _slip_table(word: str) -> tuple[frozenset[str], tuple[int, ...]]:
    found = slips(word)
    return frozenset(found), tuple(sorted({len(each) for each in found}))


@lru_cache(maxsize=8)
def slips(word: str) -> tuple[str, ...]:
    """Give the beginnings of all words that `slipped` takes for one, none of which begins with another."""
    end = "" if len(word) > FEWEST_LETTERS else " "
    found = {word[:at] + word[at + 1 :] + end for at in range(len(word))}
    found |= {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    for letter in _alphabet(word):
        found |= {word[:at] + letter + word[at:] for at in range(len(word))}
        found |= {word[:at] + letter + word[at + 1 :] for at in range(len(word))}
    kept: list[str] = []
    for each in sorted(found):
        if not kept or not each.startswith(kept[-1]):
            kept.append(each)
    return tuple(kept)


def _alphabet(word: str) -> str:
    return next((letters for letters in _ALPHABETS if word[0] in letters or word[-1] in letters), word)
