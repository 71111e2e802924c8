"""Row-level security, as migrations switch it on.

FORCE, because the owner of a table is otherwise exempt from its policies.
"""

from alembic import op

DISTRICT = "district_id = nullif(current_setting('app.district_id', true), '')::uuid"
# A CASE, because the planner takes the same as an OR for nearly empty, and then reads and sorts the
# whole table for one page; and because both sides of an OR may be evaluated, cast and all.
SCHOOLS = (
    "(CASE current_setting('app.school_ids', true) WHEN '*' THEN true ELSE {column} = ANY("
    "string_to_array(nullif(current_setting('app.school_ids', true), ''), ',')::uuid[]) END)"
)
WORKER = "current_setting('app.worker', true) = 'on'"


def enable_rls(
    table: str,
    *,
    school: str | None = None,
    through: str | None = None,
    grants: str = "SELECT, INSERT, UPDATE, DELETE",
) -> None:
    """Let a row be seen and written by its own district, and by its own schools' staff.

    `school` names the column that holds the row's school. `through` is for a row that belongs to
    several: a table that refers to it by its singular name and holds `school_id`.
    """
    rule = DISTRICT if school is None else f"{DISTRICT} AND {SCHOOLS.format(column=school)}"
    seen = rule
    if through is not None:
        key = f"{through}.{table.removesuffix('s')}_id"
        schools = SCHOOLS.format(column=f"{through}.school_id")
        link = f"SELECT 1 FROM {through} WHERE {key} = {table}.id AND {schools}"  # noqa: S608  # names of tables
        seen = f"{rule} AND (current_setting('app.school_ids', true) = '*' OR EXISTS ({link}))"
    _force(table, grants)
    # Written before the rows that place it in a school, hence the wider rule for new rows.
    op.execute(f"CREATE POLICY district ON {table} USING ({seen}) WITH CHECK ({rule})")


def enable_rls_on_districts() -> None:
    """The table of tenants itself: a district sees its own row."""
    rule = DISTRICT.replace("district_id =", "id =")
    _force("districts", "SELECT, INSERT, UPDATE")
    op.execute(f"CREATE POLICY district ON districts USING ({rule}) WITH CHECK ({rule})")


def open_to_worker(table: str) -> None:
    """Let the worker claim rows of every district: events, jobs and deliveries alone."""
    op.execute(f"CREATE POLICY worker ON {table} USING ({WORKER}) WITH CHECK ({WORKER})")


def enable_rls_on_jobs() -> None:
    """The queue's own tables: a district may defer its own jobs, and the worker does them all."""
    own = "args ->> 'district_id' = nullif(current_setting('app.district_id', true), '')"
    deferred = "EXISTS (SELECT FROM procrastinate_jobs j WHERE j.id = job_id)"
    for table in ("jobs", "events", "workers", "periodic_defers"):
        _force(f"procrastinate_{table}", "SELECT, INSERT, UPDATE, DELETE")
        open_to_worker(f"procrastinate_{table}")
        if table != "workers":
            op.execute(f"GRANT USAGE ON procrastinate_{table}_id_seq TO {service_role()}")
    op.execute(f"CREATE POLICY district ON procrastinate_jobs USING ({own}) WITH CHECK ({own})")
    op.execute(f"CREATE POLICY district ON procrastinate_events FOR INSERT WITH CHECK ({deferred})")
    # A sign of life tells nothing about anybody; the health check reads it without a district.
    op.execute("CREATE POLICY health ON procrastinate_workers FOR SELECT USING (true)")


def open_to_sign_in(table: str, column: str) -> None:
    """Let a sign-in find the one row with exactly this e-mail before a district is known."""
    setting = "nullif(current_setting('app.sign_in_email', true), '')"
    op.execute(f"CREATE POLICY sign_in ON {table} FOR SELECT USING ({column} = {setting})")


def _force(table: str, grants: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"GRANT {grants} ON {table} TO {service_role()}")


def service_role() -> str:
    """The role that the service connects as, quoted for SQL."""
    role = op.get_context().opts["service_role"]
    return '"' + str(role).replace('"', '""') + '"'
