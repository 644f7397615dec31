// Narrows the register to the names that contain what is typed, in any spelling, with or without
// accents. Without this script the whole register stands on the page.
(function () {
  "use strict";
  var field = document.getElementById("find");
  var finder = document.querySelector(".finder");
  var none = document.getElementById("none");
  if (!field || !finder || !none) return;
  var letters = Array.prototype.map.call(document.querySelectorAll("section.letter"), function (section) {
    return { section: section, lines: Array.prototype.slice.call(section.querySelectorAll("li")) };
  });
  var special = { "ə": "e", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th" };

  function fold(text) {
    return text.toLowerCase().replace(/[əıłøđßæœþ]/g, function (c) { return special[c]; })
      .normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  function narrow() {
    var wanted = fold(field.value).split(" ").filter(Boolean);
    var found = 0;
    letters.forEach(function (letter) {
      var here = 0;
      letter.lines.forEach(function (line) {
        var key = line.getAttribute("data-key");
        var fits = wanted.every(function (word) { return key.indexOf(word) >= 0; });
        line.hidden = !fits;
        if (fits) here += 1;
      });
      letter.section.hidden = here === 0;
      found += here;
    });
    none.hidden = found > 0;
  }

  finder.hidden = false;
  field.addEventListener("input", narrow);
  if (field.value) narrow();
})();
