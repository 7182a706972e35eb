"""Pure rules of appeals: outcomes, themes, routes, the bodies that may answer, and appeals that are alike.

What an officer of the ministry may change stands in the tables beside this folder; they are read once and strictly.
Worked examples: docs/rules/appeal-themes.md and docs/rules/appeal-routes.md.
"""
