"""What the door for documents lets in, what it refuses, and how it says so."""

import csv
import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from random import Random

import pytest

from compare.corpus import read
from compare.corpus.jsonl import MAX_LINE
from compare.corpus.records import MAX_BYTES, MAX_VALUE
from compare.errors import CorpusError
from compare.types import Corpus, Document, Drop, Outlet, Speaker

TODAY = date(2020, 3, 1)
MIXED = Path(__file__).parent / "data" / "corpus-mixed"
GOLD = Path(__file__).parents[2] / "shared" / "gold" / "dev" / "corpus"

REGISTER = """
[[outlet]]
id = "sana"
name = "SANA"
[[outlet]]
id = "rt"
name = "RT"
[[speaker]]
id = "ru-mod"
name = "Russian Ministry of Defence"
"""
GOOD: dict[str, str] = {
    "id": "d1",
    "outlet": "sana",
    "title": "A bridge is repaired",
    "text": "Engineers repaired the bridge on Monday.",
    "published": "2020-02-03",
}


def folder_of(path: Path, **files: str | bytes) -> Path:
    """Write a corpus folder; `a_jsonl="…"` becomes the file `a.jsonl`."""
    for name, content in {"outlets_toml": REGISTER, **files}.items():
        stem, _, suffix = name.rpartition("_")
        data = content.encode("utf-8") if isinstance(content, str) else content
        (path / f"{stem}.{suffix}").write_bytes(data)
    return path


def json_of(**changes: object) -> str:
    """One line of JSON: the good record with changes; None takes a field out."""
    return json.dumps({name: value for name, value in (GOOD | changes).items() if value is not None})


def only_drop(folder: Path) -> Drop:
    """The one drop of a corpus in which nothing else stands."""
    corpus, (drop,) = read(folder, today=TODAY)
    assert corpus.documents == ()
    return drop


def outcome(drop: Drop) -> tuple[object, ...]:
    """What of a drop the tables below state."""
    return drop.stage, drop.reason, drop.file, drop.line, drop.field


# ------------------------------------------------------------------------------ what comes in


