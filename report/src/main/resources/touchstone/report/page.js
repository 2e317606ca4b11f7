(function () {
  'use strict';
  var root = document.documentElement;
  var language = document.getElementById('language');

  function speak() {
    var zh = root.lang !== 'en';
    language.textContent = zh ? 'English' : '中文';
    language.lang = zh ? 'en' : 'zh-CN';
  }

  var asked = /[?&#]lang=(zh|en)/.exec(location.search + location.hash);
  if (asked) { root.lang = asked[1] === 'en' ? 'en' : 'zh-CN'; }
  document.getElementById('tools').hidden = false;
  language.addEventListener('click', function () {
    root.lang = root.lang === 'en' ? 'zh-CN' : 'en';
    speak();
  });
  document.getElementById('print').addEventListener('click', function () { window.print(); });
  speak();
})();
