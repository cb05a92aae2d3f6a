from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compare.lexicon.means import FALLS, MAY_BE_ONE, MEANS
from compare.stages import slots
from compare.stages.slots import places, tokens
from compare.types import (
    Attribution,
    Document,
    Location,
    Modality,
    Outlet,
    Part,
    Polarity,
    Scope,
    Sentence,
    Span,
    Speaker,
    Stance,
    Unit,
)

FRIDAY = datetime(2021, 3, 12, 9, tzinfo=UTC)

SYRIA = Location("Syria", "syria", (), "SY", 20_000_000)
ALEPPO = Location("Aleppo", "aleppo", ("syria",), "SY", 2_000_000)
SARAQIB = Location("Saraqib", "saraqib", ("idlib", "syria"), "SY", 30_000)
IDLIB = Location("Idlib", "idlib", ("syria",), "SY", 120_000)
READING = Location("Reading", "reading", ("uk",), "GB", 300_000)
BEIRUT = Location("Beirut", "beirut", ("lebanon",), "LB", 1_900_000)
SURAN = tuple(Location("Suran", "suran", (province, "syria"), "SY", 30_000) for province in ("hama", "aleppo", "idlib"))
DAMASCUS = Location("Damascus", "damascus", ("syria",), "SY", 1_500_000)
IRAQ = Location("Iraq", "iraq", (), "IQ", 38_000_000)
TURKEY = Location("Turkey", "turkey", (), "TR", 82_000_000)
STATES = Location("United States", "unitedstates", (), "US", 327_000_000)
RUSSIA = Location("Russia", "russia", (), "RU", 140_000_000)


class Atlas:
    """A gazetteer of few places; unknown names have their lower-case letters as key."""

    places = {
        "syria": SYRIA,
        "russia": RUSSIA,
        "iraq": IRAQ,
        "turkey": TURKEY,
        "united states": STATES,
        "damascus": DAMASCUS,
        "aleppo": ALEPPO,
        "saraqib": SARAQIB,
        "saraqeb": SARAQIB,
        "idlib": IDLIB,
        "reading": READING,
        "beirut": BEIRUT,
    }

    def lookup(self, name: str, country: str | None = None) -> tuple[Location, ...]:
        """The places of that name that it has."""
        if name.lower() == "suran":
            return SURAN
        found = self.places.get(name.lower())
        return (found,) if found else ()

    def key(self, name: str) -> str:
        """The name in small letters."""
        return name.lower()


def read(text: str, *, title: str = "", published: datetime = FRIDAY) -> slots.Slots:
    """The slots of a body of one sentence, in a document that speaks of Syria."""
    document = Document("d", "o", title, text, published)
    start = len(document.text) - len(text)
    sentence = Sentence("d", start, start + len(text), text, Part.BODY)
    return slots.read(document, (sentence,), Atlas())[0]


def read_all(*texts: str) -> tuple[slots.Slots, ...]:
    """The slots of the sentences of one document, each from an element."""
    document = Document("d", "o", "", " ".join(texts), FRIDAY)
    starts = [sum(len(text) + 1 for text in texts[:k]) for k in range(len(texts))]
    sentences = (Sentence("d", a, a + len(text), text) for a, text in zip(starts, texts, strict=True))
    return slots.read(document, tuple(sentences), Atlas())


def amounts(text: str) -> list[tuple[float, float | None, str]]:
    """Low, high and unit of the quantities of a sentence."""
    return [(q.low, q.high, q.unit.value) for q in read(text).quantities]


def first(text: str) -> tuple[float, float | None, Unit, str, Scope]:
    """All fields of the first quantity but its text."""
    quantity = read(text).quantities[0]
    return quantity.low, quantity.high, quantity.unit, quantity.whose, quantity.scope


# --------------------------------------------------------------------------- invariants

WORDS = st.sampled_from(
    "at least 12 3,400 1 500 twenty - three a an no both dozens of hundreds thousand people civilians "
    "children were killed and wounded including among them in Aleppo near Saraqib on Monday March 2021 "
    "since the rebels US IS not has commented million to 20-30 % said by , . ( ) air strikes".split()
)


@given(st.lists(WORDS, max_size=40))
def test_offsets_point_at_their_words(words: list[str]) -> None:
    """Each slot with a text has that text at its offsets, and quantities do not overlap."""
    text = " ".join(words) or "Nothing"
    found = read(text)
    assert [text[q.start : q.end] for q in found.quantities] == [q.text for q in found.quantities]
    assert [text[p.start : p.end] for p in found.places] == [p.name for p in found.places]
    assert [text[p.start : p.end] for p in found.actors + found.targets] == [
        p.name for p in found.actors + found.targets
    ]
    ends = [0, *(q.end for q in found.quantities)]
    assert all(end <= q.start for end, q in zip(ends, found.quantities, strict=False))
    assert all(q.high is None or q.low <= q.high for q in found.quantities)
    assert found.when.first <= found.when.last


@given(st.text(max_size=200))
def test_tokens_cover_all_but_white_space(text: str) -> None:
    """Tokens are slices of the text, in order, and leave out white space alone."""
    split = tokens.split(text)
    assert [text[t.start : t.end] for t in split] == [t.text for t in split]
    assert "".join(t.text for t in split) == "".join(text.split())


def test_sentences_keep_their_order_and_number() -> None:
    """There is one result for each sentence, in the order given, and none for none."""
    text = "Two people died. Nobody was hurt. The talks go on."
    spans = ((0, 16), (17, 33), (34, 50))
    document = Document("d", "o", "", text, FRIDAY)
    sentences = tuple(Sentence("d", a, b, text[a:b]) for a, b in spans)
    found = slots.read(document, sentences, Atlas())
    assert [[q.text for q in s.quantities] for s in found] == [["Two people"], ["Nobody"], []]
    assert slots.read(document, (), Atlas()) == ()


def test_offsets_count_from_the_canonical_text() -> None:
    """With a title before it, a body's offsets begin after title and blank line."""
    found = read("Six soldiers died.", title="Ambush")
    assert [(q.start, q.end) for q in found.quantities] == [(8, 20)]


