"""The folded words of a text as bytes, as fast as bytes can be translated. Pure.

The words are those of ``archive.text.words``. Texts of western Europe have one byte a character in
an old coding, and a table says what each of them folds to.
"""

from archive.text import fold, words

_OTHER = b"\x00"
"""Stands for a character that has to be looked at by itself."""


def folded_words(text: str, characters: int) -> bytes:
    """The words of a text, folded, in UTF-8, with blanks between them, before them and after them.

    ``characters`` limits how much of the text is read.
    """
    text = text[:characters]
    for coding, (table, longer) in _TABLES.items():
        try:
            encoded = text.encode(coding).translate(table)
        except UnicodeEncodeError:
            continue
        if _OTHER in encoded:
            break
        for sign, letters in longer.items():
            if sign in encoded:
                encoded = encoded.replace(sign, letters)
        return encoded
    return " ".join(words(text, characters=characters)).encode()


def _table(coding: str) -> tuple[bytes, dict[bytes, bytes]]:
    """For each byte the letter or digit it folds to, or a blank; a sign for what folds to several,
    and what that is.
    """
    table, longer = bytearray(), dict[bytes, bytes]()
    for code in range(256):
        folded = fold(bytes((code,)).decode(coding, "replace"))
        letters = "".join(sign if sign.isalnum() else " " for sign in folded)
        if not letters.isascii():
            table += _OTHER
        elif len(letters.strip()) > 1:
            sign = bytes((len(longer) + 1,))  # all that has such a code itself is a blank by now
            longer[sign] = letters.encode()
            table += sign
        else:
            table += (letters.strip() or " ").encode()
    return bytes(table), longer


_TABLES = {coding: _table(coding) for coding in ("latin-1", "cp1252")}
