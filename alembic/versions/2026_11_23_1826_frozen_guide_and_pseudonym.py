"""frozen guide and pseudonym."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "1a22b7d68077"
down_revision = "3c1f7d20ab94"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "responses", sa.Column("pseudonym", sqlmodel.sql.sqltypes.AutoString(), nullable=True)
    )
    op.create_foreign_key(
        op.f("fk_sessions_district_id_guide_version_id_guide_versions"),
        "sessions",
        "guide_versions",
        ["district_id", "guide_version_id"],
        ["district_id", "id"],
    )


def downgrade() -> None:
    op.drop_constraint(
        op.f("fk_sessions_district_id_guide_version_id_guide_versions"),
        "sessions",
        type_="foreignkey",
    )
    op.drop_column("responses", "pseudonym")
