from pathlib import Path

import pytest
from scrapy.exceptions import UsageError

from tests.crawling import ROOT
from tradecrawler.commands.project import declare_independent, recorded_pages, root, spiders

CONTRACT = """[[contracts]]
modules = [
    "tradecrawler.spiders.demo",
    "tradecrawler.spiders.site",
]
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "scrapy.cfg").touch()
    (tmp_path / "inside").mkdir()
    monkeypatch.chdir(tmp_path / "inside")
    return tmp_path


def test_the_checkout_is_found_from_inside(checkout: Path) -> None:
    assert root() == checkout
    assert recorded_pages(None) == checkout / "tests" / "magazines"
    assert recorded_pages(Path("given")) == Path("given")


def test_outside_of_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="inside of a checkout"):
        root()


def test_spiders_of_another_checkout_are_not_written_to(checkout: Path) -> None:
    with pytest.raises(UsageError, match="pip install -e"):
        spiders("tradecrawler.spiders", None)
    assert spiders("tradecrawler.spiders", Path("given")) == Path("given")


def test_the_projects_own_spiders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert spiders("tradecrawler.spiders", None) == ROOT / "tradecrawler" / "spiders"


def test_the_contract_names_a_new_magazine(checkout: Path) -> None:
    assert not declare_independent("rayon")
    file = checkout / "pyproject.toml"
    file.write_text(CONTRACT, encoding="utf-8")
    assert declare_independent("rayon")
    assert declare_independent("rayon")
    assert file.read_text(encoding="utf-8") == CONTRACT.replace(
        '    "tradecrawler.spiders.site",\n',
        '    "tradecrawler.spiders.rayon",\n    "tradecrawler.spiders.site",\n',
    )


def test_the_real_contract_has_the_form_that_is_looked_for(checkout: Path) -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (checkout / "pyproject.toml").write_text(text, encoding="utf-8")
    assert declare_independent("demo")
    assert (checkout / "pyproject.toml").read_text(encoding="utf-8") == text
