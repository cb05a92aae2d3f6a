"""Words for what a blow was struck with, and for why an aircraft fell, by kind; and which kinds may be one.

A word that leaves the means open ("bomb", "blast", "missile", "raid" by troops) has none, and neither has a vehicle,
which may be struck as well as strike.
"""

_PHRASES: dict[str, str] = {
    "air strike": "airstrike; airstrikes; air strike; air strikes; air-strike; air-strikes; air raid; air raids; "
    "air attack; air attacks; aerial attack; aerial attacks; aerial bombardment; aerial bombing; barrel bomb; "
    "barrel bombs",
    "shelling": "shelling; shelled; mortar; mortars; artillery; rocket fire; rocket shell; rocket shells; "
    "ground-to-ground missile; ground-to-ground missiles; surface-to-surface missile; surface-to-surface missiles",
    "car bomb": "car bomb; car bombs; car bombing; car bombings; truck bomb; truck bombs; explosives-laden car; "
    "explosive-laden car; booby-trapped car; booby-trapped cars",
    "suicide bomber": "suicide bomber; suicide bombers; suicide bombing; suicide bombings; suicide attack; "
    "suicide attacks; suicide attacker; suicide attackers; suicide blast; suicide blasts; blew himself up; "
    "blew herself up; blew themselves up; explosive belt; explosive vest; suicide belt; suicide vest",
    "planted bomb": "planted bomb; bomb planted; device planted; explosives planted; roadside bomb; roadside bombs; "
    "landmine; landmines; land mine; land mines",
    "gunfire": "gunfire; gunman; gunmen; sniper; snipers; machine gun; machine guns",
    "shot down": "shot down; shoot down; shooting down; downed by; brought down by",
    "fault": "technical fault; technical failure; technical malfunction; technical problem; mechanical fault; "
    "mechanical failure; engine failure; malfunction; bad weather; pilot error",
}

# Phrases, each as its tokens, with the kind of means that it stands for.
MEANS: dict[tuple[str, ...], str] = {
    tuple(phrase.replace("-", " - ").split()): kind
    for kind, phrases in _PHRASES.items()
    for phrase in phrases.split("; ")
}

FALLS = frozenset({"shot down", "fault"})  # why an aircraft falls; the other kinds are of blows

# Kinds that may tell of one blow: a bomber drives a car bomb, which may have been planted; gunmen shell or follow.
MAY_BE_ONE = frozenset(
    frozenset(pair)
    for pair in (
        ("car bomb", "suicide bomber"),
        ("car bomb", "planted bomb"),
        ("car bomb", "gunfire"),
        ("gunfire", "shelling"),
        ("gunfire", "suicide bomber"),
    )
)
