"""The door of phone wallets: OpenID4VCI 1.0 and HAIP 1.0. Machines without a cookie or a language come to the addresses
of `urls`, people with a log-in to those of `pages`, where they offer copies and agree that a wallet fetches some."""
