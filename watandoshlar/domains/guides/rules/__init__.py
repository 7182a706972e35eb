"""What applies to whom: pure functions over the folders of guides and a reader's answers."""
