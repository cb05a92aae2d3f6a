"""The nouns: what flows from stage to stage and into the files of a run.

Frozen dataclasses, tuples inside, nothing changed in place. All offsets are half-open
character offsets into a document's canonical text (title, blank line, body).
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

# --------------------------------------------------------------------------- input


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes; facts on ownership, never a trust score."""

    id: str
    name: str
    kind: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    family: str | None = None
    aliases: tuple[str, ...] = ()
    feed: str | None = None
    site: str | None = None
    completeness: float | None = None  # share of its output that we hold, 0 to 1; None: unknown

    @property
    def voice(self) -> str:
        """The family that it belongs to, or itself: what counts as one independent voice."""
        return self.family or self.id


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is quoted or paraphrased, as the registry of a corpus names them."""

    id: str
    name: str
    side: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One published item of one outlet."""

    id: str
    outlet: str
    title: str
    body: str
    published: datetime
    language: str = "en"
    modified: datetime | None = None
    fetched: datetime | None = None
    url: str | None = None
    attributed_to: str | None = None  # id of the speaker whose own statement the text is

    @property
    def text(self) -> str:
        """The canonical text: title, blank line, body; only the body where there is no title."""
        return f"{self.title}\n\n{self.body}" if self.title else self.body


@dataclass(frozen=True, slots=True)
class Drop:
    """Something that did not go on to the next stage, and why."""

    stage: str
    reason: str
    file: str | None = None
    line: int | None = None
    field: str | None = None
    value: str | None = None
    remedy: str | None = None
    document: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    outlet: str | None = None  # id, where the record names one that is known


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents sorted by id with the registries of outlets and speakers, sorted by id."""

    outlets: tuple[Outlet, ...]
    speakers: tuple[Speaker, ...]
    documents: tuple[Document, ...]
    digest: str  # sha256 over all of it, independent of the order of the files


# --------------------------------------------------------------------------- statements


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character offsets into a document's canonical text."""

    start: int
    end: int


class Part(StrEnum):
    """Where in the document a sentence stands."""

    HEADLINE = "headline"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document, without surrounding white space."""

    document: str
    start: int
    end: int
    text: str
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True)
class Claim:
    """A part of a sentence that asserts one thing; the claims of a sentence follow each other and cover it."""

    document: str
    start: int
    end: int
    text: str
    part: Part
    sentence: Span  # that it stands in


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark of a parsed sentence; labels as in Universal Dependencies for English."""

    start: int
    end: int
    text: str
    lemma: str  # small letters
    tag: str  # Penn treebank: VBD, NNS …
    pos: str  # universal: VERB, NOUN, PROPN …
    dep: str  # relation to the head in small letters: nsubj, obj, ccomp, nsubj:pass …; "root" for a root
    head: int  # index of the head among the tokens of the sentence; its own where it is a root


@dataclass(frozen=True, slots=True)
class Parse:
    """The dependency tree of one sentence, or several trees where the parser cut it."""

    tokens: tuple[Token, ...]

    def moved(self, offset: int) -> "Parse":
        """The same parse, its offsets raised by so many characters."""
        return Parse(tuple(replace(t, start=t.start + offset, end=t.end + offset) for t in self.tokens))

    def children(self, index: int) -> tuple[int, ...]:
        """The tokens that hang on a token, in order; found in one pass over the sentence."""
        return tuple(i for i, t in enumerate(self.tokens) if t.head == index and i != index)

    def subtree(self, index: int) -> tuple[int, ...]:
        """A token and all that hangs on it, however far, in order."""
        inside, fresh = {index}, [index]
        while fresh:
            below = [c for i in fresh for c in self.children(i) if c not in inside]
            inside.update(below)
            fresh = below
        return tuple(sorted(inside))


