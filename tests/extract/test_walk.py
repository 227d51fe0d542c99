import pytest

from tradecrawler.extract.tree import PageTree, parse
from tradecrawler.extract.walk import read

BASE = "https://www.rayons.example/news/la-suite"


def walked(markup: str) -> PageTree:
    return read(parse(f"<html><body>{markup}</body></html>"), BASE)


def runs(markup: str) -> list[tuple[str, str]]:
    return [(run.kind, run.text) for run in walked(markup).runs]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Un <b>gros</b> lot</p>", [("paragraph", "Un gros lot")]),
        ("<p>Un<p>Deux", [("paragraph", "Un"), ("paragraph", "Deux")]),
        ("<div>Nu<p>Bloc</p>reste</div>",
         [("paragraph", "Nu"), ("paragraph", "Bloc"), ("paragraph", "reste")]),
        ("<h2>Titre</h2><h5>Petit</h5>", [("heading", "Titre"), ("heading", "Petit")]),
        ("<blockquote><p>Dit-il</p></blockquote>", [("quote", "Dit-il")]),
        ("<figure><img src=x><figcaption>Légende</figcaption></figure>", [("caption", "Légende")]),
        ('<p class="wp-caption-text">Légende</p>', [("caption", "Légende")]),
        ("<p>Un<br>Deux</p>", [("line", "Un"), ("line", "Deux")]),
        ("<p>Un<br><br>Deux</p>", [("paragraph", "Un"), ("paragraph", "Deux")]),
        ("<p>Un<br/>&nbsp;<br/>Deux</p>", [("paragraph", "Un"), ("paragraph", "Deux")]),
        ("<p>a<span>b</span>c</p>", [("paragraph", "abc")]),
        ("<p>CO<sub>2</sub></p>", [("paragraph", "CO2")]),
    ],
)  # fmt: skip
def test_kinds_of_runs(markup: str, expected: list[tuple[str, str]]) -> None:
    assert runs(markup) == expected


@pytest.mark.parametrize(
    "markup",
    [
        "<script>var a = '<p>x</p>'</script>",
        "<style>p { color: red }</style>",
        "<noscript><p>Activez JavaScript</p></noscript>",
        "<svg><text>axe</text></svg>",
        "<select><option>Choix</option></select>",
        "<button>Envoyer</button>",
        "<template><p>Modèle</p></template>",
        "<iframe>ancien navigateur</iframe>",
    ],
)
def test_what_is_never_shown_as_text(markup: str) -> None:
    assert runs(f"<p>Avant</p>{markup}<p>Après</p>") == [
        ("paragraph", "Avant"),
        ("paragraph", "Après"),
    ]


def test_the_text_behind_a_skipped_element_is_kept() -> None:
    assert runs("<p>Avant <script>x</script>après</p>") == [("paragraph", "Avant après")]


def test_an_unclosed_button_does_not_swallow_the_page() -> None:
    assert ("paragraph", "Texte") in runs("<button>Menu<div><p>Texte</p></div>")


def test_lines_of_one_paragraph_are_one_group() -> None:
    groups = [run.group for run in walked("<p>a<br>b</p><p>c<br>d</p>").runs]
    assert groups[0] == groups[1] != groups[2] == groups[3]


def test_nested_lists_have_levels_and_one_group() -> None:
    tree = walked("<ul><li>Un<ol><li>Un bis</li></ol></li><li>Deux</li></ul><ol><li>1</li></ol>")
    assert [(r.text, r.level, r.ordered) for r in tree.runs] == [
        ("Un", 1, False),
        ("Un bis", 2, True),
        ("Deux", 1, False),
        ("1", 1, True),
    ]
    groups = [run.group for run in tree.runs]
    assert groups[0] == groups[1] == groups[2] != groups[3]


def test_paragraphs_in_one_list_item_are_items() -> None:
    assert [kind for kind, _ in runs("<ul><li><p>Un</p></li><li>Deux</li></ul>")] == [
        "list_item",
        "list_item",
    ]


def test_links_are_absolute_and_counted() -> None:
    (run,) = walked(
        '<p>Voir <a href="../autre?x=1">cette page</a> et <a href="#n">note</a></p>'
    ).runs
    assert [(link.url, link.text) for link in run.links] == [
        ("https://www.rayons.example/autre?x=1", "cette page")
    ]
    assert run.link_chars == len("cette pagenote")
    assert '<a href="https://www.rayons.example/autre?x=1">cette page</a>' in run.html


@pytest.mark.parametrize(
    "href", ["javascript:void(0)", "mailto:a@b.example", "tel:+3212", "http://[::1", "#haut", " "]
)
def test_what_is_no_link_to_a_page(href: str) -> None:
    (run,) = walked(f'<p>Un <a href="{href}">mot</a></p>').runs
    assert run.links == []
    assert "<a" not in run.html


def test_the_base_element_counts() -> None:
    root = parse('<html><head><base href="/edition/"></head><body><a href="x">y</a></body></html>')
    assert read(root, BASE).runs[0].links[0].url == "https://www.rayons.example/edition/x"


def test_a_link_around_blocks_belongs_to_each() -> None:
    tree = walked('<a href="/x"><h2>Titre promu</h2><p>Et son chapeau</p></a>')
    assert [run.text for run in tree.runs] == ["Titre promu", "Et son chapeau"]
    assert all(run.link_chars for run in tree.runs)


def test_markup_stays_balanced_across_breaks() -> None:
    tree = walked("<p><b>Un<br>Deux</b> fin</p>")
    assert [run.html for run in tree.runs] == [
        "<strong>Un</strong>",
        "<strong>Deux</strong> fin",
    ]


