from hypothesis import settings

# The first question about a country loads its list of holidays, which says nothing about the speed of a rule.
settings.register_profile("rules", deadline=None)
settings.load_profile("rules")
