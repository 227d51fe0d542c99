"""Plain text as input: pages that somebody else flattened, one paragraph a line."""

from tradecrawler.extract.text import fold_space, split_bullet
from tradecrawler.items import Block


def read_plain_text(text: str) -> tuple[Block, ...]:
    """One block a line; lines that start with a bullet or dash are items of a list."""
    blocks: list[Block] = []
    group, in_list = 0, False
    for raw in text.splitlines():
        line = fold_space(raw)
        if not line:
            continue
        is_item, rest = split_bullet(line)
        if is_item and rest:
            group += not in_list
            blocks.append(Block(kind="list_item", text=rest, level=1, group=group))
        else:
            blocks.append(Block(kind="paragraph", text=line))
        in_list = is_item
    return tuple(blocks)
