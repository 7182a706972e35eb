"""Cards and travel documents print no number of a passport: what their seals say of it is a hash and three digits."""

import pytest
import yaml
from django.conf import settings

DEFINITIONS = sorted(settings.SERVICES_DIRECTORY.glob("*/definition.yaml"))
# These confirm something of the passport itself.
ABOUT_A_PASSPORT = {"consular-registration", "identity-confirmation", "permanent-residence-permission"}


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: path.parent.name)
def test_no_row_of_a_document_is_the_number_of_a_passport(path):
    definition = yaml.safe_load(path.read_text(encoding="utf-8"))
    fields = [field for page in definition["pages"] for field in page["fields"]]
    numbers = {field["id"] for field in fields if field["kind"] == "travel_document"}
    printed = numbers & set((definition.get("document") or {}).get("rows", ()))
    assert bool(printed) is (path.parent.name in ABOUT_A_PASSPORT)
