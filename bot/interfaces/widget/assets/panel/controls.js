// The field and the buttons, and how it all begins.
const TALLEST = 140; // px of the field

function focusField() {
  part("question").focus();
}

function grow() {
  const field = part("question");
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, TALLEST)}px`;
}

function busy(isBusy) {
  const hadFocus = [part("send"), part("stop")].includes(document.activeElement);
  part("send").hidden = isBusy;
  part("stop").hidden = !isBusy;
  if (hadFocus) focusField();
}

function send() {
  if (running) return;
  const question = part("question").value;
  if (!question.trim()) return;
  part("question").value = "";
  grow();
  ask(question);
}

part("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
part("question").addEventListener("input", grow);
part("question").addEventListener("keydown", (event) => {
  const isComposing = event.isComposing || event.keyCode === 229; // Enter that chooses a Chinese word sends nothing
  if (event.key !== "Enter" || event.shiftKey || isComposing) return;
  event.preventDefault();
  send();
});
part("stop").addEventListener("click", stop);
part("fresh").addEventListener("click", startAnew);
part("close").addEventListener("click", () => tell("close"));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing) tell("close");
});
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => setLanguage(button.dataset.language));
}
window.addEventListener("message", receive);
part("close").hidden = !HOST;

// Without a loader around it that is known, the panel is a page of its own.
if (HOST) tell("ready");
else begin({}, false);
