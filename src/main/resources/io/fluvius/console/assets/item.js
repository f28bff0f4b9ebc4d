// The slider of versions: moving it shows the version at once. Without scripts, its button does.
"use strict";

const slider = document.querySelector(".step input[type=range]");

if (slider) {
  let wanted = slider.value;
  let isLoading = false;

  const replace = (id, page) => {
    const shown = page.getElementById(id);
    if (shown) {
      document.getElementById(id).replaceWith(shown);
      if (typeof showTimes === "function") {
        showTimes(shown);
      }
    }
  };

  const show = async () => {
    if (isLoading) {
      return;
    }
    isLoading = true;
    let loaded = null;
    while (loaded !== wanted) {
      loaded = wanted;
      const url = new URL(location.href);
      url.search = new URLSearchParams({version: loaded});
      const response = await fetch(url);
      if (response.ok) {
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        replace("step", page);
        replace("shown-version", page);
        history.replaceState(null, "", url);
      }
    }
    isLoading = false;
  };

  // a version of a long history takes a moment, so only the one at which the slider stops is shown
  slider.addEventListener(slider.max < 2000 ? "input" : "change", () => {
    wanted = slider.value;
    show().catch(() => {
      // the server cannot be reached: the button shows what the browser says
      isLoading = false;
    });
  });
}
