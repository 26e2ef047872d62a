"""Sentences of an answer, and where they stand."""

from core.evaluation.transcript import LONGEST_SPAN, sentences


def test_sentences_keep_their_place_and_leave_nothing_out() -> None:
    text = "First, I looked.  Then I asked why? 3.5 hours later\nit ran! 終わりました。次です。"
    found = [text[span.start : span.end] for span in sentences(text)]
    assert found == ["First, I looked.", "Then I asked why?", "3.5 hours later", "it ran!",
                     "終わりました。", "次です。"]  # fmt: skip


def test_speech_without_full_stops_is_cut_at_words() -> None:
    text = "and then we moved the load " * 60
    pieces = [text[span.start : span.end] for span in sentences(text)]
    assert all(len(piece) <= LONGEST_SPAN for piece in pieces)
    assert " ".join(pieces).split() == text.split()
