"""Pure rules of people: when a child comes of age, and whether an account may act for a person today."""
