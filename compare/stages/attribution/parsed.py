"""Reports read from the dependency tree: verbs, nouns and adjectives of saying with subject and complement.

Labels are those of Universal Dependencies for English. What the tree gets wrong on news (see the card of the
syntax pipeline) is for `arbitration` to weigh against order and cues.
"""

from collections.abc import Iterator
from itertools import islice

from compare.lexicon import cues as lexicon
from compare.lexicon import reporting
from compare.stages.attribution.groups import first_name
from compare.stages.attribution.reports import Report, make_report
from compare.stages.attribution.tokens import QUOTES
from compare.stages.attribution.trees import Tree
from compare.types import Stance

MODALS = frozenset("may might could can should must will would shall 'll 'd wo ca ought".split())
NEGATIONS = frozenset("not n't never no nt neither nor without".split())
FURTHEST = 4  # verbs from a cue up to the verb that has its subject: convention
_SUBJECTS = ("nsubj", "nsubj:outer")
_WITH_OBJECT = reporting.ACTING | reporting.REVISING | reporting.ABOUT.keys()
_PREDICATES = frozenset("obl xcomp obj advcl ccomp dep".split())  # what may go on after an object
_PAST_PARTICIPLES = lexicon.PARTICIPLES | {"described", "called", "considered", "suspected", "expected"}
_RELATIVES = frozenset("who which that whom whose".split())


def by_parse(tree: Tree) -> Iterator[Report]:
    """All reports that the tree shows, in the order of their cues."""
    for i, token in enumerate(tree.tokens):
        if token.tag.startswith("VB"):
            yield from _by_verb(tree, i)
        elif token.tag.startswith("NN") and token.lemma in reporting.NOUNS:
            yield from _by_noun(tree, i)
        elif token.tag.startswith("JJ") and token.lemma in reporting.ADJECTIVES:
            yield from _by_adjective(tree, i)


def has_dumb_subject(tree: Tree, report: Report) -> bool:
    """Whether the cue has a subject of its own after the "speaker", which cannot speak ("Homs attack threatens")."""
    if report.speaker is None or report.cue is None:
        return False
    verb = next((i for i, t in enumerate(tree.tokens) if t.start == report.cue.start), None)
    subject = None if verb is None else tree.child(verb, "nsubj")
    if verb is None or subject is None or not report.speaker.end <= tree.tokens[subject].start < report.cue.start:
        return False
    return tree.tokens[subject].tag in ("NN", "NNS") and not _can_speak(tree, subject)


def _by_verb(tree: Tree, i: int) -> Iterator[Report]:
    """A verb with its subject and complement; none where it is denied, only possible, or a wish."""
    token = tree.tokens[i]
    lemma = reporting.lemma(tree.words[i].low, token.lemma)
    stance = reporting.stance(lemma, tree.words[i].low)
    if _is_unreal(tree, i) or _is_participle(tree, i) or tree.words[i].low in ("citing", "quoting"):
        return
    cue = _cue(tree, i)
    if tree.child(i, "nsubj:pass", "aux:pass") is not None:
        yield from _by_passive(tree, i, cue, lemma)
        return
    content = _content(tree, i, cue, lemma)
    speaker = _speaker(tree, i) if content else None
    if speaker and content:
        yield from make_report(tree.words, first_name(tree.words, speaker), cue, content, stance=stance)


def _cue(tree: Tree, i: int) -> range:
    particle = tree.child(i, "compound:prt")
    return range(i, i + 1 + (particle == i + 1))


def _is_unreal(tree: Tree, i: int) -> bool:
    """Whether a verb stands after "not", "may" or a "to" that is no mere phase of saying."""
    kids = [tree.words[c].low for c in tree.children[i] if c < i]
    if not MODALS.isdisjoint(kids) or not NEGATIONS.isdisjoint(kids):
        return True
    head = tree.tokens[tree.tokens[i].head]
    phase = tree.tokens[i].dep == "xcomp" and head.lemma in reporting.PHASES
    if phase and tree.tokens[i].head != i:
        return _is_unreal(tree, tree.tokens[i].head)
    return "to" in kids


def _is_participle(tree: Tree, i: int) -> bool:
    """Whether a form belongs to the noun before it: "jets thought to belong to", "a man known as"."""
    after = tree.words[i + 1].low if i + 1 < len(tree.words) else ""
    passive = tree.child(i, "aux:pass", "nsubj:pass") is not None
    return not passive and after in ("to", "as", "by") and tree.words[i].low in _PAST_PARTICIPLES


# --------------------------------------------------------------------------- speakers


def _speaker(tree: Tree, i: int) -> range | None:
    """The subject of a verb, its own or that of the verb on which it hangs."""
    for _ in range(FURTHEST):
        subject = tree.child(i, *_SUBJECTS)
        token, head = tree.tokens[i], tree.tokens[i].head
        if subject is not None:
            relative = tree.words[subject].low in _RELATIVES and token.dep == "acl:relcl" and head != i
            return _named(tree, head if relative else subject)
        if head == i:
            return None
        if token.dep in ("acl", "acl:relcl"):
            if token.tag == "VBG" and not _is_text(tree, head) and tree.words[tree.first[i] - 1].text in ",–—":
                i = _verb_above(tree, head)
                continue
            return _named(tree, head) if token.tag in ("VBG", "VBD", "VBZ", "VBP") else None
        phase = token.dep == "xcomp" and tree.tokens[head].lemma in reporting.PHASES
        if not (phase or token.dep == "conj" or (token.dep == "advcl" and token.tag == "VBG")):
            return None
        i = head
    return None


