// Before anything is drawn: the theme, density and language that were chosen last, so that nothing
// flashes. A file of its own, because the content security policy allows no inline script.
;(function () {
  try {
    var kept = JSON.parse(localStorage.getItem('parley.preferences') || '{}')
    var root = document.documentElement
    if (kept.theme === 'light' || kept.theme === 'dark') root.dataset.theme = kept.theme
    if (kept.density === 'compact') root.dataset.density = 'compact'
    if (kept.language && kept.language !== 'system') root.lang = kept.language
  } catch {
    // Nothing kept, or nothing readable: the system's own look.
  }
})()
