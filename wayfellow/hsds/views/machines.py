"""The directory for machines: a read-only API in the form of HSDS, and weekly groups as Meeting Guide JSON."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import wraps
from itertools import islice
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Query, Schema, Status
from ninja.errors import ValidationError
from pydantic import AfterValidator, Field

from wayfellow.access.guard import public
from wayfellow.hsds import queries as directory
from wayfellow.hsds.meetings import meetings
from wayfellow.hsds.package import Folded, Row
from wayfellow.hsds.sorting import packed
from wayfellow.hsds.standard import PROFILE, VERSION

MOST_AT_ONCE = 500
LINES_AT_ONCE = 100
LARGEST_PAGE = 1_000_000
AROUND_THE_EARTH = 20_100_000


class Problem(Schema):
    """What was wrong with the question."""

    problem: str


class Page(Schema):
    """One page of a list, as the standard has it."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[dict[str, Any]]


class About(Schema):
    version: str
    profile: str
    openapi_url: str


def _in_utc(moment: datetime) -> datetime:
    """Return the moment as UTC, as databases take it; beyond either end of the calendar, that end."""
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC) if moment.year == 1 else datetime.max.replace(tzinfo=UTC)


Words = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Moment = Annotated[datetime, AfterValidator(_in_utc)]


class SearchQuery(Schema):
    """What every list can be asked."""

    search: Words = ""
    page: Annotated[int, Field(ge=1, le=LARGEST_PAGE)] = 1
    per_page: Annotated[int, Field(ge=1, le=MOST_AT_ONCE)] = 50
    format: Literal["json", "ndjson"] = "json"
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    full: bool = False


class ServicesQuery(SearchQuery):
    organization_id: UUID | None = None
    modified_after: Moment | None = None
    minimal: bool = False


class OrganizationsQuery(SearchQuery):
    full_service: bool = False


class PlacesQuery(SearchQuery):
    organization_id: UUID | None = None
    modified_after: Moment | None = None
    postcode: Words = ""
    proximity: Annotated[float, Field(ge=0, le=AROUND_THE_EARTH, allow_inf_nan=False)] | None = None


api = NinjaAPI(
    title="Peer-support programmes",
    version=VERSION,
    description="The published directory, as the Human Services Data Specification writes it.",
    docs_url=None,
    urls_namespace="hsds",
)
ANSWERS: dict[int, Any] = {200: Page, 400: Problem}
STREAMED = {"responses": {200: {"content": {"application/x-ndjson": {"schema": {"type": "string"}}}}}}


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    first = problem.errors[0]
    return JsonResponse({"problem": f"{first['loc'][-1]}: {first['msg']}"}, status=400)


@api.get("/", response=About, operation_id="about")
def about(request: HttpRequest) -> About:
    """Say which standard this follows."""
    return About(version=VERSION, profile=PROFILE, openapi_url=request.build_absolute_uri("openapi.json"))


@api.get("/services", response=ANSWERS, openapi_extra=STREAMED, operation_id="services")
def services(request: HttpRequest, query: Query[ServicesQuery]) -> Any:
    """List the published services."""
    found = _narrowed(directory.published(), query)
    if query.organization_id:
        found = found.filter(organisation__uid=query.organization_id)
    return _answer(request, query, found, lambda listings: _services(listings, query))


@api.get("/services/{id}", response={200: dict[str, Any], 404: Problem}, operation_id="service")
def service(request: HttpRequest, id: str) -> Any:
    """Tell everything about one service."""
    return _one_of(directory.published(), id, lambda listings: _services(listings, SearchQuery(full=True)))


@api.get("/organizations", response=ANSWERS, openapi_extra=STREAMED, operation_id="organizations")
def organizations(request: HttpRequest, query: Query[OrganizationsQuery]) -> Any:
    """List the organisations that offer something published."""
    offering = _narrowed(directory.published(), query).values("organisation")
    found = directory.organisations().filter(pk__in=offering)
    return _answer(request, query, found, lambda several: _organizations(several, query))


@api.get("/organizations/{id}", response={200: dict[str, Any], 404: Problem}, operation_id="organization")
def organization(request: HttpRequest, id: str) -> Any:
    """Tell everything about one organisation."""
    query = OrganizationsQuery(full=True)
    return _one_of(directory.organisations(), id, lambda several: _organizations(several, query), key="uid")


