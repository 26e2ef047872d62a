"""The browser's audio connection; the only module that uses streamlit-webrtc.

Of its tracks and aiortc's two are our own: ``ordered_receiver.py`` and ``voice_track.py``.
"""

import asyncio
import logging
import uuid
from functools import partial
from typing import Any

import streamlit as st
from streamlit_webrtc import (
    AudioSinkTrack,
    Translations,
    WebRtcMode,
    WebRtcStreamerContext,
    WebRtcWorker,
    create_audio_sink_track,
    webrtc_streamer,
)

from core.realtime.bridge import MediaLine
from pages.composition.wiring import services
from pages.parts.candidate.browser_components import connection
from pages.parts.candidate.ice_restart import restarted
from pages.parts.candidate.ordered_receiver import receive_in_order
from pages.parts.candidate.voice_track import VoiceTrack
from pages.widgets.tab_state import tab_state

log = logging.getLogger(__name__)

_MICROPHONE = {"echoCancellation": True, "noiseSuppression": True, "autoGainControl": True}
# The component shows an empty video. Its frame keeps one pixel: browsers may block the sound of a
# frame that is not rendered.
_HIDDEN = """<style>
.st-key-connection {position: absolute; width: 1px; height: 1px; overflow: hidden; opacity: 0}
</style>"""
_START, _STOP = "Start", "Stop"
_RESTART_SECONDS = 5.0


def _tracks(line: MediaLine) -> tuple[AudioSinkTrack, VoiceTrack]:
    """Where the microphone's sound goes, and where the voice comes from: a pair a connection."""
    of, voice = tab_state().get("voice", (None, VoiceTrack()))

    def on_ended() -> None:
        """The connection is over; without the first line streamlit-webrtc's relay would pull on."""
        voice.stop()
        line.on_ended()

    sink = create_audio_sink_track(line.on_mic, key="microphone", on_ended=on_ended)
    if of is not sink:
        voice = VoiceTrack()
        tab_state()["voice"] = (sink, voice)
    voice.pull, voice.on_late = line.pull, line.on_late
    return sink, voice


def connect_audio(
    line: MediaLine, interview_id: uuid.UUID, *, wanted: bool, device: str = ""
) -> tuple[bool, str]:
    """Connect ``line`` to the browser's microphone and speaker.

    Call it at every run once it was called: leaving it out ends the connection. So does another
    ``device`` (the browser's id of a microphone; "" for any) and another interview, as each has its
    own frame.
    Returns whether audio flows, and the name of the browser's error, "" for none.
    """
    receive_in_order()
    sink, voice = _tracks(line)
    microphone = {**_MICROPHONE, "deviceId": {"ideal": device}} if device else _MICROPHONE
    with st.container(key="connection"):
        st.html(_HIDDEN)
        context = webrtc_streamer(
            key=f"interview-audio-{interview_id}-{device}",
            mode=WebRtcMode.SENDRECV,
            sink_audio_track=sink,
            source_audio_track=voice,
            rtc_configuration={"iceServers": services().settings.ice_servers},
            media_stream_constraints={"audio": microphone, "video": False},
            audio_html_attrs={"autoPlay": True, "controls": False},
            media_toggle_controls=False,
            translations=Translations(start=_START, stop=_STOP),
        )
    # It counts the runs that the browser was told to be over, and ends the connection where it
    # believes to have been left out of one. On a busy server two runs may be told of at once.
    context._last_rendered_run_count = None
    playing = bool(context.state.playing)
    shown = {
        "wanted": wanted,
        "playing": playing,
        "start": _START,
        "stop": _STOP,
        "microphone": microphone,
        "answer": tab_state().get("ice_answer"),
    }
    return playing, connection(shown, partial(_restart_ice, context))


def _restart_ice(context: WebRtcStreamerContext[Any, Any], offer: object) -> None:
    """Answer the browser's offer to restart ICE; the browser repeats one that stays unanswered."""
    worker = context._get_worker()
    match offer:
        case {"number": int(number), "sdp": str(sdp)} if isinstance(worker, WebRtcWorker):
            asked = asyncio.run_coroutine_threadsafe(restarted(worker.pc, sdp), worker._loop)
            try:
                answer = asked.result(_RESTART_SECONDS)
            except Exception:  # whatever aiortc raises at an offer that it cannot read
                log.warning("an offer to restart ICE could not be answered", exc_info=True)
                return
            tab_state()["ice_answer"] = {"number": number, "sdp": answer}
