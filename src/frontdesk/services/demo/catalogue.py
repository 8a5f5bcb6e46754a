"""What the sample clinic offers, who works there and what they mostly do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from frontdesk.services.demo.chance import chance
from frontdesk.services.demo.names import person
from frontdesk.services.demo.week import PATTERNS


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a service: its length in minutes, its price in minor units of money."""

    name: str
    length: int
    price: int


@dataclass(frozen=True, slots=True)
class Offer:
    """One service; minutes, and minor units of money. Visits take one of `lengths`, the first is the catalogue's.

    `gear` names what it needs one unit of; `treatment` says that only a treatment room will do.
    """

    name: str
    hue: int
    lengths: tuple[int, ...]
    before: int = 0
    after: int = 0
    description: str = ""
    category: str = "Visits"
    price: int = 0
    forms: tuple[Form, ...] = ()
    extras: tuple[Form, ...] = ()
    gear: str = ""
    treatment: bool = False
    private: bool = False


ULTRASOUND, ECG = "Ultrasound", "ECG"
CONSULTATION = Offer(
    "Consultation",
    222,
    (30, 20, 30, 30, 45),
    description="First visit for a new concern.",
    price=12_000,
    forms=(Form("Short", 20, 9_000), Form("Long", 45, 17_500)),
)
FOLLOW_UP = Offer(
    "Follow-up",
    155,
    (20, 15, 20, 30),
    description="Results, progress, next steps.",
    price=7_500,
    forms=(Form("Brief", 15, 6_000), Form("Long", 30, 10_000)),
)
PHYSIOTHERAPY = Offer(
    "Physiotherapy",
    28,
    (45, 30, 45),
    after=5,
    description="Treatment with exercises to take home.",
    category="Treatments",
    price=9_500,
    forms=(Form("Half session", 30, 6_500),),
    extras=(Form("Kinesio tape", 10, 1_500), Form("Heat pack", 10, 1_000)),
)
TELEHEALTH = Offer(
    "Telehealth",
    188,
    (20, 20, 30),
    description="By video, or by phone where video is not possible.",
    price=7_000,
    forms=(Form("Long", 30, 9_500),),
)
VACCINATION = Offer(
    "Vaccination",
    340,
    (15, 15, 20),
    description="With a few minutes to sit afterwards.",
    category="Prevention",
    price=4_500,
    forms=(Form("Travel", 20, 8_000),),
    extras=(Form("Certificate", 5, 1_500),),
)
GROUP_CLASS = Offer(
    "Group class",
    290,
    (60, 90),
    before=10,
    after=10,
    description="Bring comfortable clothes.",
    category="Classes",
    price=2_500,
    forms=(Form("Long class", 90, 3_500),),
)
HEALTH_CHECK = Offer(
    "Health check",
    95,
    (40, 40, 60),
    after=5,
    description="Yearly check with blood test.",
    category="Prevention",
    price=19_000,
    forms=(Form("Executive", 60, 29_000),),
    extras=(Form("Vitamin panel", 0, 4_500), Form("Hearing test", 10, 3_500)),
    gear=ECG,
)
MINOR_PROCEDURE = Offer(
    "Minor procedure",
    50,
    (40, 30, 60),
    before=5,
    after=10,
    description="Consent form needed.",
    category="Treatments",
    price=26_000,
    forms=(Form("Small", 30, 18_000), Form("Large", 60, 39_000)),
    gear=ULTRASOUND,
    treatment=True,
    private=True,
)
OFFERS = (
    CONSULTATION,
    FOLLOW_UP,
    PHYSIOTHERAPY,
    TELEHEALTH,
    VACCINATION,
    GROUP_CLASS,
    HEALTH_CHECK,
    MINOR_PROCEDURE,
)


@dataclass(frozen=True, slots=True)
class Fixture:
    """What stands in someone's week at the same time: a class with an offer, or a staff event without one."""

    title: str
    weekdays: tuple[int, ...]
    minute: int
    length: int
    offer: Offer | None = None


TEAM_MEETING = Fixture("Team meeting", (1,), 14 * 60 + 30, 30)
WARD_ROUND = Fixture("Ward round", (0, 1, 2, 3, 4), 15 * 60, 60)
SUPERVISION = Fixture("Supervision", (3,), 9 * 60 + 30, 45)
BACK_CLASS = Fixture("Back-pain class", (0, 2), 9 * 60 + 30, 60, GROUP_CLASS)
PRENATAL_CLASS = Fixture("Prenatal class", (2, 4), 14 * 60, 90, GROUP_CLASS)


