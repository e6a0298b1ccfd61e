/* The little js: drafts, lost connection, double submit, repeated blocks, conditional fields, text size, print.
   Every page works without it. Sentences come from <template id="words">, translated on the server. */
(function () {
  "use strict";
  const HOURS = 72, PREFIX = "huiyin:draft:", COOKIE = "huiyin_text";
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const words = (name) => { const w = document.getElementById("words"); return (w && w.dataset[name]) || ""; };

  function note(sentence, { where, action, then, alert } = {}) {
    const box = document.createElement("div");
    box.className = "message draft-note";
    box.setAttribute("role", alert ? "alert" : "status");
    const p = document.createElement("p");
    p.textContent = sentence + " ";
    if (action) {
      const button = document.createElement("button");
      button.type = "button"; button.className = "btn btn-link"; button.textContent = action;
      button.addEventListener("click", () => then(box));
      p.append(button);
    }
    box.append(p);
    const place = where || document.getElementById("messages") || document.querySelector("main");
    if (place) place.prepend(box);
    return box;
  }
  const afterwards = (deed) => requestAnimationFrame(() => setTimeout(deed)); // what nobody waits to see
  function say(sentence) {
    let live = document.getElementById("said");
    if (!live) {
      live = document.createElement("div"); live.id = "said"; live.className = "sr-only";
      live.setAttribute("role", "status"); document.body.append(live);
    }
    live.textContent = ""; setTimeout(() => { live.textContent = sentence; }, 50);
  }

  /* ---- repeated blocks: Django formset prefixes renumbered in order ---- */
  const listOf = (name) => document.querySelector(`[data-repeat-list="${name}"]`);
  const itemsOf = (name) => all("[data-repeat-item]", listOf(name));
  const totalOf = (name) => document.querySelector(`input[name="${name}-TOTAL_FORMS"]`);
  function numbered(item, name, index) {
    const pattern = new RegExp(`(?<![A-Za-z0-9-])${name}-(\\d+|__prefix__)-`, "g");
    for (const el of [item, ...all("*", item)]) {
      for (const attribute of Array.from(el.attributes)) {
        if (/^(id|name|for|aria-|data-show-when|href)/.test(attribute.name) && pattern.test(attribute.value)) {
          pattern.lastIndex = 0;
          el.setAttribute(attribute.name, attribute.value.replace(pattern, `${name}-${index}-`));
        }
        pattern.lastIndex = 0;
      }
    }
    all("[data-repeat-number]", item).forEach((el) => { el.textContent = String(index + 1); });
  }
  function counted(name) {
    const list = listOf(name), items = itemsOf(name), few = items.length <= Number(list.dataset.repeatMin || 0);
    items.forEach((item) => all("[data-repeat-remove]", item).forEach((el) => { el.hidden = few; }));
    const total = totalOf(name);
    if (total) total.value = String(items.length);
    all(`[data-repeat-add="${name}"]`).forEach((el) => {
      el.hidden = items.length >= Number(list.dataset.repeatMax || 20);
    });
  }
  function renumber(name) {
    itemsOf(name).forEach((item, index) => numbered(item, name, index));
    counted(name);
  }
  function addBlock(name) {
    const template = document.querySelector(`template[data-repeat="${name}"]`), list = listOf(name);
    if (!template || !list) return null;
    const fresh = template.content.cloneNode(true), item = fresh.querySelector("[data-repeat-item]");
    numbered(item, name, itemsOf(name).length); // before it stands on the page, and none of the others
    list.append(fresh);
    counted(name);
    prepare(item);
    return item;
  }
  document.addEventListener("click", (event) => {
    const add = event.target.closest("[data-repeat-add]"), remove = event.target.closest("[data-repeat-remove]");
    if (add) {
      const item = addBlock(add.dataset.repeatAdd);
      const first = item && item.querySelector("input:not([type=hidden]), select, textarea");
      if (first) first.focus();
      say(words("added"));
      if (add.form) afterwards(() => save(add.form));
    }
    if (remove) {
      const item = remove.closest("[data-repeat-item]");
      const list = item.closest("[data-repeat-list]"), form = item.closest("form");
      const name = list.dataset.repeatList;
      item.remove();
      renumber(name);
      const button = document.querySelector(`[data-repeat-add="${name}"]`);
      if (button) button.focus();
      say(words("removed"));
      if (form) afterwards(() => save(form));
    }
  });

  /* ---- the strip of a section's pages, on a phone: the current one in sight ---- */
  for (const here of all(".subnav [aria-current]")) {
    const strip = here.parentElement;
    strip.scrollLeft = here.offsetLeft - (strip.clientWidth - here.offsetWidth) / 2;
  }

  /* ---- conditional fields: data-show-when="field=value", "field=a|b", "field!=value" or "field" ---- */
  function valueOf(scope, name) {
    const form = scope.closest("form") || document, block = scope.closest("[data-repeat-item]");
    let controls = block ? all("[name]", block).filter((el) => el.name === name || el.name.endsWith("-" + name)) : [];
    if (!controls.length) controls = all("[name]", form).filter((el) => el.name === name);
    return controls.filter((el) => !/radio|checkbox/.test(el.type) || el.checked).map((el) => el.value).filter(Boolean);
  }
  function refresh(root) {
    for (const block of all("[data-show-when]", root)) {
      const [, name, not, wanted] = block.dataset.showWhen.match(/^([^=!]+)(!?)(?:=(.*))?$/) || [];
      if (!name) continue;
      const values = valueOf(block, name);
      let shown = wanted === undefined ? values.length > 0 : values.some((value) => wanted.split("|").includes(value));
      if (not) shown = !shown;
      block.hidden = !shown;
      for (const control of all("input, select, textarea, button", block)) {
        if (!shown && !control.disabled) { control.disabled = true; control.dataset.hid = ""; }
        if (shown && "hid" in control.dataset) { control.disabled = false; delete control.dataset.hid; }
      }
    }
  }
  // On input too: a field that appears only when the one before it is left moves the button from under the finger.
  document.addEventListener("input", (event) => { if (event.target.name) refresh(event.target.form || document); });
  document.addEventListener("change", (event) => { if (event.target.name) refresh(event.target.form || document); });

  /* ---- drafts: in this browser only, of this person only, for three days ---- */
  const audience = (owner) => (owner.includes(":") ? owner.split(":")[0] : "");
  // A resident's words stay in this tab only: the machine may be a library's. An official's outlive the browser.
  const bins = () => { try { return [localStorage, sessionStorage]; } catch { return []; } };
  const binOf = (owner) => (audience(owner) ? localStorage : sessionStorage);
  function drafts() {
    const found = [];
    for (const bin of bins()) {
      for (let i = 0; i < bin.length; i += 1) {
        const key = bin.key(i);
        if (key.startsWith(PREFIX)) {
          let draft = null;
          try { draft = JSON.parse(bin.getItem(key)); } catch { draft = null; }
          found.push([key, draft]);
        }
      }
    }
    return found;
  }
  const forget = (key) => bins().forEach((bin) => bin.removeItem(key));
  const purge = () => drafts().forEach(([key]) => forget(key));
  function kept(control) {
    if (!control.name || control.name === "csrfmiddlewaretoken" || control.closest("[data-private]")) return false;
    if (/^(password|file|submit|button|image|reset)$/.test(control.type)) return false;
    if (control.type === "hidden") {
      return control.name === "once" || /-TOTAL_FORMS$/.test(control.name) || "draftKeep" in control.dataset;
    }
    return true;
  }
  function save(form) {
    if (!form.dataset.draft || !form.dataset.owner || form.dataset.draftOff !== undefined) return;
    const fields = [];
    for (const control of form.elements) {
      if (!kept(control)) continue;
      if (control.type === "checkbox" || control.type === "radio") {
        fields.push([control.name, control.value, control.checked]);
      } else if (control.multiple && control.options) {
        fields.push([control.name, Array.from(control.selectedOptions, (o) => o.value), null]);
      } else fields.push([control.name, control.value, null]);
    }
    const draft = { owner: form.dataset.owner, at: Date.now(), fields };
    try {
      binOf(draft.owner).setItem(PREFIX + form.dataset.draft, JSON.stringify(draft));
    } catch { /* full or forbidden */ }
  }
  function restore(form, draft) {
    for (const [name, value] of draft.fields) {
      const repeat = /^(.+)-TOTAL_FORMS$/.exec(name);
      if (!repeat || !listOf(repeat[1])) continue;
      while (itemsOf(repeat[1]).length < Number(value) && addBlock(repeat[1])) { /* one block at a time */ }
    }
    for (const [name, value, checked] of draft.fields) {
      for (const control of form.elements) {
        if (control.name !== name || !kept(control)) continue;
        if (checked !== null) {
          if (control.value === value) control.checked = checked;
        } else if (Array.isArray(value)) {
          Array.from(control.options).forEach((o) => { o.selected = value.includes(o.value); });
        } else control.value = value;
      }
    }
    refresh(form);
    form.dispatchEvent(new Event("huiyin:filled", { bubbles: true }));
    all("textarea", form).forEach(grow);
  }
  function openDrafts() {
    const done = all('meta[name="draft-done"]').map((meta) => meta.content);
    const forms = all("form[data-draft][data-owner]"), owners = forms.map((form) => form.dataset.owner);
    for (const [key, draft] of drafts()) {
      const old = !draft || !Array.isArray(draft.fields) || Date.now() - draft.at > HOURS * 3600e3;
      const foreign = draft && owners.some((o) => audience(o) === audience(draft.owner || "") && o !== draft.owner);
      if (old || foreign || done.includes(key.slice(PREFIX.length))) forget(key);
    }
    for (const form of forms) {
      const key = PREFIX + form.dataset.draft;
      const entry = drafts().find(([k]) => k === key);
      if (entry && entry[1].owner === form.dataset.owner && !document.querySelector("[data-error-summary]")) {
        restore(form, entry[1]);
        note(words("restored"), { where: form, action: words("discard"), then: () => {
          form.dataset.draftOff = ""; forget(key); location.reload();
        } });
      }
      form.addEventListener("input", () => save(form));
      form.addEventListener("change", () => save(form));
    }
    if (document.querySelector("[data-draft-purge]:not(form)")) purge();
  }

  /* ---- words kept ready: into an empty field at once, over written ones only when that is said once more ---- */
  function fill(link, field) {
    field.value = document.getElementById(link.dataset.fillFrom).innerText.trim();
    const [name, value] = (link.dataset.fillChip || "").split("=");
    const chips = all(`input[name="${name}"]`, field.form);
    if (value && !chips.some((chip) => chip.checked)) {
      chips.forEach((chip) => { if (chip.value === value) chip.checked = true; });
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-fill]");
    const field = link && document.querySelector(`[name="${link.dataset.fill}"]`);
    if (!field) return;
    event.preventDefault();
    all(".fill-note").forEach((el) => el.remove());
    if (!field.value.trim()) { fill(link, field); return; }
    const { fillAsks, fillOver } = link.closest("[data-fill-asks]").dataset;
    const over = (box) => { box.remove(); fill(link, field); };
    note(fillAsks, { where: link.parentElement, action: fillOver, then: over }).classList.add("fill-note");
  });

  /* ---- sending: not without a connection, not twice ---- */
  function ready(form) {
    delete form.dataset.sending;
    all('[aria-busy="true"]', form).forEach((el) => el.removeAttribute("aria-busy"));
    all(".busy-note", form).forEach((el) => el.remove());
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sending !== undefined) { event.preventDefault(); return; }
    if (navigator.onLine === false) {
      event.preventDefault(); event.stopPropagation();
      all(".offline-note", form).forEach((el) => el.remove());
      save(form);
      const box = note(words("offline"), { where: form, alert: true });
      box.classList.add("message-warning", "offline-note");
      box.scrollIntoView({ block: "center" });
      return;
    }
    if (form.matches("[data-draft-purge]")) purge();
    if (form.matches("[hx-get], [hx-post], [data-no-guard], [method=dialog], [target=_blank]")) return;
    form.dataset.sending = "";
    const button = event.submitter;
    if (button) {
      button.setAttribute("aria-busy", "true");
      setTimeout(() => {
        if (form.dataset.sending === undefined) return;
        const busy = document.createElement("span");
        busy.className = "busy-note is-shown"; busy.setAttribute("role", "status"); busy.textContent = words("busy");
        button.after(busy);
      }, 500);
    }
    setTimeout(() => ready(form), 10000); // a download leaves the page open; the one-time token makes a repeat harmless
  }, true);
  window.addEventListener("pageshow", () => all("form").forEach(ready));
  // Back after sending: the browser puts the old words beside a new one-time token, and they would be sent twice.
  window.addEventListener("pageshow", () => {
    const [visit] = performance.getEntriesByType("navigation");
    if (!visit || visit.type !== "back_forward") return;
    const kept = drafts().map(([key]) => key);
    const gone = all("form[data-draft]").filter((form) => !kept.includes(PREFIX + form.dataset.draft));
    gone.forEach((form) => { form.reset(); refresh(form); });
    document.dispatchEvent(new Event("huiyin:filled"));
  });
  document.addEventListener("htmx:sendError", () => note(words("failed"), { alert: true }));
  document.addEventListener("htmx:responseError", () => note(words("failed"), { alert: true }));

  /* ---- size of the text ---- */
  function textSize(size) {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${COOKIE}=${size}; path=/; max-age=${size ? 31536000 : 0}; samesite=lax${secure}`;
    const root = document.documentElement;
    root.classList.remove("large", "large-1", "large-2", "large-3");
    if (size) root.classList.add("large", "large-" + size);
    for (const group of all("[data-text-size]")) {
      const [ordinary, next] = all("button", group);
      const had = document.activeElement;
      ordinary.hidden = !size; ordinary.setAttribute("aria-pressed", String(!size)); next.hidden = size === "3";
      group.querySelector("[data-word-large]").hidden = Boolean(size);
      group.querySelector("[data-word-larger]").hidden = !size;
      if (had && had.hidden && group.contains(had)) (ordinary.hidden ? next : ordinary).focus();
    }
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-text-size] button");
    if (button) {
      const now = Number((document.documentElement.className.match(/large-(\d)/) || [])[1] || 0);
      textSize(button.dataset.size === "next" ? String(Math.min(now + 1, 3)) : "");
    }
    if (event.target.closest("[data-print]")) window.print();
    const to = event.target.closest("[data-error-summary] a[href^='#']");
    const field = to && document.getElementById(to.getAttribute("href").slice(1));
    if (field) { event.preventDefault(); field.focus(); field.scrollIntoView({ block: "center" }); }
    all("details[data-menu][open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  /* ---- keys: Escape closes menus; data-key works only while the focus is inside its data-keys region.
     In a field a key is typed, so there it takes Alt; Enter needs none where it writes nothing. ---- */
  const FIELD = /^(INPUT|TEXTAREA|SELECT)$/;
  const start = document.querySelector("[data-keys-start]"); // the message stays in sight, the first Tab is a field
  if (start && !document.querySelector("[data-error-summary]")) start.focus({ preventScroll: true });
  const writes = (event) => FIELD.test(event.target.tagName) && !event.altKey
    && !(event.key === "Enter" && event.target.matches("select, [role=combobox]"));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      all("details[data-menu][open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
    }
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    if (event.ctrlKey || event.metaKey || event.isComposing || event.repeat || writes(event)) return;
    if (event.key === "/" && !event.altKey && !FIELD.test(event.target.tagName)) {
      const box = all("[data-search]").reverse().find((el) => el.getClientRects().length);
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    }
    const region = event.target.closest("[data-keys]");
    // With Alt some keyboards write another letter: then the place of the key counts.
    const pressed = [event.key.toLowerCase(), event.altKey ? event.code.replace("Key", "").toLowerCase() : ""];
    const meant = (el) => pressed.includes(el.dataset.key.toLowerCase());
    const target = region && all("[data-key]", region).find(meant);
    if (target && !target.disabled) { event.preventDefault(); target.click(); }
  });

  /* ---- one box that ticks all of a name ---- */
  all("[data-all]").forEach((box) => {
    const each = all(`input[name="${box.dataset.all}"]`);
    const agree = () => { box.checked = each.length > 0 && each.every((one) => one.checked); };
    box.parentElement.hidden = false;
    box.addEventListener("change", () => { each.forEach((one) => { one.checked = box.checked; }); });
    each.forEach((one) => { one.addEventListener("change", agree); });
    agree();
  });

  /* ---- growing text where the sheet alone cannot ---- */
  const growing = !(window.CSS && CSS.supports("field-sizing", "content"));
  function grow(area) { if (growing) { area.style.height = "auto"; area.style.height = area.scrollHeight + 2 + "px"; } }
  document.addEventListener("input", (event) => { if (event.target.matches("textarea")) grow(event.target); });

  function prepare(root) {
    refresh(root);
    all("textarea", root).filter((field) => field.value).forEach(grow); // an empty one is as high as it has to be
    const summary = root.querySelector && root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
    root.dispatchEvent(new Event("huiyin:there", { bubbles: true }));
  }
  all("[data-repeat-list]").forEach((list) => renumber(list.dataset.repeatList));
  openDrafts();
  prepare(document);
  const here = document.querySelector(".subnav [aria-current]"); // on a phone the pages of a section are one line
  if (here) here.parentElement.scrollLeft = here.offsetLeft - here.parentElement.offsetLeft - 48;
  document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
})();
