// Words, dates and numbers in the reader's language.
const CONFIG = JSON.parse(document.getElementById("config").textContent);
const LANGUAGES = Object.keys(CONFIG.names);

function say(language, key, values = {}) {
  const words = CONFIG.words[language];
  const text = Object.hasOwn(words, key) ? words[key] : "";
  return text.replace(/\$([a-z_]+)/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}

function spoken(language, iso) {
  const [year, month, day] = String(iso || "").split("-").map(Number);
  if (!year) return "";
  if (language !== "en") return `${year}年${month ? `${month}月` : ""}${day ? `${day}日` : ""}`;
  const named = month && new Date(Date.UTC(2000, month - 1)).toLocaleString("en-GB", { month: "long", timeZone: "UTC" });
  return [day, named, year].filter(Boolean).join(" ");
}

function spokenPeriod(language, covers) {
  const [first, last] = String(covers).split("/");
  if (!last) return spoken(language, first);
  const year = first.slice(0, 4);
  const start = spoken(language, first);
  const end = spoken(language, last);
  const isOneYear = last.startsWith(year) && first !== year;
  if (language === "en") return `${isOneYear ? start.replace(` ${year}`, "") : start} to ${end}`;
  return `${start}至${(isOneYear ? end.replace(`${year}年`, "") : end) || end}`;
}

function asOf(language, { as_of: date, undated }) {
  return say(language, undated ? "undated" : "as_of", { date: spoken(language, date) });
}

function number(value) {
  return Number(value).toLocaleString("en", { maximumSignificantDigits: 12 });
}
