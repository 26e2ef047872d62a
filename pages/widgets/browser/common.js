// What every part of the candidate's page begins with.

/** What `use` gives; null where storage is off (cookies are blocked) or full. */
function guarded(use) {
  try {
    return use();
  } catch {
    return null;
  }
}

// The chosen speaker's device id, as long as this browser keeps anything.
const SPEAKER = "rolecall-speaker";
const chosenSpeaker = () => guarded(() => localStorage.getItem(SPEAKER));
