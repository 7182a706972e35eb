"""Credentials for wallets and archives: SD-JWT VC, mdoc and W3C Data Integrity, made and read without any network.

Pure functions on top of the `cryptography` library and the house's own `Signer`; what they refuse has a code from one
closed list, whatever the form.

Words
    credential     signed claims about a person, in a form that others' wallets and readers understand
    disclosure     one claim with its salt; the issuer signed only its hash, the holder chooses to show it
    holder         whoever holds the key that a credential is bound to, and proves it for every reader
    chain          the certificates of the issuer's key, leaf first, up to but without a root
    trust          how a reader finds the key that must have signed: by its id, or by roots
    twin           the second signature (r, n - s) that ECDSA admits for every message; ours have one form only
"""
