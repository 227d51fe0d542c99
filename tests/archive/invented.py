"""An invented article, for whoever has no fixture at hand."""

from datetime import UTC, datetime, timedelta
from typing import Any

from archive.fingerprints import content_hash
from archive.records import Article, Teaser

FIRST = datetime(2026, 11, 2, 8, 30, 15, 123456, tzinfo=UTC)
BODY = (
    "La coopérative de Ciney ouvre vendredi un magasin de 400 m² en face de la gare. Quinze"
    " personnes y travaillent, et la crème glacée vient d'une ferme à six kilomètres.\n"
    "Un comptoir pour les invendus\n"
    "Chaque soir à dix-neuf heures, les invendus partent à moitié prix. L'enseigne y voit moins un"
    " geste qu'un calcul : jeter coûte cher, et les clients reviennent le lendemain.\n"
    "Le magasin compte sur six cents clients par jour. En cas de succès, deux autres suivront avant"
    " l'été, à Rochefort et à Marche."
)


def invented_article(name: str = "ciney", day: float = 0, **fields: Any) -> Article:
    """An article; ``name`` is the end of its URL, ``day`` when it was fetched."""
    url = f"https://www.rayon.example/fr/{name}"
    values: dict[str, Any] = {
        "url": url,
        "canonical_url": url,
        "magazine": "rayon",
        "headline": f"Ciney : la coopérative ouvre en face de la gare ({name})",
        "alternative_headline": "Circuit court",
        "lead": "Six cents clients par jour : voilà le pari d'une épicerie tenue par ses éleveurs.",
        "body_text": BODY,
        "body_html": f"<p>{BODY}</p>",
        "authors": ("Hélène Noël", "Piet De Smedt"),
        "date_published": "2026-11-01T09:00:00+01:00",
        "date_published_raw": "1er novembre 2026, 9 h",
        "date_modified": "2026-11-01",
        "section": "Commerce",
        "keywords": ("coopérative", "circuit court"),
        "language": "fr",
        "image_url": "https://www.rayon.example/images/ciney.jpg",
        "alternates": {"nl-BE": "https://www.rayon.example/nl/ciney"},
        "teasers": (
            Teaser(text="Les caisses sans caissier", label="Dossier", url=url + "/caisses"),
            Teaser(text="Une franchise à reprendre", position=1),
            Teaser(text="Le prix du lait", label="À lire aussi", zone="body"),
        ),
        "provenance": {"headline": "json-ld", "lead": "selector:p.chapo"},
        "extractor_version": "0.1.0",
        "fetched_at": FIRST + timedelta(days=day),
    }
    values |= fields
    said = content_hash(values["headline"], values["lead"], values["body_text"])
    values.setdefault("content_hash", said)
    counted = len(f"{values['lead'] or ''} {values['body_text']}".split())
    values.setdefault("word_count", counted)
    return Article(**values)
