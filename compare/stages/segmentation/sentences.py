"""A document becomes sentences: the spans that everything else points into.

In: a document. Out: its sentences with exact half-open offsets into the canonical text, in order
and disjoint, and a drop for every piece that is no sentence of the report (credits, share buttons,
lone datelines, repetitions). Conservation: each character that is not white space lies in exactly
one sentence or one drop. Boundaries are found by rules on punctuation, capitals and abbreviations,
as in the Golden Rules of pySBD (Sadvilkar and Neumann 2020), in one pass, linear in the text.

A piece is dropped only where it cannot hold a claim; whatever is glued to a claim is kept with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compare.types import Document, Drop, Part, Sentence, Span

STAGE = "segmentation"
LONGEST = 2000  # characters; convention: longer than any sentence of the dev corpus, short enough to show
SHOWN = 200  # characters of a dropped piece that its record keeps: convention
REACH = 40  # characters looked at around a full stop; longer than any abbreviation with its next word
OPENING = 3  # the repeated headline stands among so many first pieces of a body (dateline, byline, it)
NOTICE = 15  # words; convention: a longer "Follow us on …" or "All rights reserved" may be glued to a claim
CREDIT = 400  # characters; the longest credit line of the dev corpus has 342

_LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_LINE_END = re.compile(r"[.!?…:;\"”’)\]]\s*$")
_BULLET = re.compile(r"\s*(?:[-–—*•▪●‣◦]\s|\d{1,3}[.)]\s)")
_STOP = re.compile(r"[.!?…]+[\"”’')\]»]*|[。！？؟۔।]+[\"”’')\]»]*|\s(?=[•▪●‣◦]\s)")
_FULL_WIDTH = "。！？"  # their scripts write no space after a sentence
_OPENERS = "\"'“‘«([*-–—•¿¡#@"
_CLAUSE = re.compile(r".*[;,:](?=\s)|.*(?=\s)", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_GLUED = re.compile(r"[A-Z][a-z]|A\s|I\s|[\"“‘'(]+[A-Z]")  # "killed.The army", "killed.A car"
_LINK = re.compile(r"[/@\\_]|www|http|\.\w+\.")

# Words that stand before a name or a number: the stop after them never ends a sentence.
_TITLES = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt cpl pvt brig adm cmdr cdr sen rep gov rev hon pres fr st "
    "ste mt ft messrs mme mlle supt insp amb atty vs v e.g i.e eg ie cf viz approx ca circa op ret".split()
)
# Words that often end a sentence as well: a new one begins only where a usual first word follows.
_SHORTENED = frozenset(
    "inc ltd co corp bros jr sr etc al dept govt est assn univ vol fig art sec ave blvd rd sq".split()
)
_BEFORE_NUMBER = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec no nos nr p pp mon tue tues wed thu thur thurs "
    "fri sat sun".split()
)
_STARTERS = frozenset(
    "a an the this that these those it its he she they we i you his her their our there here in on at "
    "as by for from to with after before since when while if but and or so yet however meanwhile "
    "although though because according earlier later some many most several all no not another other "
    "both what who how why where last until during despite one two three".split()
)
_CLOCK = frozenset({"a.m", "p.m", "am", "pm"})
_ZONES = frozenset(
    "gmt utc est edt pst cet eest msk ksa bst local eastern damascus moscow monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)

# Pieces made only of these words are parts of the page, dates or credits, not of the report.
_FURNITURE = frozenset(
    "print tweet tweets share shares views view related read also more follow us on via facebook "
    "twitter instagram youtube telegram whatsapp google email e-mail mail comment comments subscribe "
    "sign up newsletter click here copy link save advertisement ad ads sponsored top menu home back "
    "next previous video videos photo photos image images gallery slideshow copyright all rights "
    "reserved our like send friend this story article page moreimage english bulletin font size tags "
    "topics standards the thomson reuters trust principles news latest breaking coverage pinterest "
    "linkedin reddit enlarge to contributed agencies".split()
)
_DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat "
    "sun january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sep sept oct nov dec st nd rd th am pm a.m p.m gmt utc ksa est edt bst local "
    "time date of publication published posted updated update last modified on at by first".split()
)
_AGENCIES = frozenset(
    "afp ap reuters upi dpa epa efe ansa sana tass ria novosti xinhua anadolu agency agencies aa irna "
    "fna mna nna wam spa petra interfax sputnik trt trtworld world dha iha staff with and from file "
    "handout photo photos image input inputs via source sources by additional reporting the".split()
)
_MONTH_OR_DAY = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)")

_CREDIT = re.compile(
    r"(?i)\s*[(\[]?\s*(?:(?:additional |further )?"
    r"(?:reporting|writing|editing|edited|written|translated|compiled) by\b"
    r"|(?:photo|image|picture|video)s?(?: credit| courtesy)?\s*[:|/]|source\s*:|our standards\s*:)"
)
_CREDIT_SMALL = frozenset(
    "reporting writing editing edited written translated compiled additional further by and in at for "
    "from of the newsroom source photo image picture video credit courtesy our standards agencies file "
    "handout via bureau".split()
)
_NOTICE = re.compile(r"(?i)\s*(?:©|\(c\)|copyright\W*\d{4}\b)|.*\ball rights reserved\b|\s*follow us on\b")
_TAGS = re.compile(r"(?i)\s*(?:tags?|topics|keywords|filed under|categories)\b")
_POINTER = re.compile(r"(?i)\s*(?:read|see|watch) (?:more|also)\s*:")
_SIGNATURE = re.compile(r"\s*(?:[A-Z][\w.]*[ -]?){1,3}(?:/ ?(?:[A-Z][\w.]*[ -]?){1,3})+\s*$")
# Function words: a list of tags or names has none of them, a claim has nearly always one.
_FUNCTION = frozenset(
    "the a an is are was were be been being has have had will would by in on at to from with for of "
    "after that as and who which not no near over into but than it its their his her he she they".split()
)
# Word beginnings of claims: a credit or a tag list in capitals that has one of them is kept.
_CLAIM = re.compile(
    r"(?i)\b(?:kill|dead|die[sd]|wound|injur|attack|bomb|shell|strik|struck|captur|seiz|liberat|clash|fight|destroy|"
    r"hit|say|said|den(?:y|ied|ies)|claim|report(?:s|ed)\b|accus|blam|captive|arrest|fire[ds]?\b|retak|retook|enter|"
    r"launch|target|shot|shoot|neutrali[sz]|martyr|fall|fell|reject|confirm|admit|warn|vow)"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stripped span with the part it stands in and whether it fills its whole line."""

    start: int
    end: int
    part: Part
    whole_line: bool


