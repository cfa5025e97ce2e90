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
  note(`data-${key} "${found}" is not used; it can be ${known.join(", ")}.`);
  return known[0];
}

function colour(found) {
  if (!found) return "";
  const hex = found.toLowerCase();
  const reached = /^#[0-9a-f]{6}$/.test(hex) ? contrast(hex, PAPER) : 0;
  if (reached >= READABLE) return hex;
  const why = reached ? `its contrast is ${reached.toFixed(1)}, not ${READABLE}: choose a darker one` : "write #rrggbb";
  note(`data-accent "${found}" is not used; ${why}.`);
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
    note(`data-target "${found}" is not used; it is no selector.`);
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
