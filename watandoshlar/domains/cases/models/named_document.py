from django.db import models

from .case import Case


class NamedDocument(models.Model):
    """A document whose number stands in an application when it is approved: what was approved can be issued only while
    that document counts. Rows are only added."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    certificate = models.ForeignKey("certificates.Certificate", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "certificate"], name="cases_document_named_once")]

    def __str__(self) -> str:
        return f"{self.certificate_id} in case {self.case_id}"
