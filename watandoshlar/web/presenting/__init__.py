"""What several doors show alike: answers, cases, promises, posts and files, ready for templates."""
