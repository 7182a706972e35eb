"""The door of reports."""

from watandoshlar.insight.reports.appeal_figures import AppealFigures
from watandoshlar.insight.reports.draw_record import DrawRecord
from watandoshlar.insight.reports.report import Report, Row
from watandoshlar.insight.reports.rules.quarters import Quarter, quarter_named
from watandoshlar.insight.reports.visit_figures import VisitFigures

__all__ = [
    "AppealFigures",
    "DrawRecord",
    "Quarter",
    "Report",
    "Row",
    "VisitFigures",
    "quarter_named",
]
