"""The tables of the Human Services Data Specification 3.1 (Open Referral), and how they hang together.

Only names and kinds, which are facts of the standard: which column holds what, and which table hangs off which.
"""

from dataclasses import dataclass, field

VERSION = "3.1"
PROFILE = "https://docs.openreferral.org/en/3.1/"
STATUSES = ("active", "inactive", "defunct", "temporarily closed")
PLACES = ("physical", "postal", "virtual")


NO_POINTERS = {"link_id", "resource_id", "parent_id", "parent_organization_id", "tax_id"}


@dataclass(frozen=True)
class Table:
    """One table: its file in a data package, its columns, those that must be filled, and the codes of some.

    A column is text unless its name is among `numbers` or `days`. One that points to a row of another table is
    in `points_to`.
    """

    file: str
    columns: tuple[str, ...]
    needed: tuple[str, ...] = ("id",)
    numbers: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    limits: dict[str, tuple[float, float]] = field(default_factory=dict)
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    points_to: dict[str, str] = field(default_factory=dict)


def _table(file, columns, needed="", **more):
    names = tuple(columns.split())
    points_to = {
        column: column.removesuffix("_id") for column in names if column.endswith("_id") and column not in NO_POINTERS
    }
    return Table(file, names, ("id", *needed.split()), points_to=points_to, **more)


TABLES = {
    "organization": _table(
        "organizations.csv",
        "id name alternate_name description email website tax_status tax_id year_incorporated legal_status logo uri"
        " parent_organization_id",
        "name description",
        numbers=("year_incorporated",),
    ),
    "organization_identifier": _table(
        "organization_identifiers.csv",
        "id organization_id identifier_scheme identifier_type identifier",
        "organization_id identifier_type identifier",
    ),
    "program": _table(
        "programs.csv", "id organization_id name alternate_name description", "organization_id name description"
    ),
    "service": _table(
        "services.csv",
        "id organization_id program_id name alternate_name description url email status interpretation_services"
        " application_process fees_description wait_time fees accreditations eligibility_description minimum_age"
        " maximum_age assured_date assurer_email licenses alert last_modified",
        "organization_id name status",
        numbers=("minimum_age", "maximum_age"),
        days=("assured_date",),
        codes={"status": STATUSES},
    ),
    "service_at_location": _table(
        "service_at_location.csv", "id service_id location_id description", "service_id location_id"
    ),
    "location": _table(
        "locations.csv",
        "id location_type url organization_id name alternate_name description transportation latitude longitude"
        " external_identifier external_identifier_type",
        "location_type",
        numbers=("latitude", "longitude"),
        limits={"latitude": (-90, 90), "longitude": (-180, 180)},
        codes={"location_type": PLACES},
    ),
    "address": _table(
        "addresses.csv",
        "id location_id attention address_1 address_2 city region state_province postal_code country address_type",
        "address_1 city state_province postal_code country address_type",
        codes={"address_type": PLACES},
    ),
    "phone": _table(
        "phones.csv",
        "id location_id service_id organization_id contact_id service_at_location_id number extension type description",
        "number",
        numbers=("extension",),
    ),
    "contact": _table(
        "contacts.csv",
        "id organization_id service_id service_at_location_id location_id name title department email",
    ),
    "schedule": _table(
        "schedules.csv",
        "id service_id location_id service_at_location_id valid_from valid_to dtstart timezone until count wkst freq"
        " interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link attending_type"
        " notes",
        numbers=("timezone", "count", "interval"),
        days=("valid_from", "valid_to", "dtstart", "until"),
        codes={"freq": ("WEEKLY", "MONTHLY"), "wkst": ("MO", "TU", "WE", "TH", "FR", "SA", "SU")},
    ),
    "service_area": _table(
        "service_areas.csv", "id service_id service_at_location_id name description extent extent_type uri"
    ),
    "language": _table("languages.csv", "id service_id location_id phone_id name code note"),
    "funding": _table("funding.csv", "id organization_id service_id source"),
    "accessibility": _table("accessibility.csv", "id location_id description details url"),
    "cost_option": _table(
        "cost_options.csv",
        "id service_id valid_from valid_to option currency amount amount_description",
        "service_id",
        numbers=("amount",),
        days=("valid_from", "valid_to"),
    ),
    "required_document": _table("required_documents.csv", "id service_id document uri"),
    "service_capacity": _table(
        "service_capacity.csv",
        "id service_id unit_id available maximum description updated",
        "service_id unit_id available updated",
        numbers=("available", "maximum"),
    ),
    "unit": _table("units.csv", "id name scheme identifier uri", "name"),
    "url": _table("url.csv", "id label url organization_id service_id", "url"),
    "attribute": _table(
        "attributes.csv",
        "id link_id taxonomy_term_id link_type link_entity value label",
        "link_id taxonomy_term_id link_entity",
    ),
    "taxonomy": _table("taxonomies.csv", "id name description uri version", "name description"),
    "taxonomy_term": _table(
        "taxonomy_terms.csv",
        "id code name description parent_id taxonomy language taxonomy_id term_uri",
        "name description",
    ),
    "metadata": _table(
        "metadata.csv",
        "id resource_id resource_type last_action_date last_action_type field_name previous_value replacement_value"
        " updated_by",
        "resource_id resource_type last_action_date last_action_type field_name previous_value replacement_value"
        " updated_by",
        days=("last_action_date",),
    ),
    "meta_table_description": _table("meta_table_descriptions.csv", "id name language character_set"),
}
BY_FILE = {
    **{f"{name}.csv": name for name in TABLES},
    **{table.file: name for name, table in TABLES.items()},
    "service_at_locations.csv": "service_at_location",
    "urls.csv": "url",
}

# In JSON, what a row has several of hangs below it under these names…
SEVERAL = {
    "service": {
        "phones": "phone", "schedules": "schedule", "service_areas": "service_area",
        "service_at_locations": "service_at_location", "languages": "language", "funding": "funding",
        "cost_options": "cost_option", "required_documents": "required_document", "contacts": "contact",
        "capacities": "service_capacity", "additional_urls": "url",
    },
    "organization": {
        "funding": "funding", "contacts": "contact", "phones": "phone", "locations": "location",
        "programs": "program", "organization_identifiers": "organization_identifier", "additional_websites": "url",
    },
    "location": {
        "languages": "language", "addresses": "address", "contacts": "contact", "accessibility": "accessibility",
        "phones": "phone", "schedules": "schedule",
    },
    "service_at_location": {
        "service_areas": "service_area", "contacts": "contact", "phones": "phone", "schedules": "schedule",
    },
    "contact": {"phones": "phone"},
    "phone": {"languages": "language"},
}  # fmt: skip
# Others tell an organisation with its services below it. We read that, and tell each service with its organisation.
ALSO_BELOW = {"organization": {"services": "service"}}
# …and what it has one of, under these, in the place of the column that points there.
ONE = {
    "service": {"organization": "organization", "program": "program"},
    "service_at_location": {"location": "location"},
    "attribute": {"taxonomy_term": "taxonomy_term"},
    "taxonomy_term": {"taxonomy_detail": "taxonomy"},
    "service_capacity": {"unit": "unit"},
}
COLUMN_OF = {"taxonomy_detail": "taxonomy_id"}
# Anything may carry these two, which say of which row they speak and in which table it is.
CARRIED = {"attributes": "attribute", "metadata": "metadata"}
SAYS_OF_WHICH = {"attribute": ("link_id", "link_entity"), "metadata": ("resource_id", "resource_type")}
