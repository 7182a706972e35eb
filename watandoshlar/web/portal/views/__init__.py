"""The views of the applicant: they read through `access_…`, write through acts and hold nothing."""
