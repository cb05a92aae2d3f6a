"""Shapes of pairs that look like a contradiction and are none, each beside its twin that is one.

All reports are invented. Each pair is two documents of two outlets, read by the real pipeline and taken to be of one
event; every claim of one is asked of the other, by everything that is shipped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import numpy as np
import pytest

from compare.comparison import Links, Tables
from compare.models import load_encoder
from compare.pipeline import Clock, Doors, Reading, embed, read
from compare.settings import Settings
from compare.stages import alignment, judgment
from compare.types import Corpus, Document, Event, Label, Outlet, Speaker, Statement, Verdict

pytestmark = pytest.mark.model

MORNING = datetime(2020, 2, 11, 9, tzinfo=UTC)  # a Tuesday
EAST, WEST, TURKISH, SYRIAN = "east", "west", "turkish", "syrian"
OUTLETS = (
    Outlet(EAST, "Eastern Times"),
    Outlet(SYRIAN, "Syrian Agency", kind="state agency", country="SY"),
    Outlet(TURKISH, "Turkish Agency", kind="state agency", country="TR"),
    Outlet(WEST, "Western Times"),
)
SPEAKERS = (
    Speaker("msb", "Turkish Defence Ministry", "Turkey", ("Defence Ministry in Ankara",)),
    Speaker("sohr", "Syrian Observatory for Human Rights", "", ("the Observatory", "SOHR")),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports; `reason` is that of the contradiction between them, "" where there is none."""

    shape: str
    one: str
    other: str
    reason: str = ""
    later: int = 0  # days by which the second is later
    outlets: tuple[str, str] = (EAST, WEST)
    known: str = ""  # why it does not hold yet


