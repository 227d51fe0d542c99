"""How long a host is left alone. Pure: clocks and chance are handed in, nobody waits here.

``retry_after`` what a host asks for; ``patience`` how often it refused, and what follows. The
waiting is done by ``tradecrawler.middlewares.backoff``.
"""
