"""Invented prose with the statistics of a trade article, and what editors and templates do to it.

Words follow Zipf's law over a made-up vocabulary with function words, numbers and names among them.
The same seed gives the same text. Used by ``benchmarks.duplicates`` and by tests.
"""

import random
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import accumulate

Edit = Callable[[str, random.Random], str]

_FUNCTION = (
    "de la le et les des en un une du à que pour dans par sur qui plus au pas ce avec se sont il"
    " elle aux ont mais sa comme ou son leur été deux cette ses entre après selon même encore"
).split()
_SYLLABLES = (
    "ba ce di fo gu la me ni po ru sa te vi lo ma re cha bri trou pan cor vel sti gno".split()
)
_VOCABULARY = 6_000
_NAMES = 800
_SENTENCE = (9, 24)
"""Words of a sentence, at least and at most."""
_NAME_SHARE, _NUMBER_SHARE, _FUNCTION_SHARE = 0.05, 0.03, 0.42


def text(seed: int, words: int = 650) -> str:
    """A text of so many words, give or take a sentence; 650 words are some 4 KB."""
    chance = random.Random(seed)
    paragraphs: list[str] = []
    written = 0
    while written < words:
        sentences = [_sentence(chance) for _ in range(chance.randint(2, 4))]
        written += sum(len(sentence.split()) for sentence in sentences)
        paragraphs.append(" ".join(sentences))
    return "\n".join(paragraphs)


def _sentence(chance: random.Random) -> str:
    words = [_word(chance) for _ in range(chance.randint(*_SENTENCE))]
    words[0] = words[0].capitalize()
    if len(words) > 14:
        words[7] += ","
    return " ".join(words) + "."


def _word(chance: random.Random) -> str:
    """Any word as it stands in running text."""
    kind = chance.random()
    if kind < _FUNCTION_SHARE:
        return chance.choice(_FUNCTION)
    if kind < _FUNCTION_SHARE + _NUMBER_SHARE:
        return _number(chance)
    if kind < _FUNCTION_SHARE + _NUMBER_SHARE + _NAME_SHARE:
        return chance.choice(_names())
    vocabulary, weights = _vocabulary()
    return chance.choices(vocabulary, cum_weights=weights)[0]


