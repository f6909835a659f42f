"""A page with a form, as it lies open in one tab of somebody's browser."""

from bs4 import BeautifulSoup


class Tab:
    """Opened once; what is sent starts from what the page showed then, however long ago."""

    def __init__(self, client, address):
        self.client, self.address = client, address
        self.answer = client.get(address)
        self.filled_in = filled_in(self.answer)

    def send(self, **typed):
        self.answer = self.client.post(self.address, self.filled_in | typed)
        return self.answer

    def send_to(self, button):
        """Press a button of another form on the page that was opened, by its words."""
        buttons = page_of(self.answer).main.select("form button")
        form = next(each for each in buttons if each.get_text() == button).find_parent("form")
        return self.client.post(form["action"], {field["name"]: field["value"] for field in form.select("input")})

    def send_again(self, **typed):
        """Send the page that came back, with what it holds now."""
        self.filled_in = filled_in(self.answer)
        return self.send(**typed)


def page_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def text_of(answer):
    return page_of(answer).main.get_text(" ", strip=True)


def filled_in(answer):
    form = page_of(answer).main.find("form")
    if form is None:
        return {}
    fields = {field["name"]: value_of(field) for field in form.find_all("input") if is_sent(field)}
    return fields | {area["name"]: area.get_text().removeprefix("\n") for area in form.find_all("textarea")}


def is_sent(field):
    return field.get("type") not in {"radio", "checkbox"} or field.has_attr("checked")


def value_of(field):
    """What a browser sends for it: a tick without a value of its own is sent as “on”."""
    return field.get("value", "on" if field.get("type") in {"radio", "checkbox"} else "")


def filled(client, address, **answers):
    """Open a form, answer it over what stands there already, and send it at once."""
    data = {}
    for field in page_of(client.get(address)).select("main form[method=post] :is(input, select)"):
        if field.name == "input" and is_sent(field):
            data.setdefault(field["name"], []).append(value_of(field))
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            data[field["name"]] = chosen["value"] if chosen else ""
    return client.post(address, data | answers)
