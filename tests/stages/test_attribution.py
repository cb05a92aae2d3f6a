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
from compare.types import Attribution, Document, Part, Sentence, Span, Speaker, Stance

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
) -> tuple[Attribution | None, ...]:
    """The attributions of a body made of these sentences, that of a title first."""
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
    (found,) = attributions(text)
    return found and (found.name, found.cue, text[found.content_span.start : found.content_span.end])


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
    for text, one in zip(texts, found, strict=True):
        end = start + len(text)
        for span in (one.speaker_span, one.cue_span, one.content_span, *one.quoted) if one else ():
            assert span is None or start <= span.start < span.end <= end
        if one and one.cue_span:
            assert document.text[one.cue_span.start : one.cue_span.end] == one.cue
        start = end + 1


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
        ("The fall of the town was announced by rebels and confirmed by the Observatory.", "Observatory"),
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
    (found,) = attributions(text)
    assert found is not None
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
    (found,) = attributions(text)
    assert found is not None
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
    (found,) = attributions(title=title)
    assert found is not None
    assert (found.name, title[found.content_span.start : found.content_span.end]) == (name, content)


@pytest.mark.parametrize("title", ["Syria: nine fighters killed in raid", "Army bombs area held by rebels"])
def test_headlines_of_the_outlet_have_no_speaker(title: str) -> None:
    """A place before a colon, and a headline without a speaker, attribute nothing."""
    assert attributions(title=title) == (None,)


def test_an_open_quotation_carries_its_speaker_on() -> None:
    """Each sentence of a quotation belongs to whom its first or its last sentence names."""
    after = attributions('"They came at night.', "They took the bread.", 'We fled" resident Lama Haddad said.')
    before = attributions('The mayor said: "They came at night.', "They took the bread.", 'We fled."')
    assert [one and one.name for one in after] == ["resident Lama Haddad"] * 3
    assert [one and one.name for one in before] == ["mayor"] * 3
    assert [one and one.cue_span for one in before[1:]] == [None, None]


def test_a_cue_inside_a_quotation_is_not_the_outlets() -> None:
    """Who is quoted as saying "I think" speaks, not "I"."""
    (found,) = attributions('"I think that the truce will hold" the envoy said.')
    assert found is not None
    assert (found.name, found.nested) == ("envoy", None)


def test_a_lost_closing_mark_does_not_swallow_the_document() -> None:
    """A quotation mark that is never closed carries no speaker on."""
    found = attributions('The mayor said: "They came at night.', "The town is in the north.", "Rain fell.")
    assert found[1:] == (None, None)


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
    assert [one and one.name for one in attributions(first, second)] == [name, name]


def test_whom_the_speaker_cites_is_nested() -> None:
    """The outermost speaker speaks; whom he cites is nested; the addressee is neither."""
    (cited,) = attributions("RT cites the ministry as saying that locals left the town.")
    (relayed,) = attributions("Nine people died a source in the province said on Monday SANA reported.")
    (told,) = attributions("Nine people died in the night, Rami Haddad told AFP.")
    assert [(one.name, one.nested) for one in (cited, relayed, told) if one] == [
        ("RT", "ministry"),
        ("SANA", "source in the province"),
        ("Rami Haddad", None),
    ]


def test_quoted_parts_of_the_content_are_marked() -> None:
    """Spans in straight and curly quotation marks inside the content are given, marks included."""
    text = 'The army said the “terrorists” had "fled to the hills".'
    (found,) = attributions(text)
    assert found is not None
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
    (found,) = attributions(f"{name} said nine people died.", speakers=SPEAKERS)
    assert found is not None
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
    assert found[0] == whole
    assert [one and one.name for one in found[1:]] == ["Turkish Ministry of National Defence", "Residents"]


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
        for sentence, one in zip(sentences, found, strict=True):
            shares.append(one is not None)
            for span in (one.speaker_span, one.cue_span, one.content_span) if one else ():
                assert span is None or sentence.start <= span.start < span.end <= sentence.end
    assert 0.4 < sum(shares) / len(shares) < 0.7
