"""What every model of a course shares: its own clock, and a transaction that leaves nothing behind."""

from datetime import timedelta

from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine

from tests.example_day import NOW
from watandoshlar.foundation import clock


class UndoneCourse(RuleBasedStateMachine):
    """Begins on the day of the examples; `pass_time` moves the clock, and the end undoes all that was written."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.now = NOW
        self.fixed = clock.fixed(self.now)
        self.fixed.__enter__()

    def teardown(self) -> None:
        self.fixed.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def pass_time(self, **time: int) -> None:
        self.fixed.__exit__(None, None, None)
        self.now += timedelta(**time)
        self.fixed = clock.fixed(self.now)
        self.fixed.__enter__()
