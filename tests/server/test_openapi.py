"""Whatever the OpenAPI allows, and whatever it does not, is answered as it says; never a 5xx."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.server.conftest import Clock
from tests.server.support import API, LOCAL, SECURE, Phone, TestClient, fast_passwords

from retrowalk.server import Registration, Settings, create_app
from retrowalk.server.core import Core
from retrowalk.server.factory import opened
from retrowalk.server.reading import Reading, Told

METHODS = ("get", "head", "post", "put", "patch", "delete")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = 10


def _schema() -> dict[str, Any]:
    return create_app(Settings()).openapi()


OPERATIONS = [
    (method.upper(), path)
    for path, item in _schema()["paths"].items()
    for method in item
    if method in METHODS
]


class Quick(Reading):
    """Reads nothing; the real one has its own tests."""

    def read(self, *_: Any, **__: Any) -> Told:
        return Told(problem={"what": "not read", "where": "x", "remedy": "none"})


class Server:
    """An application with its schema, and a browser that is always logged in."""

    def __init__(self, core: Core, stack: ExitStack) -> None:
        self.core = core
        self.app = create_app(core.settings, core=core)
        self.schema = schemathesis.openapi.from_dict(self.app.openapi())
        self.schema.app = self.app
        base = SECURE if core.settings.accounts else LOCAL
        self.base = base
        self.phone = Phone(stack.enter_context(TestClient(self.app, base_url=base)))
        if core.settings.accounts:
            assert self.phone.register("Anna").status_code == 201

    def ready(self) -> dict[str, str]:
        """Return headers with which a change is allowed."""
        if self.core.settings.accounts and self.phone.ask("GET", "/me").status_code != 200:
            assert self.phone.log_in("Anna").status_code == 200
        return {"X-Retrowalk-CSRF": self.phone.csrf}


@pytest.fixture(scope="module", params=["local", "accounts"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    chosen = Settings(
        data=tmp_path_factory.mktemp("api"),
        jobs=False,
        accounts=request.param == "accounts",
        registration=Registration.OPEN,
        limit_login_address="10000/second",
        limit_login_account="10000/second",
        limit_registration="10000/second",
        limit_requests="10000/second",
    )
    with ExitStack() as stack:
        core = stack.enter_context(opened(chosen, clock=Clock(), passwords=fast_passwords()))
        yield Server(replace(core, reading=Quick(chosen)), stack)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=str)
def test_any_request_is_answered_as_documented(
    server: Server, method: str, path: str, mode: GenerationMode
) -> None:
    operation = server.schema[path][method]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        headers = server.ready()
        cookies = dict(server.phone.client.cookies)
        response = case.call(base_url=server.base, headers=headers, cookies=cookies)
        case.validate_response(response, checks=CHECKS)

    try:
        cast(Any, check)()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, "nothing can be wrong with it"


def test_every_operation_says_all_it_can_answer() -> None:
    for path, item in _schema()["paths"].items():
        for method, operation in item.items():
            assert operation.get("description") or operation.get("summary"), path
            answers = operation["responses"]
            assert "403" in answers, (method, path)
            assert any(status.startswith("2") for status in answers)
            for status, answer in answers.items():
                assert answer["description"]
                if status >= "4":
                    assert list(answer["content"]) == ["application/problem+json"], (method, path)


def test_the_schema_is_served_as_it_is_made(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(data=tmp_path, jobs=False)), base_url=LOCAL) as client:
        assert client.get(f"{API}/openapi.json").json() == _schema()
