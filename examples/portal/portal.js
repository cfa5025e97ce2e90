// The portal's own script: a button of its own asks the widget, and the console tells what the widget does.
document.getElementById("ask").addEventListener("click", (event) => GoGlobal.ask(event.target.textContent));

for (const event of ["open", "close", "question", "answer", "rating", "error"]) {
  GoGlobal.on(event, (detail) => console.log("GoGlobal", detail));
}
