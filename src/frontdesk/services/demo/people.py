"""Patients of the sample clinic, and who of them comes to whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from frontdesk.domain.ids import Id
from frontdesk.domain.names import words_of
from frontdesk.domain.patient import Patient, age_on
from frontdesk.services.demo.chance import chance
from frontdesk.services.demo.ids import Ids
from frontdesk.services.demo.names import person

FIRST_NUMBER = 10_001
_AREAS = ("212", "332", "347", "516", "646", "718", "914", "917", "929", "973")
_MAIL = ("example.com", "example.org", "example.net")
_ALERTS = (
    "Penicillin allergy",
    "Latex allergy",
    "Penicillin allergy · prefers SMS",
    "Takes blood thinners",
    "Wheelchair: ground floor rooms only",
    "Hard of hearing: face when speaking",
    "Needs an interpreter (Spanish)",
    "Needs an interpreter (Mandarin)",
    "Diabetes: no long waits without food",
    "Severe nut allergy",
    "Pacemaker",
    "Faints at needles: lie down",
)
_NOTES = (
    "Prefers mornings.",
    "Prefers afternoons after 15:00.",
    "Call the daughter first.",
    "Comes by bus, often ten minutes late.",
    "Insurance card to be renewed in spring.",
    "Likes to see the same person each time.",
    "Reminders by SMS, not by e-mail.",
)
# Share of patients, youngest and oldest age.
_AGES = ((0.19, 0, 15), (0.58, 16, 64), (1.0, 65, 94))


class Panels:
    """Who may come to whom: patients by band, with each practitioner seeing mostly the same ones."""

    def __init__(self) -> None:
        self._bands: dict[str, list[Id]] = {"all": [], "child": [], "adult": [], "senior": [], "mother": []}

    def add(self, patient: Patient, today: date, *, woman: bool) -> None:
        """Enter a patient into the bands of their age."""
        age = 0 if patient.birth_date is None else age_on(patient.birth_date, today)
        bands = ["all", "child" if age < 16 else "adult" if age < 65 else "senior"]
        if woman and 20 <= age <= 42:
            bands.append("mother")
        for band in bands:
            self._bands[band].append(patient.id)

    def draw(self, band: str, place: float, away: set[Id], rng: Random) -> Id:
        """Draw someone of a band who is not coming today yet, near `place` (0 to 1) in it, regulars most often."""
        pool = self._bands[band] or self._bands["all"]
        at = int(place * len(pool)) + int(len(pool) * rng.random() ** 2)
        for step in range(8):
            found = pool[(at + step) % len(pool)]
            if found not in away:
                break
        away.add(found)
        return found


def people(count: int, today: date, ids: Ids, panels: Panels, seed: int) -> Iterator[Patient]:
    """Make so many patients, entering each into the panels."""
    rng = chance(seed, "people")
    for n in range(count):
        given, family, woman = person(rng)
        born = _birth_date(rng, today)
        patient = Patient(
            id=ids.next(),
            number=str(FIRST_NUMBER + n),
            given_name=given,
            family_name=family,
            birth_date=born,
            phones=tuple(_phone(rng) for _ in range(rng.choices((0, 1, 2), (6, 74, 20))[0])),
            email=_email(rng, given, family, born) if rng.random() < 0.65 else "",
            alert=rng.choice(_ALERTS) if rng.random() < 0.09 else "",
            note=rng.choice(_NOTES) if rng.random() < 0.08 else "",
        )
        panels.add(patient, today, woman=woman)
        yield patient


def _birth_date(rng: Random, today: date) -> date:
    drawn = rng.random()
    low, high = next((low, high) for share, low, high in _AGES if drawn < share)
    return today - timedelta(days=rng.randrange(low * 365 + 20, (high + 1) * 365))


def _phone(rng: Random) -> str:
    return f"+1 {rng.choice(_AREAS)} 555 {rng.randrange(10_000):04d}"


def _email(rng: Random, given: str, family: str, born: date) -> str:
    name = ".".join(words_of(f"{given} {family}"))
    return f"{name}{born.year % 100:02d}@{rng.choice(_MAIL)}"
