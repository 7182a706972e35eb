"""What is printed is read from a scan: card and page, at 200 and 300 dots to the inch, turned by up to 12 degrees."""

import random
import sys
from collections.abc import Callable

import pytest

from tests.portraits import portrait
from tests.scanning import printed, scanned
from watandoshlar.domains.certificates.layout import render_card, render_certificate
from watandoshlar.domains.certificates.rules.codes import texts_in

TRIES = {200: 20, 300: 10}
NEEDED = {200: 0.95, 300: 1.0}
# The part of an A4 page on which the seal stands.
FOOT = (0, 0.6, 0.5, 0.95)


@pytest.fixture
def papers(make_record, lay_out, lay_out_card) -> dict[str, tuple[Callable[[int], object], str]]:
    page = lay_out(make_record(photo=portrait()))
    card = lay_out_card(make_record(photo=portrait(), category="C2"))
    page_file, card_file = render_certificate(page), render_card(card)
    return {
        "page": (lambda dpi: printed(page_file, 0, dpi, FOOT), page.seal),
        "card": (lambda dpi: printed(card_file, 0, dpi), card.seal),
    }


@pytest.mark.parametrize("dpi", TRIES)
@pytest.mark.parametrize("kind", ["page", "card"])
def test_the_seal_is_read_from_a_scan(papers, kind, dpi, capsys):
    print_at, seal = papers[kind]
    paper, drawn = print_at(dpi), random.Random(20261122)
    read = sum(
        seal in texts_in(scanned(paper, drawn.uniform(-12, 12), drawn.uniform(0.6, 1.1))) for _ in range(TRIES[dpi])
    )
    with capsys.disabled():
        sys.stdout.write(f"\n  {kind} at {dpi} dpi: {read} of {TRIES[dpi]} read\n")
    assert read >= NEEDED[dpi] * TRIES[dpi]
