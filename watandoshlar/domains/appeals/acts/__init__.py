from ._answers import Replies, Reply
from .answer_appeal import answer_appeal
from .begin_appeal import begin_appeal
from .classify_appeal import classify_appeal
from .extend_term import extend_term
from .file_appeal import file_appeal
from .find_links import find_links
from .forward_appeal import forward_appeal
from .hand_to_stand_in import hand_to_stand_in
from .judge_link import judge_link
from .rate_answer import rate_answer
from .record_reply import record_reply
from .reopen_appeal import reopen_appeal
from .reply_as_body import reply_as_body
from .send_alerts import send_alerts
from .take_back_appeal import take_back_appeal
from .tell_proposer import tell_proposer

__all__ = [
    "Replies",
    "Reply",
    "answer_appeal",
    "begin_appeal",
    "classify_appeal",
    "extend_term",
    "file_appeal",
    "find_links",
    "forward_appeal",
    "hand_to_stand_in",
    "judge_link",
    "rate_answer",
    "record_reply",
    "reopen_appeal",
    "reply_as_body",
    "send_alerts",
    "take_back_appeal",
    "tell_proposer",
]
