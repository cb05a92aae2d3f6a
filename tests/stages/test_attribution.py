"""Attribution: speaker, cue, content; orders, quotations, pronouns, registry, traps."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.models import load_syntax
from compare.stages.attribution import UNNAMED, attribute
from compare.stages.segmentation import segment
from compare.types import Attribution, Document, Parse, Part, Sentence, Span, Speaker, Stance, Token

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "dev"
PUBLISHED = datetime(2020, 2, 4, tzinfo=UTC)
SYNTAX = load_syntax()
SPEAKERS = (
    Speaker("ru-mod", "Russian Ministry of Defence", "russia", ("Russian Defence Ministry",)),
    Speaker("sohr", "Syrian Observatory for Human Rights", "", ("SOHR",)),
    Speaker("sy-army", "Syrian Arab Army", "damascus", ("Syrian army",)),
    Speaker("tr-mod", "Turkish Ministry of National Defence", "turkey", ("MSB", "Turkish Defence Ministry")),
    Speaker("tr-mfa", "Turkish Foreign Ministry", "turkey"),
    Speaker("erdogan", "Recep Tayyip Erdogan", "turkey"),
)


def make_document(body: str, title: str = "", attributed_to: str | None = None) -> Document:
    """A document of this text."""
    return Document("d1", "sana", title, body, PUBLISHED, attributed_to=attributed_to)


def attributions(
    *texts: str, title: str = "", speakers: tuple[Speaker, ...] = (), attributed_to: str | None = None
) -> tuple[tuple[Attribution, ...], ...]:
    """The attributions of a body made of these sentences, those of a title first."""
    document = make_document(" ".join(texts), title, attributed_to)
    sentences, start = [], 0
    for text in (*([title] if title else []), *texts):
        start = document.text.index(text, start)
        part = Part.HEADLINE if title and not sentences else Part.BODY
        sentences.append(Sentence("d1", start, start + len(text), text, part))
        start += len(text)
    return attribute(document, tuple(sentences), tuple(SYNTAX.parse(sentences)), speakers)


def said(text: str) -> tuple[str, str, str] | None:
    """Name, cue and content of one sentence."""
    return next(iter(claims(text)), None)


def claims(text: str) -> list[tuple[str, str, str]]:
    """Name, cue and content of each attribution of one sentence."""
    (found,) = attributions(text)
    return [(one.name, one.cue, text[one.content_span.start : one.content_span.end]) for one in found]


def only(found: tuple[tuple[Attribution, ...], ...]) -> Attribution:
    """The one attribution of one sentence."""
    ((one,),) = found
    return one


PIECES = st.lists(
    st.sampled_from(
        ["The army", "rebels", "said", "told", "AFP", "that", "ten died", "according to", "He", '"', "“",
         "”", ",", ".", "was", "quoted", "as saying", "claimed", "by", "and", "who", "Monitor", ":", "- ",
         "adding", "reportedly", "(", ")", "the", "a", "of", "in", "Aleppo", "on Sunday", "''",
         "it was reported", "IS"]
    ),
    min_size=1,
    max_size=25,
).map(" ".join)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=5))
def test_spans_lie_in_their_sentence_and_spell_their_words(texts: list[str]) -> None:
    """Content, cue and speaker are non-empty spans of the sentence, and the cue is its text."""
    found = attributions(*texts)
    document, start = make_document(" ".join(texts)), 0
    for text, own in zip(texts, found, strict=True):
        end = start + len(text)
        for one in own:
            for span in (one.speaker_span, one.cue_span, one.content_span, *one.quoted):
                assert span is None or start <= span.start < span.end <= end
            assert not one.cue_span or document.text[one.cue_span.start : one.cue_span.end] == one.cue
        start = end + 1


@given(st.lists(PIECES, min_size=1, max_size=5))
def test_contents_of_a_sentence_are_disjoint_and_in_order(texts: list[str]) -> None:
    """Each content of a sentence ends before the next one begins."""
    for own in attributions(*texts):
        for one, after in zip(own, own[1:], strict=False):
            assert one.content_span.end <= after.content_span.start


@given(st.lists(PIECES, min_size=1, max_size=5))
def test_the_order_of_the_registry_does_not_matter(texts: list[str]) -> None:
    """Speakers in another order give the same attributions."""
    assert attributions(*texts, speakers=SPEAKERS) == attributions(*texts, speakers=SPEAKERS[::-1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rebels said government forces killed ten people.",
            ("Rebels", "said", "government forces killed ten people"),
        ),
        (
            "The army said on Sunday it had captured the town.",
            ("army", "said", "it had captured the town"),
        ),
        (
            "The Syrian Observatory for Human Rights a Britain-based monitor said ten people died.",
            ("Syrian Observatory for Human Rights", "said", "ten people died"),
        ),
        (
            "At least nine fighters were killed in the raids a monitoring group said.",
            ("monitoring group", "said", "At least nine fighters were killed in the raids"),
        ),
        (
            "Nine fighters died in the raids, a local civil defence official said on Monday.",
            ("local civil defence official", "said", "Nine fighters died in the raids"),
        ),
        (
            "According to the health ministry, nine people died.",
            ("health ministry", "According to", "nine people died"),
        ),
        (
            "Nine people died in the night according to local sources.",
            ("local sources", "according to", "Nine people died in the night"),
        ),
        (
            '"We will stay in the town" said the commander.',
            ("commander", "said", '"We will stay in the town"'),
        ),
        (
            "On Monday the Turkish military announced it had struck nine targets.",
            ("Turkish military", "announced", "it had struck nine targets"),
        ),
        (
            "A source at the police command told SANA that two shells fell.",
            ("source at the police command", "told", "two shells fell"),
        ),
        (
            "The blast killed two people the director told AFP.",
            ("director", "told", "The blast killed two people"),
        ),
        (
            "The group, a Britain-based monitor, said ten people died.",
            ("group", "said", "ten people died"),
        ),
        (
            "The road lies near the border with Turkey activist Rami Haddad told AFP.",
            ("activist Rami Haddad", "told", "The road lies near the border with Turkey"),
        ),
        (
            "Ten people died in the fall of the town said Rami Haddad, a doctor.",
            ("Rami Haddad", "said", "Ten people died in the fall of the town"),
        ),
        (
            "The army claimed 12 fighters were killed.",
            ("army", "claimed", "12 fighters were killed"),
        ),
        (
            "The army denied involvement in the attack.",
            ("army", "denied", "involvement in the attack"),
        ),
        (
            "The claim was denied by the Syrian government.",
            ("Syrian government", "denied", "The claim was"),
        ),
        (
            "The town was calm but activists said shelling went on.",
            ("activists", "said", "shelling went on"),
        ),
    ],
)
def test_speaker_cue_and_content(text: str, expected: tuple[str, str, str]) -> None:
    """The speaker is found before, after and around the content, with and without commas."""
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Turkish military first said that ten people died.", "Turkish military"),
        ("The raid was confirmed by Civil DefenceUS officials on Monday.", "Civil Defence"),
        ("The Civil DefenceUS officials said ten people died.", "US officials"),
        ("The fall of the town was announced by rebels and confirmed by the Observatory.", "rebels"),
        ("The truce declared by Russia on Oct. 18 was over the army said.", "army"),
    ],
)
def test_names_hold_neither_prepositions_nor_adverbs(text: str, name: str) -> None:
    """A speaker's name is cut before "first", after "by", and where two names have lost their space."""
    found = said(text)
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize(
    "text",
    [
        "The blast claimed the lives of nine people.",
        "The attack claimed 12 lives in the town.",
        "They were told to leave the village.",
        "A so-called state held the town for two years.",
        "The report on the strike was long.",
        "There was no report of casualties.",
        "The convoy reached the town on Monday.",
        "He did not say how many died.",
    ],
)
def test_what_only_looks_like_a_cue_attributes_nothing(text: str) -> None:
    """Nouns, orders, tolls and negated saying are no attributions."""
    assert said(text) is None


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army said ten people died.", Stance.NEUTRAL),
        ("The army claimed that ten people died.", Stance.DOUBTING),
        ("The army admitted that ten people died.", Stance.ENDORSING),
        ("The army pointed out that ten people died.", Stance.ENDORSING),
        ("The army rejected the report of the council.", Stance.DENYING),
        ("The front claimed responsibility for the bombing.", Stance.NEUTRAL),
        ("Ten people were allegedly killed in the town.", Stance.DOUBTING),
    ],
)
def test_stance_is_that_of_the_cue(text: str, stance: Stance) -> None:
    """Saying is neutral, claiming doubts, confirming endorses; who claims responsibility is not doubted."""
    found = only(attributions(text))
    assert found.stance is stance


