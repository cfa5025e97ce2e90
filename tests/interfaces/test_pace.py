from bot.interfaces.pace import Pace


def test_a_visitor_who_asks_too_often_is_told_how_long_to_wait_and_others_are_not() -> None:
    pace = Pace(3)
    assert [pace.wait("one") for _ in range(3)] == [0, 0, 0]
    assert 1 <= pace.wait("one") <= 60
    assert pace.wait("other") == 0


def test_nothing_is_counted_without_a_limit() -> None:
    pace = Pace(0)
    assert {pace.wait("one") for _ in range(200)} == {0}
