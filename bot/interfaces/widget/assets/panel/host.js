// The page around the panel: it names itself in the address, and frame-ancestors has let it in.
const VERSION = 1;
const HOST = hostOrigin();

function hostOrigin() {
  const named = location.hash.slice(1);
  return window.parent !== window && [location.origin, ...CONFIG.origins].includes(named) ? named : "";
}

function tell(type, detail = {}) {
  if (HOST) window.parent.postMessage({ goglobal: VERSION, type, ...detail }, HOST);
}

function report(event, detail = {}) {
  tell("event", { event, detail });
}

function receive({ source, origin, data }) {
  if (!HOST || source !== window.parent || origin !== HOST || data?.goglobal !== VERSION) return;
  if (data.type === "init") begin(Object(data.options), data.isOpen === true);
  if (data.type === "open") focusField();
  if (data.type === "ask") ask(String(data.question));
  if (data.type === "language") setLanguage(data.language);
}
