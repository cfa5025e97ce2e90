// The card of an answer, labelled in the answer's own script.
let cards = 0; // tells the elements of one card from those of another

function citationList(answer) {
  const opened = new Map();
  const number = (cards += 1);
  return {
    // A chip that opens its source below `place()`, and closes it again.
    chip(n, place) {
      const id = `source-${number}-${n}-${opened.size}`;
      opened.set(id, null);
      const chip = make("button", {
        type: "button",
        className: "cite",
        "aria-label": say(answer.language, "cite", { n }),
        "aria-expanded": "false",
        onclick() {
          const shown = document.getElementById(id);
          const citation = answer.citations.find((one) => one.n === n);
          if (shown) shown.remove();
          else if (citation) place().after(sourceCard(answer.language, citation, id));
          chip.setAttribute("aria-expanded", String(!shown && Boolean(citation)));
        },
      }, String(n));
      return chip;
    },
  };
}

function sourceCard(language, citation, id) {
  const { source, other_sources: others = [], document_id: topic, passage_id: passage } = citation;
  const published = source.date
    ? say(language, "published", { date: spoken(language, source.date) })
    : say(language, "published_undated");
  const also = [...new Set(others.map((one) => one.publisher))].join(", ");
  const badge = make("span", { className: `badge ${citation.freshness}` }, say(language, `freshness_${citation.freshness}`));
  const link = isWebAddress(source.url)
    ? outward(language, source.url, say(language, "open_source"))
    : make("span", { className: "quiet" }, say(language, "no_link"));
  const href = `/knowledge/${topic}?lang=${language}#${encodeURIComponent(String(passage).split("#").pop())}`;
  const known = /^[a-z0-9-]+$/.test(topic)
    ? make("a", { href, target: "_blank", rel: "noopener" }, say(language, "in_knowledge"))
    : null;
  return make("div", { className: "source", id, role: "group", "aria-label": say(language, "cite", { n: citation.n }) },
    make("p", { className: "publisher" }, source.publisher),
    make("p", {}, source.title),
    make("p", { className: "quiet" }, `${published} · ${asOf(language, citation)}`),
    make("blockquote", { lang: citation.quote_language }, citation.quote),
    also ? make("p", { className: "quiet" }, say(language, "also_in", { others: also })) : null,
    make("p", { className: "foot" }, badge, link, known),
  );
}

// What several sentences in a row call for is remarked after the last of them.
function sentenceLine(answer, sentence, list, next) {
  const cited = answer.citations.find((one) => one.n === sentence.citations[0]);
  const line = make("p", { className: "sentence" }, sentence.mark ? `${sentence.mark} ` : "", sentence.text);
  line.append(...sentence.citations.map((n) => list.chip(n, () => line)));
  const remark = sentence.remark === next?.remark ? "" : sentence.remark;
  const told = [cited && asOf(answer.language, cited), remark].filter(Boolean).join(" · ");
  if (told) line.append(" ", make("small", {}, told));
  return line;
}

function comparedTable({ language, table }, list) {
  const [one, other] = table.heads;
  const heads = table.heads.map((head) => make("th", { scope: "col" }, head));
  const rows = table.rows.map((row) => {
    const line = make("tr", {}, make("th", { scope: "row" }, row.head));
    row.cells.forEach((cell, at) => {
      const chip = list.chip(cell.citation, () => line.closest("table"));
      const date = make("small", {}, asOf(language, cell));
      line.append(make("td", { "data-side": table.heads[at] }, cell.text, chip, " ", date));
    });
    return line;
  });
  return make("table", { className: "compared" },
    make("caption", {}, say(language, "table_title", { one, other })),
    make("thead", {}, make("tr", {}, make("td", {}), ...heads)),
    make("tbody", {}, ...rows),
  );
}

