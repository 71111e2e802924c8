"""The table of contents of the product: every room's routes, in the order of the work."""

from fastapi import APIRouter

from tellmore.actions import endpoints as actions
from tellmore.actions import feedback_endpoints as feedback
from tellmore.actions import pages as heard
from tellmore.cohorts import by_school_endpoints as class_time
from tellmore.cohorts import draw_endpoints as draws
from tellmore.cohorts import endpoints as cohorts
from tellmore.cohorts import group_endpoints as groups
from tellmore.consent import endpoints as consent
from tellmore.consent import link_pages as consent_links
from tellmore.core.http import API
from tellmore.districts import endpoints as districts
from tellmore.guides import endpoints as guides
from tellmore.identity import endpoints as identity
from tellmore.insights import endpoints as insights
from tellmore.responses import endpoints as responses
from tellmore.responses import late_pages
from tellmore.rosters import endpoints as rosters
from tellmore.sessions import endpoints as sessions
from tellmore.sessions import live_endpoints as live
from tellmore.sessions import running_endpoints as running
from tellmore.webhooks import endpoints as webhooks

ROUTERS: tuple[APIRouter, ...] = (
    responses.lists,  # routes are tried in turn, and systems pull this one all day
    identity.auth,
    identity.oauth,
    identity.account,
    identity.users,
    identity.api_clients,
    districts.district,
    districts.schools,
    districts.policies,
    rosters.imports,
    rosters.students,
    rosters.staff,
    rosters.classes,
    rosters.pool,
    cohorts.router,
    draws.router,
    groups.router,
    class_time.router,
    guides.question_bank,
    guides.router,
    guides.versions,
    consent.consent_forms,
    consent.consent_requests,
    consent.consent_records,
    consent.consent_resolutions,
    consent.cohort_consent,
    sessions.router,
    running.router,
    live.router,
    responses.in_sessions,
    responses.router,
    responses.of_members,
    insights.codes_router,
    insights.codings_router,
    insights.themes_router,
    insights.published_router,
    insights.funnels_router,
    actions.action_items,
    actions.committee_seats,
    feedback.feedback_pages,
    feedback.feedback_links,
    webhooks.events,
    webhooks.router,
    webhooks.deliveries,
)

PAGES: tuple[APIRouter, ...] = (consent_links.pages, late_pages.pages, heard.router)
"""What people open by link: server-rendered, outside /v1."""


def build() -> APIRouter:
    v1 = APIRouter(prefix=API)
    for router in ROUTERS:
        v1.include_router(router)
    return v1
