"""Words of violent deeds, of the means by which they are done, and of those who do them.

Ours, made by reading agency reports; lemmas in small letters. What a deed is called is no judgement of it.
"""

# Verbs of harm: whoever suffers stands as object, or as subject of a passive. Without an object the form in
# -ed is a passive, also in headlines ("Nine killed in market").
HARM_VERBS = frozenset(
    """abduct assassinate behead burn crucify damage demolish destroy down eliminate execute gas injure kidnap kill
    level liberate liquidate martyr massacre maim murder neutralise neutralize overrun recapture regain retake
    ruin seize capture slaughter slay torture wound wipe wreck incinerate detain levell besiege occupy arrest""".split()
)
# Verbs of attack: "jets struck" tells who did it without an object as well.
ATTACK_VERBS = frozenset(
    """ambush assault attack bomb bombard detonate fire hit invade pound raid shell shoot storm strike target punish
    gun blow""".split()
)
# These are deeds only with a means as their object, or as the subject of their passive: "used gas".
USE_VERBS = frozenset("deploy drop fire launch lob plant release unleash use throw rain".split())
# What happens by itself: the doer is not told.
HAPPEN_VERBS = frozenset("die perish explode succumb".split())
# A means that falls by itself: "shells landed".
FALL_VERBS = frozenset("fall land rain".split())
# Verbs that only carry the noun of a deed; whoever does it is their subject.
LIGHT_VERBS = frozenset(
    """carry commit conduct execute inflict launch mount perpetrate start begin stage unleash wage resume continue
    intensify wreak escalate step open perform undertake plan halt suspend cease pause ramp accomplish finish
    complete""".split()
)

# What means do to people: "affected by the gas".
AFFECT_VERBS = frozenset("affect choke expose suffocate".split())

# Nouns of deeds.
DEED_NOUNS = frozenset(
    """aggression airstrike ambush assassination assault atrocity attack beheading blast bloodbath bombardment
    bombing capture crackdown destruction downing execution explosion gunfire invasion kidnapping killing
    massacre murder offensive onslaught raid seizure shelling shooting siege slaughter strike torture airraid
    bloodshed sortie liberation recapture advance barrage terrorism""".split()
)
# Nouns of deeds only where somebody or something suffers them: other operations are no violence.
DEED_NOUNS_OF = frozenset("operation campaign fire use".split())
# What two sides do to each other: nobody is its doer.
MUTUAL_NOUNS = frozenset("battle clash combat conflict crossfire fight fighting violence war infighting".split())

# Things by which harm is done.
MEANS = frozenset(
    """agent airstrike ammunition arm artillery barrel blast bomb bombing bullet chemical chlorine device explosive
    fire fragment gas grenade gunfire ied landmine mine missile mortar munition mustard napalm phosphorus
    projectile raid rocket round sarin shell shelling shrapnel strike warhead weapon vbied accident belt""".split()
)
# Carriers of arms: a party acts by them, and is named only where somebody's name stands before them.
CARRIERS = frozenset(
    "aircraft airplane car drone fighter-jet helicopter jet motorcycle plane tank truck vehicle warplane".split()
)

# Small words that make a place of a party: "rebel-held".
HOLDING = frozenset("held controlled occupied besieged dominated populated run".split())

# Before a noun of a deed these name the doer; nationalities and the names of parties are added to them.
DOERS = frozenset(
    """allied army assad assads bomber coalition government gunman insurgent islamist jihadist jihadi loyalist
    militant militia nusra opposition police rebel regime regimes takfiri terror terrorist zionist troops
    alliance airforce pro-government pro-regime pro-assad us-led russian-led u.s.-led saudi-led""".split()
)
# No doers, though they stand where a doer may: people who suffer, places, times, figures.
NO_DOERS = frozenset(
    """area building capital casualty center centre century child citizen city civilian countryside day death
    district evening family governorate half home hospital hour house injury inhabitant market midnight minute
    month morning mosque neighborhood neighbourhood night number outskirt patient people percent person place
    position province refugee region report resident road school street suburb that these this those thing
    time today toll tomorrow town truce victim village wedding week weekend woman year yesterday monday
    tuesday wednesday thursday friday saturday sunday what which""".split()
)

# "Accused X of", "blamed X for", "blaming it on X": X is told as the doer.
BLAMING_VERBS = frozenset("accuse blame charge hold punish suspect".split())

# "Claimed the lives of nine": a death told of its cause.
LIFE_VERBS = frozenset("claim take cost".split())
LIVES = frozenset("life lives".split())

# Nouns after which "of" may name the doer: "the attack of terrorists".
OF_DOER = frozenset("aggression assault attack crime massacre offensive terrorism".split())

# A deed before one of these only says which thing is meant: "attack helicopter", "strike force".
NOT_DEEDS = frozenset("aircraft capability capacity force group helicopter plane squad".split())

# "Dozens of shells": the noun after "of" is what is meant.
QUANTITIES = frozenset(
    """array barrage batch couple dozen element fragment hail handful hundred kind lot majority member million most
    number one other part piece range remains rest salvo score series some spate string thousand ton type unit
    volley wave""".split()
)

# Of participles before a noun only these tell of a deed: "killed militants", but "liberated areas" is a state.
FELLED = frozenset("abduct behead execute injure kidnap kill massacre murder shoot slaughter slay wound".split())
# Forms in -ing that are nouns with "of" after them or an article before: "the killing of".
GERUNDS = frozenset("burning capturing destroying executing hitting pounding seizing targeting wounding".split())


def _nouns(lemmas: frozenset[str]) -> dict[str, str]:
    forms = {lemma: lemma for lemma in lemmas}
    for lemma in lemmas:
        ending = "es" if lemma.endswith(("s", "x", "ch", "sh")) else "s"
        plural = lemma[:-1] + "ies" if lemma[-1] == "y" and lemma[-2] not in "aeiou" else lemma + ending
        forms[plural] = lemma
    return forms


def _verbs(lemmas: frozenset[str]) -> dict[str, str]:
    forms = {}
    for lemma in sorted(lemmas):
        stem = lemma[:-1] if lemma.endswith("e") else lemma
        s = "es" if lemma.endswith(("s", "x", "ch", "sh")) else "s"
        for form in (lemma, lemma + s, stem + "ed", stem + "ing"):
            forms[form] = lemma
    return forms


# Forms that a lemmatiser of running text misses in headlines.
NOUN_FORMS = _nouns(DEED_NOUNS | DEED_NOUNS_OF | MUTUAL_NOUNS | MEANS | CARRIERS)
_IRREGULAR = {
    "hit": "hit", "blew": "blow", "blown": "blow", "shot": "shoot", "struck": "strike", "stricken": "strike",
    "slain": "slay", "slew": "slay", "fell": "fall", "fallen": "fall", "dropped": "drop", "threw": "throw",
    "thrown": "throw", "overran": "overrun", "committed": "commit", "committing": "commit", "began": "begin",
    "begun": "begin", "held": "hold", "carried": "carry", "took": "take", "taken": "take", "died": "die",
    "dying": "die", "retook": "retake", "retaken": "retake",
}  # fmt: skip
VERB_FORMS = _IRREGULAR | _verbs(
    HARM_VERBS | ATTACK_VERBS | USE_VERBS | HAPPEN_VERBS | FALL_VERBS | LIGHT_VERBS | BLAMING_VERBS | AFFECT_VERBS
)
