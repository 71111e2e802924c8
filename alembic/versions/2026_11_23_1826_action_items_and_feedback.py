"""action items and feedback."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from tellmore.core.rls import enable_rls

revision = "ec4dad35a393"
down_revision = "1a22b7d68077"
branch_labels = None
depends_on = None


PARENTS = {
    "action_items": ("cohorts", "cohort_id"),
    "action_updates": ("action_items", "action_item_id"),
    "feedback_pages": ("cohorts", "cohort_id"),
    "feedback_entries": ("feedback_pages", "page_id"),
    "feedback_links": ("feedback_pages", "page_id"),
    "feedback_pulses": ("feedback_pages", "page_id"),
}
"""A row is seen with what it belongs to; a cohort is seen in its schools."""


def upgrade() -> None:
    op.create_table(
        "feedback_pages",
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("intro", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column(
            "language",
            sa.Enum(
                "en",
                "es",
                name="feedback_language",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "cohort_id"],
            ["cohorts.district_id", "cohorts.id"],
            name=op.f("fk_feedback_pages_district_id_cohort_id_cohorts"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id"],
            ["schools.district_id", "schools.id"],
            name=op.f("fk_feedback_pages_district_id_school_id_schools"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_feedback_pages_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_pages")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_feedback_pages_district_id_id")),
    )
    op.create_index(
        op.f("ix_feedback_pages_cohort_id"), "feedback_pages", ["cohort_id"], unique=False
    )
    op.create_index(
        op.f("ix_feedback_pages_district_id"), "feedback_pages", ["district_id"], unique=False
    )
    op.create_index(
        op.f("ix_feedback_pages_updated_at"), "feedback_pages", ["updated_at"], unique=False
    )
    op.create_table(
        "action_items",
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "project",
                "activity",
                "committee",
                "other",
                name="action_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("description", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "planned",
                "in_progress",
                "done",
                "dropped",
                name="action_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("dropped_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("overdue_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("measure", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("baseline", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("target", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "cohort_id"],
            ["cohorts.district_id", "cohorts.id"],
            name=op.f("fk_action_items_district_id_cohort_id_cohorts"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "owner_id"],
            ["users.district_id", "users.id"],
            name=op.f("fk_action_items_district_id_owner_id_users"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "theme_id"],
            ["themes.district_id", "themes.id"],
            name=op.f("fk_action_items_district_id_theme_id_themes"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_action_items_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_items")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_action_items_district_id_id")),
    )
    op.create_index(op.f("ix_action_items_cohort_id"), "action_items", ["cohort_id"], unique=False)
    op.create_index(
        op.f("ix_action_items_district_id"), "action_items", ["district_id"], unique=False
    )
    op.create_index(op.f("ix_action_items_owner_id"), "action_items", ["owner_id"], unique=False)
    op.create_index(op.f("ix_action_items_theme_id"), "action_items", ["theme_id"], unique=False)
    op.create_index(
        op.f("ix_action_items_updated_at"), "action_items", ["updated_at"], unique=False
    )
    op.create_table(
        "action_updates",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("action_item_id", sa.Uuid(), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "planned",
                "in_progress",
                "done",
                "dropped",
                name="action_update_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("written_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "action_item_id"],
            ["action_items.district_id", "action_items.id"],
            name=op.f("fk_action_updates_district_id_action_item_id_action_items"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_action_updates_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_updates")),
    )
    op.create_index(
        op.f("ix_action_updates_action_item_id"), "action_updates", ["action_item_id"], unique=False
    )
    op.create_index(
        op.f("ix_action_updates_district_id"), "action_updates", ["district_id"], unique=False
    )
    op.create_index(
        op.f("ix_action_updates_updated_at"), "action_updates", ["updated_at"], unique=False
    )
    op.create_table(
        "feedback_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("page_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("you_said", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "heard",
                "we_did",
                "we_cannot",
                name="feedback_answer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("action_item_id", sa.Uuid(), nullable=True),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "action_item_id"],
            ["action_items.district_id", "action_items.id"],
            name=op.f("fk_feedback_entries_district_id_action_item_id_action_items"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "page_id"],
            ["feedback_pages.district_id", "feedback_pages.id"],
            name=op.f("fk_feedback_entries_district_id_page_id_feedback_pages"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "theme_id"],
            ["themes.district_id", "themes.id"],
            name=op.f("fk_feedback_entries_district_id_theme_id_themes"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"],
            ["districts.id"],
            name=op.f("fk_feedback_entries_district_id_districts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_entries")),
        sa.UniqueConstraint(
            "page_id", "theme_id", name=op.f("uq_feedback_entries_page_id_theme_id")
        ),
    )
    op.create_index(
        op.f("ix_feedback_entries_district_id"), "feedback_entries", ["district_id"], unique=False
    )
    op.create_index(
        op.f("ix_feedback_entries_page_id"), "feedback_entries", ["page_id"], unique=False
    )
    op.create_table(
        "feedback_links",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("page_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "member_id"],
            ["members.district_id", "members.id"],
            name=op.f("fk_feedback_links_district_id_member_id_members"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "page_id"],
            ["feedback_pages.district_id", "feedback_pages.id"],
            name=op.f("fk_feedback_links_district_id_page_id_feedback_pages"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_feedback_links_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_links")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_feedback_links_district_id_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feedback_links_token_hash")),
    )
    op.create_index(
        op.f("ix_feedback_links_district_id"), "feedback_links", ["district_id"], unique=False
    )
    op.create_index(
        op.f("ix_feedback_links_member_id"), "feedback_links", ["member_id"], unique=False
    )
    op.create_index(op.f("ix_feedback_links_page_id"), "feedback_links", ["page_id"], unique=False)
    op.create_index(
        op.f("ix_feedback_links_updated_at"), "feedback_links", ["updated_at"], unique=False
    )
    op.create_table(
        "feedback_pulses",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("page_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column(
            "heard",
            sa.Enum(
                "yes",
                "partly",
                "no",
                name="pulse_heard",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "member_id"],
            ["members.district_id", "members.id"],
            name=op.f("fk_feedback_pulses_district_id_member_id_members"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "page_id"],
            ["feedback_pages.district_id", "feedback_pages.id"],
            name=op.f("fk_feedback_pulses_district_id_page_id_feedback_pages"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_feedback_pulses_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_pulses")),
        sa.UniqueConstraint(
            "page_id", "member_id", name=op.f("uq_feedback_pulses_page_id_member_id")
        ),
    )
    op.create_index(
        op.f("ix_feedback_pulses_district_id"), "feedback_pulses", ["district_id"], unique=False
    )
    op.create_index(
        op.f("ix_feedback_pulses_page_id"), "feedback_pulses", ["page_id"], unique=False
    )
    op.create_index(
        op.f("ix_feedback_pulses_updated_at"), "feedback_pulses", ["updated_at"], unique=False
    )
    for table, (parent, key) in PARENTS.items():
        enable_rls(table)
        seen = f"SELECT 1 FROM {parent} WHERE {parent}.id = {table}.{key}"  # noqa: S608  # names of tables
        op.execute(
            f"CREATE POLICY {parent} ON {table} AS RESTRICTIVE FOR SELECT USING (EXISTS ({seen}))"
        )


def downgrade() -> None:
    op.execute(f"DROP TABLE {', '.join(reversed(PARENTS))}")
