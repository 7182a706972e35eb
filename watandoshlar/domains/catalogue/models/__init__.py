from watandoshlar.domains.catalogue.models.publication import DRAFT_POLICIES, Publication
from watandoshlar.domains.catalogue.models.service_version import ServiceVersion

__all__ = ["DRAFT_POLICIES", "Publication", "ServiceVersion"]
