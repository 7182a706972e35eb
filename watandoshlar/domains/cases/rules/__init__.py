"""Pure rules of cases: they return codes and days, never sentences."""
