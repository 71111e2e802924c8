"""What a route depends on reads the request and no more: it must not cost a thread each time."""

import inspect

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from tellmore import api


def test_no_dependency_needs_a_thread() -> None:
    routers = [*api.ROUTERS, *api.PAGES]
    routes = [route for made in routers for route in made.routes if isinstance(route, APIRoute)]
    assert routes
    threaded = {call for route in routes for call in _calls(route.dependant) if not _awaited(call)}
    assert threaded == set()


def _calls(dependant: Dependant) -> set[object]:
    found = {each.call for each in dependant.dependencies}
    return found.union(*(_calls(each) for each in dependant.dependencies))


def _awaited(call: object) -> bool:
    return inspect.iscoroutinefunction(call) or inspect.iscoroutinefunction(
        getattr(call, "__call__", None)  # noqa: B004  # its kind is asked for, not whether it is there
    )
