"""GraphStepper answers a hand: in a bare page, with a model that only remembers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from seeing.widgets import GraphStepper
from tests.support.axe import rules_in, violations
from tests.support.other_kinds import engine
from tests.support.widget_page import Show, set_theme

LAST = 5  # start, two forward, the seed, two backward: the lecture's graph


def wrong_engine() -> GraphStepper:
    constant, add, multiply, _ = engine(parents_once=True).objects
    x = constant(2.0)
    z = add(multiply(x, constant(3.0)), add(x, x))
    return GraphStepper(z, names={"x": x, "z": z})


def settle(page: Page) -> None:
    """Wait for the frame that a change waits for."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="Step")


def card(page: Page, name: str) -> Locator:
    return page.locator(f".node[aria-label^='{name},'], .node[aria-label^='{name} =']")


def readout(page: Page) -> str:
    settle(page)
    return page.locator(".readout > span").first.inner_text()


def arithmetic(page: Page) -> str:
    settle(page)
    return " ".join(page.locator(".workings").inner_text().split())


def press(page: Page, name: str) -> None:
    # Forced: at an end a button says that it is disabled, and still has to take a press.
    page.get_by_role("button", name=name, exact=True).click(force=True)
    settle(page)


def test_values_are_hidden_until_they_are_computed(show: Show) -> None:
    page = show(GraphStepper())

    expect(card(page, "z")).to_have_attribute(
        "aria-label", "z = v₁ + y, value not computed yet, gradient not there yet"
    )
    assert readout(page).startswith("Given are x and y. Predict z.")
    press(page, "One step on")
    assert readout(page) == "Forward 1 of 2: v₁ = x + x."
    assert arithmetic(page) == "v₁ = x + x = 1 0 0 1 + 1 0 0 1 = 2 0 0 2"
    assert "value not computed yet" in str(card(page, "z").get_attribute("aria-label"))


def test_a_node_used_twice_visibly_adds(show: Show) -> None:
    page = show(GraphStepper())

    press(page, "To the end")

    assert "x is used twice, so its contributions add." in readout(page)
    assert arithmetic(page) == "gradient of x = 1 1 1 1 + 1 1 1 1 = 2 2 2 2"
    assert page.locator(".chip.now").count() == 2
    assert card(page, "x").locator(".plus").is_visible()
    assert not card(page, "y").locator(".plus").is_visible()
    assert card(page, "x").locator(".count").text_content() == "sum of 2"


def test_a_shared_node_waits_until_all_contributions_are_there(show: Show) -> None:
    page = show(GraphStepper.of("h = x * y; z = h + x", x=2, y=5))

    page.evaluate("model.set('position', 4)")

    assert "x waits for 1 more." in readout(page)
    assert arithmetic(page).endswith("gradient of x = 1 + ▢")
    assert card(page, "x").locator(".count").text_content() == "1 of 2"
    press(page, "One step on")
    assert arithmetic(page).endswith("gradient of x = 1 + 5 = 6")
    assert page.locator(".chip:not(.now)").count() == 1  # what had come before stays to be added


def test_the_local_rule_stands_in_symbols_and_numbers(show: Show) -> None:
    page = show(GraphStepper.of("z = x * y", x=2, y=5))

    page.evaluate("model.set('position', 3)")

    assert arithmetic(page) == "x gets G · y = 1 · 5 = 5 y gets G · x = 1 · 2 = 2"
    assert "each factor gets the upstream gradient G times the other factor" in readout(page)


def test_broadcasting_forward_is_summing_backward(show: Show) -> None:
    page = show(GraphStepper.of("z = X + b", X=[[1, 2], [3, 4], [5, 6]], b=[10, 20]))

    press(page, "To the end")

    assert "Broadcasting forward is summing backward" in readout(page)
    assert "b gets 3 3 summed over its copies to 2 entries" in arithmetic(page)


@pytest.mark.parametrize(
    ("keys", "position"),
    [(["ArrowRight"], 1), (["End"], LAST), (["End", "ArrowLeft"], 4), (["End", "Home"], 0)],
)
def test_keys_on_the_slider_step(show: Show, keys: list[str], position: int) -> None:
    page = show(GraphStepper())
    slider(page).focus()

    for key in keys:
        page.keyboard.press(key)

    settle(page)
    assert page.evaluate("saved.position") == position


def test_buttons_step_both_ways_and_stop_at_the_ends(show: Show) -> None:
    page = show(GraphStepper())
    seen = []

    for name in ["One step back", "One step on", "To the end", "One step on", "One step back"]:
        press(page, name)
        seen.append(page.evaluate("state.position"))
    press(page, "To the start")

    assert seen == [0, 1, LAST, LAST, LAST - 1]
    assert page.evaluate("state.position") == 0