def _can_speak(tree: Tree, head: int) -> bool:
    """Whether a head is a name, a pronoun, a noun that can speak, or a share of people ("a third")."""
    token, word = tree.tokens[head], tree.words[head]
    named = token.tag.startswith("NNP") or token.tag in ("PRP", "WP", "WDT", "CD") or word.capital
    return named or word.speaks or word.low in lexicon.TEXTS or token.lemma in reporting.PEOPLE


def _is_text(tree: Tree, i: int) -> bool:
    """Whether a noun is of something said or written, or of somebody who can speak."""
    return tree.tokens[i].lemma in reporting.NOUNS or tree.words[i].speaks or tree.words[i].low in lexicon.TEXTS


def _verb_above(tree: Tree, i: int) -> int:
    """The nearest verb on which a noun hangs, or the root."""
    above = i
    for above in islice(tree.ancestors(i), FURTHEST):
        if tree.tokens[above].tag.startswith("VB"):
            break
    return above


def _named(tree: Tree, head: int) -> range | None:
    """The noun group of a head that can speak; none for "there", a question word or a bare number."""
    token = tree.tokens[head]
    if token.tag in ("EX", "WRB", "WDT", "WP") and tree.words[head].low not in ("who", "which"):
        return None
    if not _can_speak(tree, head):
        return None
    if token.tag == "DT" and tree.words[head].low in ("this", "that", "these", "those", "no"):
        return None
    group = tree.group(head)
    timed = not lexicon.TEMPORAL.isdisjoint((token.lemma, tree.words[head].low))
    if timed or any(tree.words[n].low in lexicon.NOBODY for n in group):
        return None
    return group


# --------------------------------------------------------------------------- contents


def _content(tree: Tree, i: int, cue: range, lemma: str) -> range | None:
    """What is said: a clause or an infinitive, the clause on which the verb hangs, or what it acts upon."""
    if lemma in reporting.CLAUSAL:
        found = _complement(tree, i, cue, lemma) or _matrix(tree, i)
        if found:
            return found
    elif (clause := tree.child(i, "ccomp")) is not None and clause > i and _is_told(tree, clause, lemma):
        return range(tree.first[clause], tree.last[clause] + 1)
    return _object(tree, i, cue, lemma) if lemma in _WITH_OBJECT else None


def _is_told(tree: Tree, clause: int, lemma: str) -> bool:
    """Whether a clause under a verb of no list is a report: it has "that"."""
    mark = tree.child(clause, "mark")
    return mark is not None and tree.words[mark].low == "that" and lemma not in reporting.FACTUAL


def _complement(tree: Tree, i: int, cue: range, lemma: str) -> range | None:
    for relation in ("ccomp", "xcomp", "parataxis"):
        clause = tree.child(i, relation)
        if clause is None or (relation == "xcomp" and lemma in reporting.PHASES):
            continue
        if clause > i:
            start = tree.first[clause]
            if relation == "xcomp" and lemma in reporting.NAMING and (obj := tree.child(i, "obj")) is not None:
                start = min(start, tree.first[obj])
            if start > i:
                return range(max(start, cue.stop), tree.last[clause] + 1)
        elif relation != "xcomp":
            return range(tree.first[clause], tree.last[clause] + 1)
    return None


def _matrix(tree: Tree, i: int) -> range | None:
    """The clause in which "the monitor said" or "as the monitor said" is an aside, or that it follows."""
    token, head = tree.tokens[i], tree.tokens[i].head
    mark = tree.child(i, "mark")
    as_said = token.dep == "advcl" and mark is not None and tree.words[mark].low == "as"
    if head == i or not (token.dep == "parataxis" or as_said) or token.lemma in reporting.PHASES:
        return None
    if as_said and tree.child(i, "obj", "ccomp", "xcomp") is not None:
        return None
    clause, mine = tree.clause(head), tree.clause(i)
    if mine.stop >= clause.stop - 1:
        return range(clause.start, mine.start)
    return range(mine.stop, clause.stop) if mine.start <= clause.start + 1 else clause


def _object(tree: Tree, i: int, cue: range, lemma: str) -> range | None:
    """The object, or the phrase with the verb's preposition, with what hangs on the verb after it."""
    about = reporting.ABOUT.get(lemma, ())
    for child in tree.children[i]:
        if child < i:
            continue
        relation = tree.tokens[child].dep
        case = tree.child(child, "case", "mark")
        led = case is not None and tree.words[case].low in about
        if relation in ("obl", "advcl", "nmod", "xcomp", "ccomp") and led:
            start = tree.first[child]
            more = [tree.last[c] for c in tree.children[i] if c > child and tree.tokens[c].dep in _PREDICATES]
            return range(start + (tree.words[start].low in about), max([tree.last[child], *more]) + 1)
        if relation == "obj" and lemma in reporting.REVISING and tree.tokens[child].lemma in reporting.FIGURES:
            return range(max(tree.first[child], cue.stop), tree.last[i] + 1)
        if relation == "obj" and lemma in reporting.ACTING:
            return _acted_upon(tree, i, max(tree.first[child], cue.stop), lemma)
    return None


