import pytest

from tests.extract.samples import STORIES, document, read
from tradecrawler.extract import NotAnArticle
from tradecrawler.extract.tree import parse
from tradecrawler.extract.walk import read as walk


@pytest.mark.parametrize("markup", ["", "   ", "\x00", "<!-- nothing -->", "<?xml version='1.0'?>"])
def test_nothing_to_parse_is_an_empty_page(markup: str) -> None:
    tree = walk(parse(markup), "")
    assert tree.root.tag == "html"
    assert tree.runs == []


def test_comments_and_processing_instructions_are_no_text() -> None:
    root = parse("<p>Un<!-- commentaire -->e <?php echo 1 ?>phrase</p>")
    assert root.text_content() == "Une phrase"


def test_ancestors_come_innermost_first() -> None:
    tree = walk(parse("<body><div><p>Texte</p></div></body>"), "")
    tags = [tree.nodes[i].tag for i in tree.ancestors(tree.runs[0].node)]
    assert tags == ["p", "div", "body", "html"]


@pytest.mark.parametrize("tags", [("div",), ("b", "i"), ("span",), ("section", "div")])
def test_a_thousand_nested_elements_are_read(tags: tuple[str, ...]) -> None:
    story = STORIES["en"]
    opening = "".join(f"<{tag}>" for tag in tags * (1000 // len(tags)))
    closing = "".join(f"</{tag}>" for tag in tags[::-1] * (1000 // len(tags)))
    article = read(document(opening + story.html + closing, lang="en"))
    assert article.headline == story.headline
    assert article.body_text == story.text


@pytest.mark.parametrize("tag", ["div", "ul", "li", "blockquote", "table", "a"])
def test_thousands_of_nested_elements_end_in_a_named_outcome(tag: str) -> None:
    """Below some two thousand levels the parser itself gives up."""
    deep = f"<{tag}>" * 5000 + STORIES["en"].html + f"</{tag}>" * 5000
    assert outcome(document(deep, lang="en")) in (STORIES["en"].headline, "empty")


def outcome(markup: str) -> str:
    try:
        return read(markup).headline
    except NotAnArticle as refusal:
        return refusal.reason


def test_attribute_soup() -> None:
    story = STORIES["nl"]
    soup = (
        '<div class=a"b\' id=\'x"y <p data-="=" onclick="if(a<b){alert(\'>\')}" '
        'style="display:block;;;" hidden2 =>'
    )
    article = read(document(f"{soup}</div>{story.html}", lang="nl"))
    assert set(story.paragraphs) <= set(article.body_text.split("\n"))


def test_unclosed_tags() -> None:
    story = STORIES["de"]
    main = "".join(f"<p><b>{text}" for text in story.paragraphs)
    assert read(document(main, lang="de")).body_text == story.text


def test_the_node_of_an_element() -> None:
    tree = walk(parse("<body><div><p>Un <b>mot</b></p></div><section></section></body>"), "")
    div, section = tree.root.find(".//div"), tree.root.find(".//section")
    assert div is not None
    assert section is not None
    found = tree.node_of(div)
    assert found is not None
    assert tree.nodes[found].tag == "div"
    empty = tree.node_of(section)
    assert empty is not None
    assert tree.nodes[empty].element is section
    assert tree.node_of(div[0][0]) is None


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Un titre<meta name=a><style>p{}</style></head>", "Un titre"),
        ("<TITLE lang=fr>Un titre\n<script>1</script>", "Un titre\n"),
        ("<title>Un titre</titre><meta name=a></head>", "Un titre"),
        ("<title></head>", ""),
    ],
)
@pytest.mark.parametrize(
    "icon", ["", "<svg><title>Menu</title></svg>"], ids=["no icon", "an icon with a title"]
)
def test_a_title_that_nothing_closes_ends_at_the_next_tag(head: str, title: str, icon: str) -> None:
    story = STORIES["fr"]
    root = parse(f"<html><head>{head}<body>{icon}<p>Avant</p>{story.html}</body></html>")
    assert (root.findtext(".//title") or "") == title
    texts = [run.text for run in walk(root, "").runs]
    assert texts[-len(story.paragraphs) - 1 :] == ["Avant", *story.paragraphs]


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<title>Un titre</title>", "Un titre"),
        ("<title>a < b</title>", "a < b"),
        ("<title>Un <b>titre</b></TITLE >", "Un <b>titre</b>"),
        ("", "Menu"),
    ],
)
def test_a_closed_title_is_left_as_it_is(markup: str, title: str) -> None:
    root = parse(f"<head>{markup}</head><body><p>Texte</p><svg><title>Menu</title></svg></body>")
    assert root.findtext(".//title") == title
    assert [run.text for run in walk(root, "").runs] == ["Texte"]


@pytest.mark.parametrize("markup", ["<title>", "<title>Un titre", "<p>a</p><title>b", "<title <p>"])
def test_a_page_that_ends_inside_its_title_is_read(markup: str) -> None:
    assert parse(markup).tag == "html"


def test_an_article_below_an_unclosed_title_is_read() -> None:
    story = STORIES["en"]
    markup = document(story.html, lang="en").replace("</title>", "", 1)
    article = read(markup)
    assert article.headline == story.headline
    assert article.body_text == story.text


def test_text_behind_the_end_of_the_page_is_read() -> None:
    first, *rest = STORIES["fr"].paragraphs
    markup = document(f"<p>{first}</p></body></html>" + "".join(f"<p>{t}</p>" for t in rest))
    assert read(markup).body_text == STORIES["fr"].text
