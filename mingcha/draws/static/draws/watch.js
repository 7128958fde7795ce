/* Chapters of a recording: a click on a step plays its segment from there. Without scripts the link opens the film
   at that second. What a browser filmed does not say how long it is; the length is learnt by a look at its end. */
(function () {
  "use strict";

  // Whoever looks for a step wants to see it come.
  var LEAD = 2;

  function learn(video, done) {
    if (isFinite(video.duration)) { done(); return; }
    function known() {
      if (!isFinite(video.duration)) { return; }
      video.removeEventListener("durationchange", known);
      done();
    }
    video.addEventListener("durationchange", known);
    video.currentTime = 1e7;
  }

  function play(video, second) {
    function ready() {
      learn(video, function () {
        video.currentTime = Math.max(0, Math.min(second, video.duration) - LEAD);
        video.play().catch(function () { return null; });
      });
    }
    if (video.readyState) { ready(); return; }
    video.addEventListener("loadedmetadata", ready, { once: true });
    video.load();
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-second]");
    var video = link && document.getElementById(link.getAttribute("data-film"));
    if (!video) { return; }
    event.preventDefault();
    play(video, Number(link.getAttribute("data-second")));
    video.scrollIntoView({ block: "nearest" });
  });
})();
