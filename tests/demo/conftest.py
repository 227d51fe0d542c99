from pathlib import Path

import pytest

ARTICLES = {
    "comptoir/shelf.fr.md": """+++
slug = "un-rayon-neuf"
headline = "Un rayon & deux caisses"
lead = "Le *petit* magasin change."
authors = ["Odette Brimard", "Jules Vanhaecke"]
published = 2026-09-01T08:30:00+02:00
section = "Magasins"
keywords = ["rayon", "caisse"]
image_caption = "Le rayon, vu de la rue."
kicker = "Rénovation"
+++
- Premier point clé.
- Deuxième point clé.

Un paragraphe **fort**, avec un [lien](http://www.comptoir-toonbank.example/fr/magazine).

@-2 Le texte d'avant.

@2 Le texte d'après.

## Un intertitre

1. D'abord.
2. Ensuite.

!promo À lire aussi : La caisse s'en va -> till

!promo Lire aussi : Ce qui n'est pas encore paru -> later

> On attend,
> puis on voit.
> — Odette Brimard, gérante

| Année | Ventes |
| 2025 | 12 |

!caption La caisse du fond.

Dernier paragraphe.
""",
    "comptoir/shelf.nl.md": """+++
slug = "een-nieuw-rek"
headline = "Een nieuw rek"
lead = "De winkel verandert."
authors = []
published = 2026-09-01T09:00:00+02:00
section = "Winkels"
keywords = []
+++
Eén alinea.
""",
    "comptoir/till.fr.md": """+++
slug = "la-caisse-s-en-va"
headline = "La caisse s'en va"
lead = "Elle ne servait plus."
authors = ["Jules Vanhaecke"]
published = 2026-08-20T08:30:00+02:00
section = "Magasins"
keywords = ["caisse"]
editions = "1"
+++
Une caisse, été 2026.
""",
    "comptoir/wall.fr.md": """+++
slug = "derriere-le-mur"
headline = "Derrière le mur"
lead = "Ce qui se paie."
authors = []
published = 2026-09-03T08:30:00+02:00
section = "Magasins"
keywords = []
paywalled_from = 2
+++
Ce que tout le monde lisait.
""",
    "comptoir/later.fr.md": """+++
slug = "plus-tard"
headline = "Plus tard"
lead = "Une semaine après."
authors = []
published = 2026-09-10T08:30:00+02:00
section = "Magasins"
keywords = []
editions = "2-"
+++
Du neuf.
""",
}

HOUSE = """
[[issues]]
number = 1
first_day = 2026-08-01
markup = "dashes"

[[issues.teasers]]
fr = { label = "Dossier", headline = "Les paniers" }
nl = { label = "Dossier", headline = "De mandjes" }

[[odd_pages]]
kind = "consent_wall"
language = "fr"
slug = "un-mur-de-cookies"
headline = "Un mur"
published = 2026-08-02T08:00:00+02:00

[[addresses]]
kind = "redirect"
language = "fr"
slug = "ancien-rayon"
key = "shelf"

[[misencoded]]
key = "till"
language = "fr"
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A tiny folder of content."""
    for name, text in ARTICLES.items():
        file = tmp_path / "articles" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "comptoir.toml").write_text(HOUSE, encoding="utf-8")
    return tmp_path
