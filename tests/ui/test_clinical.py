"""What looks like a diagnosis or a medicine, and what only looks like it to a machine (I2)."""

import pytest

from wayfellow.ui.clinical import asks_for_clinical, clinical, listed

LOOKS_LIKE_IT = {
    "F20.0, olanzapina 10 mg": ["F20.0", "olanzapina", "10 mg"],
    "f20": ["f20"],
    "6A20.1": ["6A20.1"],
    "G40.9 since 2001": ["G40.9"],
    "Diagnóstico: trastorno límite de la personalidad": ["trastorno límite"],
    "Esquizofrènia paranoide": ["Esquizofrènia", "paranoide"],
    "ESQUIZOFRENIA": ["ESQUIZOFRENIA"],
    "Té un trastorn d’ansietat": ["trastorn d’ansietat"],
    "takes Lithium, 400mg and 2,5 mg": ["Lithium", "400mg", "2,5 mg"],
    "Post-traumatic stress": ["Post-traumatic stress"],
    "bipolar bipolar": ["bipolar"],
    "Depressió major": ["Depressió major"],
    "esquizofre\u0300nia": ["esquizofrènia"],
}
DOES_NOT = [
    "",
    "To go out one day a week and not come straight back",
    "We met at B12, took the M30 and the C14, and read page F2",
    "She wants to drink 250 ml of orange juice at 10",
    "Concerta una cita, toca el piano, un toc a la porta",
    "Voy a la plaza; me medico la vida con música",
    "El rey Carlos V, la sala A20 y el bus H16",
    "Está triste, con ansiedad y sin dormir",
    "Tel. 600 000 000, good after 16.30",
    "litografia, unipolar, depresiones del terreno no",
]


@pytest.mark.parametrize("text", LOOKS_LIKE_IT)
def test_what_looks_like_it_is_found_as_it_stands(text):
    assert clinical(text) == LOOKS_LIKE_IT[text]


@pytest.mark.parametrize("text", DOES_NOT)
def test_what_people_say_is_left_alone(text):
    assert clinical(text) == []


@pytest.mark.parametrize(
    "question",
    ["What is your diagnosis?", "¿Qué medicación toma?", "Quin és el teu diagnòstic?", "Do you take Prozac?"],
)
def test_a_question_can_ask_for_it(question):
    assert asks_for_clinical(question)
    assert not asks_for_clinical("How are you today?")


def test_the_list_is_as_it_is_compared():
    names = [" ".join(name) for name in listed()]
    assert len(names) > 250
    assert all(name == name.casefold() and name.isascii() for name in names)
