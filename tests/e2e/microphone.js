// A microphone that the test speaks into, and an ear on what the page is sent.
// window.microphoneMode: works, denied, missing, missing in WebKit, unanswered (the browser's question stays open), or
// mute (a switch on the headset is off).
(() => {
  if (!navigator.mediaDevices) return; // an empty frame, before its page
  const peers = [];
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(...args) {
      super(...args);
      peers.push(this);
    }
    // Where the test has a network of its own, all sound goes through it: the app's address is
    // replaced by the network's, and the browser's own by one where nobody listens.
    async setRemoteDescription(answer) {
      if (!window.leadThrough) return super.setRemoteDescription(answer);
      const candidates = answer.sdp.match(/^a=candidate:.* udp .*$/gim) || [];
      const [head, part, kind, rank, host, port] = candidates
        .find((line) => /^[\d.]+$/.test(line.split(" ")[4]))
        .split(" ");
      const [by, door] = await window.leadThrough(host, Number(port));
      const lead = [head, part, kind, rank, by, door, "typ host"].join(" ");
      const sdp = answer.sdp.replace(/^(a=candidate:.*\r?\n)+/gm, lead + "\r\n");
      return super.setRemoteDescription({ type: answer.type, sdp });
    }
    addEventListener(name, listener) {
      if (name !== "icecandidate" || !window.leadThrough) {
        return super.addEventListener(name, listener);
      }
      const nowhere = "candidate:1 1 udp 1 127.0.0.1 9 typ host";
      return super.addEventListener(name, (event) =>
        event.candidate?.component === "rtp" &&
        listener({ candidate: new RTCIceCandidate({ ...event.candidate.toJSON(), candidate: nowhere }) }),
      );
    }
  };
  let context, output;
  const microphone = () => {
    if (!context) {
      context = new AudioContext({ sampleRate: 48000 });
      output = context.createMediaStreamDestination();
      // A real microphone is never without a sound: this hum is far below speech.
      const hum = context.createOscillator();
      const faint = context.createGain();
      faint.gain.value = window.microphoneMode === "mute" ? 0 : 0.0005;
      hum.connect(faint).connect(output);
      hum.start();
    }
    return output.stream.clone();
  };
  window.asked = [];
  const given = [];
  window.unplugMicrophone = () => given.forEach((stream) => stream.getTracks()[0].stop());
  const refusals = {
    denied: "NotAllowedError", missing: "NotFoundError", "missing in WebKit": "OverconstrainedError",
  };
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    window.asked.push(constraints);
    const refusal = refusals[window.microphoneMode];
    if (refusal) throw new DOMException("the test's microphone", refusal);
    if (window.microphoneMode === "unanswered") return new Promise(() => {});
    const stream = microphone();
    given.push(stream);
    const wanted = constraints.audio.deviceId || {};
    stream.getAudioTracks()[0].getSettings = () => ({
      deviceId: wanted.exact || wanted.ideal || "default",
    });
    return stream;
  };
  window.speakIntoMicrophone = async (base64, loop = false) => {
    microphone();
    await context.resume();
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const source = context.createBufferSource();
    source.loop = loop;
    source.buffer = await context.decodeAudioData(bytes.buffer);
    source.connect(output);
    await new Promise((done) => {
      source.onended = done;
      source.start();
    });
  };
  window.connectionStates = () => peers.map((peer) => peer.connectionState).join();
  window.energyHeard = async () => {
    let energy = 0;
    for (const peer of peers) {
      for (const report of (await peer.getStats()).values()) {
        if (report.type === "inbound-rtp") energy += report.totalAudioEnergy || 0;
      }
    }
    return energy;
  };
})();
