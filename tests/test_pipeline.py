"""The pipeline as a whole: nothing is lost, nothing depends on order or chance, odd corpora run through."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from conftest import HashedWords
from numpy.typing import NDArray

from compare.corpus import read as read_corpus
from compare.pipeline import Doors, compare
from compare.report import files
from compare.settings import Settings
from compare.types import Corpus, Document, Drop, Label, Outlet, Run, State
from compare.workspace import CachedEncoder, CachedSyntax, Workspace

DEMO = Path(__file__).parents[1] / "corpora" / "idlib-2020-02"

BRIDGE = "The river bridge at Deir ez-Zor was bombed on Tuesday and four workers were killed."
REPAIR = "Engineers said that the bridge would be closed for two weeks."
TOLL = "Six workers died when aircraft bombed the river bridge at Deir ez-Zor on Tuesday."
FAIR = "A book fair opened in Tartus with stalls from nine publishers."


def make_document(name: str, *sentences: str, title: str = "", day: int = 5) -> Document:
    """A document of these sentences, of the outlet that its id begins with, of a morning in May."""
    moment = datetime(2021, 5, day, 9, tzinfo=UTC)
    return Document(name, name.partition("-")[0], title, " ".join(sentences), moment)


def corpus_of(*documents: Document, outlets: Iterable[str] = ()) -> Corpus:
    """A corpus of these documents, sorted, with an entry for each of their outlets and for those named."""
    names = sorted({d.outlet for d in documents} | set(outlets))
    ordered = tuple(sorted(documents, key=lambda d: d.id))
    return Corpus(tuple(Outlet(n, n.title()) for n in names), (), ordered, digest="f" * 64)


SMALL = corpus_of(
    make_document("north-1", BRIDGE, REPAIR, title="Bridge bombed in Deir ez-Zor"),
    make_document("north-2", FAIR, "Read more: all on the fair", day=6),
    make_document("south-1", TOLL, "The army denied that its aircraft had bombed it.", day=6),
    make_document("west-1", "The river bridge at Deir ez-Zor was hit and workers were killed.", day=6),
    make_document("west-2", FAIR, "Children recited poems at the fair.", day=7),
    outlets=("east",),
)


def run_of(corpus: Corpus, doors: Doors, refused: tuple[Drop, ...] = ()) -> Run:
    """A run with default settings."""
    return compare(corpus, refused, doors, Settings())


def demo() -> Corpus:
    """The corpus of the demonstration."""
    return read_corpus(DEMO, today=date(2025, 1, 1))[0]


@pytest.fixture(scope="module")
def small(doors: Doors) -> Run:
    """A run on the small corpus."""
    return run_of(SMALL, doors)


@pytest.fixture(scope="module")
def shown(doors: Doors) -> Run:
    """A run on the demonstration corpus, with hashed words in place of the encoder."""
    return run_of(demo(), doors)


# --------------------------------------------------------------------------- conservation


def assert_conserved(run: Run) -> None:
    """Fail unless each statement is in exactly one event and all counts add up."""
    held = Counter(s for event in run.events for s in event.statements)
    assert held == Counter(s.id for s in run.statements)
    assert set(held.values()) <= {1}
    for count in run.counts:
        assert count.entered == count.left + sum(n for _, n in count.drops)
    by_stage = {c.stage: c for c in run.counts}
    sentences = {(s.document, s.sentence.start if s.sentence else s.start) for s in run.statements}
    assert by_stage["segmentation"].left == len(sentences)
    assert by_stage["alignment"].entered == len(run.statements)
    # an absence that is not told, a copy, a credited document and a neighbour that was not found are no lost items
    lost = (c for c in run.counts if c.stage not in ("coverage", "copies", "search"))
    assert sum(n for c in lost for _, n in c.drops) == len(run.drops)


def test_each_statement_is_in_exactly_one_event(small: Run, shown: Run) -> None:
    """A statement stands in one event, never in two or none; what enters a stage leaves it or is dropped."""
    assert_conserved(small)
    assert_conserved(shown)


def test_each_character_is_in_a_statement_or_a_drop(small: Run, shown: Run) -> None:
    """What no statement and no drop of a document covers is white space."""
    for run in (small, shown):
        for document in run.corpus.documents:
            spans = [(s.start, s.end) for s in run.statements if s.document == document.id]
            spans += [(d.start, d.end) for d in run.drops if d.document == document.id]
            rest = "".join(c for i, c in enumerate(document.text) if not any(start <= i < end for start, end in spans))
            assert rest.strip() == ""


WIRED = corpus_of(
    make_document("north-1", BRIDGE, REPAIR),
    make_document("south-1", BRIDGE, f"{REPAIR} Source: AFP"),
    make_document("west-1", TOLL, day=6),
    make_document("east-1", FAIR, day=6),
)


def test_a_copied_text_is_one_voice(doors: Doors) -> None:
    """Statements know their copies and whom their document credits; the counts tell both, and add up."""
    run = run_of(WIRED, doors)
    assert_conserved(run)
    families = [[s.family for s in run.statements if s.document == d] for d in ("north-1", "south-1")]
    bridge, _, repair = (s.id for s in run.statements if s.document == "north-1")
    assert families == [[bridge, bridge, repair]] * 2
    assert {s.document for s in run.statements if s.origin == "afp"} == {"south-1"}
    counts = {(c.stage, c.unit): c for c in run.counts}
    assert counts["copies", "texts"].drops == (("copied between outlets", 2),)
    assert counts["copies", "documents"].drops == (("credited to afp", 1),)
    silent = [o for o in run.omissions if {"north", "south"} <= set(o.carriers)]
    assert silent != []
    assert all(o.families < len(o.carriers) for o in silent)


def test_a_search_among_groups_is_probed_and_told(doors: Doors, shown: Run) -> None:
    """Where more sentences are compared than the setting allows, the run tells what was found on a sample."""
    run = compare(demo(), (), doors, Settings(exact_search=100))
    (probe,) = (c for c in run.counts if c.stage == "search")
    assert 0.9 * probe.entered < probe.left <= probe.entered
    assert "|exact_search:100|" in run.signature
    assert_conserved(run)
    assert [c for c in shown.counts if c.stage == "search"] == []


def test_refused_records_stand_first_in_the_drops(doors: Doors) -> None:
    """What the door of the corpus refused is counted and kept."""
    refused = (Drop("corpus", "empty_text", file="a.jsonl", line=3),)
    run = run_of(SMALL, doors, refused)
    assert run.drops[:1] == refused
    assert run.counts[0].drops == (("empty_text", 1),)
    assert_conserved(run)


def test_an_event_holds_the_documents_of_its_statements(shown: Run) -> None:
    """The documents of an event are those of its statements, each once, sorted."""
    document = {s.id: s.document for s in shown.statements}
    assert [e.documents for e in shown.events] == [
        tuple(sorted({document[s] for s in e.statements})) for e in shown.events
    ]


# --------------------------------------------------------------------------- offsets and references


def test_offsets_give_back_the_text(shown: Run) -> None:
    """The text from a statement's start to its end is the statement; its id says where it stands."""
    text = {d.id: d.text for d in shown.corpus.documents}
    assert [s.text for s in shown.statements] == [text[s.document][s.start : s.end] for s in shown.statements]
    assert [s.id for s in shown.statements] == [f"{s.document}:{s.start}-{s.end}" for s in shown.statements]