def test_play_goes_through_the_steps_and_stops_at_a_press(show: Show) -> None:
    page = show(GraphStepper())
    page.clock.install()

    press_play = page.get_by_role("button", name="Play")
    press_play.click()
    page.clock.run_for(2 * 1800 + 50)
    assert page.evaluate("state.position") == 2
    page.get_by_role("button", name="Stop").click()
    page.clock.run_for(4 * 1800)

    assert page.evaluate("state.position") == 2


def test_play_ends_at_the_last_step(show: Show) -> None:
    page = show(GraphStepper())
    page.clock.install()

    page.get_by_role("button", name="Play").click()
    page.clock.run_for(20 * 1800)

    assert page.evaluate("state.position") == LAST
    assert page.get_by_role("button", name="Play").is_visible()


def test_a_card_that_is_pressed_shows_where_its_gradient_comes_from(show: Show) -> None:
    page = show(GraphStepper())
    press(page, "To the end")

    card(page, "y").click()
    settle(page)

    assert arithmetic(page) == "y = 1 1 1 0 gradient of y = 1 1 1 1"
    assert page.evaluate("saved.selected") == 2
    card(page, "y").click()
    settle(page)
    assert page.evaluate("saved.selected") is None
    assert arithmetic(page).startswith("gradient of x")


def test_arrows_go_from_card_to_card_and_enter_selects(show: Show) -> None:
    page = show(GraphStepper())
    page.locator(".node[tabindex='0']").focus()

    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    settle(page)
    assert page.evaluate("saved.selected") == 3
    assert page.locator(".node[tabindex='0']").count() == 1


def test_a_touch_selects_a_card(show: Show) -> None:
    page = show(GraphStepper(), width=360, has_touch=True)

    card(page, "x").tap()

    settle(page)
    assert page.evaluate("saved.selected") == 0


def test_a_typed_expression_is_drawn_and_computed(show: Show) -> None:
    page = show(GraphStepper(position=2))

    page.get_by_label("Expression").fill("z = relu(a) * a")
    assert "Predict z" in readout(page)
    press(page, "To the end")

    assert page.locator(".node").count() == 3
    assert page.evaluate("saved.expression") == "z = relu(a) * a"
    assert page.get_by_label("Value of a").input_value() == "2"
    assert arithmetic(page).endswith("gradient of a = 2 + 2 = 4")


def test_a_typed_value_is_used_at_the_same_step(show: Show) -> None:
    page = show(GraphStepper(position=2))

    page.get_by_label("Value of y").fill("[[1, 2], [3, −4]]")

    assert arithmetic(page).endswith("= 3 2 3 −2")
    assert page.evaluate("saved.inputs.y") == [[1, 2], [3, -4]]


def test_a_wrong_expression_is_marked_and_the_graph_stays(show: Show) -> None:
    page = show(GraphStepper())

    page.get_by_label("Expression").fill("z = x + foo(y)")

    assert page.locator(".wrong mark").inner_text() == "foo"
    assert "foo is no function of this figure" in page.locator(".wrong").inner_text()
    assert page.get_by_label("Expression").get_attribute("aria-invalid") == "true"
    assert page.locator(".node").count() == 4
    assert page.evaluate("state.expression") == "z = x + x + y"
    page.get_by_label("Expression").press("Escape")
    assert page.get_by_label("Expression").input_value() == "z = x + x + y"
    assert not page.locator(".wrong").is_visible()


def test_a_value_is_there_in_full_to_be_edited(show: Show) -> None:
    page = show(GraphStepper.of("z = x + y", x=-0.123456, y=[1e-6, 2]))

    assert page.get_by_label("Value of x").input_value() == "−0.123456"
    page.get_by_label("Value of y").fill(page.get_by_label("Value of y").input_value() + " ")

    assert not page.locator(".wrong").is_visible()
    assert page.evaluate("saved.inputs.y") == [1e-6, 2]


def test_a_wrong_value_is_explained(show: Show) -> None:
    page = show(GraphStepper())

    page.get_by_label("Value of y").fill("[[1, 2], [3]]")

    assert "write a number such as −1 or a matrix" in page.locator(".wrong").inner_text()
    assert page.evaluate("state.inputs.y") == [[1, 1], [1, 0]]
    page.get_by_label("Value of y").press("Escape")
    assert page.get_by_label("Value of y").input_value() == "[[1, 1], [1, 0]]"
    assert not page.locator(".wrong").is_visible()