class Stance(StrEnum):
    """How a cue presents what is said: X said, X claimed, X confirmed, X denied."""

    NEUTRAL = "neutral"
    DOUBTING = "doubting"
    ENDORSING = "endorsing"
    DENYING = "denying"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Speaker, cue and content of a reported claim (the PARC and PolNeAR scheme)."""

    name: str  # as the text has it, or the registry's name where it was resolved
    speaker: str | None  # id in the registry
    cue: str
    stance: Stance
    speaker_span: Span | None  # None: taken over from an earlier sentence or from the document
    cue_span: Span | None
    content_span: Span
    quoted: tuple[Span, ...] = ()  # the parts of the content inside quotation marks
    nested: str | None = None  # whom the speaker cites in turn, as the text has it


class Unit(StrEnum):
    """What a quantity counts."""

    DEAD = "dead"
    WOUNDED = "wounded"
    CASUALTIES = "casualties"  # dead or wounded, not told apart
    NEUTRALISED = "neutralised"  # dead, wounded or captured
    MISSING = "missing"
    CAPTURED = "captured"
    DISPLACED = "displaced"
    STRIKES = "strikes"
    TARGETS = "targets"
    VEHICLES = "vehicles"
    PLACES = "places"
    MONEY = "money"
    PEOPLE = "people"
    THINGS = "things"


class Scope(StrEnum):
    """Whether a quantity is of the whole, of a part ("among them three children") or so far."""

    TOTAL = "total"
    SUBSET = "subset"
    CUMULATIVE = "cumulative"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a closed interval; `high` is None where there is no upper bound."""

    start: int
    end: int
    text: str
    low: float
    high: float | None
    unit: Unit
    whose: str  # civilians, children, women, soldiers, fighters, police, medics, journalists, people
    scope: Scope = Scope.TOTAL
    side: str = ""  # key of the party whose people they are ("76 regime soldiers"); empty where not said


@dataclass(frozen=True, slots=True)
class Location:
    """A place as a gazetteer knows it."""

    name: str
    key: str  # equal for all spellings of its name
    within: tuple[str, ...]  # keys of the larger places that contain it, nearest first
    country: str  # ISO 3166 alpha-2
    population: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place name; `key` is equal for its transliterations (Saraqib, Saraqeb, Serakib)."""

    start: int
    end: int
    name: str
    key: str
    within: tuple[str, ...] = ()  # keys of the larger places that contain it, nearest first


@dataclass(frozen=True, slots=True)
class When:
    """The days an event in a sentence may have happened on, both ends included."""

    first: date
    last: date
    start: int | None = None  # offsets of the words; None: the document's day, or that of the sentence before
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """A party named in a sentence; `key` groups its names (regime, Assad forces, Syrian army)."""

    start: int
    end: int
    name: str
    key: str


class Polarity(StrEnum):
    """Whether the sentence asserts or denies its claim."""

    ASSERTED = "asserted"
    DENIED = "denied"


class Modality(StrEnum):
    """Whether the claim is of a deed, or of something possible, planned, conditional, demanded."""

    ACTUAL = "actual"
    POSSIBLE = "possible"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    DEMANDED = "demanded"


@dataclass(frozen=True, slots=True)
class Silence:
    """A claim that somebody has not said something ("the army has not commented")."""

    start: int
    end: int
    about: tuple[str, ...]  # names of the parties, as the text has them


@dataclass(frozen=True, slots=True)
class Slots:
    """The typed parts of a statement."""

    when: When
    quantities: tuple[Quantity, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Participant, ...] = ()
    actions: tuple[str, ...] = ()  # kinds: attack, bombing, capture, death, talks, …
    targets: tuple[Participant, ...] = ()
    polarity: Polarity = Polarity.ASSERTED
    modality: Modality = Modality.ACTUAL
    silence: Silence | None = None
    means: tuple[str, ...] = ()  # by which it was done, kinds: air strike, shelling, suicide bomber, shot down, …


@dataclass(frozen=True, slots=True)
class Statement:
    """The unit of comparison: one asserted claim in one sentence."""

    id: str  # document:start-end
    document: str
    outlet: str
    published: date
    day: date  # of the document: its dateline where it has one, else `published`
    part: Part
    start: int
    end: int
    text: str
    speaker: Attribution | None
    slots: Slots
    sentence: Span | None = None  # that it stands in; None: it is the whole sentence
    family: str | None = None  # equal for copies of one text: the id of the first; None: it stands nowhere else
    # Whose text its document says it is: the id of the outlet that is the agency, else the key of the agency
    # (compare/lexicon/agencies.py); "": it credits none, or itself.
    origin: str = ""


# --------------------------------------------------------------------------- findings


class State(StrEnum):
    """Whether an outlet carries an event, and if not, which kind of not."""

    COVERED = "covered"
    PERHAPS = "perhaps"  # nothing in the event, and elsewhere only what may be on it: neither silent nor a carrier
    NOT_COLLECTED = "not_collected"
    NOT_PUBLISHING = "not_publishing"
    SILENT_ON_EVENT = "silent_on_event"
    ON_EVENT_WITHOUT_FACT = "on_event_without_fact"
    VAGUER = "vaguer"
    LATE = "late"
    ONLY_ATTRIBUTED = "only_attributed"
    DENIED = "denied"
    REPORTED_SILENCE = "reported_silence"


@dataclass(frozen=True, slots=True)
class Coverage:
    """One outlet's state on one event."""

    outlet: str
    state: State