@api.get("/service_at_locations", response=ANSWERS, openapi_extra=STREAMED, operation_id="service_at_locations")
def service_at_locations(request: HttpRequest, query: Query[PlacesQuery]) -> Any:
    """List the published services at each of their places."""
    found = _narrowed(directory.at_locations(), query, "listing__")
    if query.organization_id:
        found = found.filter(listing__organisation__uid=query.organization_id)
    if query.postcode:
        found = directory.near(found, query.postcode, query.proximity)
    return _answer(request, query, found, lambda places: _places(places, query))


@api.get("/service_at_locations/{id}", response={200: dict[str, Any], 404: Problem}, operation_id="service_at_location")
def service_at_location(request: HttpRequest, id: str) -> Any:
    """Tell everything about one service at one place."""
    return _one_of(directory.at_locations(), id, lambda places: _places(places, SearchQuery(full=True)))


def _narrowed(records, query, prefix=""):
    if query.search:
        records = records.filter(directory.said_in(query.search, prefix))
    if query.taxonomy_term_id:
        records = directory.has_term(records, query.taxonomy_term_id, prefix)
    if query.taxonomy_id:
        records = directory.has_taxonomy(records, query.taxonomy_id, prefix)
    if moment := getattr(query, "modified_after", None):
        records = directory.changed_since(records, moment, prefix)
    return records


def _answer(request: HttpRequest, query: SearchQuery, found: Any, tell: Callable[[Iterable], list[Row]]) -> Any:
    """Return a page of what was found or, as lines of JSON, all of it. What nobody knows how to ask is a mistake."""
    if unknown := request.GET.keys() - type(query).model_fields:
        return Status(400, {"problem": f"There is no parameter called {min(unknown)!r}."})
    if query.format == "ndjson":
        return StreamingHttpResponse(_lines(found, tell), content_type="application/x-ndjson")
    pages = Paginator(found, query.per_page)
    page = pages.get_page(query.page) if query.page <= pages.num_pages else None
    contents = tell(list(page.object_list)) if page else []
    return {
        "total_items": pages.count, "total_pages": pages.num_pages, "page_number": query.page,
        "size": len(contents), "first_page": query.page == 1, "last_page": query.page >= pages.num_pages,
        "empty": not contents, "contents": contents,
    }  # fmt: skip


def _lines(found, tell):
    """Tell all of it from one reading, a part at a time: what changes meanwhile repeats nothing and skips nothing."""
    reading = found.iterator(chunk_size=LINES_AT_ONCE)
    while several := list(islice(reading, LINES_AT_ONCE)):
        yield from (json.dumps(one) + "\n" for one in tell(several))


def _one_of(records, id, tell, key="pk"):
    try:
        found = records.filter(**{key: UUID(id)})
    except ValueError:
        found = records.none()
    told = tell(list(found))
    return told[0] if told else Status(404, {"problem": "There is nothing published with this id."})


def _services(listings, query):
    if getattr(query, "minimal", False):
        return [{"id": str(one.pk), "last_modified": one.changed_at.isoformat()} for one in listings]
    changed = {str(one.pk): one.changed_at.isoformat() for one in listings}
    told = _folded(listings, query).all("service", whole=query.full)
    return [one | {"last_modified": changed[one["id"]]} for one in told]


def _organizations(organisations, query):
    with_services = query.full or query.full_service
    offered = directory.listings_of([one.pk for one in organisations]) if with_services else []
    folded = _folded(offered, query, organisations)
    told = folded.all("organization", whole=query.full or query.full_service)
    in_order = {str(one.uid): place for place, one in enumerate(organisations)}
    told.sort(key=lambda one: in_order[one["id"]])
    if query.full_service:
        for one in told:
            one["services"] = folded.below_whole("organization", one["id"], "service")
    return told


def _places(places, query):
    listings = list(directory.published().filter(pk__in={one.listing_id for one in places}))
    folded = _folded(listings, query)
    rows = [folded.package.rows["service_at_location"].get(str(one.pk)) for one in places]
    return [folded.one("service_at_location", row, whole=query.full) for row in rows if row]  # still published


def _folded(listings, query, organisations=()):
    package = packed(listings, (), organisations)
    return Folded(directory.fill_in(package) if query.full or getattr(query, "full_service", False) else package)


@require_safe
def meeting_guide(request: HttpRequest) -> HttpResponse:
    """The groups that meet each week, as Meeting Guide JSON."""
    listings = directory.published().iterator(chunk_size=MOST_AT_ONCE)
    return JsonResponse(meetings(listings, request.build_absolute_uri), safe=False)


def for_every_machine(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """Say that anyone may ask, from any page of any site."""

    @wraps(view)
    def answering(request, *args, **place):
        response = view(request, *args, **place)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return public(answering)
