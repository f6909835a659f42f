from django.urls import path

from wayfellow.understanding import views

app_name = "understanding"
urlpatterns = [
    path("understand/", views.contents, name="contents"),
    path("understand/booklet/", views.booklet, name="booklet"),
    path("understand/booklet/easy/", views.booklet, {"easy": True}, name="easy_booklet"),
    path("understand/leaflet/", views.leaflet, name="leaflet"),
    path("understand/leaflet/print/", views.leaflet_to_print, name="leaflet_to_print"),
    path("understand/stories/", views.stories, name="stories"),
    path("understand/stories/<uuid:pk>/", views.story, name="story"),
    path("understand/<slug:slug>/", views.page, name="page"),
    path("understand/<slug:slug>/easy/", views.page, {"easy": True}, name="easy_page"),
    path("understand/<slug:slug>/thank-you/", views.thanks, name="thanks"),
    path("desk/feedback/", views.feedback, name="feedback"),
    path("desk/stories/", views.stories_to_read, name="stories_to_read"),
    path("desk/stories/<uuid:pk>/", views.read_story_first, name="read_story_first"),
    path("stories/", views.stories_from_here, name="stories_from_here"),
    path("stories/<uuid:pk>/", views.story_from_here, name="story_from_here"),
    path("my/stories/", views.my_stories, name="my_stories"),
    path("my/<uuid:pk>/stories/tell/", views.tell_story, name="tell_story"),
    path("today/<uuid:pk>/stories/tell/", views.tell_story_as_peer, name="tell_story_as_peer"),
    path("my/stories/<uuid:pk>/", views.change_story, name="change_story"),
    path("my/stories/<uuid:pk>/show/", views.show_story, name="show_story"),
    path("my/stories/<uuid:pk>/withdraw/", views.withdraw_story, name="withdraw_story"),
    path("my/stories/<uuid:pk>/let-go/", views.let_story_go, name="let_story_go"),
    path("presentations/", views.presentations, name="presentations"),
    path("presentations/invite/<int:pk>/", views.invite_to_present, name="invite_to_present"),
    path("presentations/<uuid:pk>/", views.presentation, name="presentation"),
    path("presentations/<uuid:pk>/plan/", views.plan_presentation, name="plan_presentation"),
    path("presentations/<uuid:pk>/held/", views.hold_presentation, name="hold_presentation"),
    path("presentations/<uuid:pk>/let-go/", views.let_presentation_go, name="let_presentation_go"),
    path("set-up/help-now/", views.help_lines, name="help_lines"),
    path("set-up/programmes/<int:pk>/help-now/add/", views.add_help_line, name="add_help_line"),
    path("set-up/help-now/<int:pk>/", views.change_help_line, name="change_help_line"),
    path("set-up/help-now/<int:pk>/let-go/", views.let_help_line_go, name="let_help_line_go"),
]
