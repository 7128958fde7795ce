/* 企业名录 of the carried site: any part of a name or code is looked up in the lists that lie beside the page. They
   are fetched as scripts, once somebody types, since a page opened from a folder may fetch nothing else. Without
   scripts the field stays hidden, and the list by name is read as before. */
(function () {
  "use strict";

  var MOST = 50;
  var box = document.querySelector("[data-names]");
  if (!box) { return; }
  var field = box.querySelector("input");
  var said = box.querySelector("[data-names-said]");
  var found = box.querySelector("[data-names-found]");
  var parts = Array.prototype.map.call(document.querySelectorAll("link[rel=names]"), function (one) { return one.href; });
  var companies = null;

  function look(words) {
    return words.normalize("NFKC").toUpperCase().replace(/\s+/g, "");
  }

  function part(address) {
    return new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      document.head.appendChild(script);
    });
  }

  function load() {
    if (!companies) {
      window.mingchaNames = [];
      companies = Promise.all(parts.map(part)).then(function () {
        return window.mingchaNames.sort(function (one, other) { return one.part - other.part; })
          .reduce(function (all, one) { return all.concat(one.rows); }, [])
          .map(function (row) { return { name: row[0], code: row[1], page: row[2], look: look(row[0] + row[1]) }; });
      });
    }
    return companies;
  }

  function line(company) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    var code = document.createElement("small");
    link.href = company.page;
    link.textContent = company.name;
    code.className = "mc-mono mc-note";
    code.textContent = company.code;
    item.appendChild(link);
    item.appendChild(document.createElement("br"));
    item.appendChild(code);
    return item;
  }

  function show(wanted, all) {
    var hits = all.filter(function (one) { return one.look.indexOf(wanted) >= 0; });
    found.replaceChildren.apply(found, hits.slice(0, MOST).map(line));
    said.textContent = !hits.length ? "没有公示过名称或编码含这几个字的企业。"
      : hits.length > MOST ? "共" + hits.length + "家，先列出" + MOST + "家，请多写几个字。"
        : "共" + hits.length + "家。";
  }

  function clear(words) {
    found.replaceChildren();
    said.textContent = words;
  }

  field.addEventListener("input", function () {
    var wanted = look(field.value);
    if (!wanted) { clear(""); return; }
    load().then(function (all) {
      if (look(field.value) === wanted) { show(wanted, all); }
    }, function () { clear("名录没有读到，请在下面的列表里找。"); });
  });
  box.hidden = false;
})();
