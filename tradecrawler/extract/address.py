"""The one form of an article's address: without tracking, fragment and needless variants."""

import re

from w3lib.url import canonicalize_url, url_query_cleaner

from tradecrawler.items import Value

_TRACKING = re.compile(
    r"^(?:utm_\w+|mtm_\w+|pk_\w+|at_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_cid|mc_eid|"
    r"_hs\w+|hsctatracking|wt_mc|wt\.\w+|cmpid|ref|referrer|source|xtor|ns_\w+|"
    r"phpsessid|jsessionid|sid|sessionid)$",
    re.IGNORECASE,
)


def clean_address(url: str) -> str:
    """``url`` without tracking and session parameters and fragment, query sorted, host folded."""
    if not url:
        return ""
    query = url.partition("?")[2].partition("#")[0]
    names = {pair.partition("=")[0] for pair in query.split("&") if pair}
    tracking = [name for name in names if _TRACKING.match(name)]
    if tracking:
        url = url_query_cleaner(url, tracking, remove=True, unique=False)
    return str(canonicalize_url(url))


def canonical_address(claimed: Value | None, url: str) -> Value:
    """The address the article is known by: what the page claims, else its own, cleaned."""
    if claimed is not None:
        try:
            return Value(value=clean_address(claimed.value), source=claimed.source)
        except ValueError:  # such as a port that is no number
            pass
    return Value(value=clean_address(url), source="url")