@pytest.mark.parametrize(
    "text",
    [
        "It was reported that nine people died.",
        "Nine people were reported killed in the town.",
        "The men are believed to have fled.",
        "The town has reportedly fallen.",
    ],
)
def test_hearsay_has_an_unnamed_speaker(text: str) -> None:
    """An impersonal report is attributed to nobody named."""
    found = only(attributions(text))
    assert (found.name, found.speaker, found.speaker_span) == (UNNAMED, None, None)


@pytest.mark.parametrize(
    ("title", "name", "content"),
    [
        ("Nine fighters killed in raid: monitor", "monitor", "Nine fighters killed in raid"),
        ("Nine fighters killed in raid NGO", "NGO", "Nine fighters killed in raid"),
        ("Nine fighters killed in raid - state media", "state media", "Nine fighters killed in raid"),
        ("Foreign minister: the truce holds", "Foreign minister", "the truce holds"),
        ("Turkey says nine fighters killed in raid", "Turkey", "nine fighters killed in raid"),
    ],
)
def test_headlines_name_their_speaker(title: str, name: str, content: str) -> None:
    """A headline gives its speaker after or before a colon or dash, at its bare end, or as a subject."""
    found = only(attributions(title=title))
    assert (found.name, title[found.content_span.start : found.content_span.end]) == (name, content)


