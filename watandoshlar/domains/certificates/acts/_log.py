"""The head of the log: signed anew whenever leaves were added since, so that status lists can carry its root."""

from django.conf import settings

from watandoshlar.domains.certificates.models import LogHead
from watandoshlar.domains.certificates.queries import leaves_since, log_head
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.foundation import clock
from watandoshlar.foundation.credentials.jose import sign_jws
from watandoshlar.foundation.crypto.merkle import Peaks

KIND = "log"
HEAD_TYPE = "log-head+jwt"


def sign_head() -> LogHead:
    """The head over all leaves that are there now. Only those added since the last head are read."""
    before = log_head()
    peaks = before.as_peaks() if before else Peaks()
    grown = peaks.grown(leaves_since(peaks.size))
    if before and grown.size == before.size:
        return before
    now = clock.now()
    signer = signer_for(KIND)
    claims = {"iss": settings.SITE_URL, "iat": int(now.timestamp()), "size": grown.size, "root": grown.root.hex()}
    token, _signed = sign_jws({"kid": signer.key.key_id, "typ": HEAD_TYPE}, claims, signer)
    head = LogHead(size=grown.size, root=grown.root, peaks=grown.to_bytes(), token=token, signed_at=now)
    # Two lists may be opened at the same moment; over the same leaves both heads say the same, and the first one stays.
    LogHead.objects.bulk_create([head], ignore_conflicts=True)
    return LogHead.objects.get(size=grown.size)
