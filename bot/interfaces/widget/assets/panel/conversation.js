// Turns: how one is asked, shown while it is answered, and kept.
const GAP = 10; // px above a question that was just asked

function show() {
  part("landing").hidden = state.turns.length > 0;
  part("thread").hidden = !state.turns.length;
  part("fresh").disabled = !state.turns.length;
  part("thread").replaceChildren(...state.turns.map(turnElement));
}

function turnElement(turn) {
  const asked = make("h2", { dir: "auto", tabindex: "-1" },
    make("span", { className: "hidden" }, `${say(state.language, "you_asked")}: `), turn.question);
  turn.element = make("section", { className: "turn" }, make("div", { className: "asked" }, asked), turnBody(turn));
  return turn.element;
}

function turnBody(turn) {
  if (turn.answer) {
    return answerCard(turn, { ask, again: () => ask(turn.question), rate: (verdict) => rate(turn, verdict) });
  }
  const line = make("p", { className: "thinking" }, turn.message);
  const again = make("button", { type: "button", className: "ask", onclick: () => ask(turn.question) });
  again.append(say(state.language, "retry"));
  const body = make("article", { className: turn.isOver ? "answer" : "answer busy" }, line);
  if (turn.isOver) body.append(make("div", { className: "related" }, again));
  return body;
}

function refresh(turn) {
  turn.element?.lastElementChild.replaceWith(turnBody(turn));
}

// The panel alone is scrolled, never the page around it.
function follow(turn) {
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const [above, here] = [part("scroll"), turn.element].map((one) => one.getBoundingClientRect().top);
  part("scroll").scrollBy({ top: here - above - GAP, behavior });
}

function focusTurn(turn) {
  turn.element.querySelector("h2").focus({ preventScroll: true });
}

function announce(text) {
  part("announcer").textContent = text;
}

function warn(text) {
  part("told").textContent = text;
  part("told").hidden = !text;
}

function history() {
  return state.turns
    .filter((turn) => turn.answer)
    .flatMap(({ question, answer }) => [{ role: "user", text: question }, { role: "assistant", text: answer.text }]);
}

// What cannot be asked is told beside the field, where the question stays.
async function ask(question, language = "auto") {
  const text = question.trim();
  const length = [...text].length;
  if (!text) return focusField();
  if (length > CONFIG.longest) {
    part("question").value = text;
    return warn(say(state.language, "question_too_long", { found: length, limit: CONFIG.longest }));
  }
  running?.abort();
  warn("");
  state.turns = state.turns.filter((turn) => turn.answer);
  const turn = { question: text, answer: null, verdict: "", message: say(state.language, "thinking"), isOver: false };
  const earlier = history();
  const isTyped = document.activeElement === part("question");
  state.turns.push(turn);
  show();
  follow(turn);
  if (!isTyped) focusTurn(turn); // what was pressed may be gone now
  announce(turn.message);
  report("question");
  await answer(turn, language, earlier);
}

async function answer(turn, language, earlier) {
  const stopping = new AbortController();
  running = stopping;
  busy(true);
  try {
    const script = state.language === "en" ? "zh-Hans" : state.language; // for what both scripts write alike
    turn.answer = await fetchAnswer(turn.question, language, script, earlier, stopping.signal, listener(turn));
    turn.question = turn.answer.question || turn.question; // personal numbers are masked in it
    answered(turn);
  } catch (error) {
    if (stopping.signal.aborted) return;
    failed(turn, error);
  } finally {
    if (running === stopping) {
      running = null;
      busy(false);
    }
  }
}

function listener(turn) {
  const tell = (message) => {
    turn.message = message;
    refresh(turn);
  };
  return {
    stage: (stage) => stage === "word" && tell(say(state.language, "stage_word")),
    wait: (wait) => {
      tell(say(state.language, "panel_waiting", { seconds: wait }));
      announce(turn.message);
    },
    sentence: (sentence) => {
      const line = make("p", { className: "sentence" }, sentence.mark ? `${sentence.mark} ` : "", sentence.text);
      turn.element.querySelector(".thinking").before(line);
    },
  };
}

function answered(turn) {
  const { answer } = turn;
  const before = turn.element;
  const hadFocus = before.contains(document.activeElement);
  before.replaceWith(turnElement(turn));
  if (hadFocus) focusTurn(turn);
  keep(state.name, state.turns);
  const label = [say(answer.language, "answer_label"), say(answer.language, `status_${answer.status}`)].join(": ");
  part("announcer").lang = answer.language;
  announce([`${label}.`, answer.notice, answer.text].filter(Boolean).join(" "));
  report("answer", { id: answer.id, status: answer.status, language: answer.language });
}

function failed(turn, { status = 0, wait = 0 }) {
  const { language } = state;
  const key = { 0: "connection_offline", 422: "question_wordless", 429: "too_many", 503: "panel_busy" }[status] ?? "failed";
  const found = [...turn.question].slice(0, 60).join("");
  turn.message = say(language, key, { seconds: wait, found });
  turn.isOver = true;
  refresh(turn);
  announce(turn.message);
  putBack(turn.question);
  report("error", { status });
}

function putBack(question) {
  if (!part("question").value) part("question").value = question;
  grow();
}

function stop() {
  if (!running) return;
  running.abort();
  running = null;
  busy(false);
  const turn = state.turns.pop();
  show();
  putBack(turn.question);
  announce(say(state.language, "stopped"));
  focusField();
}

async function rate(turn, verdict) {
  const isSaved = await sendVerdict(turn.answer.id, verdict);
  if (isSaved) {
    turn.verdict = verdict;
    keep(state.name, state.turns);
    report("rating", { id: turn.answer.id, verdict });
  }
  return isSaved;
}

function startAnew() {
  running?.abort();
  running = null;
  busy(false);
  state.turns = [];
  keep(state.name, []);
  warn("");
  show();
  focusField();
}