def test_a_value_of_a_shape_that_does_not_fit_is_explained_at_its_place(show: Show) -> None:
    page = show(GraphStepper())

    page.get_by_label("Value of y").fill("[1, 2, 3]")

    assert "The left has 2 × 2 and the right 3 entries" in page.locator(".wrong").inner_text()
    assert page.get_by_label("Value of y").get_attribute("aria-invalid") == "true"


def test_an_expression_from_python_that_is_wrong_is_told(show: Show) -> None:
    page = show(GraphStepper(expression="z = x +"))

    assert "The end stands where" in page.locator(".wrong").inner_text()
    assert "cannot be computed yet" in readout(page)


@pytest.mark.parametrize(
    ("expression", "solved"),
    [
        ("z = x + x + x", True),
        ("z = x * y + x + x", True),
        ("z = x + x + y", False),
        ("z = 3 * x", False),
        ("z = x - x", False),
    ],
)
def test_the_challenge_notices_its_solution(show: Show, expression: str, solved: bool) -> None:
    page = show(GraphStepper.of("z = x", x=[1, 2], y=1))

    page.get_by_label("Expression").fill(expression)

    settle(page)
    assert page.locator(".challenge").inner_text().startswith("Solved." if solved else "Try it.")


def test_a_challenge_can_be_solved_by_a_value(show: Show) -> None:
    page = show(GraphStepper.of("p = x * (x + y)", x=3, y=4, goal={"x": 0}))
    before = page.locator(".challenge").inner_text()

    page.get_by_label("Value of y").fill("−6")

    settle(page)
    assert "until the gradient of x is exactly 0, with no number" in before
    assert page.locator(".challenge").inner_text().startswith("Solved.")


def test_changes_from_python_are_drawn(show: Show) -> None:
    page = show(GraphStepper())

    page.evaluate("model.set('expression', 'q = x * y'); model.set('position', 99)")

    settle(page)
    assert page.get_by_label("Expression").input_value() == "q = x * y"
    assert card(page, "q").get_attribute("aria-label") == (
        "q = x · y, value [[1, 0], [0, 0]], gradient [[1, 1], [1, 1]]"
    )


def test_a_recorded_graph_has_no_field_and_shows_what_went_wrong(show: Show) -> None:
    page = show(wrong_engine())

    assert not page.get_by_label("Expression").is_visible()
    press(page, "To the end")
    assert page.locator(".findings").inner_text() == (
        "Backward 2: v₂ (Add) gave x 1, expected 2: x is its parent twice, and each time counts."
    )
    assert "1 of its steps differs from the rules" in readout(page)


def test_a_backward_pass_that_stops_says_where_and_what_to_do(show: Show) -> None:
    constant, add, multiply, _ = engine().objects
    del multiply.backpropagate, constant.backpropagate
    x = constant(2.0)
    page = show(GraphStepper(add(multiply(x, x), x), names={"x": x}))

    press(page, "To the end")

    assert readout(page) == (
        "Here the backward pass stops: Multiply.backpropagate() is not written yet. "
        "Mend it, then make the graph and this figure anew."
    )
    assert "failed" in str(card(page, "v₁").get_attribute("class"))


def test_the_challenge_of_a_recorded_graph_is_to_find_the_sum(show: Show) -> None:
    page = show(wrong_engine())
    press(page, "To the end")
    before = page.locator(".challenge").inner_text()

    card(page, "x").click()
    settle(page)

    assert before.startswith("Try it.")
    assert page.locator(".challenge").inner_text() == (
        "Solved. x is used 3 times, so that many contributions add."
    )


def test_with_reduced_motion_nothing_moves(show: Show) -> None:
    page = show(GraphStepper(), reduced_motion="reduce")

    press(page, "To the end")

    assert not page.get_by_role("button", name="Play").is_visible()
    root = "document.querySelector('main > div').shadowRoot"
    assert page.evaluate(f"{root}.getAnimations().length") == 0


def test_contributions_travel_along_their_edges(show: Show) -> None:
    page = show(GraphStepper(position=LAST - 1))

    slider(page).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "() => document.querySelector('main > div').shadowRoot.getAnimations()"
        ".filter((one) => one.effect.target.matches?.('.chip')).length === 2"
    )


def test_the_step_is_spoken_with_its_numbers(show: Show) -> None:
    page = show(GraphStepper())

    press(page, "To the end")

    expect(page.locator(".readout [aria-live=polite]")).to_contain_text(
        "[[1, 1], [1, 1]] + [[1, 1], [1, 1]] = [[2, 2], [2, 2]]"
    )


