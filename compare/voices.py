"""Who is an independent voice: outlets of one owner are one, and so are outlets that print one text.

Enters: what outlets say of one thing, as statements that know their family of copies and the agency that they
credit. Leaves: which of the outlets print one text, and how many independent voices some of them are.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

from compare.types import Statement

# Share of what an outlet says of one thing from which it only prints what the other does: a convention. One
# sentence in common, a quotation say, leaves two reports independent; one that was cut or edited does not.
SHARE = 0.5

Kin = frozenset[tuple[str, str]]
Text = tuple[str, str]


def kin(said: Mapping[str, Sequence[Statement]]) -> Kin:
    """Find the outlets that print one text.

    Two outlets do where at least SHARE of what one of them says is a copy of what the other says, or the text of
    an agency that the other credits too, or is.

    Args:
        said: by outlet its statements on one event, or on one fact.

    Returns:
        Pairs of outlets a < b; not transitive.
    """
    texts = {outlet: [_texts(s) for s in said[outlet]] for outlet in sorted(said)}
    whole = {outlet: frozenset[Text]().union(*own) for outlet, own in texts.items()}
    return frozenset(
        (a, b) for a, b in combinations(texts, 2) if _prints(texts[a], whole[b]) or _prints(texts[b], whole[a])
    )


def count(owner: Mapping[str, str], pairs: Kin) -> int:
    """Count the independent voices among outlets.

    Args:
        owner: by id of each of the outlets its `Outlet.voice`.
        pairs: from `kin`; what is one text through an outlet that is not among these, is not one here.
    """
    voice = dict(owner)
    for a, b in sorted(pairs):
        if a in voice and b in voice:
            joined, kept = voice[b], voice[a]
            voice = {outlet: kept if name == joined else name for outlet, name in voice.items()}
    return len(set(voice.values()))


def _texts(statement: Statement) -> frozenset[Text]:
    """Whose text a statement is: its family of copies, and the agency that it credits, else its own outlet."""
    own = ("origin", statement.origin or statement.outlet)
    return frozenset({own, ("family", statement.family)} if statement.family else {own})


def _prints(texts: Sequence[frozenset[Text]], other: frozenset[Text]) -> bool:
    return bool(texts) and sum(not own.isdisjoint(other) for own in texts) >= SHARE * len(texts)
