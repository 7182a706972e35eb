from django.urls import path

from watandoshlar.web.public_site import (
    consenting,
    figures,
    posts,
    replying,
    rights,
    statements,
    tracking,
    views,
    visits,
)

app_name = "public_site"

urlpatterns = [
    path("", views.home, name="home"),
    path("services/", views.services, name="services"),
    path("services/<slug:slug>/", views.service, name="service"),
    path("services/<slug:slug>/at/<slug:code>/", posts.service_at, name="service_at_post"),
    path("posts/", posts.posts, name="posts"),
    path("posts/<slug:code>/", posts.post, name="post"),
    path("appeals/", figures.all_posts, name="appeal_figures"),
    path("appeals/figures.csv", figures.all_posts_csv, name="appeal_figures_csv"),
    path("appeals/<slug:code>/", figures.one_post, name="appeal_figures_of_post"),
    path("appeals/<slug:code>/figures.csv", figures.one_post_csv, name="appeal_figures_of_post_csv"),
    path("visits/", visits.all_posts, name="visit_figures"),
    path("visits/figures.csv", visits.all_posts_csv, name="visit_figures_csv"),
    path("visits/<slug:code>/figures.csv", visits.of_post_csv, name="visit_figures_of_post_csv"),
    path("visits/<slug:code>/", visits.of_post, name="visits_of_post"),
    path("visits/<slug:code>/draws/<int:number>/", visits.draw, name="draw"),
    path("visits/<slug:code>/draws/<int:number>/lots.csv", visits.draw_csv, name="draw_csv"),
    path("display/<slug:code>/", visits.display, name="display"),
    path("figures/", statements.all_subjects, name="statements"),
    path("figures/<slug:code>/", statements.one_subject, name="statements_of"),
    path("figures/<slug:code>.csv", statements.as_csv, name="statements_csv"),
    path("figures/<slug:code>.csv-metadata.json", statements.as_csvw, name="statements_csvw"),
    path("figures/<slug:code>.json", statements.as_json, name="statements_json"),
    path("rights/", rights.holders, name="rights"),
    path("rights/compare/", rights.compare, name="rights_compare"),
    path("rights/<str:category>/", rights.of_category, name="rights_of"),
    path("track/", tracking.track, name="track"),
    path("reply/<str:reference>/<int:number>/<str:token>/", replying.reply, name="reply"),
    path("reply/<str:reference>/<int:number>/<str:token>/file/<uuid:file_id>/", replying.file, name="reply_file"),
    path("consent/<uuid:letter>/<str:token>/", consenting.consent, name="consent"),
    path("mailbox/", views.mailbox, name="mailbox"),
]
