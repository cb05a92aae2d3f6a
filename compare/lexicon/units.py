"""What quantities count: nouns that can be counted, and the words that say what befell people."""

from compare.types import Unit


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Plural noun -> whose; "" where the noun leaves it open. Singulars are in PERSON below, made from these.
_PEOPLE: dict[str, tuple[str, ...]] = {
    "civilians": _words("civilians citizens noncombatants"),
    "children": _words(
        "children kids schoolchildren girls boys infants babies minors newborns toddlers schoolgirls "
        "schoolboys orphans grandchildren"
    ),
    "women": _words("women females mothers wives"),
    "soldiers": _words(
        "soldiers troops forces servicemen officers troopers conscripts personnel marines generals cadets "
        "reservists paratroopers sailors infantrymen lieutenants captains sergeants corporals brigadiers "
        "colonels recruits pilots guards airmen loyalists"
    ),
    "fighters": _words(
        "fighters militants terrorists rebels jihadists jihadis gunmen insurgents combatants militiamen "
        "extremists bombers takfiris mercenaries commandos attackers assailants infiltrators snipers "
        "militias peshmerga guerrillas commanders combattants operatives houthis "
        "emirs warlords hardliners kidnappers"
    ),
    "police": _words("police policemen policewomen gendarmes"),
    "medics": _words(
        "medics doctors nurses paramedics rescuers responders physicians surgeons pharmacists dentists midwives "
        "firefighters"
    ),
    "journalists": _words("journalists reporters photographers cameramen correspondents photojournalists"),
    "people": _words(
        "people persons individuals siblings adults residents inhabitants members elements students pupils "
        "teachers workers "
        "employees staff relatives crewmen families villagers worshippers shoppers visitors drivers "
        "passengers patients elders leaders activists volunteers athletes farmers locals males souls "
        "youths teenagers elderly brothers sisters sons daughters parents fathers husbands nationals "
        "foreigners shepherds staffers officials crew lawyers prisoners hostages captives detainees refugees "
        "priests clerics imams monks nuns bishops mayors judges diplomats shopkeepers traders vendors "
        "bodyguards councillors councilors politicians ministers lawmakers servants cousins uncles neighbours "
        "neighbors merchants labourers laborers bystanders pedestrians passersby motorists tourists migrants "
        "fishermen pensioners "
        "victims martyrs defectors deserters engineers guests pilgrims tribesmen mourners protesters demonstrators "
        "Syrians Iraqis Turks Russians Kurds Lebanese Palestinians Iranians Americans Christians Alawites Druze "
        "Shiites Sunnis Yazidis Assyrians"
    ),
}
PERSONS: dict[str, str] = {noun.lower(): whose for whose, nouns in _PEOPLE.items() for noun in nouns} | {
    noun: "" for noun in ("others", "men", "males", "victims")
}
MODIFIERS: dict[str, str] = {  # "medical workers"
    "police": "police",
    "medical": "medics",
    "medic": "medics",
    "aid": "medics",
    "emergency": "medics",
    "rescue": "medics",
    "ambulance": "medics",
    "humanitarian": "medics",
    "relief": "medics",
    "sarc": "medics",
    "msf": "medics",
    "crescent": "medics",
    "helmets": "medics",
    "civilian": "civilians",
}
# Where these stand before them, people of no class ("staff", "volunteers") are medics.
AID = frozenset("ambulance ambulances sarc msf crescent helmets".split())
# With one of these, fighters are soldiers ("pro-regime fighters") and members are, too ("members of the army").
ARMIES = frozenset("regime government army military troops assad loyalist guard guards forces".split())
OPPOSED = frozenset("anti ex former".split())  # before a hyphen: "anti-regime fighters"

_IRREGULAR = {
    "children": "child",
    "kids": "kid",
    "schoolchildren": "schoolchild",
    "babies": "baby",
    "women": "woman",
    "wives": "wife",
    "servicemen": "serviceman",
    "gunmen": "gunman",
    "militiamen": "militiaman",
    "policemen": "policeman",
    "policewomen": "policewoman",
    "cameramen": "cameraman",
    "airmen": "airman",
    "men": "man",
    "people": "person",
    "others": "other",
    "tribesmen": "tribesman",
    "crewmen": "crewman",
    "schoolboys": "schoolboy",
    "grandchildren": "grandchild",
    "midwives": "midwife",
    "infantrymen": "infantryman",
    "fishermen": "fisherman",
    "passersby": "passerby",
}
_NO_SINGULAR = frozenset(
    "personnel forces police staff crew elderly mercenaries militias troops druze lebanese families".split()
)
PERSON: dict[str, str] = {
    _IRREGULAR.get(noun, noun.removesuffix("s")): whose for noun, whose in PERSONS.items() if noun not in _NO_SINGULAR
}

