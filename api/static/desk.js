/* What the desk adds when there is JavaScript: keys, passages that light up, comboboxes, and spoken news.
   Every action is a form or a link that works without it. */
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const say = (text) => {
    const place = $("#said");
    place.textContent = "";
    requestAnimationFrame(() => { place.textContent = text; });
  };

  // --- passages
  const wide = matchMedia("(min-width: 1000px)");
  const markAt = (anchor) => {
    const place = document.getElementById(anchor);
    if (!place) return null;
    return place.matches(".page-mark") ? place : place.nextElementSibling?.matches("mark") ? place.nextElementSibling : null;
  };
  function light(anchor) {
    const place = document.getElementById(anchor);
    if (!place) return;
    place.scrollIntoView({ block: "center" });
    const mark = markAt(anchor);
    if (mark) {
      mark.classList.remove("flash");
      void mark.offsetWidth; // restarts the animation
      mark.classList.add("flash");
    }
  }
  const marksOf = (card) => (card ? $$(`mark[data-cards~="${card.id}"]`) : []);
  const glow = (card, on) => marksOf(card).forEach((mark) => mark.classList.toggle("lit", on));
  // Beside the text, what a card is about comes into sight by itself; where the page is one column it must not jump.
  function reveal(card) {
    const side = $("#text");
    if (!side || !wide.matches) return;
    const whole = side.getBoundingClientRect();
    const inSight = (mark) => {
      const box = mark.getBoundingClientRect();
      return box.top >= whole.top && box.bottom <= Math.min(whole.bottom, innerHeight);
    };
    const places = $$("[data-passage]", card).map((link) => markAt(link.dataset.passage)).filter(Boolean);
    if (!places.length || places.some(inSight)) return;
    side.scrollTop += places[0].getBoundingClientRect().top - whole.top - side.clientHeight / 3;
  }
  let told = { card: "", step: -1 };
  function showPlace(card) { // pressed again, it goes on to the card's next passage
    const links = $$("[data-passage]", card);
    told = { card: card.id, step: told.card === card.id && links.length ? (told.step + 1) % links.length : 0 };
    const link = links[told.step];
    const folded = link?.closest("details:not([open])");
    if (folded) folded.open = true;
    if (link) document.getElementById(link.dataset.passage) ? light(link.dataset.passage) : link.click();
    const shot = $("[data-shot]", card);
    if (shot) { shot.open = true; card.scrollIntoView({ block: "nearest" }); }
  }

  // --- cards
  let current = null; // the id of the card that the keys are about
  let swift = null; // a card that a key decides: the next one follows by itself
  const decided = []; // what was decided here, for undoing
  const here = () => (current ? document.getElementById(current) : null);
  const cards = () => $$("[data-card]").filter((card) => card.querySelector("[data-act]"));
  function mind(card) {
    if (card.id !== current) { glow(here(), false); here()?.classList.remove("here"); }
    current = card.id;
    card.classList.add("here");
    glow(card, true);
  }
  function choose(card) {
    if (!card) return;
    const folded = card.closest("details.more-findings:not([open])");
    if (folded) folded.open = true; // what is folded away cannot take the focus
    mind(card);
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    reveal(card);
  }
  function move(step) {
    const rows = $$("#queue .row h2 a");
    if (rows.length) {
      const at = rows.findIndex((row) => row.closest(".row").contains(document.activeElement));
      return rows[Math.min(Math.max(at + step, 0), rows.length - 1)].focus();
    }
    const all = cards();
    if (!all.length) return;
    const at = all.findIndex((card) => card.id === current);
    const seen = at < 0 || !here().contains(document.activeElement); // marked, but nobody has gone there yet
    const to = at < 0 ? (step > 0 ? 0 : all.length - 1) : seen && step > 0 ? at : at + step;
    choose(all[Math.min(Math.max(to, 0), all.length - 1)]);
  }
  function next(card) {
    const all = cards();
    choose(all.slice(all.indexOf(card) + 1).find((each) => "undecided" in each.dataset) ?? card);
  }
  function act(name) {
    const card = here() || cards()[0];
    const control = card && $(`[data-act="${name}"]`, card);
    if (!control) return;
    mind(card);
    swift = name === "undo" ? null : card.id;
    control.click();
    if (name === "reject") $(".reasons button", card)?.focus();
    else if (["accept", "defer", "mend"].includes(name)) goOn(card);
  }
  // The next one is there before the server has answered; when it refuses, a notice says so and the card stays open.
  function goOn(card) {
    swift = null;
    decided.push(card.id);
    next(card);
  }
  function undo() {
    while (!$('[data-act="undo"]', here() || document.createElement("p"))) {
      const last = document.getElementById(decided.pop());
      if (!last) return;
      mind(last);
    }
    act("undo");
  }

  // What a pointer presses must not move from under it, so a card that it is in is minded once it was clicked.
  let pressed = false;
  document.addEventListener("pointerdown", () => { pressed = true; swift = null; });
  document.addEventListener("pointerup", () => { setTimeout(() => { pressed = false; }); });
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-card]");
    if (card && !pressed) mind(card);
  });
  document.addEventListener("pointerover", (event) => {
    const card = event.target.closest("[data-card]");
    if (card) glow(card, true);
  });
  document.addEventListener("pointerout", (event) => {
    const card = event.target.closest("[data-card]");
    if (card && card.id !== current) glow(card, false);
  });

  document.addEventListener("click", (event) => {
    const on = event.target.closest("[data-card]");
    if (on) { mind(on); if (!event.target.closest("a, button, summary, input, textarea")) reveal(on); }
    if (on && on.id === swift && event.target.closest(".reasons button")) return setTimeout(() => goOn(on));
    const passage = event.target.closest("[data-passage]");
    if (passage) {
      if (!document.getElementById(passage.dataset.passage)) return; // further on in a long text: a page of its own
      event.preventDefault();
      light(passage.dataset.passage);
      return;
    }
    const mark = event.target.closest("mark a");
    if (mark) {
      const card = document.getElementById(mark.hash.slice(1));
      if (card) { event.preventDefault(); choose(card); }
      return;
    }
    const cancel = event.target.closest("[data-cancel]");
    if (cancel) {
      const card = cancel.closest("[data-card]");
      const opener = cancel.closest(".field")?.querySelector(".add");
      cancel.closest(".choosing").replaceChildren();
      swift = null;
      card ? choose(card) : opener?.focus();
    }
    if (event.target.closest("[data-dismiss]")) $("#notice").replaceChildren();
    const opener = event.target.closest("[data-open]");
    if (opener) document.getElementById(opener.dataset.open)?.showModal();
  });

  // --- keys: one letter each, never while typing, and they can be switched off
  const keysOn = () => { try { return localStorage.getItem("verrijker-keys") !== "off"; } catch { return true; } };
  const showKeys = () => document.documentElement.classList.toggle("keys-live", keysOn() && Boolean($("[data-card]")));
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    a: () => act("accept"),
    r: () => act("reject"),
    v: () => act("replace"),
    d: () => act("defer"),
    u: undo,
    e: () => { const card = here(); if (card) showPlace(card); },
    m: () => act("mend"),
    f: () => choose($(".finding-card[data-card]")),
    n: () => { ($("#go-on") || $("#next"))?.click(); },
    "/": () => $("#q")?.focus(),
    "?": () => { const help = $("#help"); if (help) { help.open ? help.close() : help.showModal(); } },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return comboKey(event);
    if (event.key === "Escape") {
      const open = event.target.closest("details[open]");
      if (open) { open.open = false; swift = null; open.closest("[data-card]") ? choose(open.closest("[data-card]")) : $("summary", open).focus(); }
      return;
    }
    if (event.key === " " && event.target.matches("a[role=button]")) {
      event.preventDefault(); // what is called a button answers to the space bar too
      event.target.click();
      return;
    }
    if (!keysOn() || !$("[data-card], #help") || ($("dialog[open]") && event.key !== "?")) return;
    const reason = /^[1-9]$/.test(event.key) && $$(".rejecting[open] .reasons button", here() || document.createElement("p"))[event.key - 1];
    const action = reason ? () => reason.click() : keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  // --- combobox
  const listOf = (input) => document.getElementById(input.getAttribute("aria-controls"));
  function show(input, open) {
    const list = listOf(input);
    list.hidden = !open || !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (list.hidden) input.removeAttribute("aria-activedescendant");
  }
  function point(input, option) {
    $$('[role="option"]', listOf(input)).forEach((each) => each.setAttribute("aria-selected", String(each === option)));
    if (!option) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }
  function take(input, option) {
    if (option.getAttribute("aria-disabled")) return;
    const form = input.form;
    input.value = option.dataset.label;
    form.elements.value.value = option.dataset.value;
    show(input, false);
    form.requestSubmit();
  }
  function comboKey(event) {
    const form = event.target.closest("[data-chooser]");
    if (event.key === "Escape" && form && !form.querySelector("[aria-expanded=true]")) {
      $("[data-cancel]", form).click();
      return;
    }
    const input = event.target.closest('[role="combobox"]');
    if (!input) return;
    const options = $$('[role="option"]:not([aria-disabled])', listOf(input));
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      show(input, true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (options.length) point(input, options[(at + step + options.length) % options.length] || options[0]);
    } else if (event.key === "Enter" && at >= 0 && input.getAttribute("aria-expanded") === "true") {
      event.preventDefault();
      take(input, options[at]);
    } else if (event.key === "Enter" && input.value) {
      // Typed faster than the options came: half a word is no choice, and must not be sent as one.
      event.preventDefault();
      input.dataset.entered = input.value;
    } else if (event.key === "Escape") {
      show(input, false);
    }
  }
  document.addEventListener("input", (event) => {
    if (!event.target.matches('[role="combobox"]')) return;
    event.target.form.elements.value.value = "";
    point(event.target, null);
  });
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) event.preventDefault(); // the input keeps the focus
    else $$('[role="combobox"][aria-expanded="true"]').forEach((input) => {
      if (!input.parentElement.contains(event.target)) show(input, false);
    });
  });
  document.addEventListener("click", (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) take($('[role="combobox"]', option.closest(".combo")), option);
  });

  // --- htmx
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.detail.target;
    if (target?.matches('[role="listbox"]')) {
      const input = $('[role="combobox"]', target.parentElement);
      [...target.children].forEach((option, number) => { option.id = `${target.id}-${number}`; });
      show(input, document.activeElement === input);
      const first = $('[role="option"]:not([aria-disabled])', target);
      // An answer to earlier letters must not offer its first option to the Enter key.
      const fresh = event.detail.requestConfig?.parameters.label === input.value;
      point(input, input.value && fresh ? first : null);
      const only = first && target.children.length === 1;
      if (only && fresh && input.dataset.entered === input.value) take(input, first);
    }
  });
  // A card came back from the server: on with the next when it was replaced by key, else the focus stays with it.
  function after(card) {
    if (!("undecided" in card.dataset) && !decided.includes(card.id)) decided.push(card.id);
    const count = $("#waiting-count");
    if (count) count.textContent = $$(".card[data-undecided]").length;
    if (swift === card.id) goOn(card); else if (card.id === current) choose(card);
  }
  document.addEventListener("htmx:afterSettle", (event) => {
    const settled = event.detail.elt;
    if (settled?.matches?.("[data-card]")) after(settled);
    // Not at the swap: htmx hears the field's focus and first letters only from here on.
    if (settled?.matches?.(".choosing")) $("input:not([type=hidden]), textarea", settled)?.focus();
  });
  document.addEventListener("verrijker:said", (event) => say(event.detail.value ?? ""));
  document.addEventListener("htmx:sendError", () => {
    const dutch = document.documentElement.lang === "nl";
    $("#notice").innerHTML = "<p class='alarm'></p>";
    $("#notice p").textContent = dutch
      ? "De server antwoordt niet; er is niets opgeslagen."
      : "The server does not answer; nothing was saved.";
  });

  // --- a tab that was kept: tell which part of the queue someone was in
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id === "queue" && event.detail.target.contains(document.activeElement)) {
      const id = document.activeElement.id || document.activeElement.closest("[id]")?.id;
      const link = document.activeElement.matches("h2 a");
      if (id) setTimeout(() => {
        const again = document.getElementById(id);
        (link ? $("a", again || document) : again)?.focus({ preventScroll: true });
      }, 30);
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    if ($("#help")) $$(".key-help").forEach((button) => { button.hidden = false; });
    const box = $("#keys-on");
    if (box) {
      box.checked = keysOn();
      box.addEventListener("change", () => {
        try { localStorage.setItem("verrijker-keys", box.checked ? "on" : "off"); } catch { /* private window */ }
        showKeys();
      });
    }
    showKeys();
    const named = location.hash.slice(1);
    const asked = /^[sf]-/.test(named) ? document.getElementById(named) : $(`[data-passage="${CSS.escape(named)}"]`)?.closest("[data-card]");
    const first = cards().find((card) => "undecided" in card.dataset);
    if (asked) { choose(asked); if (named.startsWith("e-")) light(named); }
    else if (first) mind(first); // the keys are about this one, and it can be seen that they are
  });
})();
