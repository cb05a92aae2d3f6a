"""Where the content begins after a cue, its addressee and its adjuncts."""

from compare.lexicon import cues as lexicon
from compare.stages.attribution.groups import ADJECTIVES, WIDEST, group_after
from compare.stages.attribution.tokens import Words, is_adverb, low_at


def content_start(tokens: Words, cue: range) -> int:
    """The token after the cue, its addressee and its adjuncts ("told reporters on Sunday in a statement")."""
    i = cue.stop
    if tokens[cue.start].low in lexicon.TELLING and i < len(tokens):
        addressee = _addressee(tokens, i)
        i = addressee.stop if addressee else i
    while i < len(tokens):
        after = i + 1 if low_at(tokens, i + 1) == "that" and is_adverb(tokens[i]) else _after_adjunct(tokens, i)
        if after == i:
            return i
        i = after
    return i


def _addressee(tokens: Words, i: int) -> range | None:
    group = group_after(tokens, i)
    if group:
        return group
    if tokens[i].low in lexicon.ADDRESSEES:
        return range(i, i + 1)
    for j in range(i, min(i + WIDEST, len(tokens))):
        if tokens[j].low == "that" or tokens[j].text in ":,":
            return range(i, j)
    return None


def _after_adjunct(tokens: Words, i: int) -> int:
    """The token after a time or a manner that begins at `i`, or `i`."""
    if tokens[i].low in lexicon.TEMPORAL:
        return i + 1
    after = _after_time(tokens, i) if tokens[i].low in lexicon.TEMPORAL_LEAD else i
    return _after_manner(tokens, i) if after == i and tokens[i].low in lexicon.BY_MEANS else after


def _after_time(tokens: Words, i: int) -> int:
    """Past "on late Sunday" and the like."""
    for n in range(i + 1, min(i + 4, len(tokens))):
        if tokens[n].low in lexicon.TEMPORAL:
            return n + 1
        if tokens[n].low not in lexicon.TEMPORAL_LEAD | lexicon.DETERMINERS:
            break
    return i


def _after_manner(tokens: Words, i: int) -> int:
    """Past "in a statement issued on", "in an interview with the paper", and what is before "that"."""
    for n in range(i + 1, min(i + ADJECTIVES, len(tokens))):
        if tokens[n].low == "that":
            return n
        if tokens[n].low in lexicon.MANNERS:
            n += 1 + (low_at(tokens, n + 1) in lexicon.ISSUED)
            group = group_after(tokens, n + 1) if low_at(tokens, n) in ("with", "to", "from", "by") else None
            return group.stop if group else n
        if tokens[n].low in lexicon.AUXILIARIES | lexicon.CONJUNCTIONS or not tokens[n].word:
            break
    return i