def test_all_formats_give_the_documents_as_given() -> None:
    """JSON Lines, CSV and text files in subfolders come in together, every field as it was written."""
    corpus, drops = read(MIXED, today=TODAY)
    assert drops == ()
    assert corpus.outlets == (
        Outlet("anadolu", "Anadolu Agency", "state agency", "TR", ("en", "tr")),
        Outlet("bianet", "Bianet", "independent", "TR", site="https://bianet.example"),
        Outlet(
            "sana",
            "Syrian Arab News Agency",
            "state agency",
            "SY",
            ("en", "ar"),
            family="syrian-state",
            aliases=("SANA",),
            completeness=0.8,
        ),
    )
    assert corpus.speakers == (Speaker("tr-mod", "Turkish Ministry of Defence", "Turkey", ("MSB", "the ministry")),)
    assert corpus.documents == (
        Document(
            "a1",
            "anadolu",
            "Ministry: five posts, all hold",
            'The ministry said that five posts hold.\n"All of them", it added.',
            datetime(2020, 2, 4, 16, 0, tzinfo=UTC),
            attributed_to="tr-mod",
        ),
        Document(
            "bianet_2020-02-05_residents",
            "bianet",
            "Residents leave the town",
            "Residents left the town on foot.\nSome took the road north.\n",
            datetime(2020, 2, 5, tzinfo=UTC),
        ),
        Document("kasaba", "bianet", "", "Sakinler kasabadan ayrıldı.\n", datetime(2020, 2, 6, tzinfo=UTC), "tr"),
        Document(
            "s1",
            "sana",
            "Army enters the town",
            "Army units entered the town on Tuesday.\n\nNobody was hurt, a field source said.",
            datetime(2020, 2, 4, 17, 30, tzinfo=timezone(timedelta(hours=2))),
            url="https://sana.example/1",
        ),
        Document(
            "s2",
            "sana",
            "",
            "قال مصدر إن الجيش دخل البلدة.",
            datetime(2020, 2, 5, tzinfo=UTC),
            "ar",
            fetched=datetime(2020, 2, 6, 9, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "  two spaces before, a newline after \n",
        "tab\there, return\r\nand an empty line\r\n\r\n",
        "lost bytes \ufffd stay, and so does a no-break\u00a0space",
        "e\u0301 is not composed, and \u200f\u0627\u0644\u062c\u064a\u0634 keeps its mark",
        "I <3 Idlib, 5 < 6 > 4, a<b, <press@mod.example>, AT&T; R&D; fish & chips; <unknown>",
        "\U0001f6d1 beyond the basic plane",
    ],
    ids=["spaces", "returns", "replacement", "decomposed", "no-markup", "astral"],
)
def test_text_is_kept_exactly_in_every_format(tmp_path: Path, text: str) -> None:
    """Title and body are never stripped, decoded or normalised, so that offsets hold."""
    title = " A title, \u00ab as given \u00bb "
    records = {"a_jsonl": json_of(id="j", title=title, text=text)}
    folder = folder_of(tmp_path, **records)
    with (folder / "b.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([GOOD.keys(), (GOOD | {"id": "c", "title": title, "text": text}).values()])
    (folder / "sana_2020-02-03_t.txt").write_bytes(f"{title}\n\n{text}".encode())
    corpus, drops = read(folder, today=TODAY)
    assert drops == ()
    assert [document.text for document in corpus.documents] == [f"{title}\n\n{text}"] * 3


@pytest.mark.parametrize("title", [None, "", "  "], ids=["absent", "empty", "white"])
def test_canonical_text_without_title_is_the_body(tmp_path: Path, title: str | None) -> None:
    """A document without a title has only its body as canonical text."""
    corpus, _ = read(folder_of(tmp_path, a_jsonl=json_of(title=title)), today=TODAY)
    assert [document.text for document in corpus.documents] == [GOOD["text"]]


@pytest.mark.parametrize(
    ("published", "moment"),
    [
        ("2020-02-04", datetime(2020, 2, 4, tzinfo=UTC)),
        ("2020-02-04 10:15", datetime(2020, 2, 4, 10, 15, tzinfo=UTC)),
        ("2020-02-04T10:15:30Z", datetime(2020, 2, 4, 10, 15, 30, tzinfo=UTC)),
        ("2020-02-04T10:15:30.5+03:00", datetime(2020, 2, 4, 7, 15, 30, 500000, tzinfo=UTC)),
        ("2020-03-01T23:59:59Z", datetime(2020, 3, 1, 23, 59, 59, tzinfo=UTC)),
        ("2020-03-02T01:00+03:00", datetime(2020, 3, 1, 22, 0, tzinfo=UTC)),
    ],
)
def test_dates_are_moments_with_a_zone(tmp_path: Path, published: str, moment: datetime) -> None:
    """A date without a zone is UTC, and any moment up to the end of today in UTC is let in."""
    corpus, drops = read(folder_of(tmp_path, a_jsonl=json_of(published=published)), today=TODAY)
    assert drops == ()
    assert [document.published for document in corpus.documents] == [moment]


def test_byte_order_marks_blank_lines_and_other_fields_are_passed_over(tmp_path: Path) -> None:
    """A byte order mark, blank lines, null for an optional field and unknown fields do no harm."""
    mark = b"\xef\xbb\xbf"
    folder = folder_of(
        tmp_path,
        outlets_toml=mark + REGISTER.encode(),
        a_jsonl=mark + f'\n\n{json_of(id="j")[:-1]}, "url": null, "score": 3}}\r\n\n'.encode(),
        b_csv=mark + b"id,outlet,text,published,url\n\nc,rt,Rain fell.,2020-02-03,\n\n",
        rt_2020_txt=mark + b"---\noutlet: rt\npublished: 2020-02-03\nmood: dull\n---\nRain fell.",
    )
    corpus, drops = read(folder, today=TODAY)
    assert drops == ()
    assert [(d.id, d.url, d.body) for d in corpus.documents] == [
        ("c", None, "Rain fell."),
        ("j", None, GOOD["text"]),
        ("rt_2020", None, "Rain fell."),
    ]


@pytest.mark.parametrize(
    ("content", "title", "body"),
    [
        ("Rain falls\n\nIt rained.\n", "Rain falls", "It rained.\n"),
        ("Rain falls\r\n\r\nIt rained.\r\n", "Rain falls", "It rained.\r\n"),
        ("It rained.\nIt snowed.\n\nIt froze.", "", "It rained.\nIt snowed.\n\nIt froze."),
        ("It rained.\n\n", "", "It rained.\n\n"),
        ("It rained. " * 30 + "\n\nIt froze.", "", "It rained. " * 30 + "\n\nIt froze."),
        (
            "---\ntitle: Ice: a report\n---\n\nIt froze.\n\nIt thawed.",
            "Ice: a report",
            "It froze.\n\nIt thawed.",
        ),
    ],
    ids=["title", "returns", "no-blank-line", "one-line", "paragraph", "front-matter"],
)
def test_title_of_a_text_file(tmp_path: Path, content: str, title: str, body: str) -> None:
    """The first line is the title where a blank line and text follow and it is as short as a headline."""
    folder = folder_of(tmp_path)
    (folder / "rt_2020-02-03_rain.txt").write_bytes(content.encode())
    corpus, drops = read(folder, today=TODAY)
    assert drops == ()
    assert [(d.title, d.body) for d in corpus.documents] == [(title, body)]


def test_front_matter_stands_above_the_file_name(tmp_path: Path) -> None:
    """Front matter decides where it and the name of a text file differ, the id included."""
    folder = folder_of(tmp_path)
    content = "---\nid: own\noutlet: sana\npublished: 2020-02-09\nattributed_to: ru-mod\n---\nIt rained."
    (folder / "rt_2020-02-03.txt").write_text(content, encoding="utf-8")
    corpus, _ = read(folder, today=TODAY)
    assert corpus.documents == (
        Document("own", "sana", "", "It rained.", datetime(2020, 2, 9, tzinfo=UTC), attributed_to="ru-mod"),
    )


def test_what_is_not_a_document_is_ignored_in_silence(tmp_path: Path) -> None:
    """README, LICENSE, expected.jsonl, hidden files and a finished run's folder are no part of a corpus."""
    folder = folder_of(tmp_path, a_jsonl=json_of(), README_md="# x", expected_jsonl="{}")
    for name in ("LICENSE", "license.txt", ".hidden.csv", ".git/config", "run/run.json", "run/events.jsonl"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("{}", encoding="utf-8")
    corpus, drops = read(folder, today=TODAY)
    assert (len(corpus.documents), drops) == (1, ())


# ------------------------------------------------------------------------------ invariants


def test_same_records_in_any_format_file_and_order_give_the_same_corpus(tmp_path: Path) -> None:
    """Corpus and digest depend on the documents alone, not on files, formats or order."""
    records = [dict(GOOD, id=f"d{number:02}", text=f"Bridge {number} is open.\n") for number in range(12)]
    corpora = set()
    for seed in range(6):
        random, folder = Random(seed), tmp_path / str(seed)
        folder.mkdir()
        shuffled = random.sample(records, len(records))
        cut = random.randrange(len(records))
        lines = "\n".join(json.dumps(record) for record in shuffled[:cut])
        folder_of(folder, **{f"{random.choice('az')}_jsonl": lines})
        with (folder / "m.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, random.sample(sorted(GOOD), len(GOOD)))
            writer.writeheader()
            writer.writerows(shuffled[cut:])
        corpus, drops = read(folder, today=TODAY)
        assert drops == ()
        corpora.add(corpus)
    (corpus,) = corpora
    assert [document.id for document in corpus.documents] == [record["id"] for record in records]


@pytest.mark.parametrize(
    ("register", "changes"),
    [
        (REGISTER, {"text": "Engineers repaired the bridge on Tuesday."}),
        (REGISTER, {"published": "2020-02-04"}),
        (REGISTER, {"outlet": "rt"}),
        (REGISTER, {"attributed_to": "ru-mod"}),
        (REGISTER + 'side = "Russia"', {}),
        (REGISTER + '[[outlet]]\nid = "x"\nname = "X"', {}),
    ],
)
def test_digest_changes_with_any_part(tmp_path: Path, register: str, changes: dict[str, object]) -> None:
    """Another word, date, outlet, speaker or entry of the register is another digest."""
    before, _ = read(folder_of(tmp_path, a_jsonl=json_of()), today=TODAY)
    after, _ = read(folder_of(tmp_path, outlets_toml=register, a_jsonl=json_of(**changes)), today=TODAY)
    assert len(before.digest) == 64
    assert before.digest != after.digest


def test_every_record_becomes_a_document_or_a_drop(tmp_path: Path) -> None:
    """Records in are documents out plus drops, wherever in the files the bad ones stand."""
    good = [json_of(id=f"j{number}") for number in range(5)]
    bad = [
        "{",
        "[]",
        "null",
        json_of(id=None),
        json_of(text=" "),
        json_of(id="j1"),
        json_of(outlet="x"),
        "\x00",
    ]
    rows = [f"c{number},rt,Rain fell.,2020-02-03" for number in range(4)]
    ragged = ["c9,rt", "c8,rt,a,2020-02-03,more", 'c7,rt,"a"b,2020-02-03', "c6,rt,<p>a</p>,2020-02-03"]
    for seed in range(10):
        random, folder = Random(seed), tmp_path / str(seed)
        folder.mkdir()
        lines = random.sample(good + bad, len(good + bad))
        table = ["id,outlet,text,published", *random.sample(rows + ragged, len(rows + ragged))]
        folder_of(folder, a_jsonl="\n".join(lines), b_csv="\n".join(table), c_pdf=b"%PDF", d_txt="It rained.")
        corpus, drops = read(folder, today=TODAY)
        assert len(corpus.documents) + len(drops) == len(lines) + len(table) - 1 + 2
        assert [d.id for d in corpus.documents] == ["c0", "c1", "c2", "c3", "j0", "j1", "j2", "j3", "j4"]
        assert all(drop.stage == "corpus" and drop.file and drop.remedy for drop in drops)
        assert all(drop.line for drop in drops if drop.file != "c.pdf")


# ------------------------------------------------------------------------------ refusals


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"id": None}, "missing_field", "id"),
        ({"id": " "}, "missing_field", "id"),
        ({"outlet": None}, "missing_field", "outlet"),
        ({"text": None}, "missing_field", "text"),
        ({"published": None}, "missing_field", "published"),
        ({"published": ""}, "missing_field", "published"),
        ({"id": 7}, "wrong_type", "id"),
        ({"title": ["a"]}, "wrong_type", "title"),
        ({"text": {"a": 1}}, "wrong_type", "text"),
        ({"published": 1580774400}, "wrong_type", "published"),
        ({"url": False}, "wrong_type", "url"),
        ({"text": ""}, "empty_text", "text"),
        ({"text": " \n\t\u00a0"}, "empty_text", "text"),
        ({"outlet": "SANA"}, "unknown_outlet", "outlet"),
        ({"attributed_to": "us-mod"}, "unknown_speaker", "attributed_to"),
        ({"published": "4 February 2020"}, "bad_date", "published"),
        ({"published": "2020-02-30"}, "bad_date", "published"),
        ({"published": "2020-02-04T25:00Z"}, "bad_date", "published"),
        ({"published": "2020-02-04+03:00"}, "bad_date", "published"),
        ({"modified": "yesterday"}, "bad_date", "modified"),
        ({"fetched": "02/04/2020"}, "bad_date", "fetched"),
        ({"published": "2020-03-02"}, "future_date", "published"),
        ({"published": "2020-03-01T23:00-02:00"}, "future_date", "published"),
        ({"published": "9999-12-31T23:59:59-12:00"}, "future_date", "published"),
        ({"modified": "2021-01-01"}, "future_date", "modified"),
        ({"fetched": "2021-01-01"}, "future_date", "fetched"),
        ({"text": "a\x00b"}, "control_character", "text"),
        ({"text": "a\x1bb"}, "control_character", "text"),
        ({"text": "a\x92b"}, "control_character", "text"),
        ({"title": "a\x07b"}, "control_character", "title"),
        ({"id": "a\nb"}, "control_character", "id"),
        ({"url": "a\tb"}, "control_character", "url"),
        ({"text": "a \ud83d b"}, "lone_surrogate", "text"),
        ({"id": "\udfff"}, "lone_surrogate", "id"),
        ({"text": "<p>It rained.</p>"}, "html", "text"),
        ({"text": "It rained.<br/>It froze."}, "html", "text"),
        ({"text": "It rained.<BR >It froze."}, "html", "text"),
        ({"text": 'It <a href="https://rt.example">rained</a>.'}, "html", "text"),
        ({"text": "<div class=x\nid=y>It rained."}, "html", "text"),
        ({"text": "<!-- ad --> It rained."}, "html", "text"),
        ({"text": "It&nbsp;rained."}, "html", "text"),
        ({"text": "It didn&#8217;t rain."}, "html", "text"),
        ({"title": "Rain &amp; ice"}, "html", "title"),
    ],
    ids=str,
)
def test_bad_field_is_refused(tmp_path: Path, changes: dict[str, object], reason: str, field: str) -> None:
    """A record with a bad field is dropped with file, line, field and a remedy, and the next one comes in."""
    folder = folder_of(tmp_path, a_jsonl=f"{json_of(**changes)}\n{json_of(id='next')}")
    corpus, (drop,) = read(folder, today=TODAY)
    assert outcome(drop) == ("corpus", reason, "a.jsonl", 1, field)
    assert drop.remedy
    assert drop.document == (None if field == "id" else "d1")
    assert [document.id for document in corpus.documents] == ["next"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "d1"', "not_json"),
        (b"Engineers repaired the bridge.", "not_json"),
        (b'{"id": "a", "id": "b"}', "not_json"),
        (b"[" * 100_000, "not_json"),
        (b'{"id": ' + b"9" * 5000 + b"}", "not_json"),
        (b'["id", "d1"]', "not_an_object"),
        (b'"d1"', "not_an_object"),
        (b"null", "not_an_object"),
        (json_of().encode("utf-16"), "not_utf8"),
        (b'{"id": "d1", "text": "caf\xe9"}', "not_utf8"),
    ],
    ids=["cut", "prose", "key-twice", "deep", "long-number", "array", "string", "null", "utf-16", "latin-1"],
)
def test_bad_line_is_refused(tmp_path: Path, line: bytes, reason: str) -> None:
    """A line that is no JSON object in UTF-8 is dropped alone, with its number."""
    folder = folder_of(tmp_path, a_jsonl=json_of().encode() + b"\n\n" + line.replace(b"\n", b"") + b"\n")
    corpus, (drop,) = read(folder, today=TODAY)
    assert outcome(drop) == ("corpus", reason, "a.jsonl", 3, None)
    assert len(corpus.documents) == 1


