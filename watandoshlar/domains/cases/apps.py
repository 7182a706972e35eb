from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "watandoshlar.domains.cases"
    label = "cases"
    verbose_name = "Cases"
    kept_tables = [
        "cases_cancellation",
        "cases_case",
        "cases_consent",
        "cases_handover",
        "cases_itemrequest",
        "cases_recommendation",
        "cases_referral",
    ]
    append_only_tables = [
        "cases_answerset",
        "cases_bar",
        "cases_caseevent",
        "cases_decision",
        "cases_nameddocument",
        "cases_takeover",
    ]
    read_only_tables = ["cases_handoverstep", "cases_transition"]

    def ready(self) -> None:
        from watandoshlar.domains.appointments.api import follow_visits
        from watandoshlar.domains.cases import notifications
        from watandoshlar.domains.cases.acts._commission import keep_matter, lock_subject
        from watandoshlar.domains.cases.acts._documents import keep_up_with_documents
        from watandoshlar.domains.cases.acts._issuing import issue_in_run
        from watandoshlar.domains.cases.acts._visits import keep_course
        from watandoshlar.domains.certificates.api import follow_statuses, make_documents_by
        from watandoshlar.domains.commissions.api import follow_matters

        notifications.register()
        follow_visits(keep_course)
        follow_matters(keep_matter, lock_subject)
        follow_statuses(keep_up_with_documents)
        make_documents_by(issue_in_run)
