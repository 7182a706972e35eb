from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "watandoshlar.web.workspace"
    label = "workspace"
    verbose_name = "Workspace"
