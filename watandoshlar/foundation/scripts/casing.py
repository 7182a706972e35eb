"""Capital letters when one letter becomes two, or two become one."""


def cased_like(converted: str, word: str, start: int, end: int) -> str:
    """`converted`, written in place of `word[start:end]`, in the case that the place asks for.

    Sh at the head of a capitalised word stays Sh; between capitals (ШАРҚ, ШҲТга) it becomes SH. A sign without case
    (ʼ, ъ) follows its neighbours.
    """
    original = word[start:end]
    before, after = word[start - 1 : start], word[end : end + 1]
    if original.lower() == original.upper():
        return converted.upper() if before.isupper() and (not after or after.isupper()) else converted
    if not original[0].isupper():
        return converted
    if len(converted) == 1 or original[1:].isupper():
        return converted.upper()
    among_capitals = len(original) == 1 and (before.isupper() or after.isupper())
    return converted.upper() if among_capitals else converted[:1].upper() + converted[1:]
