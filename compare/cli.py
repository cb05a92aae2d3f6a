"""The command `parallax`: options come in, one call is made, rows go out.

Heavy libraries are imported inside the commands, so that `parallax --help` answers at once. Results go
to stdout, everything else to stderr. Exit codes: 0 done, 1 nothing to compare, 2 refused with a reason.
"""

import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from compare import __version__
from compare.errors import CompareError, ModelError
from compare.types import LIKELY, Kind, State

if TYPE_CHECKING:
    from compare.pipeline import Doors
    from compare.types import Corpus, Drop, Run

NOTHING_TO_COMPARE = 1
REFUSED = 2
DAY = ["%Y-%m-%d"]
WIDTH = 120  # characters of a table where no terminal tells its width; a convention


class Axis(StrEnum):
    """Who is set beside whom."""

    OUTLET = "outlet"
    SPEAKER = "speaker"


class Form(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "md"
    HTML = "html"


class Listing(StrEnum):
    """How a list is printed that has no page of its own."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "md"


class Absences(StrEnum):
    """What the command on omissions can list."""

    OMISSIONS = "omissions"
    EXCLUSIVES = "exclusives"
    PATTERNS = "patterns"
    TALLIES = "tallies"
    COLLECTION = "collection"


class Order(StrEnum):
    """Which contradictions come first."""

    PROBABILITY = "probability"
    VOICES = "voices"
    DAYS = "days"


class Commands(TyperGroup):
    """The one place where a CompareError becomes a line on stderr and exit code 2."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; every other exception stays a traceback, as it is our own mistake."""
        try:
            return super().invoke(ctx)
        except CompareError as error:
            typer.echo(f"parallax: {_printable(str(error))}", err=True)
            raise typer.Exit(REFUSED) from error


app = typer.Typer(
    cls=Commands,
    help="Compare what several outlets say of the same events. Says nothing on who is right.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
models = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(models, name="models", help="Show or check the models that models.lock names.")

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder that `parallax run` wrote.")]
Json = Annotated[bool, typer.Option("--json", help="Print a JSON list of objects in place of a table.")]
Outlets = Annotated[str | None, typer.Option(metavar="A,B", help="Only these outlets, by id or name.")]
OneEvent = Annotated[str | None, typer.Option(metavar="ID", help="Only this event.")]
Printed = Annotated[Form, typer.Option("--format", help="How to print it.")]
By = Annotated[Axis, typer.Option(help="Set outlets or speakers beside each other.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"parallax {__version__}")
        raise typer.Exit


@app.callback()
def _parallax(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    pass


@app.command(epilog="Example: parallax run corpora/demo -o out")
def run(
    corpus: Annotated[Path, typer.Argument(help="Folder with outlets.toml and documents, or one text file.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder for the run.")],
    settings: Annotated[Path | None, typer.Option(metavar="FILE", help="TOML file of settings.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first refused record.")] = False,
    by: Annotated[Axis, typer.Option(help="Break the summary down by outlet or by speaker.")] = Axis.OUTLET,
    day: Annotated[
        datetime | None,
        typer.Option("--date", formats=DAY, metavar="YYYY-MM-DD", help="Day of a single text file."),
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Embed all anew, keep nothing.")] = False,
    json: Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print the path of the page only.")] = False,
) -> None:
    """Compare the documents of a corpus and write a run: JSON Lines and report.html.

    A refused record is counted on stderr, kept in drops.jsonl, and does not change the exit code (0);
    with --strict it does (2). Exit code 1: no record could be used, and nothing was written.
    """
    from compare.report import files
    from compare.settings import load

    chosen = load(settings)
    documents, refused = _read_corpus(corpus, day, strict=strict)
    _tell_refused(refused)
    if not documents.documents:
        typer.echo("parallax: nothing to compare: no record of the corpus could be used", err=True)
        raise typer.Exit(NOTHING_TO_COMPARE)
    files.claim(output)

    from compare import pipeline  # after all that can be refused at once: it loads numpy and its like

    with (
        _open_doors() if no_cache else _open_cached_doors() as doors,
        _progress(shown=sys.stderr.isatty() and not quiet) as step,
    ):
        finished = pipeline.compare(documents, refused, doors, chosen, progress=step)
    files.write(finished, output)
    _tell_probe(finished)
    _tell_run(finished, by, json=json, quiet=quiet)
    typer.echo(output / files.PAGE, err=json)


@app.command(epilog="Example: parallax events out --least 3")
def events(
    folder: Folder,
    least: Annotated[int, typer.Option(min=1, help="Only events that at least so many outlets carry.")] = 2,
    json: Json = False,
) -> None:
    """List the events, the most widely carried first."""
    from compare.report import tables

    _print(tables.events(_read_run(folder), least=least), json=json)


@app.command(epilog="Example: parallax side-by-side out e12 --by speaker --outlets sana,rt --format csv")
def side_by_side(
    folder: Folder,
    event: Annotated[str, typer.Argument(help="Id of an event; `parallax events DIR` lists them.")],
    outlets: Outlets = None,
    by: By = Axis.OUTLET,
    form: Annotated[Listing, typer.Option("--format", help="How to print it.")] = Listing.TABLE,
    json: Json = False,
) -> None:
    """Set what outlets say of one event side by side, statement by statement, or speaker by speaker.

    » marks the statement that the rest of its row is compared with; [document:start-end] is its place.
    With --by speaker: what each speaker says on each fact [n], and which outlets carry the speaker. A verdict on
    an outlet is charged to whoever says its best sentence; an outlet that names nobody stands as "(own words of
    …)"; "perhaps" marks a verdict less likely than not. Speakers of one outlet are not judged against each other.
    """
    from compare.report import tables

    view: Callable[..., Sequence[object]] = tables.side_by_side if by is Axis.OUTLET else tables.speakers
    _print(view(_read_run(folder), event, _split(outlets)), json=json, form=form)


@app.command(epilog="Example: parallax omissions out --outlet sana --state silent_on_event --format md")
def omissions(
    folder: Folder,
    outlet: Annotated[str | None, typer.Option(metavar="A", help="Only this outlet, by id or name.")] = None,
    event: OneEvent = None,
    state: Annotated[State | None, typer.Option(help="Only this kind of absence.", show_choices=True)] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=DAY, metavar="DAY", help="Windows ending then or later.")
    ] = None,
    until: Annotated[datetime | None, typer.Option(formats=DAY, metavar="DAY", help="Windows begun by then.")] = None,
    least: Annotated[int, typer.Option(min=0, help="Only what at least so many independent voices carry.")] = 0,
    show: Annotated[Absences, typer.Option(help="Which list.")] = Absences.OMISSIONS,
    form: Printed = Form.TABLE,
    json: Json = False,
) -> None:
    """List what outlets do not say, with the nearest statements and why they were rejected.

    With --show: facts that only one outlet has, kinds of facts that an outlet passes over, what each outlet
    carries beside what is expected, or what was collected of each. The other filters are for omissions.
    """
    from compare.report import html, tables

    run = _read_run(folder)
    wanted = tables.Wanted(outlet, event, state, since and since.date(), until and until.date(), least)
    if form is Form.HTML:
        typer.echo(html.render_omissions(run, wanted))
        return
    views: dict[Absences, Callable[[], Sequence[object]]] = {
        Absences.OMISSIONS: lambda: tables.omissions(run, wanted=wanted),
        Absences.EXCLUSIVES: lambda: tables.exclusives(run, outlet),
        Absences.PATTERNS: lambda: tables.patterns(run, outlet),
        Absences.TALLIES: lambda: tables.tallies(run, outlet),
        Absences.COLLECTION: lambda: tables.collection(run, outlet),
    }
    _print(views[show](), json=json, form=Listing(form))


@app.command(epilog="Example: parallax framing out --outlets sana,rt --findings")
def framing(
    folder: Folder,
    outlets: Outlets = None,
    findings: Annotated[bool, typer.Option("--findings", help="Only what is beyond chance.")] = False,
    json: Json = False,
) -> None:
    """List how outlets word the same thing, with counts and intervals.

    Two or more outlets are set against each other alone, on the events that they share. Many contrasts are
    tested: q is after Benjamini and Hochberg over all tests of a measure, and beyond chance is q of at most 0.05.
    """
    from compare.report import tables

    held, chosen = _read_run(folder), _split(outlets)
    _print(tables.framing(held, chosen, findings=findings), json=json)
    if chosen and len(chosen) > 1:
        typer.echo(f"parallax: compared on {tables.common_events(held, chosen)} events that they share", err=True)


@app.command(epilog="Example: parallax contradictions out --outlet sana --kind number --least-probability 0.5")
def contradictions(
    folder: Folder,
    outlet: Annotated[str | None, typer.Option(metavar="A", help="Only with this outlet on a side.")] = None,
    event: OneEvent = None,
    kind: Annotated[Kind | None, typer.Option(help="Only what they differ in.", show_choices=True)] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=DAY, metavar="DAY", help="A sentence published then or later.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=DAY, metavar="DAY", help="A sentence published by then.")
    ] = None,
    least: Annotated[int, typer.Option(min=0, help="Only of at least so many independent voices on both sides.")] = 0,
    least_probability: Annotated[
        float, typer.Option(min=0, max=1, metavar="P", help="Only from this probability on; 0 lists all.")
    ] = LIKELY,
    order: Annotated[Order, typer.Option(help="What comes first.", show_choices=True)] = Order.PROBABILITY,
    form: Printed = Form.TABLE,
    json: Json = False,
) -> None:
    """List what cannot be true together as worded, each two values of one fact once, with who says which.

    By default the most probable come first, of about equally probable ones (by tenths) those that most independent
    voices carry. The probability is that the two contradict each other, which says nothing on which is true.
    How many were left out, and why, is told on stderr.
    """
    from compare.report import html, tables

    run = _read_run(folder)
    days = since and since.date(), until and until.date()
    wanted = tables.Disputed(outlet, event, kind, *days, least=least, least_probability=least_probability, order=order)
    listed = tables.disputes(run, wanted)
    if form is Form.HTML:
        typer.echo(html.render_contradictions(run, wanted))
    else:
        _print(listed.rows, json=json, form=Listing(form))
    if listed.left_out:
        typer.echo(f"parallax: {listed}", err=True)


@models.command("list", epilog="Example: parallax models list")
def list_models(json: Json = False) -> None:
    """List the models of models.lock: role, version, licence and size."""
    from compare.models import list_models as listed
    from compare.models import read_lock

    _print(listed(read_lock()), json=json)


@models.command("verify", epilog="Example: parallax models verify")
def verify_models(json: Json = False) -> None:
    """Hash the files of every model and compare them with models.lock; exit code 2 where one differs."""
    from compare.models import read_lock, verify_models

    rows = verify_models(read_lock())
    _print(rows, json=json)
    faults = [row.fault for row in rows if row.fault]
    if faults:
        raise ModelError(f"{len(faults)} of {len(rows)} models cannot be used: {faults[0]}")


# --------------------------------------------------------------------------- what the commands share


def _read_corpus(path: Path, day: datetime | None, *, strict: bool) -> tuple["Corpus", tuple["Drop", ...]]:
    from compare.corpus import read

    today = datetime.now(UTC).date()  # no document may be of a later day
    return read(path, today=today, published=day and day.date(), strict=strict)


def _read_run(folder: Path) -> "Run":
    from compare.report import files

    return files.read(folder)


def _print(rows: Sequence[object], *, json: bool, form: Listing = Listing.TABLE) -> None:
    from compare.report import tables

    width = shutil.get_terminal_size((WIDTH, 0)).columns
    writers: dict[Listing, Callable[[Sequence[object]], str]] = {
        Listing.TABLE: partial(tables.as_table, width=width),
        Listing.JSON: tables.as_json,
        Listing.CSV: tables.as_csv,
        Listing.MARKDOWN: tables.as_markdown,
    }
    chosen = Listing.JSON if json else form
    typer.echo(writers[chosen](rows), nl=chosen is not Listing.CSV)  # a record of CSV ends its own line


@contextmanager
def _open_doors() -> Iterator["Doors"]:
    from compare.gazetteer import GeoNames
    from compare.models import load_encoder, load_scorer, load_syntax
    from compare.pipeline import Doors

    yield Doors(
        encoder=load_encoder(),
        syntax=load_syntax(),
        gazetteer=GeoNames(),
        same_event=load_scorer("same_event"),
        same_event_in_company=load_scorer("same_event_in_company"),
        own_event=load_scorer("own_event"),
        relevance=load_scorer("relevance"),
        verdict=load_scorer("verdict"),
        absence=load_scorer("absence"),
        occurrence=load_scorer("occurrence"),
        told=load_scorer("told"),
    )


@contextmanager
def _open_cached_doors() -> Iterator["Doors"]:
    """The same with vectors and parses kept between runs; tells at the end how many vectors came from there."""
    from compare.workspace import CachedEncoder, CachedSyntax, Workspace

    with _open_doors() as doors, Workspace() as workspace:
        encoder = CachedEncoder(doors.encoder, workspace)
        yield replace(doors, encoder=encoder, syntax=CachedSyntax(doors.syntax, workspace))
        total = encoder.hits + encoder.misses
        typer.echo(f"parallax: {encoder.hits} of {total} vectors came from the cache", err=True)


def _split(names: str | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(name.strip() for name in names.split(",") if name.strip())


def _printable(text: str) -> str:
    """The text on one line, without the control characters that a terminal obeys."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _tell_refused(refused: Sequence["Drop"]) -> None:
    if refused:
        reasons = Counter(drop.reason for drop in refused)
        counts = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
        place = ":".join(str(part) for part in (refused[0].file, refused[0].line) if part)
        typer.echo(_printable(f"parallax: {len(refused)} refused: {counts}; the first: {place}"), err=True)


def _tell_probe(finished: "Run") -> None:
    """How many of the nearest statements the search found on a sample; nothing where the search was exact."""
    from compare.pipeline import SEARCH

    for count in finished.counts:
        if count.stage == SEARCH:
            found = f"{count.left:,} of {count.entered:,} found on a sample"
            typer.echo(f"parallax: {count.unit}: {found}", err=True)


def _tell_run(finished: "Run", by: Axis, *, json: bool, quiet: bool) -> None:
    from compare.report import tables

    if not quiet:
        _print(tables.summary(finished), json=json)
    if not quiet and not json:
        typer.echo()
        _print(tables.by_outlet(finished) if by is Axis.OUTLET else tables.by_speaker(finished), json=False)


@contextmanager
def _progress(*, shown: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar for each stage on stderr, gone when all is done; nothing where no terminal listens."""
    if not shown:
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def step(stage: str, done: int, total: int) -> None:
            """Move the bar of a stage, which appears with its first item."""
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield step
