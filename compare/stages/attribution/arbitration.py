"""The reports of a sentence: those found by order and cues, weighed against those that its parse shows.

The two finders err differently: the one where clauses are long and subjects far, the other where commas are
lost, in headlines, and in direct quotations. A cue that both find is one report. What is left is put in
order: a report inside the content of another is nested in it, and the rest have contents that do not overlap.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from compare.lexicon import cues as lexicon
from compare.lexicon.cues import CUES, NOUNS
from compare.stages.attribution.groups import group_before
from compare.stages.attribution.headlines import in_headline
from compare.stages.attribution.parsed import by_parse, has_dumb_subject
from compare.stages.attribution.phrases import (
    by_gerund,
    by_label,
    by_preposition,
    by_quotation,
    by_quoting,
    hearsay,
    introduction,
)
from compare.stages.attribution.reports import SHORT_CONTENT, Report, holds, make_report
from compare.stages.attribution.tokens import Words, span_of
from compare.stages.attribution.trees import Tree
from compare.stages.attribution.verbs import by_verb
from compare.types import Parse, Part, Span, Stance, Token

LONGEST_PRONOUN = 4  # letters, as in "they": a pronoun is nobody to be named as cited
LONGEST_PIECE = 200  # words read together; no sentence of news has as many, and a text without full stops stays linear
LONGEST_DATELINE = 12  # words: "BEIRUT/DAMASCUS, March 3, 2016 ("; convention
BEFORE = 4  # words between "while" or "but" and the speaker of the clause it opens: "but on Sunday the army said"
_OPENING = frozenset("while but whereas although though however meanwhile yet".split())
_NOMINAL = ("NN", "PRP", "WP", "WDT", "DT", "CD")
_RELATIVES = ("who", "which", "that")
_VERBAL = ("VB", "MD")
_FINDERS = (by_verb, by_preposition, by_quoting, by_label, by_quotation)


@dataclass(frozen=True, slots=True)
class _Found:
    """A report with where its content ends by the parse, as far as the parse has it."""

    report: Report
    ends: int | None = None
    depth: int = 0  # of its cue in the tree: 0 for the main verb


def reports_of(words: Words, parse: Parse, part: Part, spoken: Sequence[Span]) -> list[Report]:
    """The outlet's own reports in a sentence, contents disjoint and in order.

    Args:
        words: of the sentence.
        parse: of the sentence; may be empty.
        part: of the document, where it stands.
        spoken: its parts between quotation marks. A cue within one is not the outlet's, and opens nothing but
            a nested report.
    """
    result: list[Report] = []
    for piece, tokens in _pieces(words, parse.tokens):
        opened = introduction(piece)
        found = [f for f in _weighed(piece, tokens, part) if not (opened and _same_cue(f.report, opened))]
        result += _settled(piece, found, spoken)
        if not result and part is Part.HEADLINE:
            result += list(in_headline(piece))[:1]
        if not result:
            result += _settled(piece, [_Found(r) for r in (*by_gerund(piece), *hearsay(piece))], spoken)[:1]
    return result


def _after_dateline(words: Words) -> int:
    """The word after "DAMASCUS, March 3 (wire) —" at the beginning of a sentence, or the first."""
    for i in range(1, min(LONGEST_DATELINE, len(words) - 3)):
        bracketed = words[i].text == "(" and words[i + 2].text == ")" and words[i + 3].text in "-–—"
        if bracketed or (words[i].text in "–—" and words[0].text.isupper() and len(words[0].text) > 1 and i < 6):
            return i + (4 if bracketed else 1)
    return 0


def _pieces(words: Words, tokens: Sequence[Token]) -> Iterator[tuple[Words, Sequence[Token]]]:
    """A sentence after its dateline in pieces of bounded length, each with its part of the parse."""
    at = 0
    for first in range(_after_dateline(words), len(words), LONGEST_PIECE):
        piece = words[first : first + LONGEST_PIECE]
        while at < len(tokens) and tokens[at].start < piece[0].start:
            at += 1
        start = at
        while at < len(tokens) and tokens[at].start < piece[-1].end:
            at += 1
        yield piece, [_rooted(tokens[i], i, range(start, at)) for i in range(start, at)]


def _rooted(token: Token, i: int, inside: range) -> Token:
    """A token whose head is counted within its piece; a root where the head is outside."""
    return replace(token, head=(token.head if token.head in inside else i) - inside.start)


# --------------------------------------------------------------------------- two finders


def _weighed(words: Words, tokens: Sequence[Token], part: Part) -> list[_Found]:
    """The reports of both finders, one for each cue."""
    tree = Tree.of(tokens)
    tags = {t.start: t.tag for t in tokens}
    participles = {t.start for t in tokens if t.tag == "VBN" and t.dep in ("amod", "acl")}
    depths = {t.start: _depth(tree, i) for i, t in enumerate(tokens)}
    surface = [r for finder in _FINDERS for r in finder(words) if not _is_self(r, words)]
    surface += list(_going_on(words, surface))
    surface = [r for r in surface if part is Part.HEADLINE or not _is_refuted(words, r, tags)]
    surface = [r for r in surface if not has_dumb_subject(tree, r)]
    surface = [_relative(words, r) for r in surface if r.cue is None or r.cue.start not in participles]
    parsed = [_relative(words, r) for r in by_parse(tree) if not _is_self(r, words)]
    found = [_agreed(words, r, next((p for p in parsed if _same_cue(p, r)), None)) for r in surface]
    found = [replace(f, report=_turned(words, f.report, tags)) for f in found]
    found += [_Found(p, p.content.end) for p in parsed if not any(_same_cue(p, r) for r in surface)]
    return [replace(f, depth=depths.get(f.report.cue.start, 0)) if f.report.cue else f for f in found]


def _depth(tree: Tree, i: int) -> int:
    """The depth of a cue; that of "according to X" is its clause's."""
    i = next(islice(tree.ancestors(i), 1, None), i) if tree.words[i].low == "according" else i
    return tree.depth[i]


