"""How a sentence tells a violent deed: who did it, or that nobody is told to have done it.

In: the parse of a sentence. Out: its deeds in order, each with the way its doer is told. Read from the
dependency tree: subject of an active verb, "by" after a passive, a party's name before or after a noun
("regime raids", "raids by the regime"). An agentless passive, a verb that lets it happen ("died"), a means
or a deed as subject ("shells hit", "the raid killed") and a bare noun ("the shelling of") hide the doer
(the packaging of Greene and Resnik 2009). Fighting of two sides is no deed, nor is a state ("rebel-held").
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from compare.lexicon import deeds as words
from compare.lexicon.cues import NATIONALITIES, NATIONS
from compare.lexicon.parties import PARTIES
from compare.types import Parse, Span, Token

_NEVER = frozenset("civilians observatory white_helmets red_cross msf un arab_league".split())
_PLACES = frozenset(NATIONS) - NATIONALITIES
_PARTIES = frozenset(" ".join(name).lower() for name, key in PARTIES.items() if key not in _NEVER)
_DOERS = (frozenset(p for p in _PARTIES if " " not in p) - _PLACES) | (NATIONALITIES - {"arab"}) | words.DOERS
_NOUNS = words.DEED_NOUNS | words.DEED_NOUNS_OF
_THINGS = _NOUNS | words.MEANS | words.CARRIERS | words.MUTUAL_NOUNS
_SUBJECTS = ("nsubj", "nsubj:outer", "csubj")
_OBLIQUE = ("obl", "obl:agent", "nmod", "obl:unmarked", "nmod:unmarked")
_HELPERS = ("RB", "MD", "VBP", "VBZ", "VBD", "TO")
_BEFORE = ("compound", "amod", "nmod:poss", "nmod:unmarked", "nmod:desc", "flat", "obl:unmarked", "conj", "dep")
_ABOUT = frozenset("over about around under some".split())  # "destroyed over 60 posts"
NEAR = 6  # words before "were used" among which the means may stand: a convention
_AMONG = frozenset("in during by from after with as of through amid following via under".split())


class Telling(StrEnum):
    """How a sentence tells who did a deed: by name, or how it hides it."""

    NAMED = "named"
    PASSIVE = "passive"  # "were killed"
    INTRANSITIVE = "intransitive"  # "died", "exploded"
    NOUN = "noun"  # "the shelling of", "the raid killed"
    MEANS = "means"  # "shells hit"


@dataclass(frozen=True, slots=True)
class Deed:
    """A violent deed and how its doer is told; offsets into the canonical text."""

    start: int
    end: int
    telling: Telling
    agent: Span | None = None  # the words that name the doer
    target: Span | None = None  # the words that name whom or what it befell
    doer: str = ""  # the words that name the doer, as a name
    effect: bool = False  # told by what it did to somebody ("killed", "died"), not as an act ("attack")


def main_deed(deeds: Sequence[Deed]) -> Deed | None:
    """The deed that a sentence tells first, with the doer that another deed of it may name.

    Where an effect is told first ("nine were killed when jets struck"), another deed may be what brought it
    about, and its doer is told; a second attack ("the raid came after rebels shelled the town") is another.
    """
    if not deeds:
        return None
    first = deeds[0]
    named = next((deed for deed in deeds if deed.telling is Telling.NAMED), None)
    return named if first.effect and named is not None else first


def tell(parse: Parse) -> tuple[Deed, ...]:
    """Read the violent deeds of a sentence.

    Args:
        parse: its tokens, with offsets into the canonical text.

    Returns:
        Deeds in order of their words. A noun by which another deed is done ("killed in a raid") is one deed
        with it. Does not tell whether a deed is real, planned or denied; a pronoun in the doer's place names
        the doer, and is not resolved.
    """
    tree = _Tree(parse)
    found = [deed for i in range(len(tree.tokens)) for deed in _deeds(tree, i)]
    absorbed = {part for deed in found for part in deed.parts}
    kept = [deed for deed in found if deed.at not in absorbed]
    return tuple(deed.seen(tree) for deed in sorted(kept, key=lambda deed: deed.places[0]))


@dataclass(frozen=True, slots=True)
class _Found:
    """A deed as tokens: its word, the nouns that are one deed with it, its doer and whom it befell."""

    at: int
    telling: Telling
    agent: int | None = None
    target: int | None = None
    parts: tuple[int, ...] = ()

    @property
    def places(self) -> list[int]:
        """Its words in order."""
        return sorted((self.at, *self.parts))

    def seen(self, tree: "_Tree") -> Deed:
        """The same as offsets."""
        token = tree.tokens[self.at]
        words_of = tree.phrase(self.agent), tree.phrase(self.target)
        doer = tree.name(self.agent)
        return Deed(token.start, token.end, self.telling, *words_of, doer=doer, effect=_is_effect(token))


class _Tree:
    """A parse with the tokens below each token at hand."""

    def __init__(self, parse: Parse) -> None:
        self.tokens = parse.tokens
        self.words = [token.text.lower() for token in parse.tokens]
        self._below: dict[int, list[int]] = defaultdict(list)
        for i, token in enumerate(parse.tokens):
            if token.head != i:
                self._below[token.head].append(i)

    def below(self, i: int, deps: Iterable[str] = ()) -> list[int]:
        """The tokens that hang on a token, of some relations."""
        wanted = tuple(deps)
        return [c for c in self._below[i] if not wanted or self.tokens[c].dep in wanted]

    def first(self, i: int, deps: Iterable[str]) -> int | None:
        """The first of them."""
        return next(iter(self.below(i, deps)), None)

    def case(self, i: int) -> str:
        """The preposition of a noun; the parser may hang it on a word before the noun."""
        holders = (i, *self.below(i, ("compound", "amod")))
        return " ".join(self.words[c] for holder in holders for c in self.below(holder, ("case",)))

    def before(self, i: int) -> Iterator[int]:
        """The words before a noun that belong to it, however deep, and without their own phrases."""
        stack = [i]
        while stack:
            for c in self.below(stack.pop(), _BEFORE):
                if c < i and (self.tokens[c].dep in ("compound", "amod") or not self.below(c, ("case",))):
                    stack.append(c)
                    yield c

    def meant(self, i: int) -> int:
        """The noun that is meant: shells in "dozens of shells"."""
        of = (c for c in self.below(i, ("nmod",)) if self.case(c) == "of")
        inner = next(of, None) if self.tokens[i].lemma in words.QUANTITIES else None
        return i if inner is None else inner

    def head(self, i: int) -> Token:
        """The token that a token hangs on."""
        return self.tokens[self.tokens[i].head]

    def phrase(self, i: int | None) -> Span | None:
        """A noun with the words before it, without its article."""
        if i is None:
            return None
        return Span(self.tokens[min([i, *self.before(i)])].start, self.tokens[i].end)

    def name(self, i: int | None) -> str:
        """The same as words, those that stand apart joined by blanks."""
        return "" if i is None else " ".join(self.tokens[c].text for c in sorted([i, *self.before(i)]))


# --------------------------------------------------------------------------- deeds


def _deeds(tree: _Tree, i: int) -> Iterator[_Found]:
    token = tree.tokens[i]
    gerund = token.tag == "VBG" and (tree.below(i, ("det", "case")) or tree.words[i + 1 : i + 2] == ["of"])
    verb = (
        not gerund
        and token.tag.startswith("VB")
        or (token.tag == "JJ" and tree.words[i].endswith("ed") and token.dep != "amod")
    )
    lemma = _lemma(token, verb=verb)
    if verb and lemma in words.LIFE_VERBS and _has(tree, i, ("obj",), words.LIVES):
        yield _active(tree, i)
    elif verb and lemma in words.HAPPEN_VERBS:
        yield _happening(tree, i)
    elif verb and lemma in words.FALL_VERBS and _has(tree, i, _SUBJECTS, words.MEANS):
        yield _happening(tree, i)
    elif verb and lemma in words.AFFECT_VERBS and _has(tree, i, _OBLIQUE, words.MEANS):
        yield _happening(tree, i)
    elif verb and lemma in words.HARM_VERBS | words.ATTACK_VERBS | words.USE_VERBS:
        yield from _done(tree, i, lemma)
    elif (gerund or token.tag.startswith("NN")) and _lemma(token, verb=False) in _NOUNS | words.GERUNDS:
        yield from _noun(tree, i, lemma)
    elif tree.words[i] == "dead" and _is_event(tree, i):
        yield _happening(tree, i)


def _is_event(tree: _Tree, i: int) -> bool:
    """Whether "dead" tells of deaths ("dozens dead"), and not of the dead."""
    token = tree.tokens[i]
    before_noun = token.dep == "amod" and token.head > i
    return not before_noun and token.dep != "xcomp" and not tree.below(i, ("det", "case"))


def _is_effect(token: Token) -> bool:
    lemma = words.VERB_FORMS.get(token.text.lower(), token.lemma)
    return lemma in words.HARM_VERBS | words.HAPPEN_VERBS | words.LIFE_VERBS or token.text.lower() == "dead"


def _lemma(token: Token, *, verb: bool) -> str:
    """The lemma, by the form where the lemmatiser knows it not (headlines)."""
    forms = words.VERB_FORMS if verb else words.NOUN_FORMS
    return forms.get(token.text.lower(), token.lemma)


def _has(tree: _Tree, i: int, deps: Iterable[str], lemmas: frozenset[str]) -> bool:
    near = [tree.meant(c) for c in tree.below(i, deps)]
    return any(tree.tokens[c].lemma in lemmas or tree.words[c] in lemmas for c in near)


def _done(tree: _Tree, i: int, lemma: str) -> Iterator[_Found]:
    """A transitive verb: passive, or active with whoever does it."""
    token = tree.tokens[i]
    before_noun = token.dep in ("amod", "compound") and token.head > i
    if tree.below(i, ("det", "cop")) or before_noun and (token.tag != "VBN" or lemma not in words.FELLED):
        return  # "the wounded", "the attacking side", "liberated areas"
    sufferer = tree.first(i, ("nsubj:pass",))
    if lemma in words.USE_VERBS and not _uses_means(tree, i):
        return
    if _passive(tree, i, lemma):
        yield _suffered(tree, i, sufferer)
    else:
        yield _active(tree, i)


def _uses_means(tree: _Tree, i: int) -> bool:
    near = tree.below(i, ("obj", "nsubj:pass", "nsubj", "nmod", "acl"))
    if tree.below(i, ("aux:pass",)) and (subject := _subject(tree, i)) is not None:
        near.append(subject)
    near = [*near, *(tree.meant(n) for n in near)]
    if tree.tokens[i].dep in ("acl", "amod", "acl:relcl"):
        near.append(tree.tokens[i].head)
    deeper = [d for n in near for d in (*tree.before(n), *tree.below(n, ("nmod", "conj")))]
    if tree.below(i, ("aux:pass",)):
        deeper += range(max(0, i - NEAR), i)  # whatever the tree makes of them
    return any(tree.tokens[n].lemma in words.MEANS or tree.words[n] in words.MEANS for n in (*near, *deeper))


def _passive(tree: _Tree, i: int, lemma: str) -> bool:
    """A passive by its form, or by its missing object where the verb needs one: "nine killed in market"."""
    token = tree.tokens[i]
    if tree.below(i, ("aux:pass", "nsubj:pass")):
        return True
    if _objects(tree, i) or token.tag in ("VBG", "VBZ", "VBP"):
        return False
    if token.dep == "acl:relcl" and any(tree.tokens[s].tag not in ("WDT", "WP") for s in tree.below(i, _SUBJECTS)):
        return False  # "the land that it seized"
    if token.tag == "VBN" and token.dep in ("acl", "amod", "acl:relcl") and not tree.below(i, ("nsubj", "aux")):
        return True
    if token.dep == "conj" and not tree.below(i, _SUBJECTS):
        head = token.head
        return _passive(tree, head, lemma) if tree.tokens[head].tag in ("VBN", "VBD") and head < i else False
    return token.tag in ("VBN", "VBD", "JJ") and lemma in words.HARM_VERBS and not tree.below(i, ("aux",))


def _objects(tree: _Tree, i: int) -> list[int]:
    """Its objects, or those of the next verb joined to it ("killed and wounded nine"); "two injured" is none."""
    objects = tree.below(i, ("obj", "ccomp"))
    for c in tree.below(i, ("conj",)):
        if any(tree.words[a] in words.VERB_FORMS for a in tree.below(c, ("amod",))):
            objects.append(c)  # "killed and injured numbers of", with "injured" read as an adjective
        if tree.tokens[c].tag.startswith("VB") and not tree.below(c, _SUBJECTS):
            objects += tree.below(c, ("obj",))
    objects += [c for c in tree.below(i, ("obl",)) if tree.case(c) in _ABOUT and tree.below(c, ("nummod",))]
    return [o for o in objects if words.VERB_FORMS.get(tree.words[o]) not in words.HARM_VERBS]


def _suffered(tree: _Tree, i: int, sufferer: int | None) -> _Found:
    """A passive: whoever stands after "by", or before the deed by which it was done."""
    if sufferer is None and tree.tokens[i].dep in ("acl", "amod", "acl:relcl"):
        sufferer = tree.tokens[i].head
    sufferer = tree.first(i, _SUBJECTS) if sufferer is None else sufferer
    parts, agent = [], None
    joined = [c for c in tree.below(i, ("conj",)) if tree.tokens[c].tag in ("VBN", "VBD", "JJ")]
    for c in (o for verb in (i, *joined) for o in tree.below(verb, _OBLIQUE)):
        case = tree.case(c)
        if _is_thing(tree, c) and (case in _AMONG):
            parts.append(c)
            agent = agent if agent is not None else _doer_of_noun(tree, c)
        elif case == "by" and agent is None and _can_do(tree, c):
            agent = c
    if sufferer is not None and _is_thing(tree, sufferer):
        parts.append(sufferer)
        agent = agent if agent is not None else _doer_of_noun(tree, sufferer)
    telling = Telling.PASSIVE if agent is None else Telling.NAMED
    return _Found(i, telling, agent, sufferer, tuple(parts))


def _active(tree: _Tree, i: int) -> _Found:
    subject, target = _subject(tree, i), tree.first(i, ("obj",))
    before = _right_before(tree, i)
    if subject is None or not _can_do(tree, subject):
        subject = before
    elif before is not None and not tree.below(i, _SUBJECTS):
        subject = before  # nearer than the subject of another verb
    parts = [p for p in (subject, target) if p is not None and _is_thing(tree, p)]
    parts += [c for c in tree.below(i, _OBLIQUE) if _is_thing(tree, c) and tree.case(c) in _AMONG]
    if subject is not None and not _is_thing(tree, subject):
        return _Found(i, Telling.NAMED, subject, target, tuple(parts))
    agents = [a for p in parts if (a := _doer_of_noun(tree, p)) is not None]
    if agents:
        return _Found(i, Telling.NAMED, agents[0], target, tuple(parts))
    means = subject is not None and tree.tokens[subject].lemma not in _NOUNS
    return _Found(i, Telling.MEANS if means else Telling.NOUN, None, target, tuple(parts))


def _happening(tree: _Tree, i: int) -> _Found:
    subject = tree.first(i, _SUBJECTS)
    near = [c for c in tree.below(i, _OBLIQUE) if _is_thing(tree, c) and tree.case(c) in _AMONG]
    near += [subject] if subject is not None and _is_thing(tree, subject) else []
    agents = [a for p in near if (a := _doer_of_noun(tree, p)) is not None]
    telling = Telling.NAMED if agents else Telling.INTRANSITIVE
    return _Found(i, telling, agents[0] if agents else None, subject, tuple(near))


def _noun(tree: _Tree, i: int, lemma: str) -> Iterator[_Found]:
    target = next((c for c in tree.below(i, ("nmod", "obl")) if tree.case(c) in ("on", "against", "of", "at")), None)
    agent = _doer_of_noun(tree, i)
    if lemma in words.DEED_NOUNS_OF and target is None and agent is None:
        return
    if lemma == "use" and not (target is not None and _uses_means(tree, i)):
        return
    if tree.tokens[i].dep == "compound" and tree.head(i).lemma in words.NOT_DEEDS:
        return
    yield _Found(i, Telling.NOUN if agent is None else Telling.NAMED, agent, target)


# --------------------------------------------------------------------------- doers


def _is_thing(tree: _Tree, i: int) -> bool:
    """Whether a noun is a means, a carrier of arms or a deed, and so nobody who does it."""
    i = tree.meant(i)
    return (tree.tokens[i].lemma in _THINGS or tree.words[i] in _THINGS or
            words.NOUN_FORMS.get(tree.words[i], "") in _THINGS)  # fmt: skip


def _subject(tree: _Tree, i: int) -> int | None:
    """Who does what a verb says: its subject, or that of the verb on which it hangs."""
    seen: set[int] = set()
    while i not in seen:
        seen.add(i)
        token = tree.tokens[i]
        if (subject := tree.first(i, _SUBJECTS)) is not None:
            if tree.tokens[subject].tag not in ("WDT", "WP"):
                return subject
            near = subject - 1  # the parser often hangs "which" on an earlier noun
            noun = near >= 0 and tree.tokens[near].tag.startswith("NN")
            return near if noun and not _can_do(tree, token.head) else token.head
        if token.dep in ("acl", "acl:relcl") and tree.tokens[token.head].tag.startswith(("NN", "PRP")):
            return token.head
        if token.dep not in ("conj", "advcl", "xcomp", "parataxis", "acl", "ccomp"):
            return None
        if tree.below(token.head, ("nsubj:pass",)) and (by := tree.first(token.head, ("obl:agent",))) is not None:
            return by
        i = token.head
    return None


def _can_do(tree: _Tree, i: int) -> bool:
    """Whether a word can name a doer: no number, day, place or sufferer, and no bare "those"."""
    token, lemma = tree.tokens[i], tree.tokens[tree.meant(i)].lemma
    named = token.tag not in ("CD", "DT", "JJ", "WDT") or _is_doer(tree, i)
    return named and lemma not in words.NO_DOERS


def _right_before(tree: _Tree, i: int) -> int | None:
    """The noun of a party right before a verb, whatever the tree makes of it."""
    at = i - 1
    while at >= 0 and tree.tokens[at].tag in _HELPERS and tree.tokens[at].text != "IS":
        at -= 1
    if at < 0:
        return None
    name = tree.tokens[at].tag.startswith("NN") and (_is_doer(tree, at) or tree.words[at] in _PARTIES)
    return at if name or tree.tokens[at].text == "IS" else None  # the parser takes the organisation for a verb


def _doer_of_noun(tree: _Tree, i: int) -> int | None:
    """Who does a deed told by a noun: a party before it, after "by", or as subject of its verb."""
    if tree.tokens[i].lemma in words.MUTUAL_NOUNS:
        return None
    for c in sorted(tree.before(i), reverse=True):
        if _is_doer(tree, c) or (tree.tokens[c].dep == "nmod:poss" and _owns(tree, c)):
            return c
    for c in tree.below(i, ("nmod", "obl", "obl:agent", "acl")):
        if tree.case(c) == "by" and not _is_thing(tree, c) and _can_do(tree, c):
            return c
        if tree.case(c) == "of" and tree.tokens[i].lemma in words.OF_DOER and _is_doer(tree, c):
            return c
        if tree.tokens[c].dep == "acl" and (by := tree.first(c, ("obl:agent",))) is not None:
            return by
        if tree.tokens[c].dep == "acl" and tree.tokens[c].lemma == "belong":
            return tree.first(c, ("obl",))
    for c in tree.below(i, ("acl:relcl",)):
        if tree.tokens[c].lemma in words.LIGHT_VERBS and (subject := tree.first(c, _SUBJECTS)) is not None:
            return None if tree.tokens[subject].tag in ("WDT", "WP") else subject
    return _bearer(tree, i)


def _bearer(tree: _Tree, i: int) -> int | None:
    """The subject of a verb that only carries the noun ("jets carried out raids"), or who is blamed for it."""
    verb, dep = tree.tokens[i].head, tree.tokens[i].dep
    if dep == "conj" and verb != i:
        return _doer_of_noun(tree, verb)
    lemma = _lemma(tree.tokens[verb], verb=True)
    if lemma in words.LIGHT_VERBS and dep == "obj":
        subject = _subject(tree, verb)
        if subject is None or not _can_do(tree, subject):
            return _right_before(tree, verb)
        return _doer_of_noun(tree, subject) if _is_thing(tree, subject) else subject
    if lemma in words.LIGHT_VERBS and dep == "nsubj:pass":
        return next((c for c in tree.below(verb, _OBLIQUE) if tree.case(c) == "by"), None)
    if dep == "nmod" and tree.case(i) == "for" and _lemma(tree.head(verb), verb=True) in words.BLAMING_VERBS:
        return verb  # "blames the government for the attack"
    if (whole := _whole(tree, i)) is not None:
        return _doer_of_noun(tree, whole)
    if lemma == "responsible":
        return next((c for c in tree.below(verb, _SUBJECTS) if tree.tokens[c].tag != "WP"), None)
    if lemma == "come" and dep == "nsubj":
        sources = (c for c in tree.below(verb, _OBLIQUE) if tree.case(c) == "from")
        return next((c for c in sources if any(_is_doer(tree, word) for word in (c, *tree.before(c)))), None)
    if lemma in words.BLAMING_VERBS and (passive := tree.first(verb, ("nsubj:pass",))) not in (None, i):
        return passive
    if lemma in words.BLAMING_VERBS:
        near = (*tree.below(verb, ("obj", "obl", "nmod")), *tree.below(i, ("nmod",)))
        blamed = [c for c in near if c != i and tree.case(c) in ("", "on")]
        return blamed[0] if blamed else None
    if lemma in ("take", "participate") and tree.case(i) == "in":
        return _subject(tree, verb)  # "taking part in an offensive"
    if dep == "nmod" and lemma == "part" and tree.head(verb).lemma == "take":
        return _subject(tree, tree.tokens[verb].head)
    if dep == "nmod" and tree.tokens[verb].lemma == "responsibility":
        return _subject(tree, tree.tokens[verb].head)
    return None


def _whole(tree: _Tree, i: int) -> int | None:
    """The deed of which another is told to be a part: "the raid was part of an offensive"."""
    head = tree.tokens[i].head
    part = head if tree.tokens[head].lemma == "part" else tree.first(head, ("obj",))
    if tree.tokens[i].dep != "nsubj" or part is None or tree.tokens[part].lemma != "part":
        return None
    return next((c for c in tree.below(part, ("nmod",)) if tree.case(c) == "of"), None)


def _owns(tree: _Tree, i: int) -> bool:
    """Whether a possessor can have done it: no place, no time, no sufferer."""
    token = tree.tokens[i]
    return token.tag in ("PRP$", "NNP", "NNPS", "NN", "NNS") and token.lemma not in words.NO_DOERS


def _is_doer(tree: _Tree, i: int) -> bool:
    word = tree.words[i]
    after = tree.words[i + 1 : i + 3]
    held = bool(after) and (after[0] in words.HOLDING or (after[0] == "-" and after[-1] in words.HOLDING))
    return not held and (word in _DOERS or tree.tokens[i].lemma in _DOERS)
