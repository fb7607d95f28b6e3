// Shows and hides the fields of a theme's settings as their rules say, while one fills them in. Without this script that happens on saving.
const form = document.getElementById('custom');
const fields = form ? [...form.querySelectorAll('[data-setting]')] : [];
let asked = 0;
if (fields.length) {
  form.addEventListener('change', async () => {
    const turn = ++asked;
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.shown, { method: 'POST', body }).catch(() => null);
    // Only the last question counts.
    if (!answer?.ok || turn !== asked) return;
    const { shown } = await answer.json();
    for (const field of fields) field.hidden = !shown.includes(field.dataset.setting);
  });
}