@dataclass(frozen=True, slots=True)
class Event:
    """One occurrence at one place and time with its aftermath: the statements on it."""

    id: str
    title: str
    first: date
    last: date
    where: tuple[str, ...]
    documents: tuple[str, ...]
    statements: tuple[str, ...]
    coverage: tuple[Coverage, ...] = ()


class Label(StrEnum):
    """The answer to "what does outlet T say on this statement of outlet S?"."""

    AGREEMENT = "agreement"
    COMPATIBLE = "compatible"
    CONTRADICTION = "contradiction"
    OMISSION = "omission"


LIKELY = 0.5  # likelier than not, by definition; under it an answer is told as possible


class Kind(StrEnum):
    """In what two statements differ that cannot be true together as worded: the code of a contradiction's reason."""

    NUMBER = "number"
    DENIAL = "denial"
    ACTOR = "actor"
    PLACE = "place"
    TIME = "time"
    OUTCOME = "outcome"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is what it is, as a short code with the values that decided it."""

    code: str  # without a colon: a Kind, or "same-claim", "vaguer", "minimum-updated", "not-addressed" and the like
    values: tuple[str, ...] = ()  # two are those of the anchor and of the evidence; one is a remark

    def __str__(self) -> str:
        """The code with its values: "number: 58 dead v 86 dead"."""
        return f"{self.code}: {' v '.join(self.values)}" if self.values else self.code


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the target outlet says on a statement of another outlet, with the sentences."""

    event: str
    anchor: str  # statement id
    target: str  # outlet id
    label: Label
    reason: Reason
    probability: float  # that the label is right, 0 to 1, by the way in which it was decided
    evidence: tuple[str, ...] = ()  # statement ids of the target, best first
    absence: float | None = None  # the model's probability that the target does not address it; None: not told
    by_model: float | None = None  # the model's own of the label, also where slots decided against it; None: not told
    # That the anchor and the sentence that the reason speaks of are on one occurrence, 0 to 1; None: not told.
    occurrence: float | None = None

    @property
    def answer(self) -> float:
        """How surely the target answers: the model's probability where it is known."""
        return self.probability if self.by_model is None else self.by_model

    @property
    def covers(self) -> float:
        """How surely the target reports the event by this answer: that it answers, and of the same occurrence."""
        if self.label is Label.OMISSION:
            return 0.0
        return self.answer * (1.0 if self.occurrence is None else self.occurrence)


@dataclass(frozen=True, slots=True)
class Near:
    """The statement that came nearest to carrying what was not found, and why it was rejected."""

    statement: str
    score: float  # cosine, -1 to 1
    why: str
    ways: tuple[str, ...] = ()  # the searches that have it among their best: vectors, context, slots, text


@dataclass(frozen=True, slots=True)
class Credit:
    """An outlet that prints an agency's text on what it carries, and says so."""

    outlet: str
    origin: str  # as `Statement.origin`


@dataclass(frozen=True, slots=True)
class Omission:
    """What an outlet does not say, with the evidence that it does not."""

    event: str
    outlet: str
    state: State
    fact: str | None  # statement id; None: the whole event
    sentence: str  # one English sentence
    published: int  # items of the outlet in the window
    first: date  # the window, both ends included
    last: date
    carriers: tuple[str, ...]  # outlets that do carry it
    families: int  # independent voices among them: of one owner, or printing one text, they are one
    nearest: tuple[Near, ...] = ()
    miss: float | None = None  # probability that the outlet did mention it; None: cannot say
    miss_low: float | None = None  # the ends of its 95 % interval
    miss_high: float | None = None
    others: int = 0  # other outlets that could carry it: with an item in the window, or on the event of the fact
    prior: float | None = None  # how often the outlet carries such a thing, 0 to 1; None: not asked in this state
    surprise: float | None = None  # bits: -log2(1 - prior)
    explanations: tuple[str, ...] = ()  # what else it may be: late, another language, a claim …
    credits: tuple[Credit, ...] = ()  # of the carriers, sorted


