/* A long list becomes a field in which one types: the editable combobox of ARIA 1.2. The list stays beneath it: it is
   what is sent, kept as a draft and asked by other scripts, and nothing that it does not hold can be chosen. */
(function () {
  "use strict";
  if (document.documentElement.dataset.seeks) return; // each list brings the script along; once is enough
  document.documentElement.dataset.seeks = "1";
  const MANY = 8, shows = [];
  const all = (selector, root) => Array.from(root.querySelectorAll(selector));
  const made = (tag, attributes) => {
    const el = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => el.setAttribute(name, value));
    return el;
  };
  function entriesOf(select, list) {
    const found = [];
    const add = (option, home) => {
      const node = made("div", { role: "option", id: `${select.id}-${found.length}`, "aria-selected": "false" });
      node.textContent = option.label;
      home.append(node);
      found.push({ option, node, text: `${option.label} ${option.dataset.find || ""}`.toLowerCase() });
    };
    for (const child of select.children) {
      if (child.tagName === "OPTION" && child.value) add(child, list);
      if (child.tagName !== "OPTGROUP" || !child.children.length) continue;
      const group = list.appendChild(made("div", { role: "group", "aria-label": child.label }));
      group.appendChild(made("div", { class: "seek-group", "aria-hidden": "true" })).textContent = child.label;
      all("option", child).forEach((option) => add(option, group));
    }
    return found;
  }
  function seek(select) {
    if (select.options.length <= MANY || select.multiple || select.closest(".seek")) return;
    const id = select.id, box = made("div", { class: "seek" });
    const none = made("p", { class: "seek-none", role: "status" });
    const many = made("p", { class: "sr-only", role: "status" }); // how many are left, for who does not see the list
    const label = select.labels[0] ? select.labels[0].textContent.trim() : "";
    const list = made("div", { role: "listbox", id: `${id}-list`, "aria-label": label });
    const input = made("input", { type: "text", id, role: "combobox", autocomplete: "off", spellcheck: "false",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id });
    const popup = made("div", { class: "seek-list" }), nothing = all("option", select).find((one) => !one.value);
    for (const name of ["aria-describedby", "aria-invalid", "required"]) {
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    }
    select.removeAttribute("required");
    select.id = `${id}-of`;
    select.replaceWith(box);
    const entries = entriesOf(select, list);
    popup.append(list); popup.hidden = true; select.hidden = true;
    input.placeholder = nothing ? nothing.label : "";
    box.append(input, popup, none, many, select);
    let active = null;
    const chosen = () => entries.find((one) => one.option.selected);
    const words = () => (chosen() ? chosen().option.label : "");
    const show = () => { input.value = words(); };
    const like = (typed) => {
      const parts = typed.toLowerCase().split(/\s+/).filter(Boolean);
      return entries.filter((one) => parts.every((part) => one.text.includes(part)));
    };
    const point = (entry) => {
      if (active) active.node.setAttribute("aria-selected", "false");
      active = entry || null;
      if (!active) { input.removeAttribute("aria-activedescendant"); return; }
      active.node.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", active.node.id);
      active.node.scrollIntoView({ block: "nearest" });
    };
    const close = () => {
      popup.hidden = true;
      none.textContent = many.textContent = "";
      input.setAttribute("aria-expanded", "false");
      point(null);
    };
    const open = (typed) => {
      const found = like(typed);
      entries.forEach((one) => { one.node.hidden = !found.includes(one); });
      for (const group of all("[role=group]", list)) {
        group.hidden = !group.querySelector("[role=option]:not([hidden])");
      }
      none.textContent = found.length ? "" : select.dataset.seek;
      many.textContent = found.length && typed.trim() ? select.dataset.seekFound.replace("{n}", found.length) : "";
      popup.hidden = !found.length;
      input.setAttribute("aria-expanded", String(found.length > 0));
      const whole = typed.trim().toLowerCase(), parts = (one) => one.text.split(" ");
      const begins = (one) => parts(one).some((part) => part.startsWith(whole));
      point(whole ? found.find(begins) || found[0] : chosen());
      popup.scrollIntoView({ block: "nearest" });
    };
    const pick = (option) => {
      const other = !option.selected;
      option.selected = true;
      show(); close();
      if (other) select.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const settle = () => { // what was typed, not chosen: nothing, the only one it can mean, or what stood there
      if (input.value === words()) { close(); return; } // nothing typed: what is chosen stands
      const typed = input.value.trim(), found = like(typed);
      const alike = found.filter((one) => one.option.label === typed), same = alike.length === 1 && alike[0];
      if (!typed && nothing) pick(nothing);
      else if (typed && (same || found.length === 1)) pick((same || found[0]).option);
      else { show(); close(); }
    };
    const step = (by) => {
      if (popup.hidden) { open(""); if (active) return; }
      const there = entries.filter((one) => !one.node.hidden), at = there.indexOf(active);
      point(there[at < 0 ? (by > 0 ? 0 : there.length - 1) : (at + by + there.length) % there.length]);
    };
    input.addEventListener("input", (event) => { if (!event.isComposing) open(input.value); });
    input.addEventListener("compositionend", () => open(input.value));
    input.addEventListener("focus", () => input.select());
    input.addEventListener("click", () => { if (popup.hidden) open(""); });
    input.addEventListener("blur", settle);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        step(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Escape" && !popup.hidden) {
        event.preventDefault(); event.stopPropagation();
        show(); close();
      } else if (event.key === "Enter" || event.key === "Tab") {
        const chooses = !popup.hidden || input.value !== words();
        if (event.key === "Enter") event.preventDefault(); // it chooses; it does not send the form by the way
        if (event.key === "Enter" && chooses && !event.altKey) event.stopPropagation();
        if (chooses && active) pick(active.option); else if (chooses) settle();
      }
    });
    popup.addEventListener("pointerdown", (event) => event.preventDefault());
    popup.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const entry = entries.find((one) => one.node === event.target);
      if (entry) { pick(entry.option); input.focus(); close(); }
    });
    shows.push(show);
    show();
  }

  const prepare = (root) => all("select[data-seek]", root).forEach(seek);
  document.addEventListener("huiyin:filled", () => shows.forEach((show) => show()));
  document.addEventListener("huiyin:there", (event) => prepare(event.target));
  prepare(document);
})();
