"""The learnt weights that tell lists of teasers from lists of an article's own.

They weigh a list's numbers (``list_features``), and are made by ``python -m training.lists``.
"""

from functools import cache

from tradecrawler.extract.small_trees import SmallTrees, packaged

DATA = "data/lists.json"


@cache
def list_model() -> SmallTrees:
    """The model that comes with the package, read once; what it says yes to promotes other
    contents."""
    return packaged(DATA)