@dataclass(frozen=True, slots=True)
class Exclusive:
    """A fact that one outlet has and no other outlet on the event: the reverse of an omission."""

    event: str
    outlet: str
    fact: str  # statement id
    sentence: str  # one English sentence
    others: tuple[str, ...]  # the other outlets on the event
    families: int  # independent voices among them
    nearest: tuple[Near, ...] = ()  # the best of all others


@dataclass(frozen=True, slots=True)
class Tally:
    """What an outlet carries of all that it could, beside what is to be expected from the others."""

    outlet: str
    level: str  # events or facts
    chances: int  # occasions to carry an event that two others carry, or a fact of an event that it covers
    carried: int
    expected: float  # had it carried each as often as the other outlets carry one of its kind and size
    low: float  # 95 % interval of what its own rate gives in as many chances
    high: float


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of fact that an outlet leaves out, or carries, more than the others do on the same events."""

    outlet: str
    subject: str  # "victims: civilians", "actor: …", "speaker: …"
    carried: int
    chances: int
    others_carried: int
    others_chances: int
    events: int  # strata that tell something
    odds: float | None  # Mantel and Haenszel's common odds ratio; None where a side is empty
    p: float  # of the stratified test
    q: float  # p after Benjamini and Hochberg, over all patterns of the run
    facts: tuple[str, ...]  # statement ids, those that the outlet does not carry


@dataclass(frozen=True, slots=True)
class Record:
    """What was collected of one outlet in one month, and what was lost on the way."""

    outlet: str
    first: date  # the window, both ends included
    last: date
    documents: int
    fetched_first: date | None  # None: no document tells when it was fetched
    fetched_last: date | None
    refused: int  # records that the door did not let in; counted in the outlet's first window
    failed: int  # documents without any statement
    completeness: float | None  # declared in outlets.toml; None: unknown


@dataclass(frozen=True, slots=True)
class Revision:
    """One speaker or outlet changing its own figure for the same event."""

    event: str
    by: str
    earlier: str  # statement id
    later: str
    change: str  # "76 neutralised, then 13 dead"


@dataclass(frozen=True, slots=True)
class Contrast:
    """How often one outlet uses a label, a cue or a construction, against the others."""

    measure: str  # label, word, agent, doubt, voice
    subject: str  # the referent, the speaker's side …
    outlet: str
    value: str  # the label or word
    count: int
    total: int
    z: float | None = None  # against the other outlets; None: too few to test
    low: float | None = None  # 95 % interval of count / total; None: too few for an interval
    high: float | None = None
    statements: tuple[str, ...] = ()
    odds: float | None = None  # odds ratio against the other outlets, above 0; None: too few
    odds_low: float | None = None  # its 95 % interval
    odds_high: float | None = None
    p: float | None = None  # of no difference, 0 to 1, as it stands alone
    q: float | None = None  # the same after Benjamini and Hochberg over all tests of the measure; a finding: q <= 0.05


@dataclass(frozen=True, slots=True)
class Count:
    """What went into a stage, what came out, what was dropped and why."""

    stage: str
    unit: str
    entered: int
    left: int
    drops: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A finished comparison: everything that the files of a run hold."""

    signature: str
    corpus: Corpus
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    verdicts: tuple[Verdict, ...]
    omissions: tuple[Omission, ...]
    revisions: tuple[Revision, ...]
    contrasts: tuple[Contrast, ...]
    drops: tuple[Drop, ...]
    counts: tuple[Count, ...]
    seconds: tuple[tuple[str, float], ...] = field(default=(), compare=False)
    exclusives: tuple[Exclusive, ...] = ()
    tallies: tuple[Tally, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    records: tuple[Record, ...] = ()
