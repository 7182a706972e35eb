"""Addresses of machines: without a language, because no person reads there."""

from django.urls import path

from watandoshlar.web.wallet import copies, metadata, tokens

app_name = "wallet"

urlpatterns = [
    path(".well-known/openid-credential-issuer", metadata.issuer_metadata, name="issuer_metadata"),
    path(".well-known/oauth-authorization-server", metadata.server_metadata, name="server_metadata"),
    path("wallet/keys", metadata.keys, name="keys"),
    path("wallet/types/<slug:document_type>", metadata.document_type, name="document_type"),
    path("wallet/offers/<str:secret>", copies.offer, name="offer"),
    path("wallet/push", tokens.push, name="push"),
    path("wallet/authorize", tokens.authorize, name="authorize"),
    path("wallet/token", tokens.token, name="token"),
    path("wallet/nonce", copies.nonce, name="nonce"),
    path("wallet/credential", copies.credential, name="credential"),
    path("wallet/notification", copies.notification, name="notification"),
]
