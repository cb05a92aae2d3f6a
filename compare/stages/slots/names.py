"""Capitalised names in a sentence, and what stands around them: prepositions, kinds of place, titles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compare.lexicon.actions import ACTIVE_VERBS
from compare.lexicon.cues import NATIONALITIES
from compare.lexicon.numbers import CARDINALS, PLURALS, SEVERAL
from compare.stages.slots.tokens import Token, at, glued

_LONGEST = 7  # tokens of a name: "Maarat al - Noman"
_BACK = 4  # tokens between a preposition and its name: "in the northern rebel-held town"

_ARTICLES = frozenset("al el an ar as ash at az ad ath ed ez es en er et".split())
_LOCATIVE = frozenset(
    "in near at from to into outside inside around across toward towards of on over between within "
    "throughout through for against onto leave left entering entered via above reach captured "
    "seized retook recaptured liberated stormed bombed shelled struck hit targeted pounded attacked "
    "besieged overran control".split()
)
_STRONG = frozenset("in near at outside inside around across into towards toward within throughout from".split())
_BEYOND = frozenset("near outside".split())
_DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast "
    "southwest northeastern northwestern southeastern southwestern rural greater downtown upper "
    "lower inner outer new old besieged rebel-held neighbouring neighboring nearby mainly".split()
)
_KINDS = frozenset(
    "town city village province countryside district neighbourhood neighborhood neighbourhoods "
    "neighborhoods districts suburb suburbs governorate area region camp square quarter outskirts "
    "airport airbase border crossing towns villages cities provinces areas street hamlet enclave".split()
)
# Nouns of which a country may be the whole: "large areas of Iraq".
_PARTS = frozenset("areas parts swathes swaths regions territory most much rest".split())
_SIDES = frozenset("north south east west northeast northwest southeast southwest outskirts centre center".split())
_BORDERS = frozenset("border borders frontier".split())
_QUARTERS = frozenset(
    "neighbourhood neighborhood neighbourhoods neighborhoods district districts quarter quarters suburb".split()
)
_AFTER_KINDS = _KINDS | frozenset(
    "road highway roundabout mountains plain plains base dam barrens highlands valley hill hills oilfield oilfields "
    "crossroads farms rif reef".split()
)
_SORTS = frozenset("military air oil gas residential industrial".split())  # "X military airport", "X oil field"
_FIELDS = frozenset("field fields".split())
_SPEECH = frozenset(
    "said says say told announced has denied denies accused accuses "
    "warned urged blamed blames claims claimed insists insisted vowed agreed refused rejected rejects "
    "wants hopes added noted stressed confirmed denounced condemned".split()
)
# A government is asked or pressed: "urged Damascus to", "pressure on Damascus".
_ADDRESSING = frozenset("urge urged urging require required ask asked asking force forcing demanded telling".split())
_PRESSURE = frozenset("pressure sanctions call calls called calling demands".split())
_TITLES = frozenset(
    "mr mrs ms dr president minister general gen colonel col sheikh "
    "abu bin ibn king prince emir secretary director spokesman "
    "spokeswoman ambassador leader chief governor abdel abdul rami "
    "bashar".split()
)
# Capitalised words that are no places, whatever a gazetteer of the world holds.
_NO_PLACES = frozenset(
    "according sham cham the a an and of in at on by for to from as if it is he she they we you i his "
    "her their our "
    "its this that these those who what when where monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november "
    "december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec reuters "
    "afp ap tass sana rt bbc cnn nna press agency agencies news observatory monitor state media "
    "army force forces front group ministry minister president council coalition union party "
    "committee network organization organisation university hospital mosque school church court "
    "house security defense defence foreign human rights civil international general national new "
    "old north south east west central islam muslim christian sunni shiite alawite druze arab kurd "
    "allah god eid ramadan nato al el deputy published posted tags photo video read also views "
    "print tweet report police source medical center centre most many some all no two three four "
    "five six seven eight nine ten dozens hundreds thousands car bomb air strike strikes raid "
    "attack at least over more up war world region europe asia africa shia shiites shi sunnis "
    "assyrian assyrians armenian armenians yazidi yazidis".split()
)
_NUMBERS = frozenset((*CARDINALS, *PLURALS, *SEVERAL))
# First words of many Arabic names of places; alone only where nothing follows.
_GENERIC = frozenset(
    "bustan karm karam masaken tal tel tell khan jabal bab kafr kfar deir der ain ayn ein wadi um umm abu jub burj "
    "beit bayt khirbet khirbat kherbet kherbat khirba zor jisr maarat maaret ras bir".split()
)
_PERSONAL = frozenset("abu um umm".split())  # names of persons begin so, too
_LIST = 12  # tokens of a list of places up to its last name; a convention
_BETWEEN = frozenset(("and", ",", "-", *_ARTICLES))
_PLURAL_KINDS = frozenset(
    "quarters neighbourhoods neighborhoods districts suburbs towns villages cities provinces areas".split()
)
_WINDOW = 6  # tokens on each side that tell a headline; a convention
_COMPASS = frozenset("eastern western northern southern".split())
_CITY = 4  # letters of a city that stands in capitals before a report; shorter ones are agencies
# Words that lead to a country as a place: "went to X", "visited X", "which borders X".
_BOUND_FOR = frozenset(
    "to over visit visits visited visiting borders bordering leave leaves left leaving enter enters entered entering "
    "fled fleeing reached".split()
)
_ROUTES = frozenset("to from through via towards toward".split())
# What comes "from" a country as a power: "backing from X".
_SUPPORT = frozenset("backing support funding help assistance aid pressure condemnation criticism calls money".split())
_ASSAULTS = frozenset(
    "attack attacks strike strikes raid raids airstrike airstrikes assault offensive war bombardment".split()
)
_POWERS = frozenset(
    "army government president presidency ministry minister regime state military forces foreign opposition air "
    "parliament official officials ambassador envoy leader leaders media troops jets warplanes allies ally "
    "defence defense prime troops soldiers navy permanent deputy national people".split()
)
_SCENES = frozenset(  # nouns that cannot be verbs in a headline: not "X strikes Y"
    "war conflict truce ceasefire crisis rebel rebels airstrike airstrikes peace violence fighting bombing "
    "bombings border".split()
)
_MEDIA = frozenset("channel newspaper agency daily website network radio station tv".split())
_INSTITUTIONS = frozenset(
    "hospital mosque school university brigade brigades tv channel agency newspaper hotel "
    "tribe tribes clan clans".split()
)
_FILLERS = frozenset("the - held rebel city both".split())
# After the last of several places; a verb would make a speaker or a party of it.
_ENDS = frozenset(
    ("", *". , ; : ) where which who even in on at since during after before as while when for from by".split())
)


@dataclass(frozen=True, slots=True)
class Name:
    """A run of tokens that may be a name; positions of tokens, end excluded."""

    tokens: Sequence[Token]
    first: int
    stop: int
    text: str

    @property
    def words(self) -> tuple[str, ...]:
        """Its words in lower case, without articles and hyphens."""
        low = (token.low for token in self.tokens[self.first : self.stop] if token.word)
        return tuple(word for word in low if word not in _ARTICLES)

    @property
    def before(self) -> str:
        """The nearest word before that is neither article nor direction."""
        return at(self.tokens, self._lead(self.first))

    def _lead(self, first: int) -> int:
        position = first - 1
        while position > first - _BACK and self._filler(position):
            position -= 1
        return position

    @property
    def joined(self) -> int:
        """The position of the word that leads to the name before it: "in" for Y of "in both X and Y"; else -1."""
        position = self.first - 1
        if at(self.tokens, position) not in ("and", ",", "or") or position < 1 or not self.tokens[position - 1].capital:
            return -1
        while position > max(self.first - _LIST, 0) and self._continues(position):
            position -= 1
        return self._lead(position + 1)

    def _continues(self, position: int) -> bool:
        token = self.tokens[position]
        return (token.capital and token.low not in _TITLES) or token.low in _BETWEEN or token.low == "or"

    def _filler(self, position: int) -> bool:
        return at(self.tokens, position) in _DIRECTIONS or at(self.tokens, position) in _FILLERS

    @property
    def after(self) -> str:
        """The word after it."""
        return at(self.tokens, self.stop)

    @property
    def sorted_by(self) -> bool:
        """Whether a kind of place follows: "X district", "X military airport", "X oil field"."""
        if self.after in _SORTS:
            following = at(self.tokens, self.stop + 1)
            return following in _AFTER_KINDS or (self.after in ("oil", "gas") and following in _FIELDS)
        return self.after in _AFTER_KINDS

    @property
    def speaking(self) -> bool:
        """Whether a verb of saying follows: "Damascus said"."""
        return self.after in _SPEECH

    @property
    def power(self) -> bool:
        """Whether a capital stands for its government: "Damascus said", "urged Damascus to", "ties with Damascus"."""
        lead = self._lead(self.first)
        pressed = self.before == "on" and at(self.tokens, lead - 1) in _PRESSURE
        return self.speaking or self.before in ("with", "by") or self.before in _ADDRESSING or pressed

    @property
    def directed(self) -> bool:
        """Whether a direction stands before it: "northern Syria"."""
        return at(self.tokens, self.first - 1) in _DIRECTIONS

    @property
    def inside(self) -> bool:
        """Whether things happen in or near it, by the preposition."""
        if self.before in _STRONG:
            mate = at(self.tokens, self._lead(self.first) - 1)
            return not (self.before == "from" and mate in _SUPPORT) and not (self.before == "in" and mate == "state")
        return self._led(self._lead(self.first)) or self._abreast

    def _led(self, lead: int) -> bool:
        """Whether a word of place stands before a position with "of" or "with": "north of X", "the border with X"."""
        low, mate = at(self.tokens, lead), at(self.tokens, lead - 1)
        return (low == "of" and mate in _PARTS | _SIDES) or (low == "with" and mate in _BORDERS)

    @property
    def _abreast(self) -> bool:
        """Whether it is the last of several places: "in X and Y." and not "in X, and Y denied it"."""
        lead = self.joined
        strong = lead >= 0 and (at(self.tokens, lead) in _STRONG or self._led(lead))
        return strong and (self.after in _ENDS or self.after.endswith("ing"))

    @property
    def locative(self) -> bool:
        """Whether a preposition, a kind of place or a verb of attack leads to it."""
        return self.before in _LOCATIVE or self.before in _KINDS or self.sorted_by

    @property
    def called(self) -> bool:
        """Whether its kind is named: "the town of X", "X district", "near X"."""
        of = at(self.tokens, self.first - 1) == "of" and at(self.tokens, self.first - 2) in _KINDS
        compass = len(self.words) > 1 and self.words[0] in _COMPASS and self.first > 0  # "Eastern X" as a name
        return (
            of or compass or self.generic or self.listed or self.sorted_by or at(self.tokens, self.first - 1) in _BEYOND
        )

    @property
    def generic(self) -> bool:
        """Whether it begins as names of places do: "Tel X", "Khirbet X"."""
        words = self.words
        return len(words) > 1 and words[0] in _GENERIC and words[0] not in _PERSONAL

    @property
    def lonely(self) -> bool:
        """Whether it is one word of small and great letters right after "in" or "near": "in X on Monday"."""
        token = self.tokens[self.stop - 1]
        following = self.tokens[self.stop] if self.stop < len(self.tokens) else None
        alone = len(self.words) == 1 and (following is None or not following.capital)
        led = (self._entered or self._stormed or self._beside) and self.after != "-"
        return alone and led and not token.text.isupper() and len(token.text) >= _CITY

    @property
    def _entered(self) -> bool:
        return at(self.tokens, self.first - 1) in ("in", "near") or (self.directed and self.before in ("in", "near"))

    @property
    def _stormed(self) -> bool:
        """Whether it is what an assault is on, alone or with others: "an assault on X and Y"."""
        leads = (self._lead(self.first), self.joined)
        return any(k > 0 and at(self.tokens, k) == "on" and at(self.tokens, k - 1) in _ASSAULTS for k in leads)

    @property
    def _beside(self) -> bool:
        """Whether it lies near another place or in it: "in one of them, X near Y", "driving to X in Y province"."""
        if self.first == 0 or self.tokens[self.first - 1].capital:
            return False
        following = self.tokens[self.stop + 1] if self.stop + 1 < len(self.tokens) else None
        bound = self.after == "in" and self.before in _ROUTES and following is not None and following.capital
        return self.after == "near" or bound

    @property
    def listed(self) -> bool:
        """Whether it goes on a list of such: "the neighbourhoods of X and Y", "on X and Y neighbourhoods"."""
        return self._list_kind in _PLURAL_KINDS

    @property
    def _list_kind(self) -> str:
        """The kind of place that a list with this name on it is of, or another word."""
        if self._kind_ahead in _PLURAL_KINDS:
            return self._kind_ahead
        position = self.first - 1
        if at(self.tokens, position) not in ("and", ",", "including") and not self._follows_name:
            return ""
        lowest = max(position - _LIST, 0)
        while position > lowest and (self.tokens[position].capital or at(self.tokens, position) in _BETWEEN):
            position -= 1
        return at(self.tokens, position - 1) if at(self.tokens, position) in ("of", "including") else ""

    @property
    def _follows_name(self) -> bool:
        """Whether a whole name stands right before it, as on a list whose commas are lost: "al-X Y"."""
        return self.first > 2 and self.tokens[self.first - 1].capital and at(self.tokens, self.first - 2) == "-"  # noqa: PLR2004

    @property
    def _kind_ahead(self) -> str:
        """The kind of place at the end of a list that goes on after it: "X, Y and Z neighbourhoods"."""
        position = self.stop
        highest = min(position + _LIST, len(self.tokens) - 1)
        while position < highest and (self.tokens[position].capital or at(self.tokens, position) in _BETWEEN):
            if self.tokens[position].low in _TITLES:
                return ""
            position += 1
        several = any(at(self.tokens, k) == "and" for k in range(self.stop, position))
        return at(self.tokens, position) if several else ""

    @property
    def region(self) -> str:
        """The name without a direction that is part of it: "Ghouta" of "Eastern Ghouta"."""
        first, _, rest = self.text.partition(" ")
        return rest if rest and first.lower() in _COMPASS else self.text

    @property
    def quarter(self) -> bool:
        """Whether it is called a part of a town: "X district", "the neighbourhood of X"."""
        of = at(self.tokens, self.first - 1) == "of" and at(self.tokens, self.first - 2) in _QUARTERS
        return of or self.after in _QUARTERS or self._list_kind in _QUARTERS

    @property
    def personal(self) -> bool:
        """Whether a title, a given name or a surname stands beside it."""
        before, after = self.first - 1, self.stop
        if at(self.tokens, before) in _TITLES:
            return True
        if self.tokens[self.first].low == "al" and self.text.endswith("i"):
            return True  # "al-Halabi" is somebody from Aleppo
        hyphen = at(self.tokens, after) == "-" and glued(self.tokens, after)
        if hyphen and at(self.tokens, after + 1) not in ("based", "held", "area"):
            return not (after + 1 < len(self.tokens) and self.tokens[after + 1].capital)
        if self._headed:
            return False  # where every word has a capital, a capital says nothing
        beside = [k for k in (before, after) if 0 < k < len(self.tokens) and self.tokens[k].capital]
        owner = before in beside and self.tokens[before].text.endswith("s")  # "Syrias Damascus"
        return any(_unknown(self.tokens[k]) for k in beside if not (owner and k == before))

    @property
    def _headed(self) -> bool:
        """Whether the words around it are a headline's, with a capital each."""
        near = (*range(max(self.first - _WINDOW, 0), self.first), *range(self.stop, self.stop + _WINDOW))
        words = [self.tokens[k] for k in near if k < len(self.tokens) and self.tokens[k].word]
        long = [token for token in words if len(token.text) > _CITY]
        return len(long) > 2 and all(token.capital for token in long)  # noqa: PLR2004

    @property
    def parts(self) -> tuple[str, ...]:
        """Its words where there are several, without such as "Tal" and "Bab"."""
        words = self.words
        return tuple(word for word in words if word not in _GENERIC) if len(words) > 1 else ()

    @property
    def cut(self) -> bool:
        """Whether an article follows, so that more of the name may: "X al-Y"."""
        return self.after in _ARTICLES

    @property
    def _goes_on(self) -> bool:
        """Whether a capitalised word or an article follows, so that "Tal" is not the whole name."""
        following = self.tokens[self.stop] if self.stop < len(self.tokens) else None
        return following is not None and (following.capital or following.low in _ARTICLES)

    @property
    def dateline(self) -> bool:
        """Whether it stands where a report tells where it was written: "BEIRUT Syrian warplanes …"."""
        token = self.tokens[self.first]
        following = self.tokens[self.stop] if self.stop < len(self.tokens) else None
        if self.stop != self.first + 1 or following is None or following.text.isupper():
            return False
        opened = self.first == 0 or not self.tokens[self.first - 1].capital
        dated = at(self.tokens, self.first - 1).isdigit() and following.capital
        return dated or (opened and token.text.isupper() and len(token.text) >= _CITY)

    def stage(self, *, possessed: bool) -> bool:
        """Whether a country's name says where something happens: "raids on X", "X truce", "Xs second city".

        What is only spoken about is no place: "the envoy on X", "talks on X". `possessed` tells whether the
        last letter is that of a possessive.
        """
        if self.speaking:
            return False
        possessor = possessed and self.after not in _POWERS
        following = self.tokens[self.stop] if self.stop < len(self.tokens) else None
        owner = possessor and following is not None and following.word and not following.capital
        struck = self.before == "on" and at(self.tokens, self.first - 2) in _ASSAULTS
        tagged = self.first > 0 and self.tokens[self.first - 1].text.isupper()  # a list of tags: "US X ceasefire"
        scene = self.after in _SCENES and not tagged
        return struck or self.before in _BOUND_FOR or owner or scene or at(self.tokens, self.first - 1) in _KINDS

    @property
    def institution(self) -> bool:
        """Whether it names a house or a medium: "Al-Quds hospital", "the channel Al-Mayadin"."""
        return self.after in _INSTITUTIONS or at(self.tokens, self.first - 1) in _MEDIA

    def ordinary(self, common: frozenset[str]) -> bool:
        """Whether it is made of words that are no name of a place, as known ones or by the document."""
        words = self.words
        if not words or words[0] in _KINDS | _NO_PLACES - _DIRECTIONS or words[-1] in _KINDS | _NO_PLACES:
            return True
        if len(words) == 1 and words[0] in NATIONALITIES:
            return True
        if words[0] in ACTIVE_VERBS or (words[0] in _DIRECTIONS and len(words) == 1):
            return True
        if self.stop - self.first == 1 and words[0] in _GENERIC and self._goes_on:
            return True
        acronym = self.text.isupper() and len(self.text) < 5
        return len(words) == 1 and (words[0] in common or len(words[0]) < 3 or acronym)

    def doubtful(self, common: frozenset[str]) -> bool:
        """Whether one of its words is an ordinary one, a title or a number."""
        words = self.words[1:] if self.words and self.words[0] in _COMPASS and self.first > 0 else self.words
        return any(word in common or word in _NO_PLACES | _TITLES | _NUMBERS | _DIRECTIONS for word in words)


