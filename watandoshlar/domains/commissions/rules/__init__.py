"""Rules of commissions: pure, read from tables, with worked examples in docs/rules/commission.md."""
