"""The few words by which programmes are told apart: codes in the tables, sentences on the pages."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Format(TextChoices):
    """How people meet."""

    ONE_TO_ONE = "one_to_one", _("One to one")
    GROUP = "group", _("Group")
    SELF_HELP = "self_help", _("Self-help group, 12-step and others")
    DROP_IN = "drop_in", _("Drop-in, come when you like")
    ACTIVITIES = "activities", _("Workshops and activities")
    ADVOCACY = "advocacy", _("Standing up for rights together")
    ONLINE = "online", _("Online")
    WARM_LINE = "warm_line", _("Warm line, talking by phone")
    COURSE = "course", _("Course, so many sessions with a thread")
    OPEN_DAY = "open_day", _("Open day")
    OUTING = "outing", _("Outing")


class Moment(TextChoices):
    """Where somebody is in their own road when the programme is there for them (M9)."""

    CRISIS = "crisis", _("In a crisis")
    OUTPATIENT = "outpatient", _("While I go to a mental health centre")
    INPATIENT = "inpatient", _("While I stay in hospital")
    TRANSITION = "transition", _("On the way home from hospital")
    COMMUNITY = "community", _("In everyday life")


class LifeArea(TextChoices):
    """What it may help with."""

    COMPANY = "company", _("Being less alone")
    HARD_TIMES = "hard_times", _("Getting through hard times")
    COMMUNITY = "community", _("Being part of things")
    FUN = "fun", _("Just having fun")
    WORK = "work", _("Work")
    LEARNING = "learning", _("School and learning")
    HOME = "home", _("A place to live")
    FAMILY = "family", _("Family and the people close to me")
    RIGHTS = "rights", _("My rights")
    FINDING_HELP = "finding_help", _("Finding my way through services")
    DRINK_AND_DRUGS = "drink_and_drugs", _("Drinking or drugs")


class Audience(TextChoices):
    """Who it is for (M2)."""

    ADULT = "adult", _("Adults")
    YOUNG = "young", _("Young people")
    CHILD = "child", _("Children")
    OLDER = "older", _("Older people")
    FAMILY = "family", _("Families, and those close to someone")


class Interest(TextChoices):
    """What people there enjoy (M4)."""

    TALKING = "talking", _("Coffee and a chat")
    WALKING = "walking", _("Walking")
    NATURE = "nature", _("Being outdoors")
    GARDENING = "gardening", _("Gardening")
    ANIMALS = "animals", _("Animals")
    PAINTING = "painting", _("Painting and drawing")
    CRAFTS = "crafts", _("Making things by hand")
    PHOTOGRAPHY = "photography", _("Photography")
    MUSIC = "music", _("Music")
    DANCE = "dance", _("Dancing")
    THEATRE = "theatre", _("Theatre")
    FILM = "film", _("Films")
    READING = "reading", _("Reading")
    WRITING = "writing", _("Writing")
    RADIO = "radio", _("Making radio")
    COOKING = "cooking", _("Cooking and eating together")
    GAMES = "games", _("Board games and cards")
    SPORT = "sport", _("Sport")
    FOOTBALL = "football", _("Football")
    SWIMMING = "swimming", _("Swimming")
    YOGA = "yoga", _("Yoga and stretching")
    COMPUTERS = "computers", _("Computers and phones")
    LANGUAGES = "languages", _("Languages")
    HELPING = "helping", _("Helping others")


class Belief(TextChoices):
    SECULAR = "secular", _("No religion")
    SPIRITUAL = "spiritual", _("Spiritual or religious")


class Door(TextChoices):
    """Whether somebody can just come."""

    OPEN = "open", _("Open: just come")
    CLOSED = "closed", _("Closed: you join first")


class RunBy(TextChoices):
    PEERS = "peers", _("Run by people with lived experience")
    HOSTED = "hosted", _("Run by people with lived experience, within an organisation")


class Listening(TextChoices):
    """Can I just listen?"""

    YES = "yes", _("Yes, you can just listen")
    ASK = "ask", _("Yes, if you say so first")
    NO = "no", _("Everyone takes part")


class Writing(TextChoices):
    """What is written down about somebody who comes."""

    NOTHING = "nothing", _("Nothing")
    HEADS = "heads", _("Only how many people came")
    NAME = "name", _("A name and how to reach you")
    NOTES = "notes", _("Notes, which you can read")


class Cost(TextChoices):
    FREE = "free", _("Free")
    DONATION = "donation", _("Give what you like")
    PAID = "paid", _("It costs something")


class Access(TextChoices):
    """How somebody gets in and takes part."""

    STEP_FREE = "step_free", _("No steps")
    LIFT = "lift", _("Lift")
    TOILET = "toilet", _("Toilet with room for a wheelchair")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    QUIET_ROOM = "quiet_room", _("A quiet room")
    SIGN_LANGUAGE = "sign_language", _("Sign language")
    INTERPRETER = "interpreter", _("An interpreter, if you ask")
    CHILDCARE = "childcare", _("Someone looks after children")


class VenueKind(TextChoices):
    """A place to meet, most of them outside the mental-health system (D7)."""

    COMMUNITY_CENTRE = "community_centre", _("Community centre")
    CHURCH = "church", _("Church or other place of worship")
    SCHOOL = "school", _("School")
    HEALTH_CENTRE = "health_centre", _("Health centre")
    LIBRARY = "library", _("Library")
    ASSOCIATION = "association", _("An association’s own rooms")
    OUTDOORS = "outdoors", _("Outdoors")
    CAFE = "cafe", _("Café")
    MENTAL_HEALTH_CENTRE = "mental_health_centre", _("Mental health centre")
    HOSPITAL = "hospital", _("Hospital")
    OTHER = "other", _("Another kind of place")


class Weekday(IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Rhythm(TextChoices):
    """How often a time of the week comes round."""

    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    FIRST = "first", _("The first of each month")
    SECOND = "second", _("The second of each month")
    THIRD = "third", _("The third of each month")
    FOURTH = "fourth", _("The fourth of each month")
    LAST = "last", _("The last of each month")


class WhyNot(TextChoices):
    """Why a time of the week is otherwise on one day: as much as anyone may know."""

    HOLIDAY = "holiday", _("It is a holiday")
    PLACE = "place", _("The place is closed")
    NOBODY = "nobody", _("Nobody can lead it that day")
    OUTING = "outing", _("We are going somewhere together")


# The languages people meet in: each under the name its speakers give it.
LANGUAGES = {
    "en": "English", "es": "Español", "ca": "Català", "gl": "Galego", "eu": "Euskara", "fr": "Français",
    "pt": "Português", "it": "Italiano", "de": "Deutsch", "ro": "Română", "pl": "Polski", "uk": "Українська",
    "ru": "Русский", "ar": "العربية", "ur": "اردو", "hi": "हिन्दी", "pa": "ਪੰਜਾਬੀ", "bn": "বাংলা", "zh": "中文",
    "ko": "한국어", "vi": "Tiếng Việt", "tl": "Tagalog", "hmn": "Hmoob", "hy": "Հայերեն", "fa": "فارسی",
}  # fmt: skip
