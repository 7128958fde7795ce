/* Films a sitting: camera with microphone and, if wanted, the screen, in chunks of a few seconds. Each chunk goes
   to the server at once, with its digest and the head that was acknowledged before it; until it is acknowledged
   it stays in memory and is sent again. After a reload nothing is left here: the next start is a new segment.
   Chromium 88. Camera and screen open at https or at this machine's own address only. */
(function () {
  "use strict";

  var root = document.querySelector("[data-recorder]");
  if (!root) { return; }

  var NO_KEY = "00000000-0000-0000-0000-000000000000";
  var TYPES = ["video/webm;codecs=vp8,opus", "video/webm"];
  var RETRY_MS = 2000;
  // The clock of a page stands still while the computer sleeps, that on the wall does not.
  var ASLEEP_MS = 5000;
  // More than this in memory, and the browser itself may fail.
  var MOST_WAITING = 400 * 1024 * 1024;
  // A connection that was lost for longer begins a new segment.
  var LOST_MS = Number(root.getAttribute("data-lost-ms"));
  var AGAIN = ["disk-full", "chunk-damaged"];
  var BLOCKED = {
    NotAllowedError: ["浏览器没有允许使用", "请点地址栏左边的图标，允许本站使用摄像头和麦克风，再点“开始录制”。"],
    NotFoundError: ["没有找到摄像头或麦克风", "请接好摄像头和麦克风，再点“开始录制”；没有的，用摄像机录，会后由录入人或见证人附上。"],
    NotReadableError: ["摄像头或麦克风正被别的程序占用", "请关闭会议、录屏等程序，再点“开始录制”。"]
  };

  function part(name) { return root.querySelector("[data-" + name + "]"); }

  var state = part("state"), clock = part("clock"), trouble = part("trouble"), note = part("note");
  var start = part("begin"), stop = part("finish"), withScreen = part("with-screen"), preview = part("preview");
  var kept = part("kept"), waiting = part("waiting");
  var tracks = [], renewal = null, lostSince = 0, wasLost = false, running = false, busy = false, since = 0, ended = 0, keptBytes = 0, keptChunks = 0;

  /* ---- words on the page ---- */

  function show(box, title, words) {
    box.hidden = !title;
    box.querySelector("h2").textContent = title || "";
    box.querySelector("p").textContent = words || "";
  }

  function wordsOf(ms) {
    var seconds = Math.floor(ms / 1000);
    return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
      .map(function (n) { return String(n).padStart(2, "0"); }).join(":");
  }

  function megabytes(bytes) { return (bytes / 1048576).toFixed(1) + "MB"; }

  function queued() {
    return tracks.reduce(function (sum, track) {
      return {
        chunks: sum.chunks + track.queue.length,
        bytes: sum.bytes + track.queue.reduce(function (all, one) { return all + one.blob.size; }, 0)
      };
    }, { chunks: 0, bytes: 0 });
  }

  function setState(name, text) {
    state.className = "mc-reclight is-" + name;
    if (state.textContent !== text) { state.textContent = text; }
  }

  function drawState() {
    var left = queued();
    kept.textContent = keptChunks + "块，" + megabytes(keptBytes);
    waiting.textContent = left.chunks ? left.chunks + "块，" + megabytes(left.bytes) : "没有";
    clock.textContent = since ? wordsOf((running ? performance.now() : ended) - since) : "00:00:00";
    if (running && renewal) {
      setState("next", "正在另起一段");
    } else if (running) {
      setState("on", "正在录制");
    } else if (left.chunks) {
      setState("late", "已停止，还有没传完的");
    } else if (busy) {
      setState("next", "请稍候");
    } else if (since) {
      setState("done", "已结束，全部收到");
    } else {
      setState("next", "尚未录制");
    }
    start.hidden = running;
    stop.hidden = !running;
    start.disabled = busy || left.chunks > 0;
    withScreen.disabled = running || busy;
  }

  /* ---- talking to the server ---- */

  function token() { return root.querySelector("[name=csrfmiddlewaretoken]"); }

  /* After another login in this browser the page's token is stale: a fresh one is taken from the page itself. */
  async function renew() {
    var answer = await fetch(location.href, { credentials: "same-origin" });
    if (answer.redirected || !answer.ok) { return; }
    var page = new DOMParser().parseFromString(await answer.text(), "text/html");
    var fresh = page.querySelector("[data-recorder] [name=csrfmiddlewaretoken]");
    if (fresh) { token().value = fresh.value; }
  }

  /* The answer as {ok, body}, or an error whose `again` says whether it is worth trying again. */
  async function post(url, fields) {
    var body = new FormData(), answer, told;
    Object.keys(fields).forEach(function (name) { body.append(name, fields[name]); });
    try {
      answer = await fetch(url, {
        method: "POST",
        body: body,
        credentials: "same-origin",
        headers: { "Accept": "application/json", "X-CSRFToken": token().value }
      });
    } catch (error) {
      throw { again: true, title: "连接中断", words: "已录的内容暂存在本机，连上后自动补传。请不要关闭或刷新本页。" };
    }
    if ((answer.headers.get("Content-Type") || "").indexOf("application/json") !== 0) {
      if (answer.status >= 500) {
        throw { again: true, title: "服务器没有收下", words: "已录的内容暂存在本机，稍后自动再传。请不要关闭或刷新本页。" };
      }
      await renew().catch(function () { return null; });
      throw { again: true, title: "登录已失效", words: "请另开一个页面重新登录，本页会自动接着传。请不要关闭或刷新本页。" };
    }
    told = await answer.json();
    if (!answer.ok) {
      throw {
        again: AGAIN.indexOf(told.code) >= 0,
        title: told.title,
        words: told.sentence + (told.remedy || "")
      };
    }
    return told;
  }

  function pause(ms) { return new Promise(function (done) { window.setTimeout(done, ms); }); }

  async function insist(url, fields) {
    for (;;) {
      try {
        var told = await post(url, fields);
        show(trouble, "");
        wasLost = wasLost || (lostSince > 0 && performance.now() - lostSince > LOST_MS);
        lostSince = 0;
        return told;
      } catch (error) {
        lostSince = lostSince || performance.now();
        show(trouble, error.title || "录制出错", error.words || String(error));
        if (!error.again) { throw error; }
        drawState();
        await pause(RETRY_MS);
      }
    }
  }

  /* ---- one source ---- */

  function newKey() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    var hex = Array.from(bytes, function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  async function digest(buffer) {
    var found = new Uint8Array(await crypto.subtle.digest("SHA-256", buffer));
    return Array.from(found, function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  }

  function urlOf(kind, track) { return root.getAttribute("data-" + kind + "-url").replace(NO_KEY, track.key); }

  async function film(source, stream, asking) {
    var track = { source: source, stream: stream, key: newKey(), number: 0, at: 0, queue: [], sending: null };
    var told = await asking(root.getAttribute("data-start-url"), { key: track.key, source: source });
    track.head = told.head;
    track.recorder = new MediaRecorder(stream, {
      mimeType: TYPES.find(function (type) { return MediaRecorder.isTypeSupported(type); }),
      videoBitsPerSecond: Number(root.getAttribute("data-" + source + "-video")),
      audioBitsPerSecond: Number(root.getAttribute("data-" + source + "-sound"))
    });
    track.closed = false;
    track.stopped = new Promise(function (done) { track.recorder.addEventListener("stop", done); });
    track.recorder.addEventListener("dataavailable", function (event) { take(track, event.data); });
    track.recorder.addEventListener("error", function () { broke(track); });
    stream.getTracks().forEach(function (one) { one.addEventListener("ended", function () { broke(track); }); });
    track.began = performance.now();
    track.beganOnWall = Date.now();
    track.recorder.start(Number(root.getAttribute("data-chunk-ms")));
    tracks.push(track);
    return track;
  }

  function take(track, blob) {
    var at = Math.round(performance.now() - track.began);
    if (!blob.size || at <= track.at) { return; }
    track.number += 1;
    track.queue.push({ number: track.number, start: track.at, end: at, blob: blob });
    track.at = at;
    if (!track.sending) { track.sending = send(track); }
    if (running && Date.now() - track.beganOnWall - at > ASLEEP_MS) {
      finish("录制已停止", "电脑休眠过，或者调过时间。请点“开始录制”，另起一段；中断的时间如实显示。");
    } else if (queued().bytes > MOST_WAITING && running) {
      finish("录制已停止", "太久没有连上服务器，本机已存不下。已录的内容连上后自动补传，请不要关闭本页，并改用摄像机接着录。");
    }
  }

  async function send(track) {
    try {
      while (track.queue.length) {
        var one = track.queue[0], buffer = await one.blob.arrayBuffer();
        var told = await insist(urlOf("chunk", track), {
          number: one.number,
          previous: track.head,
          sha256: await digest(buffer),
          start_ms: one.start,
          end_ms: one.end,
          content: one.blob
        });
        track.head = told.head;
        track.queue.shift();
        keptChunks += 1;
        keptBytes += one.blob.size;
        drawState();
      }
    } catch (error) {
      // Refused for good: what waits could only be refused too.
      track.queue = [];
      refused(track, error);
    } finally {
      track.sending = null;
      drawState();
      if (wasLost && running && !renewal && !queued().chunks) {
        renewal = renewSegments().finally(function () { renewal = null; drawState(); });
      }
    }
  }

  /* After a lost connection: what waited has come and ends its segments, and new ones begin on the same camera
     and screen, which go on. The camera's first: the server ends whatever its page left open. */
  async function renewSegments() {
    var former = tracks.filter(function (track) { return !track.closed; });
    wasLost = false;
    former.forEach(function (track) {
      track.closed = true;
      track.recorder.stop();
    });
    await Promise.all(former.map(endSegment));
    try {
      for (var place = 0; place < former.length && running; place += 1) {
        await film(former[place].source, former[place].stream, insist);
      }
    } catch (error) {
      finish("录制已停止", (error.words || "没有另起一段。") + "请点“开始录制”，另起一段；中断的时间如实显示。");
    }
    if (!running) { former.forEach(release); }
  }

  function refused(track, error) {
    if (track.source === "camera" && running) { finish(error.title || "录制已停止", error.words || String(error)); }
    else if (!track.closed) { show(note, error.title || "屏幕不再录制", error.words || String(error)); close(track); }
  }

  function release(track) {
    if (track.recorder.state !== "inactive") { track.recorder.stop(); }
    track.stream.getTracks().forEach(function (one) { one.stop(); });
  }

  /* A camera pulled out, a screen no longer shared: this source ends, and the page says so. */
  function broke(track) {
    if (!running || track.closed) { return; }
    if (track.source === "camera") {
      finish("录制已停止", "摄像头或麦克风断开了。请接好后点“开始录制”，另起一段；中断的时间如实显示。");
    } else {
      show(note, "屏幕不再录制", "屏幕共享已停止，摄像头和话筒仍在录。");
      close(track);
    }
  }

  async function close(track) {
    if (track.closed) { return; }
    track.closed = true;
    release(track);
    await endSegment(track);
  }

  /* Once all that it holds is kept, the segment has its end. */
  async function endSegment(track) {
    await track.stopped;
    while (track.sending) { await track.sending; }
    await insist(urlOf("end", track), {}).catch(function () { return null; });
  }

  /* ---- the two buttons ---- */

  async function screenStream() {
    try {
      return await navigator.mediaDevices.getDisplayMedia({
        video: { width: { max: 1280 }, height: { max: 720 }, frameRate: { max: 10 } }
      });
    } catch (error) {
      show(note, "没有选定屏幕", "只录摄像头和话筒。要录屏幕的，结束后重新开始。");
      return null;
    }
  }

  async function begin() {
    show(trouble, "");
    show(note, "");
    busy = true;
    drawState();
    var screen = null, camera = null;
    try {
      // The screen first: a browser opens it only right after the click.
      screen = withScreen.checked ? await screenStream() : null;
      camera = await navigator.mediaDevices.getUserMedia({
        audio: true,
        video: { width: { ideal: 1280, max: 1280 }, height: { ideal: 720, max: 720 }, frameRate: { ideal: 25, max: 30 } }
      });
      tracks = [];
      keptChunks = keptBytes = 0;
      await film("camera", camera, post);
      running = true;
      since = tracks[0].began;
      preview.srcObject = camera;
      if (screen) { await film("screen", screen, post); }
      keepAwake();
    } catch (error) {
      if (running) { show(note, error.title || "没有录屏幕", error.words || "摄像头和话筒仍在录。"); }
      else {
        [screen, camera].forEach(function (stream) {
          if (stream) { stream.getTracks().forEach(function (one) { one.stop(); }); }
        });
        blocked(error);
      }
    }
    busy = false;
    drawState();
  }

  function blocked(error) {
    var why = BLOCKED[error.name] || ["", "浏览器说：" + error.name + "。可以改用摄像机录，会后由录入人或见证人附上。"];
    if (error.title) { show(trouble, error.title, error.words); }
    else { show(trouble, "不能开始录制" + (why[0] ? "：" + why[0] : ""), why[1]); }
  }

  async function finish(title, words) {
    running = false;
    busy = true;
    ended = performance.now();
    preview.srcObject = null;
    show(trouble, title, words);
    drawState();
    if (renewal) { await renewal; }
    await Promise.all(tracks.map(close));
    if (title) { show(trouble, title, words); }
    busy = false;
    drawState();
  }

  /* A sleeping computer films nothing. */
  function keepAwake() {
    if (navigator.wakeLock) { navigator.wakeLock.request("screen").catch(function () { return null; }); }
  }

  var able = window.isSecureContext && navigator.mediaDevices && window.MediaRecorder &&
    TYPES.some(function (type) { return MediaRecorder.isTypeSupported(type); });
  if (!able) {
    show(trouble, "这台电脑上不能录制",
      "浏览器只在HTTPS地址或本机地址（127.0.0.1）开放摄像头，并须是Chromium内核88以上。请在安装本系统的电脑上打开，或用摄像机录，会后由录入人或见证人附上。");
    start.disabled = true;
    return;
  }
  start.disabled = false;
  start.addEventListener("click", begin);
  stop.addEventListener("click", function () { finish(); });
  window.setInterval(drawState, 1000);
  window.addEventListener("beforeunload", function (event) {
    if (running || queued().chunks) { event.preventDefault(); event.returnValue = ""; }
  });
})();
