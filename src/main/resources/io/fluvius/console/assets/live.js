// Follows the changes of what a page shows: one stream of events for each tab, closed while the tab is hidden. Rows that are shown
// are brought up to date where they are; of all others, the page says how many there are, so that nothing jumps.
"use strict";

const live = document.querySelector("[data-live]");

if (live) {
  const status = live.querySelector("a");
  const pause = live.querySelector("button");
  // the ids of changed rows: those that are shown and have not been loaded again yet, and those that are not shown
  const stale = new Set();
  const others = new Set();
  let source = null;
  let isPaused = false;
  let isLoading = false;

  live.hidden = false;
  status.href = location.href;

  htmx.createEventSource = url => source = new EventSource(url);

  const shownRow = id => document.getElementById("row-" + id);

  const say = count => {
    status.hidden = count === 0;
    status.textContent = count === 1 ? live.dataset.one : live.dataset.many.replace("#", count);
  };

  const tell = () => say(others.size + (isPaused ? stale.size : 0));

  // the page is loaded once for all rows that changed meanwhile
  const update = async () => {
    if (isLoading || isPaused || stale.size === 0) {
      return;
    }
    isLoading = true;
    const ids = [...stale];
    let pause = 500;
    try {
      const page = await load();
      ids.forEach(id => {
        stale.delete(id);
        replace(shownRow(id), page.getElementById("row-" + id));
      });
      const total = document.getElementById("total");
      const newTotal = page.getElementById("total");
      if (total && newTotal) {
        total.replaceWith(newTotal);
      }
    } catch {
      // the server is restarting, so the rows are as they were; it is asked again
      pause = 2000;
    } finally {
      isLoading = false;
    }
    setTimeout(update, pause);
  };

  const load = async () => {
    const response = await fetch(location.href);
    if (!response.ok) {
      throw new Error(response.statusText);
    }
    return new DOMParser().parseFromString(await response.text(), "text/html");
  };

  const replace = (row, newRow) => {
    if (!row) {
      return;
    }
    if (!newRow) {
      row.classList.add("gone");
      row.title = live.dataset.gone;
      return;
    }
    const mark = row.querySelector("input[type=checkbox]");
    const newMark = newRow.querySelector("input[type=checkbox]");
    if (mark && newMark) {
      newMark.checked = mark.checked;
    }
    const hadFocus = row.contains(document.activeElement);
    newRow.classList.add("updated");
    row.replaceWith(newRow);
    showTimes(newRow);
    if (hadFocus) {
      newRow.querySelector("a").focus();
    }
  };

  live.addEventListener("htmx:sseMessage", event => {
    const message = event.detail;
    const url = new URL(live.getAttribute("sse-connect"), location.href);
    url.searchParams.set("from", message.lastEventId);
    live.setAttribute("sse-connect", url.pathname + url.search);
    if (message.type === "state") {
      // too much was missed to tell what, or the store was empty and still is
      if (message.data !== "null" || document.querySelector("main tbody tr")) {
        say(1);
      }
      return;
    }
    const id = JSON.parse(message.data).id;
    if (live.dataset.live === "rows" && shownRow(id)) {
      stale.add(id);
      setTimeout(update, 100);
    } else {
      others.add(id);
    }
    tell();
  });

  document.addEventListener("htmx:sseError", () => connection.hidden = false);
  document.addEventListener("htmx:sseOpen", () => connection.hidden = true);

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      if (source) {
        source.close();
      }
    } else {
      // htmx opens the stream again, from the last event that the page has seen
      live.dataset.opened = Date.now();
      htmx.process(live);
    }
  });

  if (pause) {
    pause.addEventListener("click", () => {
      isPaused = !isPaused;
      pause.textContent = isPaused ? live.dataset.resume : live.dataset.pause;
      pause.setAttribute("aria-pressed", isPaused);
      tell();
      update();
    });
  }
}
