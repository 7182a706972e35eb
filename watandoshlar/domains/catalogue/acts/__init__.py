from watandoshlar.domains.catalogue.acts.publish_version import publish_version

__all__ = ["publish_version"]
