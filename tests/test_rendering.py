import pytest

from tradecrawler import rendering
from tradecrawler.magazine import Magazine

MAGAZINE = Magazine(
    slug="rayon",
    title="Rayon",
    homepage="https://www.rayon.example/",
    rendered=True,
    rendered_hosts=("scripts.example",),
)


@pytest.mark.parametrize(
    ("url", "kind", "expected"),
    [
        ("https://www.rayon.example/fr/un", "document", True),
        ("https://api.rayon.example/articles/1", "fetch", True),
        ("https://www.rayon.example/app.js", "script", True),
        ("https://scripts.example/react.js", "script", True),
        ("https://www.rayon.example/photo.jpg", "image", False),
        ("https://www.rayon.example/style.css", "stylesheet", False),
        ("https://counter.example/readers.js", "script", False),
        ("https://counter.example/", "document", False),
        ("https://other.scripts.example/x.js", "script", False),
    ],
)
def test_what_the_browser_may_ask_for(url: str, kind: str, expected: bool) -> None:
    assert rendering.Unneeded(MAGAZINE).is_needed(url, kind) is expected


def test_without_scrapy_playwright_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "find_spec", lambda name: None)
    with pytest.raises(rendering.NoBrowser, match=r"tradecrawler\[rendered\]"):
        rendering.settings_of(MAGAZINE, "", 60)


def test_the_browser_is_the_one_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "find_spec", lambda name: object())
    monkeypatch.setattr(rendering, "which", {"chromium": "/bin/chromium"}.get)
    path = "PLAYWRIGHT_LAUNCH_OPTIONS"
    assert rendering.settings_of(MAGAZINE, "/opt/c", 60)[path] == {"executable_path": "/opt/c"}
    assert rendering.settings_of(MAGAZINE, "", 60)[path] == {"executable_path": "/bin/chromium"}
    monkeypatch.setattr(rendering, "which", lambda name: None)
    assert rendering.settings_of(MAGAZINE, "", 60)[path] == {}
