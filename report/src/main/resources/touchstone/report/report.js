(function () {
  'use strict';
  var root = document.documentElement;
  var $ = function (id) { return document.getElementById(id); };
  var zh = function () { return root.lang !== 'en'; };
  var PAGE = 20;

  function speak() {
    var button = $('language');
    button.textContent = zh() ? 'English' : '中文';
    button.lang = zh() ? 'en' : 'zh-CN';
    $('by-words').placeholder = zh() ? '搜索题目' : 'Search cases';
    document.querySelectorAll('option[data-zh]').forEach(function (option) {
      option.textContent = zh() ? option.dataset.zh : option.dataset.en;
    });
  }

  var asked = /[?&#]lang=(zh|en)/.exec(location.search + location.hash);
  if (asked) { root.lang = asked[1] === 'en' ? 'en' : 'zh-CN'; }
  $('tools').hidden = false;
  $('language').addEventListener('click', function () {
    root.lang = zh() ? 'en' : 'zh-CN';
    speak();
    filter();
  });
  $('print').addEventListener('click', function () { window.print(); });

  var shut = [];
  window.addEventListener('beforeprint', function () {
    shut = Array.prototype.slice.call(document.querySelectorAll('details.telling:not([open])'));
    shut.forEach(function (each) { each.open = true; });
  });
  window.addEventListener('afterprint', function () {
    shut.forEach(function (each) { each.open = false; });
  });

  function unpack(id) {
    var raw = atob($(id).textContent);
    var bytes = new Uint8Array(raw.length);
    for (var i = 0; i < raw.length; i++) { bytes[i] = raw.charCodeAt(i); }
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return new Response(stream).json();
  }

  var box = $('cases');
  var fixed = Array.prototype.slice.call(box.children);
  var index = [];
  var chunks = {};
  var shown = PAGE;
  var turn = 0;
  var added = document.createElement('div');
  added.id = 'unpacked';
  var more = document.createElement('button');
  more.type = 'button';
  more.className = 'more';
  more.hidden = true;
  more.addEventListener('click', function () { shown += PAGE; filter(true); });

  function chunk(number) {
    chunks[number] = chunks[number] || unpack('chunk-' + number);
    return chunks[number];
  }

  function wanted(dimension, flags, words) {
    var only = $('by-dimension').value;
    var search = $('by-words').value.trim().toLowerCase();
    return (!only || only === dimension)
      && (!$('only-differing').checked || flags.indexOf('d') >= 0)
      && (!$('only-failed').checked || flags.indexOf('f') >= 0)
      && (!search || words.toLowerCase().indexOf(search) >= 0);
  }

  function filter(keep) {
    if (keep !== true) { shown = PAGE; }
    var found = 0;
    fixed.forEach(function (each) {
      var words = each.querySelector('summary').textContent;
      each.hidden = !wanted(each.dataset.dimension, each.dataset.flags, words);
      found += each.hidden ? 0 : 1;
    });
    var hits = index.filter(function (row) { return wanted(row[0], row[1], row[2]); });
    var all = fixed.length + index.length;
    found += hits.length;
    $('found').textContent = zh() ? '显示 ' + found + ' / ' + all + ' 题' : found + ' of ' + all + ' cases';
    more.hidden = hits.length <= shown;
    more.textContent = zh() ? '再显示 ' + PAGE + ' 题' : 'Show ' + PAGE + ' more';
    fill(hits.slice(0, shown));
  }

  function fill(rows) {
    var mine = ++turn;
    return Promise.all(rows.map(function (row) { return chunk(row[3]); })).then(function (parts) {
      if (mine !== turn) { return; }
      // The markup is our own writer's; its text was escaped before it was packed.
      added.innerHTML = rows.map(function (row, i) { return parts[i][row[4]]; }).join('');
    });
  }

  $('filters').hidden = false;
  $('filters').addEventListener('input', filter);
  $('filters').addEventListener('submit', function (event) { event.preventDefault(); });
  speak();
  if ($('index') && window.DecompressionStream) {
    box.after(added, more);
    unpack('index').then(function (rows) { index = rows; filter(); });
  } else {
    filter();
  }
})();
