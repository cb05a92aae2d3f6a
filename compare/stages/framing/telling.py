"""How a sentence tells a violent deed: who did it, or that nobody is told to have done it.

In: the parse of a sentence. Out: its deeds in order, each with the way its doer is told. Read from the
dependency tree: subject of an active verb, "by" after a passive, a party's name before or after a noun
("regime raids", "raids by the regime"). An agentless passive, a verb that lets it happen ("died"), a means
or a deed as subject ("shells hit", "the raid killed") and a bare noun ("the shelling of") hide the doer
(the packaging of Greene and Resnik 2009). Fighting of two sides is no deed, nor is a state ("rebel-held").
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from compare.lexicon import deeds as words
from compare.stages.framing.doers import (
    DEED_WORDS,
    can_do,
    doer_of_noun,
    is_thing,
    lemma_of,
    right_before,
    subject_of,
)
from compare.stages.framing.tree import OBLIQUE, SUBJECTS, Tree
from compare.types import Parse, Span, Token

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
    tree = Tree(parse)
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

    def seen(self, tree: Tree) -> Deed:
        """The same as offsets."""
        token = tree.tokens[self.at]
        words_of = tree.phrase(self.agent), tree.phrase(self.target)
        doer = tree.name(self.agent)
        return Deed(token.start, token.end, self.telling, *words_of, doer=doer, effect=_is_effect(token))


# --------------------------------------------------------------------------- deeds


def _deeds(tree: Tree, i: int) -> Iterator[_Found]:
    token = tree.tokens[i]
    gerund = token.tag == "VBG" and (tree.below(i, ("det", "case")) or tree.words[i + 1 : i + 2] == ["of"])
    verb = (
        not gerund
        and token.tag.startswith("VB")
        or (token.tag == "JJ" and tree.words[i].endswith("ed") and token.dep != "amod")
    )
    lemma = lemma_of(token, verb=verb)
    if verb and lemma in words.LIFE_VERBS and _has(tree, i, ("obj",), words.LIVES):
        yield _active(tree, i)
    elif verb and lemma in words.HAPPEN_VERBS:
        yield _happening(tree, i)
    elif verb and lemma in words.FALL_VERBS and _has(tree, i, SUBJECTS, words.MEANS):
        yield _happening(tree, i)
    elif verb and lemma in words.AFFECT_VERBS and _has(tree, i, OBLIQUE, words.MEANS):
        yield _happening(tree, i)
    elif verb and lemma in words.HARM_VERBS | words.ATTACK_VERBS | words.USE_VERBS:
        yield from _done(tree, i, lemma)
    elif (gerund or token.tag.startswith("NN")) and lemma_of(token, verb=False) in DEED_WORDS | words.GERUNDS:
        yield from _noun(tree, i, lemma)
    elif tree.words[i] == "dead" and _is_event(tree, i):
        yield _happening(tree, i)


def _is_event(tree: Tree, i: int) -> bool:
    """Whether "dead" tells of deaths ("dozens dead"), and not of the dead."""
    token = tree.tokens[i]
    before_noun = token.dep == "amod" and token.head > i
    return not before_noun and token.dep != "xcomp" and not tree.below(i, ("det", "case"))


def _is_effect(token: Token) -> bool:
    lemma = words.VERB_FORMS.get(token.text.lower(), token.lemma)
    return lemma in words.HARM_VERBS | words.HAPPEN_VERBS | words.LIFE_VERBS or token.text.lower() == "dead"


def _has(tree: Tree, i: int, deps: Iterable[str], lemmas: frozenset[str]) -> bool:
    near = [tree.meant(c) for c in tree.below(i, deps)]
    return any(tree.tokens[c].lemma in lemmas or tree.words[c] in lemmas for c in near)


def _done(tree: Tree, i: int, lemma: str) -> Iterator[_Found]:
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


def _uses_means(tree: Tree, i: int) -> bool:
    near = tree.below(i, ("obj", "nsubj:pass", "nsubj", "nmod", "acl"))
    if tree.below(i, ("aux:pass",)) and (subject := subject_of(tree, i)) is not None:
        near.append(subject)
    near = [*near, *(tree.meant(n) for n in near)]
    if tree.tokens[i].dep in ("acl", "amod", "acl:relcl"):
        near.append(tree.tokens[i].head)
    deeper = [d for n in near for d in (*tree.before(n), *tree.below(n, ("nmod", "conj")))]
    if tree.below(i, ("aux:pass",)):
        deeper += range(max(0, i - NEAR), i)  # whatever the tree makes of them
    return any(tree.tokens[n].lemma in words.MEANS or tree.words[n] in words.MEANS for n in (*near, *deeper))


def _passive(tree: Tree, i: int, lemma: str) -> bool:
    """A passive by its form, or by its missing object where the verb needs one: "nine killed in market"."""
    token = tree.tokens[i]
    if tree.below(i, ("aux:pass", "nsubj:pass")):
        return True
    if _objects(tree, i) or token.tag in ("VBG", "VBZ", "VBP"):
        return False
    if token.dep == "acl:relcl" and any(tree.tokens[s].tag not in ("WDT", "WP") for s in tree.below(i, SUBJECTS)):
        return False  # "the land that it seized"
    if token.tag == "VBN" and token.dep in ("acl", "amod", "acl:relcl") and not tree.below(i, ("nsubj", "aux")):
        return True
    if token.dep == "conj" and not tree.below(i, SUBJECTS):
        head = token.head
        return _passive(tree, head, lemma) if tree.tokens[head].tag in ("VBN", "VBD") and head < i else False
    return token.tag in ("VBN", "VBD", "JJ") and lemma in words.HARM_VERBS and not tree.below(i, ("aux",))


def _objects(tree: Tree, i: int) -> list[int]:
    """Its objects, or those of the next verb joined to it ("killed and wounded nine"); "two injured" is none."""
    objects = tree.below(i, ("obj", "ccomp"))
    for c in tree.below(i, ("conj",)):
        if any(tree.words[a] in words.VERB_FORMS for a in tree.below(c, ("amod",))):
            objects.append(c)  # "killed and injured numbers of", with "injured" read as an adjective
        if tree.tokens[c].tag.startswith("VB") and not tree.below(c, SUBJECTS):
            objects += tree.below(c, ("obj",))
    objects += [c for c in tree.below(i, ("obl",)) if tree.case(c) in _ABOUT and tree.below(c, ("nummod",))]
    return [o for o in objects if words.VERB_FORMS.get(tree.words[o]) not in words.HARM_VERBS]


def _suffered(tree: Tree, i: int, sufferer: int | None) -> _Found:
    """A passive: whoever stands after "by", or before the deed by which it was done."""
    if sufferer is None and tree.tokens[i].dep in ("acl", "amod", "acl:relcl"):
        sufferer = tree.tokens[i].head
    sufferer = tree.first(i, SUBJECTS) if sufferer is None else sufferer
    parts, agent = [], None
    joined = [c for c in tree.below(i, ("conj",)) if tree.tokens[c].tag in ("VBN", "VBD", "JJ")]
    for c in (o for verb in (i, *joined) for o in tree.below(verb, OBLIQUE)):
        case = tree.case(c)
        if is_thing(tree, c) and (case in _AMONG):
            parts.append(c)
            agent = agent if agent is not None else doer_of_noun(tree, c)
        elif case == "by" and agent is None and can_do(tree, c):
            agent = c
    if sufferer is not None and is_thing(tree, sufferer):
        parts.append(sufferer)
        agent = agent if agent is not None else doer_of_noun(tree, sufferer)
    telling = Telling.PASSIVE if agent is None else Telling.NAMED
    return _Found(i, telling, agent, sufferer, tuple(parts))


def _active(tree: Tree, i: int) -> _Found:
    subject, target = subject_of(tree, i), tree.first(i, ("obj",))
    before = right_before(tree, i)
    if subject is None or not can_do(tree, subject):
        subject = before
    elif before is not None and not tree.below(i, SUBJECTS):
        subject = before  # nearer than the subject of another verb
    parts = [p for p in (subject, target) if p is not None and is_thing(tree, p)]
    parts += [c for c in tree.below(i, OBLIQUE) if is_thing(tree, c) and tree.case(c) in _AMONG]
    if subject is not None and not is_thing(tree, subject):
        return _Found(i, Telling.NAMED, subject, target, tuple(parts))
    agents = [a for p in parts if (a := doer_of_noun(tree, p)) is not None]
    if agents:
        return _Found(i, Telling.NAMED, agents[0], target, tuple(parts))
    means = subject is not None and tree.tokens[subject].lemma not in DEED_WORDS
    return _Found(i, Telling.MEANS if means else Telling.NOUN, None, target, tuple(parts))


def _happening(tree: Tree, i: int) -> _Found:
    subject = tree.first(i, SUBJECTS)
    near = [c for c in tree.below(i, OBLIQUE) if is_thing(tree, c) and tree.case(c) in _AMONG]
    near += [subject] if subject is not None and is_thing(tree, subject) else []
    agents = [a for p in near if (a := doer_of_noun(tree, p)) is not None]
    telling = Telling.NAMED if agents else Telling.INTRANSITIVE
    return _Found(i, telling, agents[0] if agents else None, subject, tuple(near))


def _noun(tree: Tree, i: int, lemma: str) -> Iterator[_Found]:
    target = next((c for c in tree.below(i, ("nmod", "obl")) if tree.case(c) in ("on", "against", "of", "at")), None)
    agent = doer_of_noun(tree, i)
    if lemma in words.DEED_NOUNS_OF and target is None and agent is None:
        return
    if lemma == "use" and not (target is not None and _uses_means(tree, i)):
        return
    if tree.tokens[i].dep == "compound" and tree.head(i).lemma in words.NOT_DEEDS:
        return
    yield _Found(i, Telling.NOUN if agent is None else Telling.NAMED, agent, target)
