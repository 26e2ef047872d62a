"""The browser's audio connection; the only module that uses streamlit-webrtc."""

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
from pages.parts.candidate.browser_components import connection

_MICROPHONE = {"echoCancellation": True, "noiseSuppression": True, "autoGainControl": True}
# The component shows an empty video. Its frame keeps one pixel: browsers may block the sound of a
# frame that is not rendered.
_HIDDEN = """<style>
.st-key-connection {position: absolute; width: 1px; height: 1px; overflow: hidden; opacity: 0}
</style>"""
_START, _STOP = "Start", "Stop"


def connect_audio(line: MediaLine, *, wanted: bool, device: str = "") -> tuple[bool, str]:
    """Connect ``line`` to the browser's microphone and speaker.

    Call it at every run once it was called: leaving it out ends the connection. So does another
    ``device`` (the browser's id of a microphone; "" for any), as each device has its own frame.
    Returns whether audio flows, and the name of the browser's error, "" for none.
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
