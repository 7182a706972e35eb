"""The ground floor: pure Python, no models, nothing of ours imported from above."""
