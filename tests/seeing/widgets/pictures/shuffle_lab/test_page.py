"""ShuffleLab in a page."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from seeing.widgets import ShuffleLab
from tests.support.node import run
from tests.support.widget_page import Show, readout, settle


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


def label(page: Page) -> int:
    return int(page.evaluate("state.labels[state.digit]"))


def totals(page: Page) -> list[str]:
    settle(page)
    return page.locator(".total b").all_inner_texts()


def bars(page: Page) -> list[str]:
    return page.locator(".scores").evaluate_all("all => all.map((bars) => bars.innerText)")


def test_a_digit_and_the_same_shuffled_get_the_same_scores(show: Show) -> None:
    page = show(ShuffleLab())

    before, after = bars(page)
    assert before == after
    assert "0.97" in before
    assert readout(page).startswith("It is a 3. The classifier reads both as 3.")


def test_the_correlation_of_neighbours_is_told(show: Show) -> None:
    widget = ShuffleLab(share=0)
    page = show(widget)
    image = widget.images[widget.digit].astype(float)

    wanted = f"{np.corrcoef(image[:, :-1].ravel(), image[:, 1:].ravel())[0, 1]:.2f}"
    assert page.locator(".alike b").all_inner_texts() == [wanted, wanted]


def test_a_pixel_is_followed_by_keys_and_by_the_pointer(show: Show) -> None:
    page = show(ShuffleLab(share=0, row=3, column=3))
    digit = page.get_by_role("application")

    digit.press("ArrowDown")
    settle(page)
    assert "shuffled[4, 3]" in readout(page)
    box = page.get_by_role("img", name="The digit with its pixels shuffled").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.95 * box["width"], box["y"] + 0.05 * box["height"])
    assert "shuffled[0, 7]" in readout(page)
    page.mouse.move(1, 1)
    assert "shuffled[4, 3]" in readout(page)

    digit.click(position={"x": 3, "y": 3})
    page.mouse.move(1, 1)
    assert "digit[0, 0]" in readout(page)
    assert page.evaluate("[state.row, state.column]") == [0, 0]


def test_a_shuffled_pixel_is_the_digits(show: Show) -> None:
    page = show(ShuffleLab())
    shuffled = page.get_by_role("img", name="The digit with its pixels shuffled")

    shuffled.click(position={"x": 3, "y": 3})
    page.mouse.move(1, 1)

    assert "shuffled[0, 0]" in readout(page)
    assert "digit[0, 0]" not in readout(page)


def test_another_permutation_moves_the_pixel_elsewhere(show: Show) -> None:
    page = show(ShuffleLab(row=2, column=2))
    places = {readout(page)}

    for _ in range(3):
        press(page, "New permutation")
        places.add(readout(page))

    assert len(places) >= 3
    assert page.evaluate("state.seed") == 4


def test_a_question_hides_the_digit_until_it_is_answered(show: Show) -> None:
    page = show(ShuffleLab())

    press(page, "Ask me")
    assert set(bars(page)[0].split()) == {*"0123456789", "?"}
    expect(page.locator(".hidden canvas")).to_be_hidden()
    assert readout(page).startswith("Which digit is this? 64 of its 64 pixels are displaced.")
    asked = label(page)
    press(page, f"It is a {(asked + 1) % 10}")

    assert f"It is a {asked}: you said {(asked + 1) % 10}, which is wrong" in readout(page)
    expect(page.locator(".hidden")).to_have_count(0)
    assert totals(page)[0] == "0 of 1"


def test_keys_ask_and_answer_and_the_focus_stays(show: Show) -> None:
    page = show(ShuffleLab())
    ask = page.get_by_role("button", name="Ask me")
    ask.focus()

    page.keyboard.press("n")
    settle(page)
    page.keyboard.press(str(label(page)))
    settle(page)

    assert totals(page)[0] == "1 of 1"
    expect(page.get_by_role("button", name="Next digit")).to_be_focused()


def test_a_key_answers_nothing_that_was_not_asked(show: Show) -> None:
    page = show(ShuffleLab())

    page.get_by_role("application").press("3")
    page.get_by_role("button", name="It is a 3").click(force=True)
    settle(page)

    assert page.evaluate("state.answers") == []


def test_a_look_at_fewer_displaced_pixels_counts(show: Show) -> None:
    page = show(ShuffleLab(share=90))
    slider = page.get_by_role("slider", name="Displaced pixels")

    press(page, "Ask me")
    for share in ("20", "90"):
        slider.fill(share)
        settle(page)
    press(page, "It is a 1")

    assert page.evaluate("state.answers[0].share") == 20


def test_the_classifier_reads_the_same_at_any_share(show: Show) -> None:
    """With its weights shuffled alike; left alone it is lost at 100 %."""
    widget = ShuffleLab(share=100)
    answers = [{"digit": i, "share": 100, "seed": i, "answer": 0} for i in range(20)]
    page = show(ShuffleLab(answers=answers))
    labels = np.array(widget.labels[:20])
    w, b = widget.weights[:640].reshape(10, 64).astype(float), widget.weights[640:]
    read = (widget.images[:20].reshape(20, 64) @ w.T + b).argmax(axis=1)

    yours, machines, alone = totals(page)
    assert yours == f"{(labels == 0).sum()} of 20"
    assert machines == f"{(labels == read).sum()} of 20"
    assert int(alone.split()[0]) < 8


def test_after_twenty_digits_another_quiz_begins(show: Show) -> None:
    answers = [{"digit": i, "share": 0, "seed": 1, "answer": 0} for i in range(19)]
    page = show(ShuffleLab(answers=answers))

    press(page, "Next digit")
    press(page, "It is a 0")
    assert totals(page)[0].endswith("of 20")
    press(page, "Another quiz")

    assert page.evaluate("[state.answers.length, state.quiz, state.asking]") == [0, 1, True]
    assert totals(page) == ["–"] * 3


def test_three_quizzes_ask_for_each_of_sixty_digits() -> None:
    body = "return [0, 1, 2, 3].map((quiz) => m.questions(quiz, 60));"
    first, second, third, fourth = run("shuffle_lab/quiz.js", body)

    assert sorted(first + second + third) == [*range(60)]
    assert len(set(fourth)) == 20


@pytest.mark.parametrize("by", ["keys", "mouse"])
def test_the_challenge_is_solved_said_aloud_and_kept(show: Show, by: str) -> None:
    page = show(ShuffleLab(share=40))
    challenge = page.locator(".challenge")
    expect(challenge).to_have_attribute("aria-live", "polite")
    press(page, "Ask me")

    for turn in range(10):
        expect(challenge).to_contain_text("Try it.")
        if by == "keys":
            page.keyboard.press(str(label(page)))
        else:
            page.get_by_role("button", name=f"It is a {label(page)}").click()
        settle(page)
        if turn < 9:
            press(page, "Next digit")

    expect(challenge).to_contain_text("Solved. You named 10 of ten")
    expect(challenge).to_contain_text("with 40 % displaced or more")
    press(page, "Next digit")
    press(page, f"It is a {(label(page) + 1) % 10}")
    expect(challenge).to_contain_text("Solved.")
    press(page, "Reset")
    expect(challenge).to_contain_text("Try it.")
    assert page.evaluate("[state.answers.length, state.asking, state.share]") == [0, False, 40]


def test_ten_digits_in_their_places_solve_nothing(show: Show) -> None:
    widget = ShuffleLab()
    answers = [{"digit": i, "share": 5, "seed": 1, "answer": widget.labels[i]} for i in range(10)]
    page = show(ShuffleLab(answers=answers))

    expect(page.locator(".challenge")).to_contain_text("Try it.")
