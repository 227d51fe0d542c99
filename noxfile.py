"""The whole check of a contributor, in the environment nox itself is installed in: ``nox``."""

import sys

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["check"]


@nox.session
def check(session: nox.Session) -> None:
    """Lint, format, types, import contracts, tests; arguments go to pytest."""
    python = sys.executable
    session.run(python, "-m", "ruff", "check", external=True)
    session.run(python, "-m", "ruff", "format", "--check", external=True)
    session.run(python, "-m", "mypy", external=True)
    session.run(
        python, "-c", "from importlinter.cli import lint_imports_command as run; run()",
        external=True,
    )  # fmt: skip
    # on all cores; a test file that makes something expensive once may do so on each
    spread = ("-n", "auto", "--dist", "worksteal")
    session.run(python, "-m", "pytest", *spread, *session.posargs, external=True)
