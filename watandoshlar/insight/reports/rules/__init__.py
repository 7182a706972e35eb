"""Pure rules of published figures: whole numbers in, whole numbers or nothing out."""
