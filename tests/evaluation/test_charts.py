import re
from xml.etree import ElementTree

from pytest import approx, mark

from wayfellow.evaluation.charts import bars, columns, flow, steps
from wayfellow.evaluation.small_numbers import HIDDEN, Hidden
from wayfellow.evaluation.statistics import Step

REFERRALS = [("Psychiatry", 13), ("Nursing", HIDDEN), ("PADI", 10), ("PSI", Hidden(below=5)), ("Other", 0)]
CURVE = [Step(7, 0.2, 0.1, 0.4, 6), Step(21, 0.6, 0.4, 0.8, 18), Step(40, 1.0, None, None, 30)]
EVERY_CHART = mark.parametrize(
    "chart",
    [
        bars("Who proposed it", "Psychiatry proposed it most.", REFERRALS),
        columns("Meetings per person", "Most met between five and nine times.", REFERRALS),
        columns("With the limit", "Most met between five and nine times.", REFERRALS, line_before=2),
        flow("The way", "Most came far.", REFERRALS),
        steps("The wait", "Half had met within 21 days.", CURVE, until=60),
    ],
    ids=["bars", "columns", "limit", "flow", "steps"],
)


def read(chart):
    return ElementTree.fromstring(re.sub(r' xmlns="[^"]+"', "", str(chart)))


def of(chart, kind):
    return read(chart).findall(f".//*[@class='{kind}']")


def words(chart, kind):
    return [text.text for text in of(chart, kind)]


@EVERY_CHART
def test_a_screen_reader_is_told_one_image_with_its_title_and_description(chart):
    svg = read(chart)

    named_by = [svg.find(f".//*[@id='{name}']") for name in svg.get("aria-labelledby").split()]
    assert svg.get("role") == "img"
    assert [element.tag for element in named_by] == ["title", "desc"]
    assert all(element.text for element in named_by)


@EVERY_CHART
def test_nothing_in_a_chart_needs_more_than_the_strict_policy_allows(chart):
    for element in read(chart).iter():
        assert element.tag not in {"style", "script", "image", "use", "foreignObject", "a"}
        assert not [name for name in element.attrib if name == "style" or name[:2] == "on" or "href" in name]
        assert all(url.startswith("#") for url in re.findall(r"url\((.)", " ".join(element.attrib.values())))


