"""Where a list stands; seen on whole pages."""

from tests.extract.samples import STORIES, URL, document, items, told_apart

TITLES = (
    "Zu Besuch beim letzten Senfmüller",
    "Eisdielen suchen Saisonkräfte",
    "Tiefkühlpizza auf dem Prüfstand",
)


def test_text_above_the_headline_does_not_stand_above_the_list() -> None:
    story, other = STORIES["de"], STORIES["en"]
    above = f'<div class="x1">{other.html}</div><h1>{story.headline}</h1>'
    list_ = items(tuple(f'<a href="/mag/{n}">{title}</a>' for n, title in enumerate(TITLES)))
    html = document(f"{above}{list_}{story.html}", lang="de")
    parts = told_apart(html.replace(f"<main><h1>{story.headline}</h1>", "<main>"), url=URL)
    assert {(t.zone, t.text) for t in parts.teasers} == {("header", title) for title in TITLES}


def test_a_headline_with_its_subtitle_is_one() -> None:
    story, other = STORIES["de"], STORIES["en"]
    above = f'<div class="x1">{other.html}</div><h1>{story.headline}: Acht Filialen zuerst</h1>'
    list_ = items(tuple(f'<a href="/mag/{n}">{title}</a>' for n, title in enumerate(TITLES)))
    html = document(f"{above}{list_}{story.html}", lang="de")
    parts = told_apart(html.replace(f"<main><h1>{story.headline}</h1>", "<main>"), url=URL)
    assert {(t.zone, t.text) for t in parts.teasers} == {("header", title) for title in TITLES}