@dataclass(frozen=True, slots=True)
class Work:
    """What a speciality does: `mix` deals services out by weight, `band` says who comes."""

    speciality: str
    mix: tuple[Offer, ...]
    band: str = "adult"
    fixtures: tuple[Fixture, ...] = ()


def _mix(weights: Mapping[str, int]) -> tuple[Offer, ...]:
    named = {offer.name: offer for offer in OFFERS}
    return tuple(named[name] for name, weight in weights.items() for _ in range(weight))


_GENERAL = _mix({"Consultation": 10, "Follow-up": 6, "Telehealth": 3, "Health check": 2, "Minor procedure": 1})
_SPECIAL = _mix({"Consultation": 9, "Follow-up": 9, "Telehealth": 2})
_TREATING = _mix({"Consultation": 7, "Follow-up": 6, "Minor procedure": 4, "Telehealth": 1})
_MOVING = _mix({"Physiotherapy": 16, "Follow-up": 3, "Consultation": 2})
_CHILDREN = _mix({"Consultation": 8, "Follow-up": 6, "Vaccination": 3, "Telehealth": 2, "Health check": 2})
_NURSING = _mix({"Vaccination": 8, "Follow-up": 6, "Health check": 3, "Telehealth": 2, "Minor procedure": 1})
_TALKING = _mix({"Consultation": 8, "Follow-up": 5, "Telehealth": 7})

_WORKS = (
    Work("General practice", _GENERAL),
    Work("General practice", _GENERAL),
    Work("Physiotherapy", _MOVING, fixtures=(BACK_CLASS,)),
    Work("Paediatrics", _CHILDREN, "child", (WARD_ROUND,)),
    Work("Nurse clinic", _NURSING, "all"),
    Work("Internal medicine", _SPECIAL, "senior", (SUPERVISION,)),
    Work("Dermatology", _TREATING),
    Work("Midwifery", _SPECIAL, "mother", (PRENATAL_CLASS,)),
    Work("Physiotherapy", _MOVING, "senior"),
    Work("Cardiology", _SPECIAL, "senior"),
    Work("Mental health", _TALKING, fixtures=(SUPERVISION,)),
    Work("Nurse clinic", _NURSING, "all"),
)
_NAMES = (
    "Dr. Amelia Chen",
    "Dr. Luis Ortega",
    "Nora Svensson",
    "Dr. Ravi Patel",
    "Kim Doyle, RN",
    "Dr. Kwame Mensah",
    "Dr. Hannah Weiss",
    "Leila Haddad",
    "Tomás Herrera",
    "Dr. Yuki Tanaka",
    "Dr. Ingrid Larsen",
    "Grace Okafor, RN",
)
_FILLS = (0.97, 0.88, 1.0, 0.86, 0.84, 0.92, 0.9, 0.8, 0.95, 0.87, 0.93, 0.82)


@dataclass(frozen=True, slots=True)
class Post:
    """One practitioner to be: `fill` is the share of open time that visits seek to take."""

    name: str
    work: Work
    pattern: str
    fill: float


def posts(count: int, seed: int) -> tuple[Post, ...]:
    """Give so many practitioners: twelve that everybody knows, then newcomers who work as those do."""
    rng = chance(seed, "posts")
    found = []
    for n in range(count):
        kind = n % len(_WORKS)
        name = _NAMES[n] if n < len(_NAMES) else _titled(rng, _NAMES[kind])
        # Newcomers keep other hours than the colleague whose work they share, and hold no classes of their own.
        turn = n // len(_WORKS)
        work = _WORKS[kind] if not turn else Work(_WORKS[kind].speciality, _WORKS[kind].mix, _WORKS[kind].band)
        found.append(Post(name, work, PATTERNS[(n + 5 * turn) % len(PATTERNS)], _FILLS[kind]))
    return tuple(found)


def _titled(rng: Random, colleague: str) -> str:
    given, family, _ = person(rng)
    before = "Dr. " if colleague.startswith("Dr. ") else ""
    after = ", RN" if colleague.endswith(", RN") else ""
    return f"{before}{given} {family}{after}"
