// The conversation, kept for this tab where the browser allows it; else it lasts as long as the panel.
const MOST_KEPT = 20; // turns

function readKept(name) {
  try {
    const turns = JSON.parse(sessionStorage.getItem(`goglobal-${name}`) || "[]");
    return turns
      .map(({ question, answer, verdict }) => ({ question: String(question), answer: answerOf(answer), verdict }))
      .filter((turn) => turn.answer);
  } catch {
    return [];
  }
}

function keep(name, turns) {
  const kept = turns.filter((turn) => turn.answer).slice(-MOST_KEPT);
  try {
    const texts = kept.map(({ question, answer, verdict }) => ({ question, answer, verdict }));
    sessionStorage.setItem(`goglobal-${name}`, JSON.stringify(texts));
  } catch {
    // blocked or full: the conversation goes on without
  }
}
