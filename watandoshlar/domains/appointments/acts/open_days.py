from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.api import key_ring
from watandoshlar.domains.appointments.acts._letters import write_about
from watandoshlar.domains.appointments.acts._steps import for_the_platform, lock_serving
from watandoshlar.domains.appointments.acts.serve_waiting import serve_waiting
from watandoshlar.domains.appointments.models import DrawEntry, Opening, Wish
from watandoshlar.domains.appointments.rules.draw import Entry, drawn, list_hash, opening_moment
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import unwrap


def open_days(*, acting_user) -> int:
    """Open the days of every opening whose moment has come; returns how many openings were finished.

    First the list of entries is closed and drawn, and the seed published; then those drawn are offered times, one
    transaction each; then what is left is free for everybody. Killed in between, the next run goes on where it stopped,
    and by the same order. Only the platform itself does this.
    """
    for_the_platform(acting_user)
    begun = Opening.objects.filter(state="announced", begins_at__lte=clock.now()).order_by("pk")
    for opening in list(begun):
        _draw(opening.pk, acting_user=acting_user)
    finished = 0
    for opening in list(Opening.objects.filter(state="drawn").order_by("pk")):
        serve_waiting(acting_user=acting_user, post_id=opening.post_id)
        _finish(opening.pk, acting_user=acting_user)
        finished += 1
    return finished


@transaction.atomic
def _draw(pk: int, *, acting_user) -> None:
    opening = _locked(pk)
    seed = unwrap(key_ring(), bytes(opening.sealed_seed)).key
    if opening.state != "announced" or opening_moment(seed, opening.begins_at, opening.ends_at) > clock.now():
        return
    wishes = {wish.pk: wish for wish in _entering(opening)}
    order = drawn(seed, [Entry(wish.pk, wish.lane, wish.lost) for wish in wishes.values()])
    DrawEntry.objects.bulk_create(
        DrawEntry(opening=opening, wish=wishes[entry.wish], lane=entry.lane, lost=entry.lost, place=place)
        for place, entry in enumerate(order, 1)
    )
    for place, entry in enumerate(order, 1):
        wishes[entry.wish].rank = place
    Wish.objects.bulk_update(wishes.values(), ["rank"])
    opening.state, opening.seed, opening.drawn_at = "drawn", seed.hex(), clock.now()
    opening.list_hash = list_hash(wishes)
    opening.save(update_fields=["state", "seed", "drawn_at", "list_hash"])
    _put_on_record(opening, "draw_opening", acting_user=acting_user, seed=opening.seed, entries=len(order))


def _entering(opening: Opening) -> list[Wish]:
    """Those who wait for days of the opening, locked: the list closes."""
    waiting = Wish.objects.filter(post_id=opening.post_id, state="waiting")
    entering = waiting.filter(first_day__lte=opening.last_day, last_day__gte=opening.first_day)
    return list(entering.select_for_update().order_by("pk"))


@transaction.atomic
def _finish(pk: int, *, acting_user) -> None:
    """Everybody drawn was served: who got nothing comes before the others the next time, and is told."""
    opening = _locked(pk)
    if opening.state != "drawn":
        return
    served = opening.visits.values("wish")
    left = Wish.objects.filter(entries__opening=opening, state="waiting").exclude(pk__in=served)
    for wish in left.select_for_update(of=("self",)).select_related("post", "account").order_by("pk"):
        wish.lost += 1
        wish.save(update_fields=["lost"])
        write_about(wish, "not_drawn", acting_user=acting_user, occasion=f"draw-{opening.number}")
    opening.state, opening.opened_at = "opened", clock.now()
    opening.save(update_fields=["state", "opened_at"])
    _put_on_record(opening, "open_days", acting_user=acting_user)


def _locked(pk: int) -> Opening:
    post_id = Opening.objects.values_list("post_id", flat=True).get(pk=pk)
    lock_serving(post_id)
    return Opening.objects.select_for_update(of=("self",)).select_related("post").get(pk=pk)


def _put_on_record(opening: Opening, act: str, *, acting_user, **facts) -> None:
    append_entry(
        acting_user=acting_user,
        act=act,
        chain=f"post:{opening.post.code}",
        facts={"opening": opening.number, "list_hash": opening.list_hash, **facts},
    )
