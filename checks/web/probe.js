// Looks at the page from a world of its own: what is in it, how it is shown, and what axe-core says about it.
(() => {
  "use strict";
  const MOST = 30000;
  const KEPT = new Set(["id", "class", "href", "src", "alt", "title", "role", "lang", "dir", "type", "name", "for"]);
  const SILENT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"]);
  let numbers, elements;

  const round = (value) => Math.round(value * 10) / 10;

  const textBox = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const box = range.getBoundingClientRect();
    return [round(box.x + scrollX), round(box.y + scrollY), round(box.width), round(box.height)];
  };

  const pseudo = (element, which) => {
    const style = getComputedStyle(element, which);
    const content = style.content;
    if (!content || content === "none" || content === "normal") return null;
    const text = content.replace(/url\([^)]*\)/g, "").match(/"((?:[^"\\]|\\.)*)"/g);
    return text ? text.map((piece) => piece.slice(1, -1)).join("") : "";
  };

  const facts = (element, hidden) => {
    const style = getComputedStyle(element);
    const found = {};
    const gone = style.display === "none" || style.visibility !== "visible" || style.contentVisibility === "hidden";
    if (style.display === "none") found.d = 1;
    if (element.tagName === "VIDEO" || element.tagName === "AUDIO") found.media = media(element);
    if (hidden || gone) {
      found.h = 1;
      return found;
    }
    const box = element.getBoundingClientRect();
    found.b = [round(box.x + scrollX), round(box.y + scrollY), round(box.width), round(box.height)];
    found.fs = parseFloat(style.fontSize);
    found.s = [
      style.display, style.position, style.fontWeight, style.fontStyle, style.color, style.textAlign,
      style.textTransform, style.textDecorationLine, style.overflowX, style.overflowY, style.whiteSpace,
      style.lineHeight, style.direction, style.cursor, style.opacity, style.backgroundColor, style.textIndent,
      style.clip, style.clipPath, style.float, style.textOverflow, style.letterSpacing,
      style.fontFamily,
    ];
    if (style.backgroundImage !== "none") found.bg = style.backgroundImage.slice(0, 300);
    if (found.bg && found.bg.includes("gradient")) found.tb = textBox(element);
    const before = pseudo(element, "::before");
    const after = pseudo(element, "::after");
    if (before !== null) found.bf = before;
    if (after !== null) found.af = after;
    if (element.scrollHeight > element.clientHeight + 1 && element.clientHeight) found.oy = element.scrollHeight;
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth) found.ox = element.scrollWidth;
    if (element.tabIndex >= 0) found.ti = element.tabIndex;
    if (element.disabled) found.off = 1;
    if (element.tagName === "IMG") {
      found.nat = [element.naturalWidth, element.naturalHeight];
    } else if ("value" in element && typeof element.value === "string" && element.value) {
      found.v = element.value.slice(0, 200);
    }
    return found;
  };

  const heard = new Map();

  const media = (element) => ({
    duration: Number.isFinite(element.duration) ? round(element.duration) : null,
    sound: heard.has(element) ? heard.get(element) : element.readyState < 1 ? null
      : element.tagName === "AUDIO" || element.audioTracks.length > 0,
    muted: element.muted || element.volume === 0,
  });

  // A track may be there and hold nothing: the sound itself is decoded, once, for small files.
  const listen = async () => {
    for (const element of [...document.querySelectorAll("video")].slice(0, 4)) {
      if (element.readyState < 1 || !element.currentSrc.startsWith(location.origin)) continue;
      try {
        const data = await (await fetch(element.currentSrc)).arrayBuffer();
        const sound = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(data);
        let peak = 0;
        for (let channel = 0; channel < sound.numberOfChannels; channel += 1) {
          const samples = sound.getChannelData(channel);
          for (let at = 0; at < samples.length; at += 7) peak = Math.max(peak, Math.abs(samples[at]));
        }
        heard.set(element, peak > 0.003);
      } catch {
        if (element.audioTracks && element.audioTracks.length === 0) heard.set(element, false);
      }
    }
  };

  const kids = (node) => {
    if (node.shadowRoot) return node.shadowRoot.childNodes;
    if (node.tagName === "SLOT") {
      const assigned = node.assignedNodes();
      if (assigned.length) return assigned;
    }
    return node.childNodes;
  };

  const walk = (element, hidden, nodes) => {
    const number = elements.length;
    elements.push(element);
    numbers.set(element, number);
    const attributes = {};
    for (const { name, value } of element.attributes) {
      attributes[name] = value.length > 2000 && !KEPT.has(name) ? value.slice(0, 2000) : value;
    }
    const node = [element.localName, attributes, [], {}];
    nodes.push(node);
    if (element.namespaceURI !== "http://www.w3.org/1999/xhtml") node[3].ns = element.namespaceURI;
    if (SILENT.has(element.tagName)) {
      if (element.tagName !== "TEMPLATE") node[2].push(element.textContent.slice(0, 200000));
      node[3].h = 1;
      return number;
    }
    node[3] = Object.assign(node[3], facts(element, hidden));
    // An element that is shown can stand in one that is only invisible; in one that is not rendered it cannot.
    const gone = hidden || Boolean(node[3].d);
    for (const child of kids(element)) {
      if (elements.length > MOST) break;
      if (child.nodeType === 3) node[2].push(child.data);
      else if (child.nodeType === 1) node[2].push(walk(child, gone, nodes));
    }
    return number;
  };

  const snapshot = () => {
    numbers = new Map();
    elements = [];
    const nodes = [];
    walk(document.documentElement, false, nodes);
    return {
      nodes, title: document.title, width: document.documentElement.scrollWidth, view: innerWidth,
      height: Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0),
      doctype: document.doctype ? document.doctype.name : null, mode: document.compatMode,
    };
  };

  const settled = async (most) => {
    const start = performance.now();
    const busy = document.scripts.length > 0 || document.getAnimations().length > 0;
    const media = [...document.querySelectorAll("video, audio")].filter((m) => m.currentSrc || m.querySelector("source"));
    if (!busy && !media.length) return false;
    let last = performance.now();
    const observer = new MutationObserver(() => { last = performance.now(); });
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    const waiting = () => media.some((m) => m.readyState < 2 && !m.error && m.networkState === 2);
    const pause = () => new Promise((done) => { setTimeout(done, 30); });
    do await pause(); while (performance.now() - start < most && (performance.now() - last < 90 || waiting()));
    observer.disconnect();
    if (media.length) await listen();
    return performance.now() - last < 90;
  };

  // Two rules that judge one text's shadow by different limits: the second would get what the first one kept.
  const shadows = () => {
    const limit = (id) => axe._audit.checks[id].options;
    limit("color-contrast-enhanced").shadowOutlineEmMax = limit("color-contrast").shadowOutlineEmMax;
  };

  const axeRun = async (off) => {
    shadows();
    const rules = {};
    for (const rule of axe.getRules()) rules[rule.ruleId] = { enabled: !off.includes(rule.ruleId) };
    const options = { rules, elementRef: true, resultTypes: ["violations", "incomplete"], preload: { assets: ["cssom"], timeout: 2000 } };
    const result = await axe.run(document, options);
    const short = (found) => found.map((rule) => ({
      id: rule.id,
      nodes: rule.nodes.slice(0, 200).map((node) => ({
        n: numbers.has(node.element) ? numbers.get(node.element) : null,
        target: node.target.flat(3).join(" >>> "),
        html: node.html.slice(0, 400),
        data: [...node.any, ...node.all, ...node.none].slice(0, 4).map((c) => [c.id, keep(c.data)]),
      })),
    }));
    return { violations: short(result.violations), incomplete: short(result.incomplete) };
  };

  const keep = (data) => {
    if (data === null || data === undefined) return null;
    const text = JSON.stringify(data);
    return text && text.length < 600 ? data : null;
  };

  globalThis.verrijker = {
    settled, snapshot, axeRun,
    element: (number) => elements[number],
    number: (element) => (numbers.has(element) ? numbers.get(element) : null),
    all: () => elements,
  };
})();
// What only shows once something is done: text that is enlarged, keys that are pressed, time that passes.
(() => {
  "use strict";
  const number = (element) => globalThis.verrijker.number(element);
  const changed = new Set();
  let observer = null;

  const watch = () => {
    observer = new MutationObserver((records) => {
      for (const record of records) {
        const element = record.target.nodeType === 1 ? record.target : record.target.parentElement;
        const text = record.type === "characterData" || [...record.addedNodes].some((n) => n.nodeType === 3);
        if (element && text && changed.size < 50) changed.add(element);
      }
    });
    observer.observe(document.documentElement, { subtree: true, childList: true, characterData: true });
  };

  const changing = () => [...changed].filter((e) => e.isConnected).map(number).filter((n) => n !== null);

  const hides = (value) => value === "hidden" || value === "clip";

  const clipped = () => {
    const found = [];
    for (const element of globalThis.verrijker.all()) {
      if (!element.isConnected || ![...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim().length > 8)) continue;
      const style = getComputedStyle(element);
      const down = hides(style.overflowY) && element.clientHeight > 1 && element.scrollHeight > element.clientHeight + 4;
      const along = hides(style.overflowX) && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 4
        && style.textOverflow !== "ellipsis";
      if ((down || along) && style.visibility === "visible") found.push(number(element));
    }
    const whole = [...document.links].some((a) => /full|volledig|hele|more|meer|lees|read/i.test(a.textContent));
    return whole ? [] : found.filter((n) => n !== null).slice(0, 50);
  };

  const LOOK = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "color", "borderTopColor",
    "borderTopWidth", "borderTopStyle", "borderBottomColor", "borderBottomWidth", "textDecorationLine", "backgroundImage",
    "transform", "opacity", "fontWeight", "filter"];
  const appearance = (element) => {
    const style = getComputedStyle(element);
    return LOOK.map((key) => style[key]).join("|").replace(/none\|\S+ ?\|rgb[^|]*/, "none");
  };
  let plain = new Map();

  const remember = () => {
    plain = new Map();
    for (const element of globalThis.verrijker.all()) {
      if (element.tabIndex >= 0 && plain.size < 200) plain.set(element, appearance(element));
    }
    return plain.size;
  };

  const focused = () => {
    let element = document.activeElement;
    while (element && element.shadowRoot && element.shadowRoot.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    const dialog = Boolean(element.closest("dialog, [role=dialog], [role=alertdialog], [aria-modal=true]"));
    const parent = element.parentElement;
    return [number(element), plain.has(element) && plain.get(element) === appearance(element) && !caret(element), dialog,
      parent ? number(parent) : null];
  };

  const caret = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT|IFRAME|VIDEO|AUDIO)$/.test(element.tagName);

  const bare = () => {
    const found = /outline(-style|-width|-color)?\s*:\s*(none|0|transparent)/i;
    if (document.querySelector("[style*=outline]")) return true;
    for (const sheet of document.styleSheets) {
      try {
        for (const rule of sheet.cssRules) if (found.test(rule.cssText)) return true;
      } catch { /* A sheet from elsewhere cannot be read. */ }
    }
    return false;
  };

  const shortcut = () => {
    for (const field of document.querySelectorAll("input[type=text], input:not([type]), textarea")) {
      if (!field.value) field.value = "x";
    }
    const before = document.body.innerHTML.length + document.body.textContent;
    const place = location.href;
    if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
    for (const key of "abcdefghijklmnopqrstuvwxyz0123456789+-?/.,!;=*#") {
      for (const type of ["keydown", "keypress", "keyup"]) {
        document.body.dispatchEvent(new KeyboardEvent(type, {
          key, bubbles: true, cancelable: true, code: /[a-z]/.test(key) ? `Key${key.toUpperCase()}` : "",
          keyCode: key.toUpperCase().charCodeAt(0), which: key.toUpperCase().charCodeAt(0), charCode: key.charCodeAt(0),
        }));
      }
      const now = document.body.innerHTML.length + document.body.textContent;
      if (now !== before || location.href !== place) return key;
    }
    return null;
  };

  const WINDOWS = /lightbox|modal|dialog|popup|fancybox|colorbox/i;
  const hint = (e) => [e.className, e.id, e.rel, e.getAttribute("data-toggle"), e.getAttribute("data-bs-toggle"),
    e.getAttribute("aria-haspopup")].some((word) => typeof word === "string" && WINDOWS.test(word));
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 40 && box.height > 40 && getComputedStyle(element).visibility === "visible" && getComputedStyle(element).display !== "none";
  };
  const windows = () => [...document.querySelectorAll("dialog, [role=dialog], [role=alertdialog], [aria-modal=true], body *")]
    .slice(0, 5000).filter((e) => seen(e) && (e.matches("dialog, [role=dialog], [role=alertdialog], [aria-modal=true]")
      || (getComputedStyle(e).position === "fixed" && e.offsetWidth * e.offsetHeight > innerWidth * innerHeight * 0.2)));

  // Opens what says that it opens a window in the page; the focus has to go along.
  const opens = async () => {
    const found = [];
    const controls = [...document.querySelectorAll("a[href], button, [role=button], [onclick]")].filter((e) => rendered(e) && hint(e));
    const stay = (event) => event.preventDefault();
    addEventListener("click", stay);
    for (const control of controls.slice(0, 3)) {
      const before = new Set(windows());
      control.focus();
      control.click();
      await new Promise((done) => { setTimeout(done, 150); });
      const opened = windows().filter((e) => !before.has(e));
      if (!opened.length) continue;
      if (!opened.some((e) => e.contains(document.activeElement))) found.push(number(control));
      break; // What lies under an open window is not tried.
    }
    removeEventListener("click", stay);
    return found.filter((n) => n !== null);
  };
  const rendered = (element) => element.getClientRects().length > 0;

  const scripted = () => document.scripts.length > 0
    || globalThis.verrijker.all().some((e) => e.attributes && [...e.attributes].some((a) => a.name.startsWith("on")));

  // What every page is asked, in one go.
  const first = async (most, scripts) => {
    const { settled, snapshot } = globalThis.verrijker;
    const calm = await settled(most);
    const seen = snapshot();
    if (scripts) watch();
    return { ...seen, settled: calm, bare: bare() };
  };

  Object.assign(globalThis.verrijker, { first, watch, changing, clipped, remember, focused, bare, shortcut, opens, scripted });
})();
