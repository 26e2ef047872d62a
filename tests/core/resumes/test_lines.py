"""Words that a layout broke, and letters that it set apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.resumes.layout import Piece, in_reading_order
from core.resumes.lines import dehyphenated, without_soft_hyphens


@pytest.mark.parametrize(
    ("laid_out", "read"),
    [
        ("develop-\nment", "development"),
        ("respon-\nsibilities", "responsibilities"),
        ("open-\nsource. We love open-source.", "open-source. We love open-source."),
        ("an event-\ndriven design", "an event-driven design"),
        ("multi-disci-\nplinary", "multi-disciplinary"),
        ("end-to-\nend", "end-to-end"),
        ("C-\nlevel", "C-level"),
        ("node-\njs", "node-js"),
        ("SQL-\nbased", "SQL-based"),
        ("Scrum-\nMaster", "Scrum-Master"),
        ("front-\nand back-end", "front- and back-end"),
        ("2019-\n2021", "2019-2021"),
        ("2019–\n2021", "2019–2021"),
        ("+44 20 7946-\n0018", "+44 20 7946-0018"),
        ("COVID-\n19", "COVID-19"),
        ("linkedin.com/in/ada-\nlovelace", "linkedin.com/in/ada-lovelace"),
        ("ada-\nlovelace@mail.org", "ada-lovelace@mail.org"),
        ("Soft-\nwareentwicklung", "Softwareentwicklung"),
        ("self-\nservice and peer-\nreviewed", "self-service and peer-reviewed"),
        ("2019 -\n2021", "2019 -\n2021"),
        ("Skills -\nPython", "Skills -\nPython"),
        ("- Python\n- Go", "- Python\n- Go"),
        ("https://mail.org/\nada", "https://mail.org/\nada"),
        ("break\xad\ning", "breaking"),
    ],
)
def test_a_word_over_two_lines_becomes_one(laid_out: str, read: str) -> None:
    assert dehyphenated(laid_out) == read


@pytest.mark.parametrize(
    ("laid_out", "read"),
    [
        ("S K I L L S", "SKILLS"),
        ("W O R K   E X P E R I E N C E", "WORK EXPERIENCE"),
        ("W O R K E X P E R I E N C E", "WORK EXPERIENCE"),
        ("E x p e r i e n c e", "Experience"),
        ("C, R, Go", "C, R, Go"),
        ("a b", "a b"),
        ("1 2 3 4 5", "1 2 3 4 5"),
        ("develop\xadment", "development"),
    ],
)
def test_letters_that_stand_apart_are_closed_up(laid_out: str, read: str) -> None:
    assert without_soft_hyphens(laid_out) == read


HOSTILE = [
    part * (100_000 // len(part))
    for part in ("a", "a-", "-\n", "a-\n", "a\xad", "a1", "a b ", "@a-\n", "é ")
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", HOSTILE, ids=[repr(text[:4]) for text in HOSTILE])
def test_a_long_hostile_text_comes_to_an_end(text: str) -> None:
    assert len(dehyphenated(text)) <= len(text)


@given(st.text(alphabet=st.sampled_from("abC1 -\xad\n.@/–é"), max_size=80))
def test_no_letter_is_lost_or_made_up(text: str) -> None:
    def letters(text: str) -> list[str]:
        return [char for char in text if char.isalnum()]

    assert letters(dehyphenated(text)) == letters(text)


PIECES = st.builds(
    lambda text, x, y, width, height: Piece(text, x, y, x + width, y + height),
    st.sampled_from(["Ada", "Python", "2019-2021", "a long line of text"]),
    st.floats(-50, 650), st.floats(-50, 850), st.floats(0, 300), st.floats(0, 40),
)  # fmt: skip


@given(st.lists(PIECES, max_size=25))
def test_every_piece_of_a_page_is_read_once(pieces: list[Piece]) -> None:
    words = " ".join(in_reading_order(pieces)).split()
    assert sorted(words) == sorted(word for piece in pieces for word in piece.text.split())


def line(text: str, x: float, y: float, size: float = 11) -> Piece:
    return Piece(text, x, y, x + len(text) * size / 2, y + size)


def test_columns_are_read_one_after_the_other() -> None:
    page = [line(f"left {n}", 50, 700 - 15 * n) for n in range(5)]
    page += [line(f"right {n}", 300, 705 - 16 * n) for n in range(5)]
    read = " ".join(in_reading_order(page))
    assert read.index("left 4") < read.index("right 0")


def test_a_table_is_read_row_by_row() -> None:
    page = [line(f"20{n}", 50, 700 - 30 * n) for n in range(5)]
    page += [line(f"Employer {n}", 300, 700 - 30 * n) for n in range(5)]
    assert in_reading_order(page)[0] == "200 Employer 0"


def test_a_cell_of_several_lines_stays_whole() -> None:
    page = []
    for n in range(3):
        top = 700 - 60 * n
        page += [
            line(f"20{n}", 50, top),
            line(f"first {n}", 200, top),
            line(f"last {n}", 200, top - 12),
        ]
    read = "\n".join(in_reading_order(page))
    assert "200 first 0\nlast 0" in read
