"""The learnt weights that tell pages which list others from pages which tell one story.

They weigh a page's numbers (``page_features``), and are made by ``python -m training.verdict``.
"""

from functools import cache

from tradecrawler.extract.small_trees import SmallTrees, packaged

DATA = "data/verdict.json"


@cache
def page_model() -> SmallTrees:
    """The model that comes with the package, read once; what it says yes to lists other pages or
    things for sale."""
    return packaged(DATA)
