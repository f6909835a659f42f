"""What an evaluation holds beside the programme's own figures: a clinical partner's totals, never a person's."""

from django.db import models

from wayfellow.directory.models import Programme


class ClinicalTotal(models.Model):
    """One total of a whole group, as the clinical partner typed or sent it (I2)."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="clinical_totals")
    variable = models.CharField(max_length=120)
    category = models.CharField(max_length=120, blank=True)
    n = models.PositiveIntegerField()
    mean = models.FloatField(null=True)
    sd = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "variable", "category"], name="one_total_per_category"),
        ]

    def __str__(self):
        return f"{self.variable} {self.category}".strip()
