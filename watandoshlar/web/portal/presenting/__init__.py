"""What only the applicant's pages show: fields to fill in, steps of the journey, cards of the own page."""