@pytest.mark.parametrize(
    ("table", "reason", "line", "field"),
    [
        ("", "missing_header", 1, "id"),
        ("d1,sana,It rained.,2020-02-03\n", "missing_header", 1, "id"),
        ("id;outlet;text;published\nd1;sana;It rained.;2020-02-03\n", "missing_header", 1, "id"),
        ("id,outlet,text\nd1,sana,It rained.\n", "missing_header", 1, "published"),
        ("id,outlet,text,published,text\nd1,sana,a,2020-02-03,b\n", "missing_header", 1, "text"),
        ('"id"x,outlet\n', "not_csv", 1, None),
        ("id,outlet,text,published\nd1,sana,It rained, then froze,2020-02-03\n", "ragged_row", 2, None),
        ("id,outlet,text,published\nd1,sana,It rained.\n", "ragged_row", 2, None),
        ('id,outlet,text,published\nd1,sana,"It "rained".",2020-02-03\n', "not_csv", 2, None),
        ('id,outlet,text,published\n\nd1,sana,"It\nrained.,2020-02-03\n', "not_csv", 3, None),
        ("id,outlet,text,published\nd1,sana,It\x00rained.,2020-02-03\n", "control_character", 2, "text"),
        ("id,outlet,text,published\nd1,sana,,2020-02-03\n", "empty_text", 2, "text"),
        ("id,outlet,text,published\nd1,,It rained.,2020-02-03\n", "missing_field", 2, "outlet"),
        (b"id,outlet,text,published\nd1,sana,caf\xe9,2020-02-03\n", "not_utf8", 2, None),
    ],
)
def test_bad_table_is_refused(tmp_path: Path, table: str | bytes, reason: str, line: int, field: str | None) -> None:
    """A CSV file without a proper header is dropped as a whole, a faulty row alone, with its line."""
    drop = only_drop(folder_of(tmp_path, a_csv=table))
    assert outcome(drop) == ("corpus", reason, "a.csv", line, field)
    assert drop.remedy


