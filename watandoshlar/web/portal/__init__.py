"""The applicant's door: apply, see where it stands, answer, download."""
