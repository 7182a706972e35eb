"""What a wallet says and proves, by OpenID4VCI 1.0 and HAIP 1.0: pure readings of signed texts, which raise `Refusal`.

Words
    holder key          the key of a wallet to which a copy is bound
    proof               a text signed by a holder key over our nonce
    key attestation     a wallet provider's word for holder keys
    wallet attestation  a wallet provider's word for the wallet itself
    sender key          the key that every request of a wallet proves anew (DPoP)
"""