# --------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("58 people", 58, 58),
        ("1,400 people", 1400, 1400),
        ("1400 people", 1400, 1400),
        ("1 500 people", 1500, 1500),
        ("100000 people", 100_000, 100_000),
        ("Twenty-three people", 23, 23),
        ("Two hundred and five people", 205, 205),
        ("1.5 million people", 1_500_000, 1_500_000),
        ("half a million people", 500_000, 500_000),
        ("a quarter of a million people", 250_000, 250_000),
        ("a dozen people", 12, 12),
        ("two dozen people", 24, 24),
        ("at least 58 people", 58, None),
        ("no fewer than 58 people", 58, None),
        ("more than 58 people", 59, None),
        ("over 58 people", 59, None),
        ("58 or more people", 58, None),
        ("some 20 people", 18, 22),
        ("about 150 people", 135, 165),
        ("nearly a million people", 900_000, 1_000_000),
        ("almost 50 people", 45, 50),
        ("about a dozen people", 11, 13),
        ("a hundred people", 90, 110),
        ("more than a hundred people", 101, None),
        ("70 people at least", 70, None),
        ("up to 30 people", 0, 30),
        ("as many as 30 people", 0, 30),
        ("fewer than 30 people", 0, 29),
        ("between 20 and 30 people", 20, 30),
        ("20 to 30 people", 20, 30),
        ("20-30 people", 20, 30),
        ("dozens of people", 24, 99),
        ("scores of people", 40, 199),
        ("hundreds of people", 200, 1999),
        ("thousands of people", 2000, 99_999),
        ("tens of thousands of people", 20_000, 99_999),
        ("hundreds of thousands of people", 200_000, 999_999),
        ("a few people", 2, 6),
        ("a couple of people", 2, 2),
        ("several people", 3, 9),
        ("many hundreds of people", 200, 1999),
        ("several hundred people", 300, 900),
        ("at least dozens of people", 24, None),
    ],
)
def test_numbers_are_intervals(words: str, low: float, high: float | None) -> None:
    """Number words with what bounds them make a closed interval, open above after "at least"."""
    assert amounts(f"The attack killed {words}.") == [(low, high, "dead")]


@pytest.mark.parametrize(
    "text",
    [
        "The talks took nine months.",
        "The road is 45 km long.",
        "He drove 30 miles on the M5.",
        "A 12-year-old was there.",
        "The leader aged 30 spoke.",
        "The council passed Resolution 2254.",
        "Fighters of the 46th Division left.",
        "Division 17 is a base.",
        "The uprising began in 2011.",
        "The army holds 40 percent of it.",
        "The first of the convoys came.",
        "It is one of the reasons.",
        "They fought one another.",
        "The call came at 10:13.",
        "The meeting began at 1500 UTC+3.",
        "An F-16 flew over.",
        "It was a 48-hour pause.",
        "On 21 August the army spoke.",
        "On March 5 2021 the army spoke.",
        "The 155 mm guns were quiet.",
        "Three days ago the army spoke.",
        "Nobody knows another way north.",
        "There are many parts of the plan.",
        "The raid killed many people.",
        "It killed a number of people.",
        "The bodies had no visible injuries.",
    ],
    ids=lambda text: text[:28],
)
def test_other_numbers_are_no_quantities(text: str) -> None:
    """Dates, times, ages, distances, shares, names with numbers and mere gestures count nothing."""
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Car bomb kills four in a suburb", [(4, 4, "dead")]),
        ("Monitor says 20 rebels killed", [(20, 20, "dead")]),
        (
            "The death toll of the raid has risen to 13 and 106 injured.",
            [(13, 13, "dead"), (106, 106, "wounded")],
        ),
        ("They reported a toll of 15.", [(15, 15, "dead")]),
        ("The toll rose as shells hit the centre of a city of 350000.", []),
        ("It killed a staff member and 20 civilians.", [(1, 1, "dead"), (20, 20, "dead")]),
        ("58 people were killed and 160 wounded.", [(58, 58, "dead"), (160, 160, "wounded")]),
        ("It killed 58 people and wounded 160.", [(58, 58, "dead"), (160, 160, "wounded")]),
        ("13 killed 9 injured in shelling", [(13, 13, "dead"), (9, 9, "wounded")]),
        ("shells fell killing 8 persons injuring more than 55.", [(8, 8, "dead"), (56, None, "wounded")]),
        ("The blast left 20 dead and wounded dozens.", [(20, 20, "dead"), (24, 99, "wounded")]),
        ("The raid claimed the lives of 18 civilians.", [(18, 18, "dead")]),
        ("The army lost 13 soldiers.", [(13, 13, "dead")]),
        ("Nine people dead and wounded in a blast", [(9, 9, "casualties")]),
        ("The fire killed and injured scores of people.", [(40, 199, "casualties")]),
        ("Six Leaders of Ahrar Al-Sham Killed in a Blast", [(6, 6, "dead")]),
        ("Leaders of the front met and 18 IS jihadists killed fighting Kurds were buried.", [(18, 18, "dead")]),
        ("Thousands were forced to flee the city.", [(2000, 99999, "displaced")]),
        ("There were no casualties.", [(0, 0, "casualties")]),
        ("No one was hurt.", [(0, 0, "wounded")]),
        ("The group executed 12 captured soldiers.", [(12, 12, "dead")]),
        ("The group took 12 hostages.", [(12, 12, "captured")]),
        ("Gunmen kidnapped 12 nurses.", [(12, 12, "captured")]),
        ("The army neutralised 76 fighters.", [(76, 76, "neutralised")]),
        ("Six people are missing.", [(6, 6, "missing")]),
        ("Some 1000 families fled.", [(900, 1100, "displaced")]),
        ("40 fighters entered the town.", [(40, 40, "people")]),
        ("The fleet flew 15 air strikes.", [(15, 15, "strikes")]),
        ("The guns hit 33 targets.", [(33, 33, "targets")]),
        ("They burned two tanks.", [(2, 2, "vehicles")]),
        ("The army took three villages.", [(3, 3, "places")]),
        ("It costs $20 million.", [(20e6, 20e6, "money")]),
        ("They destroyed 500 houses.", [(500, 500, "things")]),
        ("Two suicide bombers killed 30 people.", [(2, 2, "people"), (30, 30, "dead")]),
        ("Ten people and six teachers killed in raid", [(10, 10, "dead"), (6, 6, "dead")]),
        ("The attack left 20 others wounded the group said.", [(20, 20, "wounded")]),
        ("Twenty others suffered from suffocation.", [(20, 20, "wounded")]),
        ("A woman and her two children were killed.", [(1, 1, "dead"), (2, 2, "dead")]),
        ("Both pilots were killed.", [(2, 2, "dead")]),
        ("A man spoke to a woman.", []),
        ("Girl killed two others hurt in shelling", [(1, 1, "dead"), (2, 2, "wounded")]),
        ("Soldier killed ten people hurt in shelling", [(10, 10, "wounded")]),
        ("A man woman and child died.", [(1, 1, "dead"), (1, 1, "dead"), (1, 1, "dead")]),
        ("They carried an injured man inside.", []),
        ("One soldier was killed and another wounded.", [(1, 1, "dead"), (1, 1, "wounded")]),
        ("It brought the number killed in two days to 45.", [(45, 45, "dead")]),
        ("Dozens of villagers starved to death.", [(24, 99, "dead")]),
        ("Three people burned to death.", [(3, 3, "dead")]),
        ("The shells claimed the life of a nurse.", [(1, 1, "dead")]),
        ("The truce saved the lives of 20 people.", [(20, 20, "people")]),
        ("About 30 people managed to escape.", [(27, 33, "displaced")]),
        ("Three died including two women 29 injured", [(3, 3, "dead"), (2, 2, "dead"), (29, 29, "wounded")]),
        ("The dead included four women and a nurse.", [(4, 4, "dead"), (1, 1, "dead")]),
        ("Ten soldiers were killed along with two rebels.", [(10, 10, "dead"), (2, 2, "dead")]),
        ("Four men died on Monday and seven on Tuesday.", [(4, 4, "dead"), (7, 7, "dead")]),
        ("Some 200 suffered breathing problems.", [(180, 220, "wounded")]),
        ("The number of men abducted since Monday stands at 220.", [(220, 220, "captured")]),
        ("It took to 89 the number of people killed.", [(89, 89, "dead")]),
        ("At least 23 ISIS (Daesh) militants were killed.", [(23, None, "dead")]),
        (
            "Seven died among them a child and two women and nine others were hurt.",
            [(7, 7, "dead"), (1, 1, "dead"), (2, 2, "dead"), (9, 9, "wounded")],
        ),
        (
            "Among the dead were a nurse and two boys while nine others were hurt.",
            [(1, 1, "dead"), (2, 2, "dead"), (9, 9, "wounded")],
        ),
        ("Five of the 90 hostages seized there were shot dead.", [(5, 5, "dead"), (90, 90, "captured")]),
        ("Nine members of a crew who were asleep in the hall were killed.", [(9, 9, "dead")]),
        ("The raid left the town in ruins killing civilians including three girls.", [(3, 3, "dead")]),
        ("More than 400 are estimated to have been killed.", [(401, None, "dead")]),
        ("The fate of 40 others was unknown.", [(40, 40, "missing")]),
        ("There were no casualties.", [(0, 0, "casualties")]),
        ("There were no details of casualties.", []),
        ("There was no immediate death toll.", []),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_unit_is_what_befell_them(text: str, expected: list[tuple[float, float | None, str]]) -> None:
    """The unit of a number comes from its noun, from what is said of it, or from the verb before it."""
    assert amounts(text) == expected


