// What a browser with scripts adds to every page: times in the zone of the viewer, and keys. Every page works without it.
"use strict";

function showTimes(root) {
  for (const time of root.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    if (!isNaN(at)) {
      time.title = time.dateTime;
      time.textContent = at.toLocaleString("en", {dateStyle: "medium", timeStyle: "medium"});
    }
  }
}

showTimes(document);

// the menu is folded where it would fill the screen
if (matchMedia("(max-width: 45rem)").matches) {
  document.querySelector(".menu").open = false;
}

function follow(selector) {
  const link = document.querySelector(selector);
  if (link) {
    link.click();
  }
}

// the first link of each row of the table, or of each entry of a list; what a page offers below its title comes first only for a mouse
const ENTRIES = "main tbody tr, main .history > li, main .actions:not(h1 + .actions) > li, main .cards > li";

function moveBy(step) {
  const links = [...document.querySelectorAll(ENTRIES)].map(entry => entry.querySelector("a")).filter(link => link);
  const current = links.findIndex(link => link.parentElement.closest("tr, li").contains(document.activeElement));
  const next = links[current < 0 ? (step > 0 ? 0 : links.length - 1) : current + step];
  if (next) {
    next.focus();
    next.scrollIntoView({block: "nearest"});
  }
}

const KEYS = {
  "/": () => (document.querySelector("main input[type=search]") || document.querySelector(".go input")).focus(),
  "j": () => moveBy(1),
  "k": () => moveBy(-1),
  "?": () => document.getElementById("keys").showModal(),
  "ArrowLeft": () => follow("a[rel=prev]"),
  "ArrowRight": () => follow("a[rel=next]"),
};

document.addEventListener("keydown", event => {
  if (event.key === "k" && (event.ctrlKey || event.metaKey) && !event.altKey) {
    event.preventDefault();
    document.getElementById("palette").showModal();
    return;
  }
  const isTyping = event.target.closest("input:not([type=checkbox]), select, textarea, dialog") !== null;
  if (!isTyping && !event.ctrlKey && !event.altKey && !event.metaKey && Object.hasOwn(KEYS, event.key)) {
    if (!event.key.startsWith("Arrow")) {
      event.preventDefault();
    }
    KEYS[event.key]();
  }
});

// parts that load themselves again do so while the page can be seen, and say when the server is gone
const connection = document.getElementById("connection");

document.addEventListener("htmx:beforeRequest", event => {
  if (document.hidden) {
    event.preventDefault();
  }
});
document.addEventListener("htmx:sendError", () => connection.hidden = false);
document.addEventListener("htmx:afterRequest", event => {
  if (event.detail.successful) {
    connection.hidden = true;
  }
});
document.addEventListener("htmx:load", event => showTimes(event.detail.elt));
