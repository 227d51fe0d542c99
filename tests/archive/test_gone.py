"""Articles that a magazine took off its site."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from archive.records import Article
from archive.store import Archive
from tests.archive.invented import FIRST

Make = Callable[..., Article]
DAY = timedelta(days=1)


def test_gone_article_is_kept_and_marked(archive: Archive, make_article: Make) -> None:
    article = make_article()
    archive.store([article])
    before = archive.versions(1)
    assert archive.mark_gone("rayon", article.url + "#bas", 410, FIRST + 2 * DAY) == 1
    assert archive.mark_gone("rayon", article.url, 404, FIRST + 3 * DAY) == 1
    found = archive.article(1)
    assert (found.gone_at, found.gone_status) == (FIRST + 2 * DAY, 410)
    assert archive.versions(1) == before
    assert [row.id for row in archive.articles()] == [1]


def test_it_is_back_when_it_answers_again(archive: Archive, make_article: Make) -> None:
    archive.store([make_article()])
    archive.mark_gone("rayon", make_article().url, 404, FIRST + 2 * DAY)
    archive.store([make_article(day=1)])  # a fetch from before that arrives late
    assert archive.article(1).gone_status == 404
    archive.store([make_article(day=3)])
    assert (archive.article(1).gone_at, archive.article(1).gone_status) == (None, None)
    assert archive.mark_gone("rayon", make_article().url, 404, FIRST + 2 * DAY) is None


def test_a_dead_short_link_says_nothing(archive: Archive, make_article: Make) -> None:
    short = "https://rayon.example/s/77"
    archive.store([make_article(redirected_from=(short,))])
    for url in (short, "https://www.rayon.example/fr/inconnu"):
        assert archive.mark_gone("rayon", url, 404, FIRST + DAY) is None
    assert archive.mark_gone("etal", make_article().url, 404, FIRST + DAY) is None
    assert archive.article(1).gone_at is None


@pytest.mark.parametrize("status", [200, 403, 451, 503])
def test_other_statuses_do_not_say_so(archive: Archive, status: int) -> None:
    with pytest.raises(ValueError, match="does not say"):
        archive.mark_gone("rayon", "https://www.rayon.example/", status, FIRST)
