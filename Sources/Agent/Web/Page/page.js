"use strict";
// The rig's page: one snapshot, patched by events; everything that is shown is drawn from it. No library, no cookie.

const $ = (id) => document.getElementById(id);
const api = "api/v1/";
let status = null;
let events = [];
let plan = null;
let planAt = 0;
let count = null;

// ---- Words and figures

const fixed = (value, digits) => (value == null ? "–" : value.toFixed(digits));
const watts = (value) => (value == null ? "–" : `${Math.abs(value) < 9.995 ? value.toFixed(2) : value.toFixed(1)} W`);
const percent = (value) => `${Math.round(value * 100)} %`;
const escaped = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

function brief(seconds) {
  if (seconds < 60) return `${Math.max(0, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  return minutes < 2880 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.round(minutes / 1440)} d`;
}

function put(id, text) {
  const element = $(id);
  if (element.textContent !== text) element.textContent = text;
}

/// Keeps a list's markup, and with it the focus, unless it changed.
function fill(element, html) {
  if (element.dataset.html === html) return;
  const focused = element.contains(document.activeElement) && document.activeElement.dataset.focus;
  element.dataset.html = html;
  element.innerHTML = html;
  if (focused) element.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}

// ---- Asking

const token = {
  get text() { return sessionStorage.getItem("token") || localStorage.getItem("token") || ""; },
  keep(text, isKept) {
    sessionStorage.removeItem("token");
    localStorage.removeItem("token");
    if (text) (isKept ? localStorage : sessionStorage).setItem("token", text);
    put("key", text ? "Token ✓" : "Token");
  },
};

async function ask(path, options = {}) {
  const headers = { ...options.headers };
  if (token.text) headers.Authorization = `Bearer ${token.text}`;
  if (options.body) headers["Content-Type"] = "application/json";
  const answer = await fetch(api + path, { ...options, headers, cache: "no-cache", credentials: "omit" });
  if (answer.ok) return answer;
  let problem = { status: answer.status, title: "That did not work", detail: `The rig answered ${answer.status}.`, code: "" };
  try { problem = await answer.json(); } catch { /* not from the rig itself */ }
  if (problem.status === 401) {
    if (problem.code === "wrong_token") token.keep("");
    if (await askToken(problem.code === "wrong_token" ? "That was not the rig’s token." : "")) return ask(path, options);
  }
  throw problem;
}

function words(error) {
  return error && error.detail ? error : { title: "The rig does not answer", detail: "Is it still on, and this device in its network?" };
}

/// Asks for the token once, however many ask at a time.
let tokenAsked = null;
function askToken(why) {
  tokenAsked ??= new Promise((done) => {
    const dialog = $("token");
    if (why) put("token-why", why);
    $("token-text").value = "";
    const end = (given) => {
      dialog.close();
      tokenAsked = null;
      done(given);
    };
    $("token-form").onsubmit = (event) => {
      event.preventDefault();
      const text = $("token-text").value.trim();
      if (!text) return;
      token.keep(text, $("token-keep").checked);
      end(true);
    };
    $("token-no").onclick = () => end(false);
    dialog.oncancel = () => end(false);
    dialog.showModal();
    $("token-text").focus();
  });
  return tokenAsked;
}

let toastTimer = 0;
function toast(text) {
  put("toast", text);
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => put("toast", ""), 6000);
}

// ---- Live

let stream = null;
let tries = 0;
let lastHeard = 0;
let retry = 0;

async function listen() {
  clearTimeout(retry);
  if (stream || document.hidden) return;
  const mine = (stream = new AbortController());
  try {
    const answer = await ask("events", { signal: mine.signal, headers: { Accept: "text/event-stream" } });
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let pending = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      lastHeard = Date.now();
      pending += value;
      const parts = pending.split("\n\n");
      pending = parts.pop();
      for (const part of parts) take(part);
    }
    throw new Error("ended");
  } catch (error) {
    if (stream !== mine) return;
    stream = null;
    lost(error);
    tries += 1;
    retry = setTimeout(listen, Math.min(10000, 500 * 2 ** Math.min(tries, 5)));
  }
}

function silence() {
  clearTimeout(retry);
  const old = stream;
  stream = null;
  old?.abort();
}

