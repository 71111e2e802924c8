"""A page of what students said is its school's; a guide's version is seen with its guide."""

from alembic import op

from tellmore.core.rls import SCHOOLS

revision = "c6d1f0a94b37"
down_revision = "0f2191c6db6e"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET lock_timeout = '5s'")
    own = SCHOOLS.format(column="school_id")
    op.execute(f"CREATE POLICY school ON feedback_pages AS RESTRICTIVE FOR SELECT USING ({own})")
    seen = "SELECT 1 FROM guides WHERE guides.id = guide_versions.guide_id"
    op.execute(
        f"CREATE POLICY guide ON guide_versions AS RESTRICTIVE FOR SELECT USING (EXISTS ({seen}))"
    )


def downgrade() -> None:
    op.execute("DROP POLICY guide ON guide_versions")
    op.execute("DROP POLICY school ON feedback_pages")
