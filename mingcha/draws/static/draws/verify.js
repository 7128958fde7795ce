/* Files dropped on the box of the verify page land in its file field. Without scripts the field works alone. */
(function () {
  "use strict";

  var box = document.querySelector("[data-drop]");
  if (!box) { return; }
  var field = box.querySelector("input[type=file]");

  ["dragenter", "dragover"].forEach(function (name) {
    box.addEventListener(name, function (event) { event.preventDefault(); box.classList.add("is-over"); });
  });
  ["dragleave", "drop"].forEach(function (name) {
    box.addEventListener(name, function () { box.classList.remove("is-over"); });
  });
  box.addEventListener("drop", function (event) {
    event.preventDefault();
    field.files = event.dataTransfer.files;
    field.focus();
  });
})();