function lost(error) {
  document.body.classList.add("lost-link");
  $("link").className = "lost";
  put("link", error && error.detail ? error.title : "no answer, trying again");
}

function take(part) {
  const lines = part.split("\n");
  const kind = lines.find((line) => line.startsWith("event: "))?.slice(7);
  const data = lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6)).join("\n");
  if (!kind || !data) return;
  const message = JSON.parse(data);
  if (kind === "status") {
    status = message;
    tries = 0;
    document.body.classList.remove("waiting", "lost-link");
    $("link").className = "live";
    planAt = 0;
  } else if (kind === "patch" && status) {
    const { boards, ...rest } = message;
    for (const [key, value] of Object.entries(rest)) {
      if (value === null) delete status[key];
      else status[key] = value;
    }
    if (Array.isArray(boards)) status.boards = boards;
    else if (boards) status.boards = status.boards.map((board) => boards[board.name] ?? board);
  } else if (kind === "happened") {
    const first = message.events[0]?.number ?? 0;
    events = (message.last < (events.at(-1)?.number ?? 0) ? [] : events.filter((event) => event.number < first))
      .concat(message.events).slice(-20);
    if (message.events.some((event) => event.kind === "decision" || event.kind === "order")) planAt = 0;
  }
  draw();
}

let drawing = 0;
function draw() {
  if (!drawing) drawing = requestAnimationFrame(() => { drawing = 0; if (status) drawNow(); });
}

document.addEventListener("visibilitychange", () => (document.hidden ? silence() : listen()));
addEventListener("online", listen);
setInterval(() => {
  // A link that died without a word: the rig says something every 15 s.
  if (stream && lastHeard && Date.now() - lastHeard > 40000) { lastHeard = 0; silence(); lost(); listen(); }
}, 5000);

// ---- The rig now

const kinds = {
  hashing: ["hashing", '<circle class="led on" cx="13" cy="13" r="9"/>'],
  waiting: ["waiting", '<circle class="led wait" cx="13" cy="13" r="9"/><path class="led half" d="M13 4a9 9 0 0 0 0 18z"/>'],
  sleeping: ["sleeping", '<circle class="led wait" cx="13" cy="13" r="9"/><path class="led wait" d="M9 13h8"/>'],
  off: ["off", '<circle class="led" cx="13" cy="13" r="9"/>'],
  deaf: ["deaf", '<circle class="led bad" cx="13" cy="13" r="9"/><path class="led bad" d="M8 8l10 10M18 8L8 18"/>'],
  quarantined: ["quarantined", '<rect class="led stop" x="4" y="4" width="18" height="18" rx="3"/><path class="led mark2" d="M13 8v6M13 17v1.5"/>'],
};

function kindOf(board) {
  if (/quarantine/.test(board.state)) return "quarantined";
  if (/deaf|cannot be reached/.test(board.state)) return "deaf";
  if (!board.powered) return "off";
  if (/^mining/.test(board.state)) return "hashing";
  if (/resting|sleep/.test(board.state)) return "sleeping";
  return board.state === "off" ? "off" : "waiting";
}

function drawNow() {
  const { battery, decision, pool, boards } = status;
  const time = status.time ? new Date(status.time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }) : "clock not set";
  if ($("link").className === "live") put("link", `live, ${time}`);
  drawBattery(battery);
  put("sun", watts(status.panel_w));
  $("stage").className = `stage ${decision.stage}`;
  put("stage", decision.stage);
  put("boards-on", `${decision.powered} of ${boards.length} boards on, ${decision.target} wanted`);
  put("reason", decision.reason);
  const soon = decision.changes_in_s == null ? "" : ` (in ${brief(decision.changes_in_s)} at the earliest)`;
  put("changes", `Changes ${decision.changes}${soon}.`);
  drawSchedule(status.schedule);
  drawBoards(boards);
  drawOrders();
  put("pool-state", pool.state);
  put("pool-node", pool.node ?? "");
  put("pool-connections", `${pool.connections}`);
  put("pool-accepted", `${pool.accepted}`);
  put("pool-unpaid", `${pool.unpaid}`);
  put("pool-refused", `${pool.refused}`);
  fill($("troubles"), status.troubles.map((trouble) =>
    `<li><b>Trouble</b> ${escaped(trouble.text)} <span class="quiet">for ${brief(trouble.for_s)}</span></li>`).join(""));
  drawEvents();
  drawFlow();
  put("foot", `${status.program}, up ${brief(status.uptime_s)}. `
    + `Since its start: ${fixed(status.energy.panel_wh, 1)} Wh of sun, ${fixed(status.energy.load_wh, 1)} Wh taken.`);
  document.title = `${battery.state_of_charge == null ? "–" : percent(battery.state_of_charge)} · Akkurat`;
  lookAtPlan();
}

