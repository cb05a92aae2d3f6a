"""Which party a name belongs to, by `lexicon.parties`."""

import re
from functools import cache

from compare.lexicon.parties import PARTIES, UPPER_ONLY

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)?|-")
_LONGEST = max(map(len, PARTIES))


@cache
def party(name: str) -> str:
    """The key of the first party in a name, of its longest form; "" where none stands in it.

    A seat is no party: "the UK-based Observatory" is the Observatory.
    """
    words = _TOKEN.findall(name.replace("’", "'"))
    keys = [word if word in ("IS", "US") else word.lower() for word in words]
    for at in range(len(keys)):
        if keys[at + 1 : at + 3] == ["-", "based"]:
            continue
        for size in range(min(_LONGEST, len(keys) - at), 0, -1):
            form = tuple(keys[at : at + size])
            if form in PARTIES and (form[0] not in UPPER_ONLY or words[at].isupper()):
                return PARTIES[form]
    return ""
