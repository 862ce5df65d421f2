
// Only in what `errbook serve` serves: the page shows a save as soon as there is one.

const shown = document.querySelector(".version").textContent;

async function look() {
  try {
    const response = await fetch("/version", { cache: "no-store" });
    if (response.ok && (await response.text()) !== shown) location.reload();
  } catch {
    // The server has ended, or starts anew.
  }
  setTimeout(look, 300);
}

look();
