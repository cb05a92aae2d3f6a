"""Evaluation: folds, passages as rows, the rules of simpler tools, learning and the table, on a tiny gold."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import HashedWords, make_statement, make_table

from compare.comparison import Table, Tables
from compare.errors import CorpusError
from compare.pipeline import Clock, Doors, embed
from compare.pipeline import read as read_statements
from compare.scorer import Scorer
from compare.settings import Settings
from compare.stages import alignment, judgment
from compare.types import Label
from evaluation import ablation, baselines, certainty, gold, learning
from evaluation.__main__ import table_of

OUTLETS = """
[[outlet]]
id = "north"
name = "North"
[[outlet]]
id = "south"
name = "South"
[[outlet]]
id = "west"
name = "West"
"""
EVENTS = 7  # more than there are folds, so that one fold holds two
SAYS = {
    "north": "The bridge of town {n} was bombed and {n} workers died.",
    "south": "In town {n} a bridge was hit and {n} workers died. A market opened.",
    "west": "Snow fell on town {n}.",
}
LABEL = {"south": "agreement", "west": "omission"}


def write_gold(folder: Path) -> Path:
    """Seven events, each with a document of three outlets and two items on the first of them."""
    lines: dict[str, list[dict]] = {"corpus/documents": [], "events": [], "items": [], "items-more": []}
    for n in range(3, 3 + EVENTS):
        names = {outlet: f"{outlet}-{n}" for outlet in SAYS}
        texts = {outlet: says.format(n=n) for outlet, says in SAYS.items()}
        lines["corpus/documents"] += [
            {
                "id": names[o],
                "outlet": o,
                "title": "",
                "text": texts[o],
                "published": f"2021-05-{n:02d}",
                "language": "en",
            }
            for o in SAYS
        ]
        main = [d for outlet, d in sorted(names.items()) if outlet != "west"]
        reported = {"documents": sorted(names.values()), "main_documents": main}
        lines["events"].append({"event": f"E{n}"} | reported)
        lines["items"] += [item(n, names, texts, target) for target in LABEL]
        lines["items-more"].append({**item(n, names, texts, "south"), "anchor": span(names["west"], texts["west"])})
    (folder / "corpus").mkdir(parents=True)
    (folder / "corpus" / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    for name, rows in lines.items():
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def span(document: str, text: str) -> dict:
    """The whole of a text as a passage."""
    return {"document": document, "start": 0, "end": len(text)}


def item(n: int, names: dict[str, str], texts: dict[str, str], target: str) -> dict:
    """What a target says on the sentence of North."""
    evidence = [span(names[target], texts[target])] if LABEL[target] != "omission" else []
    anchor = span(names["north"], texts["north"])
    return {
        "event": f"E{n}",
        "anchor": anchor,
        "fact": texts["north"],
        "target": target,
        "label": LABEL[target],
        "evidence": evidence,
    }


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> gold.Gold:
    """That gold, read."""
    return gold.read(write_gold(tmp_path_factory.mktemp("gold")))


@pytest.fixture(scope="module")
def tables(held: gold.Gold, doors: Doors) -> Tables:
    """Its sentences and claims, with vectors of hashed words."""
    return embed(read_statements(held.corpus, doors.syntax, doors.gazetteer, Clock(None)), HashedWords(), Clock(None))


@pytest.fixture(scope="module")
def table(tables: Tables) -> Table:
    """Its claims."""
    return tables.claims


@pytest.fixture(scope="module")
def lesson(held: gold.Gold, tables: Tables) -> learning.Lesson:
    """What the judges are taught with."""
    return learning.prepare(held, tables, Settings())


@pytest.fixture(scope="module")
def examples(lesson: learning.Lesson) -> tuple[learning.Example, ...]:
    """Its items as questions on the gold's events and on those of a run."""
    return lesson.examples


# --------------------------------------------------------------------------- reading


