"""The compose file against what the code expects; nothing is built or started here."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from pydantic import SecretStr, ValidationError
from starlette.routing import Route

from tellmore import api
from tellmore.app import create_app
from tellmore.cli import app as cli
from tellmore.core.middleware import SAFE_HEADERS, STRICT
from tellmore.settings import Settings
from tellmore.worker import GRACE


def environment(service: dict[str, Any]) -> dict[str, str | None]:
    return service.get("environment") or {}


ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [name for name, each in SERVICES.items() if "TELLMORE_DATABASE_URL" in environment(each)]
BUILT = [name for name, each in SERVICES.items() if "build" in each]


def commands() -> dict[str, Any]:
    return typer.main.get_command(cli).commands  # type: ignore[attr-defined,no-any-return]  # a group


def known_variables() -> set[str]:
    """Every name under which Settings reads something."""
    names = set()
    for field, info in Settings.model_fields.items():
        alias = info.validation_alias
        choices = getattr(alias, "choices", [alias] if alias else [f"TELLMORE_{field}"])
        names |= {str(choice).upper() for choice in choices}
    return names


def test_the_five_services_are_there() -> None:
    assert set(SERVICES) == {"postgres", "migrate", "backend", "worker", "frontend"}
    assert OURS == ["migrate", "backend", "worker"]


@pytest.mark.parametrize("name", OURS)
def test_a_command_is_one_that_the_program_knows(name: str) -> None:
    command = SERVICES[name]["command"]
    known = commands()
    assert command[0] in known
    options = {option for each in known[command[0]].params for option in each.opts}
    assert {word for word in command[1:] if word.startswith("--")} <= options


def test_the_api_learns_whose_request_it_is() -> None:
    """Else all sign-ins come from one address, and are bounded together."""
    nginx = (ROOT / "frontend" / "nginx.conf").read_text()
    assert "real_ip_header X-Forwarded-For;" in nginx
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in nginx
    assert environment(SERVICES["backend"])["FORWARDED_ALLOW_IPS"] == "*"


def test_the_health_commands_are_known() -> None:
    words = SERVICES["worker"]["healthcheck"]["test"]
    assert words[:4] == ["CMD", "python", "-m", "tellmore.cli"]
    assert words[4] in commands()


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_a_setting_and_every_required_setting_is_given(name: str) -> None:
    given = {key for key in environment(SERVICES[name]) if key.startswith("TELLMORE_")}
    assert given <= known_variables()
    required = {
        f"TELLMORE_{field}".upper()
        for field, info in Settings.model_fields.items()
        if info.is_required()
    }
    assert required <= given


def test_only_the_migration_is_given_the_owners_address() -> None:
    with_owner = [
        name for name in OURS if "TELLMORE_OWNER_DATABASE_URL" in SERVICES[name]["environment"]
    ]
    assert with_owner == ["migrate"]


def test_no_secret_has_a_value_or_a_default() -> None:
    for service in SERVICES.values():
        for key, value in environment(service).items():
            if re.search(r"PASSWORD|SECRET|KEY|DATABASE_URL", key) and value is not None:
                assert re.search(r"\$\{\w+:\?[^}]+\}", value), key
                assert ":-" not in value


@pytest.mark.parametrize("weak", ["changeme" * 5, "short", "a-default-secret-of-some-length-here"])
def test_the_settings_accept_no_default_secret(weak: str, settings: Settings) -> None:
    with pytest.raises(ValidationError, match="TELLMORE_SECRET_KEY"):
        Settings(
            DATABASE_URL=settings.database_url,
            secret_key=SecretStr(weak),
            jwt_private_key=settings.jwt_private_key,
        )


def test_production_is_what_runs() -> None:
    assert all(environment(SERVICES[name])["TELLMORE_ENVIRONMENT"] == "production" for name in OURS)


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_every_lasting_service_has_a_health_check(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


def test_each_waits_for_what_it_needs() -> None:
    waits = {
        name: {needed: how["condition"] for needed, how in each.get("depends_on", {}).items()}
        for name, each in SERVICES.items()
    }
    migrated = {"migrate": "service_completed_successfully"}
    assert waits == {
        "postgres": {},
        "migrate": {"postgres": "service_healthy"},
        "backend": migrated,
        "worker": migrated,
        "frontend": {"backend": "service_healthy"},
    }


def test_ports_agree_from_the_server_to_the_street() -> None:
    port = Settings.model_fields["port"].default
    assert f"EXPOSE {port}" in (ROOT / "backend" / "Dockerfile").read_text()
    assert f":{port}/healthz" in " ".join(SERVICES["backend"]["healthcheck"]["test"])
    nginx = (ROOT / "frontend" / "nginx.conf").read_text()
    assert f"proxy_pass http://backend:{port};" in nginx
    listening = re.search(r"listen (\d+);", nginx)
    assert listening
    assert [each.rsplit(":", 1)[1] for each in SERVICES["frontend"]["ports"]] == [listening[1]]
    assert f"EXPOSE {listening[1]}\n" in (ROOT / "frontend" / "Dockerfile").read_text()
    assert f":{listening[1]}/healthz" in SERVICES["frontend"]["healthcheck"]["test"][-1]
    assert "ports" not in SERVICES["postgres"]
    assert "ports" not in SERVICES["backend"]


def test_no_image_of_ours_runs_as_root() -> None:
    backend = (ROOT / "backend" / "Dockerfile").read_text()
    assert re.search(r"^USER (?!root|0\b)\S+$", backend, re.MULTILINE)
    frontend = (ROOT / "frontend" / "Dockerfile").read_text()
    *_, base = re.findall(r"^FROM (\S+)", frontend, re.MULTILINE)
    assert "unprivileged" in base  # it has a USER of its own
    assert "USER" not in frontend


def test_a_worker_that_is_stopped_has_the_time_that_it_gives_its_jobs() -> None:
    patience = re.fullmatch(r"(\d+)s", SERVICES["worker"]["stop_grace_period"])
    assert patience
    assert int(patience[1]) > GRACE.total_seconds()


def test_the_page_for_operators_names_every_secret() -> None:
    page = (ROOT / "docs" / "server.md").read_text()
    wanted = set(re.findall(r"\$\{(\w+):\?", (ROOT / "docker-compose.yml").read_text()))
    assert wanted
    assert [name for name in sorted(wanted) if f"`{name}`" not in page] == []
    commands_named = set(re.findall(r"run --rm (?:backend|migrate) ([a-z-]+)", page))
    assert commands_named
    assert commands_named <= set(commands())


@pytest.mark.parametrize("name", BUILT)
def test_what_an_image_copies_exists(name: str) -> None:
    build = SERVICES[name]["build"]
    context = ROOT / build["context"]
    dockerfile = (context / build.get("dockerfile", "Dockerfile")).read_text()
    ignored = (context / ".dockerignore").read_text()
    for source in re.findall(r"^COPY (?!--from)(\S+)", dockerfile, re.MULTILINE):
        assert (context / source).exists()
        assert not ignored.startswith("*\n") or f"!{source}" in ignored


def test_nginx_passes_on_every_route_of_the_api(settings: Settings) -> None:
    nginx = (ROOT / "frontend" / "nginx.conf").read_text()
    passed_on = re.search(r"location ~ (\S+) \{", nginx)
    assert passed_on
    pages = {route.path for page in api.PAGES for route in page.routes if isinstance(route, Route)}
    paths = pages | set(create_app(settings).openapi()["paths"])
    assert [path for path in paths if not re.match(passed_on[1], path)] == []


def test_the_service_worker_leaves_to_the_server_what_nginx_passes_on() -> None:
    nginx = (ROOT / "frontend" / "nginx.conf").read_text()
    worker = (ROOT / "frontend" / "app" / "worker" / "sw.ts").read_text()
    passed_on = re.search(r"location ~ \^/\(([^)]+)\)\(/\|\$\) \{", nginx)
    assert passed_on
    assert f"^\\/({passed_on[1]})(\\/|$)" in worker


def test_nginx_sets_the_same_safe_headers_and_takes_the_same_uploads() -> None:
    nginx = (ROOT / "frontend" / "nginx.conf").read_text()
    set_there = {
        name.lower(): value.strip('"')
        for name, value in re.findall(
            r'^    add_header (\S+) ("[^"]+"|\S+) always;', nginx, re.MULTILINE
        )
    }
    ours = SAFE_HEADERS | STRICT
    assert set_there == {name.decode(): value.decode() for name, value in ours.items()}
    limit = re.search(r"client_max_body_size (\d+)m;", nginx)
    assert limit
    assert int(limit[1]) * 1_000_000 >= Settings.model_fields["max_upload_bytes"].default


def test_nginx_writes_no_address_of_a_link_into_a_log() -> None:
    nginx = (ROOT / "frontend" / "nginx.conf").read_text()
    assert re.search(r"^    access_log off;", nginx, re.MULTILINE)
    assert re.search(r"^    error_log /dev/stderr crit;", nginx, re.MULTILINE)
