"""The words by which a text hands a claim to a speaker, and the words of speakers.

Verbs that report speech and attitude, with their stance and frame; nouns that can speak; the small
words by which noun groups are delimited without a parse. Chosen from the frequent cues and speakers of
the PolNeAR training part (Newell et al. 2018) and of agency reports on the war in Syria; verbs of
attitude without a claim (want, support) are left out. Doubt, endorsement and denial are told apart as
the factive and assertive verbs of Recasens et al. (2013).
"""

from dataclasses import dataclass
from enum import StrEnum

from compare.types import Stance


class Frame(StrEnum):
    """What follows a cue: a clause or quotation, or what the speaker denies, blames, demands."""

    CLAUSE = "clause"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Cue:
    """One form of a reporting verb."""

    stance: Stance
    frame: Frame
    gerund: bool  # a form in -ing, which has its subject elsewhere
    bare: bool  # a form that may be a noun as well (report, claims)
    base: bool  # the form after "to" and "did not", where nothing is reported


_NEUTRAL = """announce state report note explain add declare indicate suggest argue observe remark comment
    mention describe warn predict estimate recall recount reply respond reiterate repeat conclude continue
    maintain tweet post stress emphasize emphasise underline underscore highlight assert affirm
    relay signal inform caution urge joke lament complain caption elaborate summarize testify
    narrate broadcast air record document email concede whisper shout muse quip counter specify
    clarify opine insist contend assure remind hint imply allude""".split()
_ATTITUDE = """believe think hope fear expect suspect doubt feel consider assume anticipate""".split()
_DOUBTING = "claim allege purport insinuate boast".split()
_ENDORSING = "confirm reveal admit acknowledge disclose verify prove demonstrate establish discover".split()
_DENYING = "deny reject dismiss refute rebut disavow dispute".split()
_OBJECT = """accuse blame condemn criticize criticise denounce praise demand decry deplore endorse welcome
    threaten vow promise pledge propose urge request appeal slam question challenge suggest advocate
    ask""".split()

_IRREGULAR = {
    "say": "say says said saying",
    "tell": "tell tells told telling",
    "write": "write writes wrote written writing",
    "find": "finds found finding",
    "show": "show shows showed shown showing",
    "think": "think thinks thought thinking",
    "feel": "feel feels felt feeling",
    "admit": "admit admits admitted admitting",
    "rebut": "rebut rebuts rebutted rebutting",
    "quip": "quip quips quipped quipping",
    "broadcast": "broadcasts broadcast broadcasting",
    "slam": "slams slammed slamming",
    "state": "stated stating",  # "state", "states" are nouns nearly always
    "air": "aired",
    "record": "recorded",
    "document": "documented",
    "post": "posted posting",
}
# Forms that are nouns at least as often as verbs: taken as cues only after a plural or a name.
NOUNS = frozenset(
    "report reports claim claims note notes comment comments estimate estimates post tweet tweets "
    "stress signal signals caution fear fears hope hopes doubt doubts worry feel find finding findings "
    "demand demands threat threats vow vows promise promises pledge pledges plan plans request requests "
    "appeal appeals support blast blasts question questions challenge challenges counter counters "
    "praise dispute disputes email emails reply want welcome hail joke jokes record broadcast document "
    "state ask warning finds thought".split()
)


