// Put in front of every script of this folder by browser_components.py.

/** What `use` returns; null where storage is off (cookies are blocked) or full. */
function guarded(use) {
  try {
    return use();
  } catch {
    return null;
  }
}

// The device id of the chosen speaker, if this browser stores it.
const SPEAKER = "rolecall-speaker";
const chosenSpeaker = () => guarded(() => localStorage.getItem(SPEAKER));
