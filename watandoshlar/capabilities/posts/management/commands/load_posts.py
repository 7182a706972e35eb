from django.conf import settings
from django.core.management.base import BaseCommand

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.acts import publish_posts


class Command(BaseCommand):
    help = "Bring the posts up to date with the files in posts/."

    def handle(self, *args, **options):
        changed = publish_posts(acting_user=SYSTEM, folder=settings.ROOT / "posts")
        self.stdout.write(f"posts changed: {', '.join(changed) or 'none'}")
