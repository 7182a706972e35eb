"""Pure rules of evidence: what a file really is, and whether it may be kept. They return codes, not sentences."""
