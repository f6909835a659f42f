"""Every setting of Wayfellow. What differs between installations comes from a file of settings and the environment."""

from pathlib import Path

from csp.constants import NONE, SELF

from wayfellow.config import environment, said
from wayfellow.config.logs import without_private_addresses

PACKAGE = Path(__file__).resolve().parent.parent
SETTINGS_FILE, SETTINGS_FILE_HOLDS_SECRETS = said.read()
DATA = environment.data()

SERVING = said.truth("WAYFELLOW_SERVING")  # set by `wayfellow serve`, for itself and its workers
DEBUG = said.truth("WAYFELLOW_DEBUG")
TLS = said.truth("WAYFELLOW_TLS")  # the web server in front speaks it, and says so in X-Forwarded-Proto
OF_THIS_HOST = "__Host-" if TLS else ""  # so named, a cookie is taken from no other site of the same domain
ALLOWED_HOSTS = environment.hosts()
KEY_FILE: Path = said.whole_path("WAYFELLOW_KEY_FILE", DATA / "wayfellow.key")
ERASED_FILE = KEY_FILE.with_name("wayfellow.erased")
ANCHOR_FILE = KEY_FILE.with_name("wayfellow.journal")
SECRET_FILE = KEY_FILE.with_name("wayfellow.secret")
SECRET_KEY = environment.signing_secret(SECRET_FILE)

INSTALLED_APPS = [
    "wayfellow.vault",
    "wayfellow.journal",
    "wayfellow.access",
    "wayfellow.drafts",
    "wayfellow.ui",
    "wayfellow.jobs",
    "wayfellow.notices",
    "wayfellow.directory",
    "wayfellow.people",
    "wayfellow.workforce",
    "wayfellow.supervision",
    "wayfellow.wellbeing",
    "wayfellow.learning",
    "wayfellow.expenses",
    "wayfellow.surveys",
    "wayfellow.choices",
    "wayfellow.plans",
    "wayfellow.preferences",
    "wayfellow.invitations",
    "wayfellow.understanding",
    "wayfellow.groups",
    "wayfellow.journeys",
    "wayfellow.joining",
    "wayfellow.matching",
    "wayfellow.arrivals",
    "wayfellow.merging",
    "wayfellow.office",
    "wayfellow.follow_ups",
    "wayfellow.keeping",
    "wayfellow.evaluation",
    "wayfellow.audits",
    "wayfellow.readiness",
    "wayfellow.governing",
    "wayfellow.planner",
    "wayfellow.handing_on",
    "wayfellow.caseload",
    "wayfellow.hsds",
    "wayfellow.home",
    "wayfellow.set_up",
    "wayfellow.operations",
    "wayfellow.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "wayfellow.operations.health.for_machines",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "wayfellow.ui.pages.want_nothing_of_the_device",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wayfellow.people.sessions.reader_of_the_page",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "wayfellow.ui.elsewhere.in_the_language_of_the_address",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wayfellow.access.guard.closed_by_default",
    "wayfellow.people.second_step.comes_first",
    "wayfellow.ui.pages.keep_private_pages_out_of_caches",
    "wayfellow.home.sent_only.leads_back",
    "wayfellow.demo.words.read_in_my_language",
]
ROOT_URLCONF = "wayfellow.config.urls"
WSGI_APPLICATION = "wayfellow.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "wayfellow.ui.jinja.Pages",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "wayfellow.ui.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "wayfellow.home.navigation.here",
            ],
        },
    },
]

DATABASES = {"default": environment.database(usual=DATA / "wayfellow.sqlite3")}
DATABASE_FILE = environment.sqlite_file(DATABASES["default"])
DATABASE_IN_WORDS = environment.in_words(DATABASES["default"])
CACHES = {
    "default": {"BACKEND": "wayfellow.people.limits.Counts", "LOCATION": "people_limit"},
    # What every page for anyone shows: each process remembers it for a minute, so for a minute it may be an old one.
    "here": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": 60},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
SESSION_ENGINE = "wayfellow.people.sessions"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{OF_THIS_HOST}wayfellow", f"{OF_THIS_HOST}csrftoken"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
IDLE_MINUTES = environment.minutes("WAYFELLOW_IDLE_MINUTES", 60)  # for who works here
IDLE_MINUTES_AT_HOME = environment.minutes("WAYFELLOW_IDLE_MINUTES_AT_HOME", 14 * 24 * 60)  # for a person, in /my/
PASSWORD_RESET_TIMEOUT = 30 * 60  # how long a link to sign in with opens, in seconds
OIDC = environment.oidc()
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "wayfellow.people.passwords.UnlikeTheirName",
     "OPTIONS": {"user_attributes": ("email", "name")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]  # fmt: skip
ACCOUNT_ADAPTER = "wayfellow.people.adapters.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]  # no page here takes a code by e-mail; links do that
ACCOUNT_RATE_LIMITS = {
    # Tries, per address on the network, and per account tried from there. Never per account alone, by which anyone
    # could lock somebody out.
    "sign_in": "30/5m/ip,5/5m/key",
    "ask_for_link": "10/h/ip,3/10m/key",
    "report_mistake": "5/h/ip",
    "open_link": "60/5m/ip",  # a link that a person gave to somebody
    "confirm_space": "5/10m/key",  # six digits on a person's screen, by one reader
    "read_calendar": "60/h/key",  # one calendar, from one place
    "invitation": "10/5m/ip",  # codes that open nothing
    "first_step": "20/h/key",  # by a digest of the place on the network: a whole centre may share one
    "nothing_near": "20/h/key",
    "join_group": "20/h/key",
    "tell_me": "20/h/key",
    "application": "20/h/key",
    "feedback": "20/h/ip",
    "hand_in_file": "60/h/user",
    "login_failed": "10/m/ip,10/5m/key",  # the second step, which only who has passed the first can try
}
MFA_ADAPTER = "wayfellow.people.adapters.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not TLS  # browsers allow passkeys on localhost without TLS
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TLS else 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

LANGUAGES = environment.languages(PACKAGE / "locale")
LANGUAGE_CODE = environment.language(LANGUAGES)
LOCALE_PATHS = [PACKAGE / "locale"]
LARGEST_FILE = environment.megabytes("WAYFELLOW_FILE_MEGABYTES", usual=10, most=100)
FILE_UPLOAD_HANDLERS = ["wayfellow.files.receiving.InMemory"]  # none is laid on the disk, where it would lie unsealed
DATA_UPLOAD_MAX_NUMBER_FILES = 1
EMBEDDED_ON = environment.embedded_on()
SITE = environment.site(ALLOWED_HOSTS, tls=TLS)
globals().update(environment.mail())
BOUNCES = environment.bounces()
TEXTS = environment.texts()
FORMAT_MODULE_PATH = "wayfellow.config.formats"
USE_I18N = True
USE_TZ = True
PLACES = environment.places()
TIME_ZONE = environment.time_zone()

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static" if SERVING else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if SERVING
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not SERVING

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# No other site learns where somebody came from. "no-referrer" would say no more to them, and have browsers send
# "Origin: null" with our own forms, which Django cannot tell from a form of somebody else’s and takes none of.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = TLS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if TLS else 0
CSRF_FAILURE_VIEW = "wayfellow.home.views.form_expired"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"private": {"()": "django.utils.log.CallbackFilter", "callback": without_private_addresses}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["private"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
