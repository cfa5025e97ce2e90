// What the page around the panel wants of it, taken for what it is worth.
const NIGHT = "#16323d"; // the lightest dark surface that the accent is read on
const STEPS = 10; // from a colour to white

function texts(found, most, longest) {
  return Array.isArray(found) ? found.slice(0, most).map((one) => String(one).slice(0, longest)) : [];
}

function begin(options, isOpen) {
  state.name = String(options.name || "widget");
  state.title = String(options.title || "").slice(0, 60);
  state.greeting = String(options.greeting || "").slice(0, 300);
  state.questions = texts(options.questions, 6, 200);
  state.topics = texts(options.topics, 30, 80);
  if (/^#[0-9a-f]{6}$/.test(options.accent)) colour(options.accent);
  wear(options.theme);
  state.turns = readKept(state.name);
  setLanguage(LANGUAGES.includes(options.language) ? options.language : document.documentElement.lang);
  if (isOpen) focusField();
}

function colour(hex) {
  const [red, green, blue] = channels(hex);
  const mixed = (step) => `#${[red, green, blue]
    .map((value) => Math.round(value + ((255 - value) * step) / STEPS).toString(16).padStart(2, "0"))
    .join("")}`;
  let step = 0;
  while (contrast(mixed(step), NIGHT) < READABLE && step < STEPS) step += 1;
  document.documentElement.style.setProperty("--own-light", hex);
  document.documentElement.style.setProperty("--own-dark", mixed(step));
}

function wear(theme) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const put = () => {
    const isDark = theme === "dark" || (theme !== "light" && dark.matches);
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
  };
  dark.onchange = put;
  put();
}
