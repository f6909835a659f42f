"""The policy in plain words: what the public page and the drawn document promise is what the code does."""

from wayfellow.access.policy import POLICY, RECORDS, RELATIONS


def who_may_what():
    """Return the whole policy as (record, [(deed, [who])]) in words."""
    return [
        (RECORDS[label], [(can.words, [said.words for said in _said(relations)]) for can, relations in deeds.items()])
        for label, deeds in POLICY.items()
    ]


def who_reads_what():
    """Return, for everyone but the person themself, what they may open of someone: (who, [what]) in words."""
    found: dict[str, list] = {}
    for can, relations in ((can, relations) for deeds in POLICY.values() for can, relations in deeds.items()):
        for said in _said(relations):
            if can.is_reading and not said.is_own:
                found.setdefault(str(said.words), []).append(can.words)
    return list(found.items())


def _said(relations):
    return [RELATIONS[relation.__name__] for relation in relations]
