import pytest

from compare.gazetteer import GeoNames, fold, skeleton

ATLAS = GeoNames()


@pytest.mark.parametrize(
    "spellings",
    [
        ("Saraqib", "Saraqeb", "Serakib"),
        ("Aleppo", "Halab", "Haleb"),
        ("Hasakah", "Hasaka", "Hassakeh", "al-Hasakah"),
        ("Deir Ezzor", "Deir al-Zor", "Deir ez-Zor", "Deir Ezour"),
        ("Raqqa", "Raqa", "al-Raqqa", "Ar-Raqqah"),
        ("Jisr al-Shughur", "Jisr al-Shughour"),
        ("Al-Bab", "al Bab"),
        ("Idlib", "Idleb"),
        ("Kobani", "Kobane", "Ain al-Arab"),
        ("Maarat al-Numan", "Maaret Alnouman"),
        ("Damascus", "Rif Dimashq", "Reef Damascus"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_of_a_place_meet(spellings: tuple[str, ...]) -> None:
    """All usual transliterations of a Syrian name have one key."""
    assert {ATLAS.lookup(spelling, "SY")[0].key for spelling in spellings} == {ATLAS.lookup(spellings[0], "SY")[0].key}


@pytest.mark.parametrize(("one", "other"), [("Binnish", "Banias"), ("Homs", "Hama"), ("Azaz", "Izraa")])
def test_other_places_keep_apart(one: str, other: str) -> None:
    """Places with like consonants have keys of their own."""
    assert ATLAS.lookup(one, "SY")[0].key != ATLAS.lookup(other, "SY")[0].key


@pytest.mark.parametrize("spellings", [("Waer", "Waar", "al-Waer", "Alwaer"), ("Mazzeh", "Mezze"), ("Foua", "Fu'ah")])
def test_short_names_that_no_list_has_meet_by_their_sound(spellings: tuple[str, ...]) -> None:
    """Vowels of short names are told apart as open and back alone."""
    assert len({ATLAS.key(spelling) for spelling in spellings}) == 1


def test_a_consonant_between_vowels_is_heard() -> None:
    """A town is not met by a name that lacks its middle consonant."""
    assert ATLAS.key("Madaya") != ATLAS.key("Maadi")


def test_a_town_lies_in_its_province_and_country() -> None:
    """Provinces go by their seat, nearest first; a suburb belongs to the city beside it."""
    keys = {name: ATLAS.lookup(name, "SY")[0].key for name in ("Idlib", "Damascus")}
    assert ATLAS.lookup("Saraqib", "SY")[0].within == (keys["Idlib"], "syria")
    assert ATLAS.lookup("Jaramana", "SY")[0].within == (keys["Damascus"], "syria")


def test_a_country_contains_itself_in_nothing() -> None:
    """Countries are places without a larger one, under the names in use."""
    assert [(p.key, p.within, p.country) for p in ATLAS.lookup("Syria")] == [("syria", (), "SY")]
    assert [p.country for p in ATLAS.lookup("Turkey")] == ["TR"]


def test_small_towns_are_found_in_their_country_alone() -> None:
    """A village is unknown to the world and known in its country."""
    assert ATLAS.lookup("Binnish") != ATLAS.lookup("Binnish", "SY")
    assert ATLAS.lookup("Ehsim") == ()
    assert [p.country for p in ATLAS.lookup("Ehsim", "SY")] == ["SY"]


def test_large_cities_are_found_from_anywhere() -> None:
    """A city of the world is found without its country, the largest of its name first."""
    assert ATLAS.lookup("London")[0].country == "GB"
    assert ATLAS.lookup("London", "SY")[0].country == "GB"


def test_namesakes_come_by_their_size() -> None:
    """Of the large cities of one name all are found, the largest first; a beginning of a name finds none."""
    found = ATLAS.lookup("Tripoli")
    assert {"LY", "LB"} <= {place.country for place in found}
    assert [place.population for place in found] == sorted((place.population for place in found), reverse=True)
    assert ATLAS.lookup("Birming") == ()


@pytest.mark.parametrize("country", [None, "SY", "RU", "TR", "US"])
@pytest.mark.parametrize("name", ["Syrian", "Russian", "Turkish", "Kurds", "Hamas"])
def test_peoples_and_groups_are_no_places(name: str, country: str | None) -> None:
    """The adjective of a nation is no town of a like sound, nor is Hamas the city of Homs."""
    assert ATLAS.lookup(name, country) == ()


@pytest.mark.parametrize("name", ["", "Qzxv", "12", "-", "the"])
def test_unknown_names_are_nowhere(name: str) -> None:
    """A name that nobody has gives no place, and never an error."""
    assert ATLAS.lookup(name, "SY") == ()


def test_unknown_names_have_a_key_of_their_sound() -> None:
    """Spellings of a name that no list has meet in its consonants; short ones keep their vowels."""
    assert len({ATLAS.key(name) for name in ("al-Jamilyeh", "Jamilia", "al-Jameeliya")}) == 1
    assert ATLAS.key("Foua") != ATLAS.key("Fiya")


@pytest.mark.parametrize("name", ["Saraqib", "Ḩalab", "‘Ayn al ‘Arab", "Deir ez-Zor", "Ł"])
def test_folding_twice_changes_nothing(name: str) -> None:
    """Folded names are fixed points, in lower case."""
    assert fold(fold(name)) == fold(name)
    assert fold(name) == fold(name).lower()
    assert skeleton(name) == skeleton(fold(name))
