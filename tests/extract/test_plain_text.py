from tests.extract.samples import STORIES, read_text
from tradecrawler.extract.plain_text import read_plain_text


def test_a_line_is_a_paragraph() -> None:
    found = read_plain_text("Un.\r\n\r\n  Deux\u00a0mots. \n\u200b\nTrois.")
    assert [(block.kind, block.text) for block in found] == [
        ("paragraph", "Un."),
        ("paragraph", "Deux mots."),
        ("paragraph", "Trois."),
    ]


def test_lines_with_bullets_are_lists() -> None:
    found = read_plain_text("- Un\n- Deux\nTexte\n• Trois\n-\n")
    assert [(block.kind, block.text, block.group) for block in found] == [
        ("list_item", "Un", 1),
        ("list_item", "Deux", 1),
        ("paragraph", "Texte", 0),
        ("list_item", "Trois", 2),
        ("paragraph", "-", 0),
    ]


def test_no_text() -> None:
    assert read_plain_text(" \n\t\n") == ()


def test_the_first_paragraph_is_the_lead() -> None:
    article = read_text(STORIES["de"].text)
    assert article.lead == STORIES["de"].paragraphs[0]
    assert article.body_text == "\n".join(STORIES["de"].paragraphs[1:])
    assert article.language == "de"


def test_two_paragraphs_have_no_lead() -> None:
    text = "\n".join(STORIES["nl"].paragraphs[:2])
    article = read_text(text)
    assert article.lead is None
    assert article.body_text == text


def test_markup_in_plain_text_is_text() -> None:
    article = read_text(STORIES["en"].text + "\nUse <b> & not <strong>.")
    assert article.body_text.endswith("Use <b> & not <strong>.")
    assert article.body_html.endswith("<p>Use &lt;b&gt; &amp; not &lt;strong&gt;.</p>")
