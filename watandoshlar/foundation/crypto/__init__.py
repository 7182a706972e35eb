"""Cryptography of the house: keeping secrets (envelope) and proving origin (signer, seal).

Pure Python on top of the `cryptography` library; nothing here reads settings, the clock or a
database, so that every function can be proven with vectors.

Words
    key-encryption key  from the configuration of the installation; wraps data keys
    data key            one per person; encrypts that person's answers and files
    blind index         a keyed hash that finds a value without storing it
    signer              holds a private key, or the door of a device that holds it
    seal                the signed text printed as a QR code on every document
    verdict             the answer of a check, from a closed list
"""
