"""The notice that a page prints where the rest of an article is for subscribers only."""

import re

from tradecrawler.extract.text import count_words, mentions
from tradecrawler.items import Block

NOTICE_WORDS = 60
"""A longer paragraph writes about paywalls."""
_NOTICE = re.compile(
    r"(?:réservé|reserved|voorbehouden|vorbehalten|exclusive?\w*).{0,40}(?:abonn|subscriber|lezer|leser)|"
    r"(?:article|artikel|contenu|inhalt|content).{0,30}(?:abonné|abonnee|abonnent|subscribers)|"
    r"(?:subscribe|abonne[rz]|abonnez-vous|word abonnee|abonnieren|jetzt abonn).{0,60}"
    r"(?:(?:continue|keep) reading|read (?:the )?(?:full|more|rest|on)|lire la suite|"
    r"intégralité|verder (?:te )?lezen|verderlezen|weiterlesen|weiterzulesen|volledig)|"
    r"(?:pour lire la suite|om verder te lezen|um weiterzulesen|to continue reading|"
    r"lees verder met|il vous reste \d+ ?% de)",
    re.IGNORECASE,
)
_STEMS = (
    "abonn", "subscri", "lezer", "leser", "lire la suite", "verder te lezen", "weiterzulesen",
    "continue reading", "lees verder", "vous reste",
)  # fmt: skip
"""Every alternative of the notice has one of these in it."""


def is_paywall_notice(block: Block) -> bool:
    """Whether a block says, in some words, that one has to subscribe to read on."""
    return (
        count_words(block.text) <= NOTICE_WORDS
        and mentions(block.text, _STEMS)
        and bool(_NOTICE.search(block.text))
    )
