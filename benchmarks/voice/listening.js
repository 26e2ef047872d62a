// Both ends of a call, heard inside the browser: the microphone that is sent and the voice that
// comes, each by an analyser that is looked at every 4 ms. In window.heard: time in ms, the
// microphone's level, the voice's level, the voice's pitch in hertz.
() => {
  const peer = window.peersOfTheBenchmark.at(-1);
  const context = new AudioContext({ sampleRate: 48000, latencyHint: 0.005 });
  const size = 256;
  const samples = new Float32Array(size);
  const tap = (track) => {
    const analyser = context.createAnalyser();
    analyser.fftSize = size;
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    return analyser;
  };
  const look = (analyser) => {
    analyser.getFloatTimeDomainData(samples);
    let energy = 0;
    let crossings = 0;
    samples.forEach((value, at) => {
      energy += value * value;
      if (at && value < 0 !== samples[at - 1] < 0) crossings += 1;
    });
    return [Math.sqrt(energy / size), (crossings * 48000) / 2 / size];
  };
  const microphone = tap(peer.getSenders().find((sender) => sender.track).track);
  const voice = tap(peer.getReceivers().find((one) => one.track.kind === "audio").track);
  window.heard = [];
  setInterval(() => {
    const [sent] = look(microphone);
    window.heard.push([performance.now(), sent, ...look(voice)]);
    if (window.heard.length > 20000) window.heard.splice(0, 10000);
  }, 4);
};
