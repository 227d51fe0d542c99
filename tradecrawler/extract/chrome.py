"""Which elements are by their name or kind a page's furniture, and which its text.

Names are hints that the web has agreed on without ever writing them down; a name alone decides
nothing: ``body`` lets an element be furniture only as long as most of the text is elsewhere.
"""

import re
from functools import lru_cache
from itertools import groupby

from tradecrawler.extract.text import Stems, mentions

_START, _END = r"(?:^|[\s_\-])", r"(?=$|[\s_\-\d])"


def _tokens(names: str) -> re.Pattern[str]:
    """A pattern of ``names``, those with one first letter together: that letter is then compared
    once. It takes half the time, and finds the same: the first of ``names`` that fits a place."""
    parts: list[str] = []
    for is_any, some in groupby(names.split(), lambda name: name.startswith("\\w")):
        if is_any:
            parts += some
            continue
        by_letter: dict[str, list[str]] = {}
        for name in some:
            by_letter.setdefault(name[0], []).append(name[1:])
        parts += [f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items()]
    return re.compile(_START + "(?:" + "|".join(parts) + ")" + _END)


TAGS = frozenset("nav aside footer form menu address".split())

CHROME = _tokens(
    # navigation
    "nav navi navbar navigation menu menus submenu breadcrumbs? crumbs? pagination pager paging "
    "skip-?links? toc topbar toolbar masthead sitenav mainnav subnav \\w*footer footers colophon "
    "sidebars? side-?bar sidecol rail right-?rail rightcol "
    # sharing, comments, people
    "share shares sharing sharer sharebar addthis addtoany sharedaddy jp-?relatedposts socials? "
    "social-?media follow followus "
    "\\w*comments? comment-?list respond disqus discussion author-?bio authorbio author-?box "
    "about-?author author-?(?:card|details?|profile|desc|box|block) trust-?badge bio biography "
    "byline bylines dateline postmeta post-?meta entry-?meta "
    "article-?meta meta-?data post-?info post-?date entry-?date published timestamp "
    "post-?author entry-?author reading-?time authors? author-?info meta date-?wrapper signature "
    # promotion
    "related\\w* recommended recommendations? "
    "more-?stories more-?news read-?more readmore read-?also see-?also most-?read popular trending "
    "latest-?news latest-?posts recent-?posts up-?next next-?post prev-?post previous-?post "
    "newsletters? subscribe subscription subscriptions signup sign-?up mailing-?list mc4wp "
    "promo promos promobox promotion advert advertisement advertising ads? adsense ad-?slot "
    "ad-?container sponsored sponsor sponsors banners? outbrain taboola zergnet cta "
    "call-?to-?action "
    # machinery
    "cookies? cookie-?banner consent gdpr onetrust cookiebot cky cmplz borlabs didomi usercentrics "
    "moove cli pum popmake popup pop-?up modal overlay lightbox tooltip "
    "login logged-?in search searchform print-?only no-?print visually-?hidden sr-?only "
    "screen-?reader-?text tags? tag-?list taglist tag-?cloud tagcloud cat-?links "
    "categories filed-?under widget-?area textwidget feedback rating ratings votes survey poll "
    "widgets? saboxplugin buybox attachments? "
    "copyright disclaimer button buttons btn "
    # the same in the words of other languages, as names have them: without accents
    "kommentare? leserkommentare? kommentarer commentaires? comentarios? commenti komentarze? "
    "komentare reacties yorumlar werbung anzeige publicite publicidade? pubblicita reklama "
    "advertentie annons annonce teilen partager compartir compartilhar condividi udostepnij "
    "weiterlesen verwandte meistgelesen a-?lire lire-?aussi lees-?ook gerelateerd\\w* "
    "relacionad[oa]s? noticias-?relacionadas te-?puede-?interesar leia-?(?:mais|tambem) correlati "
    "articoli-?correlati leggi-?anche czytaj-?(?:wiecej|takze) powiazane podobne las-?ocksa "
    "les-?ogsa lue-?myos nieuwsbrief boletin schlagworte etiquetas"
)
NAVIGATION = _tokens(
    "nav navi navbar navigation menu menus submenu skip-?links? topbar toolbar sitenav mainnav "
    "subnav \\w*footer footers colophon share shares sharing sharer sharebar addthis addtoany "
    "sharedaddy socials? social-?media follow followus adsense ad-?slot ad-?container "
    "cookie-?banner gdpr onetrust cookiebot login logged-?in searchform "
    "copyright"
)
"""Of these, the names of what never has anything of an article in it."""
BODY = re.compile(
    r"article[\s_-]?(?:body|content|text|copy|main)|(?:entry|post|story|page|news|blog|main|body|rich)"
    r"[\s_-]?(?:content|body|text|copy)(?:$|[\s_-])|(?:^|\s)(?:content|articlebody|artikel"
    r"(?:text|inhalt|body)|texte?|story|wysiwyg|prose|field-name-body|td-post-content)(?:$|\s)"
    r"|articlebody|storybody|body-copy|text-?body"
)
"""Names of elements that hold the text itself; these are never furniture."""
_BODY_STEMS = Stems(
    "content", "body", "text", "copy", "main", "inhalt", "story", "wysiwyg", "prose",
)  # fmt: skip
"""One of these is in whatever the pattern finds."""


FACTBOX = _tokens(
    "encadr[eé]s? fact-?box facts-?box fakten-?box info-?box info-?kasten kader kader-?tekst "
    "key-?facts hintergrund-?box"
)
"""Names of a box that tells more of what the article tells: background, figures, who is who."""
COMMENTS = re.compile(
    r"comment|kommentar|comentario|komentar|reacties|yorumlar|disqus|discussion|respond"
)
"""Names of what readers wrote, which may well be most of a page."""
HIDDEN = "is-hidden"
"""Added to an element's names when its attributes or style say that it is not shown."""
_HIDDEN = re.compile(r"(?:^|\s)(?:hidden|is-hidden|d-none)(?:$|\s)")


@lru_cache(maxsize=4096)  # a page calls many elements by one name, a site all of its pages'
def chrome_name(tag: str, names: str) -> str | None:
    """What about an element says that it is furniture: its tag, or a word of its id, class, role
    or itemprop; None if nothing does."""
    if tag in ("html", "body", "main", "article"):
        return None
    if names and ("hidden" in names or "d-none" in names) and _HIDDEN.search(names):
        return HIDDEN
    if names:
        match = CHROME.search(names)
        if match:
            return None if _names_body(names) else match[0].strip(" _-")
    if tag == "aside" and names and FACTBOX.search(names):
        return None
    return tag if tag in TAGS else None


def names_navigation(tag: str, names: str) -> bool:
    """Whether an element calls itself navigation, share bar, foot of the page or the like."""
    return chrome_name(tag, names) is not None and NAVIGATION.search(names) is not None


@lru_cache(maxsize=4096)
def is_body(tag: str, names: str) -> bool:
    """Whether an element calls itself the text of an article."""
    return tag == "article" or _names_body(names)


def _names_body(names: str) -> bool:
    return mentions(names, _BODY_STEMS) and BODY.search(names) is not None