# People whose noun already says what befell them, unless something worse is said of them.
STATES: dict[str, Unit] = {
    "prisoners": Unit.CAPTURED,
    "hostages": Unit.CAPTURED,
    "captives": Unit.CAPTURED,
    "detainees": Unit.CAPTURED,
    "refugees": Unit.DISPLACED,
    "victims": Unit.CASUALTIES,
    "martyrs": Unit.DEAD,
}

# Nouns that settle the unit by themselves.
OUTCOMES: dict[str, Unit] = {
    noun: unit
    for unit, nouns in {
        Unit.DEAD: "deaths fatalities bodies corpses lives death fatality body corpse dead",
        Unit.WOUNDED: "injuries wounded injured injury",
        Unit.CASUALTIES: "casualties casualty causalities",
    }.items()
    for noun in nouns.split()
}

OBJECTS: dict[str, Unit] = {
    noun: unit
    for unit, nouns in {
        Unit.STRIKES: "strikes airstrikes air-strikes raids sorties shells rockets missiles bombs "
        "bombings explosions blasts attacks mortars shellings bombardments explosives projectiles "
        "grenades barrels airstrike strike raid missile massacres violations breaches rounds mines",
        Unit.TARGETS: "targets",
        Unit.VEHICLES: "tanks vehicles howitzers helicopters planes warplanes jets aircraft aircrafts "
        "trucks lorries cars buses ambulances boats ships warships drones pickups bulldozers carriers "
        "launchers fighter-jets bombers motorcycles tankers convoys",
        Unit.PLACES: "villages towns cities hospitals clinics positions neighbourhoods neighborhoods "
        "districts bases checkpoints hills areas schools mosques suburbs provinces hamlets sites posts "
        "hideouts headquarters strongholds dens farms locations points localities fronts axes facilities "
        "roads streets crossings countries",
    }.items()
    for noun in nouns.split()
}
# "bombers" are people with a belt or aircraft with bombs; in reports of attacks mostly people.
OBJECTS.pop("bombers")

# What befell people. PARTICIPLES: those before them ("20 were killed") unless an object follows;
# ACTIVES: those after them ("kills 20", "killing 20"); CONDITIONS: those before them ("20 died").
# NOMINALS: those after "of" or "to" ("the death of 20").
PARTICIPLES: dict[str, Unit] = {
    word: unit
    for unit, words in {
        Unit.DEAD: "killed slain martyred executed beheaded massacred slaughtered assassinated murdered "
        "decapitated eliminated gunned drowned crucified liquidated perished buried hanged stoned",
        Unit.WOUNDED: "wounded injured hurt maimed gassed suffocated asphyxiated poisoned",
        Unit.NEUTRALISED: "neutralised neutralized",
        Unit.MISSING: "disappeared",
        Unit.CAPTURED: "captured kidnapped abducted arrested detained imprisoned captive hostage",
        Unit.DISPLACED: "displaced evacuated uprooted",
    }.items()
    for word in words.split()
}
ACTIVES: dict[str, Unit] = {
    word: unit
    for unit, words in {
        Unit.DEAD: "kill kills killing crucifies crucify crucifying lost loses losing execute executes "
        "executing behead beheads "
        "beheading massacre massacring slaughtering martyring assassinating eliminate eliminates "
        "eliminating murdering slaying martyr",
        Unit.WOUNDED: "wound wounds wounding injure injures injuring hurting maiming",
        Unit.NEUTRALISED: "neutralise neutralize neutralises neutralizes neutralising neutralizing",
        Unit.CAPTURED: "capture captures capturing kidnap kidnaps kidnapping abduct abducts abducting "
        "arrest arrests arresting detain detains detaining",
        Unit.DISPLACED: "displace displaces displacing evacuate evacuates evacuating drove driven driving",
    }.items()
    for word in words.split()
}
CONDITIONS: dict[str, Unit] = {
    word: unit
    for unit, words in {
        Unit.DEAD: "dead died die dies dying fallen starved succumbed",
        Unit.MISSING: "missing",
        Unit.DISPLACED: "fled flee flees fleeing escaped escape escapes escaping",
    }.items()
    for word in words.split()
}
NOMINALS: dict[str, Unit] = {
    word: unit
    for unit, words in {
        Unit.DEAD: "death deaths killing killings life lives bodies corpses execution executions martyrdom murder "
        "beheading beheadings assassination remains loss massacre toll",
        Unit.WOUNDED: "injury injuries wounding suffocation asphyxiation",
        Unit.CASUALTIES: "casualties victims",
        Unit.MISSING: "fate",
        Unit.CAPTURED: "kidnapping abduction arrest capture detention",
        Unit.DISPLACED: "displacement evacuation exodus",
    }.items()
    for word in words.split()
}

