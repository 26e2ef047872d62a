// Served by page_rewriting.py. Tells everybody, screen readers too, that the server cannot be
// reached, and reruns the page once it is back; loads it again if a part of it was lost on its way. It is loaded with the page, before any outage, and
// needs nothing from the server. Streamlit's own messages are for developers: they are hidden.
(() => {
  const needed = ({ target }) => target instanceof Element && target.matches("script[src], link[rel=stylesheet]");
  if (parent !== self) { // a component's frame: the page around it tells, and loads both again
    addEventListener("error", (event) => needed(event) && parent.dispatchEvent(new Event("vite:preloadError")), true);
    return;
  }
  const EVERY = 400; // ms
  const NEWS = 10_000; // ms for which good news can be read
  const AFTER = 1_500; // ms; a shorter interruption is not shown
  const FIRST = 12_000; // ms that the first connection may take
  const RETRY = 1_000; // ms until the server is asked again
  const RECENT = 120_000; // ms in which a page that stays incomplete is loaded so often
  const MOST_RELOADS = 5;
  const RELOADS = "rolecall-reloads";
  const LOST = "The connection to our server is lost.";
  const WORDS = {
    interview: `${LOST} Please wait: you may not be heard just now. Each answer that you finished is kept, and this page goes on by itself.`,
    "": `${LOST} What you wrote is kept in this tab. This page goes on by itself.`,
    first: "This page takes long to load: the network is slow, or our server cannot be reached. If nothing comes within a minute, please load it again.",
    forever: `${LOST} What you wrote is kept in this tab. Please load the page again.`,
    incomplete: "A part of this page did not come through. It loads again by itself: what you wrote is kept.",
  };
  const FAULT = "Something went wrong on our side. Please load the page again: what you wrote is kept.";
  // Streamlit's messages about a refused file, which only a tooltip or a screen reader tells, and
  // ours instead, which everybody sees; the last one is for any other message.
  const FILES = [
    [/or smaller/, "This file is too large. Please choose a smaller one."],
    [/not allowed/, "A file of this kind cannot be read here. Please choose another one."],
    [/^/, "The file could not be sent. Please choose it again."],
  ];
  const BROKEN = "[data-testid=stAlertContainer]:has([data-testid=stErrorElementStack])"; // while it is drawn
  const LOOKS = `
    #rolecall-outage {position: fixed; inset: 0 0 auto; z-index: 1000001; padding: .875rem 1rem;
      text-align: center; font: 500 1rem/1.4 system-ui, sans-serif; color: #fff; background: #7a2e0e}
    #rolecall-outage:empty {display: none}
    [data-testid=stConnectionStatus], [data-testid=stException] > * {display: none !important}
    ${BROKEN} > * {display: none !important}
    [data-testid=stException]::after, ${BROKEN}::after {content: "${FAULT}"; display: block; padding: 1rem;
      border: 1px solid; border-radius: .5rem}
    [data-testid=stTooltipErrorContent] {display: none !important}
    [data-refused]::after {content: attr(data-refused); display: block; margin-top: .5rem}`;
  const opened = performance.now();
  let before = false; // whether the page was ever connected
  let gone = 0; // since when it has not been, 0 while it is
  let incomplete = false; // whether a script of the page was lost on its way: it never comes again
  let over = false; // whether Streamlit's part in the browser has failed
  const own = document.currentScript.src;

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
    if (incomplete) {
      alert.textContent = WORDS.incomplete;
      return;
    }
    const state = document.querySelector("[data-testid=stApp]")?.dataset.testConnectionState;
    if (state === "CONNECTED") {
      if (alert.textContent) {
        alert.textContent = "";
        news.textContent = before ? "The connection is back." : "The page is here.";
        setTimeout(() => (news.textContent = ""), NEWS);
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
    const forever = state === "DISCONNECTED_FOREVER";
    const words = forever ? WORDS.forever : lost;
    news.textContent = "";
    if (alert.textContent !== words) {
      alert.textContent = words;
      dispatchEvent(new Event("rolecall-away"));
    }
    if (forever && !over) complete();
    over = forever;
  }

  // Loads the page again once the server answers; not for ever, as the fault may be another.
  async function complete() {
    if (incomplete || !mayReload()) return;
    incomplete = true;
    while (!(await fetch(own, { method: "HEAD", cache: "no-store" }).catch(() => null))?.ok)
      await new Promise((done) => setTimeout(done, RETRY));
    location.reload();
  }

  function mayReload() {
    try {
      const recent = JSON.parse(sessionStorage.getItem(RELOADS) ?? "[]").filter((at) => Date.now() - at < RECENT);
      sessionStorage.setItem(RELOADS, JSON.stringify([...recent, Date.now()]));
      return recent.length < MOST_RELOADS;
    } catch {
      return false; // without storage nobody counts them
    }
  }

  addEventListener("vite:preloadError", complete);
  addEventListener("error", (event) => needed(event) && complete(), true);
  // A frame whose page did not come shows the browser's own error page, which nobody may look into.
  document.addEventListener("load", ({ target }) => target instanceof HTMLIFrameElement && !target.contentDocument && complete(), true);

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
