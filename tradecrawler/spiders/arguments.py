"""Reading the arguments that ``scrapy crawl NAME -a ARGUMENT=VALUE`` hands to a spider."""


class InvalidArgument(SystemExit):
    """An argument of the command line makes no sense; the message says what to give instead.

    Ends the process with that message and a failure's exit code. Scrapy would print any other
    exception as a traceback of its own insides, with the message as its last line.
    """


def positive(name: str, value: str | int | None) -> int | None:
    """Read a whole number above zero; None where the argument is not given."""
    if value is None:
        return None
    if not str(value).isdecimal() or int(value) == 0:
        raise InvalidArgument(f"-a {name}={value}: a whole number above zero is needed")
    return int(value)


def one_of(name: str, value: str, choices: tuple[str, ...]) -> str:
    """Read one of some words."""
    if value not in choices:
        raise InvalidArgument(f"-a {name}={value}: one of {', '.join(choices)} is needed")
    return value
