"""What a candidate does with an utterance, whatever it is about (pure)."""

from enum import StrEnum


class DialogueAct(StrEnum):
    """What an utterance is. The order is the priority where several stand together.

    The first four are urgent: they stand before all else that is said in the same breath, and they
    are read only from words that say nothing else, because a wrong one breaks an interview off.
    """

    DISTRESS = "distress"
    """Cannot go on for body or soul: chest pain, no breath, panic, wants to die. Being nervous is
    ``PAUSE``. Nothing more is asked, and nothing of it is evidence."""
    WITHDRAW_CONSENT = "withdraw_consent"
    """Does not agree, or no longer, to recording or keeping; wants data deleted."""
    WANTS_HUMAN = "wants_human"
    """Wants a person in place of the program, or will not speak with a program."""
    STOP = "stop"
    """Wants to end the interview for good. To be confirmed. "Tomorrow, please" is ``PAUSE``."""
    UNFINISHED = "unfinished"
    """Was cut off or wants to add something; what follows belongs to the answer before."""
    REPEAT = "repeat"
    """Did not hear or has forgotten: wants the same words again, also slower or louder."""
    CLARIFY = "clarify"
    """Heard, and does not know what is meant: asks back about the question itself."""
    TECHNICAL_TROUBLE = "technical_trouble"
    """Sound, line or page do not work, or are tried ("test"); would rather type."""
    PAUSE = "pause"
    """Wants time, a break or another day, or says that they are nervous; means to go on."""
    ASK_AI = "ask_ai"
    """Asks whether, or which, machine is speaking."""
    SKIP = "skip"
    """Passes the question: does not know, will not or may not say. Never a weak answer."""
    ABUSE = "abuse"
    """Insults, and says nothing else."""
    CANDIDATE_QUESTION = "candidate_question"
    """Asks about job, company or interview: length, language, recording, what is allowed."""
    ANSWER = "answer"
    """Everything else: what is said about work, also "I have never done that"."""


URGENT = frozenset(
    {
        DialogueAct.DISTRESS,
        DialogueAct.WITHDRAW_CONSENT,
        DialogueAct.WANTS_HUMAN,
        DialogueAct.STOP,
    }
)
"""Acts that are read from clear words only, and win over an account beside them."""
