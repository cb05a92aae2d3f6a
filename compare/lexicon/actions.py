"""Words for what is done, by kind, and the words that deny, plan, demand or doubt it."""

_WORDS: dict[str, str] = {
    "accusation": "accuse accused accuses accusing accusation accusations blame blamed blames blaming",
    "agreement": "agreement agreements deal accord agreed reconciliation",
    "aid": "aid convoy convoys humanitarian relief",
    "air_strike": "airstrike airstrikes warplanes warplane raid raids sortie sorties",
    "arrest": "arrest arrested arrests arresting detain detained detention detains",
    "attack": "attack attacks attacked attacking targeted targeting assault assaults offensive strike "
    "strikes struck hit hits hitting storm stormed storming ambush ambushed ambushes pound pounded "
    "pounding pounds bombed bombarded bombarding bombardment bombardments fired firing massacre massacres "
    "raided",
    "bombing": "bomber bombers bombing bombings blast blasts explosion explosions exploded explosive "
    "explosives detonated detonate detonating bomb bombs mine mines landmine landmines ied",
    "capture": "capture captured captures capturing seize seized seizes seizing seizure retake retook "
    "retaken retaking recapture recaptured recaptures recapturing liberate liberated liberates liberating "
    "liberation regain regained overran overrun advance advanced advances advancing conquered",
    "ceasefire": "ceasefire ceasefires truce truces cessation armistice",
    "chemical": "chemical chlorine sarin mustard toxic poison gas suffocation asphyxiation suffocated",
    "clash": "clash clashes clashed clashing fighting battle battles battled battling fought combat infighting",
    "condemnation": "condemn condemned condemns condemning condemnation denounced denounces decried decries",
    "death": "killed kill kills killing dead died die dies death deaths fatalities martyred martyrs slain bodies",
    "denial": "deny denied denies denying denial dismissed rejected refuted",
    "deployment": "deploy deployed deployment deploying deploys reinforcements",
    "destruction": "destroy destroyed destroys destroying destruction smashed demolished damaged collapsed",
    "displacement": "displaced displacement fled flee fleeing flees refugees exodus",
    "downing": "downed downing crashed crash crashes",
    "election": "election elections referendum presidential electoral",
    "evacuation": "evacuate evacuated evacuation evacuations evacuating evacuates",
    "execution": "execute executed executes executing execution executions behead beheaded beheads beheading "
    "beheadings decapitated crucified crucifies crucify stoned",
    "injury": "wounded injured wounding injuring wound wounds injure injures injuries hurt",
    "investigation": "investigation investigations investigate investigated investigating inspectors inquiry probe",
    "kidnapping": "kidnap kidnapped kidnapping kidnaps abducted abduct abduction hostage hostages",
    "demand": "urge urged urges urging demanded demands",
    "protest": "protest protests protested demonstration demonstrations rally demonstrators",
    "repel": "repel repelled repels repelling foil foiled foils thwart thwarted thwarts frustrate frustrated "
    "frustrates repulsed",
    "rescue": "rescue rescued rescuing",
    "retreat": "retreat retreated retreats retreating withdraw withdrew withdrawal withdrawn withdrawing pullout",
    "sanctions": "sanction sanctions sanctioned embargo",
    "shelling": "shelling shelled shells mortar mortars rocket rockets missile missiles artillery",
    "siege": "siege besiege besieged besieging besieges blockade encircle encircled encircling encircles encirclement",
    "statement": "statement communique",
    "surrender": "surrender surrendered surrenders surrendering",
    "talks": "talks negotiation negotiations negotiate negotiated negotiating meeting met summit conference",
    "vote": "vote voted votes voting resolution resolutions veto vetoed",
    "warning": "warn warned warns warning threaten threatened threatens threatening threat",
}
_PHRASES: dict[str, str] = {
    "air_strike": "air strike; air strikes; air-strike; air-strikes; air raid; air raids; aerial "
    "bombardment; aerial bombing; air attack; air attacks; aerial attack; aerial attacks; barrel bomb; "
    "barrel bombs",
    "bombing": "car bomb; car bombs; blew up; blown up; blew himself up; blew themselves up; suicide attack; "
    "suicide attacks",
    "capture": "took control; taken control; take control; taking control; gained control; established "
    "control; establishes control; full control",
    "ceasefire": "cease-fire; cease fire; humanitarian pause",
    "demand": "called for; calls for; called on; calls on; called upon",
    "downing": "shot down; shoot down; shoots down; shooting down; brought down; bring down; brings down; "
    "bringing down",
    "repel": "fended off; beat back; warded off",
    "retreat": "pulled out; forced out; driven out; drove out",
    "claim": "claimed responsibility; claims responsibility; claim responsibility; claimed the attack",
    "talks": "peace talks; phone call",
}

# Words and phrases, each as its tokens, with the kinds that it stands for.
ACTIONS: dict[tuple[str, ...], str] = {(word,): kind for kind, words in _WORDS.items() for word in words.split()} | {
    tuple(phrase.replace("-", " - ").split()): kind
    for kind, phrases in _PHRASES.items()
    for phrase in phrases.split("; ")
}

