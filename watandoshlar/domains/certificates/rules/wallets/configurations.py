"""What a wallet may ask for by name: one kind of document in one form."""

from collections.abc import Iterable

from watandoshlar.domains.certificates.rules.wallets.refusal import Refusal

FORMATS = {"sd_jwt": "dc+sd-jwt", "mdoc": "mso_mdoc"}
"""The forms for wallets, and what OpenID4VCI 1.0 calls them."""


def configuration_id(document_type: str, form: str) -> str:
    """The id of a credential configuration, which is its scope too."""
    return f"{document_type}.{form}"


def read_configuration(configuration: str) -> tuple[str, str] | None:
    """The kind of document and the form, or None for an id that is none of ours."""
    document_type, dot, form = configuration.rpartition(".")
    return (document_type, form) if dot and document_type and form in FORMATS else None


def one_document(configurations: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The kind of document that all of them are forms of, and the forms; the holder is asked about one document."""
    read = [read_configuration(one) for one in configurations]
    kinds = {found[0] for found in read if found}
    if len(kinds) != 1 or None in read:
        raise Refusal("invalid_scope", "Scopes of exactly one kind of document are asked for.")
    return kinds.pop(), tuple(sorted({found[1] for found in read if found}))
