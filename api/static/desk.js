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
  function light(anchor) {
    const place = document.getElementById(anchor);
    if (!place) return;
    const mark = place.matches(".page-mark") ? place : place.nextElementSibling;
    place.scrollIntoView({ block: "center" });
    if (mark && mark.matches("mark, .page-mark")) {
      mark.classList.remove("flash");
      void mark.offsetWidth; // restarts the animation
      mark.classList.add("flash");
    }
  }
  const marksOf = (card) => (card ? $$(`mark[data-cards~="${card.id}"]`) : []);
  function glow(card, on) {
    marksOf(card).forEach((mark) => mark.classList.toggle("lit", on));
  }

  // --- cards
  let current = null;
  const cards = () => $$("[data-card]").filter((card) => card.querySelector("[data-act]"));
  function choose(card) {
    if (!card) return;
    const folded = card.closest("details.more-findings:not([open])");
    if (folded) folded.open = true; // what is folded away cannot take the focus
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }
  function move(step) {
    const all = cards();
    if (!all.length) return;
    const here = all.findIndex((card) => card.id === current);
    choose(all[here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1)]);
  }
  const here = () => (current ? document.getElementById(current) : null);
  function act(name) {
    const card = here() || cards()[0];
    const control = card && $(`[data-act="${name}"]`, card);
    if (!control) return;
    current = card.id;
    control.click();
    if (name === "reject") $(".reasons button", card)?.focus();
  }

  document.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-card]");
    if (!card || card.id === current) return;
    glow(here(), false);
    current = card.id;
    glow(card, true);
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
    const passage = event.target.closest("[data-passage]");
    if (passage) {
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
      cancel.closest(".choosing").replaceChildren();
      choose(card);
    }
    if (event.target.closest("[data-dismiss]")) $("#notice").replaceChildren();
    const opener = event.target.closest("[data-open]");
    if (opener) document.getElementById(opener.dataset.open)?.showModal();
  });

  // --- keys: one letter each, never while typing, and they can be switched off
  const keysOn = () => { try { return localStorage.getItem("verrijker-keys") !== "off"; } catch { return true; } };
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    a: () => act("accept"),
    r: () => act("reject"),
    v: () => act("replace"),
    d: () => act("defer"),
    u: () => act("undo"),
    e: () => {
      const card = here();
      const quote = card && $("[data-passage]", card);
      if (quote) light(quote.dataset.passage);
      const shot = card && $("[data-shot]", card);
      if (shot) { shot.open = true; card.scrollIntoView({ block: "nearest" }); }
    },
    m: () => act("mend"),
    f: () => choose($(".finding-card[data-card]")),
    n: () => { ($("#go-on") || $("#next"))?.click(); },
    "?": () => { const help = $("#help"); if (help) { help.open ? help.close() : help.showModal(); } },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return comboKey(event);
    if (event.key === "Escape") {
      const open = event.target.closest("details[open]");
      if (open) { open.open = false; choose(open.closest("[data-card]")); }
      return;
    }
    if (event.key === " " && event.target.matches("a[role=button]")) {
      event.preventDefault(); // what is called a button answers to the space bar too
      event.target.click();
      return;
    }
    const action = keys[event.key];
    if (!action || !keysOn() || !$("[data-card], #help") || ($("dialog[open]") && event.key !== "?")) return;
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
  document.addEventListener("htmx:afterSettle", (event) => {
    const settled = event.detail.elt;
    if (settled?.matches?.("[data-card]") && settled.id === current) choose(settled);
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
      box.addEventListener("change", () => { try { localStorage.setItem("verrijker-keys", box.checked ? "on" : "off"); } catch { /* private window */ } });
    }
    const target = /^#[sf]-/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (target) choose(target);
  });
})();
