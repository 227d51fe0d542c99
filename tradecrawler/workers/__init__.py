"""Pages read in processes of their own, so that the crawl goes on meanwhile.

    pool  ─ worker ─╮ orders  ╭─ process ─ extract
    reading         ╰ answers ╯

``pool`` distributes, ``reading`` is one page on its way, ``worker`` the line to a process,
``process`` what runs there, ``messages`` what they tell each other. None of them knows Scrapy or
SQL: neither is loaded in a process.
"""

import os


def default_processes() -> int:
    """One for each core that this process may use, but one; and one where there is but one.

    None on Windows, whose event loop, as Scrapy uses it, cannot wait for processes.
    """
    if os.name == "nt":
        return 0
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, (usable or 1) - 1)
