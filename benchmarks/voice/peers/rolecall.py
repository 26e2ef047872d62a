"""Rolecall's own server with routes for the benchmark: POST /bench-offer, GET /bench-link,
/bench-load and /bench-threads.

A call makes an application and an interview and is joined to the interview's bridge as
``pages.parts.candidate.audio`` lets streamlit-webrtc join it, on Streamlit's own loop.
"""

import os
import threading
import uuid
from collections.abc import Callable
from pathlib import Path

import streamlit as st
from aiortc import MediaStreamTrack, RTCPeerConnection, RTCSessionDescription
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

import pages
from core.applications.candidates.own_interview import give_consent
from core.models import JobPosting
from core.realtime.bridge import MediaLine
from core.realtime.load import LATE_SECONDS
from core.realtime.rooms import AllRoomsTaken
from pages.composition.wiring import services
from pages.parts.candidate.ordered_receiver import receive_in_order
from pages.parts.candidate.voice_track import VoiceTrack
from pages.shell.http import MIDDLEWARE, routes
from pages.shell.startup import lifespan
from tests.factories import apply

POSTING = "Senior Data Engineer"
NICE, PLAIN = "without a name, gives way", "without a name"
calls: set[RTCPeerConnection] = set()


class Taken:
    """How late the frames of the voice were taken here, of all calls."""

    def __init__(self) -> None:
        self.frames = self.late = 0
        self.worst = 0.0

    def note(self, seconds: float) -> None:
        """One was taken so many seconds after it was due."""
        self.frames += 1
        self.late += seconds >= LATE_SECONDS
        self.worst = max(self.worst, seconds)


taken = Taken()


def noting(on_late: Callable[[float], None]) -> Callable[[float], None]:
    """Counts how late frames are, and tells ``on_late`` as well."""

    def note(seconds: float) -> None:
        taken.note(seconds)
        on_late(seconds)

    return note


def invite(*, consented: bool) -> tuple[uuid.UUID, str]:
    """A new application's interview, and the token of its link."""
    with services().begin() as db:
        wanted = select(JobPosting).where(JobPosting.title == POSTING, JobPosting.is_demo)
        made = apply(db, db.scalars(wanted).one())
        if consented:
            give_consent(db, made.link_token)
        return made.interview.id, made.link_token


async def link(request: Request) -> JSONResponse:
    """An interview link for a candidate in a browser."""
    _, token = await run_in_threadpool(invite, consented=False)
    return JSONResponse({"link": token})


async def load(request: Request) -> JSONResponse:
    """What the process has to bear, as it sees it itself, and its frames since the last look."""
    global taken
    meter, since, taken = services().rooms.load, taken, Taken()
    found = {"late": meter.late, "processor": meter.processor, "full": meter.is_full(len(calls))}
    return JSONResponse({**found, "taken": vars(since)})


async def threads(request: Request) -> JSONResponse:
    """The threads of this process by the system's id: their names, if Python knows them."""
    named = {str(thread.native_id): thread.name for thread in threading.enumerate()}
    every = os.listdir("/proc/self/task")
    return JSONResponse({number: named.get(number) or _nameless(int(number)) for number in every})


def _nameless(number: int) -> str:
    try:
        return NICE if os.getpriority(os.PRIO_PROCESS, number) else PLAIN
    except ProcessLookupError:
        return PLAIN


async def offer(request: Request) -> JSONResponse:
    """Take a call."""
    # Not before there is a runtime: the component would be unknown to the pages.
    from streamlit_webrtc.relay import get_global_relay
    from streamlit_webrtc.sink import AudioSinkTrack

    receive_in_order()
    asked = await request.json()
    interview, _ = await run_in_threadpool(invite, consented=True)
    rooms = services().rooms
    bridge, relay = rooms.bridge(interview), get_global_relay()
    line, call = MediaLine(), RTCPeerConnection()
    calls.add(call)
    sink = AudioSinkTrack(callback=line.on_mic)

    @call.on("track")
    def on_track(track: MediaStreamTrack) -> None:
        track.on("ended", line.on_ended)
        sink.addTrack(relay.subscribe(track))
        sink.start()

    @call.on("connectionstatechange")
    async def on_change() -> None:
        if call.connectionState == "connected":
            bridge.attach(line)
            try:
                await run_in_threadpool(rooms.start, interview)
            except AllRoomsTaken:
                await call.close()
        elif call.connectionState in ("failed", "closed"):
            calls.discard(call)
            await call.close()
            bridge.stop()

    await call.setRemoteDescription(RTCSessionDescription(asked["sdp"], asked["type"]))
    call.addTrack(relay.subscribe(VoiceTrack(line.pull, noting(line.on_late))))
    await call.setLocalDescription(await call.createAnswer())
    answer = call.localDescription
    return JSONResponse({"sdp": answer.sdp, "type": answer.type})


app = st.App(
    Path(pages.__file__ or "").parent / "shell" / "router.py",
    lifespan=lifespan,
    routes=[
        Route("/bench-offer", offer, methods=["POST"]),
        Route("/bench-link", link),
        Route("/bench-load", load),
        Route("/bench-threads", threads),
        *routes(),
    ],
    middleware=MIDDLEWARE,
)
