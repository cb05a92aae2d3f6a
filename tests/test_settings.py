"""Settings: defaults, a file, overrides, and what is refused."""

from dataclasses import asdict, replace
from pathlib import Path

import pytest

from compare.errors import SettingsError
from compare.settings import RANGES, Settings, changed, load


def write(folder: Path, text: str) -> Path:
    """A settings file."""
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold() -> None:
    """No file and no override give the defaults."""
    assert load() == Settings()


def test_a_file_changes_what_it_names(tmp_path: Path) -> None:
    """A file changes the settings that it names and leaves the others."""
    assert load(write(tmp_path, "window_days = 4\nevent_cut = 0.5\n")) == replace(
        Settings(), window_days=4, event_cut=0.5
    )


def test_an_override_stands_above_the_file(tmp_path: Path) -> None:
    """An override wins against the file; one that is None changes nothing."""
    path = write(tmp_path, "window_days = 4\nneighbours = 2\n")
    assert load(path, window_days=6, neighbours=None) == replace(Settings(), window_days=6, neighbours=2)


def test_every_default_passes_its_own_check() -> None:
    """The defaults given back one by one are accepted."""
    assert [load(**{name: value}) for name, value in asdict(Settings()).items()] == [Settings()] * len(
        asdict(Settings())
    )


def test_an_unknown_setting_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    """A name that is no setting is refused; the message names it and those that are."""
    with pytest.raises(SettingsError, match=r"'windw_days'.*window_days"):
        load(write(tmp_path, "windw_days = 4\n"))


@pytest.mark.parametrize(
    "text",
    ["-1", "true", '"many"', "[4]", "nan", "inf"],
    ids=["below zero", "boolean", "text", "list", "not a number", "infinite"],
)
def test_a_value_that_cannot_be_is_refused(text: str, tmp_path: Path) -> None:
    """A value that is no number of at least 0 is refused with its name and value."""
    with pytest.raises(SettingsError, match="window_days"):
        load(write(tmp_path, f"window_days = {text}\n"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("candidates", 0),
        ("candidates", 2.5),
        ("window_days", 1.5),
        ("window_days", 10**9),
        ("neighbours", 0.5),
        ("event_cut", 1.5),
        ("event_cut", -0.1),
        ("search_least", float("nan")),
    ],
)
def test_a_value_outside_the_range_of_its_setting_is_refused(name: str, value: float) -> None:
    """Counts are whole, the search looks at one statement at least, and a probability is at most 1."""
    with pytest.raises(SettingsError, match=name):
        load(**{name: value})


def test_every_setting_has_its_range() -> None:
    """The table of ranges names the settings, all of them and no other."""
    assert set(RANGES) == set(asdict(Settings()))


def test_the_refusal_names_setting_value_and_range() -> None:
    """The message on a value out of range says which setting, what was given and what is allowed."""
    with pytest.raises(SettingsError, match=r"candidates = 2\.5 must be a whole number from 1 to 10000"):
        load(candidates=2.5)
    with pytest.raises(SettingsError, match=r"event_cut = nan must be a number from 0 to 1$"):
        load(event_cut=float("nan"))


@pytest.mark.parametrize(("name", "value"), [("event_cut", 0), ("event_cut", 1), ("window_days", 0)])
def test_both_ends_of_a_range_are_in_it(name: str, value: int) -> None:
    """The least and the most are allowed; a probability may be written without a fraction."""
    assert getattr(load(**{name: value}), name) == value


def test_a_missing_file_is_refused_with_its_name(tmp_path: Path) -> None:
    """A file that is not there is refused by name."""
    with pytest.raises(SettingsError, match=r"nowhere\.toml"):
        load(tmp_path / "nowhere.toml")


@pytest.mark.parametrize("content", [b"window_days = = 4", b"\xff\xfe"], ids=["no TOML", "no UTF-8"])
def test_a_broken_file_is_refused_with_its_name(content: bytes, tmp_path: Path) -> None:
    """A file that is no TOML, or not in UTF-8, is refused by name."""
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"settings\.toml is not TOML"):
        load(path)


def test_changed_lists_what_is_not_the_default_by_name() -> None:
    """Only settings that differ from the default are listed, sorted by name."""
    assert changed(Settings()) == ()
    assert changed(replace(Settings(), window_days=4, candidates=7)) == (
        ("candidates", 7),
        ("window_days", 4),
    )
