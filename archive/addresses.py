"""The one form of an address: without tracking, fragment and needless variants.

Decides nothing about which of several addresses an article is known by.
"""

import re

from w3lib.url import canonicalize_url, url_query_cleaner

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
