"""Publishing: at a month's end, once, and only what enough more people stand behind (I9)."""

from datetime import date
from functools import cache, partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.directory.folding import fold
from wayfellow.directory.models import Programme
from wayfellow.evaluation import extract, queries
from wayfellow.evaluation.access import Can
from wayfellow.evaluation.answers import tell_of_pairs, tell_of_version, tell_response
from wayfellow.evaluation.coding import CODERS, codebook_of, coded, snapshot_of, tell_themes
from wayfellow.evaluation.editions import Told, as_json, end_of_last_month, may_follow, next_edition, settled
from wayfellow.evaluation.kept import to_keep
from wayfellow.evaluation.models import EXTRACT, PAIRS, WHOLE, Codebook, Coding, Edition, MonthEnd, PartnerTotal
from wayfellow.evaluation.outcomes import answered_twice, tell_changes
from wayfellow.evaluation.partner_totals import as_written, not_to_be_told
from wayfellow.evaluation.protection import questions, who_they_are
from wayfellow.evaluation.published import published_in, told_by
from wayfellow.journeys.queries.two import pairs
from wayfellow.surveys.queries import Response, given_to, responses, sent_by_each, versions

CHANGED_MEANWHILE = gettext_lazy("The themes were changed meanwhile: please sort by the new ones.")


def _unless_withdrawn(total):
    if total.withdrawn_on:
        raise Refused(_("It was withdrawn meanwhile."))


