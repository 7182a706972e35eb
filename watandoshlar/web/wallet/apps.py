from django.apps import AppConfig


class WalletConfig(AppConfig):
    name = "watandoshlar.web.wallet"
    label = "wallet"
    verbose_name = "Wallets"
