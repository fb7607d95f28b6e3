// The list of stories by keys: j and k move, x chooses, Enter opens, / looks for words, n begins a story; and a box that chooses all.
const rows = [...document.querySelectorAll('table.stories tbody tr')];
const boxes = rows.map((row) => row.querySelector('input[type=checkbox]'));
const links = rows.map((row) => row.querySelector('a.story'));
let at = -1;

function move(by) {
  if (rows.length === 0) return;
  at = Math.max(0, Math.min(rows.length - 1, at + by));
  links[at].focus();
}

function typing(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) && target.type !== 'checkbox';
}

document.addEventListener('focusin', (event) => {
  const row = event.target.closest?.('tr');
  if (row) at = rows.indexOf(row);
});

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const named = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (event.key === 'j') move(1);
  else if (event.key === 'k') move(-1);
  else if (event.key === 'x' && boxes[at]) boxes[at].click();
  else if (named) named.matches('input') ? named.focus() : named.click();
  else return;
  event.preventDefault();
});

const head = document.querySelector('table.stories thead th');
if (head && boxes[0]) {
  const all = document.createElement('input');
  all.type = 'checkbox';
  all.setAttribute('aria-label', head.textContent.trim());
  all.addEventListener('change', () => boxes.forEach((box) => (box.checked = all.checked)));
  head.replaceChildren(all);
}
