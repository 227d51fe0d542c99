"""What the archive answers about the blocks and places of a page; on both databases."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from archive.database import CHUNK
from archive.errors import StorageFailed
from archive.fingerprints import fingerprint_in
from archive.records import Article, BlockSeen, PlaceSeen, PrintedBlock, Template
from archive.store import Archive
from archive.template.printed import MAX_VERSIONS

Make = Callable[..., Article]

fingerprint = partial(fingerprint_in, "fr")
MENU, PROMO, TEXT = 1, 2, 3
PLACES = [MENU, PROMO, TEXT]


def blocks(*texts: str, first: int = MENU, is_text: bool = False) -> tuple[PrintedBlock, ...]:
    """Texts as printed at places of their own."""
    return tuple(
        PrintedBlock(fingerprint(text), place, text, is_text)
        for place, text in enumerate(texts, first)
    )


@pytest.fixture
def make_page(make_article: Make) -> Callable[..., Article]:
    """An article whose page has a menu, a promo and a text of its own."""

    def make(name: str, promo: str = "Le prix du lait", day: float = 0, **more: object) -> Article:
        printed = blocks("Accueil", promo, f"Le texte de {name}")
        return make_article(name, day, printed=printed, **more)

    return make


def ask(archive: Archive, page: Article) -> Template:
    return archive.template(
        page.magazine,
        page.url,
        [block.fingerprint for block in page.printed],
        [block.place for block in page.printed],
    )


def test_nothing_is_known_of_the_first_page(archive: Archive, make_page: Make) -> None:
    assert ask(archive, make_page("un")) == Template()


def test_what_other_pages_printed(archive: Archive, make_page: Make) -> None:
    for name in ("un", "deux", "trois"):
        archive.store([make_page(name)])
    page = make_page("quatre", promo="Rien de neuf")
    assert ask(archive, page) == Template(
        blocks={fingerprint("Accueil"): BlockSeen(articles=3, span=3, is_headline=False)},
        places={
            MENU: PlaceSeen(articles=3, blocks=3, recurring=3),
            PROMO: PlaceSeen(articles=3, blocks=3, recurring=3),
            TEXT: PlaceSeen(articles=3, blocks=3, recurring=0),
        },
    )


def test_a_page_does_not_count_for_itself(archive: Archive, make_page: Make) -> None:
    """The answer about a page is that of an archive that never saw it."""
    archive.store([make_page("un"), make_page("deux", promo="Deux à la une")])
    page = make_page("trois", headline="Le texte de un")
    before = ask(archive, page)
    archive.store([page, replace(page, fetched_at=make_page("trois", day=2).fetched_at)])
    after = ask(archive, page)
    assert after.blocks == before.blocks
    assert {p: s._replace(recurring=0) for p, s in after.places.items()} == {
        p: s._replace(recurring=0) for p, s in before.places.items()
    }
    assert (before.places[PROMO].recurring, after.places[PROMO].recurring) == (0, 1)


def test_a_page_alone_knows_nothing_of_itself(archive: Archive, make_page: Make) -> None:
    page = make_page("un")
    archive.store([page])
    archive.store([make_page("un", promo="Autre chose", day=1)])
    assert ask(archive, page) == Template()


@pytest.mark.parametrize("together", [True, False])
def test_one_batch_or_many_come_to_the_same(
    archive: Archive, make_page: Make, together: bool
) -> None:
    pages = [make_page(f"a{n}", promo=f"promo {n % 3}", day=n) for n in range(6)]
    pages += [make_page("a0", promo="promo 1", day=9)]
    for batch in [pages] if together else [[page] for page in pages]:
        archive.store(batch)
    page = make_page("autre", promo="promo 1")
    assert ask(archive, page) == Template(
        blocks={
            fingerprint("Accueil"): BlockSeen(articles=6, span=6, is_headline=False),
            fingerprint("promo 1"): BlockSeen(articles=3, span=5, is_headline=False),
        },
        places={
            MENU: PlaceSeen(articles=6, blocks=6, recurring=6),
            PROMO: PlaceSeen(articles=6, blocks=7, recurring=7),
            TEXT: PlaceSeen(articles=6, blocks=6, recurring=0),
        },
    )


def test_storing_again_counts_nothing(archive: Archive, make_page: Make) -> None:
    batch = [make_page("un"), make_page("deux")]
    archive.store(batch)
    before = ask(archive, make_page("trois"))
    archive.store(batch)
    archive.store(batch)
    assert ask(archive, make_page("trois")) == before


def test_changed_article_counts_once(archive: Archive, make_page: Make) -> None:
    archive.store([make_page("un")])
    archive.store([make_page("un", day=1, headline="Un autre titre")])
    seen = ask(archive, make_page("deux")).blocks[fingerprint("Accueil")]
    assert seen.articles == 1


def test_article_with_many_versions_counts_once(archive: Archive, make_page: Make) -> None:
    for day in range(MAX_VERSIONS + 5):
        page = make_page("un", promo=f"Promo {day}", day=day, headline=f"En direct, {day}")
        archive.store([page])
    template = ask(archive, make_page("deux", promo="Promo 3"))
    assert {seen.articles for seen in template.blocks.values()} == {1}
    assert ask(archive, page) == Template()


def test_headlines_are_known(archive: Archive, make_page: Make) -> None:
    archive.store([make_page("un", headline="Ciney ouvre")])
    page = make_page("deux", promo="CINEY OUVRE !")
    seen = ask(archive, page).blocks[fingerprint("Ciney ouvre")]
    assert seen == BlockSeen(articles=0, span=0, is_headline=True)
    archive.store([page])
    own = make_page("un", promo="Ciney ouvre")
    assert not ask(archive, own).blocks[fingerprint("Ciney ouvre")].is_headline
    assert ask(archive, make_page("trois")).places[PROMO].recurring == 1


def test_what_is_no_article_teaches_nothing(archive: Archive, make_page: Make) -> None:
    page = make_page("un", day=5)
    archive.store([page])
    archive.store([make_page("copie", content_hash=page.content_hash, promo="Doublon")])
    archive.store([make_page("un", promo="Trop tard", headline="Avant", day=1)])
    asked = archive.template("rayon", "", [fingerprint("Doublon"), fingerprint("Trop tard")], [])
    assert asked == Template()


def test_magazines_are_apart(archive: Archive, make_page: Make) -> None:
    archive.store([make_page("un")])
    assert ask(archive, make_page("un", magazine="etal")) == Template()


def test_redesigned_page_does_not_count_in_the_old_layout(
    archive: Archive, make_page: Make
) -> None:
    archive.store([make_page("un"), make_page("deux")])
    redesigned = blocks("Accueil", "Le prix du lait", "Le texte de un", first=11)
    archive.store([replace(make_page("un", day=1), printed=redesigned)])
    asked = archive.template("rayon", "", [], [11, 12, 13])
    assert asked.places[11] == PlaceSeen(articles=1, blocks=1, recurring=1)
    assert archive.template("rayon", "", [], PLACES).places[MENU].articles == 2
    assert archive.template("rayon", redesigned[0].text, [], [MENU, 11, 14, 15]).places == {}


def test_more_blocks_than_one_statement_takes(archive: Archive, make_article: Make) -> None:
    printed = blocks(*(f"Point {n}" for n in range(CHUNK + 100)))
    archive.store([make_article("un", printed=printed), make_article("deux", printed=printed)])
    seen = ask(archive, make_article("trois", printed=printed))
    assert len(seen.blocks) == len(seen.places) == CHUNK + 100
    assert {place.recurring for place in seen.places.values()} == {2}


def test_writer_that_fails_leaves_nothing_learnt(archive: Archive, make_page: Make) -> None:
    broken = replace(make_page("zzz"), body_text=None)  # type: ignore[arg-type]
    with pytest.raises(StorageFailed):
        archive.store([make_page("un"), broken])
    assert ask(archive, make_page("deux")) == Template()
