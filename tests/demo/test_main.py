import pytest

from tradecrawler.demo import __main__ as demo


def test_it_serves_until_interrupted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", interrupt)
    demo.serve(edition=1, port=0)
    printed = capsys.readouterr().out
    assert "chromium --proxy-server=http://127.0.0.1:" in printed
    assert "http://www.quai-logistique.example/" in printed
    assert printed.endswith("Closed.\n")
