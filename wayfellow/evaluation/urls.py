from django.urls import path

from wayfellow.evaluation import views

app_name = "evaluation"
urlpatterns = [
    path("evaluation/", views.evaluations, name="evaluations"),
    path("evaluation/<int:pk>/", views.evaluation, name="evaluation"),
    path("evaluation/<int:pk>/years/", views.two_years, name="two_years"),
    path("evaluation/<int:pk>/kept/", views.kept, name="kept"),
    path("evaluation/<int:pk>/keep/", views.keep, name="keep"),
    path("evaluation/<int:pk>/kept/report/", views.kept_report, name="kept_report"),
    path("evaluation/<int:pk>/kept/report/page/", views.kept_page, name="kept_page"),
    path("evaluation/<int:pk>/extract/", views.take_extract, name="take_extract"),
    path("evaluation/<int:pk>/totals/", views.totals, name="totals"),
    path("evaluation/<int:pk>/totals/write/", views.write_total, name="write_total"),
    path("evaluation/totals/<uuid:pk>/correct/", views.correct_total, name="correct_total"),
    path("evaluation/totals/<uuid:pk>/withdraw/", views.withdraw_total, name="withdraw_total"),
    path("evaluation/<int:pk>/tables.xlsx", views.tables, name="tables"),
    path("evaluation/<int:pk>/article.html", views.article, name="article"),
    path("evaluation/<int:pk>/article.docx", views.article_document, name="article_document"),
    path("evaluation/<int:pk>/chart.svg", views.chart, name="chart"),
    path("evaluation/<int:pk>/unmet-need/", views.unmet, name="unmet_need"),
    path("evaluation/<int:pk>/unmet-need/brief/", views.unmet_brief, name="unmet_brief"),
    path("evaluation/<int:pk>/unmet-need.csv", views.unmet_as_csv, name="unmet_need_csv"),
    path("evaluation/<int:pk>/surveys/", views.surveys, name="surveys"),
    path("evaluation/surveys/<uuid:pk>/", views.survey, name="survey"),
    path("evaluation/surveys/<uuid:pk>/words/", views.words, name="words"),
    path("evaluation/surveys/<uuid:pk>/themes/", views.themes, name="themes"),
    path("evaluation/surveys/<uuid:pk>/themes/write/", views.write_codebook, name="write_codebook"),
    path("evaluation/surveys/<uuid:pk>/themes/sort/", views.code_words, name="code_words"),
]