@pytest.mark.parametrize("title", ["Syria: nine fighters killed in raid", "Army bombs area held by rebels"])
def test_headlines_of_the_outlet_have_no_speaker(title: str) -> None:
    """A place before a colon, and a headline without a speaker, attribute nothing."""
    assert attributions(title=title) == ((),)


def test_an_open_quotation_carries_its_speaker_on() -> None:
    """Each sentence of a quotation belongs to whom its first or its last sentence names."""
    after = attributions('"They came at night.', "They took the bread.", 'We fled" resident Lama Haddad said.')
    before = attributions('The mayor said: "They came at night.', "They took the bread.", 'We fled."')
    assert [one.name for own in after for one in own] == ["resident Lama Haddad"] * 3
    assert [one.name for own in before for one in own] == ["mayor"] * 3
    assert [one.cue_span for own in before[1:] for one in own] == [None, None]


def test_a_cue_inside_a_quotation_is_not_the_outlets() -> None:
    """Who is quoted as saying "I think" speaks, not "I"."""
    found = only(attributions('"I think that the truce will hold" the envoy said.'))
    assert (found.name, found.nested) == ("envoy", None)


def test_a_lost_closing_mark_does_not_swallow_the_document() -> None:
    """A quotation mark that is never closed carries no speaker on."""
    found = attributions('The mayor said: "They came at night.', "The town is in the north.", "Rain fell.")
    assert found[1:] == ((), ())


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("Minister Lama Haddad said nine people died.", "She added that two fled.", "Minister Lama Haddad"),
        ("Minister Lama Haddad said nine people died.", "Haddad added: two fled.", "Minister Lama Haddad"),
        ("The defence ministry said nine people died.", "It said two fled.", "defence ministry"),
        ("The Syrian Observatory for Human Rights said nine died.", "The monitor said two fled.",
         "Syrian Observatory for Human Rights"),
        ("The Syrian Observatory for Human Rights said nine died.", "The Observatory said two fled.",
         "Syrian Observatory for Human Rights"),
    ],
)  # fmt: skip
def test_pronouns_and_short_names_stand_for_an_earlier_speaker(first: str, second: str, name: str) -> None:
    """A later "she", "it", surname or "the monitor" is the last fitting speaker."""
    assert [one.name for own in attributions(first, second) for one in own] == [name, name]


def test_whom_the_speaker_cites_is_nested() -> None:
    """The outermost speaker speaks; whom he cites is nested; the addressee is neither."""
    cited = only(attributions("RT cites the ministry as saying that locals left the town."))
    relayed = only(attributions("Nine people died a source in the province said on Monday SANA reported."))
    told = only(attributions("Nine people died in the night, Rami Haddad told AFP."))
    assert [(one.name, one.nested) for one in (cited, relayed, told)] == [
        ("RT", "ministry"),
        ("SANA", "source in the province"),
        ("Rami Haddad", None),
    ]


