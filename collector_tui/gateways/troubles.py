"""Why a request came to nothing, said so that the user knows what to look at."""

import ssl
from collections.abc import Iterator

from requests import exceptions as asked
from urllib3 import exceptions as network


class TooLong(ValueError):
    """The answer is longer than any a provider gives."""


class Truncated(ValueError):
    """The answer broke off before its end."""


_NOT_LEFT: tuple[tuple[type[BaseException], str], ...] = (
    (network.NameResolutionError, "cannot be found: is this computer on the network?"),
    (asked.ProxyError, "cannot be reached: the proxy of this computer does not let it through"),
    (ssl.SSLCertVerificationError, "could not prove that it is the one: its certificate is not accepted"),
    (ssl.SSLError, "cannot be reached: no secure connection could be made"),
    (asked.ConnectTimeout, "cannot be reached: nothing answered at its address in time"),
    (network.NewConnectionError, "cannot be reached: nothing listens at its address"),
)
_LEFT: tuple[tuple[type[BaseException], str], ...] = (
    (TooLong, "answered with more than is ever read"),
    (asked.ReadTimeout, "did not answer in time"),
    (network.ReadTimeoutError, "did not answer in time"),
)


def why(error: BaseException, *, is_late: bool, has_left: bool) -> str:
    """What went wrong, as the end of a sentence that begins with the provider's name; nothing of the error is quoted.

    The words are this program's own: those of an exception hold addresses, numbers and now and then a password.
    """
    if is_late:
        return "did not answer in time" if has_left else "cannot be reached: nothing answered in time"
    known = list(_causes(error))
    for kind, words in _LEFT if has_left else _NOT_LEFT:
        if any(isinstance(one, kind) for one in known):
            return words
    return "broke off before its answer was whole" if has_left else "cannot be reached"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and those inside it: requests keeps them as argument, reason and context."""
    waiting, seen = [error], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        inside = [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
        waiting += [part for part in inside if isinstance(part, BaseException)]