@pytest.mark.parametrize(
    ("noun", "whose"),
    [
        ("civilians", "civilians"),
        ("schoolchildren", "children"),
        ("women", "women"),
        ("Syrian army soldiers", "soldiers"),
        ("militants", "fighters"),
        ("police officers", "police"),
        ("medical workers", "medics"),
        ("reporters", "journalists"),
        ("people", "people"),
        ("others", ""),
        ("regime elements", "soldiers"),
        ("Hezbollah men", "fighters"),
        ("senior Islamic State (IS) leaders", "fighters"),
        ("members of the armed group", "fighters"),
        ("members of a group of workers", "people"),
        ("MSF staff", "medics"),
        ("Civil Defence volunteers", "medics"),
        ("civilians residents said", "civilians"),
    ],
)
def test_whose_is_read_off_the_noun(noun: str, whose: str) -> None:
    """Nouns of people are grouped; "others" says nothing on who they are."""
    assert first(f"The shelling killed four {noun}.") == (4, 4, Unit.DEAD, whose, Scope.TOTAL)


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("It killed 101 civilians and wounded 700.", ["civilians", "civilians"]),
        ("Ten civilians were killed and 17 others hurt.", ["civilians", "civilians"]),
        ("Ten militants and two soldiers died and 30 others were hurt.", ["fighters", "soldiers", ""]),
        ("Six women were killed and two others hurt.", ["women", ""]),
        ("A soldier was killed and two others hurt.", ["soldiers", "soldiers"]),
        ("It killed ten civilians bringing the toll to 45.", ["civilians", ""]),
        ("At least 25 members of the Nusra Front died.", ["fighters"]),
        ("Five YPG members died.", ["fighters"]),
        ("Nine members of a family died.", ["people"]),
        ("Nine fighters and leaders died.", ["fighters"]),
        ("An American fighter died.", ["fighters"]),
        ("Nine soldiers and allied fighters died.", ["soldiers"]),
        ("Ten people died two of them aid workers.", ["people", "medics"]),
        ("Twelve pro-regime fighters died.", ["soldiers"]),
        ("Twelve anti-regime fighters died.", ["fighters"]),
        ("The mine killed 20 soldiers guards and workers.", ["people"]),
        ("Ten children and 13 rebels died.", ["children", "fighters"]),
        ("Five of the dead were women.", ["women"]),
        ("It hurt three people one of them a woman.", ["people", "women"]),
        ("It killed 12 terrorists and caused ten casualties among the militants.", ["fighters", "fighters"]),
        ("The army struck the militants killing nine of them.", ["fighters"]),
        ("The raid targeted civilians in the market causing dozens of casualties.", ["civilians"]),
        ("Seven White Helmets volunteers died.", ["medics"]),
        ("Seven Red Crescent [RC] volunteers died.", ["medics"]),
        ("Troops ambushed on Monday a group of militants near the dam killing 15 on the spot.", ["fighters"]),
        ("Shells fired by militants at dawn hit a shop killing 15 on the spot.", [""]),
        ("It killed nine members and leaders of a group of militants.", ["fighters"]),
        ("Six of those killed were Syrian rebel fighters.", ["fighters"]),
        ("Ten of the dead were believed to be civilians.", ["civilians"]),
        ("Shelling killed five, all of them civilians.", ["civilians"]),
        ("Thirty were killed on the regime side and 12 on the rebel side.", ["soldiers", "fighters"]),
        ("Dozens killed in a raid on militants.", ["fighters"]),
        ("Dozens killed in a raid on a clinic for militants.", [""]),
        ("At least 14 Hezbollah were killed.", ["fighters"]),
        ("Jets hit an SARC convoy killing 22 volunteers.", ["medics"]),
        ("A US aid worker was killed.", ["medics"]),
        ("It killed both civilians and rebels.", []),
    ],
)
def test_whose_is_taken_from_the_sentence_where_the_noun_is_silent(text: str, whose: list[str]) -> None:
    """A bare number is of the kind just counted, unless that was a mixture, women, children or a part."""
    assert [q.whose for q in read(text).quantities] == whose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It left 35 people including 22 children dead.", [(35, "dead"), (22, "dead")]),
        ("He was killed along with two other guards.", [(2, "dead")]),
        ("He spoke along with two other guards.", [(2, "people")]),
        ("A raid hit the camp killing its leader and several guards.", [(3, "dead")]),
        ("Among the 23 killed was a family of 10 people.", [(23, "dead"), (10, "dead")]),
        ("They saw 270 bodies of which 96 were children.", [(270, "dead"), (96, "dead")]),
        ("Ten conscripts were taken hostage.", [(10, "captured")]),
        ("Many people were killed, including five children.", [(5, "dead")]),
        ("Many people spoke, including five children.", [(5, "people")]),
        ("Civilians were killed and wounded, among them five children.", [(5, "casualties")]),
        ("The number of martyrs rose to 12.", [(12, "dead")]),
        ("About 30 people were affected by the gas.", [(27, "wounded")]),
        ("Snipers shot dead two civilians.", [(2, "dead")]),
    ],
)
def test_what_befell_others_is_said_of_those_counted_with_them(text: str, expected: list[tuple[int, str]]) -> None:
    """A verb reaches over a part named between, over who is not counted, and over the rest of a list."""
    assert [(q.low, q.unit.value) for q in read(text).quantities] == expected


