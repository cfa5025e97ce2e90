// What the panel knows; a turn is {question, answer, verdict} and, until it is answered, {shown, message}.
const part = (id) => document.getElementById(id);
const state = { language: "", name: "widget", title: "", greeting: "", questions: [], topics: [], turns: [] };
let running = null; // what stops the question that is being answered