def _going_on(words: Words, reports: Sequence[Report]) -> Iterator[Report]:
    """What a speaker adds: "…, adding that", "noting that" after a report in the same sentence."""
    for i in range(1, len(words) - 2):
        before = [r for r in reports if r.cue and r.cue.end <= words[i].start]
        if before and words[i].low in lexicon.GOING_ON and words[i + 1].low == "that":
            outer = max(before, key=lambda r: r.cue.start if r.cue else 0)
            for report in make_report(words, None, range(i, i + 1), range(i + 1, len(words)), stance=Stance.NEUTRAL):
                yield replace(report, speaker=outer.speaker, antecedent=outer.antecedent)


def _is_refuted(words: Words, report: Report, tags: Mapping[int, str]) -> bool:
    """Whether the parse reads a cue that may be a noun as one, or has no noun in the speaker."""
    if report.cue is None:
        return False
    tag = tags.get(report.cue.start, "")
    form = next((w.low for w in words if w.start == report.cue.start), "")
    noun = tag.startswith(("NN", "JJ")) and (form in NOUNS or (form in CUES and CUES[form].base))
    speaker = report.speaker
    named = [t for at, t in tags.items() if speaker and speaker.start <= at < speaker.end]
    return noun or (bool(named) and not any(t.startswith(_NOMINAL) for t in named))


def _turned(words: Words, report: Report, tags: Mapping[int, str]) -> Report:
    """A report whose content is after its cue, where by the parse only there is a verb."""
    cue, content = report.cue, report.content
    if cue is None or content.end > cue.start or (report.speaker and report.speaker.start > cue.start):
        return report
    verbs = [w.start for w in words if tags.get(w.start, "").startswith(_VERBAL)]
    after = [w for w in words if w.start >= cue.end and w.word]
    if any(content.start <= at < content.end for at in verbs) or not any(at > after[0].start for at in verbs if after):
        return report
    return replace(report, content=Span(after[0].start, after[-1].end))


def _relative(words: Words, report: Report) -> Report:
    """A report by "who" or "which" where that stands between the speaker's name and the cue, or is the speaker."""
    if report.speaker is None or report.cue is None or report.cue.start < report.speaker.end:
        return report
    first = next((i for i, w in enumerate(words) if w.start >= report.speaker.start), 0)
    if words[first].low in _RELATIVES:
        name = group_before(words, first - (words[first - 1].text == ","))
        return replace(report, antecedent=span_of(words, name)) if name else report
    between = [w for w in words[first:] if report.speaker.end <= w.start < report.cue.start]
    pronoun = next((w for w in between[:2] if w.low in _RELATIVES), None)
    if pronoun is None or any(w.text == "," for w in between[2:]):
        return report
    return replace(report, speaker=Span(pronoun.start, pronoun.end), antecedent=report.speaker)


def _same_cue(a: Report, b: Report) -> bool:
    return a.cue is not None and b.cue is not None and _overlap(a.cue, b.cue)


def _agreed(words: Words, surface: Report, parsed: Report | None) -> _Found:
    """One report of a cue that order shows, and perhaps the parse.

    Where the two name different speakers the parse is right twice as often (PolNeAR train), but not against a
    noun that can speak directly before the cue: there a subject from further off tells that commas are lost.
    """
    if parsed is None:
        return _Found(surface)
    apart = parsed.speaker is not None and not (surface.speaker and _overlap(parsed.speaker, surface.speaker))
    if (apart and not _is_beside(words, surface)) or not _overlap(parsed.content, surface.content):
        return _Found(parsed, parsed.content.end)
    return _Found(surface, None if apart else parsed.content.end)


def _is_beside(words: Words, report: Report) -> bool:
    """Whether a speaker stands directly before its cue and ends in a noun that can speak, or directly after it."""
    if report.speaker is None or report.cue is None:
        return False
    if report.speaker.start > report.cue.start:
        return not any(report.cue.end <= w.start < report.speaker.start for w in words)
    before = [w for w in words if report.speaker.end <= w.start < report.cue.start]
    head = next((w for w in reversed(words) if w.end == report.speaker.end), None)
    return not before and head is not None and head.speaks


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _is_self(report: Report, words: Words) -> bool:
    """Whether a report is by "I" or "we": outside a quotation that is the outlet."""
    speaker = report.speaker
    return speaker is not None and any(
        t.low in lexicon.SELVES for t in words if t.start == speaker.start and t.end == speaker.end
    )


