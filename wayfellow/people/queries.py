from wayfellow.people.models import User


def demo_accounts():
    """Return the accounts that exist only in a demonstration, for its sign-in page."""
    return User.objects.filter(email__endswith="@demo.example", is_active=True).order_by("pk")