def _acted_upon(tree: Tree, i: int, start: int, lemma: str) -> range | None:
    """An object with the phrases after it; what something is called must follow or be quoted."""
    obj = next(c for c in tree.children[i] if tree.last[c] >= start)
    more = [c for c in tree.children[i] if c > obj and tree.tokens[c].dep in _PREDICATES]
    if lemma in reporting.NAMING:
        quoted = any(w.text in QUOTES for w in tree.words[start : tree.last[i] + 1])
        named = quoted or any(tree.tokens[c].dep != "obl" for c in more)
        return range(start, tree.last[i] + 1) if named else None
    return range(start, max([tree.last[obj], *(tree.last[c] for c in more)]) + 1)


# --------------------------------------------------------------------------- passives, nouns, adjectives


def _by_passive(tree: Tree, i: int, cue: range, lemma: str) -> Iterator[Report]:
    """What was said, denied or accused by the agent; with none, the claim of somebody unnamed."""
    agent = tree.child(i, "obl:agent")
    subject = tree.child(i, "nsubj:pass")
    stance = reporting.stance(lemma, tree.words[i].low)
    if agent is not None:
        group = _named(tree, agent)
        content = tree.clause(subject) if subject is not None and subject < i else None
        if group and content and (lemma in reporting.ACTING or lemma in reporting.CLAUSAL):
            group = range(min(group.start + (tree.words[group.start].low == "by"), group.stop - 1), group.stop)
            yield from make_report(tree.words, group, cue, content, stance=stance)
        return
    clause = tree.child(i, "ccomp", "xcomp", "csubj:pass", "csubj")
    if tree.words[i].low in lexicon.IMPERSONAL and clause is not None and clause > i:
        expletive = tree.child(i, "expl", "nsubj:pass")
        impersonal = expletive is not None and tree.words[expletive].low == "it"
        content = (
            tree.clause(clause) if impersonal or subject is None else range(tree.first[subject], tree.last[clause] + 1)
        )
        yield from make_report(tree.words, None, cue, content, stance=stance)


def _by_noun(tree: Tree, i: int) -> Iterator[Report]:
    """A noun of saying with its clause: "the army's claim that …", "made the claim that …", "reports of …"."""
    lemma = tree.tokens[i].lemma
    clause = tree.child(i, "acl", "ccomp", "acl:relcl")
    mark = None if clause is None else tree.child(clause, "mark")
    if clause is not None and clause > i and mark is not None and tree.words[mark].low in ("that", "to"):
        if tree.words[mark].low == "to" and lemma not in ("threat", "promise", "pledge", "vow", "call", "demand"):
            return
        content = tree.clause(clause)
    elif lemma not in reporting.CLAUSE_NOUNS and (about := _about(tree, i)) is not None:
        content = tree.clause(about)
    else:
        return
    owner = _owner(tree, i)
    if owner or (lemma in reporting.OWNERLESS and (clause is not None or tree.words[i].low in ("claims", "reports"))):
        yield from make_report(tree.words, owner, range(i, i + 1), content, stance=reporting.NOUNS[lemma])


def _about(tree: Tree, i: int) -> int | None:
    for child in tree.children[i]:
        case = tree.child(child, "case", "mark")
        if child > i and case is not None and tree.words[case].low in ("of", "about"):
            return child
    return None


def _owner(tree: Tree, i: int) -> range | None:
    """Whose the claim is: a possessor, "by X", or the subject of the verb that makes it."""
    owner = tree.child(i, "nmod:poss")
    if owner is not None:
        return _named(tree, owner)
    for child in tree.children[i]:
        case = tree.child(child, "case")
        if child > i and case is not None and tree.words[case].low in ("by", "from"):
            group = _named(tree, child)
            return range(min(group.start + 1, group.stop - 1), group.stop) if group else None
    head = tree.tokens[i].head
    if tree.tokens[i].dep == "obj" and head != i and tree.tokens[head].lemma in reporting.ISSUING:
        return _speaker(tree, head)
    return None


def _by_adjective(tree: Tree, i: int) -> Iterator[Report]:
    """A state of mind: "X was confident that …"."""
    clause = tree.child(i, "ccomp", "advcl")
    mark = None if clause is None else tree.child(clause, "mark")
    if clause is None or clause < i or (mark is not None and tree.words[mark].low not in ("that", "whether")):
        return
    if tree.tokens[clause].dep == "advcl" and mark is None or _is_unreal(tree, i):
        return
    speaker = _speaker(tree, i)
    if speaker and tree.words[speaker.start].low != "it":
        yield from make_report(tree.words, speaker, range(i, i + 1), tree.clause(clause), stance=Stance.NEUTRAL)
