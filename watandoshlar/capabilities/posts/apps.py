from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "watandoshlar.capabilities.posts"
    label = "posts"
    kept_tables = ["posts_post"]
    append_only_tables = ["posts_calendarday"]

    def ready(self) -> None:
        from watandoshlar.capabilities.posts.found import collect_posts
        from watandoshlar.capabilities.search.api import register

        register("post", collect_posts)
