"""Conventions that matter, as tests."""

import dataclasses
import importlib
import pkgutil
import tomllib
from types import ModuleType

import pytest
from scrapy.utils.spider import iter_spider_classes

import tradecrawler.spiders
from archive.records import Article
from tests.crawling import ROOT
from tradecrawler import settings
from tradecrawler.spiders.magazine import MagazineSpider

UNDECLARED = "site"
"""The one spider that makes its declaration from an argument."""


def spider_modules() -> dict[str, ModuleType]:
    """Return the modules that hold a spider, by their own names."""
    names = [module.name for module in pkgutil.iter_modules(tradecrawler.spiders.__path__)]
    modules = {name: importlib.import_module(f"tradecrawler.spiders.{name}") for name in names}
    return {name: module for name, module in modules.items() if list(iter_spider_classes(module))}


MODULES = spider_modules()


def spider_of(name: str) -> type[MagazineSpider]:
    (spider,) = iter_spider_classes(MODULES[name])
    assert issubclass(spider, MagazineSpider)
    return spider


@pytest.mark.parametrize("name", MODULES)
def test_one_spider_a_module_of_the_same_name(name: str) -> None:
    assert spider_of(name).name == name


@pytest.mark.parametrize("name", [name for name in MODULES if name != UNDECLARED])
def test_the_magazines_slug_is_the_spiders_name(name: str) -> None:
    assert spider_of(name).magazine.slug == name


@pytest.mark.parametrize("name", [name for name in MODULES if name != UNDECLARED])
def test_a_magazine_declares_languages_sources_and_articles(name: str) -> None:
    magazine = spider_of(name).magazine
    assert magazine.languages
    assert magazine.sources
    assert magazine.article_urls


@pytest.mark.parametrize("name", MODULES)
def test_module_and_spider_say_what_they_are(name: str) -> None:
    assert MODULES[name].__doc__
    assert spider_of(name).__doc__


@pytest.mark.parametrize("name", MODULES)
def test_what_was_not_checked_against_the_live_site_says_so(name: str) -> None:
    """Until somebody has: then the sentence goes, and the magazine gets recorded pages."""
    spider = spider_of(name)
    is_ours = name == UNDECLARED or spider.magazine.homepage.endswith(".example/")
    has_recorded_pages = (ROOT / "tests" / "magazines" / name).is_dir()
    says_so = "not checked against the live site" in (MODULES[name].__doc__ or "")
    assert says_so is not (is_ours or has_recorded_pages)


def test_no_magazine_may_import_another() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = [
        contract
        for contract in project["tool"]["importlinter"]["contracts"]
        if contract["type"] == "independence"
    ]
    assert sorted(contract["modules"]) == [f"tradecrawler.spiders.{name}" for name in MODULES]


def test_settings_name_components_that_exist() -> None:
    ordered: dict[str, int | None] = {
        **settings.DOWNLOADER_MIDDLEWARES,
        **settings.SPIDER_MIDDLEWARES,
        **settings.ITEM_PIPELINES,
        **settings.EXTENSIONS,
    }
    switched_on = (path for path, order in ordered.items() if order is not None)
    for path in (*switched_on, settings.LOG_FORMATTER):
        module, _, name = path.rpartition(".")
        assert getattr(importlib.import_module(module), name).__doc__


def test_exports_have_every_field_of_an_article() -> None:
    fields = {field.name for field in dataclasses.fields(Article)}
    assert sorted(settings.FEED_EXPORT_FIELDS) == sorted(fields - {"printed", "visit"})