# Words that open the naming of a part: "12 people including 3 children", "three of them children".
SUBSET_OPENERS: tuple[tuple[str, ...], ...] = tuple(
    tuple(words.split())
    for words in (
        "including",
        "includes",
        "included",
        "inculding",
        "among them",
        "among whom",
        "of whom",
        "of which",
        "amongst them",
        "among those killed",
        "among the dead",
        "among the killed",
        "among the victims",
        "among the martyrs",
        "among the wounded",
        "among the injured",
        "among the casualties",
        "most of them",
        "some of them",
        "many of them",
        "mostly",
        "mainly",
        "at least some",
    )
)
# "three children were among 20 people killed": the part stands before.
SUBSET_CLOSERS: tuple[tuple[str, ...], ...] = (
    ("were", "among"),
    ("are", "among"),
    ("was", "among"),
    ("is", "among"),
)
# A total that grows over days: nothing to hold against the toll of one attack.
CUMULATIVE_CUES: tuple[tuple[str, ...], ...] = tuple(
    tuple(words.split())
    for words in (
        "so far",
        "to date",
        "since",
        "in total since",
        "over the past",
        "over the last",
        "in the past",
        "in the last",
        "in last",
        "in past",
        "during the past",
        "during the last",
        "within the past",
        "within the last",
        "in the span of",
        "in recent",
        "over the course of",
        "in more than",
        "every day",
        "per day",
        "this year",
        "last year",
        "this month",
    )
)

# A total over an area: nothing to hold against the toll of one place. Not "across the border".
AREA_CUES = frozenset("across throughout".split())
AREAS = frozenset("country province governorate region countryside city nation district".split())
LINES = frozenset("border borders river line lines frontier".split())

# Function words and adverbs, by what they do around a number.
BE = frozenset("were was been are is being be get gets got".split())
HAVE = frozenset("have has had having".split())
LIGHT = frozenset(  # between people and what befell them
    "also all both those more others other reportedly allegedly instantly immediately confirmed feared "
    "believed estimated said to thought least now later already not only either still presumed critically "
    "seriously severely badly lightly slightly mortally brutally recorded documented left found shot burned burnt "
    "tortured taken managed forced declared themselves reported announced known so far gone went go".split()
)
BREAKS = frozenset(  # a noun phrase does not go on over these
    "in on at by from for with after before when as while during near inside outside into onto "
    "under against through across around between within without since until till about over above "
    "among amongst amid including included includes mostly mainly and or but nor who whom whose "
    "which that where if because so than then to were was been are is being be have has had will "
    "would could may might can should must says said say told tells reports reported according not "
    "also amidst following plus most some many several few remains remain lost a an the".split()
)
OBJECT_FREE = frozenset(  # after "killed": no object, so it speaks of those before it
    "in on at by from for with after before when as while during near inside outside into under "
    "against since until around within across over and or but including among mostly mainly who "
    "which that where today yesterday overnight earlier late early there here so because this last "
    "instantly also then if too alongside amid between following thursday friday saturday sunday "
    "monday tuesday wednesday at most some more than according per says say said others every each "
    "due without via amid fighting battling not during only daily through throughout along".split()
)
SKIPPED = frozenset(  # between "killing" and its number
    "of the to a an another other least most and wounding injuring wounded injured or at about "
    "some more than over nearly around also reportedly up as many total further their his its "
    "these those all both confirmed in total approximately altogether only brutally instantly mortally".split()
)
LISTING = frozenset("and or plus as well with along alongside & , ; ( also another other more an a".split())
NOTHING = frozenset("no without nobody".split())
SUFFERING = frozenset("suffered suffering suffer suffers sustained sustaining treated affected".split())
GRAVELY = frozenset("critically seriously severely badly gravely".split())  # "ten, three of them seriously"
JOINED: tuple[tuple[str, ...], ...] = (("along", "with"), ("as", "well", "as"), ("together", "with"), ("alongside",))
AILMENTS = frozenset(
    "breathing respiratory burns wounds choking injuries asphyxia inhalation poisoning gas chlorine sarin".split()
)
PRONOUNS = frozenset("them whom which these those".split())
DETERMINERS = frozenset("the its his their her our these those such".split())
ADJECTIVES = frozenset("dead wounded injured captured missing captive kidnapped displaced killed abducted".split())
CLAUSE_ENDS = frozenset(". ; : ? !".split())
# What can befall people; the other units are of things.
HUMAN = frozenset(
    (
        Unit.PEOPLE,
        Unit.DEAD,
        Unit.WOUNDED,
        Unit.CASUALTIES,
        Unit.NEUTRALISED,
        Unit.MISSING,
        Unit.CAPTURED,
        Unit.DISPLACED,
    )
)
