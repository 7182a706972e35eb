"""What this room refuses."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import DomainError, NotFound, Refused


class PostNotFound(NotFound):
    code = "post_not_found"
    sentence = _("There is no post “%(post)s”. Choose one from the list.")


class PostFilesRefused(DomainError):
    """`problems` lists everything that is wrong, one line each with its place."""

    code = "post_files_refused"
    sentence = _("The files of the posts cannot be used yet. Correct what is listed and try again:\n%(problems)s")


class PublishingPostsRefused(Refused):
    code = "publishing_posts_refused"
    sentence = _("Posts are published by the operator of the installation, from the files in the folder of posts.")


class DayOutOfReach(DomainError):
    code = "day_out_of_reach"
    sentence = _("Enter a day of the last or the next twelve months.")


class OpenOrClosed(DomainError):
    code = "open_or_closed"
    sentence = _("Say whether the office works on this day or is closed.")


class SourceNeeded(DomainError):
    code = "source_needed"
    sentence = _("Name the decree or order, with its number and date, in at most 200 characters.")


class UnknownState(DomainError):
    code = "unknown_source_state"
    sentence = _("Say whether the source is confirmed.")


class UnknownScope(DomainError):
    code = "unknown_scope"
    sentence = _("Choose one post, the offices of one country, or all posts.")
