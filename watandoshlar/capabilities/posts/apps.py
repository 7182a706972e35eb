from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "watandoshlar.capabilities.posts"
    label = "posts"
    kept_tables = ["posts_post"]
    append_only_tables = ["posts_calendarday"]