def test_markup_is_escaped() -> None:
    (run,) = walked("<p>1 &lt; 2 &amp; <em>3 &gt; 2</em></p>").runs
    assert run.text == "1 < 2 & 3 > 2"
    assert run.html == "1 &lt; 2 &amp; <em>3 &gt; 2</em>"


@pytest.mark.parametrize(
    "attribute", ["hidden", 'aria-hidden="true"', 'style="color:red; display : none"']
)
def test_hidden_elements_are_marked(attribute: str) -> None:
    tree = walked(f"<div {attribute}><p>Caché</p></div>")
    assert any("is-hidden" in node.names for node in tree.nodes)


def test_a_caption_that_holds_paragraphs_is_none() -> None:
    paragraph = "<p>" + "Twelve words of running text stand in every sentence of this caption. " * 5
    found = runs(f"<figure><figcaption>Short{paragraph}{paragraph}</figure>")
    assert {kind for kind, _ in found} == {"paragraph"}


def test_a_headings_id_names_nothing() -> None:
    tree = walked("<h2 id='main-navigation'>Main navigation</h2>")
    assert [node.names for node in tree.nodes if node.tag == "h2"] == [""]


def test_a_list_inside_an_item_is_of_the_same_list() -> None:
    markup = "<ul><li>Un<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    tree = walked(f"{markup}<ul><li>Deux</li></ul></li></ul>")
    groups = [run.group for run in tree.runs if run.kind == "list_item"]
    assert len(groups) == 2
    assert groups[0] == groups[1] != 0


def test_elements_without_text_are_no_nodes() -> None:
    tree = walked('<div class="empty"><div></div></div><figure><img src="/a.jpg"></figure><p>a</p>')
    assert [node.tag for node in tree.nodes] == ["html", "body", "figure", "p"]


def test_named_elements_are_noted_with_the_run_they_are_in() -> None:
    tree = walked(
        "<p>Un</p><p>Le <time>3 mai</time></p><div class='author'><p>Odile</p></div><p itemprop=x>"
    )
    assert [(place.element.tag, place.run) for place in tree.marked] == [
        ("time", 1),
        ("div", 2),
        ("p", 3),
    ]


def test_ruby_readings_are_not_in_the_text() -> None:
    found = walked("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字の本文です。</p>")
    assert [run.text for run in found.runs] == ["漢字の本文です。"]


MENU = '<ul><li><a href="/a">Rayons</a></li><li><a href="/b">Marques</a></li></ul>'


@pytest.mark.parametrize(
    "box",
    [
        f"<nav>{MENU}</nav>",
        f"<footer>{MENU}</footer>",
        f'<div class="main-menu">{MENU}</div>',
        f'<div id="share">{MENU}</div>',
        '<form class="login-menu"><label>Votre adresse</label></form>',
        f"<nav><script>{'a' * 500}</script>{MENU}</nav>",
        f"<nav><div><time>12 mai</time></div></nav><nav>{MENU}</nav>",
    ],
)
def test_what_leads_elsewhere_is_left_out(box: str) -> None:
    found = [text for _, text in runs(f"<p>Un</p>{box}Deux<p>Trois</p>")]
    assert [text for text in found if text != "12 mai"] == ["Un", "Deux", "Trois"]


@pytest.mark.parametrize(
    "box",
    [
        f"<nav>{'mot ' * 40}</nav>",  # running text, whatever it is called
        f"<form><p>{'mot ' * 40}</p></form>",
        "<form><h1>Un titre</h1></form>",
        "<nav><article>Un</article></nav>",
        "<footer><time>12 mai</time></footer>",
        '<div class="share"><span class="post-author">Lou Maes</span></div>',
        '<footer><a rel="author" href="/lou">Lou Maes</a></footer>',
        "<blockquote><p>Un</p><footer>Lou Maes</footer></blockquote>",
        '<nav class="breadcrumbs">Accueil &gt; Rayons</nav>',
        '<nav class="pagination">2 3 4</nav>',
        "<form><label>Trier par</label></form>",
        '<h2 class="menu">Un titre</h2>',
        '<div class="story-content menu">Un</div>',
    ],
)
def test_what_may_be_the_articles_is_read(box: str) -> None:
    kept = [text for _, text in runs(f"<p>Texte</p>{box}")]
    assert kept == [text for _, text in everything(f"<p>Texte</p>{box}")]
    assert len(kept) > 1


def everything(markup: str) -> list[tuple[str, str]]:
    """The runs of a page on which nothing is called anything."""
    for name in ("nav", "form", "footer"):
        markup = markup.replace(f"<{name}", "<div").replace(f"</{name}", "</div")
    return runs(markup.replace(' class="', ' data-a="'))


def test_a_page_of_menus_alone_is_read() -> None:
    assert [text for _, text in runs(f"<nav>{MENU}</nav>")] == ["Rayons", "Marques"]


def test_an_item_that_holds_a_whole_text_is_no_list_s() -> None:
    paragraphs = "".join(f"<p>Absatz {n}</p>" for n in range(8))
    tree = walked(f"<ul><li><h2>Titel</h2>{paragraphs}<ul><li>Punkt</li></ul></li></ul>")
    assert [run.kind for run in tree.runs] == ["heading", *["paragraph"] * 8, "list_item"]


def test_a_heading_that_nobody_closed_does_not_swallow_the_text() -> None:
    text = "Ein Satz, der länger ist als jede Überschrift. " * 12
    tree = walked(f"<h2>Zwischen<div><p>{text}</p><p>Ende</p></div></h2>")
    assert "heading" not in {run.kind for run in tree.runs}