@anonymous
def publish(programme, *, today):
    """Make the editions of the last month that are due. A month ends once: what is typed in later waits."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    day = end_of_last_month(today)
    if MonthEnd.objects.filter(programme=programme, on__gte=day).exists():
        return
    MonthEnd.objects.create(programme=programme, on=day)
    _publish_whole(programme, day)
    _publish_extract(programme)
    _publish_pairs(programme, day)
    for survey in queries.surveys_of(programme):
        _publish_themes(programme, survey, day)
        for version in versions(survey):
            _publish_version(programme, survey, version, day)
        _publish_changes(programme, survey, day)


def _publish_whole(programme, day):
    earlier = queries.all_editions(programme, WHOLE)
    report = queries.report_as_of(programme, day)
    if not _is_due(report, earlier):
        return

    @cache
    def since(other):
        return queries.lately(programme, other, day)

    k, others = programme.smallest_cell, [told_by(each) for each in earlier]
    asked = questions(report, k, since, others)
    _keep(programme, WHOLE, day, report.people, [_walked(report), *settled(asked, others, day, k)])
    if not earlier:
        _tell_years_before(programme, day)


def _publish_extract(programme):
    """Add to the extract for whom it ended by the day of the newest edition, as far as that tells of nobody."""
    whole, before = queries.edition(programme, WHOLE), queries.all_editions(programme, EXTRACT)
    if whole is None or any(each.as_of >= whole.as_of for each in before):
        return
    lines = [line for each in before for line in extract.from_json(each.figures)]
    walks, after = queries.walks(programme, whole.as_of), max((each.as_of for each in before), default=None)
    if found := extract.draw_up(walks, told_by(whole), lines, after, whole.as_of, programme.smallest_cell):
        Edition.objects.create(
            programme=programme,
            subject=EXTRACT,
            as_of=whole.as_of,
            people=sum(line.people for line in found),
            smallest=programme.smallest_cell,
            figures=extract.as_json(found),
        )


def _is_due(report, others):
    """Say whether enough people stand behind what is new, beside every other edition."""
    programme, k = report.programme, report.programme.smallest_cell
    if not may_follow(report.people, [other.people for other in others], k):
        return False
    nearest = max((other.as_of for other in others), default=None)
    return nearest is None or queries.walked_between(programme, nearest, report.end) >= k


def _tell_years_before(programme, day):
    """Where nothing was published yet, tell the years that are over, as far as they can stand beside what is told."""
    for year in queries.years_before(programme, day):
        others = queries.all_editions(programme, WHOLE)
        report = queries.report_as_of(programme, end := date(year, 12, 31))
        if _may_stand_between(report, others):
            k, told = programme.smallest_cell, [told_by(each) for each in others]
            found = settled(who_they_are(report, k), told, end, k)
            _keep(programme, WHOLE, end, report.people, [_walked(report), *found])


def _may_stand_between(report, others):
    programme, k = report.programme, report.programme.smallest_cell
    if not may_follow(report.people, [other.people for other in others], k):
        return False
    days = sorted([report.end, *(other.as_of for other in others)])
    return all(not 0 < queries.walked_between(programme, *two) < k for two in zip(days, days[1:], strict=False))


def _walked(report):
    """What moves with each edition: how many people, and what is told of all their accompaniments together."""
    minutes, per_person = report.minutes, report.per_person
    more = {
        "accompaniments": report.accompaniments,
        "mean": per_person.mean,
        "sd": per_person.sd,
        "median": per_person.median,
        "interval": per_person.interval,
        "minutes": minutes.mean,
        "minutes_n": None if minutes.missing else minutes.n,
    }
    return Told("walked", report.end, {}, report.people, more)


def _publish_pairs(programme, day):
    found = pairs(programme, until=day)
    _publish_answers(programme, PAIRS, day, found, tell_of_pairs)


def _publish_version(programme, survey, version, day):
    given = given_to(version, programme.pk, until=day)
    response = next(responses([version], programme.pk, until=day), None) or Response(version, len(given), 0, None)
    told = tell_response(survey, response, day, programme.smallest_cell)
    _publish_answers(programme, Edition.of_response(version.pk), day, given, lambda *_about: [told])
    _publish_answers(programme, Edition.of_survey(version.pk), day, given, partial(tell_of_version, version))


def _publish_changes(programme, survey, day):
    """Tell how answers changed once enough people have answered twice, and again once enough of them did anew."""
    subject, k = Edition.of_change(survey.pk), programme.smallest_cell
    sent, earlier = sent_by_each(survey, until=day), queries.all_editions(programme, subject)
    everyone = list(sent.values())
    people, since = answered_twice(everyone), max((each.as_of for each in earlier), default=None)
    if may_follow(people, [each.people for each in earlier], k) and answered_twice(everyone, since) >= k:
        asked = [(each.version, each.content) for each in versions(survey).order_by("version")]
        met = queries.met_by_each(programme, sent, day)
        told = tell_changes(survey.title, asked, everyone, met, [told_by(each) for each in earlier], day, k)
        _keep(programme, subject, day, people, told)


def _publish_themes(programme, survey, day):
    """Tell what people wrote of, once two have coded everything that was published before."""
    book = codebook_of(survey)
    found = book and coded(survey, book)
    if not (found and found.is_done):
        return
    subject, k = Edition.of_themes(survey.pk), programme.smallest_cell
    earlier = queries.all_editions(programme, subject)
    told = [*tell_themes(survey, found, [*map(told_by, earlier)], day, k)]
    if may_follow(found.n, [each.people for each in earlier], k) and not (earlier and _is_known(told, earlier[-1])):
        _keep(programme, subject, day, found.n, told)


def _is_known(told, edition):
    """Say whether an edition tells the very same already."""
    known = told_by(edition).values()
    return [(each.cells, each.more) for each in told] == [(each.cells, each.more) for each in known]


def _publish_answers(programme, subject, day, answers, tell):
    earlier, k = queries.all_editions(programme, subject), programme.smallest_cell
    if may_follow(len(answers), [each.people for each in earlier], k) and len(answers) > _most(earlier):
        told = tell(answers, [told_by(each) for each in earlier], day, k)
        _keep(programme, subject, day, len(answers), told)


def _most(editions):
    return max((each.people for each in editions), default=0)


def _keep(programme, subject, day, people, told):
    Edition.objects.create(
        programme=programme,
        subject=subject,
        as_of=day,
        people=people,
        smallest=programme.smallest_cell,
        figures=[as_json(each) for each in told],
    )


@act(Can.KEEP_REPORT)
def keep_report(programme, *, by, year=None, today):
    """Keep what is published of a period as it is. The same figures are kept once."""
    editions, surveys = queries.editions_to_read(programme)
    published = published_in(editions, year, surveys, queries.totals_told(programme, today))
    if published is None:
        raise Refused(_("There are no figures of this period."), field="period")
    report = to_keep(published, year, on=today)
    last = programme.kept_reports.filter(year=year).order_by("kept_on", "end").last()
    if last and last.fingerprint == report.fingerprint:
        raise Refused(_("These figures are kept already: nothing has changed since."), field="period")
    report.save()


@act(Can.WRITE_TOTAL)
def write_total(programme, *, by, id, today, **said):
    """Write down what a clinical partner counted. It is told from next month on, so that a slip can be put right."""
    _unless_it_tells_of_few(programme, said, today)
    return PartnerTotal.objects.create(id=id, programme=programme, told_from=next_edition(today), **said)


@act(Can.CORRECT_TOTAL, when=_unless_withdrawn)
def correct_total(total, *, by, edit_token, id, today, **said):
    """Put it right in place, or, where it was told already, by another that is told from next month on."""
    unless_changed(as_written(total), edit_token=edit_token)
    _unless_it_tells_of_few(total.programme, said, today, instead_of=total)
    if total.was_told(today):
        _withdraw(total, today)
        return PartnerTotal.objects.create(id=id, programme=total.programme, told_from=next_edition(today), **said)
    PartnerTotal.objects.filter(pk=total.pk).update(told_from=next_edition(today), **said)
    return total


@act(Can.WITHDRAW_TOTAL, when=_unless_withdrawn)
def withdraw_total(total, *, by, edit_token, today):
    """Take it out of the report. What was kept of the report until now stays as it was."""
    unless_changed(as_written(total), edit_token=edit_token)
    _withdraw(total, today)


def _withdraw(total, today):
    PartnerTotal.objects.filter(pk=total.pk).update(withdrawn_on=today)


def _unless_it_tells_of_few(programme, said, today, instead_of=None):
    if said["start"] > said["end"] or said["end"] > today:
        raise Refused(_("The last day comes after the first, and is not in the future."), field="end")
    every = list(programme.partner_totals.all())
    standing = [each for each in every if each.withdrawn_on is None and each != instead_of]
    if any(_is_the_same(each, said) for each in standing):
        raise Refused(_("There is one of the same days already: please put that one right."), field="end")
    told = [each for each in every if each in standing or each.was_told(today)]
    walked = [each.people for each in queries.all_editions(programme, WHOLE)]
    if refusal := not_to_be_told(said, told, walked, programme.smallest_cell):
        field, why = refusal
        raise Refused(why, field=field)


def _is_the_same(total, said):
    """Say whether it is of the same partner, days and kind."""
    days = (total.counted, total.start, total.end) == (said["counted"], said["start"], said["end"])
    return days and fold(total.partner) == fold(said["partner"])


@act(Can.TAKE_EXTRACT)
def take_extract(programme, *, by, purpose, licence):
    """Have it written in the journal who took which extract, and what for."""
    found = queries.extract_to_take(programme)
    if found is None:
        raise Refused(_("There is nothing to take yet."))
    programme.facts = {"as_of": found.as_of.isoformat(), "people": found.people}


@act(Can.WRITE_CODEBOOK)
def write_codebook(survey, *, by, edit_token, themes, on):
    """Write the next version of the themes. What was sorted by the one before stays with it."""
    last = codebook_of(survey)
    unless_changed(snapshot_of(last), edit_token=edit_token)
    if last and last.themes == themes:
        raise Refused(_("These are the themes there are already."), field="themes")
    Codebook.objects.create(survey=survey, version=last.version + 1 if last else 1, themes=themes, written_on=on)


@act(Can.CODE_WORDS)
def code_words(survey, *, by, version, said):
    """Say which themes some answers are about. What somebody said first stays beside what they say now."""
    book = codebook_of(survey)
    if book is None or book.version != version:
        raise Refused(CHANGED_MEANWHILE)
    coders = {*book.codings.values_list("coder", flat=True)}
    if by.pk not in coders and len(coders) >= CODERS:
        raise Refused(_("Two people are sorting the answers already. A new version of the themes begins anew."))
    for answer, themes in said.items():
        if not {*themes} <= {*book.names}:
            raise Refused(_("There is no such theme."))
        Coding.objects.update_or_create(
            codebook=book, coder=by, answer=answer,
            defaults={"themes": themes}, create_defaults={"themes": themes, "first": themes},
        )  # fmt: skip
