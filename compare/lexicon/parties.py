"""Names of parties to conflicts, with one key for all names of a party; longest match wins.

The list is of names in use, not of who they are: "terrorists" and "gunmen" name no party, and so stand for an
armed group without more.
"""

_NAMES: dict[str, str] = {
    "government": "regime; syrian regime; assad regime; assads regime; al-assad regime; assad government; "
    "assads government; syrian government; damascus government; syrian army; syrian arab army; syrian "
    "armed forces; syrian military; syrian troops; syrian soldiers; syrian forces; syrian government "
    "forces; syrian warplanes; syrian air force; syrian airforce; syrian jets; syrian helicopters; syrian "
    "army units; syrian regime forces; government forces; government troops; government soldiers; "
    "government warplanes; government aircraft; government helicopters; government fighters; governmental "
    "forces; regime forces; regime troops; regime soldiers; regime warplanes; regime aircraft; regime "
    "helicopters; regime fighters; regime army; assad forces; assads forces; assad warplanes; assads "
    "warplanes; assads army; assads air force; assads troops; al-assads forces; al assads forces; al "
    "assads regime; bashar al assads regime; bashar al-assads regime; bashar al assads forces; pro-regime "
    "forces; pro-regime fighters; pro-regime militia; pro-regime militias; pro-regime militiamen; "
    "pro-government forces; pro-government fighters; pro-government militia; pro-government militias; "
    "pro-assad forces; army units; army unit; army forces; national defence forces; national defense "
    "forces; loyalist forces; loyalists; republican guard; the army; saa; government; syrian; popular "
    "defense groups; units of the army; assad",
    "russia": "russia; russian; russians; moscow; kremlin; russian forces; russian military; russian "
    "army; russian air force; russian warplanes; russian jets; russian aircraft; russian air forces; "
    "russia air forces; russian defence ministry; russian defense ministry; russian ministry of defence; "
    "russian navy",
    "turkey": "turkey; turkish; ankara; turkish army; turkish forces; turkish military; turkish troops; "
    "turkish soldiers; turkish warplanes; turkish jets; turkish armed forces; turkish air force; turks",
    "usa": "us; u.s.; usa; united states; america; american; americans; washington; pentagon; us forces; "
    "us military; us army; us warplanes; us troops; white house; us-led coalition; us led coalition; "
    "u.s.-led coalition; us-led international coalition; international coalition; global coalition; "
    "us-led alliance; us-led forces; american-led coalition; american led coalition; coalition forces; "
    "coalition warplanes; coalition jets; the coalition; us coalition; us-led; u.s.-led; centcom; us "
    "central command",
    "israel": "israel; israeli; israelis; israeli army; israeli forces; israeli military; israeli warplanes; "
    "israeli jets; israeli air force; israeli occupation forces; idf; tel aviv",
    "iran": "iran; iranian; iranians; tehran; iranian forces; revolutionary guards; revolutionary guard; "
    "iranian revolutionary guards; irgc; quds force",
    "hezbollah": "hezbollah; hizbullah; hizbollah; hezballah; hizballah; hezbollah fighters; lebanese hezbollah",
    "is": "is; isis; isil; daesh; daish; da'esh; islamic state; islamic state group; is group; is "
    "fighters; is militants; is jihadists; isis militants; isis fighters; isis terrorists; isil "
    "terrorists; isil militants; daesh terrorists; daesh militants; islamic state militants; islamic "
    "state fighters; islamic state group fighters; islamic state of iraq and the levant; islamic state in "
    "iraq and the levant; islamic state of iraq and syria; islamic state in iraq and syria; islamic state "
    "of iraq and sham; islamic state in iraq and levant; islamic state jihadists; islamic state "
    "terrorists; the caliphate; is terrorists; daesh fighters; daish terrorists",
    "nusra": "nusra; nusra front; al-nusra front; al nusra front; jabhat al-nusra; jabhat al nusra; "
    "al-nusra; al nusra; fatah al-sham; fatah al-sham front; jabhat fatah al-sham; jabhat fateh al-sham; "
    "fateh al-sham front; fateh al-sham; fatah al sham front; hayat tahrir al-sham; hts; nusra fighters; "
    "al-nusra terrorists; jabhat al-nusra terrorists; nusra front fighters; al-nusra militants; al-qaeda; "
    "al qaeda; qaeda; al-qaida; al qaida",
    "rebels": "rebels; rebel; rebel fighters; rebel forces; rebel groups; opposition fighters; opposition "
    "forces; opposition groups; opposition rebels; opposition factions; syrian rebels; syrian opposition; "
    "armed opposition; moderate opposition; free syrian army; fsa; syrian national army; sna; insurgents; "
    "insurgent groups; islamist rebels; opposition; moderate rebels; syrian opposition fighters; army of "
    "conquest; jaish al-fatah; jaish al-fateh; jaysh al-fatah; jeish al-fatah; ahrar al-sham; "
    "anti-assad forces; anti-assad fighters; anti-assad rebels; anti-assad groups; anti-government forces; "
    "anti-government fighters; anti-government rebels; anti-regime forces; anti-regime fighters; "
    "jaish al-islam; jaysh al-islam; army of islam; islam army; faylaq al-rahman; syrian moderate opposition "
    "fighters; opposition militants; factions",
    "armed_groups": "terrorists; terrorist; terrorist groups; terrorist organizations; terrorist "
    "organisations; terrorist group; terrorist organization; militants; militant groups; gunmen; armed "
    "groups; armed men; jihadists; jihadist; jihadi; jihadis; takfiri terrorists; takfiri militants; "
    "takfiri groups; takfiri; takfiris; extremists; armed terrorist groups; armed terrorist group; "
    "suicide bomber; suicide bombers; suicide attacker; mercenaries; islamists; takfiri terrorist "
    "organizations; militant; the bomber; bomber; foreign-backed militants; foreign-backed terrorists; "
    "us-backed militants; bombers; insurgent",
    "kurds": "kurds; kurdish; kurdish forces; kurdish fighters; kurdish militia; kurdish militiamen; ypg; "
    "ypj; sdf; pyd; pkk; kurdish militants; syrian democratic forces; peoples protection units; people's "
    "protection units; kurdish peoples protection units; ypg fighters; sdf fighters; asayish; asayesh; "
    "peshmerga; ypgpyd; pydypg; kurdish security forces",
    "civilians": "civilians; civilian; citizens; residents; people; persons; children; women; locals; "
    "families; inhabitants; schoolchildren; villagers; students; worshippers; patients; medics; doctors; "
    "nurses; teachers; journalists; person; child; woman; family; citizen; schools; hospitals; school; "
    "hospital; clinic; mosque; market",
    "un": "un; u.n.; united nations; security council; un security council; u.n. security council; "
    "unicef; ocha; unhcr; world food programme; wfp; opcw",
    "observatory": "syrian observatory for human rights; observatory; sohr; syrian observatory; monitoring group",
    "white_helmets": "white helmets; syrian civil defence; syrian civil defense; syria civil defence; "
    "syria civil defense; civil defence; civil defense",
    "red_cross": "red cross; red crescent; syrian arab red crescent; icrc; sarc; "
    "international committee of the red cross",
    "msf": "doctors without borders; medecins sans frontieres; msf",
    "arab_league": "arab league",
    "eu": "european union; eu",
    "uk": "britain; british; uk; united kingdom",
    "france": "france; french; paris",
    "germany": "germany; german; berlin",
    "saudi_arabia": "saudi arabia; saudi; saudis; riyadh",
    "qatar": "qatar; qatari; doha",
    "jordan": "jordan; jordanian; amman",
    "iraq": "iraq; iraqi; baghdad; iraqi army; iraqi forces; hashd al-shaabi; popular mobilization forces",
    "lebanon": "lebanese army; lebanese; lebanon",
    "ukraine": "ukraine; ukrainian; ukrainians; kyiv; kiev; ukrainian forces; ukrainian army; armed forces of ukraine",
    "china": "china; chinese; beijing",
    "belgium": "belgium; belgian; belgian air force; brussels",
}