# --------------------------------------------------------------------------- several reports


def _settled(words: Words, found: Sequence[_Found], spoken: Sequence[Span]) -> list[Report]:
    """The outermost reports with whom their speakers cite, contents disjoint and in order."""
    outside = [f for f in found if f.report.cue and not any(holds(region, f.report.cue) for region in spoken)]
    outside = [f for f in outside if not any(_is_above(other, f) for other in outside)]
    citing = [f for f in outside if _is_citing(words, f.report)]
    outside = [f for f in outside if f not in citing] or citing
    outside.sort(key=lambda f: (f.report.content.start, -f.report.content.end))
    tops: list[_Found] = []
    for candidate in outside:
        tops = _placed(words, tops, candidate)
    every = [f.report for f in found]
    return [_citing(words, f.report, every) for f in tops]


def _is_above(other: _Found, found: _Found) -> bool:
    """Whether of two reports that each hold the other's cue the other one stands higher in the tree."""
    a, b = other.report, found.report
    mutual = a.cue and b.cue and a.cue != b.cue and holds(a.content, b.cue) and holds(b.content, a.cue)
    return bool(mutual) and other.depth < found.depth


def _placed(words: Words, tops: list[_Found], candidate: _Found) -> list[_Found]:
    """The outermost reports with one more: beside them, cut off from the last one, or nested and left out."""
    if not tops:
        return [candidate]
    last, cue = tops[-1], candidate.report.cue
    if any(_same_cue(f.report, candidate.report) for f in tops):
        return tops
    if cue and any(holds(f.report.content, cue) for f in tops[:-1]):
        return tops
    if candidate.report.content.start >= last.report.content.end:
        return [*tops, candidate]
    if cue and holds(last.report.content, cue):
        cut = _cut(words, last, candidate.report)
        beside = cut is not None and cut.content.end <= candidate.report.content.start
        return [*tops[:-1], replace(last, report=cut), candidate] if cut and beside else tops
    begins = last.report.content.end
    rest = [w for w in words if begins <= w.start < candidate.report.content.end]
    if sum(w.word for w in rest) < SHORT_CONTENT:
        return tops
    content = Span(next(w.start for w in rest if w.word), candidate.report.content.end)
    return [*tops, replace(candidate, report=replace(candidate.report, content=content))]


def _cut(words: Words, outer: _Found, inner: Report) -> Report | None:
    """The outer report without the clause of the inner one, where that stands beside it; None where it is nested."""
    begin = min(span.start for span in (inner.speaker, inner.cue, inner.content) if span)
    same = inner.speaker and outer.report.speaker and _overlap(inner.speaker, outer.report.speaker)
    if inner.cue and (inner.speaker is None or same):
        begin = inner.cue.start
    at = next((i for i, w in enumerate(words) if w.start >= begin), len(words))
    opening = next((i for i in range(at - 1, max(at - 1 - BEFORE, -1), -1) if _opens(words, i)), None)
    beyond = outer.ends is not None and outer.ends <= begin
    aside = same and (words[at - 1].low in (",", "and") or words[at].low.endswith("ing"))
    if opening is None and (beyond or aside):
        opening = at
    if opening is None or (outer.report.cue and words[opening - 1].start < outer.report.cue.start):
        return None
    kept = [w for w in words[:opening] if w.start >= outer.report.content.start]
    while kept and (kept[-1].text in ",;:-–—" or kept[-1].low == "and"):
        kept.pop()
    if sum(w.word for w in kept) < SHORT_CONTENT:
        return None
    return replace(outer.report, content=Span(outer.report.content.start, kept[-1].end))


def _opens(words: Words, i: int) -> bool:
    """Whether a word begins a clause that stands beside the one before."""
    return words[i].low in _OPENING or words[i].text == ";"


def _citing(words: Words, report: Report, every: Sequence[Report]) -> Report:
    """A report with whom its speaker cites: "citing X", or of the reports inside it the widest by another."""
    cited = [r for r in every if r.cue and holds(report.content, r.cue) and _is_other(r, report)]
    beside = [r for r in every if _is_citing(words, r) and report.cue and holds(r.content, report.cue)]
    if report.nested is not None or not (cited or beside):
        return report
    nested = beside[0] if beside else max(cited, key=lambda r: r.content.end - r.content.start)
    return replace(report, nested=nested.antecedent or nested.speaker)


def _is_citing(words: Words, report: Report) -> bool:
    """Whether a report is by "…, citing X", with the whole sentence before it as content."""
    return any(w.low in ("citing", "quoting") for w in words if report.cue and w.start == report.cue.start)


def _is_other(report: Report, outer: Report) -> bool:
    """Whether a report names another speaker, not by a pronoun."""
    speaker = report.speaker
    return speaker is not None and speaker != outer.speaker and speaker.end - speaker.start > LONGEST_PRONOUN