def test_a_bare_number_is_of_those_that_the_sentence_before_counted() -> None:
    """Where the sentence names nobody they are of one kind with those before, but for women and children."""
    for kind, later in (("soldiers", "soldiers"), ("women", "")):
        text = f"Ten {kind} died. Shells fell on the town killing six."
        document = Document("d", "o", "", text, FRIDAY)
        stop = text.index(".") + 1
        spans = ((0, stop), (stop + 1, len(text)))
        found = slots.read(document, tuple(Sentence("d", a, b, text[a:b]) for a, b in spans), Atlas())
        assert [q.whose for q in found[1].quantities] == [later]


def test_whose_is_taken_from_the_sentence_before_where_it_goes_on() -> None:
    """Bare numbers at the beginning, "another" and "of them" are of the people just counted."""
    text = "Ten soldiers died. Another 50 were hurt. Three of them died. Six died at sea."
    document = Document("d", "o", "", text, FRIDAY)
    spans = ((0, 18), (19, 40), (41, 60), (61, 77))
    found = slots.read(document, tuple(Sentence("d", a, b, text[a:b]) for a, b in spans), Atlas())
    assert [[(q.text, q.whose) for q in s.quantities] for s in found] == [
        [("Ten soldiers", "soldiers")],
        [("Another 50", "soldiers")],
        [("Three of them", "soldiers")],
        [("Six", "")],
    ]


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("At least 11 civilians among them three children were killed.", ["total", "subset"]),
        ("Twenty people including a woman and two children died.", ["total", "subset", "subset"]),
        ("Five dead among them three children and 20 wounded", ["total", "subset", "total"]),
        ("Seven died among them a child and nine others were injured.", ["total", "subset", "total"]),
        ("It injured five people two of them critically.", ["total", "subset"]),
        ("Three children were among 20 people killed.", ["subset", "total"]),
        ("Three children and two women were among the dead.", ["subset", "subset"]),
        ("It injured 55 persons most of them children.", ["total"]),
        ("So far 300 people have been killed.", ["cumulative"]),
        ("More than 300 people have been killed since March 2011.", ["cumulative"]),
        ("The toll has risen to 13.", ["total"]),
        ("They counted 45 dead, 20 in Aleppo and 10 in Idlib.", ["total", "subset", "subset"]),
        ("It killed 45 people in Aleppo and 22 in Idlib.", ["total", "total"]),
        ("It injured ten, three seriously.", ["total", "subset"]),
        ("The attack killed 20 people, 12 of them soldiers, and wounded 33.", ["total", "subset", "total"]),
        ("In the past three days 84 people were killed.", ["cumulative"]),
        ("Shelling killed 14 people across Idlib province.", ["cumulative"]),
        ("Raids killed 14 people throughout the country.", ["cumulative"]),
        ("Soldiers killed 14 people across the Turkish border.", ["total"]),
        ("Shelling killed 14 people from across the town.", ["total"]),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_scope_tells_wholes_from_parts(text: str, scopes: list[str]) -> None:
    """A number is of the whole, of a part that is named beside it, or adds up over time or over an area."""
    assert [q.scope.value for q in read(text).quantities] == scopes


def test_a_part_inherits_what_befell_the_whole() -> None:
    """Parts without a verb of their own are dead or wounded as the whole is."""
    found = read("Six civilians including a child were among at least 22 people killed.").quantities
    assert [(q.low, q.unit, q.whose, q.scope) for q in found] == [
        (6, Unit.DEAD, "civilians", Scope.SUBSET),
        (1, Unit.DEAD, "children", Scope.SUBSET),
        (22, Unit.DEAD, "people", Scope.TOTAL),
    ]


@pytest.mark.parametrize("marks", ["“”", "‘’", '""', "''", "«»"])
def test_quotation_marks_part_no_number_from_its_cue(marks: str) -> None:
    """A cue in quotation marks says what befell people as the bare word does."""
    cue = f"{marks[0]}neutralised{marks[1]}"
    assert amounts(f"In the raid 76 regime soldiers were {cue}.") == [(76, 76, "neutralised")]
    assert amounts(f"The strikes {cue} 101 military personnel.") == [(101, 101, "neutralised")]


