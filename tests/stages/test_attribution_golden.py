"""The speakers of one real article, kept as offsets and values: the text itself stays outside."""

import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from compare.models import load_syntax
from compare.stages.attribution import attribute
from compare.stages.segmentation import segment
from compare.types import Attribution, Document, Span, Speaker

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = ROOT.parent / "shared" / "idlib" / "article.txt"
GOLDEN = ROOT / "tests" / "golden" / "idlib-article-speakers.jsonl"
# Read by eye, in the order of their first words. Not claimed: the two statements that the SNA and the Turkish
# military did not issue, and what SANA does not mention, which are silences; a block quotation of the ministry
# that carries no mark.
SEEN = (
    "local-sources", "Video footage", "al-masdar", "msb", "anadolu", "ankara", "opposition-activists", "erdogan",
    "two sides", "russian-mod", "rt",
)  # fmt: skip


@pytest.fixture(scope="module")
def found() -> list[Attribution]:
    """The attributions of the article, with the registry of the corpus on the same week."""
    if not ARTICLE.exists():
        pytest.skip("the article is not here")
    with (ROOT / "corpora" / "idlib-2020-02" / "outlets.toml").open("rb") as file:
        registry = tomllib.load(file)["speaker"]
    speakers = tuple(Speaker(s["id"], s["name"], s["side"], tuple(s["aliases"])) for s in registry)
    text = ARTICLE.read_text(encoding="utf-8")
    document = Document("article", "digest", "", text, datetime(2020, 2, 11, tzinfo=UTC))
    sentences, _ = segment(document)
    return [a for own in attribute(document, sentences, tuple(load_syntax().parse(sentences)), speakers) for a in own]


def as_record(attribution: Attribution) -> dict[str, object]:
    """What the golden file holds of an attribution."""

    def pair(span: Span | None) -> list[int] | None:
        return [span.start, span.end] if span else None

    return {
        "speaker": attribution.speaker,
        "name": attribution.name,
        "cue": attribution.cue,
        "stance": attribution.stance.value,
        "speaker_span": pair(attribution.speaker_span),
        "cue_span": pair(attribution.cue_span),
        "content_span": pair(attribution.content_span),
    }


def test_every_attribution_of_the_article_is_as_read(found: list[Attribution]) -> None:
    """Speakers, cues, stances and spans are those of the golden file, in order."""
    wanted = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
    assert [as_record(a) for a in found] == wanted


def test_every_speaker_of_the_article_is_found_and_resolved(found: list[Attribution]) -> None:
    """Each speaker seen in the article speaks, by its id where the registry knows it, and nobody else does."""
    order = list(dict.fromkeys(a.speaker or a.name for a in found))
    assert order == list(SEEN)
