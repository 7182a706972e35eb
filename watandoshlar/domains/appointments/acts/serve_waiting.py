from datetime import date
from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.posts.api import Post, today_at
from watandoshlar.domains.appointments.acts._offering import first_place, offer
from watandoshlar.domains.appointments.acts._steps import for_the_platform, lock_serving, lock_visit, lock_wish
from watandoshlar.domains.appointments.models import Opening, Visit, Wish
from watandoshlar.domains.appointments.queries import FreePlaces, opened_until, takes_visits
from watandoshlar.domains.appointments.states import RELEASED


def serve_waiting(*, acting_user, post_id: int) -> int:
    """Give what is free at a post to those who wait, in their order; returns how many were offered a time.

    First every released place, each in one transaction with all that it is offered to: nobody sees it free before the
    waiting list has passed on it. Then what else fits. Killed at any point, the next run goes on. Only the platform
    itself does this.
    """
    for_the_platform(acting_user)
    post = Post.objects.get(pk=post_id)
    released = Visit.objects.filter(post=post, is_taken=True, state__in=RELEASED).order_by("closed_at", "pk")
    places = list(released.values_list("pk", flat=True))
    offered = sum(_pass_on(post, pk, acting_user=acting_user) for pk in places)
    return offered + (_serve_rest(post, acting_user=acting_user) if takes_visits(post) else 0)


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
    offered = 0
    for wish in _waiting(post, day, day):
        # Who has just let this very place go is not asked again.
        place = first_place(wish, free, instead_of=visit.place) if wish.subject != visit.subject else None
        if place and _offer_to(wish.pk, place, free, None, acting_user=acting_user):
            offered += 1
    return offered


def _serve_rest(post: Post, *, acting_user) -> int:
    """Whatever is free, to everybody whom it suits."""
    first, last = today_at(post), opened_until(post, "opened", "drawn")
    if last is None or last < first:
        return 0
    drawn = Opening.objects.filter(post=post, state="drawn").first()
    free = FreePlaces(post, first, last)
    return sum(_serve(wish, free, drawn, acting_user=acting_user) for wish in _waiting(post, first, last))


def _waiting(post: Post, first: date, last: date) -> list[Wish]:
    waiting = Wish.objects.waiting_at(post).filter(first_day__lte=last, last_day__gte=first)
    return list(waiting.select_related("post", "account"))


def _serve(wish: Wish, free: FreePlaces, drawn: Opening | None, *, acting_user) -> int:
    """Each wish in a transaction of its own. Somebody may be faster at a place; then the next one is tried."""
    while place := first_place(wish, free):
        with transaction.atomic():
            lock_serving(wish.post_id)
            day = place.starts_at.astimezone(free.zone).date()
            drawn_in = drawn if drawn and drawn.first_day <= day <= drawn.last_day else None
            if _offer_to(wish.pk, place, free, drawn_in, acting_user=acting_user):
                return 1
        if Wish.objects.get(pk=wish.pk).state != "waiting":
            return 0
    return 0


def _offer_to(pk: UUID, place, free: FreePlaces, drawn_in: Opening | None, *, acting_user) -> bool:
    wish = lock_wish(pk)
    if wish.state != "waiting":
        return False
    return offer(wish, place, free, acting_user=acting_user, drawn_in=drawn_in) is not None