@pytest.mark.parametrize("make", [GraphStepper, wrong_engine], ids=["typed", "recorded"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_at_any_step_and_nothing_sticks_out(
    show: Show, make: Callable[[], GraphStepper], width: int
) -> None:
    page = show(make(), width=width)
    for name in ["One step on", "To the end"]:
        press(page, name)
        for theme in ["light", "dark"]:
            set_theme(page, theme)

            assert violations(page, rules_in(theme)) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [360, 800])
def test_the_height_stays_while_stepping(show: Show, width: int) -> None:
    page = show(
        GraphStepper.of("h = x @ y; z = sum(h * h)", x=[[1, 2], [3, 4]], y=[[5], [6]]), width=width
    )
    heights = set()

    for position in range(10):
        page.evaluate(f"model.set('position', {position})")
        settle(page)
        heights.add(page.evaluate("document.querySelector('main > div').offsetHeight"))

    assert len(heights) == 1


@pytest.mark.parametrize(("width", "room"), [(360, "narrow"), (800, "wide")])
@pytest.mark.parametrize(
    "make",
    [
        GraphStepper,
        lambda: GraphStepper.of("p = x * (x + y)", x=3, y=4),
        lambda: GraphStepper.of("z = x", x=1),
        wrong_engine,
    ],
    ids=["default", "numbers", "one node", "recorded"],
)
def test_a_page_keeps_about_the_room_that_the_figure_takes(
    show: Show, make: Callable[[], GraphStepper], width: int, room: str
) -> None:
    widget = make()
    reserved = widget._height
    widget._height = {"narrow": 0, "wide": 0}
    page = show(widget, width=width)
    settle(page)

    height = page.evaluate("document.querySelector('main > div').offsetHeight")

    assert height == pytest.approx(reserved[room], rel=0.12)


def test_a_long_graph_scrolls_inside_the_figure_and_says_so(show: Show) -> None:
    chain = "h0 = x * y; " + "; ".join(f"h{i} = relu(h{i - 1} + x)" for i in range(1, 9))
    page = show(GraphStepper.of(chain, x=1, y=2))

    assert page.locator(".more").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 800
    press(page, "To the end")
    press(page, "To the start")
    press(page, "One step on")
    scroll, box = page.locator(".scroll").bounding_box(), card(page, "h0").bounding_box()
    assert scroll is not None
    assert box is not None
    assert scroll["x"] <= box["x"] <= scroll["x"] + scroll["width"] - box["width"]


@pytest.mark.parametrize("width", [360, 800])
def test_each_control_has_room_for_a_finger(show: Show, width: int) -> None:
    page = show(GraphStepper(), width=width)
    controls = "document.querySelector('main > div').shadowRoot.querySelectorAll('button, input')"

    sizes = page.evaluate(
        f"[...{controls}].filter((e) => !e.hidden).map((e) => [e.offsetWidth, e.offsetHeight])"
    )

    assert min(min(size) for size in sizes) >= 24


def test_on_paper_the_last_step_stands_and_the_controls_are_gone(show: Show) -> None:
    page = show(GraphStepper(), theme="dark")

    page.emulate_media(media="print")
    settle(page)

    assert not page.get_by_role("button", name="One step on").is_visible()
    assert not page.get_by_label("Expression").is_visible()
    assert arithmetic(page) == "gradient of x = 1 1 1 1 + 1 1 1 1 = 2 2 2 2"
    paper = page.locator(".card").evaluate("(card) => getComputedStyle(card).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    assert page.evaluate("state.position") == 0


def test_a_narrow_page_has_the_graph_from_top_to_bottom(show: Show) -> None:
    for width, axis in [(360, "y"), (800, "x")]:
        page = show(GraphStepper(), width=width)
        settle(page)
        boxes = [card(page, name).bounding_box() for name in ["x", "v₁", "z"]]
        places = [box[axis] for box in boxes if box]
        assert places == sorted(places)
        assert places[2] - places[0] > 150


def test_it_is_drawn_again_where_the_page_changes_its_width(show: Show) -> None:
    page = show(GraphStepper(), width=800)
    page.set_viewport_size({"width": 400, "height": 900})
    page.wait_for_function(
        "() => { const cards = document.querySelector('main > div').shadowRoot"
        ".querySelectorAll('.node'); const [a, , , d] = [...cards]"
        ".map((card) => card.getBoundingClientRect()); return d.top > a.bottom; }"
    )

    assert page.evaluate("document.documentElement.scrollWidth") == 400


def test_keys_written_in_the_field_do_not_reach_the_page(show: Show) -> None:
    page = show(GraphStepper())
    page.evaluate("window.heard = []; addEventListener('keydown', (e) => heard.push(e.key))")

    page.get_by_label("Expression").press("b")

    assert page.evaluate("heard") == []  # JupyterLab would make a cell of it
