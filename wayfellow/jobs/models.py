"""When each job comes round, and which workers are at work."""

from django.db import models
from django_tasks_db.models import DBTaskResult

from wayfellow.jobs.definitions import title_of


class Schedule(models.Model):
    """When a job is due next, and its last run. Whoever moves the day on, of all the workers, has it done."""

    job = models.CharField(max_length=200, unique=True)
    due_at = models.DateTimeField()
    last = models.ForeignKey(DBTaskResult, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self):
        return self.job

    @property
    def title(self):
        return title_of(self.job)


class Worker(models.Model):
    """A worker that is there: it says so every few seconds. What a silent one had in hand is taken up again."""

    id = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self):
        return f"worker {self.id}"
