"""All addresses. The first part of every page's address is its language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from watandoshlar.web.public_site.views import health, to_language

urlpatterns = [
    path("", to_language),
    path("health", health),
    path("", include("watandoshlar.web.public_site.sitemaps")),
    path("", include("watandoshlar.web.registers.urls")),
    path("verifier/", include("watandoshlar.web.verifier.offline_urls")),
    path("api/", include("watandoshlar.web.open_api.urls")),
    path("payments/", include("watandoshlar.web.payments.urls")),
    path("pictures/", include("watandoshlar.web.public_site.picture_urls")),
    path("", include("watandoshlar.web.wallet.urls")),
    *i18n_patterns(
        path("", include("watandoshlar.web.public_site.urls")),
        path("verify/", include("watandoshlar.web.verifier.urls")),
        path("my/", include("watandoshlar.web.portal.urls")),
        path("work/", include("watandoshlar.web.workspace.urls")),
        path("editing/", include("watandoshlar.web.workspace.editing")),
        path("wallet/", include("watandoshlar.web.wallet.pages")),
        path("api/", include("watandoshlar.web.open_api.pages")),
        path("account/", include("watandoshlar.web.accounts")),
        prefix_default_language=True,
    ),
]
