from hypothesis import settings

# A speed is measured by `make bench`; a loaded machine must not turn a property red.
settings.register_profile("properties", deadline=None)
settings.load_profile("properties")
