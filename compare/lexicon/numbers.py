"""Number words, vague amounts and the words that bound a number.

Values and intervals of vague words are conventions, those of `evaluation/annotations/README.md`; not measured.
"""

CARDINALS: dict[str, int] = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES: dict[str, int] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}

# Plural scales: at least two of them, less than two of the next larger one that people would use.
PLURALS: dict[str, tuple[int, int]] = {
    "tens": (20, 99),
    "dozens": (24, 99),
    "scores": (40, 199),
    "hundreds": (200, 1_999),
    "thousands": (2_000, 99_999),
    "millions": (2_000_000, 99_999_999),
    "billions": (2_000_000_000, 99_999_999_999),
}
BELOW_NEXT = {"hundreds": 999}  # before "of thousands": they are less than a million
# "several" and "a few" also stand before a scale: "several dozen", "a few hundred".
# "Many" and "a number of" say nothing that could be compared.
SEVERAL: dict[str, tuple[int, int]] = {
    "several": (3, 9),
    "few": (2, 6),
    "couple": (2, 2),
    "handful": (2, 6),
}

# What a word before a number does to it; longest first where one ends another.
AT_LEAST, MORE, ABOUT, NEARLY, UP_TO, LESS, NEUTRAL = "at least", "more", "about", "nearly", "up to", "less", ""
QUALIFIERS: tuple[tuple[tuple[str, ...], str], ...] = tuple(
    (tuple(words.split()), effect)
    for words, effect in (
        ("no fewer than", AT_LEAST),
        ("no less than", AT_LEAST),
        ("not less than", AT_LEAST),
        ("not fewer than", AT_LEAST),
        ("no more than", UP_TO),
        ("not more than", UP_TO),
        ("as many as", UP_TO),
        ("as much as", UP_TO),
        ("as few as", AT_LEAST),
        ("a minimum of", AT_LEAST),
        ("a maximum of", UP_TO),
        ("a total of", NEUTRAL),
        ("the total of", NEUTRAL),
        ("at least", AT_LEAST),
        ("at lest", AT_LEAST),
        ("at most", UP_TO),
        ("up to", UP_TO),
        ("more than", MORE),
        ("upwards of", MORE),
        ("upward of", MORE),
        ("in excess of", MORE),
        ("well over", MORE),
        ("less than", LESS),
        ("fewer than", LESS),
        ("close to", NEARLY),
        ("an estimated", ABOUT),
        ("estimated", ABOUT),
        ("over", MORE),
        ("exceeding", MORE),
        ("exceeded", MORE),
        ("some", ABOUT),
        ("about", ABOUT),
        ("around", ABOUT),
        ("nearly", NEARLY),
        ("almost", NEARLY),
        ("approximately", ABOUT),
        ("roughly", ABOUT),
        ("another", NEUTRAL),
        ("other", NEUTRAL),
        ("additional", NEUTRAL),
        ("further", NEUTRAL),
    )
)
APPROXIMATION = 0.1  # "some 20" is [18, 22], "nearly 20" is [18, 20]: a convention (design.md, section 5)

# A number after one of these names a thing ("Resolution 2254", "Division 17"): no count.
NAMING = frozenset(
    "resolution resolutions division brigade regiment battalion corps unit base airbase route "
    "highway road article chapter paragraph section channel number no nos version page figure "
    "appendix annex flight group protocol su mig mi il km kilo point phase stage level grade "
    "category fm class checkpoint hill area sector room gate camp g p t f m q ch".split()
)
AGES = frozenset("aged age ages".split())
# A figure between 1900 and 2100 after one of these is a year, unless people follow.
YEAR_CUES = frozenset(
    "in since of from until till by late early mid during year before after spring summer autumn "
    "winter january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)

# A number before one of these measures something that is never a count of victims or things.
MEASURES = frozenset(
    "percent per % pct year years yr yrs month months week weeks weekend day days hour hours hrs "
    "hr minute minutes min mins second seconds decade decades century centuries night nights "
    "morning mornings km kms kilometer kilometers kilometre kilometres mile miles metre metres "
    "meter meters m cm mm centimeter centimeters millimeter millimeters millimetre foot feet ft "
    "yard yards inch inches square sq cubic hectare hectares acre acres kg kgs kilo kilos kilogram "
    "kilograms gram grams g ton tons tonne tonnes pound pounds lb lbs liter liters litre litres "
    "barrel degree degrees knots calibre caliber am pm a.m. p.m. gmt utc est edt cet bst o'clock "
    "oclock times percentage fold folds quarter quarters consecutive straight th st nd rd".split()
)
MONEY_BEFORE = frozenset("$ € £ usd us$ eur".split())
MONEY_AFTER = frozenset("dollar dollars euro euros lira liras rouble roubles ruble rubles pounds usd cents".split())
