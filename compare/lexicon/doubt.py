"""Words by which a text keeps a distance from what somebody says, or stands by it.

Ours, made by reading; the classes follow the assertive and factive verbs of Hooper 1975 and Recasens et al.
2013, who find such words among the marks of bias. `CLASSES` documents each class; its forms are small-letter
phrases in which a space also matches a hyphen.
"""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class DoubtEntry:
    """One class of cues: what it does, and the phrases that count for it."""

    name: str
    doubts: bool  # or else endorses
    note: str
    forms: tuple[str, ...]


def _entry(name: str, doubts: str, note: str, forms: str) -> DoubtEntry:
    return DoubtEntry(name, doubts == "doubt", note, tuple(" ".join(form.split()) for form in forms.split(",")))


CLASSES = (
    _entry(
        "claim",
        "doubt",
        "says, and the writer does not vouch",
        """
        claim, claims, claimed, claiming, allege, alleges, alleged, alleging, allegedly, allegation, allegations,
        purport, purports, purported, purportedly, boast, boasted, boasts, insinuated, insinuates""",
    ),
    _entry("insist", "doubt", "says against others", "insist, insists, insisted, insisting"),
    _entry(
        "so-called",
        "doubt",
        "a name that the writer does not share",
        """
        so called, self styled, self proclaimed, self declared, supposed, supposedly, ostensible,
        ostensibly, what it calls, what it called, what they call, what they called, what he calls, what he called,
        what it said was, what it said were, what they said was, what he said was, what it described as,
        what they described as, what he described as, what she called, what she described as""",
    ),
    _entry(
        "pretext",
        "doubt",
        "a reason that is not the true one",
        """
        pretext, pretexts, under the guise of, under the cover of, under the excuse of""",
    ),
    _entry(
        "unverified",
        "doubt",
        "nobody has made sure",
        """
        unconfirmed, unverified, unsubstantiated, unproven, not independently, not be independently,
        no independent confirmation, no independent verification, cannot verify, could not verify,
        cannot confirm, could not confirm, not be verified, not be confirmed, not possible to verify,
        not been independently, not confirm the veracity, to confirm the veracity, unable to verify,
        unable to confirm, cannot independently, could not independently, not immediately be verified,
        not immediately verify, difficult to verify, impossible to verify""",
    ),
    _entry(
        "falsehood",
        "doubt",
        "said to be untrue",
        """
        rumour, rumours, rumor, rumors, misinformation, disinformation, propaganda, fabrication, fabrications,
        fabricated, false flag, baseless, unfounded, groundless, falsely, hoax""",
    ),
    _entry(
        "confirm",
        "endorsement",
        "makes sure that it is so",
        """
        confirm, confirms, confirmed, confirming, verified, verifies, corroborated, corroborates""",
    ),
    _entry(
        "admit",
        "endorsement",
        "takes the truth of it for granted, against the speaker's own interest",
        """
        admit, admits, admitted, admitting, acknowledge, acknowledges, acknowledged, acknowledging, concede,
        concedes, conceded, conceding, confessed, confesses""",
    ),
    _entry(
        "reveal",
        "endorsement",
        "takes the truth of it for granted",
        """
        reveal, reveals, revealed, revealing, disclosed, discloses, pointed out, points out, pointing out,
        point out, proved, proves, proven""",
    ),
)

# "Claimed responsibility", "claimed lives", "claim their land": no words are doubted.
CLAIMED_THINGS = frozenset("responsibility credit life lives victory asylum land territory".split())
# After these a confirmation or admission has not happened.
NOT_YET = frozenset("not never cannot can't cant could couldn't couldnt to yet await awaits awaiting awaited no "
                    "without unless until if whether would will may might must n't".split())  # fmt: skip
# "Admitted to hospital", "insists on its rights": no words are said.
ADMITTED_TO = frozenset("to into".split())
INSISTED_ON = frozenset("on upon".split())
