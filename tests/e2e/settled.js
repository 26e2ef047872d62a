// Tells when a page has settled: window.settled(). A click beside a report of a component, or
// another click, can be lost: Streamlit then ends the one's run for the other's.
(() => {
  if (window !== top) return;
  const CALM = 150; // ms since anything was clicked or reported
  const LOST = 3_000; // ms after which a connection under way is taken not to come up
  const reports = new Map(); // frame -> its latest report
  let last = 0;
  const now = () => (last = performance.now());
  addEventListener("click", now, true);
  addEventListener("message", ({ data, source }) => {
    if (data?.type === "streamlit:setComponentValue") reports.set(source, { at: now(), ...data.value });
  });
  const atRest = (report) => report && (!report.sdpOffer || performance.now() - report.at > LOST);
  window.settled = () => {
    const app = document.querySelector(".stApp");
    const frames = [...document.querySelectorAll("iframe[src*=streamlit_webrtc]")];
    const expected = document.querySelector(".st-key-connection") ? 1 : 0;
    return (
      app?.dataset.testScriptState === "notRunning" &&
      performance.now() - last > CALM &&
      frames.length >= expected &&
      frames.every((frame) => atRest(reports.get(frame.contentWindow)))
    );
  };
})();
