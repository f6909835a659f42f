from django.urls import path

from wayfellow.understanding.views import calling, information, presentations, stories

app_name = "understanding"
urlpatterns = [
    path("understand/", information.contents, name="contents"),
    path("understand/booklet/", information.booklet, name="booklet"),
    path("understand/booklet/easy/", information.booklet, {"easy": True}, name="easy_booklet"),
    path("understand/leaflet/", information.leaflet, name="leaflet"),
    path("understand/leaflet/print/", information.leaflet_to_print, name="leaflet_to_print"),
    path("understand/stories/", stories.stories, name="stories"),
    path("understand/stories/<uuid:pk>/", stories.story, name="story"),
    path("understand/<slug:slug>/", information.page, name="page"),
    path("understand/<slug:slug>/easy/", information.page, {"easy": True}, name="easy_page"),
    path("understand/<slug:slug>/thank-you/", information.thanks, name="thanks"),
    path("desk/feedback/", information.feedback, name="feedback"),
    path("desk/stories/", stories.stories_to_read, name="stories_to_read"),
    path("desk/stories/<uuid:pk>/", stories.read_story_first, name="read_story_first"),
    path("stories/", stories.stories_from_here, name="stories_from_here"),
    path("stories/<uuid:pk>/", stories.story_from_here, name="story_from_here"),
    path("my/stories/", stories.my_stories, name="my_stories"),
    path("my/<uuid:pk>/stories/tell/", stories.tell_story, name="tell_story"),
    path("today/<uuid:pk>/stories/tell/", stories.tell_story_as_peer, name="tell_story_as_peer"),
    path("my/stories/<uuid:pk>/", stories.change_story, name="change_story"),
    path("my/stories/<uuid:pk>/show/", stories.show_story, name="show_story"),
    path("my/stories/<uuid:pk>/withdraw/", stories.withdraw_story, name="withdraw_story"),
    path("my/stories/<uuid:pk>/let-go/", stories.let_story_go, name="let_story_go"),
    path("presentations/", presentations.presentations, name="presentations"),
    path("presentations/invite/<int:pk>/", presentations.invite_to_present, name="invite_to_present"),
    path("presentations/<uuid:pk>/", presentations.presentation, name="presentation"),
    path("presentations/<uuid:pk>/plan/", presentations.plan_presentation, name="plan_presentation"),
    path("presentations/<uuid:pk>/held/", presentations.hold_presentation, name="hold_presentation"),
    path("presentations/<uuid:pk>/let-go/", presentations.let_presentation_go, name="let_presentation_go"),
    path("set-up/help-now/", calling.help_lines, name="help_lines"),
    path("set-up/programmes/<int:pk>/help-now/add/", calling.add_help_line, name="add_help_line"),
    path("set-up/help-now/<int:pk>/", calling.change_help_line, name="change_help_line"),
    path("set-up/help-now/<int:pk>/let-go/", calling.let_help_line_go, name="let_help_line_go"),
]
