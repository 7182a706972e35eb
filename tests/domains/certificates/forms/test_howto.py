"""The table of what each form carries says what the forms say."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

from tests.credentials import AT, SIGNER
from tests.domains.certificates.forms.records import JPEG, facts
from watandoshlar.domains.certificates.forms import labels, mdoc, sd_jwt, vc
from watandoshlar.domains.certificates.rules.copies import Form
from watandoshlar.foundation.credentials.mdoc import COMMON, read_issuer_signed
from watandoshlar.foundation.credentials.sd_jwt import read_sd_jwt
from watandoshlar.foundation.credentials.trust import by_keys

HOWTO = Path(__file__).parents[4] / "docs" / "howto" / "what-each-form-carries.md"
TRUSTED = by_keys({SIGNER.key_id: SIGNER.public_key})
# Named in the table, but not claims: parts of the envelope.
ENVELOPE = {"x5c", "x5chain", "deviceKey", "signed", "created", "status", "issuer", "validFrom", "validUntil"}
W3C = {"@context", "id", "type", "credentialSubject", "proof"}


def column(number):
    """The words in code spans in one column of the table."""
    table = HOWTO.read_text().split("|---|---|---|---|---|\n")[1].split("\n\n")[0]
    return {word for row in table.splitlines() for word in re.findall(r"`([^`]+)`", row.split("|")[number])}


def whole(make_record):
    return make_record(
        valid_from=date(2026, 10, 1),
        category="C1",
        photo=JPEG,
        passport="FA1234567",
        rests_on="UZ-CC-26-2222222A",
        replaces="UZ-CC-25-3333333B",
        issued_at=AT - timedelta(days=1),
        is_demonstration=True,
        is_confirmed=False,
    )


def test_the_column_of_sd_jwt_names_its_claims(make_record):
    text = sd_jwt.make(whole(make_record), facts(), SIGNER).content.decode()
    claims = set(read_sd_jwt(text, TRUSTED, AT).claims)
    assert column(3) - ENVELOPE == claims - {"status"} | (column(3) & {"script"})
    assert {path[0] for path in labels.LABELS[Form.SD_JWT]} <= claims


def test_the_column_of_mdoc_names_its_elements(make_record):
    content = mdoc.make(whole(make_record), facts("mdoc"), SIGNER).content
    spaces = read_issuer_signed(content, TRUSTED, AT).namespaces
    elements = {name for space in spaces.values() for name in space} - {"detail_002"}
    assert column(4) - ENVELOPE == elements
    assert set(labels.LABELS[Form.MDOC]) <= {(space, name) for space, names in spaces.items() for name in names}
    assert spaces.keys() == {COMMON, mdoc.OWN}


def test_the_column_of_w3c_names_its_terms(make_record):
    document = json.loads(vc.make(whole(make_record), facts(), SIGNER).content)
    terms = set(document) | set(document["credentialSubject"]) | {"country"}
    assert column(5) - {"created"} == terms - W3C
