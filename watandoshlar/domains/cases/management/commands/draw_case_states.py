"""Write docs/rules/case-states.md from the table of states: `manage.py draw_case_states`."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from watandoshlar.domains.cases.hand_over_states import (
    FIRST_HAND_OVER_STATE,
    HAND_OVER_STATES,
    HAND_OVER_TRANSITIONS,
)
from watandoshlar.domains.cases.states import FIRST_STATE, POST_STATES, STATES, TRANSITIONS, State

PAGE = Path("docs", "rules", "case-states.md")
ROLES = {
    "applicant": "the applicant",
    "officer": "an officer of the post",
    "second_officer": "another officer",
    "head": "the head of the post",
    "other_office": "an officer of the office that was asked",
    "body": "the body that has the appeal, or its officer in its name",
    "platform": "the platform itself, when the document cannot be issued any more",
}

TEXT = """\
# States of a case

One lifecycle serves every service; which steps a service needs follows from its definition. Some steps belong to
applications, which are decided, some to appeals, which are answered. The table is
`watandoshlar/domains/cases/states.py`, and this page is written from it by `manage.py draw_case_states`. The tests
compare it with that table and with the one in the database, which refuses every other step.

## Diagram

```mermaid
stateDiagram-v2
{diagram}
```

## States

| state | shown as | what the applicant reads | whose turn |
|---|---|---|---|
{states}

## Steps

| step | from | to | done by | of |
|---|---|---|---|---|
{steps}

## The result

How the result reaches its applicant is a record beside the case, which begins when somebody chooses a way and is
`expected` until the case is `issued`. The table is `watandoshlar/domains/cases/hand_over_states.py`.

```mermaid
stateDiagram-v2
{hand_over_diagram}
```

| state | shown as | what the applicant reads |
|---|---|---|
{hand_over_states}

| step | from | to | done by |
|---|---|---|---|
{hand_over_steps}

## What the database demands besides

- A case begins as `{first}`, and what it was submitted with does not change; a second officer may become
  needed by an answer, and is then needed to the end.
- `in_review` has an officer, who is never the account that applied.
- `approved` and `refused` need a decision of the case's present round; where a second officer is required, the same
  decision by two different officers. `not_considered` always needs two.
- An officer who is barred from a case cannot get it: who answered it before, or whom the complaint is about.
- `referred` lasts exactly as long as a referral is open; what was asked and what has ended does not change, and nobody
  answers what they asked or what is their own.
- A result is `ready` only beside a case that is `issued`; `collected` needs who came and what they showed, `sent` a
  parcel, `told` words. What is confidential stays so.
- `answered` needs an answer to every demand of the appeal in its present round.
"""


class Command(BaseCommand):
    help = f"Write {PAGE} from the table of states."
    requires_system_checks = ()

    def handle(self, **options: object) -> None:
        (settings.ROOT / PAGE).write_text(drawn_page(), encoding="utf-8")
        self.stdout.write(f"{PAGE}: {len(STATES)} states, {len(TRANSITIONS)} steps.")


def drawn_page() -> str:
    """The page, in the language of the source whatever language is active."""
    with translation.override(None):
        return TEXT.format(
            diagram="\n".join(f"    {arrow}" for arrow in arrows()),
            states="\n".join(row(state) for state in STATES.values()),
            steps="\n".join(
                f"| `{step.name}` | `{step.source}` | `{step.target}` | {ROLES[step.who]} | {step.register or 'all'} |"
                for step in TRANSITIONS
            ),
            first=FIRST_STATE,
            hand_over_diagram="\n".join(f"    {arrow}" for arrow in arrows_of_results()),
            hand_over_states="\n".join(
                f"| `{state.code}` | {state.label} | {state.meaning} |" for state in HAND_OVER_STATES.values()
            ),
            hand_over_steps="\n".join(
                f"| `{step.name}` | `{step.source}` | `{step.target}` | {ROLES[step.who]} |"
                for step in HAND_OVER_TRANSITIONS
            ),
        )


def arrows() -> list[str]:
    steps = [f"{step.source} --> {step.target}: {step.name} ({step.who})" for step in TRANSITIONS]
    ends = [f"{state.code} --> [*]" for state in STATES.values() if state.is_final]
    return [f"[*] --> {FIRST_STATE}", *steps, *ends]


def arrows_of_results() -> list[str]:
    steps = [f"{step.source} --> {step.target}: {step.name} ({step.who})" for step in HAND_OVER_TRANSITIONS]
    ends = [f"{state.code} --> [*]" for state in HAND_OVER_STATES.values() if state.is_final]
    return [f"[*] --> {FIRST_HAND_OVER_STATE}", *steps, *ends]


def row(state: State) -> str:
    """The words of a register that has its own follow those of all."""
    labels, meanings = [str(state.label)], [str(state.meaning)]
    for register, (label, meaning) in state.elsewhere.items():
        labels.append(f"in {register}: {label}")
        meanings.append(f"in {register}: {meaning}")
    return f"| `{state.code}` | {'<br>'.join(labels)} | {'<br>'.join(meanings)} | {turn(state)} |"


def turn(state: State) -> str:
    if state.is_final:
        return "nobody's: the end"
    return "the post's" if state.code in POST_STATES else "the applicant's"
