"""Who is named, who acts and who is acted upon, without a parse: by order and by the words between.

High precision is wanted: a party that neither does nor suffers anything by these rules (a speaker, an owner)
takes no role, and an agent that is not named stays empty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compare.lexicon.actions import ACTIONS, ACTIVE_VERBS, ATTACK_NOUNS, EQUIPMENT
from compare.lexicon.means import MEANS
from compare.lexicon.parties import PARTIES, PASSIVE, SIDES, TERRITORIES, UPPER_ONLY
from compare.lexicon.units import PARTICIPLES
from compare.stages.slots.tokens import QUOTATION_MARKS, Token, at, by_first, glued, longest
from compare.types import Participant

_NAMES = by_first(PARTIES)
_DEEDS = by_first(ACTIONS)
_MEANS = by_first(MEANS)
_REACH = 9  # tokens between a party and the verb that it governs or suffers
_PARTICLE_REACH = 6  # tokens from "brought" to its "down"; a convention
_BE = frozenset("were was been are is being be get got".split())
_AUX = _BE | frozenset(
    "have has had did does do also reportedly later then now again already who which that "
    "and not monday tuesday wednesday thursday friday saturday sunday".split()
)
_SPEECH = frozenset("said says told announced reported according added claimed stated confirmed".split())
_LOCATIVE = frozenset("in inside into across near from northern southern eastern western".split())
_PATIENT = frozenset("on against at of targeting hitting struck targeted hit pounded".split())
_LIMITS = frozenset(". ; ( ) when while after before but".split())
_LIST = frozenset(
    "\" “ ' ‘ and or , the a an its some at least more than another other several dozens hundreds of down".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A party as named in a sentence, with its token positions."""

    first: int
    stop: int
    who: Participant


def mentions(tokens: Sequence[Token], text: str) -> tuple[Mention, ...]:
    """Find the parties that a sentence names, longest names first, in the order of the text.

    Args:
        tokens: The tokens of the sentence.
        text: The canonical text that their offsets point into.
    """
    found: list[Mention] = []
    position = 0
    while position < len(tokens):
        size = longest(tokens, position, _NAMES)
        while size and not _named(tokens, position, size):
            size = 0
        if not size:
            position += 1
            continue
        stop = position + size
        start, end = tokens[position].start, tokens[stop - 1].end
        key = PARTIES[tuple(token.low for token in tokens[position:stop])]
        found.append(Mention(position, stop, Participant(start, end, text[start:end], key)))
        position = stop
    return tuple(found)


def _named(tokens: Sequence[Token], position: int, size: int) -> bool:
    """Whether short words are written as names: "IS", not "is"; "US", not "us"."""
    return size > 1 or tokens[position].low not in UPPER_ONLY or tokens[position].text.isupper()


def _unlike_places(tokens: Sequence[Token], found: Sequence[Mention]) -> list[Mention]:
    """Leave out countries and capitals where something happens in them."""
    return [m for m in found if tokens[m.first].low not in TERRITORIES or at(tokens, m.first - 1) not in _LOCATIVE]