function drawBattery(battery) {
  const charge = battery.state_of_charge;
  put("soc", charge == null ? "unknown" : percent(charge));
  put("soc-dev", charge == null || battery.deviation == null ? "" : `± ${Math.round(battery.deviation * 100)}`);
  const low = Math.max(0, (charge ?? 0) - (battery.deviation ?? 0));
  const high = Math.min(1, (charge ?? 0) + (battery.deviation ?? 0));
  $("cell-fill").style.width = `${charge == null ? 0 : low * 100}%`;
  $("cell-band").style.left = `${low * 100}%`;
  $("cell-band").style.width = `${charge == null ? 0 : (high - low) * 100}%`;
  put("volts", battery.voltage_v == null ? battery.quality : `${battery.voltage_v.toFixed(2)} V`);
  const amps = battery.current_a;
  put("amps-name", amps == null ? "Current" : amps >= 0.005 ? "Charging" : amps <= -0.005 ? "Discharging" : "Current");
  put("amps", amps == null ? "–" : `${Math.abs(amps).toFixed(2)} A`);
  $("celsius-box").hidden = battery.temperature_c == null;
  put("celsius", `${fixed(battery.temperature_c, 0)} °C`);
}

function drawSchedule(schedule) {
  $("schedule").hidden = !schedule || !schedule.words;
  if (schedule) {
    put("schedule", `Schedule: ${schedule.words}${schedule.overruled ? ", overruled by an order" : ""}`
      + (schedule.changes_local ? `; changes ${schedule.changes_local}.` : "."));
  }
}

function drawBoards(boards) {
  const seen = new Set();
  fill($("leds"), boards.map((board) => {
    const kind = kindOf(board);
    seen.add(kind);
    return `<li><button type="button" data-focus="${escaped(board.name)}" data-board="${escaped(board.name)}" title="${escaped(board.state)}">`
      + `<svg viewBox="0 0 26 26" aria-hidden="true">${kinds[kind][1]}</svg>${escaped(board.name)}<small>${kinds[kind][0]}</small></button></li>`;
  }).join(""));
  put("legend", boards.length ? "" : "No board is configured.");
  fill($("figures"), boards.map((board) =>
    `<tr><td>${escaped(board.name)}</td><td>${Math.round(board.hash_rate)}</td><td>${board.accepted}</td><td>${board.refused}</td>`
    + `<td>${board.wrong_nonces}</td><td>${fixed(board.energy_wh, 2)}</td></tr>`).join(""));
  count ??= decision0();
  count = Math.min(count, boards.length);
  put("count", `${count}`);
  put("set-boards", `Run ${count}`);
  $("less").disabled = count <= 0;
  $("more").disabled = count >= boards.length;
}

const decision0 = () => status.decision.target;

function drawOrders() {
  const none = "<li class=\"none\"><p>None stands: the plan decides.</p></li>";
  fill($("standing"), status.overrides.map((order) =>
    `<li><p><strong>${escaped(order.meaning)}</strong><br><span class="quiet">${escaped(order.id)}, by ${escaped(order.by)} (${escaped(order.from)}), `
    + (order.left_s == null ? "until it is cleared" : `${brief(order.left_s)} left`)
    + (order.why ? `; does not act: ${escaped(order.why)}` : "")
    + `</span></p><button type="button" data-focus="${escaped(order.id)}" data-clear="${escaped(order.id)}" aria-label="Take back: ${escaped(order.meaning)}">Take back</button></li>`
  ).join("") || none);
}

