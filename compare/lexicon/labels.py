"""The words that outlets choose for the same referent, by family of referents.

Ours, made by reading; a note beside a label says who it is used for or how the word is used, never
whether it fits. `stance` tells how a label stands to the one it is given to, or in the families of deeds to the
one who does it: for, against, or plain. It is a fact of usage: no label is called right or wrong.
`forms` are plain lower-case phrases: a space also matches a hyphen, an apostrophe may be missing, and
the longest form at a place wins, so that "anti-government fighters" is never
read as "government". A label with an empty `name` only takes its phrase away from the others.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class LabelStance(StrEnum):
    """How a label stands to its referent; of a deed or a death: to the doer, of a death also to the dead."""

    FOR = "for"
    AGAINST = "against"
    PLAIN = "plain"


_STANCES = {
    "fighters": {
        "against": "terrorists; takfiris; mercenaries; extremists",
        "for": "freedom fighters; revolutionaries",
    },
    "state": {"against": "regime; Assad's forces", "for": "Syrian Arab Army"},
    "deaths": {"against": "massacred; murdered; executed", "for": "neutralised; eliminated"},
    "control": {"for": "liberated; freed; restored; cleared", "against": "occupied"},
    "attack": {"against": "massacre; terrorist attack; aggression", "for": "operation"},
    "IS": {"against": "Daesh"},
    "war": {"for": "revolution", "against": "conspiracy; war on terrorism"},
    "Israel": {"against": "Zionists; Israeli enemy"},
    "Assad": {"against": "dictator", "for": "President Assad"},
}


@dataclass(frozen=True, slots=True)
class LabelEntry:
    """One label of one family with the phrases that count for it."""

    family: str
    name: str
    note: str
    forms: tuple[str, ...]
    exact: bool = False  # forms are matched with their capitals

    @property
    def stance(self) -> LabelStance:
        """How the label stands to its referent."""
        listed = _STANCES.get(self.family, {})
        return next(
            (LabelStance(s) for s, names in listed.items() if self.name in names.split("; ")), LabelStance.PLAIN
        )


def _entry(family: str, name: str, note: str, forms: str) -> LabelEntry:
    return LabelEntry(family, name, note, tuple(" ".join(form.split()) for form in forms.split(",")))


def _exact(family: str, name: str, note: str, forms: str) -> LabelEntry:
    return replace(_entry(family, name, note, forms), exact=True)


# fmt: off
# Armed groups that fight the Syrian state.
_FIGHTERS = (
    _entry("fighters", "terrorists", "a crime", """
        terrorist, terrorists, terrorist group, terrorist groups, armed terrorist group, armed
        terrorist groups, terrorist organization, terrorist organizations, terrorist organisation,
        terrorist organisations, terrorist militants, takfiri terrorists, takfiri terrorist,
        militant terrorists"""),
    _entry("fighters", "takfiris", "a religious reproach", """
        takfiri, takfiris, takfiri militants, takfiri groups, takfiri group, takfiri insurgents,
        takfirists"""),
    _entry("fighters", "mercenaries", "fighting for pay", "mercenary, mercenaries"),
    _entry("fighters", "militants", "armed, no cause given", """
        militant, militants, militant group, militant groups, foreign-backed militants, armed
        militants"""),
    _entry("fighters", "insurgents", "rising against a state", "insurgent, insurgents, insurgency"),
    _entry("fighters", "gunmen", "armed, no organisation", "gunman, gunmen, armed men"),
    _entry("fighters", "armed groups", "armed, organised", """
        armed group, armed groups, armed faction, armed factions"""),
    _entry("fighters", "extremists", "a political judgement", "extremist, extremists, extremist groups"),
    _entry("fighters", "jihadists", "a religious aim", "jihadist, jihadists, jihadi, jihadis"),
    _entry("fighters", "Islamists", "a political aim", """
        islamist, islamists, islamist rebels, islamist rebel, islamist militants, islamist fighters"""),
    _entry("fighters", "rebels", "rising against a government", """
        rebel, rebels, rebel fighters, rebel fighter, rebel group, rebel groups, rebel forces, rebel
        factions"""),
    _entry("fighters", "opposition fighters", "the armed part of an opposition", """
        opposition fighter, opposition fighters, opposition forces, opposition force, opposition
        groups, opposition group, opposition factions, opposition faction, armed opposition,
        opposition rebels, opposition militants, opposition-held, opposition-controlled"""),
    _entry("fighters", "anti-government fighters", "by the opponent", """
        anti-government fighters, anti-government forces, anti-government rebels, anti-government
        militants, anti-government groups, anti-regime fighters, anti-regime forces, anti-regime
        rebels"""),
    _entry("fighters", "anti-Assad forces", "by the opponent, as one man", """
        anti-assad fighters, anti-assad forces, anti-assad rebels, anti-assad groups, anti-assad
        militants, anti-assad factions"""),
    _entry("fighters", "freedom fighters", "a cause", "freedom fighter, freedom fighters"),
    _entry("fighters", "revolutionaries", "a cause", """
        revolutionary, revolutionaries, revolutionary forces, revolutionary fighters"""),
    _entry("fighters", "fighters", "plain", "fighter, fighters"),
    # no fighters of this family, or no label at all
    _entry("fighters", "", "aircraft, causes, other people", """
        fighter jet, fighter jets, fighter plane, fighter planes, fighter aircraft, foreign
        fighters, anti-terrorist, counter-terrorist, fire fighter, fire fighters, revolutionary
        guard, revolutionary guards, revolutionary council, terrorist attack, terrorist attacks,
        terrorist bombing, terrorist bombings, terrorist act, terrorist acts, terrorist explosion,
        terrorist explosions, pro-government fighters, pro-regime fighters, revolutionary front,
        revolutionary command"""),
)

# The Syrian state and its armed forces.
_STATE = (
    _entry("state", "regime", "denies a normal standing", """
        regime, syrian regime, assad regime, assad's regime, al-assad regime, regime forces, regime
        troops, regime army, regime soldiers, regime-held, regime-controlled, pro-regime, pro-regime
        forces, pro-regime fighters, russian-regime, russia-regime"""),
    _entry("state", "government", "a normal standing", """
        government, syrian government, government forces, government troops, government army,
        government soldiers, government-held, government-controlled, syrian authorities"""),
    _entry("state", "pro-government forces", "with allies", """
        pro-government, pro-government forces, pro-government fighters"""),
    _entry("state", "Syrian Arab Army", "its official name", "syrian arab army, arab syrian army"),
    _entry("state", "army", "an institution of the state", """
        army, syrian army, syrian army forces, syrian forces, syrian troops, syrian soldiers, army
        forces, army troops, army units, armed forces, syrian armed forces, syrian military, army
        soldiers"""),
    _entry("state", "Assad's forces", "by one man", """
        assad forces, assad's forces, al-assad's forces, assad troops, assad's troops, assad's army,
        assad army"""),
    _entry("state", "loyalists", "by loyalty", """
        loyalist, loyalists, loyalist forces, loyalist troops, forces loyal to assad, forces loyal
        to president assad, forces loyal to bashar al-assad, forces loyal to president bashar
        al-assad, troops loyal to assad, troops loyal to president bashar al-assad"""),
    _entry("state", "", "other armies and governments, other uses", """
        free syrian army, free army, national army, syrian national army, army of islam, army of
        conquest, islam army, regime change, sanctions regime, transitional government, interim
        government, unity government, provisional government, anti-government, anti-regime, rebel
        army, syrian democratic forces, government of national unity, local government, supreme
        military council"""),
)

# How a death is told.
_DEATH = (
    _entry("deaths", "killed", "somebody did it", "killed, kill, kills, killing, killings"),
    _entry("deaths", "martyred", "a death for a cause", """
        martyr, martyrs, martyred, martyrdom, fell as martyrs"""),
    _entry("deaths", "neutralised", "military; killed, wounded or captured", """
        neutralised, neutralized, neutralise, neutralize, neutralising, neutralizing"""),
    _entry("deaths", "eliminated", "military; a target", """
        eliminated, eliminate, eliminates, eliminating, liquidated"""),
    _entry("deaths", "died", "nobody did it", """
        died, dies, dying, perished, lost their lives, lost his life, lost her life, lost lives,
        succumbed"""),
    _entry("deaths", "massacred", "many, defenceless", """
        massacred, massacring, slaughtered, slaughtering, slaughter"""),
    _entry("deaths", "murdered", "a crime", "murdered, murder, murders, murdering, assassinated"),
    _entry("deaths", "slain", "literary", "slain, slew, slaying"),
    _entry("deaths", "executed", "after capture", "executed, execution, executions, beheaded"),
    _entry("deaths", "", "other uses", "killing spree, dies down, killer"),
)

# How a place changes hands.
_CONTROL = (
    _entry("control", "liberated", "from a foe", "liberated, liberate, liberates, liberating, liberation"),
    _entry("control", "freed", "from a foe", "freed"),
    _entry("control", "captured", "military", "captured, capture, captures, capturing"),
    _entry("control", "seized", "by force", "seized, seize, seizes, seizing"),
    _entry("control", "took control", "plain", """
        took control, taken control, take control, takes control, taking control, took over, taken
        over, gained control, gain control, full control, tightened control, established control"""),
    _entry("control", "recaptured", "held it before", """
        recaptured, recapture, recapturing, re-captured, retook, retake, retaken, retaking,
        regained, regain, regained control, regain control, regains control"""),
    _entry("control", "restored", "order returns", """
        restored security, restored stability, restored control, restoring security, security and
        stability, restored peace"""),
    _entry("control", "fell", "no one did it", "fell to, fallen to, falls to, fell into, fall of"),
    _entry("control", "occupied", "without a right", "occupied, occupy, occupies, occupying, occupation"),
    _entry("control", "overran", "sudden", "overran, overrun, overrunning, stormed, storming"),
    _entry("control", "cleared", "of something unwanted", "cleared of, cleansed, cleansing, purged"),
    _entry("control", "", "other uses", """
        ethnic cleansing, occupied territories, occupied golan, occupied palestine, occupied
        palestinian territories, israeli occupation, occupation army, occupation forces, fell into a"""),
)

# What an armed act is called.
_ATTACK = (
    _entry("attack", "massacre", "many, defenceless", "massacre, massacres, carnage, bloodbath"),
    _entry("attack", "terrorist attack", "a crime", """
        terrorist attack, terrorist attacks, terrorist bombing, terrorist bombings, terrorist act,
        terrorist acts, terrorist explosion, terrorist explosions, terror attack, terror attacks"""),
    _entry("attack", "aggression", "without a right", "aggression, aggressions"),
    _entry("attack", "raid", "short, military", "raid, raids, air raid, air raids"),
    _entry("attack", "air strike", "from the air, aimed", """
        airstrike, airstrikes, air strike, air strikes, strike, strikes, missile strike, missile
        strikes"""),
    _entry("attack", "shelling", "by guns", "shelling, shelled, artillery fire, mortar fire"),
    _entry("attack", "bombardment", "long, heavy", """
        bombardment, bombardments, bombarded, pounded, pounding, barrage"""),
    _entry("attack", "bombing", "by bombs", """
        bombing, bombings, bombed, bomb attack, bomb attacks, car bombing, car bombings"""),
    _entry("attack", "operation", "planned, military", """
        military operation, military operations, operations against, operation against, special
        operation, special operations, army operation, army operations"""),
    _entry("attack", "offensive", "military, of some size", """
        offensive, offensives, counter-offensive, ground offensive"""),
    _entry("attack", "assault", "close, violent", "assault, assaults, onslaught"),
    _entry("attack", "attack", "plain", """
        attack, attacks, attacked, attacking, suicide attack, chemical attack, chemical attacks"""),
    _entry("attack", "", "other uses", """
        hunger strike, hunger strikes, heart attack, general strike, strike a deal, strike a
        balance, attack helicopter, attack helicopters"""),
)

# The organisation that calls itself the Islamic State.
_IS = (
    _exact("IS", "Islamic State", "its own name", """
        Islamic State, Islamic State group, Islamic State of Iraq and the Levant, Islamic State of
        Iraq and Syria, Islamic State of Iraq and al-Sham"""),
    _exact("IS", "IS", "its own name, short", "IS"),
    _entry("IS", "ISIS", "its name until 2014, short (Syria)", "isis"),
    _entry("IS", "ISIL", "its name until 2014, short (Levant)", "isil"),
    _entry("IS", "Daesh", "Arabic short form that it rejects", "daesh, daish, da'esh, dai'sh"),
)

# The war as a whole.
_WAR = (
    _entry("war", "civil war", "between people of one country", "civil war, civil wars"),
    _entry("war", "revolution", "a cause", "revolution, syrian revolution"),
    _entry("war", "uprising", "against a government", "uprising, revolt, popular uprising, rebellion"),
    _entry("war", "crisis", "no party named", "crisis, syrian crisis"),
    _entry("war", "conflict", "no party named", "conflict, armed conflict, syrian conflict"),
    _entry("war", "war on terrorism", "a crime on one side", """
        war on terrorism, war against terrorism, fight against terrorism, fighting terrorism,
        combating terrorism, war on terror"""),
    _entry("war", "conspiracy", "from outside", """
        conspiracy, foreign-backed war, foreign-backed militancy, foreign-sponsored militancy, war
        on syria"""),
    _entry("war", "", "other uses", """
        humanitarian crisis, refugee crisis, migrant crisis, crisis group, world war, debt crisis,
        hostage crisis"""),
)

# Israel.
_ISRAEL = (
    _entry("Israel", "Israel", "its name", "israel, israeli, israel's, israelis"),
    _entry("Israel", "Zionists", "denies it a name of its own", """
        zionist, zionists, zionist entity, zionist regime, zionist enemy"""),
    _entry("Israel", "Israeli enemy", "a foe", "israeli enemy, israeli regime, israeli occupation"),
)

# The president of Syria.
_PRESIDENT = (
    _entry("Assad", "President Assad", "with his office", """
        president assad, president al-assad, president bashar assad, president bashar al-assad,
        president bashar al assad"""),
    _entry("Assad", "dictator", "a political judgement", """
        dictator, tyrant, strongman, butcher, dictatorship"""),
    _entry("Assad", "Assad", "without his office", """
        assad, al-assad, bashar assad, bashar al-assad, bashar al assad"""),
    _entry("Assad", "", "his forces, family and foes", """
        assad regime, assad's regime, al-assad regime, assad forces, assad's forces, al-assad's
        forces, assad's army, assad army, assad's troops, anti-assad, pro-assad, hafez al-assad,
        maher al-assad, lake assad, asma al-assad"""),
)

LABELS: tuple[LabelEntry, ...] = (
    *_FIGHTERS, *_STATE, *_DEATH, *_CONTROL, *_ATTACK, *_IS, *_WAR, *_ISRAEL, *_PRESIDENT,
)
# fmt: on

# Right before a label of the families "fighters" and "state" these say that others are meant.
OTHER_PARTIES = frozenset(
    """afghan al-qaeda american british chechen chinese egyptian emirati erdogan european french german
    hezbollah hezbollah's hizbullah houthi iranian iraqi israeli jordanian kurdish lebanese libyan nato
    palestinian pkk pro-government pro-regime pyd qaeda qatari regime russian sanctions saudi sdf shia
    shiite shiites tribal turkish u.s uk ukrainian us western yemeni ypg ypj zionist""".split()
)

# Beside "captured", "seized", "freed", "liberated", "eliminated" …, within this many words,
NEAR = 4
# these say that a thing or a person changed hands, or that weapons were done away with.
NOT_PLACES = frozenset(
    """ammunition amounts arms arsenal attention cache chance civilians crew drugs equipment fighters
    footage hostages images journalists journalist men militants opportunity people pilot pilots power
    prisoner prisoners rockets soldier soldiers tank tanks terrorists troops vehicle vehicles video
    weapon weapons women""".split()
)
NOT_PEOPLE = frozenset(
    """ability arms arsenal arsenals bomb bombs chemical chemicals device devices explosive explosives
    ied ieds mine mines missile missiles program programme risk stockpile stockpiles threat threats
    weapon weapons""".split()
)

# Nouns that say little of whom they mean without the word before them: "regime forces", "armed groups".
BARE_NOUNS = frozenset(
    """army element faction fighter force front group member militia organisation organization party soldier side
    troop troops unit""".split()
)

# Nouns that measure or date, and are never a choice of label.
MEASURES = frozenset(
    """century day half hour minute month morning evening night number percent report time today toll tomorrow week
    weekend year yesterday thing what which that this these those""".split()
)
