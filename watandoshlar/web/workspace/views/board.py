"""The board: how the terms of appeals stand, by post and by theme. Counts only, nothing of any appeal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from watandoshlar.capabilities.access.api import has_role, posts_of
from watandoshlar.capabilities.posts.api import post_name
from watandoshlar.domains.appeals.api import body_name, terms_board, theme_title
from watandoshlar.web.workspace.doors import staff_view


@staff_view
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The ministry sees every post, officers and heads their own."""
    language = get_language()
    is_ministry = has_role(request.user, "ministry")
    posts = [] if is_ministry else posts_of(request.user)
    counts = terms_board(None if is_ministry else posts)
    context = {
        "section": "workspace",
        "kicker": "" if is_ministry else " · ".join(post_name(post, language) for post in posts),
        "by_post": [(body_name(code, language), row) for code, row in counts.by_post.items()],
        "by_theme": [(theme_title(code, language), row) for code, row in counts.by_theme.items()],
    }
    return render(request, "workspace/board.html", context)
