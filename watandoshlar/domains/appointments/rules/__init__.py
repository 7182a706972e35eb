"""Pure rules of visits: what a day of a post offers, who is served first, when somebody is reminded."""