def test_offsets_of_slots_lie_in_their_sentence(shown: Run) -> None:
    """Each quantity, place, party, date and silence points into its own sentence and holds its own words.

    Quantities and silence lie in the claim itself.
    """
    text = {d.id: d.text for d in shown.corpus.documents}
    for s in shown.statements:
        slots = s.slots
        named = [(p, p.name) for p in (*slots.places, *slots.actors, *slots.targets)]
        named += [(q, q.text) for q in slots.quantities]
        assert [text[s.document][part.start : part.end] for part, _ in named] == [words for _, words in named]
        spans = [(part.start, part.end) for part, _ in named]
        spans += [(slots.when.start, slots.when.end)] if slots.when.start is not None else []
        first, last = (s.sentence.start, s.sentence.end) if s.sentence else (s.start, s.end)
        assert [span for span in spans if not first <= span[0] < span[1] <= last] == []
        own = [(part.start, part.end) for part in (*slots.quantities, slots.silence) if part]
        assert [span for span in own if not s.start <= span[0] < span[1] <= s.end] == []


def test_ids_are_unique_and_every_reference_resolves(shown: Run) -> None:
    """Events, statements, outlets and documents that a finding names are in the run."""
    statements = {s.id: s for s in shown.statements}
    events = {e.id for e in shown.events}
    outlets = {o.id for o in shown.corpus.outlets}
    assert len(statements) == len(shown.statements)
    assert len(events) == len(shown.events)
    assert {v.event for v in shown.verdicts} | {o.event for o in shown.omissions} <= events
    assert {r.event for r in shown.revisions} <= events
    named = [s for v in shown.verdicts for s in (v.anchor, *v.evidence)]
    named += [n.statement for o in shown.omissions for n in o.nearest]
    named += [o.fact for o in shown.omissions if o.fact]
    named += [s for r in shown.revisions for s in (r.earlier, r.later)]
    named += [s for c in shown.contrasts for s in c.statements]
    assert set(named) <= set(statements)
    assert {v.target for v in shown.verdicts} <= outlets
    assert {c for o in shown.omissions for c in o.carriers} <= outlets


