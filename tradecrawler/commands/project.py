"""Where a checkout of the project keeps its spiders and its recorded pages. No command itself."""

import re
from importlib.util import find_spec
from pathlib import Path

from scrapy.exceptions import UsageError
from scrapy.utils.conf import closest_scrapy_cfg

_CONTRACT = re.compile(r'(?:^    "tradecrawler\.spiders\.\w+",\n)+', re.MULTILINE)


def root() -> Path:
    """Return the folder of the checkout. Raises UsageError outside of one."""
    configuration = closest_scrapy_cfg()
    if not configuration:
        raise UsageError("there is no scrapy.cfg here or above: run this inside of a checkout")
    return Path(configuration).parent


def recorded_pages(given: Path | None) -> Path:
    """Return the folder of recorded pages: the one that is given, or the project's own."""
    return given or root() / "tests" / "magazines"


def spiders(module: str, given: Path | None) -> Path:
    """Return the folder of spiders: the one that is given, or that of ``module`` in the checkout.

    Raises UsageError where the project is installed elsewhere: what is written there is lost.
    """
    if given is not None:
        return given
    spec = find_spec(module)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    if not folders or not Path(folders[0]).is_relative_to(root()):
        raise UsageError(f"{module} is not in this checkout: install it with pip install -e .")
    return Path(folders[0])


def declare_independent(slug: str) -> bool:
    """Add a magazine to the contract that no magazine imports another; False where there is none.

    A test compares the contract's list with the spiders.
    """
    file = root() / "pyproject.toml"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    found = _CONTRACT.search(text)
    if found is None:
        return False
    lines = {*found.group().splitlines(), f'    "tradecrawler.spiders.{slug}",'}
    listed = "".join(f"{line}\n" for line in sorted(lines))
    file.write_text(text[: found.start()] + listed + text[found.end() :], encoding="utf-8")
    return True