@EVERY_CHART
def test_a_chart_is_legible_on_a_phone_and_nothing_falls_off_its_edge(chart):
    svg = read(chart)
    _, _, width, height = map(float, svg.get("viewBox").split())

    assert width == 360
    for text in svg.iter("text"):
        assert float(text.get("font-size")) >= 12
        assert 0 <= float(text.get("x")) <= width and 10 <= float(text.get("y")) <= height - 3
    for block in svg.iter("rect"):
        x, y, wide, high = (float(block.get(name)) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + wide <= width and 0 <= y <= y + high <= height


@EVERY_CHART
def test_every_colour_can_be_replaced_by_the_page(chart):
    for element in read(chart).iter():
        drawn = element.get("fill") or element.get("stroke")
        assert not drawn or element.get("class") or element.get("stroke") == "currentColor"


def test_two_charts_on_a_page_do_not_share_a_name_and_one_chart_is_always_the_same():
    one, other = (bars("Gender", "As they said it.", [("Women", n)]) for n in (16, 14))

    assert read(one).get("aria-labelledby") != read(other).get("aria-labelledby")
    assert one == bars("Gender", "As they said it.", [("Women", 16)])


@mark.parametrize("draw", [bars, columns])
def test_whatever_people_wrote_stays_text(draw):
    chart = draw("<b>&", '"<i>', [("<script>x</script>", 3)])

    svg = read(chart)
    assert svg.find("title").text == "<b>&"
    assert "<script" not in chart
    assert not list(svg.iter("script"))


def test_bars_are_as_long_as_their_numbers_and_say_them():
    chart = bars("t", "d", REFERRALS)

    lengths = [float(bar.get("width")) for bar in of(chart, "bar")]
    assert lengths == approx([260, 200, 0])
    assert words(chart, "label") == [label for label, _ in REFERRALS]
    assert words(chart, "value") == ["13", "hidden", "10", "fewer than 5", "0"]


def test_columns_are_as_tall_as_their_numbers_and_stand_on_one_floor_in_order():
    chart = columns("t", "d", [("20+", 2), ("12–19", 6), ("<5", 3)])

    tops = [float(column.get("y")) for column in of(chart, "bar")]
    heights = [float(column.get("height")) for column in of(chart, "bar")]
    assert heights == approx([50, 150, 75])
    assert {top + height for top, height in zip(tops, heights, strict=True)} == {tops[0] + 50}
    assert words(chart, "label") == ["20+", "12–19", "<5"]
    middles = [float(label.get("x")) for label in of(chart, "label")]
    assert middles == sorted(middles)


def test_a_flow_is_as_wide_as_its_numbers_and_says_them_below_one_another():
    chart = flow("t", "d", REFERRALS)

    assert [float(box.get("width")) for box in of(chart, "bar")] == approx([360, 277, 0], abs=1)
    assert words(chart, "value")[:2] == ["Psychiatry: 13", "Nursing: hidden"]
    tops = [float(text.get("y")) for text in of(chart, "value")]
    assert tops == sorted(tops) and len(of(chart, "axis")) == len(REFERRALS) - 1


def test_the_line_of_a_limit_stands_between_two_columns():
    (floor, line) = of(columns("t", "d", REFERRALS, line_before=2), "axis")

    assert line.get("d").startswith("M144.0 ")


def test_many_columns_still_find_room():
    assert len(of(columns("t", "d", [(str(week), week) for week in range(60)]), "bar")) == 60


@mark.parametrize("draw, side", [(bars, "width"), (columns, "height")])
def test_the_size_of_what_is_hidden_says_nothing(draw, side):
    sizes = set()
    for others in (5, 80):
        chart = draw("t", "d", [("shown", others), ("one", Hidden(below=5)), ("two", HIDDEN)])
        sizes |= {float(block.get(side)) for block in of(chart, "veiled")}
        assert {block.get("fill")[:5] for block in of(chart, "veiled")} == {"url(#"}
    assert len(sizes) == 1
    assert 0 < sizes.pop() < float(of(chart, "bar")[0].get(side))


def test_numbers_can_be_said_in_another_way():
    assert words(bars("t", "d", [("x", 0.25)], say="{:.0%}".format), "value") == ["25%"]


@mark.parametrize("draw", [bars, columns])
@mark.parametrize("rows", [[], [("none", 0)], [("all hidden", HIDDEN)]])
def test_a_chart_of_nothing_is_still_a_chart(draw, rows):
    assert len(of(draw("t", "d", rows), "bar")) == sum(value == 0 for _, value in rows)


def test_a_long_label_takes_as_many_lines_as_it_needs():
    chart = bars("t", "d", [("The association of relatives and friends of the whole neighbourhood", 3)])

    assert len(words(chart, "label")) == 2
    assert all(len(line) < 50 for line in words(chart, "label"))


def test_no_bar_or_line_of_words_lies_on_another():
    chart = bars("t", "d", [("The relatives and friends of the whole neighbourhood together", 3)] * 2)

    labels = [float(label.get("y")) for label in of(chart, "label")]
    first, second = (float(bar.get("y")) for bar in of(chart, "bar"))
    assert labels[0] + 14 <= labels[1] <= first
    assert first + 18 + 14 <= labels[2]
    assert labels[3] <= second


def test_the_stairs_rise_to_each_share_and_go_on_to_the_last_day_known():
    (stairs,) = of(steps("t", "d", CURVE, until=60), "line")

    assert stairs.get("d") == "M52 172H87.0V140.0H157.0V76.0H252.0V12.0H352"
    assert words(steps("t", "d", CURVE, until=60), "label") == ["0%", "50%", "100%", "0", "60 days"]


def test_the_band_goes_as_far_as_the_interval_is_known():
    (band,) = of(steps("t", "d", CURVE, until=60), "bar")

    assert band.get("d") == "M87.0 156.0H87.0V108.0H157.0V44.0H252.0V108.0H157.0V156.0H87.0Z"
    (band,) = of(steps("t", "d", CURVE[:1], until=60), "bar")
    assert band.get("d") == "M87.0 156.0H87.0V108.0H352.0V156.0H87.0Z"


def test_nobody_having_met_yet_is_a_flat_line():
    chart = steps("t", "d", [], until=0)

    assert of(chart, "line")[0].get("d") == "M52 172H352"
    assert of(chart, "bar")[0].get("d") == ""
    assert words(chart, "label")[-1] == "1 day"
