/* A search whose answer stands on the same page is asked while one types. Without this script the button asks. */
(function () {
  "use strict";
  const WAIT = 250; // milliseconds after the last key
  document.querySelectorAll("form[data-find]").forEach((form) => {
    const id = form.dataset.find, input = form.querySelector("input[type=search]");
    let timer = 0, asked = null, last = input.value.trim();
    const ask = async () => {
      const words = input.value.trim();
      if (words === last) return;
      last = words;
      if (asked) asked.abort();
      const mine = asked = new AbortController();
      const address = new URL(form.action || location.href);
      address.search = new URLSearchParams(new FormData(form)).toString();
      try {
        const answer = await fetch(address, { signal: mine.signal, credentials: "same-origin" });
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const there = document.getElementById(id), found = page.getElementById(id);
        if (mine === asked && there && found) there.replaceChildren(...found.childNodes);
      } catch (error) {
        if (error.name !== "AbortError") last = null; // the line is down: the button still asks
      }
    };
    input.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(ask, WAIT); // not while a word is put together in pinyin
    });
    input.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  });
})();
