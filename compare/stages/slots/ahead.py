"""Whether a day that words name lies ahead of the document's day: something is announced for it, or lasts until it.

In: the tokens of a sentence and the place of the day. There is no parse here: the tense is read off the verb that
stands nearest, by lists of forms and by "-ed".
"""

from collections.abc import Sequence

from compare.stages.slots.tokens import Token, at

SAYING = frozenset("said says told announced reported stated added confirmed declared".split())
PAST = frozenset(
    "was were did had came took began fell fled struck hit shot left lost broke fought seized blew died went "
    "drove withdrew retook overran met sent held".split()
)
NO_PAST = frozenset("armed united allied wounded injured alleged besieged based led backed held linked named".split())
_FUTURE = frozenset("will would shall scheduled expected planned".split())
_REACH = 16  # tokens from a verb to the day that it is on: a convention

_TERMS = frozenset("until till by through".split())
_BETWEEN = frozenset("late early the this midnight noon dawn dusk morning on at least".split())
_MORE_PAST = frozenset(
    "ran kept stood grew rose spent stuck made got became saw knew hid flew swept burnt rang".split()
)
_AHEAD = _FUTURE | frozenset(  # what is or will be, and verbs that set a term: "gave them until Friday"
    "is are am be must can may should has have does do stay stays remain remains last lasts run runs continue "
    "continues hold holds keep keeps wait waits go goes agreed agree agrees ordered orders urged asked demanded vowed "
    "pledged promised decided extended prolonged postponed adjourned delayed gave given give gives due deadline".split()
)
_AUXILIARIES = frozenset("is are am be has have will would must can may should shall".split())
_WERE = frozenset("was were had".split())
_FROM_AUXILIARY = 4  # tokens up to its participle: "has not yet been closed"


def announced(tokens: Sequence[Token], position: int) -> bool:
    """Whether something is announced for the day named here: "will meet on Monday", "later this week"."""
    for k in range(position - 1, max(position - _REACH, 0) - 1, -1):
        if at(tokens, k) in _FUTURE or (k == position - 1 and at(tokens, k) == "later"):
            return True
        if at(tokens, k) in SAYING or at(tokens, k) in (".", ";", "after", "since"):
            return False
    return False


def is_past(token: Token) -> bool:
    """Whether a word is a verb of the past by its form; what is as often an adjective is none."""
    return (token.low in PAST or (token.low.endswith("ed") and token.text.islower())) and token.low not in NO_PAST


def is_term(tokens: Sequence[Token], position: int) -> bool:
    """Whether the day named here is the end of what is or will be: "stays shut until Friday", not "was shut".

    The verb nearest before it decides, else the first after it; verbs of saying do not. Where none is known for a
    verb of the past, the day is still to come.
    """
    term = position - 1
    while term > 0 and at(tokens, term) in _BETWEEN:
        term -= 1
    if at(tokens, term) not in _TERMS:
        return False
    before = range(term - 1, max(term - 1 - _REACH, -1), -1)
    after = range(position + 1, min(position + 1 + _REACH, len(tokens)))
    for places in (before, after):
        for k in places:
            if at(tokens, k) in (".", ";"):
                break
            tense = _tense(tokens, k)
            if tense is not None:
                return tense
    return True


def _tense(tokens: Sequence[Token], position: int) -> bool | None:
    """Whether a word is a verb of what is or will be; None where it is no verb of either kind, or one of saying."""
    token = tokens[position]
    if token.low in SAYING:
        return None
    if token.low in _AHEAD:
        return True
    if not (is_past(token) or token.low in _MORE_PAST):
        return None
    for k in range(position - 1, max(position - 1 - _FROM_AUXILIARY, -1), -1):
        if at(tokens, k) in _AUXILIARIES | _WERE:
            return at(tokens, k) in _AUXILIARIES
    return False
