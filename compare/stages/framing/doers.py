"""Who does a violent deed: the subject of its verb, a party beside its noun, or whoever is blamed for it.

In: the tree of a sentence and the token of a deed. Out: the token that names the doer, or None.
"""

from compare.lexicon import deeds as words
from compare.lexicon.cues import NATIONALITIES, NATIONS
from compare.lexicon.parties import PARTIES
from compare.stages.framing.tree import OBLIQUE, SUBJECTS, Tree
from compare.types import Token

_NEVER = frozenset("civilians observatory white_helmets red_cross msf un arab_league".split())
_PLACES = frozenset(NATIONS) - NATIONALITIES
_PARTIES = frozenset(" ".join(name).lower() for name, key in PARTIES.items() if key not in _NEVER)
_DOERS = (frozenset(p for p in _PARTIES if " " not in p) - _PLACES) | (NATIONALITIES - {"arab"}) | words.DOERS
DEED_WORDS = words.DEED_NOUNS | words.DEED_NOUNS_OF
_THINGS = DEED_WORDS | words.MEANS | words.CARRIERS | words.MUTUAL_NOUNS
_HELPERS = ("RB", "MD", "VBP", "VBZ", "VBD", "TO")


def lemma_of(token: Token, *, verb: bool) -> str:
    """The lemma, by the form where the lemmatiser knows it not (headlines)."""
    forms = words.VERB_FORMS if verb else words.NOUN_FORMS
    return forms.get(token.text.lower(), token.lemma)


def is_thing(tree: Tree, i: int) -> bool:
    """Whether a noun is a means, a carrier of arms or a deed, and so nobody who does it."""
    i = tree.meant(i)
    return (tree.tokens[i].lemma in _THINGS or tree.words[i] in _THINGS or
            words.NOUN_FORMS.get(tree.words[i], "") in _THINGS)  # fmt: skip


def subject_of(tree: Tree, i: int) -> int | None:
    """Who does what a verb says: its subject, or that of the verb on which it hangs."""
    seen: set[int] = set()
    while i not in seen:
        seen.add(i)
        token = tree.tokens[i]
        if (subject := tree.first(i, SUBJECTS)) is not None:
            if tree.tokens[subject].tag not in ("WDT", "WP"):
                return subject
            near = subject - 1  # the parser often hangs "which" on an earlier noun
            noun = near >= 0 and tree.tokens[near].tag.startswith("NN")
            return near if noun and not can_do(tree, token.head) else token.head
        if token.dep in ("acl", "acl:relcl") and tree.tokens[token.head].tag.startswith(("NN", "PRP")):
            return token.head
        if token.dep not in ("conj", "advcl", "xcomp", "parataxis", "acl", "ccomp"):
            return None
        if tree.below(token.head, ("nsubj:pass",)) and (by := tree.first(token.head, ("obl:agent",))) is not None:
            return by
        i = token.head
    return None


def can_do(tree: Tree, i: int) -> bool:
    """Whether a word can name a doer: no number, day, place or sufferer, and no bare "those"."""
    token, lemma = tree.tokens[i], tree.tokens[tree.meant(i)].lemma
    named = token.tag not in ("CD", "DT", "JJ", "WDT") or _is_doer(tree, i)
    return named and lemma not in words.NO_DOERS


def right_before(tree: Tree, i: int) -> int | None:
    """The noun of a party right before a verb, whatever the tree makes of it."""
    at = i - 1
    while at >= 0 and tree.tokens[at].tag in _HELPERS and tree.tokens[at].text != "IS":
        at -= 1
    if at < 0:
        return None
    name = tree.tokens[at].tag.startswith("NN") and (_is_doer(tree, at) or tree.words[at] in _PARTIES)
    return at if name or tree.tokens[at].text == "IS" else None  # the parser takes the organisation for a verb


