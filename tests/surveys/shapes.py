"""Questionnaires to ask in tests, in small."""


def text(words):
    return {"en": words, "es": f"{words} (es)", "ca": f"{words} (ca)"}


def choice(name, *codes, **more):
    options = [{"code": code, "display": text(code.title())} for code in codes or ("yes", "no")]
    return {"linkId": name, "type": "choice", "text": text(f"{name}?"), "answerOption": options} | more


def scale(name, low=0, high=4, **more):
    ends = {"low": text("Not at all"), "high": text("Fully")}
    return {"linkId": name, "type": "scale", "text": text(f"{name}?"), "min": low, "max": high} | ends | more


def plain(name, kind="text", **more):
    return {"linkId": name, "type": kind, "text": text(f"{name}?")} | more


def group(name, *items, **more):
    return {"linkId": name, "type": "group", "text": text(name.title()), "item": list(items)} | more


def when(question, answer, operator="="):
    return {"enableWhen": [{"question": question, "operator": operator, "answer": answer}]}


def questionnaire(*items, **more):
    return {"title": text("A survey"), "description": text("About us"), "item": list(items)} | more
