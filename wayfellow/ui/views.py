"""The gallery: every component on one page, for who works on the pages. It is there only in development."""

from datetime import timedelta

from django import forms
from django.shortcuts import render
from django.utils import timezone

from wayfellow.access.guard import public
from wayfellow.ui.drawn import over_time
from wayfellow.ui.pages import Form, day, hour, line, one_of, some_of, tick, words
from wayfellow.ui.paging import numbered

WEEKDAYS = [("tuesday", "Tuesday"), ("friday", "Friday")]
PLACES = [("centre", "At the centre"), ("home", "At home"), ("outside", "Outside")]


class EveryQuestion(Form):
    """Each kind of question once."""

    said = words("What did you do together?", help_text="In your own words.")
    place = line("Where do you meet?", required=True)
    minutes = forms.IntegerField(label="How many minutes?", min_value=1, required=False)
    on = day("On which day?")
    at = hour("At what time?")
    weekday = one_of("On which day of the week?", WEEKDAYS)
    places = some_of("Where would you like to meet?", PLACES)
    is_read = tick("We both read it", required=True)


@public
def gallery(request):
    today = timezone.localdate()
    numbers = [(today - timedelta(days=days), number) for days, number in [(60, 3), (30, 5), (0, 4)]]
    shown = {
        "form": EveryQuestion(),
        "sent_form": EveryQuestion({"said": "We walked to the sea.", "on": "soon"}),
        "page": numbered(range(3), 2, 1),
        "chart": over_time("walks", "Walks in a month", numbers, lowest=0, highest=6),
        "today": today,
        "tomorrow": today + timedelta(days=1),
    }
    return render(request, "ui/gallery.html", shown)