# --------------------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell on Saraqeb.", [("Saraqeb", "saraqib", ("idlib", "syria"))]),
        ("Shells fell in Saraqib Idlib province.", [("Saraqib", "saraqib"), ("Idlib", "idlib")]),
        ("Aleppos markets were shut in Syria.", [("Aleppo", "aleppo"), ("Syria", "syria")]),
        ("He lives in the town of Ruhm.", [("Ruhm", "ruhm")]),
        ("It fell on the al-Ruhm neighbourhood.", [("al-Ruhm", "al-ruhm")]),
        ("Russia said it flew over northern Syria.", [("Syria", "syria")]),
        ("Reading of the bill went on.", []),
        ("Barack Obama met Sergei Lavrov.", []),
        ("Islamic State fought the Nusra Front.", []),
        ("General Idlib spoke.", []),
        ("It fell in the Syrian province.", []),
        ("The group fought in August.", []),
        ("BEIRUT Shells fell on Aleppo.", [("BEIRUT", "beirut"), ("Aleppo", "aleppo")]),
        ("They fled to Syria.", [("Syria", "syria")]),
        ("Syria said it fled.", []),
        ("The envoy on Syria left.", []),
        ("Raids on Syria went on.", [("Syria", "syria")]),
        ("Syria strikes back.", []),
        ("Syria truce fails.", [("Syria", "syria")]),
        ("Rebels hold parts of the Eastern Ruhm.", [("Eastern Ruhm", "ruhm")]),
        ("It fell on the districts of Ruhm and Qasr.", [("Ruhm", "ruhm"), ("Qasr", "qasr")]),
        ("Fights went on in Ruhmiyeh on Monday.", [("Ruhmiyeh", "ruhmiyeh")]),
        ("Al-Halebi spoke and al-Halebi left.", []),
        ("Aleppos Busiest Bakeries Close Their Gates.", [("Aleppo", "aleppo")]),
        ("It broke out in both Syria and Iraq.", [("Syria", "syria"), ("Iraq", "iraq")]),
        ("They fought in Syria and Iraq denied it.", [("Syria", "syria")]),
        ("Ships left with backing from Turkey.", []),
        ("They came from Turkey.", [("Turkey", "turkey")]),
        ("Envoys will visit Iraq.", [("Iraq", "iraq")]),
        ("Drones circled north of Aleppo.", [("Aleppo", "aleppo")]),
        ("It began an assault on Ruhm and Qasra.", [("Ruhm", "ruhm"), ("Qasra", "qasra")]),
        (
            "It fell on Ruhm al-Zabad and al-Qasra districts.",
            [("Ruhm al-Zabad", "ruhm al-zabad"), ("al-Qasra", "al-qasra")],
        ),
        ("The road runs past the Ruhm oil field.", [("Ruhm", "ruhm")]),
        ("The Ruhm hotel shut.", []),
        ("The Ruhmi tribe left.", []),
        ("The Islamic State in Iraq and Levant grew.", []),
        ("The sermon was in Arabic.", []),
        ("The United States carries out raids.", []),
        ("Envoys urged Damascus to reveal it.", []),
        ("The camp lies on the border with Turkey.", [("Turkey", "turkey")]),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_places_are_known_or_called_so(text: str, expected: list[tuple]) -> None:
    """Known names and names with their kind are places; people, groups and acting countries are none."""
    found = [(p.name, p.key, p.within) for p in read(text + " Syria", title="Syria").places if p.start < 7 + len(text)]
    width = len(expected[0]) if expected else 3
    assert [place[:width] for place in found] == expected


def test_what_one_sentence_tells_to_be_a_place_is_one_in_the_others() -> None:
    """A bare name that another sentence calls a neighbourhood is that place, too; an unknown one stays none."""
    bare, called = "Shells hit Ruhm before noon.", "People left the Ruhm neighbourhood of Aleppo."
    assert [[p.key for p in s.places] for s in read_all(bare, called)] == [["ruhm"], ["ruhm", "aleppo"]]
    assert [[p.key for p in s.places] for s in read_all(bare, "People left Aleppo.")] == [[], ["aleppo"]]


def test_what_contains_a_larger_place_contains_the_smaller_one() -> None:
    """A village of an area lies where another sentence tells that the area lies."""
    village, _ = read_all("They fled the village of Qasra in Ruhm.", "People left the Ruhm area of Idlib.")
    assert [(p.key, p.within) for p in village.places][0] == ("qasra", ("ruhm", "idlib", "syria"))


@pytest.mark.parametrize(("often", "scene"), [(2, "SY"), (9, "RU")])
def test_cities_tell_the_scene_of_a_document_as_countries_do(often: int, scene: str) -> None:
    """A power that is named more than the country, yet less than it and its cities, is not the scene."""
    names = ["Aleppo", "Idlib", "Aleppo", "Syria", *["Russia"] * often]
    assert places.country_of(names, Atlas()) == scene
    assert places.country_of(reversed(names), Atlas()) == scene


def test_a_larger_place_named_after_contains() -> None:
    """A name that no list has lies within the province named after it."""
    found = read("Shells fell on the village of Ruhm in Idlib province.", title="Syria").places
    assert [(p.key, p.within) for p in found] == [("ruhm", ("idlib", "syria")), ("idlib", ("syria",))]


def located(text: str) -> list[list[tuple[str, tuple[str, ...]]]]:
    """Key and larger places of the places of each sentence of a body that speaks of Syria."""
    document = Document("d", "o", "Syria", text, FRIDAY)
    found, start = [], len(document.text) - len(text)
    for part in text.split(". "):
        start = document.text.index(part, start)
        found.append(Sentence("d", start, start + len(part), part))
    return [[(p.key, p.within) for p in s.places] for s in slots.read(document, tuple(found), Atlas())]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Shells fell on Aleppo in Syria. They hit the Ruhm district", ("ruhm", ("aleppo", "syria"))),
        ("Shells fell on Idlib in Syria. They hit the Ruhm district of Aleppo", ("ruhm", ("aleppo", "syria"))),
        ("It rained in Idlib in Syria. In Aleppo they hit the Ruhm district", ("ruhm", ("aleppo", "syria"))),
        ("It rained in Syria. They hit the Saraqib neighbourhood of Aleppo", ("saraqib", ("aleppo", "syria"))),
    ],
)
def test_a_place_that_no_list_has_lies_where_the_text_around_it_is(text: str, place: tuple) -> None:
    """The larger place named after it, before it in its sentence, or last before contains it, in this order."""
    assert place in located(text)[-1]


@pytest.mark.parametrize(("province", "within"), [("Aleppo", "aleppo"), ("Idlib", "idlib")])
def test_one_name_in_two_provinces_is_told_apart_by_the_provinces_named(province: str, within: str) -> None:
    """Of two towns of one name the one in the province that the text speaks of is meant."""
    assert ("suran", (within, "syria")) in located(f"Shells fell in {province} in Syria. They hit the town of Suran")[
        -1
    ]


# --------------------------------------------------------------------------- times