def test_a_gold_folder_is_read_whole(held: gold.Gold) -> None:
    """All events and items come in; those labelled once are not scored."""
    assert [e.id for e in held.events] == sorted(f"E{n}" for n in range(3, 3 + EVENTS))
    assert Counter(i.scored for i in held.items) == {True: 2 * EVENTS, False: EVENTS}
    assert {i.label for i in held.items} == {"agreement", "omission"}


def test_a_gold_folder_without_items_is_refused(tmp_path: Path) -> None:
    """A file that is not there is named, with what to do."""
    folder = write_gold(tmp_path / "gold")
    (folder / "items.jsonl").unlink()
    with pytest.raises(CorpusError, match=r"items\.jsonl.*--gold"):
        gold.read(folder)


def test_a_gold_folder_without_further_items_is_read(tmp_path: Path) -> None:
    """The items labelled once may be missing."""
    folder = write_gold(tmp_path / "gold")
    (folder / "items-more.jsonl").unlink()
    assert {i.scored for i in gold.read(folder).items} == {True}


def test_a_refused_record_stops_the_measuring(tmp_path: Path) -> None:
    """A gold corpus with a broken record is refused, since what is missing would count as omitted."""
    folder = write_gold(tmp_path / "gold")
    with (folder / "corpus" / "documents.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "x"}\n')
    with pytest.raises(CorpusError, match="1 records"):
        gold.read(folder)


# --------------------------------------------------------------------------- folds


def test_folds_part_the_events(held: gold.Gold) -> None:
    """Each event has one fold, all folds are in use, and their sizes differ by one at most."""
    sizes = Counter(held.fold(e.id) for e in held.events)
    assert set(sizes) == set(range(gold.FOLDS))
    assert sum(sizes.values()) == EVENTS
    assert max(sizes.values()) - min(sizes.values()) <= 1


def test_no_item_is_answered_by_scorers_that_saw_its_event(
    held: gold.Gold, examples: tuple[learning.Example, ...]
) -> None:
    """Training without a fold leaves out every item of its events, and only those."""
    for fold in range(gold.FOLDS):
        asked = {e.item.event for e in examples if held.fold(e.item.event) == fold}
        learned = {e.item.event for e in examples if held.fold(e.item.event) != fold}
        assert asked & learned == set()
        assert asked | learned == {e.id for e in held.events}


def test_a_document_has_the_fold_of_its_event(held: gold.Gold, table: Table) -> None:
    """A document of one event is held out together with that event."""
    folds = gold.document_folds(held, table)
    documents = list(gold.rows_by_document(table))
    assert {d: int(f) for d, f in zip(documents, folds, strict=True)} == {
        d: held.fold(e.id) for e in held.events for d in e.documents
    }


def test_a_document_of_no_event_has_a_fold_too(held: gold.Gold, table: Table) -> None:
    """A document that no event of the gold reports is dealt to a fold as well."""
    fewer = replace(held, events=tuple(replace(e, documents=e.documents[:2]) for e in held.events))
    folds = gold.document_folds(fewer, table)
    assert len(folds) == len(held.corpus.documents)
    assert set(folds.tolist()) <= set(range(gold.FOLDS))


def test_documents_of_one_event_share_it(held: gold.Gold, table: Table) -> None:
    """Two documents share an event where the gold has them in one; the relation is symmetric."""
    shared = gold.same_event(held, table)
    documents = list(gold.rows_by_document(table))
    wanted = [[a.partition("-")[2] == b.partition("-")[2] for b in documents] for a in documents]
    assert shared.tolist() == wanted


# --------------------------------------------------------------------------- passages


@pytest.mark.parametrize(
    ("start", "end", "row"),
    [(0, 10, 0), (0, 30, 0), (12, 40, 1), (22, 23, 1), (20, 21, None), (90, 99, None)],
    ids=["the sentence", "most of the first", "most of the second", "one letter", "between", "beyond"],
)
def test_a_passage_is_the_row_that_it_overlaps_most(start: int, end: int, row: int | None) -> None:
    """A passage is given to the sentence that holds most of it, and to none where it touches none."""
    statements = [make_statement("rt-1", 0, "a" * 20), make_statement("rt-1", 21, "b" * 40)]
    assert gold.row_of(gold.GoldSpan("rt-1", start, end), make_table(statements), [0, 1]) == row


def test_a_passage_of_a_document_without_rows_has_none() -> None:
    """A document that gave no statement holds no passage."""
    assert gold.row_of(gold.GoldSpan("rt-1", 0, 5), make_table([make_statement("sana-1", 0, "Snow.")]), []) is None


def test_an_item_becomes_a_question_with_its_evidence(table: Table, examples: tuple[learning.Example, ...]) -> None:
    """The anchor's row, the target's rows on the event as candidates, the evidence among them."""
    assert len({id(e.item) for e in examples}) == 3 * EVENTS
    for e in examples:
        assert table.statements[e.question.anchor].document == e.item.anchor.document
        assert {table.statements[r].outlet for r in e.question.candidates} == {e.item.target}
        assert len(e.compared.features) == len(e.compared.matches) == len(e.question.candidates)
        assert bool(e.evidence) == (e.item.label != "omission")


# --------------------------------------------------------------------------- simpler tools

RULES = {
    "one negates": ("The army bombed it.", "The army did not bomb it.", True, False),
    "both negate": ("No one died.", "Nobody was killed.", False, False),
    "contraction": ("They didn't fire.", "They fired.", True, False),
    "no word of it": ("A knot of notable men.", "A group of men.", False, False),
    "other numbers": ("8 died.", "6 died.", False, True),
    "a common number": ("8 died and 20 fled.", "8 died.", False, False),
    "one number only": ("8 died.", "Some died.", False, False),
    "part of a number": ("18 died.", "8 died.", False, True),
}


@pytest.mark.parametrize(("one", "other", "negation", "number"), RULES.values(), ids=RULES)
def test_the_rules_of_simpler_tools(one: str, other: str, negation: bool, number: bool) -> None:
    """The negation rule sees a negation word on one side, the number rule numbers of which none is shared."""
    assert (baselines.negation_rule(one, other), baselines.negation_rule(other, one)) == (negation, negation)
    assert (baselines.number_rule(one, other), baselines.number_rule(other, one)) == (number, number)
    assert not baselines.no_rule(one, other)


def test_a_baseline_answers_by_its_nearest_sentence(table: Table) -> None:
    """A near sentence is agreement, or by the rule contradiction; without a near one it is an omission."""
    near = make_table(
        [
            make_statement("rt-1", 0, "The old bridge fell."),
            make_statement("sana-1", 0, "The old bridge fell."),
        ]
    )
    far = make_table([make_statement("rt-1", 0, "The old bridge fell."), make_statement("sana-1", 0, "Snow.")])
    question = judgment.Question("e1", 0, "sana", (1,), (1.0,), (True,))
    answers = [
        baselines.judge((question,), near, baselines.no_rule)[0],
        baselines.judge((question,), near, lambda one, other: True)[0],
        baselines.judge((question,), far, lambda one, other: True)[0],
    ]
    assert [a.label for a in answers] == [Label.AGREEMENT, Label.CONTRADICTION, Label.OMISSION]
    assert [bool(a.evidence) for a in answers] == [True, True, False]


def test_clustered_documents_are_whole(table: Table) -> None:
    """The baseline's events hold each document once, with all of its statements."""
    events = baselines.cluster_documents(table)
    assert sorted(d for e in events for d in e.documents) == sorted({s.document for s in table.statements})
    assert sorted(s for e in events for s in e.statements) == sorted(s.id for s in table.statements)


# --------------------------------------------------------------------------- learning


def test_a_learned_scorer_answers_what_it_learned() -> None:
    """Logistic regression on two clear groups answers both right, in the form that is shipped."""
    rows = np.array([[0.0, 5.0], [0.1, 5.0], [0.9, 5.0], [1.0, 5.0]], dtype=np.float32)
    scorer = learning.fit(rows, np.array(["no", "no", "yes", "yes"]), ("cosine", "constant"), strength=10.0)
    assert isinstance(scorer, Scorer)
    assert [scorer.labels[k] for k in scorer.probabilities(rows).argmax(axis=1)] == ["no", "no", "yes", "yes"]


def test_a_learned_scorer_gives_the_probabilities_of_scikit_learn() -> None:
    """With two labels and with four, our softmax is that of the library that it was fitted with."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    rng = np.random.default_rng(7)
    rows = rng.normal(size=(80, 3)).astype(np.float32)
    for count in (2, 4):
        labels = np.array([f"c{k % count}" for k in range(80)])
        scaler = StandardScaler().fit(rows)
        model = LogisticRegression(C=1.0, max_iter=5000).fit(scaler.transform(rows), labels)
        found = learning.fit(rows, labels, ("a", "b", "c"), strength=1.0)
        assert found.probabilities(rows) == pytest.approx(model.predict_proba(scaler.transform(rows)), abs=1e-4)


def test_learning_twice_gives_the_same_scorers(held: gold.Gold, tables: Tables, lesson: learning.Lesson) -> None:
    """The same gold gives the same numbers, whose features are those that the stages compute."""
    table = tables.claims
    proofs = [certainty.prove(held, tables, lesson, Settings()) for _ in range(2)]
    one, two = (certainty.judges_without(None, held, table, lesson, proof) for proof in proofs)
    assert one == two
    one.certainty.expect()
    one.relevance.expect(judgment.PAIR_FEATURES)
    one.verdict.expect(judgment.VERDICT_FEATURES)
    one.absence.expect(judgment.VERDICT_FEATURES)
    found = learning.pairs(held, table, 20)
    alone, in_company, _ = learning.learn_same_event(found, table, np.ones(len(found.a), dtype=bool))
    alone.expect(alignment.FEATURES)
    in_company.expect(alignment.ALL_FEATURES)
    assert set(alone.labels) == set(in_company.labels) == {"same", "other"}


def test_certainty_learns_from_the_other_folds_only() -> None:
    """What a fold's verdicts came to does not touch the scorer that was learned without it."""
    rows, fold = np.array([[0.0], [1.0], [0.2], [0.9]] * 5, dtype=np.float32), np.arange(20) // 4
    true, weight = rows[:, 0] > 0.5, np.ones(20)
    folds = np.eye(5, dtype=bool)[fold] | np.eye(5, dtype=bool)[(fold + np.arange(20) % 2) % 5]  # some are of two
    seen = certainty.Seen(rows, true, weight, folds)
    other = certainty.Seen(rows, np.where(folds[:, 2], ~true, true), weight, folds)
    names, labels = ("cosine",), ("wrong", "right")
    assert seen.learn(names, labels, without=2) == other.learn(names, labels, without=2)
    assert seen.learn(names, labels, without=None) != other.learn(names, labels, without=None)


@pytest.mark.parametrize(("true", "expected"), [((True, True, True), 0.8), ((False,), 1 / 3), ((), 0.5)])
def test_certainty_of_one_kind_of_rows_is_their_share(true: tuple[bool, ...], expected: float) -> None:
    """Where all came true, or none, or nothing is known, the probability is the rule of succession's."""
    count = len(true)
    rows, held = np.zeros((count, 1), dtype=np.float32), np.array(true, dtype=bool)
    seen = certainty.Seen(rows, held, np.ones(count), np.zeros((count, 5), dtype=bool))
    scorer = seen.learn(("cosine",), ("wrong", "right"), without=None)
    assert scorer.probabilities(np.ones((1, 1), dtype=np.float32))[0, 1] == pytest.approx(expected)


def test_what_readers_say_of_two_statements_is_found_either_way_round(held: gold.Gold) -> None:
    """A pair that was read is known whichever of the two asks; what nobody read has no reading."""
    one, other, third = (make_statement(f"rt-{number}", 0, "Twelve died.") for number in range(3))
    spans = [gold.GoldSpan(s.document, s.start, s.end) for s in (one, other)]
    read = (gold.ReadAs.RIGHT, gold.ReadAs.QUESTIONS)
    knowing = replace(held, clashes={frozenset(spans): read})
    assert knowing.read_as(one, other) == knowing.read_as(other, one) == read
    assert knowing.read_as(one, third) == ()


def test_with_the_events_given_one_occurrence_is_no_question() -> None:
    """Judges who are given the events take any two sentences as on one occurrence, and keep all else."""
    zeros, names = (0.0,), judgment.OCCURRENCE_FEATURES
    none = zeros * len(names)
    other = Scorer(("other", "same"), names, none, (1.0,) * len(names), (none, none), (9.0, 0.0))
    judges = judgment.Judges(other, other, other, judgment.Certainty(other, other))
    sure = certainty.given(judges)
    assert sure.certainty.occurrence.probabilities(np.ones((1, len(names)), dtype=np.float32))[0].tolist() == [
        pytest.approx(0, abs=1e-12),
        pytest.approx(1),
    ]
    assert replace(sure, certainty=judges.certainty) == judges


# --------------------------------------------------------------------------- ablation


def test_every_feature_that_is_taken_out_is_one_of_alignment() -> None:
    """No kind of feature names what alignment does not compute, and no feature is of two kinds."""
    kinds = (ablation.TEXT, ablation.TIME, ablation.PLACE, ablation.PARTICIPANTS)
    assert sorted(name for kind in kinds for name in kind) == sorted(alignment.FEATURES)


SCORER = """
def score_alignment(documents, true, predicted):
    held = {d["id"] for d in documents}
    return {"held": held, "told": {d for e in predicted for d in e["documents"] if d in held}}
"""


def test_ablation_measures_all_documents_then_those_of_each_fold(held: gold.Gold, tables: Tables) -> None:
    """Pairs without the features of time and place are learned from, aligned and counted: whole, then in parts."""
    (held.folder.parent / "score.py").write_text(SCORER, encoding="utf-8")
    kept = ablation.TEXT | ablation.PARTICIPANTS
    found = ablation.masked(learning.pairs(held, tables.sentences, 20), kept)
    used = {name for name, column in zip(alignment.FEATURES, found.features.T, strict=True) if column.any()}
    assert {"cosine", "words"} <= used <= kept
    fitted = learning.cross_fit(held, tables.sentences, found)
    whole, *parts = ablation.measure(held, tables.sentences, fitted.links, fitted.own)
    assert whole["held"] == whole["told"] == {d.id for d in held.corpus.documents}
    assert [part["held"] == part["told"] for part in parts] == [True] * gold.FOLDS
    assert sorted(d for part in parts for d in part["held"]) == sorted(whole["held"])


# --------------------------------------------------------------------------- the table


def measures(predicted: int) -> dict:
    """What the gold's scorer counts, with as many predicted pairs of documents."""
    labels = {
        name: {"precision": 0.456, "recall": 0.5, "f1": 0.5}
        for name in ("agreement", "compatible", "contradiction", "omission")
    }
    aligned = {"precision": 0.61, "recall": 0.52, "main_recall": 0.7, "pairs": {"predicted": predicted}}
    return {"macro_f1_4": 0.4211, "labels": labels, "evidence_hit": 0.8, "alignment": aligned}


def test_the_table_has_a_row_for_each_method() -> None:
    """The table names each method in its order, with two digits, and is the one that Markdown draws."""
    lines = table_of({"a rule": measures(10), "ours": measures(10)}).splitlines()
    assert [line.split("|")[1].strip() for line in lines] == [
        "method",
        lines[1].split("|")[1],
        "a rule",
        "ours",
    ]
    assert "0.42" in lines[3]
    assert "0.46" in lines[3]
    assert set(lines[1]) <= set("|-:")


def test_a_method_that_was_given_the_events_has_no_figures_of_alignment() -> None:
    """Where events were given, the columns of alignment stay empty instead of 0."""
    (line,) = table_of({"ours, gold events": measures(0)}).splitlines()[2:]
    assert [cell.strip() for cell in line.split("|")[-4:-1]] == ["", "", ""]
