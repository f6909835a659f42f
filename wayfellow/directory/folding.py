"""Words as a search compares them: without capitals, accents and signs."""

import re
import unicodedata

from django.utils.translation import get_language

LONGEST_WORD = 40
MOST_TERMS = 8
SHORTEST_PLURAL = 5
WORD = re.compile(r"[^\W_]+")
UNTOUCHED_BY_UNICODE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss"})
SAY_NOTHING = {
    "en": {
        "a", "am", "an", "and", "at", "feel", "for", "from", "have", "i", "in", "is", "looking", "me", "my", "near",
        "need", "of", "on", "or", "s", "so", "someone", "the", "to", "want", "with",
    },
    "es": {
        "al", "algo", "alguien", "busco", "con", "de", "del", "el", "en", "estoy", "hay", "la", "las", "los", "me",
        "mi", "muy", "necesito", "o", "para", "por", "quiero", "siento", "sin", "tengo", "un", "una", "y",
    },
    "ca": {
        "als", "amb", "busco", "d", "dels", "els", "em", "estic", "hi", "i", "l", "les", "m", "molt", "n", "necessito",
        "pel", "pels", "per", "que", "sense", "sento", "tinc", "unes", "vull",
    },
    "de": {
        "auf", "bei", "bin", "brauche", "das", "dem", "den", "der", "die", "ein", "eine", "einen", "fuhle", "fur",
        "habe", "ich", "im", "ist", "jemand", "jemanden", "mich", "mir", "mit", "ohne", "suche", "um", "und", "von",
        "will", "zu",
    },
    "fr": {
        "ai", "au", "aux", "avec", "besoin", "cherche", "dans", "des", "du", "envie", "et", "j", "je", "le", "les",
        "ne", "ou", "pour", "pres", "quelqu", "sens", "suis", "une", "veux",
    },
}  # fmt: skip
ELSEWHERE_URGENT = {"die"}  # to an English reader; a German one writes it before every other word
SMALL_WORDS = frozenset().union(*SAY_NOTHING.values()) - ELSEWHERE_URGENT


def fold(text: str) -> list[str]:
    """Return the words of a text, folded, in their order. “l·l” is one sound and stays in one word."""
    small = unicodedata.normalize("NFKD", text).casefold().replace("l·l", "ll")
    plain = unicodedata.normalize("NFKD", small).translate(UNTOUCHED_BY_UNICODE)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [word[:LONGEST_WORD] for word in WORD.findall(bare)]


def terms(text: str) -> tuple[str, ...]:
    """Return the beginnings of words that a search looks for: no small words, and no plural where one is seen."""
    words = dict.fromkeys(fold(text))
    small = SMALL_WORDS | SAY_NOTHING.get(get_language() or "", set())
    telling = [word for word in words if word not in small] or list(words)
    return tuple(dict.fromkeys(without_plural(word) for word in telling))[:MOST_TERMS]


def without_plural(word: str) -> str:
    """Return the word that a search looks for instead of this one."""
    return word[:-1] if len(word) >= SHORTEST_PLURAL and word.endswith("s") else word
