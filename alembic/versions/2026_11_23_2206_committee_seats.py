"""Actions: who sits on a committee, and the round that follows up."""

import sqlalchemy as sa
from alembic import op

from tellmore.core.rls import enable_rls

revision = "39cf229520e9"
down_revision = "9c41e07fd2b8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "committee_seats",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("action_item_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id", "action_item_id"],
            ["action_items.district_id", "action_items.id"],
            name=op.f("fk_committee_seats_district_id_action_item_id_action_items"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "member_id"],
            ["members.district_id", "members.id"],
            name=op.f("fk_committee_seats_district_id_member_id_members"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "user_id"],
            ["users.district_id", "users.id"],
            name=op.f("fk_committee_seats_district_id_user_id_users"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_committee_seats_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_seats")),
        sa.UniqueConstraint(
            "action_item_id", "member_id", name=op.f("uq_committee_seats_action_item_id_member_id")
        ),
        sa.UniqueConstraint(
            "action_item_id", "user_id", name=op.f("uq_committee_seats_action_item_id_user_id")
        ),
    )
    op.create_index(
        op.f("ix_committee_seats_action_item_id"),
        "committee_seats",
        ["action_item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_committee_seats_district_id"), "committee_seats", ["district_id"], unique=False
    )
    op.create_index(
        op.f("ix_committee_seats_member_id"), "committee_seats", ["member_id"], unique=False
    )
    op.create_index(
        op.f("ix_committee_seats_user_id"), "committee_seats", ["user_id"], unique=False
    )
    enable_rls("committee_seats")
    seen = "SELECT 1 FROM action_items WHERE action_items.id = committee_seats.action_item_id"
    op.execute(
        "CREATE POLICY action_items ON committee_seats AS RESTRICTIVE FOR SELECT "
        f"USING (EXISTS ({seen}))"
    )
    op.add_column("action_items", sa.Column("follow_up_cohort_id", sa.Uuid(), nullable=True))
    op.create_index(
        op.f("ix_action_items_follow_up_cohort_id"),
        "action_items",
        ["follow_up_cohort_id"],
        unique=False,
    )
    op.create_foreign_key(
        op.f("fk_action_items_district_id_follow_up_cohort_id_cohorts"),
        "action_items",
        "cohorts",
        ["district_id", "follow_up_cohort_id"],
        ["district_id", "id"],
    )


def downgrade() -> None:
    op.drop_constraint(
        op.f("fk_action_items_district_id_follow_up_cohort_id_cohorts"),
        "action_items",
        type_="foreignkey",
    )
    op.drop_index(op.f("ix_action_items_follow_up_cohort_id"), table_name="action_items")
    op.drop_column("action_items", "follow_up_cohort_id")
    op.drop_table("committee_seats")
