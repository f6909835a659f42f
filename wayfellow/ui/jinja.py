"""What every template can count on."""

import re

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.middleware.csrf import get_token
from django.template.backends.jinja2 import Jinja2
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext, pgettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from wayfellow.ui.days import in_hours
from wayfellow.ui.elsewhere import without_language
from wayfellow.ui.home_pages import links_at, shown_at
from wayfellow.ui.languages import begun_large, in_my_language, within_a_sentence
from wayfellow.ui.money import money
from wayfellow.ui.whose import mark_of

A_CODE = re.compile(r"[a-z0-9_.:+-]*")  # a number, a day, the name of a choice: what nobody wrote as words
HIDDEN = Markup('<input type="hidden" name="{}" value="{}">')


class Pages(Jinja2):
    """Our pages live in each room's `templates/` folder."""

    app_dirname = "templates"


def environment(**options):
    pages = Environment(
        **options | {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True},
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    pages.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext)
    pages.policies["urlize.rel"] = "noreferrer"  # an address in what somebody wrote is not told where it was read
    pages.filters.update(within_a_sentence=within_a_sentence, begun_large=begun_large)
    pages.tests["a_code"] = A_CODE.fullmatch
    pages.globals.update(
        url=_url,
        static=_static,
        csrf=_csrf,
        day=_day,
        short_day=_short_day,
        moment=_moment,
        time=_time,
        weekday=_weekday,
        number=formats.number_format,
        money=money,
        in_hours=in_hours,
        today=timezone.localdate,
        languages=settings.LANGUAGES,
        in_my_language=in_my_language,
        links_at=links_at,
        panels_at=shown_at,
        without_language=without_language,
    )
    return pages


def _url(name, *args, **kwargs):
    return reverse(name, args=args, kwargs=kwargs)


def _static(path):
    return staticfiles_storage.url(path)


def _csrf(request):
    """What each form of ours brings along: that it is ours and, where one has to be signed in, whose page it is."""
    token = HIDDEN.format("csrfmiddlewaretoken", get_token(request))
    place = request.resolver_match
    if place and place.func.needs and request.user.is_authenticated:
        token += HIDDEN.format("whose", mark_of(request.user))
    return token


def _day(value):
    return formats.date_format(value, "DATE_FORMAT") if value else ""


def _short_day(value):
    return formats.date_format(value, "MONTH_DAY_FORMAT") if value else ""


def _weekday(value):
    return formats.date_format(value, "l").capitalize()


def _time(value):
    return formats.date_format(timezone.localtime(value), "TIME_FORMAT")


def _moment(value):
    return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT") if value else ""
