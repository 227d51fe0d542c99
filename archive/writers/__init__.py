"""Many articles stored by several processes, of which one writes and the others think.

    pool ─ line ─ orders ─ process ─╮
                  answers           ├ turns: one transaction after the other, in the batches' order
    pool ─ line ─ orders ─ process ─╯

Of what an article takes, half is the transaction, and a database has one at a time or gains little
from more. The other half is reading texts before it and comparing them after it, and that is done
while another batch is written. ``pool`` distributes, ``line`` leads to a process, ``process`` is
what runs there, ``turns`` is whose transaction comes next, ``messages`` what they tell each other.
"""

import os

MOST = 4
"""Processes, if nothing is said: one of them always writes, and what the others do takes no longer
than three times as much."""


def default_processes() -> int:
    """As many as help on this machine.

    None with one core, and on Windows, where no process is given another's pipes.
    """
    if os.name == "nt":
        return 0
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    cores = usable or 1
    return min(cores, MOST) if cores > 1 else 0
