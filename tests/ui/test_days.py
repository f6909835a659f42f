from datetime import date

from wayfellow.ui.days import months_later


def test_a_month_that_is_shorter_ends_sooner():
    assert months_later(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_later(date(2024, 1, 31), -2) == date(2023, 11, 30)
    assert months_later(date(2024, 12, 1), 12) == date(2025, 12, 1)
