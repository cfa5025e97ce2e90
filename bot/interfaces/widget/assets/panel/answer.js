// What of an answer is shown where.

// What its text says after its sentences: which part of the question has no evidence.
function saidBeside({ text, sentences }) {
  const last = sentences.at(-1);
  const at = last ? text.lastIndexOf(last.text) : -1;
  if (at < 0) return "";
  const rest = text.slice(at + last.text.length).replace(/^(\s*\[\d+\])+/, "").trim();
  const remark = last.remark ? [`(${last.remark})`, `（${last.remark}）`].find((one) => rest.startsWith(one)) : "";
  return rest.slice(remark?.length ?? 0).trim();
}

// The text of an answer without sentences, less what stands below it to be pressed.
function plainText({ language, status, text, contact }) {
  if (status === "clarification") return text.split("\n")[0];
  if (!contact) return text;
  const asked = say(language, "ask_contact", { contact: contact.name, url: contact.url });
  return text.endsWith(asked) ? text.slice(0, -asked.length).trimEnd() : text;
}

function inShort(answer) {
  const { language, citations, mode, model } = answer;
  if (!citations.length) return "";
  const dates = citations.filter((one) => !one.undated).map((one) => one.as_of).sort();
  const count = new Set(citations.map((one) => one.source.id)).size;
  const many = count === 1 ? "one" : "many";
  const newest = dates.length ? spoken(language, dates.at(-1)) : "";
  const sources = say(language, `${newest ? "summary" : "summary_undated"}_${many}`, { count, newest });
  const made = mode === "llm" ? say(language, "made_worded", { model }) : say(language, "made_quoted");
  return `${sources} · ${made}`;
}

// An answer of the API with everything that is read here in its place; null for what is none.
function answerOf(found) {
  if (!found || typeof found !== "object" || !LANGUAGES.includes(found.language)) return null;
  if (typeof found.text !== "string" || !(`status_${found.status}` in CONFIG.words.en)) return null;
  const listed = { sentences: [], citations: [], follow_up_suggestions: [] };
  for (const key of Object.keys(listed)) if (Array.isArray(found[key])) listed[key] = found[key];
  return { ...found, ...listed };
}
