"""The tutorial as a service for which somebody has to come: ten minutes before the decision, by the courtesy lane for a
wedding."""

import shutil
from pathlib import Path

from django.conf import settings

SLUG = "counter-letter"
TUTORIAL = "_example"
RULE = """
visit:
  when: true
  minutes: 10
  per_person: 10
  courtesy: "occasion == 'wedding'"
  before: decision
  source: tutorial
family: {shared: [guests], most: 4, source: tutorial}
"""
WORDS = {
    "en": ("Your fingerprints are taken.", "Bring your old passport."),
    "ru": ("У вас снимут отпечатки пальцев.", "Возьмите с собой старый паспорт."),
    "uz": ("Barmoq izlaringiz olinadi.", "Eski pasportingizni olib keling."),
}


def visiting_service(folder: Path) -> Path:
    """The folder of the service, made inside another one."""
    made = folder / SLUG
    shutil.copytree(settings.SERVICES_DIRECTORY / TUTORIAL, made)
    definition = made / "definition.yaml"
    text = definition.read_text(encoding="utf-8").replace(f"service: {TUTORIAL}", f"service: {SLUG}")
    text = text.replace("kind: name}", "kind: name, known: name}")
    text = text.replace("kind: date, maximum: today}", "kind: date, maximum: today, known: birth_date}")
    definition.write_text(text + RULE, encoding="utf-8")
    for texts in (made / "texts").glob("*.yaml"):
        reason, bring = WORDS.get(texts.stem, WORDS["uz"])
        said = texts.read_text(encoding="utf-8")
        texts.write_text(f"{said}\nvisit:\n  reason: {reason}\n  bring: {bring}\n", encoding="utf-8")
    for example in (made / "examples").glob("*.yaml"):
        said = example.read_text(encoding="utf-8")
        example.write_text(said.replace("  end_state: ", "  visit: true\n  end_state: "), encoding="utf-8")
    return made