_COMMON_BESIDE = _KINDS | _DIRECTIONS | _NO_PLACES | _LOCATIVE | _NUMBERS


def _unknown(token: Token) -> bool:
    """Whether a capitalised word is neither a kind of place, a direction nor a common word."""
    if token.text.isupper() and len(token.text) < _CITY:
        return False  # "in Geneva US officials"
    return token.low not in _COMMON_BESIDE


def opening(tokens: Sequence[Token], position: int, text: str) -> Iterator[Name]:
    """The names that can begin at a position, longest first."""
    if not _opens(tokens, position):
        return
    for stop in range(_reach(tokens, position), position, -1):
        if tokens[stop - 1].low not in _ARTICLES and tokens[stop - 1].text != "-":
            yield Name(tokens, position, stop, text[tokens[position].start : tokens[stop - 1].end])


def _opens(tokens: Sequence[Token], position: int) -> bool:
    token = tokens[position]
    if not token.word:
        return False
    if token.low in ("at", "as", "an") and at(tokens, position + 1) != "-":
        return False  # the preposition at the beginning of a sentence
    if token.low in _ARTICLES:
        following = position + (2 if at(tokens, position + 1) == "-" else 1)
        return following < len(tokens) and tokens[following].capital and (token.capital or following == position + 2)
    return token.capital and not (glued(tokens, position) and at(tokens, position - 1) == "-")


def _reach(tokens: Sequence[Token], position: int) -> int:
    """The end of the run of capitalised words, articles and hyphens that begins here."""
    stop, hyphenated = position + 1, False
    while stop < len(tokens) and stop - position < _LONGEST:
        token = tokens[stop]
        hyphen = token.text == "-" and glued(tokens, stop) and stop + 1 < len(tokens)
        if token.low in _ARTICLES and not token.capital and hyphenated and tokens[stop - 1].low not in _ARTICLES:
            break  # "al-X al-Y": two names whose comma is lost
        if hyphenated and token.capital and token.low in _GENERIC and tokens[stop - 1].text != "-":
            break  # "al-X Bustan Y"
        hyphenated = hyphenated or hyphen
        if not (hyphen or (token.word and (token.capital or token.low in _ARTICLES))):
            break
        stop += 1
    return stop