def test_quoted_parts_of_the_content_are_marked() -> None:
    """Spans in straight and curly quotation marks inside the content are given, marks included."""
    text = 'The army said the “terrorists” had "fled to the hills".'
    found = only(attributions(text))
    assert [text[span.start : span.end] for span in found.quoted] == ["“terrorists”", '"fled to the hills"']


@pytest.mark.parametrize(
    ("name", "speaker"),
    [
        ("Turkey's Defence Ministry", "tr-mod"),
        ("The Turkish Ministry of National Defense", "tr-mod"),
        ("MSB", "tr-mod"),
        ("The Russian Defence Ministry", "ru-mod"),
        ("The Russian Defence Ministry spokesman Igor Konashenkov", "ru-mod"),
        ("The Turkish Foreign Ministry", "tr-mfa"),
        ("The Greek Defence Ministry", None),
        ("The Russian Foreign Ministry", None),
        ("The defence ministry", None),
        ("SOHR", "sohr"),
        ("The Syrian Observatory", "sohr"),
        ("The Syrian Observatory for Human Right", "sohr"),
        ("The Syrian army", "sy-army"),
        ("The Free Syrian Army", None),
        ("The Syrian National Army", None),
        ("The Observatory", "sohr"),
        ("Recep", None),
        ("Ahmet Erdogan", None),
        ("The Syrian Network for Human Rights", None),
        ("Syria", None),
        ("President Erdogan", "erdogan"),
    ],
)
def test_names_resolve_to_the_registry(name: str, speaker: str | None) -> None:
    """Variants of a name are one speaker; another nation, portfolio or army never is."""
    found = only(attributions(f"{name} said nine people died.", speakers=SPEAKERS))
    assert found.speaker == speaker


def test_a_speakers_own_text_belongs_to_the_speaker() -> None:
    """In an attributed document, sentences without an attribution of their own are its speaker's."""
    found = attributions(
        "Nine people died.",
        "Residents said two fled.",
        title="Raid",
        speakers=SPEAKERS,
        attributed_to="tr-mod",
    )
    whole = Attribution(
        "Turkish Ministry of National Defence", "tr-mod", "", Stance.NEUTRAL, None, None, Span(0, 4), (), None
    )
    assert found[0] == (whole,)
    assert [one.name for own in found[1:] for one in own] == ["Turkish Ministry of National Defence", "Residents"]


def test_a_text_of_ten_thousand_sentences_is_attributed_at_once() -> None:
    """Length alone breaks nothing: every sentence of a long text has its entry."""
    assert len(attributions(*["The army said ten people died."] * 10_000)) == 10_000


def test_gold_sentences_have_valid_spans() -> None:
    """On the gold corpus all spans lie in their sentence, and about half of the sentences have a speaker."""
    path = GOLD / "corpus" / "documents.jsonl"
    if not path.exists():
        pytest.skip("the gold corpus is not here")
    shares = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        document = Document(record["id"], record["outlet"], record["title"] or "", record["text"], PUBLISHED)
        sentences, _ = segment(document)
        found = attribute(document, sentences, tuple(SYNTAX.parse(sentences)), ())
        for sentence, own in zip(sentences, found, strict=True):
            shares.append(bool(own))
            for span in (span for one in own for span in (one.speaker_span, one.cue_span, one.content_span)):
                assert span is None or sentence.start <= span.start < span.end <= sentence.end
    assert 0.4 < sum(shares) / len(shares) < 0.7


