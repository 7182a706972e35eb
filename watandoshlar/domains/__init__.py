"""What the platform does: the catalogue of services, cases, certificates and what grows beside them."""
