"""The providers' own descriptions of their APIs, and a stand-in for the network that holds every word against them."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import responses
from gateways.memory import Asked, Memory
from openapi_core import OpenAPI
from openapi_core.contrib.requests import RequestsOpenAPIRequest, RequestsOpenAPIResponse
from requests import PreparedRequest, Request, Response

SPECS = Path(__file__).parents[3] / "shared" / "specs"


def official(name: str) -> OpenAPI:
    """A description; the test is skipped where it is not on this machine."""
    path = SPECS / name
    if not path.is_file():
        pytest.skip(f"{path} is not here: the official description cannot be asked")
    return OpenAPI.from_dict(json.loads(path.read_text("utf-8")))


class Judge:
    """Answers requests as the tests' provider does, once the description has found both to be right."""

    def __init__(self, description: OpenAPI, speaks: Callable[[Memory, Asked], bytes], base: str) -> None:
        self.memory, self.judged, self.unjudged = Memory(), list[str](), list[str]()
        self.faults: list[str] = []
        self._description, self._speaks, self._base = description, speaks, base

    def hear(self, request: PreparedRequest, *, is_told: bool = True) -> tuple[int, dict[str, str], bytes]:
        """One exchange; faults are noted, since a gateway lets none out. What the description leaves out is not judged."""
        name = f"{request.method} {urlsplit(str(request.url)).path.removeprefix(urlsplit(self._base).path)}"
        status, headers, body = split(self._speaks(self.memory, _asked(request, self._base)))
        (self.judged if is_told else self.unjudged).append(f"{name} {status}")
        if is_told:
            try:
                self.judge(request, answered(status, headers, body) if status < 300 else None)
            except Exception as fault:
                self.faults.append(f"{name}: {fault!r} {fault.__cause__!r}")
        return status, headers, body

    def judge(self, request: PreparedRequest, response: Response | None = None) -> None:
        """Hold a request, and the answer to it, against the description; raises what it finds wrong."""
        asked = RequestsOpenAPIRequest(request)
        self._description.validate_request(asked)
        if response is not None:
            self._description.validate_response(asked, RequestsOpenAPIResponse(response))


def split(raw: bytes) -> tuple[int, dict[str, str], bytes]:
    """An answer as it goes over the wire, in its parts."""
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return int(first.split()[1]), {name: headers[name] for name in headers if name != "Connection"}, body


def listen(judge: Judge, base: str, told: Callable[[str, str], bool]) -> responses.RequestsMock:
    """Catches every request to a provider and hears it; `told` says whether the description knows method and path."""
    mock = responses.RequestsMock(assert_all_requests_are_fired=False)

    def hear(request: PreparedRequest) -> tuple[int, dict[str, str], bytes]:
        path = urlsplit(str(request.url)).path.removeprefix(urlsplit(base).path)
        return judge.hear(request, is_told=told(str(request.method), path))

    for method in ("GET", "POST", "DELETE"):
        mock.add_callback(method, re.compile(re.escape(base)), callback=hear)
    return mock


def prepared(method: str, url: str, **parts: Any) -> PreparedRequest:
    """A request by hand, for planting a fault in."""
    return Request(method, url, **parts).prepare()


def _asked(request: PreparedRequest, base: str) -> Asked:
    url = urlsplit(str(request.url))
    path = url.path.removeprefix(urlsplit(base).path)
    headers = {str(name).lower(): str(value) for name, value in request.headers.items()}
    body = request.body if isinstance(request.body, bytes) else (request.body or "").encode()
    return Asked(str(request.method), path, dict(parse_qsl(url.query)), headers, body)


def answered(status: int, headers: dict[str, str], body: bytes) -> Response:
    response = Response()
    response.status_code, response._content = status, body
    response.headers.update(headers)
    return response
