"""Whatever is written anew notices in one way that it was changed meanwhile (I8)."""

from django import forms

from tests.architecture.test_every_url_is_guarded import PAGES
from wayfellow.ui.pages import Rewriting

OVER_KEPT_WORDS = {
    view.form_class for view in PAGES.values() if issubclass(getattr(view, "form_class", object), Rewriting)
}


def test_every_form_over_kept_words_brings_the_same_mark_of_what_was_kept():
    assert len(OVER_KEPT_WORDS) > 20
    assert not [each for each in OVER_KEPT_WORDS if type(each.base_fields["edit_token"]) is not forms.CharField]
    assert not [each for each in OVER_KEPT_WORDS if each.fresh_edit_token is not Rewriting.fresh_edit_token]
    assert not [each for each in OVER_KEPT_WORDS if each.snapshot is Rewriting.snapshot]


def test_no_form_notices_it_by_a_number_of_its_own():
    """A version that is read and agreed to travels as `version`; it never stands for words that are replaced."""
    numbered = {
        name
        for view in PAGES.values()
        if hasattr(view, "form_class")
        for name, field in view.form_class.base_fields.items()
        if isinstance(field, forms.IntegerField) and field.widget.is_hidden
    }
    assert numbered == {"version"}