def _number(chance: random.Random) -> str:
    return chance.choice(
        (
            f"{chance.randint(2, 99)}",
            f"{chance.randint(1, 60)},{chance.randint(1, 9)}",
            f"{chance.randint(1, 9)} {chance.randint(100, 999)}",
            f"{chance.randint(1990, 2027)}",
        )
    )


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[list[str], list[float]]:
    """Words, and their frequencies added up."""
    chance = random.Random("vocabulary")
    found = {"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))) for _ in range(20_000)}
    words = sorted(found)
    chance.shuffle(words)
    words = words[:_VOCABULARY]
    return words, list(accumulate(1 / (rank + 10) for rank in range(len(words))))


@lru_cache(maxsize=1)
def _names() -> list[str]:
    chance = random.Random("names")
    return sorted(
        {
            "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 3))).capitalize()
            for _ in range(_NAMES)
        }
    )


# What editors do


def _sentences(text: str) -> list[str]:
    return [f"{part.strip()}." for part in text.replace("\n", " ").split(". ") if part.strip(" .")]


def _other(chance: random.Random, words: int) -> str:
    """A passage that has nothing to do with it."""
    return " ".join(_words(text(chance.randrange(1 << 40), words))[:words])


def _words(text: str) -> list[str]:
    return text.split()


def edited(share: float) -> Edit:
    """That share of the words replaced by others, wherever they stand."""

    def edit(text: str, chance: random.Random) -> str:
        return " ".join(_word(chance) if chance.random() < share else word for word in _words(text))

    return edit


def cut(share: float) -> Edit:
    """Only so much of the beginning."""
    return lambda text, _chance: " ".join(_words(text)[: int(len(_words(text)) * share)])


def another_intro(text: str, chance: random.Random) -> str:
    """The first fifth written anew."""
    words = _words(text)
    fifth = len(words) // 5
    return _other(chance, fifth) + " " + " ".join(words[fifth:])


def another_intro_and_outro(share: float) -> Edit:
    """That share of the text written anew, half of it at the beginning and half at the end."""

    def edit(text: str, chance: random.Random) -> str:
        words = _words(text)
        part = int(len(words) * share / 2)
        kept = " ".join(words[part : len(words) - part])
        return f"{_other(chance, part)} {kept} {_other(chance, part)}"

    return edit


def wrapped(text: str, chance: random.Random) -> str:
    """A magazine's standing text around it, the same for fifty articles."""
    house = random.Random(f"house {chance.randrange(50)}")
    return f"{_other(house, 60)}\n{text}\n{_other(house, 120)}"


EDITS: Mapping[str, Edit] = {
    "another intro": another_intro,
    "10 % of the words edited": edited(0.1),
    "20 % of the words edited": edited(0.2),
    "cut to 60 %": cut(0.6),
    "boilerplate around it": wrapped,
    "new intro and outro, 30 %": another_intro_and_outro(0.3),
    "new intro and outro, 50 %": another_intro_and_outro(0.5),
}


# What templates do: texts that are alike and tell something else

_REPORTS = (
    "Le blé tendre rendu {name} a clôturé {day} à {n} euros la tonne, {move} de {n} euro sur la"
    " semaine. Sur {name}, l'échéance de mars s'échangeait à {n} euros, dans un volume de {n}"
    " contrats. Le maïs rendu {name} a suivi : il valait {n} euros la tonne, {move} de {n} % par"
    " rapport au mois précédent. Les opérateurs attendaient {n} millions de tonnes pour la saison,"
    " contre {n} millions un an plus tôt. Du côté des oléagineux, le colza gagnait {n} euros à {n}"
    " euros la tonne, tandis que le tournesol en perdait {n}. Les stocks sont estimés à {n} tonnes"
    " par les négociants de {name}, et les exportations ont atteint {n} tonnes depuis le début de"
    " la campagne, {move} de {n} %. Le fret entre {name} et {name} coûtait {n} euros {day}.",
    "L'enseigne {name} ouvre {day} un magasin de {n} mètres carrés à {name}. Il emploie {n}"
    " personnes sous la direction de {name} {name} et propose {n} références, dont {n} de produits"
    " frais. Le parking compte {n} places et {n} bornes de recharge. L'investissement s'élève à {n}"
    " millions d'euros, dont {n} pour les meubles frigorifiques. Les clients y trouveront une"
    " boulangerie, une boucherie et un comptoir de plats préparés, ouverts du lundi au samedi de"
    " huit heures à vingt heures. Avec ce point de vente, {name} porte son réseau à {n} magasins"
    " autour de {name}. Trois autres ouvertures sont prévues cette année, à {name}, à {name} et à"
    " {name}. L'enseigne réalise un chiffre d'affaires annuel de {n} millions d'euros.",
    "{name} {name} est nommé directeur commercial de {name}. Il succède à {name} {name}, qui quitte"
    " l'entreprise après {n} ans. Âgé de {n} ans et diplômé de l'école de {name}, il a commencé sa"
    " carrière chez {name} avant de rejoindre {name} comme responsable des ventes pour la grande"
    " distribution. Il prendra ses fonctions {day} et siégera au comité de direction. Sa mission"
    " sera de développer les ventes auprès des enseignes nationales et de renforcer la présence de"
    " la marque dans les magasins de proximité. {name} emploie {n} personnes et a réalisé en un an"
    " un chiffre d'affaires de {n} millions d'euros.",
)
_MOVES = ("en hausse", "en baisse", "en recul", "en progression")
_DAYS = "lundi mardi mercredi jeudi vendredi samedi".split()


def report(seed: int) -> str:
    """A text that fills in one of three templates: seeds that are alike modulo 3 have the same."""
    chance = random.Random(seed)
    fills: Mapping[str, Callable[[], str]] = {
        "{n}": lambda: _number(chance),
        "{name}": lambda: chance.choice(_names()),
        "{move}": lambda: chance.choice(_MOVES),
        "{day}": lambda: f"{chance.choice(_DAYS)} {chance.randint(1, 28)}",
    }
    return re.sub(r"{\w+}", lambda slot: fills[slot.group()](), _REPORTS[seed % len(_REPORTS)])


def follow_up(text: str, chance: random.Random) -> str:
    """Another article that repeats a quarter of this one as its background."""
    words = _words(text)
    quarter = len(words) // 4
    start = chance.randrange(len(words) - quarter)
    background = " ".join(words[start : start + quarter])
    return f"{_other(chance, len(words) - quarter)} {background}"


def brief(seed: int) -> str:
    """A text of some thirty words, of the form that all briefs have."""
    chance = random.Random(seed)
    return (
        f"Le magasin {chance.choice(_names())} de {chance.choice(_names())} est fermé"
        f" {chance.choice(_DAYS)} pour inventaire. Il rouvre le lendemain à huit heures. Plus"
        " d'informations sur le site de l'enseigne ou auprès du magasin."
    )
