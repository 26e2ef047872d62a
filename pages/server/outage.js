// Served by page_rewriting.py. Tells everybody, screen readers too, that the server cannot be
// reached, and reruns the page once it is back. It is loaded with the page, before any outage, and
// needs nothing from the server. Streamlit's own messages are for developers: they are hidden.
(() => {
  const EVERY = 400; // ms
  const AFTER = 1_500; // ms; a shorter interruption is not shown
  const FIRST = 12_000; // ms that the first connection may take
  const LOST = "The connection to our server is lost.";
  const WORDS = {
    interview: `${LOST} What you said and wrote is kept. This page goes on by itself.`,
    "": `${LOST} What you wrote is kept in this tab. This page goes on by itself.`,
    first: "This page takes long to load: the network is slow, or our server cannot be reached. If nothing comes within a minute, please load it again.",
    forever: `${LOST} What you wrote is kept in this tab. Please load the page again.`,
  };
  const FAULT = "Something went wrong on our side. Please load the page again: what you wrote is kept.";
  // Streamlit's messages about a refused file, which only a tooltip or a screen reader tells, and
  // ours instead, which everybody sees; the last one is for any other message.
  const FILES = [
    [/or smaller/, "This file is too large. Please choose a smaller one."],
    [/not allowed/, "A file of this kind cannot be read here. Please choose another one."],
    [/^/, "The file could not be sent. Please choose it again."],
  ];
  const LOOKS = `
    #rolecall-outage {position: fixed; inset: 0 0 auto; z-index: 1000001; padding: .875rem 1rem;
      text-align: center; font: 500 1rem/1.4 system-ui, sans-serif; color: #fff; background: #7a2e0e}
    #rolecall-outage:empty {display: none}
    [data-testid=stConnectionStatus], [data-testid=stException] > * {display: none !important}
    [data-testid=stException]::after {content: "${FAULT}"; display: block; padding: 1rem;
      border: 1px solid; border-radius: .5rem}
    [data-testid=stTooltipErrorContent] {display: none !important}
    [data-refused]::after {content: attr(data-refused); display: block; margin-top: .5rem}`;
  const opened = performance.now();
  let before = false; // whether the page was ever connected
  let gone = 0; // since when it has not been, 0 while it is

  function part(kind, id, more) {
    const known = document.getElementById(id);
    if (known) return known;
    const made = Object.assign(document.createElement(kind), { id, ...more });
    (kind === "style" ? document.head : document.body).append(made);
    return made;
  }

  function look() {
    if (!document.body) return;
    part("style", "rolecall-looks", { textContent: LOOKS });
    // Both are on the page, empty, before they are needed: otherwise screen readers do not read them.
    const alert = part("div", "rolecall-outage", { role: "alert" });
    const news = part("div", "rolecall-back", { role: "status" });
    news.style.cssText = "position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)";
    const state = document.querySelector("[data-testid=stApp]")?.dataset.testConnectionState;
    if (state === "CONNECTED") {
      if (alert.textContent) {
        alert.textContent = "";
        news.textContent = before ? "The connection is back." : "The page is here.";
        dispatchEvent(new Event("rolecall-back"));
      }
      before = true;
      gone = 0;
      return;
    }
    gone ||= performance.now();
    const waited = performance.now() - gone;
    if (before ? waited < AFTER : performance.now() - opened < FIRST) return;
    const page = location.pathname.split("/").pop();
    const lost = before ? (WORDS[page] ?? WORDS[""]) : WORDS.first;
    const words = state === "DISCONNECTED_FOREVER" ? WORDS.forever : lost;
    news.textContent = "";
    if (alert.textContent !== words) alert.textContent = words;
  }

  function files() {
    for (const place of document.querySelectorAll("[data-testid=stFileUploader]")) {
      const theirs = place.querySelector("[data-testid=stFileChip] [role=alert]");
      if (!theirs) {
        delete place.dataset.refused;
        continue;
      }
      const said = theirs.textContent;
      if (said === place.dataset.refused) continue;
      theirs.textContent = place.dataset.refused = FILES.find(([words]) => words.test(said))[1];
    }
  }

  setInterval(() => {
    look();
    files();
  }, EVERY);
})();
