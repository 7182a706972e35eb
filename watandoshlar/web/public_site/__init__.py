"""The public site: what there is, where and for whom, without logging in."""