function drawEvents() {
  fill($("events"), events.toReversed().map((event) =>
    `<li class="${escaped(event.kind)}"><time>${escaped((event.local ?? "").slice(11, 16) || `+${brief(event.uptime_s)}`)}</time>`
    + `<span><b>${escaped(event.kind)}${event.subject ? ` ${escaped(event.subject)}` : ""}</b> ${escaped(event.text)}`
    + `${event.who ? ` <span class="quiet">(${escaped(event.who)})</span>` : ""}</span></li>`).join("")
    || "<li><span></span><span class=\"quiet\">Nothing yet.</span></li>");
}

// ---- Where each watt goes: sources, a bar of everything, sinks, each as high as its power

function drawFlow() {
  const flows = status.flows;
  const figure = $("flow");
  if (!flows) return fill(figure, "<p class=\"note\">Not known before the first cycle.</p>");
  const width = Math.max(280, Math.round(figure.clientWidth || 340));
  const residual = flows.residual_w ?? 0;
  const isMeasured = flows.panel_w != null && flows.battery_w != null;
  const some = (list) => list.filter((entry) => entry[1] >= 0.005);
  const sinks = some([
    ["Boards", flows.boards_w, "boards"], ["Host", flows.host_w, "host"], ["Conversion", flows.conversion_w, "loss"],
    ["Into battery", isMeasured ? flows.battery_w : 0, "battery"], ["Not explained", residual, "residual"],
  ]);
  const taken = sinks.reduce((sum, entry) => sum + entry[1], 0);
  const sources = isMeasured
    ? some([["Sun", flows.panel_w, "sun"], ["From battery", -flows.battery_w, "battery"], ["Not explained", -residual, "residual"]])
    : some([["Not measured", taken, "unknown"]]);
  if (!sinks.length || !sources.length) return fill(figure, "<p class=\"note\">No watt flows.</p>");
  const height = 56 * Math.max(3, sinks.length);
  const gap = 16;
  const scale = (height - gap * (Math.max(sources.length, sinks.length) - 1)) / taken;
  const [left, right, middle] = [96, width - 118, Math.round(96 + (width - 214) * 0.46)];
  let svg = "";
  const side = (entries, x, isLeft) => {
    const total = entries.reduce((sum, entry) => sum + entry[1] * scale, 0);
    let y = (height - total - gap * (entries.length - 1)) / 2;
    let inner = (height - taken * scale) / 2;
    let label = -99;
    const places = entries.map((entry) => {
      const tall = Math.max(1.5, entry[1] * scale);
      const place = { entry, y, inner, tall, at: 0 };
      y += tall + gap;
      inner += entry[1] * scale;
      return place;
    });
    for (const place of places) label = place.at = Math.max(place.y + place.tall / 2, label + 38);
    const over = Math.max(0, label + 16 - height);
    for (let index = places.length - 1, limit = height - 16; over && index >= 0; index -= 1) {
      places[index].at = limit = Math.min(places[index].at, limit);
      limit -= 38;
    }
    for (const { entry, y: top, inner: mid, tall, at } of places) {
      const [name, value, tint] = entry;
      const [a, b] = isLeft ? [x + 7, middle] : [middle + 7, x];
      const [from, to] = isLeft ? [top, mid] : [mid, top];
      const bend = (a + b) / 2;
      svg += `<path class="f-${tint} soft" d="M${a} ${from}C${bend} ${from} ${bend} ${to} ${b} ${to}V${to + tall}C${bend} ${to + tall} ${bend} ${from + tall} ${a} ${from + tall}Z"/>`
        + `<rect class="f-${tint}" x="${x}" y="${top}" width="7" height="${tall}" rx="1.5"/>`;
      const anchor = isLeft ? `x="${x - 8}" text-anchor="end"` : `x="${x + 15}"`;
      svg += `<text class="b" ${anchor} y="${at - 1}">${watts(value)}</text><text class="s" ${anchor} y="${at + 15}">${name}</text>`;
    }
  };
  side(sources, left, true);
  side(sinks, right, false);
  const round = svg.replace(/\d+\.\d+/g, (number) => (number.length > 6 ? (+number).toFixed(1) : number));
  const sentence = `In: ${sources.map((e) => `${e[0]} ${watts(e[1])}`).join(", ")}. Out: ${sinks.map((e) => `${e[0]} ${watts(e[1])}`).join(", ")}.`;
  fill(figure, `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(sentence)}">${round}`
    + `<rect class="f-loss" x="${middle}" y="${((height - taken * scale) / 2).toFixed(1)}" width="7" height="${(taken * scale).toFixed(1)}" rx="1.5"/></svg>`);
}

