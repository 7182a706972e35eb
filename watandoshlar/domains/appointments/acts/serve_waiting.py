from uuid import UUID

from watandoshlar.capabilities.posts.api import Post, today_at
from watandoshlar.domains.appointments.acts._offering import places_to_offer, serve
from watandoshlar.domains.appointments.acts._steps import for_the_platform
from watandoshlar.domains.appointments.acts.pass_on_places import pass_on_places
from watandoshlar.domains.appointments.models import Opening, Wish
from watandoshlar.domains.appointments.queries import takes_visits


def serve_waiting(*, acting_user, post_id: int, wish_id: UUID | None = None) -> int:
    """Give what is free at a post to those who wait, in their order; returns how many were offered a time.

    First what is released, then whatever else fits; with `wish_id` only to who has just joined, whom nobody before them
    can mind: nothing that is free suited those. Each offer is its own transaction: killed at any point, the next run
    goes on. Only the platform itself does this.
    """
    for_the_platform(acting_user)
    offered = pass_on_places(acting_user=acting_user, post_id=post_id)
    post = Post.objects.get(pk=post_id)
    free = places_to_offer(post) if takes_visits(post) else None
    if free is None:
        return offered
    drawn = Opening.objects.filter(post=post, state="drawn").first()
    waiting = Wish.objects.waiting_at(post).filter(first_day__lte=free.last, last_day__gte=today_at(post))
    if wish_id:
        waiting = waiting.filter(pk=wish_id)
    wishes = list(waiting.select_related("post", "account"))
    return offered + sum(serve(wish, free, drawn, acting_user=acting_user) for wish in wishes)
