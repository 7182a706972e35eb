"""Pure rules of fees: prices, lines of the ledger, comparisons."""