// ---- The plan

async function lookAtPlan() {
  const now = Date.now();
  if (now - planAt < 60000 || $("now").hidden) return;
  planAt = now;
  try {
    plan = await (await ask("plan")).json();
    // Just started, the rig knows its battery in a moment.
    if (!plan.hours.length) planAt = now - 56000;
    drawPlan();
  } catch { /* the next look is in a minute */ }
}

function drawPlan() {
  if (!plan) return;
  put("plan-words", plan.plan ?? plan.gap ?? "");
  $("plan-more").hidden = !plan.hours.length;
  if (!plan.hours.length) return fill($("plan"), "");
  const hours = plan.hours;
  const width = Math.max(280, Math.round($("plan").clientWidth || 340));
  const [left, right, sunTop, sunBottom, chargeTop, chargeBottom] = [34, width - 8, 26, 126, 168, 258];
  const slot = (right - left) / hours.length;
  const top = Math.max(0.5, ...hours.map((hour) => hour.panel_high_w), status.panel_w ?? 0);
  const x = (index) => (left + slot * (index + 0.5)).toFixed(1);
  const sun = (value) => (sunBottom - (value / top) * (sunBottom - sunTop)).toFixed(1);
  const charge = (value) => (chargeBottom - value * (chargeBottom - chargeTop)).toFixed(1);
  const path = (values, y) => values.map((value, index) => `${index ? "L" : "M"}${x(index)} ${y(value)}`).join("");
  const band = (low, high, y) => path(high, y) + low.map((value, index) => [value, index]).reverse().map(([value, index]) => `L${x(index)} ${y(value)}`).join("") + "Z";
  const pick = (key) => hours.map((hour) => hour[key]);
  let svg = `<text class="b" x="0" y="12">Sun, W</text><text class="b" x="0" y="${chargeTop - 14}">Charge, %, and boards</text>`;
  for (const value of [0, top / 2, top]) {
    svg += `<path class="l-grid thin" d="M${left} ${sun(value)}H${right}"/><text class="s" x="${left - 6}" y="${+sun(value) + 4}" text-anchor="end">${value >= 10 ? value.toFixed(0) : value.toFixed(1)}</text>`;
  }
  for (const value of [0, 0.5, 1]) {
    svg += `<path class="l-grid thin" d="M${left} ${charge(value)}H${right}"/><text class="s" x="${left - 6}" y="${+charge(value) + 4}" text-anchor="end">${value * 100}</text>`;
  }
  const every = width < 520 ? 4 : 3;
  hours.forEach((hour, index) => {
    const tall = plan.boards ? (hour.boards / plan.boards) * 34 : 0;
    if (tall) svg += `<rect class="f-boards soft" x="${(left + slot * index + 1).toFixed(1)}" y="${(chargeBottom - tall).toFixed(1)}" width="${(slot - 2).toFixed(1)}" height="${tall.toFixed(1)}"/>`;
    if (index % every === 0) svg += `<text class="s" x="${(left + slot * index).toFixed(1)}" y="${chargeBottom + 18}">${escaped(hour.local)}</text>`;
  });
  svg += `<path class="f-sun faint" d="${band(pick("panel_low_w"), pick("panel_high_w"), sun)}"/><path class="l-sun line" d="${path(pick("panel_w"), sun)}"/>`
    + `<path class="f-battery faint" d="${band(pick("charge_low"), pick("charge_high"), charge)}"/><path class="l-battery line" d="${path(pick("state_of_charge"), charge)}"/>`
    + `<path class="l-ink thin" stroke-dasharray="4 4" d="M${left} ${charge(plan.disconnect)}H${right}"/><text class="s" x="${right}" y="${+charge(plan.disconnect) - 4}" text-anchor="end">cut off at ${percent(plan.disconnect)}</text>`;
  if (status.panel_w != null) svg += `<circle class="f-sun" cx="${x(0)}" cy="${sun(status.panel_w)}" r="5"/><text class="s" x="${+x(0) + 9}" y="${Math.max(12, +sun(status.panel_w) - 7)}">now ${watts(status.panel_w)}</text>`;
  const best = hours.reduce((a, b) => (b.panel_w > a.panel_w ? b : a));
  const least = hours.reduce((a, b) => (b.state_of_charge < a.state_of_charge ? b : a));
  const sentence = `Most sun at ${best.local}: ${watts(best.panel_w)}. Least charge at ${least.local}: ${percent(least.state_of_charge)}. Hour by hour below.`;
  fill($("plan"), `<svg viewBox="0 0 ${width} ${chargeBottom + 24}" role="img" aria-label="${escaped(sentence)}">${svg}</svg>`);
  fill($("plan-rows"), hours.map((hour) =>
    `<tr><td>${escaped(hour.local)}</td><td>${fixed(hour.panel_w, 1)} (${fixed(hour.panel_low_w, 1)}–${fixed(hour.panel_high_w, 1)})</td><td>${hour.boards}</td>`
    + `<td>${percent(hour.state_of_charge)} (${Math.round(hour.charge_low * 100)}–${Math.round(hour.charge_high * 100)})</td></tr>`).join(""));
}

