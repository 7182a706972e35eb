"""The payment systems by which one can pay. A new one is a class like these two, and a row in both tables below it."""

from watandoshlar.domains.fees.connections.click import Click
from watandoshlar.domains.fees.connections.connection import Call, Connection, StatementRow
from watandoshlar.domains.fees.connections.payme import Payme

CONNECTIONS: dict[str, Connection] = {one.code: one for one in (Payme(), Click())}

__all__ = ["CONNECTIONS", "Call", "Connection", "StatementRow"]
