"""What every domain needs: people, posts, evidence, notifications, access and audit."""