@pytest.mark.parametrize(
    ("words", "first_day", "last_day"),
    [
        ("on Monday", "2021-03-08", "2021-03-08"),
        ("Friday", "2021-03-12", "2021-03-12"),
        ("late on Saturday evening", "2021-03-06", "2021-03-06"),
        ("yesterday", "2021-03-11", "2021-03-11"),
        ("overnight", "2021-03-11", "2021-03-12"),
        ("this morning", "2021-03-12", "2021-03-12"),
        ("last week", "2021-03-01", "2021-03-07"),
        ("last month", "2021-02-01", "2021-02-28"),
        ("three days ago", "2021-03-09", "2021-03-09"),
        ("in the past 48 hours", "2021-03-10", "2021-03-12"),
        ("since Monday", "2021-03-08", "2021-03-12"),
        ("this week", "2021-03-08", "2021-03-12"),
        ("earlier this month", "2021-03-01", "2021-03-12"),
        ("earlier this year", "2021-01-01", "2021-03-12"),
        ("over the weekend", "2021-03-06", "2021-03-07"),
        ("during the night", "2021-03-11", "2021-03-12"),
        ("late last month", "2021-02-21", "2021-02-28"),
        ("in late September", "2020-09-21", "2020-09-30"),
        ("in mid-July", "2020-07-11", "2020-07-20"),
        ("in early 2012", "2012-01-01", "2012-04-30"),
        ("since mid-2012", "2012-05-01", "2021-03-12"),
        ("in March", "2021-03-01", "2021-03-12"),
        ("last September", "2020-09-01", "2020-09-30"),
        ("in the past five years", "2016-03-12", "2021-03-12"),
        ("for more than four months", "2020-11-12", "2021-03-12"),
        ("in the 1980s", "1980-01-01", "1989-12-31"),
        ("on the 5th of March", "2021-03-05", "2021-03-05"),
        ("in the night from 2 to 3 February", "2021-02-02", "2021-02-03"),
        ("on 2 and 3 February 2021", "2021-02-02", "2021-02-03"),
        ("on August 21", "2020-08-21", "2020-08-21"),
        ("on 21 August 2013", "2013-08-21", "2013-08-21"),
        ("on August 21 2013", "2013-08-21", "2013-08-21"),
        ("on Sept. 22", "2020-09-22", "2020-09-22"),
        ("in December 2015", "2015-12-01", "2015-12-31"),
        ("in April", "2020-04-01", "2020-04-30"),
        ("in 2012", "2012-01-01", "2012-12-31"),
    ],
)
def test_words_of_time_count_from_the_documents_day(words: str, first_day: str, last_day: str) -> None:
    """Weekdays, dates and spans are counted back from the day that the document speaks from."""
    when = read(f"The bridge was hit {words}.").when
    assert (when.first, when.last) == (date.fromisoformat(first_day), date.fromisoformat(last_day))


@pytest.mark.parametrize(
    ("text", "first_day", "last_day"),
    [
        ("The envoys will meet on Monday.", "2021-03-15", "2021-03-15"),
        ("Talks are expected later this week.", "2021-03-12", "2021-03-14"),
        ("The envoy flies to the capital early next week.", "2021-03-15", "2021-03-17"),
        ("The council will speak of it during this month.", "2021-03-12", "2021-03-31"),
        ("The army said on Monday it will leave.", "2021-03-08", "2021-03-08"),
        ("The envoys will meet on 20 May.", "2021-05-20", "2021-05-20"),
        ("The road stays shut until May 20.", "2021-05-20", "2021-05-20"),
        ("The road was shut until May 20.", "2020-05-20", "2020-05-20"),
        ("The road stays shut until 12 March.", "2021-03-12", "2021-03-12"),
    ],
)
def test_days_that_are_announced_lie_ahead(text: str, first_day: str, last_day: str) -> None:
    """A weekday, week or month after "will" or the like is the one to come."""
    when = read(text).when
    assert (when.first, when.last) == (date.fromisoformat(first_day), date.fromisoformat(last_day))


@pytest.mark.parametrize(
    ("lasting", "ended"),
    [
        ("The shops stay shut until Wednesday.", "Clashes went on until Wednesday."),
        ("The road is closed until Wednesday.", "The road was closed until Wednesday."),
        ("The crossing has been shut till late Wednesday.", "The crossing had been shut till late Wednesday."),
        ("Civilians must leave by Wednesday.", "Twenty civilians had left by Wednesday."),
        ("By Wednesday the units will leave.", "By Wednesday the units reached the river."),
        ("The truce holds through Wednesday.", "The truce collapsed by Wednesday."),
        ("The army said the road remains shut until Wednesday.", "The army said shelling lasted until Wednesday."),
        ("The truce was extended until Wednesday.", "The army shelled the town until Wednesday."),
        ("Truce until Wednesday.", "It fought until Wednesday."),
    ],
)
def test_a_term_of_what_is_or_will_be_lies_ahead(lasting: str, ended: str) -> None:
    """A weekday after "until" or "by" is the next one where something is so or will be, the last where it was."""
    assert (read(lasting).when.first, read(lasting).when.last) == (date(2021, 3, 17), date(2021, 3, 17))
    assert (read(ended).when.first, read(ended).when.last) == (date(2021, 3, 10), date(2021, 3, 10))


def test_a_term_on_the_documents_own_day_is_that_day() -> None:
    """An item of a Friday that says "until Friday" means that day."""
    assert read("The shops stay shut until Friday.").when.last == date(2021, 3, 12)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was hit " * 30 + "Last update: Monday 22 March 2021",
        "A truce for three days.",
        "They spoke for hours.",
    ],
    ids=["stamp", "truce", "talk"],
)
def test_stamps_and_mere_durations_date_nothing(text: str) -> None:
    """The day on which a page was changed, and how long something takes, are no time of an event."""
    assert read(text).when.start is None


NUMBERS = st.sampled_from("0 1 2 12 31 1980 1999 2020 3000 9999 20000 several".split())
UNITS = st.sampled_from("hours days weeks months years".split())
TIME_WORDS = st.sampled_from("last next this since in until early late mid Monday March May s of the overnight".split())
TIME_PHRASES = st.one_of(
    TIME_WORDS,
    st.builds("{} {} {}".format, NUMBERS, UNITS, st.sampled_from(["ago", "earlier", "later"])),
    st.builds("{} {} {}".format, st.sampled_from(["for", "the last", "the past", "the next", "in"]), NUMBERS, UNITS),
)


@example(["3000 years ago"])
@given(st.lists(TIME_PHRASES, max_size=6))
def test_any_words_of_time_give_days_in_order(words: list[str]) -> None:
    """No heap of words and numbers, however far they reach, breaks the reading of days."""
    when = read("Shells fell " + " ".join(words) + ".").when
    assert when.first <= when.last


def test_without_words_of_time_it_is_that_day_or_the_one_before() -> None:
    """A sentence without a time gets the last two days and no offsets."""
    when = read("The bridge was hit.").when
    assert (when.first, when.last, when.start, when.end) == (date(2021, 3, 11), date(2021, 3, 12), None, None)


