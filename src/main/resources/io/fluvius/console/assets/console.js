// What a browser with scripts adds: times in the zone of the viewer, and keys. Every page works without it.
"use strict";

function showTimes(within) {
  for (const time of within.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    if (!isNaN(at)) {
      time.title = time.dateTime;
      time.textContent = at.toLocaleString("en", {dateStyle: "medium", timeStyle: "medium"});
    }
  }
}

showTimes(document);

function follow(selector) {
  const link = document.querySelector(selector);
  if (link) {
    link.click();
  }
}

// "/" goes to the search; the arrows lead to the previous and next version or page
document.addEventListener("keydown", event => {
  const isTyping = event.target.closest("input, select, textarea") !== null;
  if (isTyping || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  if (event.key === "/") {
    const search = document.querySelector("input[type=search]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  } else if (event.key === "ArrowLeft") {
    follow("a[rel=prev]");
  } else if (event.key === "ArrowRight") {
    follow("a[rel=next]");
  }
});