def test_rows_after_a_bad_row_are_read(tmp_path: Path) -> None:
    """A faulty quote or byte costs one row, and line numbers still count the lines inside cells."""
    table = (
        b'id,outlet,text,published\nc1,rt,"two\nlines",2020-02-03\nc2,rt,"a"b,2020-02-03\n'
        b"c3,rt,caf\xe9,2020-02-03\nc4,rt,last,2020-02-03\n"
    )
    corpus, drops = read(folder_of(tmp_path, a_csv=table), today=TODAY)
    assert [document.id for document in corpus.documents] == ["c1", "c4"]
    assert [(drop.reason, drop.line, drop.value) for drop in drops] == [
        ("not_csv", 4, "',' expected after '\"'"),
        ("not_utf8", 5, "byte 0xe9"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "reason", "line", "field"),
    [
        ("plain.txt", b"It rained.", "missing_field", 1, "outlet"),
        ("rt_2020-02-30.txt", b"It rained.", "bad_date", 1, "published"),
        ("cnn_2020-02-03.txt", b"It rained.", "unknown_outlet", 1, "outlet"),
        ("rt_2020-02-03.txt", b" \n", "empty_text", 1, "text"),
        ("rt_2020-02-03.txt", b"It rained.\nCaf\xe9.", "not_utf8", 2, None),
        ("rt_2020-02-03.txt", "It rained.".encode("utf-16"), "not_utf8", 1, None),
        ("rt_2020-02-03.txt", b"---\nurl: x\nIt rained.\n---\n", "bad_front_matter", 3, None),
        ("rt_2020-02-03.txt", b"---\nurl: x\n\nIt rained.", "bad_front_matter", 1, None),
    ],
)
def test_bad_text_file_is_refused(
    tmp_path: Path, name: str, content: bytes, reason: str, line: int, field: str | None
) -> None:
    """A text file that is not UTF-8, has broken front matter or tells no outlet or date is dropped."""
    folder = folder_of(tmp_path)
    (folder / name).write_bytes(content)
    drop = only_drop(folder)
    assert outcome(drop) == ("corpus", reason, name, line, field)
    assert drop.remedy


