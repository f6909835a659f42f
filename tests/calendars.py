"""A calendar file as somebody reads it who knows nothing but the standard (RFC 5545): no library of ours helps."""

from datetime import UTC, date, datetime, timedelta

OCTETS = 75  # the longest that a line may be


def lines_of(content):
    """Return the lines of a file, unfolded, each as its name, its parameters and its value."""
    assert content.endswith(b"\r\n") and b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= OCTETS for line in content.split(b"\r\n"))
    for line in content.decode().replace("\r\n ", "").splitlines():
        said, _colon, value = line.partition(":")
        name, *parameters = said.split(";")
        yield name, dict(each.split("=", 1) for each in parameters), value


def events_in(content):
    """Return its events, each as its properties by name. A whole day begins and ends with dates."""
    depth, found = [], []
    for name, parameters, value in lines_of(content):
        if name == "BEGIN":
            depth.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert depth.pop() == value
        elif depth[-1] == "VEVENT":
            assert name not in found[-1] or name == "EXDATE"
            found[-1][name] = moment(value, parameters) if name in {"DTSTART", "DTEND", "DTSTAMP"} else value
    assert not depth
    assert all({"UID", "DTSTAMP", "DTSTART"} <= event.keys() for event in found)
    return found


def moment(value, parameters):
    """Return a moment in UTC, a day, or a moment by the clock of the zone that it names."""
    if parameters.get("VALUE") == "DATE":
        return date(int(value[:4]), int(value[4:6]), int(value[6:]))
    read = datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    assert value.endswith("Z") or "TZID" in parameters
    return read if value.endswith("Z") else read.replace(tzinfo=None)


def an_hour_later(event):
    return event["DTEND"] - event["DTSTART"] == timedelta(hours=1)
