"""The keys of this installation: `manage.py list_signing_keys`."""

from django.core.management.base import BaseCommand

from watandoshlar.domains.certificates.api import newest_trust_list, signatures_today, signing_keys


class Command(BaseCommand):
    help = "Lists every key with its kind, from and until when it signs, and how much it signed today."

    def handle(self, *args: object, **options: object) -> None:
        newest = newest_trust_list()
        self.stdout.write(f"Trust list {newest.version}" if newest else "No trust list was published yet.")
        for key in signing_keys():
            ends = f"revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else f"until {key.sign_until or 'changed'}"
            listed = "" if key.listed_at else ", not listed yet"
            used = f"{signatures_today(key)} of {key.daily_quota} today"
            self.stdout.write(f"{key.key_id} {key.kind or '-'}: from {key.not_before:%Y-%m-%d}, {ends}{listed}, {used}")
