"""`tellmore`: serve, work, migrate, and the commands of each room."""

import asyncio
import json
import secrets
from typing import Annotated

import typer

from tellmore.rosters import commands as rosters
from tellmore.sampling import commands as sampling
from tellmore.sampling import group_commands
from tellmore.settings import get_settings

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Empathy interviews, end to end."
)

app.add_typer(rosters.app, name="roster")
app.add_typer(sampling.app)
app.command("groups")(group_commands.split)


@app.command()
def serve(host: str = "127.0.0.1", port: int | None = None) -> None:
    """Serve the API and the built page."""
    import uvicorn  # noqa: PLC0415  # the other commands start faster without it

    uvicorn.run(
        "tellmore.app:create_app",
        factory=True,
        host=host,
        port=port or get_settings().port,
        log_level="warning",
        server_header=False,
        proxy_headers=True,
        timeout_graceful_shutdown=3,  # a live screen would otherwise hold up the end
    )


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
    from tellmore import worker as workers  # noqa: PLC0415  # only this command works

    asyncio.run(workers.run(get_settings()))


@app.command("worker-alive")
def worker_alive() -> None:
    """Exit with 0 when a worker gave a sign of life lately: for a health check."""
    from tellmore import worker as workers  # noqa: PLC0415  # only this command asks it

    raise typer.Exit(0 if asyncio.run(workers.is_alive(get_settings())) else 1)


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
    """Print the OpenAPI document."""
    from tellmore.app import create_app  # noqa: PLC0415  # builds the whole application

    typer.echo(json.dumps(create_app().openapi(), indent=2, sort_keys=True))


@app.command()
def demo(
    password: Annotated[
        str, typer.Option(envvar="TELLMORE_DEMO_PASSWORD", help="Made and printed if not given")
    ] = "",
) -> None:
    """Load a made-up district and print its sign-ins. Loaded before, it stays as it is."""
    from tellmore.rosters.demo.loading import load_demo  # noqa: PLC0415  # needs the database

    password = password or secrets.token_urlsafe(12)
    made = asyncio.run(load_demo(get_settings(), password))
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

    asyncio.run(found_district(get_settings(), district, email, name, password))
    typer.echo(f"{district} is founded; {email} can sign in.")


def _migrate() -> None:
    from tellmore.core import migrations  # noqa: PLC0415  # `run` starts faster without it

    settings = get_settings()
    if settings.owner_database_url is None:
        typer.echo("Set TELLMORE_OWNER_DATABASE_URL: the role that owns the tables.", err=True)
        raise typer.Exit(2)
    role = _role_of(settings.database_url.get_secret_value())
    migrations.upgrade(settings.owner_database_url.get_secret_value(), role)


def _role_of(url: str) -> str:
    from sqlalchemy import make_url  # noqa: PLC0415  # one command needs it

    return make_url(url).username or "tellmore_app"


if __name__ == "__main__":
    app()
