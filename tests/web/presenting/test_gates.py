"""What is missing, in sentences: whatever a definition calls it, each ends once."""

import pytest
from django.conf import settings
from django.utils.translation import override

from watandoshlar.domains.cases.api import Gate
from watandoshlar.domains.catalogue.api import Service, read_folder
from watandoshlar.web.presenting.gates import SENTENCES

PASSPORT = "biometric-passport"


@pytest.mark.parametrize("language", ["uz", "ru", "en"])
@pytest.mark.parametrize("audience", ["applicant", "officer"])
@pytest.mark.parametrize(
    "gate",
    [
        Gate("fee", "passport", "approve", (("known", "no"),)),
        Gate("fee", "passport", "approve", (("known", "yes"),)),
        Gate("referral", "identity", "approve", (("outcome", ""),)),
        Gate("referral", "identity", "approve", (("outcome", "against"),)),
    ],
)
def test_a_sentence_ends_once(gate: Gate, audience: str, language: str) -> None:
    folder = read_folder(settings.SERVICES_DIRECTORY / PASSPORT)
    service = Service({"definition": folder.definition, "texts": folder.texts}, "", settings.LANGUAGE_CODE)
    with override(language):
        sentence = str(SENTENCES[gate.code](gate, service.texts(language), audience))
    assert ".." not in sentence
    assert ".”" not in sentence
    assert ".»" not in sentence