// ---- Orders: first what would happen, then the question, then the deed

function length(order) {
  const span = $("span").value;
  if (span !== "cleared") return { for_s: +span };
  return { until_cleared: true };
}

async function give(order) {
  const wanted = { ...order, ...length(order) };
  try {
    const would = await (await ask("override", { method: "POST", body: JSON.stringify({ ...wanted, dry_run: true }) })).json();
    if (await confirmed(would)) {
      const done = await (await ask("override", { method: "POST", body: JSON.stringify(wanted) })).json();
      toast(`Ordered: ${done.taken.meaning}.`);
    }
  } catch (error) {
    refused(error);
  }
}

function confirmed(would) {
  const taken = would.taken;
  const end = taken.left_s == null ? "until it is cleared" : `for ${brief(taken.left_s)}${taken.until_local ? `, until ${taken.until_local}` : ""}`;
  return question(`${taken.meaning}?`, [
    `It would stand ${end}.`, would.forecast?.text, ...would.notes, taken.acts === false && taken.why && !would.notes.length ? `It would not act now: ${taken.why}.` : null,
  ], true);
}

function refused(error) {
  if (error && error.status === 401) return;
  const { title, detail } = words(error);
  question(title, [detail], false);
}

function question(title, sentences, canDo) {
  return new Promise((done) => {
    const dialog = $("ask");
    put("ask-title", title.charAt(0).toUpperCase() + title.slice(1));
    $("ask-words").innerHTML = sentences.filter(Boolean).map((text) => `<p>${escaped(text)}</p>`).join("");
    $("ask-yes").hidden = !canDo;
    put("ask-no", canDo ? "Leave it as it is" : "Close");
    const end = (yes) => {
      dialog.close();
      done(yes);
    };
    $("ask-yes").onclick = () => end(true);
    $("ask-no").onclick = () => end(false);
    dialog.oncancel = () => done(false);
    dialog.showModal();
    (canDo ? $("ask-yes") : $("ask-no")).focus();
  });
}

async function takeBack(id) {
  try {
    await ask(`override/${encodeURIComponent(id)}`, { method: "DELETE" });
    toast(`Order ${id} is taken back.`);
  } catch (error) {
    refused(error);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || !status) return;
  const { order, board, clear } = button.dataset;
  if (order === "boards") give({ order, count });
  else if (order) give({ order });
  else if (clear) takeBack(clear);
  else if (board) {
    const rests = !status.boards.find((one) => one.name === board)?.powered;
    give({ order: "board", board, on: rests });
  }
});
$("less").onclick = () => { count -= 1; drawBoards(status.boards); };
$("more").onclick = () => { count += 1; drawBoards(status.boards); };
$("key").onclick = () => askToken("");

// ---- What was

const past = { period: "day", ago: 0, picture: "" };
const query = (more) => new URLSearchParams({ period: past.period, ago: past.ago, ...more }).toString();

