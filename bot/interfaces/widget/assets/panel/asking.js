// The public API, as any other client uses it.
const LONGEST_HISTORY = 12; // texts that are sent along with a question
const MOST_TRIES = 60; // of a server that says it is busy or preparing

class Refusal extends Error {
  constructor(status, wait) {
    super(`status ${status}`);
    Object.assign(this, { status, wait });
  }
}

function seconds(response) {
  const told = Number(response.headers.get("retry-after"));
  return told > 0 ? Math.ceil(told) : 5;
}

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => { clearTimeout(timer); reject(signal.reason); }, { once: true });
  });
}

async function post(path, body, signal, accept = "application/json") {
  const headers = { "Content-Type": "application/json", Accept: accept };
  return fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal });
}

// Each event of the answer as it comes; one that comes whole is its only event.
async function* eventsOf(response) {
  if (!(response.headers.get("content-type") || "").startsWith("text/event-stream")) {
    yield { event: "answer", data: await response.json() };
    return;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const lines = block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]);
      const { event, data } = Object.fromEntries(lines);
      if (data) yield { event: event?.trim(), data: JSON.parse(data) };
    }
  }
}

// The answer; tells of each stage, each sentence and each wait on the way. Raises `Refusal`, or what a network raises.
async function fetchAnswer(question, language, script, history, signal, told) {
  const body = { question, language, script, history: history.slice(-LONGEST_HISTORY) };
  for (let tried = 1; ; tried += 1) {
    const response = await post("/api/ask", body, signal, "text/event-stream");
    if (response.status === 503 && tried < MOST_TRIES) {
      told.wait(seconds(response));
      await pause(seconds(response) * 1000, signal);
      continue;
    }
    if (!response.ok) throw new Refusal(response.status, seconds(response));
    for await (const { event, data } of eventsOf(response)) {
      if (event === "stage") told.stage(data.stage);
      if (event === "sentence") told.sentence(data);
      if (event === "error") throw new Refusal(500, 0);
      if (event === "answer" && answerOf(data)) return answerOf(data);
    }
    throw new Refusal(500, 0);
  }
}

async function fetchTopics(language) {
  const response = await fetch(`/api/topics?language=${language}`);
  if (!response.ok) throw new Refusal(response.status, seconds(response));
  return response.json();
}

async function sendVerdict(id, verdict) {
  try {
    return (await post("/api/feedback", { answer_id: id, verdict })).ok;
  } catch {
    return false;
  }
}
