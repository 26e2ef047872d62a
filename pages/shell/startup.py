"""What the server does before the first visitor and after the last."""

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
from core.retention import keep_deleting
from core.roles import map_role
from core.text.tokens import count_tokens
from pages.composition.wiring import Services, go_into_service, go_out_of_service
from pages.server.site_address import check_address, is_local, is_secure, server_url

_NOISY = (
    "alembic", "aioice", "aiortc", "faster_whisper", "procrastinate", "httpx2", "streamlit_webrtc",
)  # fmt: skip
_UNREADABLE = "Error occurred while parsing candidate %s: %s"


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Open the database, greet the first admin, warm up; let go at the end."""
    keep_log()
    await run_in_threadpool(_open)
    try:
        yield
    finally:
        await run_in_threadpool(go_out_of_service)


def keep_log() -> None:
    """What the log is to say; nothing of candidates' browsers, whose addresses are theirs."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    for noisy in _NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)
    logging.getLogger("streamlit_webrtc.webrtc").addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    """Firefox says by an empty candidate that it has named them all (RFC 8838): no fault."""
    return not (record.msg == _UNREADABLE and record.args and not record.args[0])  # type: ignore[index]


def _open() -> None:
    house = go_into_service()
    try:
        _prepare(house)
    except BaseException:
        go_out_of_service()
        raise


def _prepare(house: Services) -> None:
    check_address()
    address = server_url()
    with house.begin() as db:
        keep_versions(db, load_base_prompts().values())
        house.add_demo_data(db)
        keep_deleting(db)
        admin = first_admin(db)
        ticket = issue_ticket(db, admin, INVITATION) if admin else None
    _warm_up()
    if house.settings.worker:
        house.worker.start()
    print(f"\n  Rolecall is ready: {address}")
    if reach := who_reaches_it():
        print(f"\n{reach}")
    if ticket:
        print("\n  First start. Sign in once as the admin with this link, then set a password:")
        print(f"  {address}/auth/enter?ticket={ticket}&next=team\n", flush=True)


def who_reaches_it() -> str:
    """What whoever starts the server should know where other machines reach it; "" if none do."""
    if is_local() or is_secure():
        return ""
    listens = st.get_option("server.address") or "all addresses of this machine"
    return (
        f"  Other machines can reach it (it listens on {listens}). Browsers give a page the\n"
        "  microphone over HTTPS only, and without it anybody on the way reads along: put TLS in\n"
        "  front and set ROLECALL_BASE_URL=https://…; docs/deployment.md shows how."
    )


def _warm_up() -> None:
    """Pay for first uses now, then keep what was loaded out of every later collection.

    Over all that was imported a full one stalls audio in the same process by up to 200 ms.
    """
    count_tokens("warm")
    map_role("warm", "up")
    local_speech().warm_up()
    gc.collect()
    gc.freeze()
