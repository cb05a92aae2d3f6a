"""The measure of attribution: reading brat files, counting overlaps, telling kinds apart."""

import pytest

from evaluation.attribution import Relation, kinds, read_brat, score

TEXT = 'The mayor said "we will stay" on Monday. Nine died, according to the clinic.'
TAGS = {TEXT.index(word): tag for word, tag in (("said", "VBD"), ("according", "VBG"), ("mayor", "NN"))}


def chars(words: str) -> frozenset[int]:
    """The offsets of words in the text."""
    start = TEXT.index(words)
    return frozenset(range(start, start + len(words)))


SAID = Relation(chars("The mayor"), chars("said"), chars('"we will stay"'))
ACCORDING = Relation(chars("the clinic"), chars("according to"), chars("Nine died"))


def test_brat_files_give_attributions() -> None:
    """Spans, the discontinuous ones too, are joined by their event."""
    annotations = "T1\tSource 0 9\tThe mayor\nT2\tCue 10 14\tsaid\nT3\tContent 15 17;20 24\twe stay\n"
    (one,) = read_brat(annotations + "E1\tCue:T2 Source:T1 Content:T3\n")
    assert one == Relation(frozenset(range(9)), frozenset(range(10, 14)), frozenset([15, 16, 20, 21, 22, 23]))


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        (SAID, ("quotes: direct", "cue: verb", "order: cue before content")),
        (ACCORDING, ("quotes: indirect", "cue: according to", "order: cue after content")),
        (
            Relation(SAID.speaker, frozenset(), chars('said "we will stay" on Monday')),
            ("quotes: mixed", "cue: none", "order: no cue"),
        ),
        (
            Relation(frozenset(), chars("mayor"), chars("The") | chars("on Monday")),
            ("quotes: mixed", "cue: noun", "order: cue inside content"),
        ),
    ],
)
def test_an_attribution_has_a_kind_of_quotation_cue_and_order(relation: Relation, expected: tuple[str, ...]) -> None:
    """Quoted whole, in part or not; by verb, noun, "according to" or no cue; before, after or inside."""
    assert kinds(TEXT, relation, TAGS) == expected


def test_the_right_speaker_is_part_of_the_measure() -> None:
    """An overlapping content counts alone, and with its speaker only where the speakers share a word."""
    wrong = Relation(chars("the clinic"), SAID.cue, SAID.content)
    counts = score(TEXT, [wrong], [SAID, ACCORDING])
    assert (counts["content"].precision, counts["content"].recall) == (1.0, 0.5)
    assert counts["content + speaker"].f1 == 0.0