def test_every_event_has_a_state_for_every_outlet(small: Run, shown: Run) -> None:
    """Coverage names each outlet of the registry once, sorted, also those without a document."""
    for run in (small, shown):
        outlets = [o.id for o in run.corpus.outlets]
        assert [[c.outlet for c in e.coverage] for e in run.events] == [outlets] * len(run.events)


# --------------------------------------------------------------------------- order and chance


def in_order(documents: Iterable[Document], corpus: Corpus) -> Corpus:
    """What the door of the corpus makes of these documents: sorted by id."""
    return replace(corpus, documents=tuple(sorted(documents, key=lambda d: d.id)))


def test_the_order_of_documents_does_not_matter(doors: Doors, tmp_path: Path) -> None:
    """The lines of a corpus in another order, in other files, give an equal run."""
    lines = (DEMO / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    random.Random(1).shuffle(lines)
    (tmp_path / "outlets.toml").write_bytes((DEMO / "outlets.toml").read_bytes())
    (tmp_path / "b.jsonl").write_text("\n".join(lines[:13]), encoding="utf-8")
    (tmp_path / "a.jsonl").write_text("\n".join(lines[13:]), encoding="utf-8")
    shuffled = read_corpus(tmp_path, today=date(2025, 1, 1))[0]
    assert run_of(shuffled, doors) == run_of(demo(), doors)


def test_two_runs_are_equal(doors: Doors, shown: Run) -> None:
    """The same corpus gives the same run."""
    assert run_of(demo(), doors) == shown


def test_two_runs_write_equal_bytes(doors: Doors, tmp_path: Path) -> None:
    """All files of two runs are equal to the byte, but for the time that they took."""
    one, two = (written(run_of(SMALL, doors), tmp_path / name) for name in ("one", "two"))
    assert one == two
    assert set(one) == set(files.NAMES) - {files.TIMING}


class Asked(HashedWords):
    """The same, which tells what it was asked to embed."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """One row a text."""
        self.texts += texts
        return super().encode(texts, progress=progress)


def written(run: Run, folder: Path) -> dict[str, bytes]:
    """The files of a run, but for the time that it took."""
    files.write(run, folder)
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != files.TIMING}


def test_documents_added_to_a_finished_run_give_the_run_on_all(doors: Doors, shown: Run, tmp_path: Path) -> None:
    """After a run on a part, the run on all embeds what was added only, and equals a run on all to the byte."""
    part = replace(demo(), documents=demo().documents[::2], digest="a" * 64)
    asked = Asked()
    with Workspace(tmp_path / "kept") as workspace:
        encoder, syntax = CachedEncoder(asked, workspace), CachedSyntax(doors.syntax, workspace)
        kept = replace(doors, encoder=encoder, syntax=syntax)
        run_of(part, kept)
        before = set(asked.texts)
        asked.texts.clear()
        grown = run_of(demo(), kept)
    assert asked.texts != []
    assert before.isdisjoint(asked.texts)
    assert written(grown, tmp_path / "grown") == written(shown, tmp_path / "cold")


def test_a_document_of_another_matter_changes_no_statement(doors: Doors, small: Run) -> None:
    """What is read of a document does not depend on the other documents."""
    more = corpus_of(*SMALL.documents, make_document("east-1", "Snow fell on the pass.", day=9))
    added = [s for s in run_of(more, doors).statements if s.document != "east-1"]
    assert added == list(small.statements)


def test_the_signature_names_what_the_result_depends_on(doors: Doors, small: Run) -> None:
    """The signature has the encoder, each scorer, the corpus and each setting that is not the default."""
    changed = compare(SMALL, (), doors, Settings(window_days=4))
    assert f"encoder:{HashedWords.name}@{'0' * 12}" in small.signature
    assert all(s.digest[:12] in small.signature for s in (doors.same_event, doors.relevance, doors.verdict))
    assert small.signature.endswith(f"corpus:{'f' * 12}")
    assert "window_days" not in small.signature
    assert "|window_days:4|" in changed.signature


def test_progress_rises_to_the_end_of_each_stage(doors: Doors) -> None:
    """A listener hears of each stage, in steps that rise up to all of its items."""
    heard: dict[str, list[tuple[int, int]]] = {}

    def listen(stage: str, done: int, total: int) -> None:
        """Keep what is told."""
        heard.setdefault(stage, []).append((done, total))

    compare(SMALL, (), doors, Settings(), progress=listen)
    assert set(heard) >= {"statements", "vectors"}
    assert {stage: steps == sorted(steps) for stage, steps in heard.items()} == dict.fromkeys(heard, True)
    assert {stage: steps[-1][0] == steps[-1][1] for stage, steps in heard.items()} == dict.fromkeys(heard, True)


# --------------------------------------------------------------------------- odd corpora


def test_an_empty_corpus_gives_an_empty_run(doors: Doors) -> None:
    """Without documents there are no statements, events, verdicts or omissions, and no error."""
    run = run_of(corpus_of(outlets=("east", "west")), doors)
    assert (run.statements, run.events, run.verdicts, run.omissions, run.contrasts) == ((), (), (), (), ())
    assert_conserved(run)


def test_documents_without_a_sentence_give_no_statement(doors: Doors) -> None:
    """A corpus whose texts hold no sentence runs through, and tells what it dropped."""
    run = run_of(corpus_of(make_document("east-1", "* * *"), make_document("west-1", "—")), doors)
    assert run.events == ()
    assert {d.document for d in run.drops} == {"east-1", "west-1"}
    assert_conserved(run)


def test_one_outlet_is_compared_with_nobody(doors: Doors) -> None:
    """With one outlet there are events, and neither verdicts nor omissions."""
    run = run_of(corpus_of(make_document("east-1", BRIDGE), make_document("east-2", TOLL, day=6)), doors)
    assert run.events != ()
    assert (run.verdicts, run.omissions) == ((), ())
    assert_conserved(run)


def test_one_document_of_one_sentence_is_one_event(doors: Doors) -> None:
    """The smallest corpus gives one event with the claims of its sentence."""
    run = run_of(corpus_of(make_document("east-1", BRIDGE)), doors)
    cut = BRIDGE.index(" and four")
    claims = (f"east-1:0-{cut}", f"east-1:{cut + 1}-{len(BRIDGE)}")
    assert [(e.statements, e.title) for e in run.events] == [(claims, BRIDGE)]


def test_one_sentence_documents_are_compared(doors: Doors) -> None:
    """Documents of one sentence are aligned and judged like others."""
    run = run_of(corpus_of(make_document("east-1", BRIDGE), make_document("west-1", BRIDGE)), doors)
    assert [(v.anchor.partition(":")[0], v.target) for v in run.verdicts] == [
        ("east-1", "west"),
        ("east-1", "west"),
        ("west-1", "east"),
        ("west-1", "east"),
    ]
    assert_conserved(run)


def test_identical_outlets_agree(doors: Doors) -> None:
    """Two outlets with the same text agree on each claim, contradict each other on none, omit nothing."""
    text = (BRIDGE, REPAIR, "The governor visited the four families on Wednesday.")
    title = "Bridge bombed in Deir ez-Zor"
    run = run_of(
        corpus_of(make_document("east-1", *text, title=title), make_document("west-1", *text, title=title)),
        doors,
    )
    assert {v.label for v in run.verdicts} == {Label.AGREEMENT}
    assert len(run.verdicts) == 2 * 5  # the first sentence makes two claims
    assert run.omissions == ()


def test_identical_outlets_find_each_others_sentence(doors: Doors) -> None:
    """The first evidence for a sentence that the other outlet has word for word is that sentence."""
    text = (BRIDGE, REPAIR, "The governor visited the four families on Wednesday.")
    run = run_of(corpus_of(make_document("east-1", *text), make_document("west-1", *text)), doors)
    words = {s.id: s.text for s in run.statements}
    assert [words[v.evidence[0]] for v in run.verdicts if v.evidence] == [
        words[v.anchor] for v in run.verdicts if v.evidence
    ]


def test_an_outlet_without_documents_is_never_accused(small: Run) -> None:
    """An outlet of which nothing was collected is told as such on every event, and never as silent."""
    states = {c.state for e in small.events for c in e.coverage if c.outlet == "east"}
    assert states == {State.NOT_COLLECTED}
    assert {o.state for o in small.omissions if o.outlet == "east"} <= {State.NOT_COLLECTED}


@pytest.mark.parametrize(
    "text",
    [
        "قُتل أربعة عمال في قصف الجسر يوم الثلاثاء. وأُغلق الطريق أسبوعين.",
        "Четверо рабочих погибли при бомбардировке моста во вторник. Дорогу закрыли.",
        "周二一座桥被炸，四名工人死亡。道路关闭。",
        "Köprü salı günü bombalandı, dört işçi öldü. Yol kapatıldı.",
        "𝔉𝔬𝔲𝔯 workers 👷🏽‍♀️ died. e\u0301clair\u200b \u202eright to left\u202c.",
    ],
    ids=["arabic", "cyrillic", "chinese", "turkish", "beyond the basic plane"],
)
def test_any_script_keeps_its_offsets(text: str, doors: Doors) -> None:
    """Text of another script runs through, is conserved, and keeps its offsets in characters."""
    run = run_of(corpus_of(make_document("east-1", text), make_document("west-1", text)), doors)
    texts = {d.id: d.text for d in run.corpus.documents}
    assert [s.text for s in run.statements] == [texts[s.document][s.start : s.end] for s in run.statements]
    assert run.statements != ()
    assert_conserved(run)


def test_an_empty_run_comes_back_from_its_files(doors: Doors, tmp_path: Path) -> None:
    """A run without documents is written and read like any other."""
    run = run_of(corpus_of(outlets=("east",)), doors)
    files.write(run, tmp_path / "run")
    assert files.read(tmp_path / "run") == run
