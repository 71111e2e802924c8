"""Consent: forms, requests, links, records, resolutions."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

from tellmore.core.rls import enable_rls

revision = "430641c058a9"
down_revision = "de5428808c87"
branch_labels = None
depends_on = None


# What was signed stays as it was signed, whoever writes.
KEEP_WORDS = """
CREATE FUNCTION keep_consent_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'draft' AND ROW(NEW.cohort_id, NEW.number, NEW.purposes, NEW.texts,
      NEW.sensitive_areas, NEW.federally_required) IS DISTINCT FROM ROW(OLD.cohort_id, OLD.number,
      OLD.purposes, OLD.texts, OLD.sensitive_areas, OLD.federally_required) THEN
    RAISE EXCEPTION 'a published consent form never changes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_consent_words BEFORE UPDATE ON consent_forms
  FOR EACH ROW EXECUTE FUNCTION keep_consent_words();
"""


def upgrade() -> None:
    op.create_table(
        "consent_forms",
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "retired",
                name="consent_form_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("purposes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("texts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sensitive_areas", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("federally_required", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "cohort_id"],
            ["cohorts.district_id", "cohorts.id"],
            name=op.f("fk_consent_forms_district_id_cohort_id_cohorts"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_consent_forms_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_forms")),
        sa.UniqueConstraint("cohort_id", "number", name=op.f("uq_consent_forms_cohort_id_number")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_consent_forms_district_id_id")),
    )
    op.create_index(
        op.f("ix_consent_forms_cohort_id"), "consent_forms", ["cohort_id"], unique=False
    )
    op.create_index(
        op.f("ix_consent_forms_district_id"), "consent_forms", ["district_id"], unique=False
    )
    op.create_index(
        op.f("ix_consent_forms_updated_at"), "consent_forms", ["updated_at"], unique=False
    )
    op.create_table(
        "consent_requests",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column(
            "party",
            sa.Enum(
                "guardian",
                "student",
                name="consent_request_party",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("guardian_id", sa.Uuid(), nullable=True),
        sa.Column(
            "language",
            sa.Enum(
                "en",
                "es",
                name="consent_request_language",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "delivery",
            sa.Enum(
                "queued",
                "sent",
                "handed_over",
                "no_address",
                "no_mail",
                "failed",
                name="consent_delivery",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "cohort_id"],
            ["cohorts.district_id", "cohorts.id"],
            name=op.f("fk_consent_requests_district_id_cohort_id_cohorts"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "form_id"],
            ["consent_forms.district_id", "consent_forms.id"],
            name=op.f("fk_consent_requests_district_id_form_id_consent_forms"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "guardian_id"],
            ["guardians.district_id", "guardians.id"],
            name=op.f("fk_consent_requests_district_id_guardian_id_guardians"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "member_id"],
            ["members.district_id", "members.id"],
            name=op.f("fk_consent_requests_district_id_member_id_members"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id"],
            ["schools.district_id", "schools.id"],
            name=op.f("fk_consent_requests_district_id_school_id_schools"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"],
            ["districts.id"],
            name=op.f("fk_consent_requests_district_id_districts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_requests")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_consent_requests_district_id_id")),
    )
    op.create_index(
        op.f("ix_consent_requests_cohort_id"), "consent_requests", ["cohort_id"], unique=False
    )
    op.create_index(
        op.f("ix_consent_requests_district_id"), "consent_requests", ["district_id"], unique=False
    )
    op.create_index(
        op.f("ix_consent_requests_form_id"), "consent_requests", ["form_id"], unique=False
    )
    op.create_index(
        op.f("ix_consent_requests_member_id"), "consent_requests", ["member_id"], unique=False
    )
    op.create_index(
        op.f("ix_consent_requests_updated_at"), "consent_requests", ["updated_at"], unique=False
    )
    op.create_index(
        "uq_consent_requests_open",
        "consent_requests",
        ["form_id", "member_id", "party", "guardian_id"],
        unique=True,
        postgresql_where=sa.text("answered_at IS NULL AND revoked_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "consent_resolutions",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "participate",
                "audio",
                "quote",
                "follow_up",
                name="resolution_purpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "granted",
                "refused",
                name="resolution_outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("resolved_by", sa.Uuid(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id", "member_id"],
            ["members.district_id", "members.id"],
            name=op.f("fk_consent_resolutions_district_id_member_id_members"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id"],
            ["schools.district_id", "schools.id"],
            name=op.f("fk_consent_resolutions_district_id_school_id_schools"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"],
            ["districts.id"],
            name=op.f("fk_consent_resolutions_district_id_districts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_resolutions")),
        sa.UniqueConstraint(
            "district_id", "id", name=op.f("uq_consent_resolutions_district_id_id")
        ),
    )
    op.create_index(
        op.f("ix_consent_resolutions_district_id"),
        "consent_resolutions",
        ["district_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_consent_resolutions_member_id"), "consent_resolutions", ["member_id"], unique=False
    )
    op.create_index(
        op.f("ix_consent_resolutions_updated_at"),
        "consent_resolutions",
        ["updated_at"],
        unique=False,
    )
    op.create_table(
        "consent_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id", "request_id"],
            ["consent_requests.district_id", "consent_requests.id"],
            name=op.f("fk_consent_links_district_id_request_id_consent_requests"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_consent_links_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_links")),
        sa.UniqueConstraint(
            "district_id", "token_hash", name=op.f("uq_consent_links_district_id_token_hash")
        ),
    )
    op.create_index(
        op.f("ix_consent_links_district_id"), "consent_links", ["district_id"], unique=False
    )
    op.create_index(
        op.f("ix_consent_links_request_id"), "consent_links", ["request_id"], unique=False
    )
    op.create_table(
        "consent_records",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("signing_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "participate",
                "audio",
                "quote",
                "follow_up",
                name="consent_purpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "party",
            sa.Enum(
                "guardian",
                "student",
                name="consent_party",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("guardian_id", sa.Uuid(), nullable=True),
        sa.Column("signed_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "granted",
                "declined",
                "withdrawn",
                name="consent_decision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "method",
            sa.Enum(
                "link",
                "paper",
                "verbal",
                "in_person",
                name="consent_method",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "language",
            sa.Enum(
                "en",
                "es",
                name="consent_language",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text_sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "cohort_id"],
            ["cohorts.district_id", "cohorts.id"],
            name=op.f("fk_consent_records_district_id_cohort_id_cohorts"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "form_id"],
            ["consent_forms.district_id", "consent_forms.id"],
            name=op.f("fk_consent_records_district_id_form_id_consent_forms"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "guardian_id"],
            ["guardians.district_id", "guardians.id"],
            name=op.f("fk_consent_records_district_id_guardian_id_guardians"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "member_id"],
            ["members.district_id", "members.id"],
            name=op.f("fk_consent_records_district_id_member_id_members"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "request_id"],
            ["consent_requests.district_id", "consent_requests.id"],
            name=op.f("fk_consent_records_district_id_request_id_consent_requests"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id"],
            ["schools.district_id", "schools.id"],
            name=op.f("fk_consent_records_district_id_school_id_schools"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_consent_records_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_records")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_consent_records_district_id_id")),
    )
    op.create_index(
        op.f("ix_consent_records_cohort_id"), "consent_records", ["cohort_id"], unique=False
    )
    op.create_index(
        op.f("ix_consent_records_district_id"), "consent_records", ["district_id"], unique=False
    )
    op.create_index(
        op.f("ix_consent_records_member_id"), "consent_records", ["member_id"], unique=False
    )
    op.create_index(
        op.f("ix_consent_records_signing_id"), "consent_records", ["signing_id"], unique=False
    )
    op.create_index(
        op.f("ix_consent_records_updated_at"), "consent_records", ["updated_at"], unique=False
    )
    enable_rls("consent_forms")
    enable_rls("consent_requests", school="school_id")
    enable_rls("consent_links", grants="SELECT, INSERT")
    enable_rls("consent_records", school="school_id", grants="SELECT, INSERT")
    enable_rls("consent_resolutions", school="school_id", grants="SELECT, INSERT")
    op.execute(KEEP_WORDS)


def downgrade() -> None:
    op.execute(
        "DROP TABLE consent_records, consent_links, consent_resolutions, consent_requests,"
        " consent_forms CASCADE"
    )
    op.execute("DROP FUNCTION keep_consent_words()")
