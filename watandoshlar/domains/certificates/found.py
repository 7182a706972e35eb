"""What the search knows of rights: one page for each kind of holder of our own scheme."""

from collections.abc import Iterator

from django.conf import settings

from watandoshlar.capabilities.posts.api import in_words
from watandoshlar.capabilities.search.api import Entry
from watandoshlar.domains.certificates.schemes import own_scheme


def collect_rights() -> Iterator[Entry]:
    """Each kind of holder in each language that has a name for it, with whatever its documents allow."""
    scheme = own_scheme()
    for category, names in scheme.categories.items():
        rights = [right for right in scheme.rights if category in right.categories]
        for language, _name in settings.LANGUAGES:
            title, card = in_words(names, language), in_words(scheme.title, language)
            if title.language == language:
                said = dict.fromkeys(str(in_words(right.words, language)) for right in rights)
                yield Entry(
                    kind="right",
                    key=category,
                    language=language,
                    title=title,
                    summary=card,
                    text=" ".join(said),
                    route=("public_site:rights_of", (category,)),
                )
