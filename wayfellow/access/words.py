"""The policy in plain words: what the public page and the drawn document promise is what the code does."""

from hashlib import sha256

from wayfellow.access.policy import DEEDS, POLICY, RECORDS, RELATIONS


def who_may_what():
    """Return the whole policy as (record, [(deed, [who])]) in words."""
    return [
        (RECORDS[label], [(can.words, [said.words for said in _said(relations)]) for can, relations in deeds.items()])
        for label, deeds in POLICY.items()
    ]


def who_reads_what():
    """Return, for everyone but the person themself, what they may open: (who, [(of which record, [what])]) in words."""
    found: dict[str, dict[str, list]] = {}
    for label, can, relations in ((label, *granted) for label, deeds in POLICY.items() for granted in deeds.items()):
        for said in _said(relations):
            if can.is_reading and not said.is_own:
                found.setdefault(str(said.words), {}).setdefault(str(RECORDS[label]), []).append(can.words)
    return [(who, list(records.items())) for who, records in found.items()]


def readings():
    """Return the same by the names that stay, so that what was agreed on paper can be laid beside what is done."""
    granted = [
        (can, relation) for deeds in POLICY.values() for can, relations in deeds.items() for relation in relations
    ]
    read = {(relation.__name__, can.value) for can, relation in granted if can.is_reading}
    return sorted((name, deed) for name, deed in read if not RELATIONS[name].is_own)


def reading_in_words(name, deed):
    """Return (who, what) of a reading, or None where it is known no more."""
    said = RELATIONS.get(name)
    return (said.words, DEEDS[deed].words) if said and deed in DEEDS else None


def fingerprint_of_readings():
    """Return a short mark of who may open what, another one as soon as that changes."""
    return sha256(repr(readings()).encode()).hexdigest()


def _said(relations):
    return [RELATIONS[relation.__name__] for relation in relations]
