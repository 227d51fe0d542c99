"""The parts of the training that need no corpus."""

from training.verdict import Example, fold_of, threshold


def test_pages_of_a_site_are_in_one_fold() -> None:
    assert fold_of("rayons.example", "") == fold_of("rayons.example", "")
    assert len({fold_of(f"site{n}.example", "") for n in range(100)}) == 10


def test_the_threshold_lets_few_articles_pass() -> None:
    examples = [
        Example(corpus="c", host=str(n), numbers={"url_depth": 1}, is_list=n < 10, is_typed=True)
        for n in range(210)
    ]
    limit = threshold(examples, [float(n) for n in range(210)])
    assert sum(n > limit for n in range(10, 210)) == 2