# --------------------------------------------------------------------------- several in a sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The army said ten people died, while Russia denied involvement in the raid.",
            [("army", "said", "ten people died"), ("Russia", "denied", "involvement in the raid")],
        ),
        (
            "The army said ten people died but activists said twenty people died.",
            [("army", "said", "ten people died"), ("activists", "said", "twenty people died")],
        ),
        (
            "The ministry reported no deaths in the raid and said that two soldiers fled.",
            [("ministry", "reported", "no deaths in the raid"), ("ministry", "said", "two soldiers fled")],
        ),
        (
            "The commander denied the loss of the town saying that his men had left it before.",
            [("commander", "denied", "the loss of the town"), ("commander", "saying", "his men had left it before")],
        ),
        (
            "The minister criticised Russia by name and demanded a ceasefire in the province.",
            [("minister", "criticised", "Russia by name"), ("minister", "demanded", "a ceasefire in the province")],
        ),
    ],
)
def test_a_sentence_may_have_several_attributions(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Claims side by side each have their speaker, cue and content."""
    assert claims(text) == expected


def test_a_claim_inside_a_claim_is_nested() -> None:
    """Of a claim within another one only the outer speaker speaks; he cites the inner one."""
    found = only(attributions("The army said that activists had reported ten deaths."))
    assert (found.name, found.nested) == ("army", "activists")


def test_whom_a_speaker_cites_before_or_after_is_nested() -> None:
    """With "citing X, Y said" and "Y said, citing X" Y speaks and cites X."""
    first = only(attributions("Citing medical sources the monitoring group said nine people died."))
    last = only(attributions("Nine people died, state television said, citing the health ministry."))
    assert [(one.name, one.nested) for one in (first, last)] == [
        ("monitoring group", "medical sources"),
        ("state television", "health ministry"),
    ]


# --------------------------------------------------------------------------- parse and order


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rebels said government forces killed ten people in the north.",
            ("Rebels", "said", "government forces killed ten people in the north"),
        ),
        (
            "Five soldiers three policemen and a nurse died in the blast a hospital official said.",
            ("hospital official", "said", "Five soldiers three policemen and a nurse died in the blast"),
        ),
        (
            "Fighters have captured three officers of the army a monitor said on Saturday.",
            ("monitor", "said", "Fighters have captured three officers of the army"),
        ),
        (
            "Russias defence ministry said Syrias army didnt use gas near the town.",
            ("Russias defence ministry", "said", "Syrias army didnt use gas near the town"),
        ),
        (
            "In Aleppo a source at the city command told the agency that two shells fell.",
            ("source at the city command", "told", "two shells fell"),
        ),
        (
            "They will visit two of the reported sites said spokesman Rami Haddad.",
            ("spokesman Rami Haddad", "said", "They will visit two of the reported sites"),
        ),
        (
            "State television blamed rebels for the attack on the town.",
            ("State television", "blamed", "rebels for the attack on the town"),
        ),
    ],
)
def test_a_wrong_parse_does_not_lose_the_speaker(text: str, expected: tuple[str, str, str]) -> None:
    """Lost commas, lists, and forms that parsers misread leave speaker and content whole."""
    assert said(text) == expected


def test_reports_are_found_without_any_parse() -> None:
    """Order and cues alone find plain reports where a parse is empty."""
    text = "Nine people died in the raid, the health ministry said."
    document = make_document(text)
    sentence = Sentence("d1", 0, len(text), text)
    ((found,),) = attribute(document, (sentence,), (Parse(()),), ())
    assert (found.name, found.cue) == ("health ministry", "said")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The army's claim that rebels shelled the town could not be checked.",
            ("army", "claim", "rebels shelled the town"),
        ),
        (
            "The governor made an announcement that schools would close on Monday.",
            ("governor", "announcement", "schools would close on Monday"),
        ),
        (
            "The minister is confident that the truce will hold.",
            ("minister", "confident", "the truce will hold"),
        ),
        (
            "The Observatory has put the death toll from the raid at more than 47.",
            ("Observatory", "put", "the death toll from the raid at more than 47"),
        ),
        (
            'The mayor called the raid "a massacre of the town".',
            ("mayor", "called", 'the raid "a massacre of the town"'),
        ),
        (
            'The state outlet jabs, "The capital is expected to rein in its fighters."',
            ("state outlet", "jabs", '"The capital is expected to rein in its fighters."'),
        ),
        (
            "DAMASCUS (Agencies) - The health ministry said nine people died.",
            ("health ministry", "said", "nine people died"),
        ),
        (
            "Minister Lama Haddad, who visited the town on Monday, said nine people died.",
            ("Minister Lama Haddad", "said", "nine people died"),
        ),
    ],
)
def test_other_cues(text: str, expected: tuple[str, str, str]) -> None:
    """Nouns, adjectives, verbs of figures and of naming, and any verb before a quotation are cues."""
    assert said(text) == expected


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    """The span of "who" names the noun before it."""
    text = "The agency spoke to activists who said that nine people died."
    found = only(attributions(text))
    assert found.speaker_span is not None
    assert (text[found.speaker_span.start : found.speaker_span.end], found.name) == ("who", "activists")


def blocks(body: str) -> list[tuple[str, str] | None]:
    """Name and cue of each sentence of a body with its line breaks."""
    document = make_document(body)
    sentences, _ = segment(document)
    found = attribute(document, sentences, tuple(SYNTAX.parse(sentences)), SPEAKERS)
    return [(own[0].name, own[0].cue) if own else None for own in found]


def test_a_paragraph_set_off_by_a_colon_has_the_speaker_announced() -> None:
    """All of the paragraph is the speaker's, without quotation marks and over speakers within; the next is not."""
    told = ("ministry", "said")
    body = "The ministry said in a statement:\n\nTwo men died. The mayor said that it rained.\n\nThe road was closed."
    assert blocks(body) == [None, told, told, None]


def test_a_list_set_off_by_a_colon_is_spoken_to_its_end() -> None:
    """Paragraphs that begin with a mark of lists belong together."""
    told = ("army", "added")
    assert blocks("The army added:\n\n- Three tanks burned\n- Two men fled\n\nThe road was closed.") == [
        None, told, told, None
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "The following towns were hit:\n\nShells fell on the town.",
        "The ministry issued a statement.\n\nShells fell on the town.",
        "The ministry said in a statement,\n\nShells fell on the town.",
    ],
)
def test_a_paragraph_that_no_speaker_announces_is_the_outlets(body: str) -> None:
    """Without a colon, a speaker or a cue nothing is taken over."""
    assert blocks(body)[-1] is None


