// A microphone that the test speaks into, and an ear on what the page is sent.
(() => {
  const peers = [];
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(...args) {
      super(...args);
      peers.push(this);
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
      faint.gain.value = 0.0005;
      hum.connect(faint).connect(output);
      hum.start();
    }
    return output.stream.clone();
  };
  navigator.mediaDevices.getUserMedia = async () => microphone();
  window.speakIntoMicrophone = async (base64) => {
    microphone();
    await context.resume();
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const source = context.createBufferSource();
    source.buffer = await context.decodeAudioData(bytes.buffer);
    source.connect(output);
    await new Promise((done) => {
      source.onended = done;
      source.start();
    });
  };
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
