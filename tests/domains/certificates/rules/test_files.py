import pytest

from watandoshlar.domains.certificates.rules.claims import seal_claims
from watandoshlar.domains.certificates.rules.files import FileWarning, file_warning
from watandoshlar.domains.certificates.rules.record import content_hash
from watandoshlar.foundation.pdf_seal import PdfSealReading, PdfSealState

NUMBER, OTHER = "UZ-CR-26-7K3M9Q4A", "UZ-CR-26-2222222A"


@pytest.mark.parametrize(
    ("state", "numbers", "expected"),
    [
        (PdfSealState.ABSENT, (), FileWarning.COPY),
        (PdfSealState.ABSENT, (NUMBER,), FileWarning.COPY),
        (PdfSealState.ABSENT, (NUMBER, OTHER), FileWarning.COPY),
        (PdfSealState.ABSENT, (OTHER,), FileWarning.OTHER_CODE),
        (PdfSealState.CHANGED, (NUMBER,), FileWarning.CHANGED),
        (PdfSealState.CHANGED, (), FileWarning.CHANGED),
        (PdfSealState.CHANGED, (OTHER,), FileWarning.OTHER_CODE),
        (PdfSealState.UNKNOWN_KEY, (NUMBER,), FileWarning.CHANGED),
    ],
)
def test_what_a_file_that_is_not_the_sealed_one_is(make_record, state, numbers, expected):
    assert file_warning(PdfSealReading(state), numbers, seal_claims(make_record(), NUMBER)) is expected


def test_the_sealed_file_and_its_code_belong_together(make_record):
    record = make_record()
    claims, digest = seal_claims(record, NUMBER), content_hash(record, NUMBER)
    intact = PdfSealState.INTACT
    assert file_warning(PdfSealReading(intact, NUMBER, digest), (), claims) is None
    assert file_warning(PdfSealReading(intact, OTHER, digest), (NUMBER,), claims) is FileWarning.OTHER_CODE
    assert file_warning(PdfSealReading(intact, NUMBER, bytes(32)), (NUMBER,), claims) is FileWarning.OTHER_CODE
