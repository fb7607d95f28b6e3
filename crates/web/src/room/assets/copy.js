// Copies what stands in a field. Without this script people select it themselves.
for (const button of document.querySelectorAll('[data-copy]')) {
  const field = document.getElementById(button.dataset.copy);
  const said = button.parentElement.querySelector('[role=status]');
  button.hidden = false;
  button.addEventListener('click', async () => {
    field.select();
    // At an address that is not encrypted a browser has only the old way.
    if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
    else document.execCommand('copy');
    button.focus();
    said.textContent = button.dataset.done;
    setTimeout(() => { said.textContent = ''; }, 4000);
  });
}
