from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.acts.reopen_approval import reopen_approval
from watandoshlar.domains.cases.models import Case


def look_at_approvals(*, acting_user) -> int:
    """Reopen every approval whose document cannot be issued any more because a day has passed: of the end of a document
    has nobody to tell. Returns how many. Each is its own transaction.

    Only the platform itself does this.
    """
    if acting_user is not SYSTEM:
        raise access_errors.RoleMissing(role="platform")
    references = Case.objects.filter(state="approved").order_by("reference").values_list("reference", flat=True)
    return sum(reopen_approval(acting_user=acting_user, reference=reference) for reference in list(references))
