"""Words by which an outlet keeps a distance from a name, and words that hide or name an agent."""

# Directly before the name of a party: the outlet does not vouch for the name.
DISTANCING = (
    "so-called", "so called", "self-styled", "self-proclaimed", "self-declared", "alleged", "purported",
    "supposed", "ostensible", "what it calls", "what it called", "what they call", "what they called",
    "what he called", "what it described as", "what they described as", "what he described as",
)  # fmt: skip

# Cited with "according to", but no speakers: nobody says what they say.
CITED_THINGS = frozenset(
    """data evidence facts figures findings footage images information intelligence records report
    reports statement statements video videos""".split()
)

# Participles of harm: agentless after a form of "be" or "get" without "by" and a party.
HARM_PARTICIPLES = (
    "killed", "wounded", "injured", "slain", "massacred", "murdered", "executed", "shot", "hit",
    "struck", "bombed", "shelled", "targeted", "attacked", "destroyed", "bombarded", "gassed", "raided",
    "shot down", "martyred", "beheaded", "kidnapped", "abducted", "levelled", "leveled", "burned",
)  # fmt: skip

# Verbs that let a death or a blast happen by itself.
HAPPENING = (
    "died", "dies", "perished", "lost their lives", "lost his life", "lost her life", "succumbed",
    "exploded", "went off", "blew up", "fell on", "landed", "rained",
)  # fmt: skip

# Nouns of harm: an act without an actor.
HARM_NOUNS = (
    "shelling", "bombardment", "bombing", "bombings", "airstrike", "airstrikes", "air strike",
    "air strikes", "air raid", "air raids", "raid", "raids", "strike", "strikes", "attack", "attacks",
    "massacre", "explosion", "explosions", "blast", "blasts", "mortar", "mortars", "rocket", "rockets",
    "shells", "car bomb", "car bombs", "missile", "missiles", "barrel bomb", "barrel bombs", "gunfire",
    "sniper fire", "artillery fire", "killing",
)  # fmt: skip

# What may follow a noun of harm where the sentence tells of the harm done, not of a debate on it.
HARM_FOLLOWERS = (
    "killed", "kills", "kill", "killing", "hit", "hits", "struck", "targeted", "destroyed", "wounded",
    "injured", "left", "claimed", "on", "against", "in", "near", "at", "of", "have killed",
    "has killed", "had killed",
)  # fmt: skip

# After "by", these are means and not agents: "killed by a mortar shell".
MEANS = frozenset(
    """air airstrike airstrikes artillery attack attacks barrel blast blasts bomb bombardment bombing
    bombings bombs bullet bullets car chemical chlorine clashes explosion explosions explosive
    explosives fire gas gunfire landmine landmines mine mines missile missiles mortar mortars poison
    raid raids rocket rockets sarin shell shelling shells shrapnel sniper snipers strike strikes toxic
    truck vehicle violence""".split()
)

# Before a noun of harm, these name who did it: "Russian air strikes".
AGENT_MODIFIERS = frozenset(
    """american army assad british coalition daesh french government hezbollah iranian iraqi is isil isis
    israeli jihadist jordanian kurdish militant nato nusra opposition qaeda rebel regime regime's russian
    saudi syrian takfiri terrorist turkish u.s us us-led western zionist insurgent""".split()
)

# Where one of these stands, the sentence may name its agent in a way that is not read.
AGENTS = AGENT_MODIFIERS - {"syrian", "us", "is", "western"} | frozenset(
    """aircraft ankara assads authorities damascus forces helicopter helicopters hezbollah iran israel jets
    militia militias moscow pilots planes police qaida russia russians soldiers somebody suspected suspects
    troops turkey u.s. units warplane warplanes washington""".split()
)
