"""sessions and responses."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

from tellmore.core.rls import enable_rls

LIVE = """
CREATE FUNCTION tell_live() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('tellmore_live', json_build_object(
    'id', NEW.id, 'district_id', NEW.district_id, 'type', NEW.type,
    'resource_id', NEW.resource_id, 'version', NEW.resource_version,
    -- a notification holds 8,000 bytes
    'data', CASE WHEN octet_length(NEW.data::text) < 6000 THEN NEW.data ELSE '{}'::jsonb END
  )::text);
  RETURN NULL;
END $$;
CREATE TRIGGER tell_live AFTER INSERT ON events FOR EACH ROW
WHEN (NEW.type ~ '^(session|response|consent)[.]' AND NEW.type <> 'consent.requested')
EXECUTE FUNCTION tell_live();
"""

revision = "de5428808c87"
down_revision = "7a8295abe5d6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "individual",
                "focus_group",
                name="session_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "modality",
            sa.Enum(
                "in_person",
                "online",
                name="session_modality",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("link", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moderator_id", sa.Uuid(), nullable=False),
        sa.Column("moderator_is_outsider", sa.Boolean(), nullable=False),
        sa.Column("note_taker_id", sa.Uuid(), nullable=True),
        sa.Column("note_taker_is_outsider", sa.Boolean(), nullable=False),
        sa.Column("no_note_taker_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("guide_version_id", sa.Uuid(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "scheduled",
                "running",
                "completed",
                "cancelled",
                name="session_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("cancelled_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("attested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attested_by", sa.Uuid(), nullable=True),
        sa.Column("acknowledged_guide_version_id", sa.Uuid(), nullable=True),
        sa.Column("override_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("override_by", sa.Uuid(), nullable=True),
        sa.Column("override_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "stage",
            sa.Enum(
                "welcome",
                "introduction",
                "questions",
                "wrap_up",
                "ended",
                name="session_stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("stage_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confidentiality_explained_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("current_question", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("asked_questions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "recorder",
            sa.Enum(
                "off",
                "recording",
                "paused",
                name="session_recorder",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("recorded", sa.Boolean(), nullable=False),
        sa.Column("recall_note", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id", "cohort_id"],
            ["cohorts.district_id", "cohorts.id"],
            name=op.f("fk_sessions_district_id_cohort_id_cohorts"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "moderator_id"],
            ["users.district_id", "users.id"],
            name=op.f("fk_sessions_district_id_moderator_id_users"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "note_taker_id"],
            ["users.district_id", "users.id"],
            name=op.f("fk_sessions_district_id_note_taker_id_users"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id"],
            ["schools.district_id", "schools.id"],
            name=op.f("fk_sessions_district_id_school_id_schools"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_sessions_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_sessions_district_id_id")),
    )
    op.create_index(op.f("ix_sessions_cohort_id"), "sessions", ["cohort_id"], unique=False)
    op.create_index(op.f("ix_sessions_district_id"), "sessions", ["district_id"], unique=False)
    op.create_index(op.f("ix_sessions_moderator_id"), "sessions", ["moderator_id"], unique=False)
    op.create_index(op.f("ix_sessions_note_taker_id"), "sessions", ["note_taker_id"], unique=False)
    op.create_index(op.f("ix_sessions_starts_at"), "sessions", ["starts_at"], unique=False)
    op.create_index(op.f("ix_sessions_updated_at"), "sessions", ["updated_at"], unique=False)
    op.create_table(
        "late_thought_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("add_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("strike_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "member_id"],
            ["members.district_id", "members.id"],
            name=op.f("fk_late_thought_links_district_id_member_id_members"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "session_id"],
            ["sessions.district_id", "sessions.id"],
            name=op.f("fk_late_thought_links_district_id_session_id_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"],
            ["districts.id"],
            name=op.f("fk_late_thought_links_district_id_districts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_thought_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_late_thought_links_token_hash")),
    )
    op.create_index(
        op.f("ix_late_thought_links_district_id"),
        "late_thought_links",
        ["district_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_late_thought_links_member_id"), "late_thought_links", ["member_id"], unique=False
    )
    op.create_index(
        op.f("ix_late_thought_links_session_id"), "late_thought_links", ["session_id"], unique=False
    )
    op.create_table(
        "responses",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "utterance",
                "pass",
                "observation",
                "late_thought",
                name="response_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column(
            "wording",
            sa.Enum(
                "verbatim",
                "paraphrase",
                name="response_wording",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "cue",
            sa.Enum(
                "pause",
                "laugh",
                "tears",
                "looked_away",
                "nods",
                "other",
                name="response_cue",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("question_key", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column(
            "stage",
            sa.Enum(
                "welcome",
                "introduction",
                "questions",
                "wrap_up",
                "ended",
                name="response_stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "struck_by",
            sa.Enum(
                "student",
                "staff",
                name="response_struck_by",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "cohort_id"],
            ["cohorts.district_id", "cohorts.id"],
            name=op.f("fk_responses_district_id_cohort_id_cohorts"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "member_id"],
            ["members.district_id", "members.id"],
            name=op.f("fk_responses_district_id_member_id_members"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id"],
            ["schools.district_id", "schools.id"],
            name=op.f("fk_responses_district_id_school_id_schools"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "session_id"],
            ["sessions.district_id", "sessions.id"],
            name=op.f("fk_responses_district_id_session_id_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_responses_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responses")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_responses_district_id_id")),
        sa.UniqueConstraint(
            "session_id", "sequence", name=op.f("uq_responses_session_id_sequence")
        ),
    )
    op.create_index(
        "ix_responses_changes", "responses", ["district_id", "updated_at", "id"], unique=False
    )
    op.create_index(op.f("ix_responses_cohort_id"), "responses", ["cohort_id"], unique=False)
    op.create_index(op.f("ix_responses_district_id"), "responses", ["district_id"], unique=False)
    op.create_index(op.f("ix_responses_member_id"), "responses", ["member_id"], unique=False)
    op.create_index(op.f("ix_responses_question_key"), "responses", ["question_key"], unique=False)
    op.create_index(op.f("ix_responses_session_id"), "responses", ["session_id"], unique=False)
    op.create_index(op.f("ix_responses_updated_at"), "responses", ["updated_at"], unique=False)
    op.create_table(
        "session_participants",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("pseudonym", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column(
            "presence",
            sa.Enum(
                "expected",
                "present",
                "left",
                name="participant_presence",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("checked_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "assent",
            sa.Enum(
                "yes",
                "no",
                "pass",
                name="participant_assent",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("assent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "member_id"],
            ["members.district_id", "members.id"],
            name=op.f("fk_session_participants_district_id_member_id_members"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id"],
            ["schools.district_id", "schools.id"],
            name=op.f("fk_session_participants_district_id_school_id_schools"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "session_id"],
            ["sessions.district_id", "sessions.id"],
            name=op.f("fk_session_participants_district_id_session_id_sessions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["district_id"],
            ["districts.id"],
            name=op.f("fk_session_participants_district_id_districts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_participants")),
        sa.UniqueConstraint(
            "session_id", "member_id", name=op.f("uq_session_participants_session_id_member_id")
        ),
    )
    op.create_index(
        op.f("ix_session_participants_district_id"),
        "session_participants",
        ["district_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_session_participants_member_id"),
        "session_participants",
        ["member_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_session_participants_session_id"),
        "session_participants",
        ["session_id"],
        unique=False,
    )
    op.create_table(
        "response_revisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column(
            "wording",
            sa.Enum(
                "verbatim",
                "paraphrase",
                name="revision_wording",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "cue",
            sa.Enum(
                "pause",
                "laugh",
                "tears",
                "looked_away",
                "nods",
                "other",
                name="revision_cue",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("question_key", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("replaced_by", sa.Uuid(), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id", "response_id"],
            ["responses.district_id", "responses.id"],
            name=op.f("fk_response_revisions_district_id_response_id_responses"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id"],
            ["schools.district_id", "schools.id"],
            name=op.f("fk_response_revisions_district_id_school_id_schools"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"],
            ["districts.id"],
            name=op.f("fk_response_revisions_district_id_districts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_revisions")),
        sa.UniqueConstraint(
            "response_id", "number", name=op.f("uq_response_revisions_response_id_number")
        ),
    )
    op.create_index(
        op.f("ix_response_revisions_district_id"),
        "response_revisions",
        ["district_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_response_revisions_response_id"),
        "response_revisions",
        ["response_id"],
        unique=False,
    )
    enable_rls("sessions", through="session_participants")
    # A facilitator of one school still counts everyone in the room: no names are in this table.
    enable_rls("session_participants")
    enable_rls("responses", school="school_id")
    enable_rls("response_revisions", school="school_id")
    enable_rls("late_thought_links")
    op.execute(LIVE)


def downgrade() -> None:
    op.execute("DROP TRIGGER tell_live ON events")
    op.execute("DROP FUNCTION tell_live()")
    op.execute(
        "DROP TABLE response_revisions, session_participants, responses, late_thought_links,"
        " sessions CASCADE"
    )