def doer_of_noun(tree: Tree, i: int) -> int | None:
    """Who does a deed told by a noun: a party before it, after "by", or as subject of its verb."""
    if tree.tokens[i].lemma in words.MUTUAL_NOUNS:
        return None
    for c in sorted(tree.before(i), reverse=True):
        if _is_doer(tree, c) or (tree.tokens[c].dep == "nmod:poss" and _owns(tree, c)):
            return c
    for c in tree.below(i, ("nmod", "obl", "obl:agent", "acl")):
        if tree.case(c) == "by" and not is_thing(tree, c) and can_do(tree, c):
            return c
        if tree.case(c) == "of" and tree.tokens[i].lemma in words.OF_DOER and _is_doer(tree, c):
            return c
        if tree.tokens[c].dep == "acl" and (by := tree.first(c, ("obl:agent",))) is not None:
            return by
        if tree.tokens[c].dep == "acl" and tree.tokens[c].lemma == "belong":
            return tree.first(c, ("obl",))
    for c in tree.below(i, ("acl:relcl",)):
        if tree.tokens[c].lemma in words.LIGHT_VERBS and (subject := tree.first(c, SUBJECTS)) is not None:
            return None if tree.tokens[subject].tag in ("WDT", "WP") else subject
    return _bearer(tree, i)


def _bearer(tree: Tree, i: int) -> int | None:
    """The subject of a verb that only carries the noun ("jets carried out raids"), or who is blamed for it."""
    verb, dep = tree.tokens[i].head, tree.tokens[i].dep
    if dep == "conj" and verb != i:
        return doer_of_noun(tree, verb)
    lemma = lemma_of(tree.tokens[verb], verb=True)
    if lemma in words.LIGHT_VERBS and dep == "obj":
        subject = subject_of(tree, verb)
        if subject is None or not can_do(tree, subject):
            return right_before(tree, verb)
        return doer_of_noun(tree, subject) if is_thing(tree, subject) else subject
    if lemma in words.LIGHT_VERBS and dep == "nsubj:pass":
        return next((c for c in tree.below(verb, OBLIQUE) if tree.case(c) == "by"), None)
    if dep == "nmod" and tree.case(i) == "for" and lemma_of(tree.head(verb), verb=True) in words.BLAMING_VERBS:
        return verb  # "blames the government for the attack"
    if (whole := _whole(tree, i)) is not None:
        return doer_of_noun(tree, whole)
    if lemma == "responsible":
        return next((c for c in tree.below(verb, SUBJECTS) if tree.tokens[c].tag != "WP"), None)
    if lemma == "come" and dep == "nsubj":
        sources = (c for c in tree.below(verb, OBLIQUE) if tree.case(c) == "from")
        return next((c for c in sources if any(_is_doer(tree, word) for word in (c, *tree.before(c)))), None)
    if lemma in words.BLAMING_VERBS and (passive := tree.first(verb, ("nsubj:pass",))) not in (None, i):
        return passive
    if lemma in words.BLAMING_VERBS:
        near = (*tree.below(verb, ("obj", "obl", "nmod")), *tree.below(i, ("nmod",)))
        blamed = [c for c in near if c != i and tree.case(c) in ("", "on")]
        return blamed[0] if blamed else None
    if lemma in ("take", "participate") and tree.case(i) == "in":
        return subject_of(tree, verb)  # "taking part in an offensive"
    if dep == "nmod" and lemma == "part" and tree.head(verb).lemma == "take":
        return subject_of(tree, tree.tokens[verb].head)
    if dep == "nmod" and tree.tokens[verb].lemma == "responsibility":
        return subject_of(tree, tree.tokens[verb].head)
    return None


def _whole(tree: Tree, i: int) -> int | None:
    """The deed of which another is told to be a part: "the raid was part of an offensive"."""
    head = tree.tokens[i].head
    part = head if tree.tokens[head].lemma == "part" else tree.first(head, ("obj",))
    if tree.tokens[i].dep != "nsubj" or part is None or tree.tokens[part].lemma != "part":
        return None
    return next((c for c in tree.below(part, ("nmod",)) if tree.case(c) == "of"), None)


def _owns(tree: Tree, i: int) -> bool:
    """Whether a possessor can have done it: no place, no time, no sufferer."""
    token = tree.tokens[i]
    return token.tag in ("PRP$", "NNP", "NNPS", "NN", "NNS") and token.lemma not in words.NO_DOERS


def _is_doer(tree: Tree, i: int) -> bool:
    word = tree.words[i]
    after = tree.words[i + 1 : i + 3]
    held = bool(after) and (after[0] in words.HOLDING or (after[0] == "-" and after[-1] in words.HOLDING))
    return not held and (word in _DOERS or tree.tokens[i].lemma in _DOERS)
