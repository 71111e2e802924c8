"""Groups in several rounds of meetings. Those that there are become the first round."""

import sqlalchemy as sa
from alembic import op

revision = "877e9929d106"
down_revision = "c695c7e3b126"
branch_labels = None
depends_on = None


def upgrade() -> None:
    round_ = sa.Column("round", sa.Integer(), nullable=False, server_default="1")
    op.add_column("group_plans", round_)
    op.alter_column("group_plans", "round", server_default=None)
    op.create_check_constraint(op.f("ck_group_plans_round"), "group_plans", "round BETWEEN 1 AND 5")
    op.create_unique_constraint(
        op.f("uq_group_plans_cohort_id_round"), "group_plans", ["cohort_id", "round"]
    )
    op.drop_constraint(op.f("uq_group_plans_cohort_id"), "group_plans", type_="unique")


def downgrade() -> None:
    # The owner of a table sees no row of it either while row security is forced.
    op.execute("ALTER TABLE group_plans NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM group_plans WHERE round > 1")
    op.execute("ALTER TABLE group_plans FORCE ROW LEVEL SECURITY")
    op.create_unique_constraint(op.f("uq_group_plans_cohort_id"), "group_plans", ["cohort_id"])
    op.drop_constraint(op.f("uq_group_plans_cohort_id_round"), "group_plans", type_="unique")
    op.drop_column("group_plans", "round")
