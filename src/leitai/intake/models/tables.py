"""Tables in the shape of whoever made them: the files, and mappings that say which column is what."""

from django.db import models
from django.db.models import Q


class TableMapping(models.Model):
    """Which column of a table is the unit and which are indicators, kept under a name for the next time."""

    name = models.CharField(max_length=100)
    division = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+")
    dataset = models.ForeignKey("intake.DataSet", on_delete=models.PROTECT, related_name="+")
    shape = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("division", "dataset", "name", name="table_mapping_once"),
            models.CheckConstraint(condition=~Q(name=""), name="table_mapping_named"),
        ]

    def __str__(self) -> str:
        return self.name


class TableUpload(models.Model):
    """A table that was sent, until and after its figures were read into forms."""

    dataset = models.ForeignKey("intake.DataSet", on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=24)
    file_name = models.CharField(max_length=200)
    data = models.BinaryField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Post", null=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.file_name