def actions(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The kinds of action that a sentence speaks of, sorted."""
    kinds = set()
    for position in range(len(tokens)):
        size = longest(tokens, position, _DEEDS)
        if _severed(tokens, position) and tokens[position].low.startswith("br"):
            kinds.add(ACTIONS["brought", "down"])
        if size:
            kinds.add(ACTIONS[tuple(token.low for token in tokens[position : position + size])])
    return tuple(sorted(kinds))


def means(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The kinds of means by which a sentence says that something was done or came about, sorted."""
    sizes = ((position, longest(tokens, position, _MEANS)) for position in range(len(tokens)))
    return tuple(sorted({MEANS[tuple(t.low for t in tokens[k : k + size])] for k, size in sizes if size}))


def roles(tokens: Sequence[Token], found: Sequence[Mention]) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Tell who acts from who is acted upon.

    Args:
        tokens: The tokens of the sentence.
        found: What `mentions` found in them.

    Returns:
        Actors and targets, each in the order of the text; a mention is in at most one of them.
    """
    actors, targets = [], []
    starts = {mention.first: mention.stop for mention in found}
    for mention in _unlike_places(tokens, found):
        role = _role(tokens, mention, _past_owner(tokens, mention, starts))
        if role == "actor" and mention.who.key not in PASSIVE:
            actors.append(mention.who)
        elif role == "target":
            targets.append(mention.who)
    return tuple(actors), tuple(targets)


def _past_owner(tokens: Sequence[Token], mention: Mention, starts: Mapping[int, int]) -> int:
    """The token after a mention and the party that it belongs to: "rebels of the Syrian National Army"."""
    if at(tokens, mention.stop) != "of":
        return mention.stop
    owner = mention.stop + 1 + (at(tokens, mention.stop + 1) == "the")
    return starts.get(owner, mention.stop)


def _role(tokens: Sequence[Token], mention: Mention, stop: int) -> str:
    """One of "actor", "target" and ""; `stop` is the token from which the verb is looked for."""
    if at(tokens, mention.stop) == "-" and at(tokens, mention.stop + 1) in _COMPOUNDS:
        return ""
    gear = _equipment(tokens, mention)
    if gear:
        return _owner_role(tokens, mention, gear)
    if _attack_noun(tokens, mention.stop):
        return "actor"
    return _before(tokens, mention) or _after(tokens, stop)


def _equipment(tokens: Sequence[Token], mention: Mention) -> int:
    """The token after the aircraft or gun that a party owns ("Assad regime helicopter"); 0 for none."""
    for k in range(mention.stop - 1, min(mention.stop + 3, len(tokens))):
        if tokens[k].low in EQUIPMENT and at(tokens, k + 1) not in ATTACK_NOUNS:
            return k + 1
        if k >= mention.stop and tokens[k].low not in _MODIFIERS:
            return 0
    return 0


def _owner_role(tokens: Sequence[Token], mention: Mention, stop: int) -> str:
    """The owner of a weapon suffers where that is brought down or hit, and acts where it strikes."""
    before, after = _before(tokens, mention), _after(tokens, stop)
    if after == "target" or at(tokens, stop) in ("downed", "shot", "destroyed", "crashed"):
        return "target"
    if before == "target" and (after != "actor" or at(tokens, stop).endswith("ing")):
        return "target"
    strikes = stop > mention.stop and at(tokens, stop - 1) in ATTACK_NOUNS
    return "actor" if strikes else before or after


_COMPOUNDS = frozenset("held controlled backed affiliated linked aligned run based allied trained besieged".split())


def _attack_noun(tokens: Sequence[Token], position: int) -> bool:
    """Whether a noun of violence follows within three words: "regime air strikes", "IS suicide bomber"."""
    for k in range(position, min(position + 4, len(tokens))):
        low = tokens[k].low
        if low in ATTACK_NOUNS:
            return not (at(tokens, k + 1).endswith("ed") and low == "fire")
        if low not in _MODIFIERS and not (low == "-" or low.isdigit()):
            return False
    return False


_MODIFIERS = frozenset("air aerial car suicide barrel bomb rocket mortar artillery "
                       "missile military ground sniper bombing truck jet fighter s "
                       "heavy group led intense fierce and".split())  # fmt: skip


def _before(tokens: Sequence[Token], mention: Mention) -> str:
    """The role by the words before: "by X", "killed X", "attack on X"."""
    position = mention.first - 1
    for _ in range(_REACH):
        low = at(tokens, position)
        if not low or low in _LIMITS:
            return ""
        if low in QUOTATION_MARKS and not glued(tokens, position + 1):
            return ""
        if _severed(tokens, position) and low.startswith("br"):
            return "target"
        if low == "from" and at(tokens, position - 1) == "fire":
            return "actor"
        if low == "by":
            return "" if at(tokens, position - 1) in _HELD else "actor"
        if low in _PATIENT and at(tokens, position) in ("on", "against", "of", "at"):
            return "target" if _attack_before(tokens, position) or _harm_before(tokens, position) else ""
        if low in ACTIVE_VERBS and low not in _VICTIMLESS:
            passive = at(tokens, position - 1) in _BE or at(tokens, position - 2) in _BE
            return "" if passive else "target"
        if low not in _LIST and not low[0].isdigit() and low not in _QUALIFYING:
            return ""
        position -= 1
    return ""


_VICTIMLESS = frozenset(
    "fire fired fires firing launch launched launches launching drop dropped drops dropping carry "
    "carried carries conducted conduct conducts advance advanced advances advancing entered enters "
    "used uses using crosses crossed deployed deploys withdrew withdraws committed commits waged "
    "mounted resumed intensified blew detonated".split()
)
_HELD = frozenset("controlled held backed led supported owned run accompanied followed joined administered".split())
_QUALIFYING = frozenset("one two three four five six seven eight nine ten eleven "
                        "twelve fifteen twenty thirty forty fifty dozen hundred "
                        "thousand scores tens thousands nearly about around over as "
                        "many syrian armed foreign positions dozens".split())  # fmt: skip


def _attack_before(tokens: Sequence[Token], position: int) -> bool:
    """Whether "on X" or "against X" continues a noun or verb of violence."""
    return any(at(tokens, position - k) in ATTACK_NOUNS or at(tokens, position - k) in _ASSAILING for k in (1, 2))


_ASSAILING = frozenset("attack attacks attacked assault fired launched shelling bombing targeting offensive".split())


def _harm_before(tokens: Sequence[Token], position: int) -> bool:
    return at(tokens, position) == "of" and at(tokens, position - 1) in (
        "killing", "killings", "death", "deaths", "execution", "executions", "shelling", "bombing",
        "bombardment",
        "beheading", "kidnapping", "massacre", "targeting", "hundreds", "dozens", "scores", "lives",
    )  # fmt: skip


def _after(tokens: Sequence[Token], stop: int) -> str:
    """The role by the words after: "X killed", "X were killed", "20 X killed in"."""
    passive = False
    for k in range(stop, min(stop + _REACH, len(tokens))):
        low = tokens[k].low
        if low in _SPEECH or low in _LIMITS:
            return ""
        if low in _BE:
            passive = True
        elif low in ("died", "dead", "die", "fled"):
            return "target"
        elif low in ("came", "come", "comes") and at(tokens, k + 1) == "under" and k + 2 < len(tokens):
            return "target" if at(tokens, k + 2) in ATTACK_NOUNS else ""
        elif _severed(tokens, k):
            return "target" if passive else "actor"
        elif low in ACTIVE_VERBS or low in PARTICIPLES:
            return _verb_role(tokens, k, passive=passive)
        elif low not in _AUX and not _filler(tokens, k):
            return ""
    return ""


def _filler(tokens: Sequence[Token], position: int) -> bool:
    """Nouns that go on with the name: "Syrian army units", "IS group fighters"."""
    return tokens[position].low in _NOUNS or tokens[position].low.endswith("ly")


_NOUNS = frozenset("fighters forces troops soldiers militants units group groups "
                   "army militia members warplanes jets aircraft helicopters "
                   "terrorists rebels organizations front state planes bomber "
                   "bombers militiamen positions - led backed regime government air "
                   "force artillery".split())  # fmt: skip


def _severed(tokens: Sequence[Token], position: int) -> bool:
    """Whether a verb in two parts stands at a position: "brought the helicopter down", "opened … fire"."""
    second = {"brought": "down", "bring": "down", "brings": "down", "opened": "fire", "opens": "fire"}
    part = second.get(at(tokens, position))
    return part is not None and any(at(tokens, position + k) == part for k in range(1, _PARTICLE_REACH))


def _verb_role(tokens: Sequence[Token], position: int, *, passive: bool) -> str:
    low = tokens[position].low
    if passive:
        return "actor" if low.endswith("ing") else "target"
    if low not in PARTICIPLES:
        return "actor"
    following = at(tokens, position + 1)
    if following == "at" and at(tokens, position + 2) == "least":
        return "actor"  # "killed at least 12"
    ends = not following or not following.isalpha() and not following[0].isdigit()
    without = ends or following in (
        "in",
        "by",
        "as",
        "after",
        "near",
        "during",
        "on",
        "at",
        "when",
        "and",
        "with",
        "since",
    )
    return "target" if without else "actor"


def side(start: int, end: int, named: Sequence[Mention]) -> str:
    """The one side whose people a span counts: "76 regime soldiers"; armed groups count as one side."""
    keys = {SIDES[m.who.key] for m in named if m.who.key in SIDES and start <= m.who.start and m.who.end <= end}
    return keys.pop() if len(keys) == 1 else ""
