
"use strict";
// Before anything is drawn, so that the page does not flash in the other theme.
try {
  const theme = localStorage.getItem("errbook-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Where nothing can be remembered, the system's theme is it.
}
document.documentElement.classList.add("js");
