"""Reporting words by their dictionary form, for reading a parse: verbs, nouns and adjectives of saying.

Wider than the forms in `cues`, which also serve where no parse can be trusted: here a word counts only with
the complement that its frame asks for. Chosen by reading the cues of the PolNeAR training part (Newell et
al. 2018) and agency reports; verbs that are deeds as often as words in reports of war (attack, defend, back,
support, hit) are left out.
"""

from compare.lexicon.cues import CUES, forms
from compare.types import Stance

# With a clause, a quotation or an infinitive as complement.
_CLAUSAL = """say tell write announce state report note explain add declare indicate suggest argue observe remark
    comment mention warn predict estimate recall recount reply respond reiterate repeat conclude continue maintain
    tweet post stress emphasize emphasise underline underscore highlight assert affirm signal inform caution urge
    joke lament complain caption elaborate summarize testify narrate concede whisper shout muse quip counter specify
    clarify opine insist contend assure remind reassure allude hint imply echo concur chant yell scream brag boast
    read fume scoff retort interject tease predict forecast project rule decree swear vow promise pledge threaten
    promise demand order instruct advise recommend propose request plead beg ask wonder inquire claim allege purport
    insinuate confirm reveal admit acknowledge disclose verify prove demonstrate establish discover deny reject
    dismiss refute rebut dispute accuse blame point believe think hope fear expect suspect doubt feel consider assume
    anticipate understand realize realise guess reckon figure worry wish learn hear agree decide guarantee
    mention publish tout call describe find show see question joke vent bemoan decry divulge leak relay
    differ disagree refuse decline prefer offer teach notify persuade convince speculate theorize posit surmise
    forecast certify     attest profess proclaim pronounce preach lecture mock ridicule""".split()
# With an object, or a phrase with "for", "on", "of", "about", as complement: the speaker acts by words.
_ACTING = """accuse blame condemn criticize criticise denounce praise demand decry deplore endorse welcome promise
    pledge propose urge request reject slam question challenge suggest advocate deny dismiss refute rebut disavow
    dispute announce discuss express voice mention describe confirm acknowledge reveal disclose tout mock ridicule
    lambaste rebuke chide laud hail applaud congratulate thank bemoan lament lambast scold deride disparage
    characterize characterise liken recommend oppose highlight stress emphasize emphasise reiterate outline detail
    predict forecast cite warn complain speak talk refer allude hint apologize apologise call vow plead lobby
    admit downplay exaggerate expect fear estimate claim explain oppose explain label brand dub promise threaten
    contradict concede insist signal convey castigate decry chastise pan bash skewer pillory appeal reference
    commend berate champion lash depict portray document""".split()
# Verbs whose own object is the content only with a clause or predicate ("called him a liar", "considers it lost").
NAMING = frozenset("call label brand dub describe characterize characterise depict portray consider liken deem".split())
# "by", "for" …: prepositions that lead the content of a verb of acting by words.
ABOUT = {
    "call": ("for", "on", "upon"),
    "speak": ("of", "about", "against"),
    "talk": ("about", "of"),
    "refer": ("to",),
    "allude": ("to",),
    "hint": ("at",),
    "warn": ("of", "about", "against"),
    "complain": ("about", "of"),
    "apologize": ("for",),
    "apologise": ("for",),
    "appeal": ("for",),
    "plead": ("for",),
    "lobby": ("for",),
    "lash": ("at",),
    "point": ("to",),
    "insist": ("on",),
    "agree": ("to", "on", "with"),
    "comment": ("on",),
    "ask": ("for", "about"),
    "differ": ("on", "over", "about", "whether"),
    "disagree": ("on", "over", "about", "whether"),
}
# "put the toll at", "downgraded the claim to": their object must be a figure.
REVISING = frozenset("put downgrade upgrade revise lower raise increase reduce correct update place".split())
FIGURES = frozenset("toll number figure count total estimate cost claim casualty damage".split())
TELLING = frozenset("tell inform remind assure reassure ask urge warn advise notify convince persuade order instruct "
                    "beg teach".split())  # fmt: skip
