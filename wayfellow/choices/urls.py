from django.urls import path

from wayfellow.choices.views import answering, asking, replying

app_name = "choices"
urlpatterns = [
    path("ask/", asking.ask, name="ask"),
    path("ask/nothing-near/", asking.nothing_near, name="nothing_near"),
    path("ask/told/<str:token>/", asking.wish, name="wish"),
    path("ask/not-told/", asking.wish_gone, name="wish_gone"),
    path("ask/mine/<str:token>/", asking.mine, name="mine"),
    path("ask/mine/<str:token>/change/", asking.change, name="change"),
    path("ask/mine/<str:token>/withdraw/", asking.withdraw, name="withdraw"),
    path("ask/answer/<str:token>/", replying.answer, name="answer"),
    path("ask/<slug:way>/", asking.first_step, name="first_step"),
    path("set-up/<int:pk>/reply-address/", replying.reply_address, name="reply_address"),
    # signed in
    path("my/first-steps/<uuid:pk>/", asking.my_first_step, name="my_first_step"),
    path("my/first-steps/<uuid:pk>/change/", asking.change_mine, name="change_mine"),
    path("my/first-steps/<uuid:pk>/withdraw/", asking.withdraw_mine, name="withdraw_mine"),
    # answering
    path("desk/<int:pk>/first-steps/", answering.first_steps, name="first_steps"),
    path("desk/<int:pk>/tell/", answering.tell, name="tell"),
    path("desk/first-steps/<uuid:pk>/", answering.first_step, name="desk_step"),
    path("desk/first-steps/<uuid:pk>/take-up/", answering.take_up, name="take_up"),
    path("desk/first-steps/<uuid:pk>/day/", answering.set_day, name="set_day"),
    path("desk/first-steps/<uuid:pk>/happened/", answering.happened, name="happened"),
    path("desk/first-steps/<uuid:pk>/let-go/", answering.let_go, name="let_go"),
]
