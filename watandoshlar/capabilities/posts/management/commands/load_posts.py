from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.acts import publish_posts
from watandoshlar.capabilities.posts.errors import PostFilesRefused


class Command(BaseCommand):
    help = "Bring the posts up to date with the files in posts/. Names what is wrong by file, line and path."

    def handle(self, *args: object, **options: object) -> None:
        try:
            changed = publish_posts(acting_user=SYSTEM, folder=settings.POSTS_DIRECTORY)
        except PostFilesRefused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"posts changed: {', '.join(changed) or 'none'}")