def test_a_sentence_may_introduce_the_speaker_of_the_next() -> None:
    """A quotation after "The mayor said:" in a sentence of its own is the mayor's, by that cue."""
    first, second, third = attributions("The mayor said:", '"They came at night.', 'They took the bread."')
    assert first == ()
    assert [(one.name, one.cue, one.cue_span) for one in (*second, *third)] == [
        ("mayor", "said", None),
        ("mayor", "", None),
    ]


def test_an_outlet_that_signs_its_headline_does_not_speak() -> None:
    """The outlet's own name after the last dash of a headline is no speaker, and hides none."""
    assert attributions(title="Nine killed in raid on town - SANA") == ((),)
    found = only(attributions(title="Nine killed in raid, monitor says - SANA"))
    assert (found.name, found.cue) == ("monitor", "says")


@pytest.mark.parametrize(
    ("name", "speaker"),
    [("The state agency MSB", "tr-mod"), ("The pro-government website SOHR", "sohr")],
)
def test_the_kind_of_thing_before_a_name_is_no_part_of_it(name: str, speaker: str) -> None:
    """A name after the kind of its bearer resolves as the name alone."""
    assert only(attributions(f"{name} says nine people died.", speakers=SPEAKERS)).speaker == speaker


def test_the_same_sources_are_the_sources_named_before() -> None:
    """A speaker that comes again as "the same" is no other speaker."""
    found = attributions("Nine people died, local sources said.", "Ten people were hurt, the same local sources said.")
    assert [a.name for own in found for a in own] == ["local sources", "local sources"]


# --------------------------------------------------------------------------- length


@pytest.mark.parametrize(
    "text",
    [
        '"' * 50_000,
        "“" * 50_000,
        "said " * 10_000,
        "he said that " * 2_000,
        "according to " * 2_000,
        "citing X as saying " * 4_000,
        "the army of " * 10_000,
        "(" * 50_000,
        "Aleppo " * 50_000,
        "army, " * 20_000,
        "a" * 1_000_000,
    ],
    ids=lambda text: text[:12],
)
def test_strange_texts_are_read_to_their_end(text: str) -> None:
    """Marks, cues and names without end or full stop are read in linear time."""
    sentence = Sentence("d1", 0, len(text), text)
    ((*_,),) = attribute(make_document(text), (sentence,), (Parse(()),), SPEAKERS)


def test_a_deep_parse_of_one_long_sentence_is_read_to_its_end() -> None:
    """A chain of cues that hang on each other is read in linear time."""
    text = "said that " * 5_000
    tokens = tuple(
        Token(5 * i, 5 * i + 4, text[5 * i : 5 * i + 4], ("say", "that")[i % 2], ("VBD", "IN")[i % 2], "VERB", "ccomp",
              max(0, i - 1))
        for i in range(10_000)
    )  # fmt: skip
    sentence = Sentence("d1", 0, len(text), text)
    assert len(attribute(make_document(text), (sentence,), (Parse(tokens),), ())) == 1
