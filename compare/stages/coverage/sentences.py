"""Each absence as one English sentence, with dates and counts."""

from datetime import date

from compare.lexicon.agencies import TITLES
from compare.stages.coverage.states import Scene
from compare.types import Exclusive, Omission, State, Statement, Verdict

UNNAMED = "unnamed"  # what attribution calls the speaker of hearsay
NAMED = 4  # carriers that an omission's sentence names; its row has them all
WORDS_SHOWN = 24  # words of a statement that an omission's sentence quotes (a line and a half of print)


def of_event(found: Omission, title: str, since: date | None, scene: Scene) -> str:
    """The sentence of an absence from a whole event; `since` is the day of a late mention."""
    who, what = scene.shelves[found.outlet].outlet.name, f"“{title.rstrip('.')}”"
    days, carried = days_of(found.first, found.last), f"{carriers(found, scene, 'carry it', 'carries it')}."
    if found.state is State.NOT_COLLECTED:
        return f"We hold nothing of {who} {days}, so nothing can be said on {what}; {carried}"
    if found.state is State.NOT_PUBLISHING:
        return f"{who} published nothing that we hold {days}, so not {what} either; {carried}"
    if found.state is State.LATE and since is not None:
        lag = many((since - found.last).days, "day")
        return f"{who} mentions {what} first on {since:%-d %B %Y}, {lag} after the window; {carried}"
    return f"{publisher(found, scene)} does not mention {what}; {carriers(found, scene, 'do', 'does')}."


def of_fact(found: Omission, verdict: Verdict, scene: Scene) -> str:
    """The sentence of an absence from an outlet that covers the event."""
    who, fact = publisher(found, scene), f"“{shorten(scene.statement(verdict.anchor).text)}”"
    carried = f"{carriers(found, scene, 'carry it', 'carries it')}."
    if found.state is State.VAGUER:
        return f"{who} is vaguer than {fact} ({verdict.reason}); {carried}"
    if found.state is State.ONLY_ATTRIBUTED:
        asserted = carriers(found, scene, "assert it", "asserts it")
        return f"{who} carries {fact} only as a claim of {speaker_of(verdict.evidence[0], scene)}; {asserted}."
    return f"{who} reports on the event without {fact}; {carried}"


def of_exclusive(found: Exclusive, scene: Scene) -> str:
    """The sentence of a fact that one outlet alone has."""
    who, fact = scene.shelves[found.outlet].outlet.name, f"“{shorten(scene.statement(found.fact).text)}”"
    names = ", ".join(scene.shelves[o].outlet.name for o in found.others[:NAMED])
    more = f" and {len(found.others) - NAMED} more" if len(found.others) > NAMED else ""
    independent = f" ({found.families} independent)" if found.families != len(found.others) else ""
    return (
        f"{who} alone has {fact}; {many(len(found.others), 'other outlet')}{independent} on the event: {names}{more}."
    )


def of_silence(found: Omission, claim: Statement, scene: Scene) -> str:
    """The sentence of a claim that a party has not spoken, with what we hold of that party."""
    teller, shelf = scene.shelves[claim.outlet].outlet.name, scene.shelves.get(found.outlet)
    speaker = scene.speakers.get(found.outlet)
    who = shelf.outlet.name if shelf else speaker.name if speaker else found.outlet
    held = "we do not collect it, so this cannot be checked"
    if shelf is not None:
        held = f"we hold {many(found.published, 'item')} of it {days_of(found.first, found.last)}"
    when = f"{claim.day:%-d %B %Y}"
    return f"{teller} says on {when} that {who} has not spoken: “{shorten(claim.text)}”; {held}."


def publisher(found: Omission, scene: Scene) -> str:
    """The outlet with what it published in the window, as the subject of a sentence."""
    who, days = scene.shelves[found.outlet].outlet.name, days_of(found.first, found.last)
    if not found.published:
        return f"{who}, of which we hold no item {days},"
    return f"{who}, which published {many(found.published, 'item')} {days},"


def speaker_of(statement: str, scene: Scene) -> str:
    """The speaker of a statement: by the registry's name, else as the text has it."""
    said = scene.statement(statement).speaker
    if said is None or said.name == UNNAMED:
        return "somebody unnamed"
    known = scene.speakers.get(said.speaker or "")
    return known.name if known else said.name


def carriers(found: Omission, scene: Scene, they: str, it: str) -> str:
    """How many of the others do what the predicate says, how many voices they are, and the first names."""
    n = len(found.carriers)
    names = ", ".join(_carrier(found, o, scene) for o in found.carriers[:NAMED])
    total = f"{n} of {found.others}" if found.others > n else f"{n}"
    noun = "other outlet" if max(n, found.others) == 1 else "other outlets"
    independent = "" if found.families == n else f" ({found.families} independent)"
    more = f" and {n - NAMED} more" if n > NAMED else ""
    return f"{total} {noun}{independent} {it if n == 1 else they}: {names}{more}"


def _carrier(found: Omission, outlet: str, scene: Scene) -> str:
    """The name of a carrier, with the agencies whose text it says that it prints."""
    origins = [c.origin for c in found.credits if c.outlet == outlet]
    names = [scene.shelves[o].outlet.name if o in scene.shelves else TITLES[o] for o in origins]
    return scene.shelves[outlet].outlet.name + (f" (credits {' and '.join(names)})" if names else "")


def many(n: int, noun: str) -> str:
    """A number with its noun: 1 item, 2 items."""
    return f"{n} {noun}{'s' if n != 1 else ''}"


def days_of(first: date, last: date) -> str:
    """A window in words, each of month and year said once where both ends share it."""
    if first == last:
        return f"on {first:%-d %B %Y}"
    if first.year != last.year:
        return f"between {first:%-d %B %Y} and {last:%-d %B %Y}"
    if first.month != last.month:
        return f"between {first:%-d %B} and {last:%-d %B %Y}"
    return f"between {first.day} and {last:%-d %B %Y}"


def shorten(text: str) -> str:
    """The first words of a statement, with an ellipsis where more follows."""
    words = text.split()
    return " ".join(words[:WORDS_SHOWN]).rstrip(".") + ("" if len(words) <= WORDS_SHOWN else " …")
