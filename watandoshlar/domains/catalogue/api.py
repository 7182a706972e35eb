"""The door of the catalogue."""

from watandoshlar.domains.catalogue.acts import publish_version
from watandoshlar.domains.catalogue.errors import (
    DefinitionRefused,
    ServiceNotFound,
    UnknownDraftPolicy,
    VersionDamaged,
    VersionNotFound,
    sentence_of,
)
from watandoshlar.domains.catalogue.folders import folders, read_folder
from watandoshlar.domains.catalogue.models import DRAFT_POLICIES
from watandoshlar.domains.catalogue.previews import Preview, preview_publication
from watandoshlar.domains.catalogue.queries import (
    current_version,
    draft_policy_of,
    get_version,
    languages,
    published_services,
    superseded_by,
)
from watandoshlar.domains.catalogue.rules.definition import Definition, Field, Page, Source
from watandoshlar.domains.catalogue.rules.difference import Change, Difference, carry_answers, classify
from watandoshlar.domains.catalogue.rules.examples import Filled, Lifecycle, facts_of_example, fill_in
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import DefinitionProblems, Fault, Problem
from watandoshlar.domains.catalogue.rules.journey import (
    FeeDue,
    Journey,
    TermDue,
    expiry_of,
    fees_due,
    ineligibility,
    is_confirmed,
    needs_second_officer,
    next_page,
    page_problems,
    problems,
    relevant_answers,
    required_evidence,
    term_for,
    visible_fields,
    visible_pages,
)
from watandoshlar.domains.catalogue.rules.kinds import (
    KINDS,
    Parsed,
    add_files,
    day_in_words,
    display,
    full_name,
    is_answered,
    takes_name,
    typed,
)
from watandoshlar.domains.catalogue.rules.publication import ServiceFolder, check_folder
from watandoshlar.domains.catalogue.rules.texts import FieldTexts, Phrase, Texts
from watandoshlar.domains.catalogue.rules.version import Service
from watandoshlar.domains.catalogue.rules.words import NAME_DOCUMENTS, NAME_PARTS, ROLES, SCRIPTS, YES_NO

__all__ = [
    "DRAFT_POLICIES",
    "KINDS",
    "NAME_DOCUMENTS",
    "NAME_PARTS",
    "ROLES",
    "SCRIPTS",
    "YES_NO",
    "Change",
    "Definition",
    "DefinitionProblems",
    "DefinitionRefused",
    "Difference",
    "Facts",
    "Fault",
    "FeeDue",
    "Field",
    "FieldTexts",
    "Filled",
    "Journey",
    "Lifecycle",
    "Page",
    "Parsed",
    "Phrase",
    "Preview",
    "Problem",
    "Service",
    "ServiceFolder",
    "ServiceNotFound",
    "Source",
    "TermDue",
    "Texts",
    "UnknownDraftPolicy",
    "VersionDamaged",
    "VersionNotFound",
    "add_files",
    "carry_answers",
    "check_folder",
    "classify",
    "current_version",
    "day_in_words",
    "display",
    "draft_policy_of",
    "expiry_of",
    "facts_of_example",
    "fees_due",
    "fill_in",
    "folders",
    "full_name",
    "get_version",
    "ineligibility",
    "is_answered",
    "is_confirmed",
    "languages",
    "needs_second_officer",
    "next_page",
    "page_problems",
    "preview_publication",
    "problems",
    "publish_version",
    "published_services",
    "read_folder",
    "relevant_answers",
    "required_evidence",
    "sentence_of",
    "superseded_by",
    "takes_name",
    "term_for",
    "typed",
    "visible_fields",
    "visible_pages",
]
