"""What the lines of the journal say, opened with the key of whom they are about."""

from wayfellow.people.models import Person


def said(line):
    return line.said(Person.objects.select_related("key").get(pk=line.person).key)
