// Asks again until the account is there, tells how long it has taken, then opens it.
const said = document.querySelector("[role=status]");
async function ask() {
  const answer = await fetch(location.href, { headers: { accept: "text/plain" } }).catch(() => null);
  if (answer && answer.status !== 503) return location.reload();
  if (answer) said.textContent = await answer.text();
  setTimeout(ask, Number(document.body.dataset.waiting) * 1000);
}
setTimeout(ask, 500);
