"""The browser's audio connection: the one place that touches the WebRTC component."""

import streamlit as st
from streamlit_webrtc import (
    Translations,
    WebRtcMode,
    create_audio_sink_track,
    create_audio_source_track,
    webrtc_streamer,
)

from core.realtime.bridge import MediaLine
from core.realtime.models.model import VOICE_RATE
from pages.composition.wiring import services
from pages.parts.candidate.browser_parts import connection

_MICROPHONE = {"echoCancellation": True, "noiseSuppression": True, "autoGainControl": True}
# The component shows a blank screen where no video will ever be. Its frame keeps a pixel:
# browsers may hold back the sound of one that is not rendered.
_HIDDEN = """<style>
.st-key-connection {position: absolute; width: 1px; height: 1px; overflow: hidden; opacity: 0}
</style>"""
_START, _STOP = "Start", "Stop"


def connect_audio(line: MediaLine, *, wanted: bool, device: str = "") -> tuple[bool, str]:
    """Join ``line`` to the browser's microphone and speaker.

    Once rendered, it must be at each run: leaving it out ends the connection, and so does another
    ``device`` (the browser's id of a microphone; any if empty), as each has a frame of its own.
    Returns whether audio flows, and the name of the browser's error if it cannot.
    """
    sink = create_audio_sink_track(line.on_mic, key="microphone", on_ended=line.on_ended)
    source = create_audio_source_track(line.pull, key="voice", sample_rate=VOICE_RATE)
    microphone = {**_MICROPHONE, "deviceId": {"ideal": device}} if device else _MICROPHONE
    with st.container(key="connection"):
        st.html(_HIDDEN)
        context = webrtc_streamer(
            key=f"interview-audio-{device}",
            mode=WebRtcMode.SENDRECV,
            sink_audio_track=sink,
            source_audio_track=source,
            rtc_configuration={"iceServers": services().settings.ice_servers},
            media_stream_constraints={"audio": microphone, "video": False},
            audio_html_attrs={"autoPlay": True, "controls": False},
            media_toggle_controls=False,
            translations=Translations(start=_START, stop=_STOP),
        )
    playing = bool(context.state.playing)
    return playing, connection(wanted=wanted, playing=playing, start=_START, stop=_STOP)
