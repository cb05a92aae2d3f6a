"""What simpler tools would answer: whole documents clustered by their vectors, sentences matched by cosine.

cosine only: the target's nearest sentence decides: agreement if it is near, else omission.
negation rule: the same, and a contradiction where one of both sentences has a negation word.
number rule: the same, and a contradiction where both have numbers and share none.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from compare.comparison import Table, unit
from compare.stages.judgment import Question
from compare.types import Event, Label, Reason, Verdict

NEAR = 0.45  # cosine of an agreement; a convention, not tuned
DAYS = 3  # documents further apart are not compared, as BERTopic-like tools with a daily window do
LIKE = 0.6  # average cosine of documents in one cluster; a convention, not tuned
NEGATION = re.compile(r"\b(?:no|not|never|nobody|none|neither|nor|denied|denies|without|\w+n't)\b", re.I)
NUMBER = re.compile(r"\b\d+\b")

Rule = Callable[[str, str], bool]


def negation_rule(one: str, other: str) -> bool:
    """Whether exactly one of two sentences has a negation word."""
    return bool(NEGATION.search(one)) != bool(NEGATION.search(other))


def number_rule(one: str, other: str) -> bool:
    """Whether both sentences have numbers and share none."""
    a, b = set(NUMBER.findall(one)), set(NUMBER.findall(other))
    return bool(a) and bool(b) and not a & b


def no_rule(one: str, other: str) -> bool:
    """Never a contradiction."""
    return False


def cluster_documents(table: Table) -> tuple[Event, ...]:
    """Events as clusters of whole documents: average linkage of their mean vectors within DAYS."""
    rows: dict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(table.statements):
        rows[s.document].append(i)
    mean = unit(np.array([table.vector[r].mean(axis=0) for r in rows.values()]))
    day = np.array([table.day[r[0]] for r in rows.values()])
    distance = np.clip(1 - mean @ mean.T, 0, 2)
    distance[np.abs(day[:, None] - day[None, :]) > DAYS] = 2
    np.fill_diagonal(distance, 0)
    label = fcluster(linkage(squareform(distance, checks=False), "average"), 1 - LIKE, "distance")
    members: dict[int, list[str]] = defaultdict(list)
    for document, number in zip(rows, label, strict=True):
        members[int(number)].append(document)
    return tuple(_event(f"b{k}", documents, rows, table) for k, documents in sorted(members.items()))


def _event(name: str, documents: Sequence[str], rows: dict[str, list[int]], table: Table) -> Event:
    statements = [table.statements[i] for d in documents for i in rows[d]]
    days = [s.day for s in statements]
    return Event(
        id=name,
        title=statements[0].text,
        first=min(days),
        last=max(days),
        where=(),
        documents=tuple(documents),
        statements=tuple(s.id for s in statements),
    )


def judge(asked: Sequence[Question], table: Table, rule: Rule) -> tuple[Verdict, ...]:
    """Answer each question by the nearest sentence of the target and one rule."""
    return tuple(_answer(question, table, rule) for question in asked)


def _answer(question: Question, table: Table, rule: Rule) -> Verdict:
    cosine = table.vector[list(question.candidates)] @ table.vector[question.anchor]
    best = table.statements[question.candidates[int(cosine.argmax())]]
    anchor = table.statements[question.anchor]
    label = Label.OMISSION
    if cosine.max() >= NEAR:
        label = Label.CONTRADICTION if rule(anchor.text, best.text) else Label.AGREEMENT
    return Verdict(
        event=question.event,
        anchor=anchor.id,
        target=question.target,
        label=label,
        reason=Reason("cosine", (f"{cosine.max():.2f}",)),
        probability=float(np.clip(cosine.max(), 0, 1)),
        evidence=() if label is Label.OMISSION else (best.id,),
    )
