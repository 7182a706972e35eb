from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.posts.api import Post, today_at
from watandoshlar.domains.appointments.acts._offering import first_place, offer_to
from watandoshlar.domains.appointments.acts._steps import for_the_platform, lock_serving, lock_visit
from watandoshlar.domains.appointments.models import Visit, Wish
from watandoshlar.domains.appointments.queries import FreePlaces, opened_until, takes_visits
from watandoshlar.domains.appointments.states import RELEASED


def pass_on_places(*, acting_user, post_id: int) -> int:
    """Offer every released place of a post to the first who waits and whom it suits; returns how many were offered one.

    Each place is one transaction with all that it is offered to: nobody sees it free before the waiting list has passed
    on it. Only the platform itself does this.
    """
    for_the_platform(acting_user)
    post = Post.objects.get(pk=post_id)
    released = Visit.objects.filter(post=post, is_taken=True, state__in=RELEASED).order_by("closed_at", "pk")
    places = list(released.values_list("pk", flat=True))
    return sum(_pass_on(post, pk, acting_user=acting_user) for pk in places)


@transaction.atomic
def _pass_on(post: Post, pk: UUID, *, acting_user) -> int:
    """One released place: offered to the first whom it suits, and what is left of it to the next."""
    lock_serving(post.pk)
    visit = lock_visit(pk)
    if not visit.is_taken:
        return 0
    visit.is_taken = False
    visit.save(update_fields=["is_taken"])
    day, last = today_at(post, visit.starts_at), opened_until(post, "opened", "drawn")
    if not takes_visits(post) or last is None or not today_at(post) <= day <= last:
        return 0
    free = FreePlaces(post, day, day)
    waiting = Wish.objects.waiting_at(post).filter(first_day__lte=day, last_day__gte=day)
    offered = 0
    for wish in waiting.select_related("post", "account"):
        # Who has just let this very place go is not asked again.
        place = first_place(wish, free, instead_of=visit.place) if wish.subject != visit.subject else None
        if place and offer_to(wish.pk, place, free, None, acting_user=acting_user):
            offered += 1
    return offered
