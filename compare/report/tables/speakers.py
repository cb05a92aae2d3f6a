"""Who says what of one event: a matrix of speakers and facts.

A `types.Run` enters; leave speakers, each with what it says on each fact. A fact is a row of `side_by_side`: a
statement with the answers of the other outlets. Here each answer is charged to whoever says the sentence that
answers: a named speaker, or the outlet in its own words.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compare.report.tables.answers import Answer, Fact, independent, side_by_side
from compare.report.tables.formats import Cells, as_cells, as_few_cells
from compare.report.tables.sentences import Said, said_by_id
from compare.types import LIKELY, Label, Run, Statement

SAYS = "says"  # of the speaker whose fact it is
TOLD: dict[str, str] = {
    Label.AGREEMENT: "agrees with",
    Label.COMPATIBLE: "is compatible with",
    Label.CONTRADICTION: "contradicts",
}
TURN = ", "  # between numbers of facts


@dataclass(frozen=True, slots=True)
class Position:
    """What a speaker says on a fact in one sentence of one outlet."""

    verdict: str  # SAYS, or the label of a verdict; never an omission: outlets omit
    reason: str
    probability: float | None  # of the verdict; None: no other sentence was judged
    said: Said

    @property
    def sure(self) -> bool:
        """Whether it is likelier than not."""
        return self.verdict == SAYS or (self.probability or 0) >= LIKELY

    def told(self, of: str) -> str:
        """What it does to a fact of somebody."""
        if self.verdict == SAYS:
            return SAYS
        whom = "itself" if of.casefold() == self.said.voice.casefold() else of
        values = f" ({self.reason})" if ":" in self.reason else ""  # other reasons say no more than the verdict
        return f"{'' if self.sure else 'perhaps '}{TOLD[self.verdict]} {whom}{values}"


@dataclass(frozen=True, slots=True)
class Crossing:
    """One speaker on one fact; no position where nothing of it was found, which is no denial."""

    number: int  # of the fact, from 1
    fact: Said
    positions: tuple[Position, ...]

    @property
    def told(self) -> str:
        """What the speaker does to the fact, each way once."""
        return "; ".join(dict.fromkeys(p.told(self.fact.voice) for p in self.positions))


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker with the outlets that carry it, and what it says on the facts of an event."""

    speaker: str
    registry: str | None
    outlets: tuple[str, ...]
    families: int  # independent voices among them
    crossings: tuple[Crossing, ...]  # one for each fact that two or more speakers address
    alone: tuple[Said, ...]  # what it says that nobody else addresses


