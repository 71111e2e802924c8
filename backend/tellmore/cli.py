"""`tellmore`: serve, work, migrate, and the commands of each room."""

import asyncio
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, NoReturn

import typer
from pydantic import SecretStr, ValidationError

from tellmore.core import loading
from tellmore.rosters import commands as rosters
from tellmore.sampling import commands as sampling
from tellmore.sampling.clock import age_of_process
from tellmore.sampling.groups import commands as groups
from tellmore.settings import Environment, Settings, SettingsError, get_settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Empathy interviews, end to end.",
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,  # what a service dies of is read in a log
)

app.add_typer(rosters.app, name="roster")
app.add_typer(sampling.app)
app.command("groups")(groups.split)


def main() -> None:
    """What `tellmore` runs. Commands with a time limit count from the start of the process."""
    app(obj=age_of_process())


@app.command()
def serve(host: str = "127.0.0.1", port: int | None = None) -> None:
    """Serve the API and the built page."""
    with loading.for_good():
        import uvicorn  # noqa: PLC0415  # the other commands start faster without it

    with _settings() as settings:
        uvicorn.run(
            _application,
            factory=True,
            host=host,
            port=port or settings.port,
            log_level="warning",
            server_header=False,
            proxy_headers=True,
            timeout_graceful_shutdown=3,  # a live screen would otherwise hold up the end
        )


def _application() -> object:
    with loading.for_good():
        from tellmore.app import create_app  # noqa: PLC0415  # as above

        return create_app()


@app.command()
def run(
    host: Annotated[str, typer.Option(envvar="TELLMORE_HOST")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", min=1, max=65535)] = 8000,
) -> None:
    """Start everything on this machine: PostgreSQL, the schema, a demo district, API and page."""
    from tellmore.core.keys import new_private_key  # noqa: PLC0415  # only a first start needs it
    from tellmore.launcher import LauncherError, supervisor  # noqa: PLC0415  # as above
    from tellmore.launcher.home import default_home  # noqa: PLC0415  # as above

    try:
        supervisor.run(supervisor.Options(default_home(), host, port, new_private_key))
    except LauncherError as error:
        typer.echo(f"\n{error}", err=True)
        raise typer.Exit(1) from error


@app.command()
def worker() -> None:
    """Do the work in the background: jobs, webhooks. Any number may run, on any machines."""
    with loading.for_good():
        from tellmore import worker as workers  # noqa: PLC0415  # only this command works

        workers.import_jobs()

    with _settings() as settings:
        asyncio.run(workers.run(settings))


@app.command("worker-alive")
def worker_alive() -> None:
    """Exit with 0 when a worker gave a sign of life lately: for a health check."""
    from tellmore import worker as workers  # noqa: PLC0415  # only this command asks it

    with _settings() as settings:
        alive = asyncio.run(workers.is_alive(settings))
    raise typer.Exit(0 if alive else 1)


@app.command()
def migrate() -> None:
    """Bring the database to this version, as the role that owns the tables.

    The service itself connects with TELLMORE_DATABASE_URL, as a role that owns nothing;
    TELLMORE_OWNER_DATABASE_URL is for this command alone.
    """
    _migrate()


@app.command()
def prepare(
    password: Annotated[str, typer.Option(envvar="TELLMORE_DEMO_PASSWORD")] = "",
) -> None:
    """Migrate, then load the demo district: what `run` does, in one process for speed."""
    _migrate()
    demo(password)


@app.command()
def openapi() -> None:
    """Print the OpenAPI document, which needs neither a database nor a secret."""
    from tellmore.app import create_app  # noqa: PLC0415  # builds the whole application
    from tellmore.core.keys import new_private_key  # noqa: PLC0415  # as above

    made_up = Settings(
        environment=Environment.DEVELOPMENT,
        DATABASE_URL=SecretStr("postgresql://nobody@127.0.0.1/none"),
        secret_key=SecretStr(secrets.token_urlsafe(32)),
        jwt_private_key=SecretStr(new_private_key()),
    )
    typer.echo(json.dumps(create_app(made_up).openapi(), indent=2, sort_keys=True))


@app.command()
def demo(
    password: Annotated[
        str, typer.Option(envvar="TELLMORE_DEMO_PASSWORD", help="Made and printed if not given")
    ] = "",
) -> None:
    """Load a made-up district and print its sign-ins. Loaded before, it stays as it is."""
    from tellmore.rosters.demo.loading import load_demo  # noqa: PLC0415  # needs the database

    password = password or secrets.token_urlsafe(12)
    with _settings() as settings:
        made = asyncio.run(load_demo(settings, password))
    for one in made.sign_ins:
        typer.echo(f"{one.role.value.replace('_', ' '):15} {one.email}")
    typer.echo(f"{'password':15} {password}")


@app.command("create-admin")
def create_admin(
    district: Annotated[str, typer.Option(help="The name of the new district")],
    email: Annotated[str, typer.Option()],
    name: Annotated[str, typer.Option()],
    password: Annotated[
        str, typer.Option(prompt=True, hide_input=True, envvar="TELLMORE_ADMIN_PASSWORD")
    ],
) -> None:
    """Found a district with its first administrator."""
    from tellmore.districts.founding import found_district  # noqa: PLC0415  # needs the database

    with _settings() as settings:
        asyncio.run(found_district(settings, district, email, name, password))
    typer.echo(f"{district} is founded; {email} can sign in.")


def _migrate() -> None:
    from tellmore.core import migrations  # noqa: PLC0415  # `run` starts faster without it

    with _settings() as settings:
        if settings.owner_database_url is None:
            raise SettingsError("TELLMORE_OWNER_DATABASE_URL: the role that owns the tables.")
        role = _role_of(settings.database_url.get_secret_value())
        migrations.upgrade(settings.owner_database_url.get_secret_value(), role)


@contextmanager
def _settings() -> Iterator[Settings]:
    """Yield the settings; what a person can put right ends in a sentence and no traceback."""
    from sqlalchemy.exc import ArgumentError, OperationalError  # noqa: PLC0415  # as below

    from tellmore.core.db import UnsafeRoleError  # noqa: PLC0415  # most commands need no database
    from tellmore.core.errors import Problem  # noqa: PLC0415  # as above

    try:
        yield get_settings()
    except SettingsError as error:
        _refuse(f"These settings need to be put right:\n{error}", error)
    except OperationalError as error:
        _refuse(f"The database can't be used: {error.orig}", error)
    except ArgumentError as error:
        _refuse(
            "The database's address isn't of the form postgresql://user:password@host/name.", error
        )
    except ValidationError as error:
        _refuse("\n".join(f"{each['loc'][0]}: {each['msg']}" for each in error.errors()), error)
    except (UnsafeRoleError, Problem) as error:
        _refuse(f"{error}", error)


def _refuse(sentence: str, error: Exception) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(1) from error


def _role_of(url: str) -> str:
    from sqlalchemy import make_url  # noqa: PLC0415  # one command needs it

    return make_url(url).username or "tellmore_app"


if __name__ == "__main__":
    main()