def days(text: str) -> list[tuple[int, int, int | None]]:
    """The first and last day of the month and the offset for each sentence of a body."""
    document = Document("d", "o", "", text, FRIDAY)
    found, start = [], 0
    for part in text.split(". "):
        part = part.strip()
        start = text.index(part, start)
        found.append(Sentence("d", start, start + len(part), part))
    return [(s.when.first.day, s.when.last.day, s.when.start) for s in slots.read(document, tuple(found), Atlas())]


def test_a_sentence_that_tells_on_has_the_day_of_the_one_before() -> None:
    """Past deeds of a definite subject are of the day just named in the paragraph; they have no offsets."""
    assert days("Shells fell from 2 to 3 March. The units fled. They lost two tanks") == [
        (2, 3, 17), (2, 3, None), (2, 3, None)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "second",
    ["A bridge was hit", "The army said it rained", "The town is calm", "The talks go on"],
)
def test_other_sentences_keep_the_documents_days(second: str) -> None:
    """New subjects, speech, the present and another paragraph take no day over."""
    assert days("Shells fell on 2 March. " + second)[1] == (11, 12, None)
    assert days("Shells fell on 2 March. \nThe units fled")[1] == (11, 12, None)


def test_the_day_of_the_deed_goes_before_the_day_of_saying() -> None:
    """The day of "said on Friday" is not that of what happened overnight."""
    when = read("The army said on Friday that shells fell overnight.").when
    assert (when.first, when.last) == (date(2021, 3, 11), date(2021, 3, 12))


@pytest.mark.parametrize(
    "text",
    [
        "Thu Sep 5 2013 Bridge hit. Shells fell.",
        "05-09-2013 Bridge hit.",
        "05.09.2013 Shells fell.",
        "Bridge hit AFP Thursday 5 Sep 2013 Shells fell.",
        "Published September 5 2013 Shells fell.",
        "Date of publication 5 September 2013 Shells fell after March 1 2012.",
        "Last updated at Sep 052013 Shells fell.",
        "2013-09-05 Shells fell.",
    ],
)
def test_dateline_goes_before_the_day_of_publication(text: str) -> None:
    """A document's own dateline near its beginning is the day that it speaks from."""
    document = Document("d", "o", "Bridge hit", text, FRIDAY)
    assert slots.reference_day(document) == date(2013, 9, 5)


@pytest.mark.parametrize(
    "text",
    [
        "The war began on March 15 2011 in the south.",
        "Shells fell.",
        "30.02.2013 Shells fell.",
        "Since May 1 2012 it rains.",
    ],
)
def test_dates_told_in_a_sentence_are_no_dateline(text: str) -> None:
    """A date tied into a sentence, or no real date, leaves the day of publication."""
    assert slots.reference_day(Document("d", "o", "", text, FRIDAY)) == FRIDAY.date()


def test_dateline_counts_nothing_and_dates_only_for_want_of_better() -> None:
    """The numbers of a dateline are no quantities, and a weekday in the sentence goes before it."""
    found = read("AFP Friday 10 Oct 2014 At least 12 people died Thursday.")
    assert [q.text for q in found.quantities] == ["At least 12 people"]
    assert (found.when.first, found.when.last) == (date(2014, 10, 9), date(2014, 10, 9))


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_a_weekday_is_at_most_six_days_back(day: date) -> None:
    """The words "on Monday" mean the latest Monday on or before the document's day."""
    published = datetime(day.year, day.month, day.day, tzinfo=UTC)
    when = read("The bridge was hit on Monday.", published=published).when
    assert when.first == when.last
    assert when.first.weekday() == 0
    assert timedelta(0) <= day - when.first <= timedelta(days=6)


# --------------------------------------------------------------------------- parties


@pytest.mark.parametrize(
    ("text", "actors", "targets"),
    [
        ("Regime forces shelled the town.", ["government"], []),
        ("The town was shelled by regime forces.", ["government"], []),
        ("Twenty rebels were killed in Russian air strikes.", ["russia"], ["rebels"]),
        ("Syrian troops killed 32 rebels.", ["government"], ["rebels"]),
        ("The coalition struck Islamic State positions.", ["usa"], ["is"]),
        ("An attack on the YPG by ISIS failed.", ["is"], ["kurds"]),
        ("The shelling of civilians went on.", [], ["civilians"]),
        ("IS fighters stormed the base.", ["is"], []),
        ("Who is it that hit us?", [], []),
        ("Moscow said the talks go on.", [], []),
        ("The area is controlled by rebels.", [], []),
        ("Shells hit a rebel-held district.", [], []),
        ("Turkish forces shot down an Assad regime helicopter.", ["turkey"], ["government"]),
        ("Turkish-backed rebels of the Syrian National Army shot it down.", ["rebels", "rebels"], []),
        ("Turkish forces did not shoot down the helicopter.", ["turkey"], []),
        ("Local sources said that rebels of the SNA brought the jet down.", ["rebels", "rebels"], []),
        ("The helicopter was shot down by Turkish forces.", ["turkey"], []),
        ("A Russian helicopter was shot down.", [], ["russia"]),
        ("Rebels bring down regime helicopter", ["rebels"], ["government"]),
        ("Syrian regime aircraft killed at least ten.", ["government"], []),
        ("The Turkish units came under fire from Syrian government troops.", ["government"], ["turkey"]),
        ("Anti-Assad forces stormed a Syrian army position.", ["rebels"], ["government"]),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_roles_follow_order_and_voice(text: str, actors: list[str], targets: list[str]) -> None:
    """Who acts and who suffers is told by order, voice and nouns of attack; speakers do neither."""
    found = read(text)
    assert ([p.key for p in found.actors], [p.key for p in found.targets]) == (actors, targets)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Air strikes killed two.", ("air_strike", "attack", "death")),
        ("A car bomb went off.", ("bombing",)),
        ("The truce fails as talks end.", ("ceasefire", "talks")),
        ("The jet was shot down.", ("downing",)),
        ("They brought the jet down.", ("downing",)),
        ("It rained.", ()),
    ],
)
def test_actions_are_kinds_sorted(text: str, kinds: tuple[str, ...]) -> None:
    """All kinds of action in a sentence are named once, sorted."""
    assert read(text).actions == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("An air-strike and a car bomb killed twelve.", ("air strike", "car bomb")),
        ("A suicide bomber blew himself up at the gate.", ("suicide bomber",)),
        ("A suicide car bombing hit the gate.", ("car bomb",)),
        ("The helicopter was shot down after a malfunction.", ("fault", "shot down")),
        ("The warplane was hit by a missile.", ()),
        ("A blast killed twelve.", ()),
    ],
)
def test_means_are_kinds_sorted_and_open_words_have_none(text: str, kinds: tuple[str, ...]) -> None:
    """Each kind of means is named once; vehicles, and words that leave the means open, are none."""
    assert read(text).means == kinds


