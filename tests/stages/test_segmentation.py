"""Segmentation: boundaries, offsets, conservation, and what is dropped and why."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compare.stages.segmentation import LONGEST, segment
from compare.types import Document, Part

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "dev"
PUBLISHED = datetime(2020, 2, 4, tzinfo=UTC)


def make_document(body: str, title: str = "") -> Document:
    """A document of this text."""
    return Document("d1", "sana", title, body, PUBLISHED)


def texts(body: str, title: str = "") -> list[str]:
    """The texts of the sentences."""
    return [sentence.text for sentence in segment(make_document(body, title))[0]]


def dropped(body: str, title: str = "") -> list[tuple[str, str]]:
    """Reason and text of the drops."""
    return [(drop.reason, drop.text) for drop in segment(make_document(body, title))[1]]


def assert_conserved(document: Document) -> None:
    """Fail unless sentences and drops are exact, ordered, disjoint and leave out white space only."""
    sentences, drops = segment(document)
    spans = sorted([(s.start, s.end) for s in sentences] + [(d.start, d.end) for d in drops])
    assert all(document.text[s.start : s.end] == s.text == s.text.strip() for s in sentences)
    assert all(document.text[d.start : d.end][:200] == d.text for d in drops)
    assert [s.start for s in sentences] == sorted(s.start for s in sentences)
    rest, last = "", 0
    for start, end in [*spans, (len(document.text), len(document.text))]:
        assert last <= start <= end
        rest += document.text[last:start]
        last = end
    assert not rest.strip()


def gold_documents() -> list[Document]:
    """The documents of the gold corpus; skip where it is not here."""
    path = GOLD / "corpus" / "documents.jsonl"
    if not path.exists():
        pytest.skip("the gold corpus is not here")
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Document(r["id"], r["outlet"], r["title"] or "", r["text"], PUBLISHED) for r in records]


NEWS_LIKE = st.lists(
    st.sampled_from(
        ["The army", " said", ".", ". ", '."', "? ", "\n", "\n\n", "U.S", "Lt", " 3", ".5", "…", "- ",
         "• ", "»", "。", "Sept", "Share on Facebook", "Ten died", " a.m", "(", "Source: AFP", "\u200b",
         "\t", "ذهب"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(st.text(max_size=20), st.text(max_size=300))
@example("", "x" * (LONGEST * 3))
@example("A\nB", ("word " * LONGEST).strip())
def test_every_character_of_any_text_is_in_one_sentence_or_drop(title: str, body: str) -> None:
    """Sentences and drops are exact, disjoint, in order, and leave out white space only."""
    assert_conserved(make_document(body, title))


@given(NEWS_LIKE, NEWS_LIKE)
def test_every_character_of_news_like_text_is_in_one_sentence_or_drop(title: str, body: str) -> None:
    """Conservation holds for random strings of the pieces that news is made of."""
    assert_conserved(make_document(body, title))


@given(NEWS_LIKE)
def test_no_sentence_is_kept_twice(body: str) -> None:
    """The sentences of a document differ from each other."""
    kept = [" ".join(text.split()) for text in texts(body)]
    assert len(kept) == len(set(kept))


def test_gold_corpus_is_conserved() -> None:
    """Conservation holds on every document of the gold corpus."""
    for document in gold_documents():
        assert_conserved(document)


def test_gold_spans_are_sentences() -> None:
    """At least 99 of 100 annotated spans of the gold are exactly one of the sentences."""
    sentences = {(s.document, s.start, s.end) for d in gold_documents() for s in segment(d)[0]}
    spans = set()
    for name in ("items.jsonl", "items-more.jsonl"):
        for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            spans |= {(s["document"], s["start"], s["end"]) for s in [item["anchor"], *item["evidence"]]}
    assert len(spans & sentences) >= 0.99 * len(spans)


@pytest.mark.parametrize(
    "sentence",
    [
        "Lt. Col. Haddad met U.S. Gen. Votel in St. Louis.",
        "The U.S. Army sent 3.5 tons to Mr. J. R. Smith on Sept. 5 at 5 a.m. GMT.",
        "Brigade No. 46 lost eleven men, etc. and withdrew.",
        '"Why?" asked the officer.',
        "He waited... and then left.",
        "The report (see www.example.com.The) was long.",
    ],
)
def test_a_stop_inside_a_sentence_is_no_boundary(sentence: str) -> None:
    """Abbreviations, initials, decimals, clocks and links do not end a sentence."""
    assert texts(sentence) == [sentence]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Ten were killed.The army left.", ["Ten were killed.", "The army left."]),
        ('"We held the town." The army left.', ['"We held the town."', "The army left."]),
        ("It began in 2011. Ten died.", ["It began in 2011.", "Ten died."]),
        ("They met at the U.N. The talks failed.", ["They met at the U.N.", "The talks failed."]),
        ("It fell at 5 a.m. Rebels left.", ["It fell at 5 a.m.", "Rebels left."]),
        ("The men ran... The road was cut.", ["The men ran...", "The road was cut."]),
        ("First line\nSecond line", ["First line", "Second line"]),
        ("A line that goes\non and on\n- A point", ["A line that goes\non and on", "- A point"]),
        ("• Ten died • Two left", ["• Ten died", "• Two left"]),
        ("وصل الجيش. غادر الناس.", ["وصل الجيش.", "غادر الناس."]),
        ("军队离开了。十人死亡。", ["军队离开了。", "十人死亡。"]),
    ],
)
def test_boundaries(body: str, expected: list[str]) -> None:
    """A sentence ends at its final stop, with the quotation mark that closes after it, or at its line."""
    assert texts(body) == expected


def test_the_title_is_the_headline() -> None:
    """Sentences of the title, and only they, have the part headline."""
    sentences, _ = segment(make_document("Ten died.", "Army takes town"))
    assert [(s.text, s.part) for s in sentences] == [
        ("Army takes town", Part.HEADLINE),
        ("Ten died.", Part.BODY),
    ]


def test_a_title_repeated_as_a_sentence_is_dropped() -> None:
    """A body that opens with the title as a sentence of its own loses that sentence, with a reason."""
    assert dropped("Army takes town. Ten died.", "Army takes town") == [("repeated_headline", "Army takes town.")]


def test_a_title_glued_to_a_sentence_is_kept() -> None:
    """A title that runs into the first sentence of the body stays in it."""
    body = "Army takes town Ten people died in the shelling."
    assert texts(body, "Army takes town") == ["Army takes town", body]


def test_a_sentence_said_twice_is_kept_once() -> None:
    """Of equal sentences of a document the first is kept."""
    assert dropped("Ten died. The army left. Ten died.") == [("repeated_sentence", "Ten died.")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Print Tweet Views 729 Related", "page_furniture"),
        ("Share on Facebook", "page_furniture"),
        ("Follow us on Instagram.", "page_furniture"),
        ("Read more: Rebels leave the town", "pointer"),
        ("Photo: AFP", "credit"),
        ("(Source: Syrian Arab News Agency)", "credit"),
        ("Reporting by Jane Roe in Beirut; Editing by John Doe", "credit"),
        ("© 2018 Example News", "notice"),
        ("Follow us on Example Square.", "notice"),
        ("Tags: Syria, Aleppo, truce", "tags"),
        ("Thu Sep 5 2013", "dateline"),
        ("Last update: 5 September 2013 14:32 GMT", "dateline"),
        ("Rula/R.J", "signature"),
        ("* * *", "no_letter"),
    ],
)
def test_what_is_no_sentence_is_dropped_with_its_reason(line: str, reason: str) -> None:
    """Parts of the page, credits, dates and signatures on a line of their own are drops."""
    assert dropped(f"Ten died.\n{line}\nThe army left.") == [(reason, line)]


@pytest.mark.parametrize(
    "line",
    [
        "PHOTO: ARMY KILLS TEN",
        "Source: Army Captures Town",
        "Tags Syria Aleppo Ten people were found in the rubble.",
        "Share of the city under army control grows",
        "Reporting by state media shows a quiet front.",
        "Dozens dead",
        "In May 2013",
        "Thu Sep 5 2013 Army takes town",
        "Follow us on Friday as the army enters the town, our reporter said.",
    ],
)
def test_what_might_be_a_claim_is_kept(line: str) -> None:
    """Whatever is glued to a claim, or looks like one, stays a sentence."""
    assert line in texts(f"Rain fell.\n{line}\nThe army left.")


def test_a_text_without_stops_is_cut_between_words() -> None:
    """No sentence is longer than the limit, and none begins or ends inside a word."""
    sentences = texts("shell, fire " * 2000)
    assert max(map(len, sentences)) <= LONGEST
    assert {word for sentence in sentences for word in sentence.split()} == {"shell,", "fire"}