# Verbs that only time a saying: "went on to say", "continued to insist", "began by saying".
PHASES = frozenset("continue go begin start proceed keep use come seem appear".split())
# With "that" these tell how things are, not what somebody says.
FACTUAL = frozenset(
    "ensure mean make see result cause happen require prove let help be have get seem appear keep allow lead "
    "follow matter wait take give do turn force leave enable watch try start stop begin continue need use "
    "check remain become come go look sound prompt trigger bring show".split()
)
# Nouns of saying: with a clause, or with "of" or "about".
NOUNS = {
    **dict.fromkeys(
        """statement report announcement comment remark assertion argument suggestion view belief opinion warning
        threat promise pledge vow prediction estimate hope fear concern call demand proposal declaration message
        position stance contention conclusion explanation complaint criticism praise condemnation accusation
        assessment recommendation appeal confession testimony indication sign word news impression perception notion
        rumor rumour speculation expectation conviction""".split(),
        Stance.NEUTRAL,
    ),
    **dict.fromkeys("claim allegation suspicion".split(), Stance.DOUBTING),
    **dict.fromkeys("admission acknowledgment acknowledgement confirmation revelation".split(), Stance.ENDORSING),
    **dict.fromkeys("denial rejection dismissal".split(), Stance.DENYING),
}
# Of them those that need a clause: "a sign that", never "a sign of".
CLAUSE_NOUNS = frozenset(
    "statement report comment message position sign word news view notion indication impression call concern "
    "hope fear estimate argument explanation opinion perception proposal demand testimony stance appeal "
    "declaration expectation announcement assessment praise conclusion".split()
)
# Nouns of people and of what they write, beyond the speakers of reports on a war.
PEOPLE = frozenset(
    """percent majority third half quarter dozen number share most some many few other everyone everybody someone
    somebody anyone nobody one person friend fan ally rival challenger contender nominee frontrunner front-runner
    billionaire businessman tycoon socialist conservative liberal moderate christian muslim catholic jew voter
    delegate attendee participant respondent pollster pundit commentator moderator staffer donor insider observer
    veteran businesswoman executive chairman chairwoman speaker justice attorney prosecutor sheriff lady wife husband
    son daughter sister boy girl child student crowd audience public nation country state city community camp team
    side family firm bank website blog post tweet headline ad advertisement commercial message sign banner record
    filing transcript book exit evidence finding result statistic image photograph picture satellite data figure
    analysis     footage clip recording speech star singer actor celebrity player coach critic supporter opponent backer
    republican democrat american aide spokeswoman""".split()
)
# Of the nouns those that stand without saying whose they are: "reports that …", "claims of …".
OWNERLESS = frozenset("report claim allegation accusation rumor rumour speculation suspicion fear news".split())
ISSUING = frozenset("issue make release publish give offer deliver voice express raise repeat".split())
# Adjectives of a state of mind, with a clause.
ADJECTIVES = frozenset(
    "sure certain confident convinced afraid aware hopeful optimistic pessimistic skeptical sceptical worried "
    "concerned adamant clear positive doubtful proud glad happy sorry surprised disappointed critical dismissive "
    "supportive insistent unsure uncertain".split()
)
_OWN = dict.fromkeys("allege purport insinuate boast brag tout".split(), Stance.DOUBTING) | dict.fromkeys(
    "contradict".split(), Stance.DENYING
)
CLAUSAL, ACTING = frozenset(_CLAUSAL), frozenset(_ACTING)


def stance(lemma: str, form: str) -> Stance:
    """How a reporting verb presents what is said; forms that `cues` lists count as there."""
    if lemma in _OWN:
        return _OWN[lemma]
    cue = CUES.get(form) or CUES.get(lemma)
    return cue.stance if cue else Stance.NEUTRAL


def lemma(form: str, guess: str) -> str:
    """The dictionary form of a reporting verb; the tagger's guess where the form is of no such verb."""
    return _LEMMAS.get(form, guess)


_LEMMAS = {form: verb for verb in sorted(CLAUSAL | ACTING | REVISING | ABOUT.keys()) for form in forms(verb)}
