"""Words that the rule writes wrongly in Cyrillic, as an editor lists them: one a line, `word = ҳарф`."""

import re
from collections.abc import Mapping

LINE = re.compile(r"(?P<latin>[A-Za-zʻʼ‘’'`-]+)\s*=\s*(?P<cyrillic>[\u0400-\u04ff-]+)\Z")


def read_words(text: str) -> Mapping[str, str]:
    """The words by their Latin form. Raises ValueError with the line that is none."""
    words = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        match = LINE.match(line)
        if not match:
            raise ValueError(line)
        words[match["latin"]] = match["cyrillic"]
    return words
