"""How probable a count is: beta-binomial, binomial, Poisson, negative binomial. Pure arithmetic.

Written out, for it is a dozen lines and scipy is 100 MB.
"""

from math import exp, lgamma, log, log1p

NO_DISPERSION = 1e-6
"""Below this a negative binomial is a Poisson distribution, and its terms cancel out too far."""


def at_least(successes: int, trials: int, likes: float, dislikes: float) -> float:
    """P(X ≥ ``successes``) of ``trials``, where a share is known from ``likes`` and ``dislikes``.

    Beta-binomial: both are counts before and need not be whole; above 0.
    """
    return min(
        1.0, sum(_beta_binomial(k, trials, likes, dislikes) for k in range(successes, trials + 1))
    )


def _beta_binomial(k: int, n: int, a: float, b: float) -> float:
    return exp(_choose(n, k) + _beta(k + a, n - k + b) - _beta(a, b))


def binomial_at_least(successes: int, trials: int, share: float) -> float:
    """P(X ≥ ``successes``) of ``trials`` at a known share."""
    if successes <= 0 or share >= 1:
        return 1.0
    if share <= 0:
        return 0.0
    logs = (
        _choose(trials, k) + k * log(share) + (trials - k) * log(1 - share)
        for k in range(successes, trials + 1)
    )
    return min(1.0, sum(exp(each) for each in logs))


def at_most(count: int, mean: float, dispersion: float) -> float:
    """P(X ≤ ``count``) where ``mean`` is expected with variance ``mean + dispersion * mean²``.

    Negative binomial; with a dispersion of 0, Poisson.
    """
    if mean <= 0:
        return 1.0
    if dispersion < NO_DISPERSION:
        logs = (k * log(mean) - mean - lgamma(k + 1) for k in range(count + 1))
    else:
        size = 1 / dispersion
        logs = (
            lgamma(k + size)
            - lgamma(size)
            - lgamma(k + 1)
            - (size + k) * log1p(mean * dispersion)
            + k * (log(mean) + log(dispersion))  # their product may be too small for a number
            for k in range(count + 1)
        )
    return min(1.0, sum(exp(each) for each in logs))


def _choose(n: int, k: int) -> float:
    """The logarithm of n over k."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _beta(a: float, b: float) -> float:
    """The logarithm of the beta function."""
    return lgamma(a) + lgamma(b) - lgamma(a + b)
