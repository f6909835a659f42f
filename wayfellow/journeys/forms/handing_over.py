"""Who takes over the people that somebody referred."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.models import Journey
from wayfellow.journeys.queries.referring import colleagues_of, may_have_referred, nobody_follows, who_refer
from wayfellow.people.models import Membership
from wayfellow.ui.pages import Form


class Colleague(forms.ModelChoiceField):
    """One of those who refer, named with their team."""

    def __init__(self, **options):
        super().__init__(queryset=Membership.objects.none(), widget=forms.RadioSelect, **options)

    def label_from_instance(self, obj):
        return f"{obj.user.name} · {obj.team}" if obj.team else obj.user.name


class EndMembershipForm(Form):
    to = Colleague(
        label=_("Who takes over the people they referred?"),
        help_text=_("The people whose journey goes on. Each of them reads that someone took over, and who."),
        required=False,
        blank=True,
        empty_label=_("Nobody yet: the coordinators see it, and choose"),
    )

    def prepare(self):
        if may_have_referred(self.record):
            self.fields["to"].queryset = colleagues_of(self.record)
        else:
            del self.fields["to"]


class Several(forms.ModelMultipleChoiceField):
    """People, each with whoever referred them."""

    def label_from_instance(self, obj):
        return _("%(person)s, referred by %(name)s") % {"person": obj.person.name, "name": obj.referrer.name}


class HandOverSeveralForm(Form):
    """Nobody is ticked beforehand: whom somebody takes over is decided person by person."""

    journeys = Several(
        label=_("Who is handed over?"), queryset=Journey.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    to = Colleague(label=_("Who takes over?"), empty_label=None)

    def prepare(self):
        self.fields["journeys"].queryset = nobody_follows(self.reader, self.record)
        self.fields["to"].queryset = who_refer(self.record)


class ChangeReferrerForm(Form):
    to = Colleague(label=_("Who takes over?"), empty_label=None)

    def prepare(self):
        others = who_refer(self.record.programme).exclude(user=self.record.referrer_id)
        self.fields["to"].queryset = others
        if not others:
            self.fields["to"].help_text = _("Nobody else refers to this programme yet. Invite somebody first.")