def test_text_without_outlet_is_told_how_to_name_it(tmp_path: Path) -> None:
    """The remedy for a text file without outlet or date is the form of its name."""
    drop = only_drop(folder_of(tmp_path, plain_txt="It rained."))
    assert drop.remedy is not None and "<outlet>_<YYYY-MM-DD>_<slug>.txt" in drop.remedy


def test_unknown_outlet_is_told_to_be_added(tmp_path: Path) -> None:
    """The remedy for an unknown outlet names outlets.toml, and the value is shown."""
    assert only_drop(folder_of(tmp_path, a_jsonl=json_of(outlet="cnn"))) == Drop(
        "corpus",
        "unknown_outlet",
        file="a.jsonl",
        line=1,
        field="outlet",
        value="cnn",
        remedy="add it to outlets.toml as [[outlet]], or write the id of one that is there",
        document="d1",
    )


def test_html_is_told_to_be_extracted(tmp_path: Path) -> None:
    """The remedy for markup names an extractor, and the value begins at the markup."""
    drop = only_drop(folder_of(tmp_path, a_jsonl=json_of(text="It rained. <p class='x'>It froze.")))
    assert drop.value == "<p class='x'>It froze."
    assert drop.remedy is not None and "trafilatura" in drop.remedy


def test_unknown_files_are_drops(tmp_path: Path) -> None:
    """A file of another format, a second register and a linked folder are named, never passed over."""
    folder = folder_of(tmp_path, a_jsonl=json_of(), b_pdf=b"%PDF", c_json="[]")
    (folder / "sub").mkdir()
    (folder / "sub" / "outlets.toml").write_text(REGISTER, encoding="utf-8")
    (folder / "link").symlink_to(folder / "sub")
    (folder / "gone.csv").symlink_to(folder / "nothing")
    corpus, drops = read(folder, today=TODAY)
    assert len(corpus.documents) == 1
    assert [(drop.reason, drop.file) for drop in drops] == [
        ("unknown_format", name) for name in ("b.pdf", "c.json", "gone.csv", "link", "sub/outlets.toml")
    ]


