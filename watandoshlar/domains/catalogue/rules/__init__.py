"""Pure rules of definitions, answers and versions: no tables, no files, no clock."""
