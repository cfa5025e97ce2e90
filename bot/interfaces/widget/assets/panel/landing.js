// Words in the language of the panel, and what a visitor sees first.
function setLanguage(language) {
  if (!LANGUAGES.includes(language)) return;
  const isOther = state.language && state.language !== language;
  state.language = language;
  const words = (key) => say(language, key);
  document.documentElement.lang = language;
  document.title = state.title || words("title");
  part("title").textContent = state.title || words("title");
  part("greeting").textContent = state.greeting || words("panel_greeting");
  part("question").placeholder = words("panel_placeholder");
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = words(one.dataset.word);
  for (const one of document.querySelectorAll("[data-label]")) {
    one.setAttribute("aria-label", words(one.dataset.label));
    if (one.matches("button")) one.title = words(one.dataset.label);
  }
  for (const one of document.querySelectorAll("[data-language]")) {
    one.setAttribute("aria-pressed", String(one.dataset.language === language));
  }
  warn("");
  show();
  land();
  if (isOther) report("language", { language });
}

function chosen(all) {
  const unknown = state.topics.filter((id) => !all.some((topic) => topic.id === id));
  if (unknown.length) console.warn(`GoGlobal: no such topics: ${unknown.join(", ")}. GET /api/topics has them all.`);
  const known = all.filter(({ id }) => state.topics.includes(id));
  return known.length ? known : all;
}

async function land() {
  const { language } = state;
  const question = (text) => ask(text, language);
  part("suggested").replaceChildren(...asks(state.questions, question));
  try {
    const all = await fetchTopics(language);
    if (language !== state.language) return;
    const topics = chosen(all);
    if (!state.questions.length) {
      const first = topics.slice(0, 4).map((topic) => topic.questions[0]);
      part("suggested").replaceChildren(...asks(first, question));
    }
    const more = topics.map((topic) =>
      make("details", {}, make("summary", {}, topic.title), ...asks(topic.questions, question)),
    );
    part("topics").replaceChildren(make("h3", {}, say(language, "panel_topics")), ...more);
  } catch (error) {
    const text = say(language, error.status === 503 ? "panel_preparing" : "connection_offline");
    part("topics").replaceChildren(make("p", { className: "quiet" }, text));
    setTimeout(() => language === state.language && land(), (error.wait || 5) * 1000);
  }
}