function seriesTable({ language, series }) {
  const rows = series.points.map((point) => {
    const part = point.part_of ? make("small", {}, ` ${say(language, "series_part")}`) : null;
    const value = number(point.value);
    return make("tr", {},
      make("th", { scope: "row" }, spokenPeriod(language, point.covers), part),
      make("td", {}, point.mark ? say(language, `series_${point.mark}`, { value }) : value),
    );
  });
  const sources = [...new Map(series.points.map(({ source }) => [source.url || source.id, source])).values()];
  const named = sources.flatMap((source, at) => {
    const label = `${source.publisher} ${(source.date || "").slice(0, 4)}`.trim();
    return [at ? say(language, "list_separator") : "", outward(language, source.url, label)];
  });
  const titled = say(language, "series_title", { name: series.name, unit: series.unit });
  return make("figure", { className: "series" },
    make("table", {},
      make("caption", {}, titled, make("small", {}, ` ${series.scope}`)),
      make("thead", { className: "hidden" }, make("tr", {},
        make("th", { scope: "col" }, say(language, "series_period")), make("th", { scope: "col" }, series.unit))),
      make("tbody", {}, ...rows),
    ),
    make("figcaption", {}, say(language, "series_sources"), " ", ...named),
  );
}

// The whole card; `acts` are what its buttons do: ask(question, language), rate(verdict), again().
function answerCard(turn, acts) {
  const { answer } = turn;
  const { language, status, sentences } = answer;
  const list = citationList(answer);
  const told = say(language, `status_${status}`);
  const beside = sentences.length && status === "partial" ? saidBeside(answer) : "";
  const body = sentences.length
    ? sentences.map((sentence, at) => sentenceLine(answer, sentence, list, sentences[at + 1]))
    : [make("p", { className: "sentence" }, plainText(answer))];
  const label = `${say(language, "answer_label")}: ${told}`;
  return make("article", { className: `answer ${status}`, lang: language, "aria-label": label },
    answer.notice ? make("p", { className: "warning" }, answer.notice) : null,
    make("p", { className: "summary" }, make("span", { className: "status" }, told), " ", inShort(answer)),
    answer.correction ? make("p", { className: "correction" }, answer.correction) : null,
    ...body,
    beside ? make("p", { className: "warning" }, beside) : null,
    answer.table ? comparedTable(answer, list) : null,
    answer.series ? seriesTable(answer) : null,
    answer.contact ? contactLine(answer) : null,
    relatedQuestions(answer, acts),
    actionRow(turn, acts),
  );
}

function contactLine({ language, contact }) {
  const told = make("span", {}, say(language, "contact_title"), " ", outward(language, contact.url, contact.name));
  return make("p", { className: "contact" }, icon("person"), told);
}

function relatedQuestions({ language, status, follow_up_suggestions: questions }, acts) {
  if (!questions.length) return null;
  const title = say(language, status === "clarification" ? "status_clarification" : "follow_up");
  const buttons = asks(questions, (question) => acts.ask(question, language));
  return make("div", { className: "related" }, make("h3", {}, title), ...buttons);
}

function actionRow(turn, acts) {
  const { id, language } = turn.answer;
  const again = action("retry", say(language, "retry"), { type: "button", onclick: acts.again });
  if (!id) return make("div", { className: "actions" }, again);
  const remark = make("span", { className: "quiet", role: "status" });
  const href = `/answers/${encodeURIComponent(id)}?lang=${language}`;
  const link = action("link", say(language, "answer_link"), { href, target: "_blank", rel: "noopener" });
  const thumbs = [["up", "helpful"], ["down", "not_helpful"]].map(([verdict, label]) =>
    action(verdict, say(language, label), {
      type: "button",
      "data-verdict": verdict,
      "aria-pressed": String(turn.verdict === verdict),
      async onclick() {
        const isSaved = await acts.rate(verdict);
        remark.textContent = say(language, isSaved ? "rated" : "rating_failed");
        for (const thumb of thumbs) thumb.setAttribute("aria-pressed", String(turn.verdict === thumb.dataset.verdict));
      },
    }),
  );
  return make("div", { className: "actions" }, link, again, ...thumbs, remark);
}
