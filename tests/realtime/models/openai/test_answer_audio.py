"""What is kept of the candidate's audio, and of words that are not known yet."""

from core.realtime.models.openai.answer_audio import MOST_LATE, MOST_SECONDS, AnswerAudio
from tests.realtime.fake_realtime import silence


def test_the_microphone_is_kept_for_a_bounded_time() -> None:
    heard = AnswerAudio()
    for _ in range(MOST_SECONDS + 5):
        heard.take(silence(1.0))
    assert heard.waiting_seconds == MOST_SECONDS


def answered(heard: AnswerAudio, times: int) -> list[str]:
    """Give answers whose words are late; the names that the words will come by."""
    keys = []
    for number in range(times):
        heard.take(silence(1.0))
        heard.unsent()
        heard.committed(f"item-{number}")
        keys.append(heard.close().key)
    return keys


def test_words_find_their_answer_however_many_others_are_late_too() -> None:
    heard = AnswerAudio()
    keys = answered(heard, MOST_LATE * 3)

    for number, key in reversed(list(enumerate(keys))):
        answer = heard.transcribed(f"item-{number}", f"words {number}", known=True)
        assert answer is not None
        assert (answer.key, answer.text) == (key, f"words {number}")


def test_a_new_connection_is_sent_the_audio_of_the_latest_answers_only() -> None:
    heard = AnswerAudio()
    answered(heard, MOST_LATE * 3)

    sent = [message["type"] for message in heard.again()]

    assert sent.count("input_audio_buffer.commit") == MOST_LATE
