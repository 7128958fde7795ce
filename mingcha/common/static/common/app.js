/* What the pages gain by scripts; without them everything still works. Chromium 88. */
(function () {
  "use strict";

  var live = document.getElementById("live");

  /* A refusal gets the focus; after a swap so does the new heading. Both are read out. */
  function attend(part) {
    var target = part.querySelector("[role=alert][tabindex]") || part.querySelector("h1[tabindex], h2[tabindex]");
    if (part.matches("[role=alert][tabindex]")) { target = part; }
    if (target) { target.focus(); }
    return target;
  }

  function say(words) {
    live.textContent = "";
    window.setTimeout(function () { live.textContent = words; }, 50);
  }

  attend(document.body);
  document.body.addEventListener("htmx:afterSettle", function (event) {
    var target = attend(event.target);
    var said = event.target.getAttribute("data-say") || (target && target.textContent) || "";
    if (said) { say(said.trim().slice(0, 200)); }
  });
  document.body.addEventListener("htmx:sendError", function () { say("服务器没有回应，填写的内容还在本页。"); });

  /* On a narrow screen tabs scroll sideways: the current one is brought into sight. */
  document.querySelectorAll(".mc-views > [aria-current]").forEach(function (tab) {
    var row = tab.parentElement;
    row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  });

  /* Parts that only scripts can serve are hidden until now. */
  document.querySelectorAll("[data-needs-script]").forEach(function (part) { part.hidden = false; });

  document.addEventListener("click", function (event) {
    if (event.target.closest("[aria-disabled=true]")) { event.preventDefault(); return; }
    if (event.target.closest("[data-print]")) { window.print(); }
  });

  /* A form goes off once: a double click sends nothing twice. Coming back by the browser's button, or an answer
     that leaves the page where it is (a file), opens it again. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post") { return; }
    if (form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    form.setAttribute("data-sent", "");
    window.setTimeout(function () { form.removeAttribute("data-sent"); }, 10000);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { form.removeAttribute("data-sent"); });
  });

  /* "/" goes to the search field, unless somebody is writing. */
  document.addEventListener("keydown", function (event) {
    var search = document.querySelector("[data-search], input[type=search]");
    var writes = event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
    if (event.key !== "/" || writes || !search || event.ctrlKey || event.metaKey || event.altKey) { return; }
    event.preventDefault();
    search.focus();
  });

  /* Ticked rows: data-pick-all in the head, data-pick in the rows, Shift for a range, the bulk bar counts. */
  var last = null;

  function boxes(table) { return Array.from(table.querySelectorAll("[data-pick]")); }

  function mark(table) {
    var all = boxes(table);
    var ticked = all.filter(function (box) { return box.checked; });
    all.forEach(function (box) { box.closest("tr").classList.toggle("is-picked", box.checked); });
    var head = table.querySelector("[data-pick-all]");
    if (head) {
      head.checked = all.length > 0 && ticked.length === all.length;
      head.indeterminate = ticked.length > 0 && ticked.length < all.length;
    }
    document.querySelectorAll("[data-picked]").forEach(function (place) { place.textContent = String(ticked.length); });
    document.querySelectorAll("[data-bulk]").forEach(function (bar) { bar.hidden = ticked.length === 0; });
  }

  document.addEventListener("click", function (event) {
    var box = event.target.closest("[data-pick], [data-pick-all]");
    if (!box) { return; }
    var table = box.closest("table");
    var all = boxes(table);
    if (box.hasAttribute("data-pick-all")) {
      all.forEach(function (one) { one.checked = box.checked; });
    } else if (event.shiftKey && last && all.includes(last)) {
      var ends = [all.indexOf(last), all.indexOf(box)].sort(function (a, b) { return a - b; });
      all.slice(ends[0], ends[1] + 1).forEach(function (one) { one.checked = box.checked; });
    }
    last = box.hasAttribute("data-pick") ? box : null;
    mark(table);
  });

  document.addEventListener("keydown", function (event) {
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    var box = event.target.closest("[data-pick]");
    if (!step || !box) { return; }
    var all = boxes(box.closest("table"));
    var next = all[all.indexOf(box) + step];
    if (next) { event.preventDefault(); next.focus(); }
  });
  document.querySelectorAll("table").forEach(function (table) { if (boxes(table).length) { mark(table); } });
})();
