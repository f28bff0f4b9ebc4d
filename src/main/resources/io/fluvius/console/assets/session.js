// Says that the session is about to end, and offers to stay. When it has ended, the page stays as it is; after the person has signed
// in again in another tab, its forms have the token of the new session.
"use strict";

const session = document.getElementById("session");

if (session) {
  const NOTICE = 120_000;
  // all tabs of a browser have one session, which each request of each tab extends
  const END = "fluvius-session-end";
  const [message, stay, signIn] = session.children;
  let shown = "";
  // the forms of the page have the token of a session that has ended
  let isStale = false;

  // when the session ends however active the person is
  const lastAfter = left => left == null ? Infinity : Date.now() + left * 1000;
  let last = lastAfter(session.dataset.left);

  const extend = () => {
    localStorage.setItem(END, Math.min(Date.now() + session.dataset.idle * 1000, last));
    tell();
  };

  const end = () => {
    localStorage.setItem(END, Date.now());
    tell();
  };

  const hasEnded = () => Date.now() >= localStorage.getItem(END);

  const tell = () => {
    if (hasEnded()) {
      isStale = true;
    } else if (isStale) {
      tryToKeep();
      return;
    }
    const at = Number(localStorage.getItem(END));
    const text = hasEnded() ? session.dataset.ended
      : at - Date.now() > NOTICE ? ""
      : session.dataset.ending.replace("#", new Date(at).toLocaleTimeString("en"));
    if (text !== shown) {
      shown = text;
      message.textContent = text;
      stay.hidden = at >= last || hasEnded();
      signIn.hidden = !stay.hidden;
      session.hidden = text === "";
    }
  };

  const keep = async () => {
    const response = await fetch("/console/session");
    if (response.ok) {
      const kept = await response.json();
      document.querySelectorAll("input[name=_csrf]").forEach(input => input.value = kept.token);
      last = lastAfter(kept.left);
      isStale = false;
      extend();
    } else if (response.status === 401) {
      end();
    }
  };

  // the server cannot be reached: the page says so elsewhere
  const tryToKeep = () => keep().catch(() => {});

  extend();
  setInterval(tell, 1000);
  stay.addEventListener("click", tryToKeep);
  document.addEventListener("htmx:beforeRequest", event => {
    if (hasEnded()) {
      event.preventDefault();
    }
  });
  document.addEventListener("htmx:afterRequest", event => {
    if (event.detail.xhr.status === 401) {
      end();
    } else if (event.detail.successful) {
      extend();
    }
  });
  const goOn = () => {
    if (!document.hidden && hasEnded()) {
      tryToKeep();
    }
  };
  document.addEventListener("visibilitychange", goOn);
  window.addEventListener("focus", goOn);
}
