"""Why a source could not be read; each name is a reason in a run's account."""


class Unreadable(ValueError):
    """A source is not what it was taken for; the message names its address."""


class NotAFeed(Unreadable):
    """The bytes are no RSS, Atom or JSON Feed: look at the source's address."""


class NotASitemap(Unreadable):
    """The bytes are no sitemap of any kind: look at the source's address."""


class NotAListing(Unreadable):
    """The bytes hold no HTML: look at the source's address."""


class NotPosts(Unreadable):
    """The bytes are no list of WordPress' posts: the site does not offer it, or guards it."""


class TooLarge(Unreadable):
    """A gzipped body inflates beyond all measure: leave it alone."""


class TooSlow(Unreadable):
    """Reading takes longer than EXTRACTION_TIMEOUT allows."""


class ReaderDied(Unreadable):
    """Two worker processes died of it: memory may be short, or a library fails on it."""