def segment(document: Document) -> tuple[tuple[Sentence, ...], tuple[Drop, ...]]:
    """Split a document into sentences.

    Args:
        document: any text, also empty, of any script and length; time is linear in its length.

    Returns:
        The sentences in order, disjoint, none blank, none longer than `LONGEST`, with
        `document.text[s.start:s.end] == s.text`; and the drops in order. Every character that is
        not white space is in exactly one of them. Does not undo headlines or datelines that are
        glued to a sentence, and does not split clauses.
    """
    text = document.text
    kept: list[Sentence] = []
    drops: list[Drop] = []
    seen: set[str] = set()
    headline = _plain(document.title)
    opening = 0
    for piece in _pieces(document):
        words = text[piece.start : piece.end]
        plain = _plain(words)
        if piece.part is Part.BODY:
            opening += 1
        reason: str | None
        if piece.part is Part.BODY and opening <= OPENING and headline and plain == headline:
            reason = "repeated_headline"
        elif plain in seen and _LETTER.search(words):
            reason = "repeated_sentence"
        else:
            reason = _furniture(words, piece)
        seen.add(plain)
        if reason:
            drops.append(_drop(document, piece, reason))
        else:
            kept.append(Sentence(document.id, piece.start, piece.end, words, piece.part))
    return tuple(kept), tuple(drops)


def _drop(document: Document, piece: _Piece, reason: str) -> Drop:
    shown = document.text[piece.start : piece.end][:SHOWN]
    return Drop(STAGE, reason, document=document.id, start=piece.start, end=piece.end, text=shown)


def _plain(words: str) -> str:
    """The words as compared for repetition: one space, no final stop."""
    return " ".join(words.split()).rstrip(".")


# --------------------------------------------------------------------------- boundaries


def _pieces(document: Document) -> Iterator[_Piece]:
    """The stripped, non-empty pieces of the text between boundaries, in order."""
    text, title = document.text, len(document.title)
    parts = ((0, title, Part.HEADLINE), (title, len(text), Part.BODY))
    for first, last, part in parts:
        for block in _blocks(text, first, last):
            cuts = [block.start, *_boundaries(text, block), block.end]
            spans = [s for a, b in zip(cuts, cuts[1:], strict=False) for s in _bounded(text, a, b)]
            for span in spans:
                yield _Piece(span.start, span.end, part, len(spans) == 1)


def _blocks(text: str, first: int, last: int) -> Iterator[Span]:
    """The lines, joined where a line runs on in small letters (text wrapped by hand)."""
    start = first
    for line in _LINE_BREAK.finditer(text, first, last):
        if line.start() < start or _runs_on(text, line, first, last):
            continue
        yield Span(start, line.start())
        start = line.end()
    yield Span(start, last)