PAIRS: tuple[Pair, ...] = (
    # ------------------------------------------------- later update by the same speaker
    Pair(
        "update: same speaker next day",
        "The Turkish Defence Ministry said on Monday that five soldiers were killed by shelling in Taftanaz.",
        "The Turkish Defence Ministry said on Tuesday that seven soldiers were killed by shelling in Taftanaz.",
        later=1,
    ),
    Pair(
        "update: twin, two speakers",
        "The Turkish Defence Ministry said on Tuesday that five soldiers were killed by shelling in Taftanaz.",
        "The Syrian Observatory for Human Rights said on Tuesday that seven soldiers were killed by shelling in "
        "Taftanaz.",
        "number: 5 soldiers dead v 7 soldiers dead",
    ),
    Pair(
        "update: toll raised by the same monitor",
        "Shelling of the market in Ariha killed eight civilians, the Syrian Observatory for Human Rights said.",
        "Shelling of the market in Ariha killed eleven civilians, the Syrian Observatory for Human Rights said "
        "a day later, raising its toll.",
        later=1,
    ),
    Pair(
        "update: twin, no speaker, same day",
        "Shelling of the market in Ariha killed eight civilians on Tuesday.",
        "Shelling of the market in Ariha killed eleven civilians on Tuesday.",
        "number: 8 civilians dead v 11 civilians dead",
    ),
    # ------------------------------------------------- list that grows
    Pair(
        "list: more villages taken",
        "Government forces captured the villages of Kafr Halab and Miznaz on Tuesday.",
        "Government forces captured the villages of Kafr Halab, Miznaz and Urum al-Sughra on Tuesday.",
    ),
    Pair(
        "list: twin, other number of villages",
        "Government forces captured four villages west of Aleppo on Tuesday.",
        "Government forces captured nine villages west of Aleppo on Tuesday.",
        "number: 4 places v 9 places",
    ),
    Pair(
        "list: more kinds of victims",
        "The air strike on Binnish killed three children on Tuesday.",
        "The air strike on Binnish killed three children and a nurse on Tuesday.",
    ),
    Pair(
        "list: twin, other number of children",
        "The air strike on Binnish killed three children on Tuesday.",
        "The air strike on Binnish killed six children on Tuesday.",
        "number: 3 children dead v 6 children dead",
    ),
    # ------------------------------------------------- refinement
    Pair(
        "refinement: dozens",
        "Dozens of people were wounded by shelling in Sarmin on Tuesday.",
        "Some 110 people were wounded by shelling in Sarmin on Tuesday.",
    ),
    Pair(
        "refinement: twin, dozens far above",
        "Dozens of people were wounded by shelling in Sarmin on Tuesday.",
        "Three people were wounded by shelling in Sarmin on Tuesday.",
        "number: 24 to 99 wounded v 3 wounded",
    ),
    Pair(
        "refinement: at least",
        "At least nine people were killed by shelling in Sarmin on Tuesday.",
        "Twelve people were killed by shelling in Sarmin on Tuesday.",
    ),
    Pair(
        "refinement: twin, at least above",
        "At least nineteen people were killed by shelling in Sarmin on Tuesday.",
        "Twelve people were killed by shelling in Sarmin on Tuesday.",
        "number: at least 19 dead v 12 dead",
    ),
    Pair(
        "refinement: several",
        "Several people were killed by shelling in Sarmin on Tuesday.",
        "Four people were killed by shelling in Sarmin on Tuesday.",
    ),
    Pair(
        "refinement: twin, none",
        "Nobody was killed by the shelling in Sarmin on Tuesday.",
        "Four people were killed by the shelling in Sarmin on Tuesday.",
        "number: 0 dead v 4 dead",
    ),
    Pair(
        "refinement: doer named more closely",
        "Warplanes bombed a school in Ihsim on Tuesday.",
        "Russian warplanes bombed a school in Ihsim on Tuesday.",
    ),
    Pair(
        "refinement: twin, another doer",
        "Israeli warplanes bombed a school in Ihsim on Tuesday.",
        "Russian warplanes bombed a school in Ihsim on Tuesday.",
        "actor: Israeli warplanes v Russian warplanes",
    ),
    # ------------------------------------------------- other scope
    Pair(
        "scope: total v subset",
        "Thirty-three people were killed in the raid on Maarat Misrin on Tuesday.",
        "The raid on Maarat Misrin on Tuesday killed civilians, among them nine children.",
    ),
    Pair(
        "scope: twin, subset v subset",
        "The raid on Maarat Misrin on Tuesday killed 33 people, including four children.",
        "The raid on Maarat Misrin on Tuesday killed 33 people, including nine children.",
        "number: 4 children dead v 9 children dead",
    ),
    Pair(
        "scope: one attack v cumulative",
        "Six civilians were killed by shelling in Atarib on Tuesday.",
        "In Atarib 240 civilians have been killed by shelling since December.",
    ),
    Pair(
        "scope: twin, cumulative v cumulative",
        "In Atarib 240 civilians have been killed by shelling since December.",
        "In Atarib 310 civilians have been killed by shelling since December.",
        "number: 240 civilians dead v 310 civilians dead",
    ),
    Pair(
        "scope: one place of the total",
        "Shelling killed fourteen civilians across the Syrian province of Idlib on Tuesday.",
        "Shelling killed three civilians in the Syrian town of Sarmin on Tuesday.",
    ),
    Pair(
        "scope: twin, one place twice",
        "Shelling killed fourteen civilians in the Syrian town of Sarmin on Tuesday.",
        "Shelling killed three civilians in the Syrian town of Sarmin on Tuesday.",
        "number: 14 civilians dead v 3 civilians dead",
    ),
    Pair(
        "scope: some of the dead",
        "Four of the dead in the shelling of Sarmin on Tuesday were from one family.",
        "The shelling of Sarmin on Tuesday left ten people dead.",
    ),
    # ------------------------------------------------- same name, other subject
    Pair(
        "name: two targets in one town",
        "A rocket hit the maternity hospital in Idlib on Tuesday, killing two nurses.",
        "A rocket hit the bus station in Idlib on Tuesday, killing five passengers.",
        known="what was hit, a hospital or a station, is no slot",
    ),
    Pair(
        "name: twin, one hospital",
        "A rocket hit the maternity hospital in Idlib on Tuesday, killing two nurses.",
        "A rocket hit the maternity hospital in Idlib on Tuesday, killing five nurses.",
        "number: 2 medics dead v 5 medics dead",
    ),
    Pair(
        "name: a brigade named like a town",
        "The Homs Brigade lost eleven fighters in clashes near Saraqib on Tuesday.",
        "Clashes in Homs on Tuesday killed two fighters.",
    ),
    Pair(
        "name: twin, one clash",
        "Clashes near Saraqib on Tuesday killed eleven fighters.",
        "Clashes near Saraqib on Tuesday killed two fighters.",
        "number: 11 fighters dead v 2 fighters dead",
    ),
    # ------------------------------------------------- plan, condition, demand
    Pair(
        "mood: plan v deed",
        "The Turkish army will capture Nayrab.",
        "The Syrian army captured Nayrab on Tuesday.",
    ),
    Pair(
        "mood: condition v deed",
        "The Turkish army would capture Nayrab if its posts were attacked.",
        "The Syrian army captured Nayrab on Tuesday.",
    ),
    Pair(
        "mood: demand v deed",
        "Moscow demanded that Turkish troops should not cross the border at Reyhanli.",
        "Turkish troops crossed the border at Reyhanli on Tuesday.",
    ),
    Pair(
        "mood: twin, deed v deed",
        "The Turkish army captured the town of Nayrab on Tuesday.",
        "The Syrian army captured the town of Nayrab on Tuesday.",
        "actor: Turkish army v Syrian army",
    ),
    Pair(
        "mood: threatened number",
        "The rebels threatened to execute ten captured soldiers in Atmeh.",
        "The rebels executed four captured soldiers in Atmeh on Tuesday.",
    ),
    Pair(
        "mood: twin, number done",
        "The rebels executed ten captured soldiers in Atmeh on Tuesday.",
        "The rebels executed four captured soldiers in Atmeh on Tuesday.",
        "number: 10 soldiers dead v 4 soldiers dead",
    ),
    # ------------------------------------------------- restatement
    Pair(
        "restatement: other words",
        "Rebels shot down a government helicopter over Nayrab on Tuesday.",
        "A government helicopter was brought down by rebels over Nayrab on Tuesday.",
    ),
    Pair(
        "restatement: twin, another shot it down",
        "Rebels shot down a government helicopter over Nayrab on Tuesday.",
        "Turkish forces shot down a government helicopter over Nayrab on Tuesday.",
        "actor: Rebels v Turkish forces",
    ),
    Pair(
        "restatement: figure in words",
        "A dozen people died when a rocket struck a bakery in Kafr Takharim on Tuesday.",
        "Twelve people were killed when a rocket struck a bakery in Kafr Takharim on Tuesday.",
    ),
    Pair(
        "restatement: twin, another figure",
        "A dozen people died when a rocket struck a bakery in Kafr Takharim on Tuesday.",
        "Thirty people were killed when a rocket struck a bakery in Kafr Takharim on Tuesday.",
        "number: 12 dead v 30 dead",
    ),
    # ------------------------------------------------- killed, wounded, neutralised
    Pair(
        "role: killed v wounded",
        "Five people were killed in the blast in Azaz on Tuesday.",
        "Fourteen people were wounded in the blast in Azaz on Tuesday.",
    ),
    Pair(
        "role: twin, killed v killed",
        "Five people were killed in the blast in Azaz on Tuesday.",
        "Fourteen people were killed in the blast in Azaz on Tuesday.",
        "number: 5 dead v 14 dead",
    ),
    Pair(
        "role: neutralised v killed",
        "Fifty-one soldiers were neutralised near Taftanaz on Tuesday.",
        "Twenty soldiers were killed near Taftanaz on Tuesday.",
    ),
    Pair(
        "role: twin, more killed than neutralised",
        "Twenty soldiers were neutralised near Taftanaz on Tuesday.",
        "Fifty-one soldiers were killed near Taftanaz on Tuesday.",
        "number: 20 soldiers neutralised v 51 soldiers dead",
    ),
    Pair(
        "role: casualties v wounded",
        "The blast in Azaz on Tuesday caused twenty casualties.",
        "The blast in Azaz on Tuesday wounded sixteen people.",
    ),
    Pair(
        "role: twin, wounded v wounded",
        "The blast in Azaz on Tuesday wounded seven people.",
        "The blast in Azaz on Tuesday wounded sixteen people.",
        "number: 7 wounded v 16 wounded",
    ),
    # ------------------------------------------------- soldiers, civilians, fighters
    Pair(
        "people: soldiers v civilians",
        "Thirteen soldiers were killed in Kafr Nabl on Tuesday.",
        "Four civilians were killed in Kafr Nabl on Tuesday.",
    ),
    Pair(
        "people: twin, soldiers v soldiers",
        "Thirteen soldiers were killed in Kafr Nabl on Tuesday.",
        "Four soldiers were killed in Kafr Nabl on Tuesday.",
        "number: 13 soldiers dead v 4 soldiers dead",
    ),
    Pair(
        "people: fighters v soldiers",
        "Nineteen fighters were killed in clashes near Hazano on Tuesday.",
        "Six soldiers were killed in clashes near Hazano on Tuesday.",
    ),
    Pair(
        "people: twin, fighters v fighters",
        "Nineteen fighters were killed in clashes near Hazano on Tuesday.",
        "Six militants were killed in clashes near Hazano on Tuesday.",
        "number: 19 fighters dead v 6 fighters dead",
    ),
    # ------------------------------------------------- own side, enemy
    Pair(
        "side: theirs v our soldiers",
        "Thirteen regime soldiers were killed in clashes near the Syrian town of Nayrab on Tuesday.",
        "Seven of our soldiers were killed in clashes near the Syrian town of Nayrab on Tuesday.",
        outlets=(EAST, TURKISH),
    ),
    Pair(
        "side: twin, our soldiers v Turkish soldiers",
        "Thirteen Turkish soldiers were killed in clashes near the Syrian town of Nayrab on Tuesday.",
        "Seven of our soldiers were killed in clashes near the Syrian town of Nayrab on Tuesday.",
        "number: 13 soldiers dead v 7 soldiers dead",
        outlets=(EAST, TURKISH),
    ),
    Pair(
        "side: our soldiers by a minister",
        "Thirteen regime soldiers were killed in clashes near the Syrian town of Nayrab on Tuesday.",
        "The Turkish Defence Ministry said that seven of our soldiers were killed in clashes near the Syrian town of "
        "Nayrab on Tuesday.",
    ),
    Pair(
        "side: twin, our soldiers by a minister",
        "Thirteen Turkish troops were killed in clashes near the Syrian town of Nayrab on Tuesday.",
        "The Turkish Defence Ministry said that seven of our soldiers were killed in clashes near the Syrian town of "
        "Nayrab on Tuesday.",
        "number: 13 soldiers dead v 7 soldiers dead",
    ),
    Pair(
        "side: army v rebels",
        "The clashes near the Syrian town of Nayrab on Tuesday killed 22 regime fighters.",
        "The clashes near the Syrian town of Nayrab on Tuesday killed 9 rebel fighters.",
    ),
    Pair(
        "side: twin, rebels v terrorists",
        "The clashes near the Syrian town of Nayrab on Tuesday killed 22 terrorists.",
        "The clashes near the Syrian town of Nayrab on Tuesday killed 9 rebel fighters.",
        "number: 22 fighters dead v 9 fighters dead",
    ),
    # ------------------------------------------------- year, road number, id
    Pair(
        "no quantity: road",
        "Government troops seized the M5 highway near Khan al-Asal on Tuesday.",
        "Government troops seized Highway 5 near Khan al-Asal on Tuesday, cutting the M4 too.",
    ),
    Pair(
        "no quantity: year",
        "Government troops recaptured Maarat al-Numan on Tuesday, which rebels had held since 2012.",
        "Government troops recaptured Maarat al-Numan on Tuesday, lost in the battles of 2011.",
    ),
    Pair(
        "no quantity: unit and weapon",
        "Soldiers of Brigade 46 killed three civilians in Atarib on Tuesday with a BM-21 launcher.",
        "Soldiers of Regiment 111 killed three civilians in Atarib on Tuesday with a 122 mm rocket.",
    ),
    Pair(
        "no quantity: twin, hits on a road",
        "Warplanes carried out 12 air strikes on the M5 highway on Tuesday.",
        "Warplanes carried out 30 air strikes on the M5 highway on Tuesday.",
        "number: 12 strikes v 30 strikes",
    ),
    # ------------------------------------------------- words that look like a negation
    Pair(
        "no negation: northern",
        "The Syrian army entered the town of Hayyan in northern Aleppo on Tuesday.",
        "The Syrian army entered the town of Hayyan on Tuesday.",
    ),
    Pair(
        "no negation: known, another, notorious",
        "The Syrian army captured another town, known as Anadan, on Tuesday.",
        "The Syrian army captured the town of Anadan on Tuesday from a notorious group.",
    ),
    Pair(
        "no negation: not only",
        "The Syrian army captured not only Hayyan but also the town of Anadan on Tuesday.",
        "The Syrian army captured the town of Anadan on Tuesday.",
    ),
    Pair(
        "no negation: twin, not",
        "The Syrian army did not capture the town of Anadan on Tuesday.",
        "The Syrian army captured the town of Anadan on Tuesday.",
        "denial: denied v asserted",
    ),
    # ------------------------------------------------- denial quoted by a hostile outlet
    Pair(
        "denial: quoted beside the charge",
        "Russian warplanes bombed the hospital in Kafr Takharim on Tuesday, killing ten people. "
        "Moscow denied that Russian warplanes bombed the hospital in Kafr Takharim.",
        "Russian warplanes bombed the hospital in Kafr Takharim on Tuesday, killing ten people.",
    ),
    Pair(
        "denial: twin, the speaker's own outlet",
        "Russian warplanes bombed the hospital in Kafr Takharim on Tuesday.",
        "Moscow denied that Russian warplanes bombed the hospital in Kafr Takharim on Tuesday.",
        "denial: asserted v denied",
    ),
    Pair(
        "denial: of something else",
        "Russian warplanes bombed the hospital in Kafr Takharim on Tuesday.",
        "Moscow denied that Russian ships had left the port of Tartus on Tuesday.",
    ),
    # ------------------------------------------------- passive, agent in the sentence before
    Pair(
        "agent: in the sentence before",
        "Turkish forces fired at positions around Saraqib on Tuesday. A tank of the army was destroyed near the silo.",
        "Turkish forces destroyed a tank of the army near the silo of Saraqib on Tuesday.",
    ),
    Pair(
        "agent: twin, another doer",
        "Turkish forces destroyed a tank of the army near the silo of Saraqib on Tuesday.",
        "Rebels destroyed a tank of the army near the silo of Saraqib on Tuesday.",
        "actor: Turkish forces v Rebels",
    ),
    # ------------------------------------------------- same place name in two provinces
    Pair(
        "namesakes: two provinces",
        "Shelling killed five civilians in the village of Kafr Nuran in Aleppo province on Tuesday.",
        "Shelling killed two civilians in the village of Kafr Nuran in Hama province on Tuesday.",
    ),
    Pair(
        "namesakes: twin, one province",
        "Shelling killed five civilians in the village of Kafr Nuran in Aleppo province on Tuesday.",
        "Shelling killed two civilians in the village of Kafr Nuran in Aleppo province on Tuesday.",
        "number: 5 civilians dead v 2 civilians dead",
    ),
    # ------------------------------------------------- contained place
    Pair(
        "within: country v province",
        "Rebels shot down a government helicopter in northern Syria on Tuesday.",
        "Rebels shot down a government helicopter in Aleppo on Tuesday.",
    ),
    Pair(
        "within: province v town",
        "Rebels shot down a government helicopter in Idlib province on Tuesday.",
        "Rebels shot down a government helicopter near Saraqib on Tuesday.",
    ),
    Pair(
        "within: twin, two towns",
        "Rebels shot down a government helicopter near Atarib in Aleppo province on Tuesday.",
        "Rebels shot down a government helicopter near Saraqib in Idlib province on Tuesday.",
        "place: Atarib v Saraqib",
    ),
    # ------------------------------------------------- time
    Pair(
        "time: a night and the morning after",
        "Rebels shot down a government helicopter over Nayrab on Monday night.",
        "Rebels shot down a government helicopter over Nayrab early on Tuesday.",
    ),
    Pair(
        "time: day not told",
        "Rebels shot down a government helicopter over Nayrab on Sunday.",
        "Rebels shot down a government helicopter over Nayrab.",
    ),
    Pair(
        "time: twin, two days",
        "Rebels shot down a government helicopter over Nayrab on Saturday.",
        "Rebels shot down a government helicopter over Nayrab on Monday.",
        "time: 2020-02-08 v 2020-02-10",
    ),
    Pair(
        "time: two attacks",
        "Shelling killed nine people in Sarmin on Saturday.",
        "Shelling killed four people in Sarmin on Monday.",
    ),
    Pair(
        "time: twin, one attack",
        "Shelling killed nine people in Sarmin on Monday.",
        "Shelling killed four people in Sarmin on Monday.",
        "number: 9 dead v 4 dead",
    ),
    # ------------------------------------------------- outcome
    Pair(
        "outcome: attacked, then captured",
        "The Syrian army attacked the town of Nayrab on Tuesday.",
        "The Syrian army captured the town of Nayrab on Tuesday.",
    ),
    Pair(
        "outcome: captured, then lost again",
        "The Syrian army captured the town of Nayrab on Monday.",
        "Rebels repelled an attack of the Syrian army on the town of Nayrab on Tuesday.",
    ),
    Pair(
        "outcome: twin, captured v repelled",
        "The Syrian army captured the town of Nayrab from rebels on Tuesday.",
        "Rebels repelled an attack of the Syrian army on the town of Nayrab on Tuesday.",
        "outcome: capture v repel",
    ),
    # ------------------------------------------------- cause
    Pair(
        "cause: two blows of one day",
        "Shelling killed twelve civilians in Sarmin on Tuesday.",
        "An air strike killed four civilians in Binnish on Tuesday.",
    ),
    Pair(
        "cause: two blows with one small toll",
        "A sniper killed one man in Sarmin on Tuesday.",
        "A mortar killed one man in Sarmin on Tuesday.",
    ),
    Pair(
        "cause: two vague tolls of one place",
        "Shelling killed dozens of civilians in Sarmin on Tuesday.",
        "Air strikes killed dozens of civilians in Sarmin on Tuesday.",
    ),
    Pair(
        "cause: the same toll of two places",
        "Shelling killed twelve civilians in Sarmin on Tuesday.",
        "Air strikes killed twelve civilians in Binnish on Tuesday.",
    ),
    Pair(
        "cause: means that may be one",
        "A car bomb killed twelve civilians at the market in Sarmin on Tuesday.",
        "A suicide bomber killed twelve civilians at the market in Sarmin on Tuesday.",
    ),
    Pair(
        "cause: means left open",
        "A blast killed twelve civilians at the market in Sarmin on Tuesday.",
        "A car bomb killed twelve civilians at the market in Sarmin on Tuesday.",
    ),
    Pair(
        "cause: twin, one toll of one market",
        "An air strike killed twelve civilians at the market in Sarmin on Tuesday.",
        "A car bomb killed twelve civilians at the market in Sarmin on Tuesday.",
        "cause: air strike v car bomb",
    ),
    Pair(
        "cause: a jet that crashed and one that was shot down",
        "A Turkish fighter jet crashed near Nayrab on Tuesday.",
        "A Turkish jet was shot down near Nayrab on Tuesday.",
    ),
    Pair(
        "cause: twin, a jet, fault v shot down",
        "A Turkish warplane crashed near Nayrab on Tuesday because of a technical fault.",
        "A Turkish warplane was shot down near Nayrab on Tuesday.",
        "cause: fault v shot down",
    ),
    Pair(
        "cause: a fault that is only suspected",
        "A government helicopter may have crashed near Nayrab on Tuesday because of a technical fault.",
        "A government helicopter was shot down near Nayrab on Tuesday.",
    ),
    Pair(
        "cause: twin, shot down v fault",
        "A government helicopter crashed near Nayrab on Tuesday because of a technical fault.",
        "A government helicopter was shot down near Nayrab on Tuesday.",
        "cause: fault v shot down",
    ),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What was read and judged, by the name of the shape."""

    reading: Reading
    verdicts: dict[str, tuple[Verdict, ...]]

    def claims(self, pair: Pair, which: int) -> tuple[Statement, ...]:
        """The claims of one of the two reports of a pair."""
        return tuple(c for c in self.reading.claims if c.document == name(pair, which))

    def told(self, pair: Pair) -> str:
        """All that was found on a pair, as a message shows it."""
        text = {c.id: c.text for c in self.reading.claims}
        return "\n".join(
            f"{v.label} ({v.reason}, {v.probability}) on {text[v.anchor]!r}" for v in self.verdicts[pair.shape]
        )


def name(pair: Pair, which: int) -> str:
    """The id of a report of a pair."""
    return f"{PAIRS.index(pair):03}-{which}"


def document(pair: Pair, which: int) -> Document:
    """A report of a pair."""
    body, published = (pair.one, pair.other)[which], MORNING + timedelta(pair.later * which)
    return Document(name(pair, which), pair.outlets[which], "", body, published)


def event(pair: Pair, judged: Sequence[Statement]) -> Event:
    """Both reports of a pair as one event."""
    documents = (name(pair, 0), name(pair, 1))
    statements = tuple(c.id for c in judged if c.document in documents)
    return Event(pair.shape, pair.shape, MORNING.date(), MORNING.date(), (), documents, statements)


def within(links: Links, tables: Tables) -> Links:
    """The links inside of pairs."""
    number = np.array([int(s.document[:3]) for s in tables.claims.statements])
    kept = number[links.a] == number[links.b]
    return Links(links.a[kept], links.b[kept], links.likeness[kept])


@pytest.fixture(scope="module")
def judged(doors: Doors) -> Judged:
    """All pairs read as one corpus and judged pair by pair with everything that is shipped."""
    documents = tuple(document(pair, which) for pair in PAIRS for which in (0, 1))
    corpus = Corpus(OUTLETS, SPEAKERS, documents, "shapes")
    clock, settings = Clock(None), Settings()
    reading = read(corpus, doors.syntax, doors.gazetteer, clock)
    tables = embed(reading, load_encoder(), clock)
    links = alignment.link(tables.sentences, (doors.same_event, doors.same_event_in_company), settings)
    events = [event(pair, reading.claims) for pair in PAIRS]
    found = judgment.judge(
        judgment.questions(events, tables.claims, within(tables.links(links), tables), settings),
        tables.claims,
        doors.judges,
        partial(alignment.score, tables.sentences, scorer=doors.same_event),
    )
    return Judged(reading, {pair.shape: tuple(v for v in found if v.event == pair.shape) for pair in PAIRS})


def cases(*, contradictions: bool) -> list[object]:
    """The pairs that are contradictions, or those that are none, each named by its shape."""
    return [
        pytest.param(
            pair,
            id=pair.shape.replace(": ", "/").replace(" ", "-"),
            marks=[pytest.mark.xfail(strict=True, reason=pair.known)] if pair.known else [],
        )
        for pair in PAIRS
        if bool(pair.reason) is contradictions
    ]


@pytest.mark.parametrize("pair", cases(contradictions=False))
def test_a_shape_that_is_no_contradiction(pair: Pair, judged: Judged) -> None:
    """Neither report is told to contradict the other."""
    assert Label.CONTRADICTION not in {v.label for v in judged.verdicts[pair.shape]}, judged.told(pair)


@pytest.mark.parametrize("pair", cases(contradictions=True))
def test_its_twin_is_a_contradiction(pair: Pair, judged: Judged) -> None:
    """The first report is contradicted by the second, and the reason names kind and values."""
    firsts = {c.id for c in judged.claims(pair, 0)}
    found = {
        str(v.reason) for v in judged.verdicts[pair.shape] if v.label is Label.CONTRADICTION and v.anchor in firsts
    }
    assert found == {pair.reason}, judged.told(pair)
