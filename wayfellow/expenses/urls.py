from django.urls import path

from wayfellow.expenses import views

app_name = "expenses"
urlpatterns = [
    path("today/expenses/", views.mine, name="mine"),
    path("today/<uuid:pk>/expenses/send/", views.send, name="send"),
    path("today/expenses/<uuid:pk>/", views.correct, name="correct"),
    path("today/expenses/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("expenses/<uuid:pk>/receipt/", views.receipt, name="receipt"),
    path("desk/<int:pk>/expenses/", views.expenses, name="expenses"),
    path("desk/<int:pk>/expenses/file/", views.take_month, name="take_month"),
    path("desk/expenses/<uuid:pk>/", views.answer, name="answer"),
    path("desk/expenses/<uuid:pk>/take-back/", views.take_back, name="take_back"),
]