def _runs_on(text: str, line: re.Match[str], first: int, last: int) -> bool:
    after = text[line.end() : min(line.end() + REACH, last)]
    before = text[max(line.start() - REACH, first) : line.start()]
    if not before.strip() or _LINE_END.search(before) or _BULLET.match(after):
        return False
    return after[:1].islower() or (before.rstrip().endswith(",") and after[:1].isalnum())


def _boundaries(text: str, block: Span) -> Iterator[int]:
    """Offsets within the block at which a new sentence begins, white space before it included."""
    for stop in _STOP.finditer(text, block.start, block.end):
        if stop.end() < block.end and _ends_sentence(text, stop, block):
            yield stop.end()


def _ends_sentence(text: str, stop: re.Match[str], block: Span) -> bool:
    mark = stop.group()
    if mark.isspace() or mark[0] in _FULL_WIDTH:
        return True
    after = text[stop.end() : min(stop.end() + REACH, block.end)]
    before = text[max(stop.start() - REACH, block.start) : stop.start()]
    if not after[0].isspace():
        return _glued(before, mark, after)
    following = after.lstrip()
    if not following or not _may_begin(following):
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    return _after_word(before, following, at_start=stop.start() - block.start < REACH)


def _may_begin(following: str) -> bool:
    """Whether a sentence can begin so: no small letter, no closing or joining mark."""
    first = following.lstrip(_OPENERS + " ")[:1]
    return bool(first) and first.isalnum() and not first.islower()


def _glued(before: str, mark: str, after: str) -> bool:
    """Whether a stop without a space after it ends a sentence ("was killed.The army")."""
    word = before.rsplit(maxsplit=1)[-1] if before.strip() else ""
    nearby = word + mark + after.split(maxsplit=1)[0]
    small = len(word) >= 2 and (word[-2:].islower() or word[-2:].isdigit() or word[-1] in ')"”')
    return small and bool(_GLUED.match(after)) and not _LINK.search(nearby)


def _after_word(before: str, following: str, *, at_start: bool) -> bool:
    """Whether a full stop after this word and before those words ends a sentence."""
    words = before.split()
    token = words[-1].lstrip("\"'“‘(") if words and not before[-1].isspace() else ""
    word = token.casefold()
    next_words = _WORD.findall(following[:REACH])
    starts = bool(next_words) and next_words[0].casefold() in _STARTERS
    if word in _CLOCK:
        return not next_words or next_words[0].casefold() not in _ZONES
    if word in _BEFORE_NUMBER:
        return not following[0].isdigit() and not (token[:1].islower() and word not in ("no", "sat", "sun", "mar"))
    if word in _TITLES and word not in ("v", "st") or word == "st" and token[0] == "S":
        return False
    if word in _SHORTENED or _is_initials(token):
        return starts
    if at_start and token.isdigit() and len(words) == 1:
        return False
    return True


def _is_initials(token: str) -> bool:
    """Whether the word before a stop is an initial or an abbreviation with stops (J, U.S, D-Calif.)."""
    letters = token.split(".")
    return all(len(letter) == 1 and letter.isalpha() for letter in letters) and token[:1].isupper()


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """The stripped span, cut before each `LONGEST` characters at a clause mark or white space."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = _CLAUSE.match(text, start + LONGEST // 2, start + LONGEST)
        middle = cut.end() if cut else start + LONGEST
        yield Span(start, _rstrip(text, start, middle))
        start = middle
        while text[start].isspace():
            start += 1
    if start < end:
        yield Span(start, end)


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


# --------------------------------------------------------------------------- what is no sentence


def _furniture(words: str, piece: _Piece) -> str | None:
    """Why a piece cannot hold a claim, or None where it might."""
    if not _LETTER.search(words):
        return "no_letter"
    if piece.part is Part.HEADLINE or len(words) > CREDIT:
        return None
    return _by_vocabulary(words) or _by_form(words, piece)


def _by_vocabulary(words: str) -> str | None:
    found = {word.casefold() for word in _WORD.findall(words)}
    if found <= _DATES and any(c.isdigit() for c in words) and _MONTH_OR_DAY.search(words):
        return "dateline"
    if found <= _AGENCIES:
        return "credit"
    if found <= _FURNITURE:
        return "page_furniture"
    return None


def _by_form(words: str, piece: _Piece) -> str | None:
    found = _WORD.findall(words)
    small = {word for word in found if word[0].islower()}
    if _POINTER.match(words) and piece.whole_line:
        return "pointer"
    if _CLAIM.search(words):
        return None
    if _NOTICE.match(words) and len(found) <= NOTICE:
        return "notice"
    if _CREDIT.match(words) and {w.casefold() for w in small} <= _CREDIT_SMALL:
        return "credit"
    if _TAGS.match(words) and not {w.casefold() for w in found} & _FUNCTION and not any(map(str.isdigit, words)):
        return "tags"
    return "signature" if _SIGNATURE.match(words) else None
