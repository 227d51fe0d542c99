"""The truth is what stands on the pages, and the pages have what the truth says they have not."""

from functools import lru_cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from archive.records import Teaser
from tradecrawler.demo.site import build
from tradecrawler.demo.truth import CELLS, TruthArticle, truth

built = lru_cache(build)


def visible(body: bytes, content_type: str) -> str:
    encoding = "utf-8" if "charset" in content_type else "windows-1252"
    soup = BeautifulSoup(body.decode(encoding), "lxml")
    for tag in soup(["script", "style"]):
        tag.decompose()
    return squeeze(soup.get_text(" "))


def squeeze(text: str) -> str:
    """Without any white space: un-tagging puts spaces around inline elements."""
    return "".join(text.split())


@pytest.mark.parametrize("edition", [1, 2])
def test_all_of_it_stands_on_the_page_in_order(edition: int) -> None:
    for page in truth(edition):
        if page.refused:
            continue
        resource = built(edition)[page.url]
        text = visible(resource.body, resource.headers["Content-Type"])
        assert squeeze(page.headline) in text
        assert squeeze(page.date_published_words) in text
        assert squeeze(page.section or "") in text
        assert all(squeeze(name) in text for name in page.authors)
        place = text.index(squeeze(page.lead or ""))
        for piece in page.body:
            cells = squeeze(piece.replace(CELLS, " "))
            place = text.index(cells, place) + len(cells)


@pytest.mark.parametrize("edition", [1, 2])
def test_teasers_stand_where_they_should(edition: int) -> None:
    for page in truth(edition):
        if page.refused or not page.body:
            continue
        resource = built(edition)[page.url]
        text = visible(resource.body, resource.headers["Content-Type"])
        lead = text.index(squeeze(page.lead or ""))
        end = text.rindex(squeeze(page.body[-1].replace(CELLS, " ")))
        for teaser in page.teasers:
            assert squeeze(teaser.label or "") in text
            found = text.find(squeeze(teaser.text), 0 if teaser.zone == "header" else lead)
            assert found >= 0, (page.url, teaser)
            assert teaser.zone != "header" or found < lead
            assert teaser.zone != "after" or text.rfind(squeeze(teaser.text)) > end


def test_a_small_magazine_by_hand(content: Path) -> None:
    page = by_key(truth(1, content), "shelf", "fr")
    assert page.url == "http://www.comptoir-toonbank.example/fr/news/un-rayon-neuf"
    assert page.headline == "Un rayon & deux caisses"
    assert page.alternative_headline == "Rénovation"
    assert page.lead == "Le petit magasin change."
    assert page.body_text.splitlines() == [
        "Premier point clé.",
        "Deuxième point clé.",
        "Un paragraphe fort, avec un lien.",
        "Le texte d'avant.",
        "Un intertitre",
        "D'abord.",
        "Ensuite.",
        "On attend, puis on voit.",
        "— Odette Brimard, gérante",
        "Année | Ventes",
        "2025 | 12",
        "Dernier paragraphe.",
    ]
    assert page.authors == ("Odette Brimard", "Jules Vanhaecke")
    assert page.alternates == {
        "fr": page.url,
        "nl": "http://www.comptoir-toonbank.example/nl/news/een-nieuw-rek",
    }
    assert page.redirected_from == ("http://www.comptoir-toonbank.example/fr/news/ancien-rayon",)
    till = by_key(truth(1, content), "till", "fr").url
    assert page.teasers == (
        Teaser(text="Les paniers", label="Dossier", zone="header"),
        Teaser(text="La caisse s'en va", label="À lire aussi", url=till, zone="body"),
    )


def test_the_small_magazine_a_week_later(content: Path) -> None:
    pages = truth(2, content)
    shelf, wall = by_key(pages, "shelf", "fr"), by_key(pages, "wall", "fr")
    assert "Le texte d'après." in shelf.body
    assert "Le texte d'avant." not in shelf.body
    assert [teaser.text for teaser in shelf.teasers if teaser.zone == "body"] == [
        "La caisse s'en va",
        "Ce qui n'est pas encore paru",
    ]
    assert wall.body == ()
    assert not wall.is_accessible_for_free
    assert not [page for page in pages if page.key == "till"]


def by_key(pages: list[TruthArticle], key: str, language: str) -> TruthArticle:
    (found,) = [
        page
        for page in pages
        if (page.key, page.language) == (key, language) and not page.duplicate_of
    ]
    return found
