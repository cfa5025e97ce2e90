// What the tag says, read once; what cannot be used is named in the console and left out.
const VERSION = 1; // of the messages between this page and the panel
const LANGUAGES = ["en", "zh-Hans", "zh-Hant"];
const LENGTHS = { title: 60, greeting: 300, question: 200, questions: 6, topics: 30 };

function note(text) {
  console.warn(`GoGlobal: ${text}`);
}

function languageOf(tag) {
  const name = String(tag || "").toLowerCase();
  if (!name.startsWith("zh")) return "en";
  return /hant|hk|tw|mo/.test(name) ? "zh-Hant" : "zh-Hans";
}

function oneOf(data, key, known) {
  const found = data[key];
  if (found === undefined || known.includes(found)) return found || known[0];
  note(`data-${key} is "${found}"; it can be ${known.join(", ")}. Using ${known[0]}.`);
  return known[0];
}

function colour(found) {
  if (found === undefined) return "";
  const short = /^#[0-9a-f]{3}$/i.test(found);
  const hex = (short ? found.replace(/[0-9a-f]/gi, "$&$&") : found).toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(hex)) {
    note(`data-accent is "${found}"; write it as #rrggbb. Using the colour of the house.`);
    return "";
  }
  const reached = contrast(hex, PAPER);
  if (reached >= READABLE) return hex;
  note(
    `data-accent ${found} cannot be read: its contrast is ${reached.toFixed(1)} and must be ${READABLE}. ` +
      "Choose a darker one. Using the colour of the house.",
  );
  return "";
}

function list(found, separator, longest) {
  return (found || "").split(separator).map((one) => one.trim()).filter(Boolean).slice(0, longest);
}

function selector(found) {
  try {
    if (found) document.querySelector(found);
    return found || "";
  } catch {
    note(`data-target is "${found}", which is no selector. Showing a button at the edge of the window.`);
    return "";
  }
}

function readOptions(data) {
  return {
    language: languageOf(data.lang || document.documentElement.lang),
    position: oneOf(data, "position", ["right", "left"]),
    theme: oneOf(data, "theme", ["auto", "light", "dark"]),
    accent: colour(data.accent),
    title: (data.title || "").slice(0, LENGTHS.title),
    greeting: (data.greeting || "").slice(0, LENGTHS.greeting),
    questions: list(data.questions, "|", LENGTHS.questions).map((one) => one.slice(0, LENGTHS.question)),
    topics: list(data.topics, ",", LENGTHS.topics),
    target: selector(data.target),
    name: data.name || "",
  };
}