def speakers(run: Run, event: str, outlets: Sequence[str] | None = None) -> tuple[Voice, ...]:
    """Set the speakers of an event beside its facts.

    A verdict is on an outlet; here it is charged to the speaker of its best sentence. Two speakers of one outlet
    are not compared, as there is no verdict of an outlet on itself.

    Args:
        run: A run.
        event: Id of one of its events.
        outlets: Ids or names of the outlets to read; None for all.

    Returns:
        Speakers that most outlets carry first, then by name; the outlets in their own words stand last.

    Raises:
        RunError: No such event or outlet; the message lists near names.
    """
    facts = _joined(side_by_side(run, event, outlets))
    found: dict[tuple[bool, str], dict[Said, list[Position]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        for position in _positions(fact):
            said = position.said
            found[said.speaker is None, said.voice.casefold()][fact.said].append(position)
    shared = tuple(f.said for f in facts if sum(f.said in own for own in found.values()) > 1)
    statements = dict(zip(said_by_id(run).values(), run.statements, strict=True))
    scene = _Scene(shared, statements, {o.id: o.voice for o in run.corpus.outlets})
    rows = [(unnamed, _voice(found[unnamed, name], scene)) for unnamed, name in found]
    return tuple(voice for _, voice in sorted(rows, key=lambda r: (r[0], -len(r[1].outlets), r[1].speaker)))


@dataclass(frozen=True, slots=True)
class _Scene:
    """The facts that several speakers address, the statements, and the owners of the outlets."""

    shared: tuple[Said, ...]
    statements: Mapping[Said, Statement]
    owner: dict[str, str]


def _joined(facts: Iterable[Fact]) -> list[Fact]:
    """Facts with those joined that are the words of one speaker in another outlet, and agree."""
    kept: dict[Said, Fact] = {}
    first: dict[Said, Said] = {}  # the statement of the fact that an agreeing wording joins
    for fact in facts:
        said = first.get(fact.said, fact.said)
        answers = (*kept[said].answers, *fact.answers) if said in kept else fact.answers
        kept[said] = replace(kept.get(said, fact), answers=answers)
        for answer in fact.answers:
            if _says(answer, fact):
                first.setdefault(answer.evidence[0], said)
    return list(kept.values())


def _says(answer: Answer, fact: Fact) -> bool:
    """Whether it is the speaker of the fact again, in another outlet, who agrees."""
    sure = bool(answer.evidence) and answer.verdict == Label.AGREEMENT and (answer.probability or 0) >= LIKELY
    return sure and answer.evidence[0].voice.casefold() == fact.said.voice.casefold()


def _positions(fact: Fact) -> Iterator[Position]:
    """Who says it, and the best sentence of each outlet that answers, each sentence once."""
    seen = {fact.said}
    yield Position(SAYS, "", None, fact.said)
    for answer in sorted(fact.answers, key=lambda a: not _says(a, fact)):
        if answer.verdict in TOLD and answer.evidence and answer.evidence[0] not in seen:
            seen.add(answer.evidence[0])
            verdict = SAYS if _says(answer, fact) else answer.verdict
            yield Position(verdict, answer.reason, answer.probability, answer.evidence[0])


def _voice(own: Mapping[Said, Sequence[Position]], scene: _Scene) -> Voice:
    said = list(dict.fromkeys(p.said for positions in own.values() for p in positions))
    statements = [scene.statements[s] for s in said]
    names = Counter(s.voice for s in said)
    alone = (p.said for fact, positions in own.items() if fact not in scene.shared for p in positions)
    return Voice(
        speaker=min(names, key=lambda name: (-names[name], name)),
        registry=next((s.speaker.speaker for s in statements if s.speaker), None),
        outlets=tuple(sorted({s.outlet for s in said})),
        families=independent(statements, scene.owner),
        crossings=tuple(Crossing(n, fact, tuple(own.get(fact, ()))) for n, fact in enumerate(scene.shared, start=1)),
        alone=tuple(dict.fromkeys(alone)),
    )


@as_cells.register
def _(row: Voice) -> Cells:
    cells = {"speaker": row.speaker, "carried by": ", ".join(_carriers(row))}
    for c in row.crossings:
        lines = (f"{p.told(c.fact.voice)}: {p.said.outlet}: {p.said.cited}" for p in c.positions)
        cells[f"[{c.number}] {c.fact.voice}: {c.fact.cited}"] = "\n".join(lines)
    return cells | {"nobody else on it": "\n".join(f"{said.outlet}: {said.cited}" for said in row.alone)}


@as_few_cells.register
def _(row: Voice) -> Cells:
    told: dict[Said, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for c in row.crossings:
        for p in c.positions:
            told[p.said][p.told(c.fact.voice)].append(f"[{c.number}]")
    lines = [
        f"{said.outlet}: {said.cited}\n  {'; '.join(f'{does}: {TURN.join(numbers)}' for does, numbers in on.items())}"
        for said, on in told.items()
    ]
    lines += [f"{said.outlet}: {said.cited}\n  nobody else on it" for said in row.alone if said not in told]
    return {
        "speaker": row.speaker,
        "carried by": "\n".join(_carriers(row)),
        "what it says on facts [n]": "\n".join(lines),
    }


def _carriers(row: Voice) -> tuple[str, ...]:
    return (*row.outlets, f"({row.families} independent)") if len(row.outlets) > 1 else row.outlets
