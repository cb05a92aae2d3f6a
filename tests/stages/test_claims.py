"""Sentences come apart into claims: the cuts, what must stay whole, and that nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.models import load_syntax
from compare.stages.segmentation import cuts, divide, spoken
from compare.types import Attribution, Sentence, Span, Stance

SYNTAX = load_syntax()


def claims(text: str, *held: Span) -> list[str]:
    """The claims of one sentence."""
    sentence = Sentence("d", 10, 10 + len(text), text)
    (parse,) = SYNTAX.parse([sentence])
    return [claim.text for claim in divide(sentence, cuts(parse), held)]


@pytest.mark.parametrize(
    "parts",
    [
        ("The strike killed 58 people", "and wounded 160."),
        ("Shells killed 12 farmers in the valley,", "injuring 20."),
        ("The army said that its troops had taken the hill,", "while the rebels denied losing it."),
        ("Jets bombed the market in the morning", "and helicopters dropped leaflets in the evening."),
        ("At least 58 people were killed,", "including 11 children."),
        ("58 were killed", "and 160 wounded in the raid."),
    ],
)
def test_each_claim_has_its_own_span(parts: tuple[str, ...]) -> None:
    """A second toll, a counted part, a joined clause and a contrasted one are claims of their own."""
    assert claims(" ".join(parts)) == list(parts)


@pytest.mark.parametrize(
    "text",
    [
        "The planes shelled and bombed the town.",
        "Soldiers and their allies entered the village on Monday.",
        "Between 20 and 30 people were wounded.",
        "Five soldiers three policemen and a nurse died in the explosion.",
        "Eight civilians including two children were killed.",
        "He came and went.",
    ],
)
def test_what_asserts_one_thing_stays_whole(text: str) -> None:
    """Shared objects, lists, ranges and a part named before the outcome are not cut."""
    assert claims(text) == [text]


def test_no_claim_begins_inside_a_held_span() -> None:
    """A cut that would part a quantity or a cue is not made."""
    text = "The strike killed 58 people and wounded 160."
    at = 10 + text.index("and wounded")
    assert claims(text, Span(at - 3, at + 4)) == [text]


WORDS = (
    "the strike killed 58 people and wounded 160 , while Russia denied it ; including 11 children were said but".split()
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join))
def test_claims_cover_their_sentence(text: str) -> None:
    """Claims follow each other without overlap; between them and around them is only white space."""
    sentence = Sentence("d", 7, 7 + len(text), text)
    (parse,) = SYNTAX.parse([sentence])
    found = divide(sentence, cuts(parse))
    edges = [7, *(x for c in found for x in (c.start, c.end)), 7 + len(text)]
    assert edges == sorted(edges)
    assert all(not text[a - 7 : b - 7].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))
    assert all(text[c.start - 7 : c.end - 7] == c.text for c in found)


def test_a_claim_takes_the_attribution_whose_content_it_holds() -> None:
    """Of two attributions in a sentence each claim takes its own, cut to its span."""
    text = "The army said that it took the hill, while the rebels denied losing it."
    sentence = Sentence("d", 0, len(text), text)
    (parse,) = SYNTAX.parse([sentence])
    one, two = divide(sentence, cuts(parse))
    first = said("The army", Span(19, two.start), Span(9, 13))
    second = said("the rebels", Span(text.index("losing"), len(text)), Span(54, 60))
    assert spoken(one, (first, second)) == said("The army", Span(19, one.end), Span(9, 13))
    assert spoken(two, (first, second)) == second


def said(name: str, content: Span, cue: Span) -> Attribution:
    """An attribution of this content."""
    return Attribution(name, None, "said", Stance.NEUTRAL, None, cue, content)