# Verbs whose subject does it and whose object suffers it.
ACTIVE_VERBS = frozenset(
    "kill kills killed killing execute executes executed executing behead beheads beheaded "
    "beheading attack attacks attacked attacking bomb bombed bombs bombing bombard bombarded "
    "bombarding shell shelled shelling target targets targeted targeting hit hits hitting strike "
    "strikes struck striking raid raided raids storm stormed storms storming pound pounds pounded "
    "pounding seize seizes seized seizing capture captures captured capturing recapture recaptured "
    "recaptures recapturing retake retook retaken retakes retaking liberate liberated liberates "
    "liberating overran overrun overrunning ambush ambushed ambushes ambushing fire fired fires "
    "firing launch launched launches launching drop dropped drops dropping carry carried carries "
    "conducted conduct conducts destroy destroyed destroys destroying wound wounds injure injures "
    "injuring wounding kidnap kidnapped kidnaps abducted detained detains arrested arrests "
    "besieged besieges besieging downed downs shot shoot shoots repel repelled repels repelling foil foiled "
    "foils foiling thwart thwarted thwarts advance advanced advances advancing advancing entered enters "
    "encircled encircles encircling massacre massacred massacres slaughtered beheading crucifies "
    "crucified blew detonated massacring injured wounded martyred used uses using crosses crossed "
    "deployed deploys withdrew withdraws fended regained evacuated committed commits waged mounted "
    "resumed intensified".split()
)
# What a party owns and another may bring down or hit; it acts by them where nothing befalls them.
EQUIPMENT = frozenset(
    "helicopter helicopters jet jets plane planes warplane warplanes aircraft drone drones tank tanks "
    "howitzer howitzers".split()
)
# Nouns of violence: the party right before them, or after "by", does it; the one after "on", "against" or
# "of" suffers it.
ATTACK_NOUNS = frozenset(
    "strike strikes airstrike airstrikes raid raids attack attacks assault assaults offensive "
    "bombardment bombardments bombing bombings shelling fire shells shell rocket rockets missile "
    "missiles mortar mortars artillery warplanes warplane jets jet helicopters helicopter aircraft "
    "ambush massacre massacres bomb bombs bomber bombers sniper sorties operation operations "
    "onslaught campaign siege gunfire advance blast blasts".split()
)

DENIALS = frozenset(
    "denied denies deny denying dismissed dismisses rejected rejects refuted refutes baseless "
    "unfounded untrue fabricated".split()
)
NEGATIONS = frozenset("not never didn't didnt doesn't doesnt don't dont hasn't hasnt "
                      "haven't havent wasn't wasnt weren't werent isn't isnt cannot "
                      "can't cant won't wont neither nor".split())  # fmt: skip
NEGATIVE_PHRASES: tuple[tuple[str, ...], ...] = (
    ("no", "evidence"),
    ("no", "proof"),
    ("no", "sign"),
    ("no", "indication"),
    ("nothing", "to", "do", "with"),
    ("false", "claims"),
    ("is", "false"),
    ("are", "false"),
    ("was", "false"),
    ("as", "false"),
)
# After these the negation is not of the main claim: "not only", "not clear who", "not yet known", "not rare".
NOT_DENYING = frozenset("only hesitate clear rare just yet immediately known "
                        "necessarily enough able sure far least more less fewer "
                        "including being to until merely long".split())  # fmt: skip

# "Suspected" and "alleged" doubt who did it or that somebody says so, not that it happened: they stay actual.
POSSIBLE = frozenset("may might could possibly perhaps probably likely".split())
PLANNED_WORDS = frozenset("will shall plans plan planning planned intends intend prepares preparing readying".split())
PLANNED_PHRASES: tuple[tuple[str, ...], ...] = (
    ("set", "to"),
    ("about", "to"),
    ("going", "to"),
    ("due", "to", "begin"),
    ("due", "to", "start"),
    ("due", "to", "meet"),
    ("expected", "to"),
    ("scheduled", "to"),
    ("is", "to", "be"),
    ("are", "to", "be"),
    ("vowed", "to"),
    ("threatened", "to"),
    ("threatens", "to"),
    ("threatening", "to"),
    ("ready", "to"),
    ("willing", "to"),
)
CONDITIONAL = frozenset("if unless would".split())
DEMANDED_WORDS = frozenset("urged urges urging demanded demands demanding should must ought urge".split())
DEMANDED_PHRASES: tuple[tuple[str, ...], ...] = (
    ("called", "for"),
    ("calls", "for"),
    ("call", "for"),
    ("calling", "for"),
    ("called", "on"),
    ("calls", "on"),
    ("calling", "on"),
    ("called", "upon"),
    ("calls", "upon"),
    ("appealed", "to"),
    ("appeals", "to"),
    ("need", "to"),
    ("needs", "to"),
)
