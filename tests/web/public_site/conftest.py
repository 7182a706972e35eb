from tests.domains.appeals.conftest import posts, publish, reception, rows_of

__all__ = ["posts", "publish", "reception", "rows_of"]