def forms(verb: str) -> list[str]:
    """The finite and -ing forms of an English verb."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb].split()
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    sibilant = verb.endswith(("s", "sh", "ch", "x"))
    return [verb, verb + ("es" if sibilant else "s"), verb + "ed", verb + "ing"]


def _cues() -> dict[str, Cue]:
    groups = (
        (_OBJECT, Stance.NEUTRAL, Frame.OBJECT),
        (_ATTITUDE, Stance.NEUTRAL, Frame.CLAUSE),
        ([*_NEUTRAL, "say", "tell", "write", "find", "show"], Stance.NEUTRAL, Frame.CLAUSE),
        (_DOUBTING, Stance.DOUBTING, Frame.CLAUSE),
        (_ENDORSING, Stance.ENDORSING, Frame.CLAUSE),
        (_DENYING, Stance.DENYING, Frame.OBJECT),
    )
    return {
        form: Cue(stance, frame, form.endswith("ing"), form in NOUNS, form == verb)
        for verbs, stance, frame in groups
        for verb in verbs
        for form in forms(verb)
    }


CUES = _cues()  # form in small letters → its cue
# Cues of two words, by the first: "pointed out", "called for", "made clear".
PARTICLES = {
    **dict.fromkeys(("point", "points", "pointed", "pointing"), ("out", "to")),
    **dict.fromkeys(("call", "calls", "called", "calling"), ("for", "on", "upon")),
    **dict.fromkeys(("make", "makes", "made", "making"), ("clear", "it")),
    **dict.fromkeys(("agree", "agrees", "agreed"), ("that", "to", "with")),
    **dict.fromkeys(("go", "goes", "went"), ("on",)),
    **dict.fromkeys(("put", "puts"), ("it",)),
}
BASES = frozenset("point call make agree go put".split())
# Their object is the addressee.
TELLING = frozenset(
    "tell tells told telling inform informed informs assure assures assured assuring reassured remind reminds reminded "
    "reminding notified".split()
)
# Cues only where "that", a colon or a quotation follows, or quotation marks are in the sentence.
WEAK = frozenset(
    "continue continues continued respond responds responded reply replies replied record recorded "
    "document documented find finds found show shows showed shown consider considers "
    "considered assume assumes assumed feel feels felt observe observes observed predict describe "
    "feature counter counters countered quip quipped joke joked repeat repeats repeated air aired "
    "question questions questioned prove proves proved establish established discover discovered post "
    "posts posted alleged establishes establishing proves proving discovers discovering demonstrate "
    "demonstrates demonstrated".split()
)
# They hardly take a bare noun as object.
SAYING = frozenset("said says say added adds wrote writes told tells".split())
CALLING = frozenset("call calls called calling labeled labelled branded dubbed".split())  # cues where they quote
QUOTING = frozenset("cite cites cited citing quote quotes quoted quoting".split())  # their object speaks
# Verbs that may stand before their subject: "…" said the minister.
INVERTING = frozenset(
    "said says say added adds wrote writes reported reports explained noted replied asked announced "
    "stated declared argued warned tweeted insisted stressed continued claimed confirmed recalled".split()
)
HEARSAY = {
    "reportedly": Stance.NEUTRAL,
    "allegedly": Stance.DOUBTING,
    "purportedly": Stance.DOUBTING,
    "supposedly": Stance.DOUBTING,
    "apparently": Stance.NEUTRAL,
}
# After a passive of these the claim is nobody's: "is believed to", "were reported killed".
IMPERSONAL = frozenset(
    "said reported believed thought alleged feared expected announced confirmed rumoured rumored "
    "claimed estimated suspected understood".split()
)
FATES = frozenset("killed dead wounded injured missing captured".split())

# Nouns that can be a speaker; also the heads at which a noun group of a speaker ends.
SPEAKERS_SINGULAR = frozenset(
    "monitor group observatory ngo source agency ministry spokesman spokeswoman spokesperson official "
    "statement report minister president activist resident witness army military government regime "
    "opposition coalition network channel television tv newspaper daily website radio correspondent "
    "reporter journalist photographer doctor medic commander general colonel officer lawyer director "
    "head chief leader envoy ambassador secretary governor mayor council committee centre center "
    "organisation organization charity watchdog company police court judge analyst expert researcher "
    "professor author study survey poll document letter communique alliance faction union bureau "
    "department office command pentagon kremlin palace presidency parliament senate congress house "
    "party campaign candidate senator lawmaker congressman adviser advisor aide manager strategist "
    "founder member fighter soldier rebel militant defector man woman mother father brother villager "
    "worker teacher nurse volunteer diplomat foundation institute press media administration authority "
    "staff hospital mission embassy delegation narrator user memo article column op-ed magazine paper "
    "editor writer columnist host anchor historian economist deputy operator owner victim survivor "
    "neighbour neighbor relative refugee toll estimate count tally front brigade battalion movement "
    "militia footage outlet".split()
)
SPEAKERS_PLURAL = frozenset(
    "monitors groups sources agencies officials statements reports activists residents witnesses "
    "eyewitnesses governments channels newspapers websites correspondents reporters journalists doctors "
    "medics commanders officers lawyers leaders authorities media experts analysts researchers rebels "
    "militants fighters soldiers locals people villagers workers volunteers diplomats rescuers "
    "inspectors investigators observers opponents supporters critics democrats republicans lawmakers "
    "senators aides advisers polls studies documents men women many some others both all forces troops "
    "police parents families relatives survivors refugees sides outlets insurgents factions ministers "
    "economists scholars voters americans prosecutors staffers estimates figures data information".split()
)
# Those of them that are no persons: "it" can stand for them, "he" cannot.
BODIES = frozenset(
    "monitor group observatory ngo agency ministry statement report army military government regime "
    "opposition coalition network channel television tv newspaper daily website radio council committee "
    "centre center organisation organization charity watchdog company police court study survey poll "
    "document letter communique alliance faction union bureau department office command pentagon "
    "kremlin palace presidency parliament senate congress house party campaign foundation institute "
    "press media administration authority hospital mission embassy delegation memo article column op-ed "
    "magazine paper toll estimate count tally front brigade battalion movement militia footage outlet".split()
)
SPEAKER_NOUNS = SPEAKERS_SINGULAR | SPEAKERS_PLURAL
# Nouns after a name that say what the person is: "Rami Haddad head of the …".
ROLES = frozenset(
    "head director chief spokesman spokeswoman spokesperson deputy commander president minister leader "
    "founder member resident activist secretary chairman envoy ambassador manager doctor analyst "
    "professor correspondent".split()
)
# Heads of headlines' last or first words that speak: "… 12 dead: monitor", with the colon often lost.
HEADLINE_SPEAKERS = frozenset(
    "monitor monitors ngo observatory report reports media source sources activists activist governor "
    "watchdog ministry officials official army military residents witnesses un police group agency".split()
)
# Words that may stand before such a noun without an article: "local sources", "state media".
MODIFIERS = frozenset(
    "local state military security medical human rights media opposition pro-government monitoring news "
    "rebel regime government army field informed official intelligence diplomatic foreign interior "
    "defence defense health press senior top international western independent anti-government civil "
    "rescue aid relief hospital police political islamist kurdish private public well-informed "
    "opposition-linked pro-opposition activist several other most many some two three four five both "
    "former regional national federal television tv radio court church lawyer white anonymous unnamed "
    "opposing deputy prime first vice joint general islamic social".split()
)

PARTICLES_OF_NAMES = frozenset("al el bin ibn bint abu de del der van von da di la le".split())
# What "the group", "the monitor" stand for: the last speaker with one of these in its name.
WATCHERS = frozenset("monitor group watchdog ngo".split())
WATCHING = frozenset("observatory network watch committees center centre amnesty".split())
PRONOUNS = {
    "he": "person", "she": "person", "it": "body", "they": "many", "i": "self", "we": "self",
}  # fmt: skip
DETERMINERS = frozenset(
    "the a an his her its their my our your another one some several two three four five six many both "
    "this these those most other".split()
)
JOINERS = frozenset("of for at in from with to on within".split())  # prepositions inside the name of a speaker
AUXILIARIES = frozenset(
    "is are was were be been being am has have had having will would can could may might must shall "
    "should do does did 's 're 've 'd 'll isn't wasn't aren't weren't hasn't haven't hadn't won't "
    "wouldn't can't couldn't don't doesn't didn't".split()
)
BE = frozenset("is are was were be been being am 's 're".split())
ADVERBS = frozenset(
    "also later earlier previously then again still already recently repeatedly meanwhile however "
    "instead separately therefore now once often always never even publicly officially initially "
    "further thus only just long reportedly subsequently immediately simply not n't quickly "
    "specifically himself herself itself themselves both".split()
)
# Capitals at the beginning of a sentence that are no name.
OPENERS = frozenset(
    "during under over overall lately speaking looking making responding asked asking citing noting "
    "referring there whether though still even if no yes just such each every these those perhaps maybe "
    "more less many most few other others some all both none according tags published updated factbox "
    "exclusive breaking talking writing appearing answering addressing usually elsewhere nearby "
    "furthermore moreover indeed".split()
)
# Nouns that close the name of a place: "activists in Idlib province".
PLACES = frozenset(
    "province city town village area areas district countryside neighborhood neighbourhood region "
    "governorate suburb suburbs camp island capital".split()
)
# Participles that go on explaining a name: "a group known as", "an activist based in".
EXPLAINING = frozenset(
    "known based issued run led backed linked called operated affiliated aligned contacted reached "
    "attributed quoted posted close loyal familiar".split()
)
NOBODY = frozenset("no none nobody neither nor nothing".split())
NOUNS_IN_LY = frozenset("family ally assembly supply daily monthly weekly italy".split())
SPANS_OF_TIME = frozenset("day days hour hours week weeks month months year years minutes".split())
ACCUSING = frozenset("accused blamed condemned criticized criticised denounced".split())
# Words in -ing that begin a clause as nouns: "said fighting went on".
NOUNS_IN_ING = frozenset(
    "fighting shelling bombing something anything nothing everything beijing morning building training "
    "looting king being housing firing voting spring".split()
)
CONJUNCTIONS = frozenset(
    "and but while as after when where because since although though before whereas until if so or yet "
    "what how why whether than despite amid following including unless once which who whose whom that".split()
)
TEMPORAL = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays "
    "fridays saturdays sundays today yesterday tonight tomorrow morning afternoon evening night noon "
    "midnight overnight january february march april may june july august september october november "
    "december week weekend month year".split()
)
ORDINALS = frozenset("first second secondly third firstly finally last lastly".split())
SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
TEMPORAL_LEAD = frozenset("on late early last this in by since earlier next".split())
CARDINALS = frozenset("one some several two three four five six many both most".split())
# Before "to" they belong to a noun: "a man said to be", "told to leave".
PARTICIPLES = frozenset("said believed thought reported alleged feared told understood known".split())
RELATIVES = frozenset("who which whose".split())
SELVES = frozenset("i we you me us".split())
COUNTING = DETERMINERS | {"at", "dozens"}  # before the number or noun of "claimed … lives"
TAKEN = frozenset("lives life killed dead martyrs victims persons souls casualties".split())
BY_MEANS = frozenset("in during on by via through over".split())
ISSUED = frozenset("issued released published posted carried broadcast".split())
# After a cue they begin a circumstance rather than more of the content.
SETTING = frozenset("as while after before when since amid following despite in on at".split())
GOING_ON = frozenset("adding stressing noting warning explaining claiming insisting saying confirming".split())
KICKERS = frozenset("factbox analysis update breaking video exclusive".split())
# What follows "in a …" after a cue and is part of the cue: "said in a statement".
MANNERS = frozenset(
    "statement statements report reports interview interviews tweet tweets post speech message letter "
    "telephone phone email emails comment comments remarks briefing conference address article "
    "communique memo essay video release toll dispatch series column".split()
)
ADDRESSEES = frozenset(
    "reporters journalists correspondents viewers supporters voters lawmakers afp reuters ap cnn sana "
    "him her them me us you nbc abc fox it".split()
)

# Who publishes news, as the last word of a name.
MEDIA = frozenset(
    "media press agency newspaper newspapers channel channels television tv outlets outlet website site "
    "websites sites news broadcaster broadcasters radio daily".split()
)
# Names of agencies and broadcasters that stand without such a word.
AGENCIES = frozenset(
    "sana tass rt reuters afp ap anadolu irna fars tasnim interfax ria sputnik bbc cnn xinhua dpa trt".split()
)
# What says something without being somebody: a resolution that does not mention a thing keeps no silence.
TEXTS = frozenset(
    "report statement count survey poll study tally letter toll resolution agreement deal accord treaty text "
    "communique document draft law constitution article declaration roadmap memo memorandum charter column "
    "op-ed plan proposal protocol video footage map list".split()
)
# What a speaker issues; never what a short name stands for.
WRITINGS = frozenset("toll report statement count survey poll study tally letter".split())

# Tokens of names that do not tell one speaker from another.
GENERIC = frozenset(
    "army military forces force ministry minister government regime president presidency agency news "
    "media state television tv group rebels opposition authorities officials official source sources "
    "command general staff armed council coalition party police rights human network office department "
    "centre center spokesman spokeswoman national arab local activists militants fighters movement "
    "front organisation organization committee union security interior foreign defence health justice "
    "finance affairs information transport education environment secretary monitor monitoring watchdog "
    "islamic islamist prime statement report head director chief united nations".split()
)
# Words that may stand inside the name of a body without making it another body.
HOLDING = frozenset("arab general staff command press media information office official".split())
PORTFOLIOS = frozenset(
    "interior foreign defence health justice finance information transport education environment "
    "economy culture emergency energy agriculture tourism labour".split()
)
STOPWORDS = frozenset("the a an of for and in at to s".split())
SPELLINGS = {"defense": "defence", "center": "centre", "organization": "organisation", "labor": "labour"}
# One line a nation: the key first; the forms in -s are possessives that lost their apostrophe.
_NATIONS = """
turkish turkey turkeys
russian russia russias moscow
syrian syria syrias damascus
iranian iran irans
iraqi iraq iraqs
israeli israel israels
american us u.s america usa americas
british uk u.k britain britains
french france frances
german germany germanys
saudi
lebanese lebanon lebanons
jordanian jordan jordans
egyptian egypt egypts
qatari qatar qatars
emirati uae
chinese china chinas
ukrainian ukraine ukraines kyiv kiev
greek greece greeces
libyan libya libyas
armenian armenia armenias
azerbaijani azeri azerbaijan azerbaijans
georgian georgia georgias
indian india indias
pakistani pakistan pakistans
afghan afghanistan afghanistans
palestinian palestine
yemeni yemen yemens
kuwaiti kuwait
polish poland polands
italian italy italys
spanish spain spains
dutch netherlands
belgian belgium
danish denmark
swedish sweden
japanese japan
korean korea
australian australia
canadian canada
european eu e.u europe
kurdish kurds
"""
# Adjectives of nations: never the name of a place.
NATIONALITIES = frozenset(line.split()[0] for line in _NATIONS.strip().splitlines()) | frozenset(
    "azeri syrians russians turks kurds iraqis iranians israelis americans palestinians arab arabs arabic "
    "norwegian swiss austrian hungarian czech romanian bulgarian serbian albanian algerian moroccan tunisian "
    "sudanese ethiopian somali nigerian brazilian mexican chechen uzbek tajik kazakh kyrgyz turkmen uighur "
    "omani bahraini irish scottish portuguese".split()
)
# Form → the key of its nation.
NATIONS = {form: line.split()[0] for line in _NATIONS.strip().splitlines() for form in line.split()}