# Names only where all letters are capitals; "IS" and "US" keep theirs as tokens.
UPPER_ONLY = frozenset("un eu".split())

PARTIES: dict[tuple[str, ...], str] = {
    tuple({"is": "IS", "us": "US"}.get(word, word) for word in name.replace("-", " - ").split()): key
    for key, names in _NAMES.items()
    for name in names.split("; ")
}
# Countries and capitals: parties, but not where something happens in them ("in Russia", "northern Iraq").
TERRITORIES = frozenset(
    "russia moscow turkey ankara usa america washington israel iran tehran iraq baghdad jordan amman "
    "lebanon qatar "
    "doha ukraine kyiv kiev china beijing belgium brussels france paris germany berlin britain riyadh".split()
)
# Keys of those who are only ever acted upon, never on their own the agent of violence.
PASSIVE = frozenset(("civilians", "observatory", "white_helmets", "red_cross", "msf"))

# Armed groups that are no army: their members are fighters.
IRREGULARS = frozenset("hezbollah is nusra rebels armed_groups kurds".split())

# Whose soldiers or fighters a figure counts. One outlet's "militants" are another's "rebels", so the armed groups
# are one side: "32 rebels" and "50 terrorists" are two answers to one question.
SIDES: dict[str, str] = {
    "government": "government",
    "russia": "russia",
    "turkey": "turkey",
    "usa": "usa",
    "israel": "israel",
    "iran": "iran",
    "hezbollah": "hezbollah",
    "kurds": "kurds",
    "is": "armed_groups",
    "nusra": "armed_groups",
    "rebels": "armed_groups",
    "armed_groups": "armed_groups",
}

# Outlets through which a state speaks of "our soldiers", and the side of each country's state.
STATE_KINDS = frozenset(("ministry", "state agency", "state broadcaster"))
STATES: dict[str, str] = {
    "SY": "government",
    "RU": "russia",
    "TR": "turkey",
    "US": "usa",
    "IL": "israel",
    "IR": "iran",
}
