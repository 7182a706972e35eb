"""What the editors' pages stand on: a language each, the pages above its guides and its news, the workflow of
agreement, and the one folder of pictures."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Locale, Page, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from watandoshlar.domains.guides.models import AgreementTask, GlossaryTerm, GuideIndex, NewsIndex, Source

NAME = "Second editor"
NAMES = {GuideIndex: "guides", NewsIndex: "news"}
# Pages of one matter in several languages belong together under a key that follows from its name.
NAMESPACE = uuid.UUID("5d1f6a0e-5b6e-4d49-9f39-2f8f5c1b7a44")


def translation_key(name: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, name)


def locales() -> dict[str, Locale]:
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}


def root() -> Page:
    """The page above all others; made anew where the tables of the library are empty, its languages too."""
    found = Page.get_first_root_node()
    if found:
        return found
    return Page.add_root(instance=Page(title="Root", slug="root", locale=locales()[settings.LANGUAGE_CODE]))


def index_of(locale: Locale, kind: type[Page] = GuideIndex) -> Page:
    """The page above all guides, or all news, of a language."""
    found = kind.objects.filter(locale=locale).first()
    if found:
        return found
    name, language = NAMES[kind], settings.LANGUAGE_NAMES[locale.language_code]
    page = kind(
        title=f"{name.title()}: {language}",
        slug=f"{name}-{locale.language_code}",
        locale=locale,
        translation_key=translation_key(name),
    )
    return root().add_child(instance=page)


def folder_of_pictures() -> Collection:
    """The library keeps pictures in folders; there is one."""
    return Collection.get_first_root_node() or Collection.add_root(name="Root")


def agreed_workflow() -> Workflow:
    """The workflow, with every page and every snippet under it."""
    workflow, _new = Workflow.objects.get_or_create(name=NAME)
    task = AgreementTask.objects.first() or AgreementTask.objects.create(name=NAME)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.get_or_create(page=root(), defaults={"workflow": workflow})
    for model in (Source, GlossaryTerm):
        WorkflowContentType.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(model), defaults={"workflow": workflow}
        )
    return workflow