def test_duplicate_id_keeps_the_first_by_file_and_line(tmp_path: Path) -> None:
    """Of the documents with one id the first by file name, then by line, stays; the drop names both."""
    folder = folder_of(
        tmp_path,
        b_jsonl=json_of(text="From b."),
        a_jsonl=f"{json_of(text=' ')}\n{json_of(text='From a.')}\n{json_of(text='From a.')}",
    )
    corpus, drops = read(folder, today=TODAY)
    assert [document.body for document in corpus.documents] == ["From a."]
    assert [(drop.reason, drop.file, drop.line, drop.value, drop.remedy) for drop in drops[1:]] == [
        (
            "duplicate_id",
            file,
            line,
            "d1",
            f"keep one of the two or rename one: a.jsonl, line 2 stays and {file}, line {line} was dropped",
        )
        for file, line in (("a.jsonl", 3), ("b.jsonl", 1))
    ]


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "txt"])
def test_text_of_ten_megabytes_is_refused_and_one_under_it_is_not(tmp_path: Path, suffix: str) -> None:
    """A text of the limit in bytes, not in characters, is dropped with the limit in its remedy."""
    letter = "\u00e9"  # two bytes
    folder = folder_of(tmp_path)
    for name, size in (("over", MAX_BYTES // 2), ("under", MAX_BYTES // 2 - 1)):
        record = GOOD | {"id": name, "title": "", "text": letter * size}
        with (folder / f"rt_2020-02-03_{name}.{suffix}").open("w", encoding="utf-8", newline="") as stream:
            if suffix == "csv":
                csv.writer(stream).writerows([record.keys(), record.values()])
            else:
                stream.write(json.dumps(record) if suffix == "jsonl" else record["text"])
    corpus, (drop,) = read(folder, today=TODAY)
    assert [len(document.text) for document in corpus.documents] == [MAX_BYTES // 2 - 1]
    assert (drop.reason, drop.field, drop.value) == ("too_large", "text", "10000000 bytes")
    assert drop.remedy is not None and "10,000,000 bytes" in drop.remedy


def test_endless_line_is_passed_over_without_being_held(tmp_path: Path) -> None:
    """A line over the limit of a line is one drop, and the next line is read."""
    folder = folder_of(tmp_path, a_jsonl=b"x" * (MAX_LINE + 10) + b"\n" + json_of().encode())
    corpus, (drop,) = read(folder, today=TODAY)
    assert outcome(drop) == ("corpus", "too_large", "a.jsonl", 1, None)
    assert len(corpus.documents) == 1


def test_endless_text_file_is_refused(tmp_path: Path) -> None:
    """A text file far over the limit is dropped without being read to its end."""
    folder = folder_of(tmp_path)
    (folder / "rt_2020-02-03.txt").write_bytes(b"x" * (2 * MAX_BYTES + 1))
    assert outcome(only_drop(folder)) == ("corpus", "too_large", "rt_2020-02-03.txt", 1, "text")


@pytest.mark.parametrize(
    "changes",
    [
        {"published": "x" * 1000},
        {"text": "\r\n" * 100},
        {"outlet": "\u2028" * 100},
        {"published": {"a": [list(range(1000))] * 50}},
    ],
    ids=["long", "line-breaks", "line-separators", "nested"],
)
def test_shown_value_is_short_and_can_be_written(tmp_path: Path, changes: dict[str, object]) -> None:
    """The value in a drop is one line of at most 80 characters that encodes as UTF-8."""
    drop = only_drop(folder_of(tmp_path, a_jsonl=json_of(**changes)))
    assert drop.value is not None
    assert len(drop.value.encode("utf-8").decode()) <= MAX_VALUE
    assert len(drop.value.splitlines()) == 1


def test_strict_raises_on_the_first_drop(tmp_path: Path) -> None:
    """With strict, the first bad record ends the reading with one line that names all of it."""
    folder = folder_of(tmp_path, a_jsonl=f"{json_of()}\n{json_of(id='d2', outlet='cnn')}\nnull")
    with pytest.raises(CorpusError) as caught:
        read(folder, today=TODAY, strict=True)
    assert str(caught.value) == (
        "a.jsonl, line 2: unknown_outlet (outlet = cnn); "
        "add it to outlets.toml as [[outlet]], or write the id of one that is there"
    )


def test_strict_lets_a_good_corpus_in() -> None:
    """With strict, a corpus without faults is the same as without."""
    assert read(MIXED, today=TODAY, strict=True) == read(MIXED, today=TODAY)


# ------------------------------------------------------------------------------ corpora that cannot be read


def test_corpus_without_good_documents_is_returned_with_its_drops(tmp_path: Path) -> None:
    """Nothing good in the files is an empty corpus, not an error."""
    corpus, drops = read(folder_of(tmp_path, a_jsonl="null\n", b_jsonl=""), today=TODAY)
    assert (corpus.documents, len(corpus.outlets), len(drops)) == ((), 2, 1)


def test_missing_folder_is_an_error(tmp_path: Path) -> None:
    """A folder that is not there cannot be read."""
    with pytest.raises(CorpusError, match="no corpus folder"):
        read(tmp_path / "nowhere", today=TODAY)


def test_missing_register_is_an_error(tmp_path: Path) -> None:
    """A folder without outlets.toml is no corpus."""
    (tmp_path / "a.jsonl").write_text(json_of(), encoding="utf-8")
    with pytest.raises(CorpusError, match=r"outlets\.toml; write one \[\[outlet\]\]"):
        read(tmp_path, today=TODAY)


@pytest.mark.parametrize("files", [{}, {"b_pdf": "%PDF", "README_md": "# x", "expected_jsonl": "{}"}])
def test_folder_without_document_files_is_an_error(tmp_path: Path, files: dict[str, str]) -> None:
    """A register without any file of a known format is no corpus."""
    with pytest.raises(CorpusError, match="no document file"):
        read(folder_of(tmp_path, **files), today=TODAY)


@pytest.mark.parametrize(
    ("register", "message"),
    [
        (b"[[outlet]\n", "not TOML"),
        (b"x = " + b"[" * 50_000, "not TOML"),
        (b'[[outlet]]\nid = "\xe9"\n', "not UTF-8"),
        (b"", "lists no outlet"),
        (b'[outlet]\nid = "a"\nname = "A"\n', r"head each entry with \[\[outlet\]\]"),
        (b"outlet = [1]\n", r"head each entry with \[\[outlet\]\]"),
        (b'[[outlets]]\nid = "a"\n', "unknown table 'outlets'"),
        (b'[[outlet]]\nid = "a"\nname = "A"\ntrust = 1\n', r"outlet 1 \('a'\): unknown key 'trust'"),
        (b'[[outlet]]\nname = "A"\n', r"outlet 1 \('without id'\): id is missing"),
        (b'[[outlet]]\nid = "a"\nname = ""\n', "name is missing"),
        (b'[[outlet]]\nid = 3\nname = "A"\n', "id = 3 is not a string"),
        (
            b'[[outlet]]\nid = "a"\nname = "A"\nlanguages = "en"\n',
            "languages = 'en' is not a list of strings",
        ),
        (b'[[outlet]]\nid = "a"\nname = "A"\naliases = [1]\n', r"aliases = \[1\] is not a list of strings"),
        (
            b'[[outlet]]\nid = "a"\nname = "A"\ncompleteness = 80\n',
            "completeness = 80 is not a number from 0",
        ),
        (b'[[outlet]]\nid = "a"\nname = "A"\ncompleteness = nan\n', "completeness = nan is not"),
        (b'[[outlet]]\nid = "a"\nname = "A"\ncompleteness = true\n', "completeness = True is not"),
        (b'[[outlet]]\nid = "a"\nname = "A"\n' * 2, r"outlet 2 \('a'\): the id stands twice"),
        (REGISTER.encode() + b'[[speaker]]\nid = "ru-mod"\nname = "M"\n', r"speaker 2 \('ru-mod'\): the id"),
        (
            REGISTER.encode() + b"party = 1\n",
            r"speaker 1 \('ru-mod'\): unknown key 'party'; known are id, name",
        ),
    ],
)
def test_bad_register_is_an_error_that_names_file_and_entry(tmp_path: Path, register: bytes, message: str) -> None:
    """An unknown key, a wrong type, a missing or second id in outlets.toml stops the run, and is named."""
    with pytest.raises(CorpusError, match=message) as caught:
        read(folder_of(tmp_path, outlets_toml=register, a_jsonl=json_of()), today=TODAY)
    assert str(tmp_path / "outlets.toml") in str(caught.value)


# ------------------------------------------------------------------------------ one text file


def test_one_text_file_is_a_corpus_of_one_document(tmp_path: Path) -> None:
    """A text file alone comes in with its stem as outlet and id, and the date of the caller."""
    path = tmp_path / "report.txt"
    path.write_text("Rain falls\n\nIt rained, the mayor said.\n", encoding="utf-8")
    corpus, drops = read(path, today=TODAY, published=date(2020, 2, 3))
    assert drops == ()
    assert corpus == Corpus(
        (Outlet("report", "report"),),
        (),
        (
            Document(
                "report",
                "report",
                "Rain falls",
                "It rained, the mayor said.\n",
                datetime(2020, 2, 3, tzinfo=UTC),
            ),
        ),
        corpus.digest,
    )


def test_one_text_file_tells_outlet_speaker_and_date_itself(tmp_path: Path) -> None:
    """Name and front matter of a single text file are read, and the date of the caller stands above them."""
    path = tmp_path / "rt_2020-02-03_rain.txt"
    path.write_text("---\nattributed_to: mayor\n---\nIt rained.", encoding="utf-8")
    corpus, _ = read(path, today=TODAY)
    assert (corpus.outlets, corpus.speakers) == ((Outlet("rt", "rt"),), (Speaker("mayor", "mayor"),))
    assert [d.published for d in corpus.documents] == [datetime(2020, 2, 3, tzinfo=UTC)]
    later, _ = read(path, today=TODAY, published=date(2020, 2, 4))
    assert [d.published for d in later.documents] == [datetime(2020, 2, 4, tzinfo=UTC)]


def test_one_text_file_without_a_date_is_an_error(tmp_path: Path) -> None:
    """A date is never guessed: the error says how to give one."""
    path = tmp_path / "report.txt"
    path.write_text("It rained.", encoding="utf-8")
    with pytest.raises(CorpusError, match="has no date; give one with --date"):
        read(path, today=TODAY)


@pytest.mark.parametrize(("content", "reason"), [(b"caf\xe9", "not_utf8"), (b"<p>It rained.</p>", "html")])
def test_one_bad_text_file_is_a_drop(tmp_path: Path, content: bytes, reason: str) -> None:
    """A single text file is checked as any record is."""
    path = tmp_path / "rt_2020-02-03.txt"
    path.write_bytes(content)
    assert only_drop(path).reason == reason


def test_one_file_of_another_format_is_an_error(tmp_path: Path) -> None:
    """Only a text file can be read without a register."""
    path = folder_of(tmp_path, a_jsonl=json_of()) / "a.jsonl"
    with pytest.raises(CorpusError, match=r"is not a \.txt file"):
        read(path, today=TODAY)


def test_date_for_a_folder_is_an_error() -> None:
    """The date of one text file says nothing on a folder, and is not ignored in silence."""
    with pytest.raises(CorpusError, match="leave it out"):
        read(MIXED, today=TODAY, published=date(2020, 2, 3))


# ------------------------------------------------------------------------------ real data


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold corpus is not in ../shared")
def test_real_corpus_comes_in_whole() -> None:
    """All 450 real documents come in, without a drop, each text as its line of JSON has it."""
    corpus, drops = read(GOLD, today=TODAY)
    with (GOLD / "documents.jsonl").open(encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream]
    expected = sorted((record["id"], f"{record['title']}\n\n{record['text']}") for record in records)
    assert drops == ()
    assert [(document.id, document.text) for document in corpus.documents] == expected
    assert len(expected) == 450