def test_means_that_may_be_one_are_known_kinds() -> None:
    """Pairs of kinds name kinds that some phrase stands for, and so do the falls of aircraft."""
    kinds = set(MEANS.values())
    assert set().union(*MAY_BE_ONE) <= kinds and FALLS <= kinds and {len(pair) for pair in MAY_BE_ONE} == {2}


# --------------------------------------------------------------------------- mood


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The ministry denied the report.", Polarity.DENIED),
        ("The army did not shell the town.", Polarity.DENIED),
        ("Officials rejected the claims as baseless.", Polarity.DENIED),
        ("There is no evidence of an attack.", Polarity.DENIED),
        ("They know another northern road.", Polarity.ASSERTED),
        ("Not only soldiers died.", Polarity.ASSERTED),
        ("It killed two men who did not fight.", Polarity.ASSERTED),
        ("There were no casualties.", Polarity.ASSERTED),
        ("The figure could not be independently verified.", Polarity.ASSERTED),
    ],
)
def test_only_the_main_claim_is_denied(text: str, polarity: Polarity) -> None:
    """Denials count where they are of the main claim, never inside other words or relative clauses."""
    assert read(text).polarity is polarity


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The army shelled the town.", Modality.ACTUAL),
        ("The suspected attack killed two.", Modality.ACTUAL),
        ("The army may have shelled the town.", Modality.POSSIBLE),
        ("In May the army shelled the town.", Modality.ACTUAL),
        ("The army will leave the town.", Modality.PLANNED),
        ("The army is set to leave the town.", Modality.PLANNED),
        ("The army threatened to shell the town.", Modality.PLANNED),
        ("If it rains the army leaves.", Modality.CONDITIONAL),
        ("The council called for a truce.", Modality.DEMANDED),
        ("The army should leave.", Modality.DEMANDED),
    ],
)
def test_modality_tells_deeds_from_plans(text: str, modality: Modality) -> None:
    """Plans, conditions, demands and possibilities are no deeds; a suspicion of who did it is one."""
    assert read(text).modality is modality


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("The Syrian government has not commented on it.", ("Syrian government",)),
        ("There was no immediate comment from Turkey.", ("Turkey",)),
        ("The army did not issue a statement.", ("army",)),
        ("The Pentagon declined to comment.", ("Pentagon",)),
        ("Neither Moscow nor Ankara has issued a statement.", ("Moscow", "Ankara")),
        ("No group has claimed responsibility.", ()),
        (
            "Neither the Syrian National Army nor the Turkish military has put out a statement on it.",
            ("Syrian National Army", "Turkish military"),
        ),
        (
            "The English-language site of SANA, the Syrian state news agency, does not mention the talks.",
            ("SANA",),
        ),
        ("SANA does not mention the talks.", ("SANA",)),
        ("The Turkish military did not report the strike.", ("Turkish military",)),
        ("RT has not reported on the strike.", ("RT",)),
        ("Syrian state media made no mention of the strike.", ("Syrian state media",)),
        ("The army has put out no statement.", ("army",)),
        ("State media ignored the clash.", ("State media",)),
        ("SANA was silent on the clash.", ("SANA",)),
        ("The ministry remained silent.", ("ministry",)),
        ("The strike was not mentioned by SANA.", ("SANA",)),
    ],
)
def test_silence_is_reported_with_its_names(text: str, about: tuple[str, ...]) -> None:
    """A report that somebody has not spoken names whom it is about."""
    found = read(text).silence
    assert found is not None
    assert found.about == about


@pytest.mark.parametrize(
    "text",
    [
        "The Syrian government commented on it.",
        "The army did not shell the town.",
        "The resolution does not mention Assad.",
        "The text of the Security Council does not mention Assad.",
        "If SANA does not mention the clash, nobody will.",
        "He did not mention the clash.",
        "Turkey ignored the truce.",
        "Ankara did not report its troop movements.",
    ],
)
def test_no_silence_where_somebody_spoke_or_acted(text: str) -> None:
    """A denial of a deed, a comment, a condition, and what a document leaves out are no silence."""
    assert read(text).silence is None


@pytest.mark.parametrize(
    "unit",
    [
        "1 ",
        "million ",
        "east ",
        "on March 5 2021 ",
        "a.",
        "including 3 ",
        "killed 5 and ",
        "a man woman and ",
        "A and B of ",
    ],
)
def test_long_runs_of_one_word_are_read(unit: str) -> None:
    """A sentence of one word repeated is read without an error."""
    assert read("The " + unit * 2000).when.first <= FRIDAY.date() + timedelta(days=3)


@pytest.mark.parametrize(
    ("kind", "country", "side"),
    [
        ("ministry", "TR", "turkey"),
        ("state agency", "SY", "government"),
        ("opposition", "SY", ""),
        ("independent", "TR", ""),
        ("ministry", "BR", ""),
    ],
)
def test_only_the_outlets_of_a_state_speak_for_its_side(kind: str, country: str, side: str) -> None:
    """An outlet's country tells whose "our soldiers" are only where the state speaks through it."""
    assert slots.side_of_outlet(Outlet("o", "Outlet", kind=kind, country=country)) == side


@pytest.mark.parametrize(
    ("name", "registered", "side"),
    [
        ("Defence Ministry", "Turkey", "turkey"),
        ("Defence Ministry", "Syrian government", "government"),
        ("Defence Ministry", "independent", ""),
        ("Turkish Defence Ministry", None, "turkey"),
        ("a resident", None, ""),
    ],
)
def test_a_speaker_has_the_side_that_the_registry_or_the_name_gives(
    name: str, registered: str | None, side: str
) -> None:
    """The registry decides; without it, the one party in the speaker's name."""
    known = () if registered is None else (Speaker("s", name, registered),)
    told = Attribution(name, "s" if known else None, "said", Stance.NEUTRAL, None, None, Span(0, 1))
    assert slots.side_of_speaker(told, known) == side


def test_our_people_get_the_side_of_the_speaker_and_others_keep_theirs() -> None:
    """Only figures of "our" people without a side of their own get one."""
    found = read("Seven of our soldiers and 13 regime soldiers were killed, and 40 civilians were wounded.")
    told = slots.ours(found, "turkey")
    assert [q.side for q in told.quantities] == ["turkey", "government", ""]
    assert slots.ours(found, "") is found
