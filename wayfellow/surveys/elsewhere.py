"""What a file from elsewhere holds that has no place here: all of it at once, with where it stands and what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class CannotRead(Exception):
    """The file holds something that has no place here. `problems` names all of it."""

    def __init__(self, *problems: str):
        super().__init__("\n".join(problems))
        self.problems = list(problems)


OTHER_KIND = gettext_lazy("Ask it as one of the kinds of questions there are here, or take it out.")
NO_SUMS = gettext_lazy("Take it out: nothing is calculated here while somebody answers.")
OTHER_LANGUAGE = gettext_lazy("Take this language out of the file, or ask whoever runs Wayfellow to add it.")
ONE_JOIN = gettext_lazy("Join comparisons by “and” or by “or”, not by both.")
NO_ANSWER = gettext_lazy("Word it without the earlier answer.")
TAKE_OUT = gettext_lazy("Take it out of the file.")


class Problems(list[str]):
    """Everything that stands in the way, in the order of the file."""

    def say(self, where: str, what: object, advice: object = TAKE_OUT) -> None:
        told = _("%(where)s: %(what)s is not supported here.") % {"where": where, "what": what}
        if f"{told} {advice}" not in self:
            self.append(f"{told} {advice}")

    def stop_if_any(self) -> None:
        if self:
            raise CannotRead(*self)
