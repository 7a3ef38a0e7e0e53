from cleaners import remembered
from cleaners.dom import parse
from cleaners.remembered import forget


def test_it_is_asked_once_until_too_much_is_remembered(monkeypatch):
    monkeypatch.setattr(remembered, "_MOST", 2)
    monkeypatch.setattr(remembered, "_remembered", [])
    asked = []

    @remembered.remembered
    def length(line):
        asked.append(line)
        return len(line)

    assert [length("一"), length("一"), length("二")] == [1, 1, 1]
    forget()
    assert [length("一"), length("三三")] == [1, 2]
    assert asked == ["一", "二", "三三"]
    parse("<p>新的一页</p>".encode())
    length("一")
    assert asked == ["一", "二", "三三", "一"]
