"""What the server does when it starts and when it stops (ASGI lifespan)."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.concurrency import run_in_threadpool

from core.access.accounts import first_admin
from core.access.sessions import INVITATION, issue_ticket
from core.base_prompts.library import load_base_prompts
from core.base_prompts.versions import keep_versions
from core.realtime.models.local.speech import local_speech
from core.retention import schedule_deletion
from core.roles import map_role
from core.text.tokens import count_tokens
from pages.composition.wiring import Services, start_services, stop_services
from pages.server.site_address import check_address, is_local, is_secure, server_url

_NOISY = (
    "alembic", "aioice", "aiortc", "faster_whisper", "procrastinate", "httpx2", "streamlit_webrtc",
)  # fmt: skip
_UNREADABLE = "Error occurred while parsing candidate %s: %s"


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Start the services, print the first admin's link, warm up; stop the services at the end."""
    keep_log()
    await run_in_threadpool(_open)
    try:
        yield
    finally:
        await run_in_threadpool(stop_services)


def keep_log() -> None:
    """Set the log levels; candidates' network addresses are not logged."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    for noisy in _NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)
    logging.getLogger("streamlit_webrtc.webrtc").addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    """False for Firefox's empty ICE candidate, which marks the end of them (RFC 8838)."""
    return not (record.msg == _UNREADABLE and record.args and not record.args[0])  # type: ignore[index]


def _open() -> None:
    services = start_services()
    try:
        _prepare(services)
    except BaseException:
        stop_services()
        raise


def _prepare(services: Services) -> None:
    check_address()
    address = server_url()
    with services.begin() as db:
        keep_versions(db, load_base_prompts().values())
        services.add_demo_data(db)
        schedule_deletion(db)
        admin = first_admin(db)
        ticket = issue_ticket(db, admin, INVITATION) if admin else None
    _warm_up(services)
    if services.settings.worker:
        services.worker.start()
    print(f"\n  Rolecall is ready: {address}")
    if warning := network_warning():
        print(f"\n{warning}")
    if ticket:
        print("\n  First start. Sign in once as the admin with this link, then set a password:")
        print(f"  {address}/auth/enter?ticket={ticket}&next=team\n", flush=True)


def network_warning() -> str:
    """A warning for whoever starts a server that other machines reach without TLS; else ""."""
    if is_local() or is_secure():
        return ""
    listens = st.get_option("server.address") or "all addresses of this machine"
    return (
        f"  Other machines can reach it (it listens on {listens}). Browsers give a page the\n"
        "  microphone over HTTPS only, and without it anybody on the way reads along: put TLS in\n"
        "  front and set ROLECALL_BASE_URL=https://…; docs/deployment.md shows how."
    )


def _warm_up(services: Services) -> None:
    """Load now what is slow at first use, and keep it out of later garbage collections.

    A full collection over all that was imported stalls audio in the process by up to 200 ms.
    """
    count_tokens("warm")
    map_role("warm", "up")
    speech = local_speech()
    speech.speak_as(services.settings.local_voice, services.settings.local_speed)
    speech.warm_up()
    gc.collect()
    gc.freeze()