async function drawPast() {
  for (const button of document.querySelectorAll("[data-period]")) button.setAttribute("aria-pressed", button.dataset.period === past.period);
  $("later").disabled = past.ago === 0;
  const name = past.ago === 0 ? { day: "Today", week: "This week", month: "This month" }[past.period]
    : past.ago === 1 ? { day: "Yesterday", week: "Last week", month: "Last month" }[past.period] : `${past.ago} ${past.period}s ago`;
  put("past-title", name);
  put("past-note", "Drawing …");
  const image = $("chart");
  const asked = query({ width: Math.max(280, Math.min(1140, Math.round($("past").clientWidth - 36))) });
  past.picture = asked;
  try {
    const blob = await (await ask(`chart?${asked}`)).blob();
    if (past.picture !== asked) return;
    URL.revokeObjectURL(image.src);
    image.src = URL.createObjectURL(blob);
    image.alt = `${name}: sun and load, state of charge, boards on. The same figures are in the report below.`;
    image.hidden = false;
    put("past-note", "");
  } catch (error) {
    image.hidden = true;
    put("past-note", words(error).detail);
  }
}

async function download(format) {
  try {
    const answer = await ask(`report?${query({ format })}`);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = answer.headers.get("content-disposition")?.match(/filename="([^"]+)"/)?.[1] ?? `akkurat.${format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  } catch (error) {
    refused(error);
  }
}

for (const button of document.querySelectorAll("[data-period]")) {
  button.onclick = () => { past.period = button.dataset.period; past.ago = 0; drawPast(); };
}
for (const button of document.querySelectorAll("[data-format]")) button.onclick = () => download(button.dataset.format);
$("earlier").onclick = () => { past.ago += 1; drawPast(); };
$("later").onclick = () => { past.ago -= 1; drawPast(); };

// ---- The rig console: keys go as they are typed, in their order

const term = { session: null, keys: "", isBusy: false, tick: 0, text: "" };

function print(text) {
  for (const c of text.replaceAll("\r", "")) {
    if (c === "\b") term.text = term.text.slice(0, -1);
    else if (c >= " " || c === "\n") term.text += c;
  }
  term.text = term.text.slice(-20000);
  const screen = $("screen");
  screen.textContent = term.text;
  screen.scrollTop = screen.scrollHeight;
}

async function type(keys, isTick = false) {
  term.keys += keys;
  if (term.isBusy) return;
  term.isBusy = true;
  clearTimeout(term.tick);
  try {
    do {
      const typed = term.keys.slice(0, 100);
      term.keys = term.keys.slice(100);
      const body = isTick && !typed ? { tick: true } : { keys: typed };
      if (term.session) body.session = term.session;
      const reply = await (await ask("console", { method: "POST", body: JSON.stringify(body) })).json();
      print(reply.text + (reply.over ? "\n(the console is closed; the next key opens it again)\n" : ""));
      term.session = reply.over ? null : reply.session;
      if (reply.live) term.tick = setTimeout(() => type("", true), 2000);
    } while (term.keys);
  } catch (error) {
    term.keys = "";
    if (error && error.code === "unknown_session") term.session = null;
    print(`\n(${words(error).detail})\n`);
  }
  term.isBusy = false;
}

$("keys").oninput = (event) => {
  if (event.isComposing) return;
  const typed = $("keys").value;
  $("keys").value = "";
  type(typed);
};
$("keys").onkeydown = (event) => {
  const key = { Backspace: "\x7f", Escape: "\x1b" }[event.key];
  if (key) { event.preventDefault(); type(key); }
};
for (const button of document.querySelectorAll("[data-key]")) button.onclick = () => type(button.dataset.key);

// ---- Views

const tabs = [...document.querySelectorAll("[role=tab]")];
function show(tab) {
  for (const one of tabs) {
    const isShown = one === tab;
    one.setAttribute("aria-selected", isShown);
    one.tabIndex = isShown ? 0 : -1;
    $(one.getAttribute("aria-controls")).hidden = !isShown;
  }
  if (tab.id === "tab-past") drawPast();
  else if (tab.id === "tab-console") {
    if (!term.session) type("");
    if (matchMedia("(hover:hover)").matches) $("keys").focus();
  }
  else draw();
}
for (const tab of tabs) {
  tab.onclick = () => show(tab);
  tab.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    show(next);
    next.focus();
  };
}

let resizing = 0;
addEventListener("resize", () => {
  clearTimeout(resizing);
  resizing = setTimeout(() => {
    if (status) { drawFlow(); drawPlan(); }
    if (!$("past").hidden) drawPast();
  }, 150);
});

token.keep(token.text, Boolean(localStorage.getItem("token")));
listen();
