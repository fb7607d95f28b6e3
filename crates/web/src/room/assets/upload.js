// Brings files by drop or by choosing several, with progress. Without this script the form sends one file.
for (const form of document.querySelectorAll('form[data-island="upload"]')) {
  const input = form.querySelector('input[type=file]');
  const list = form.querySelector('.sending');
  input.multiple = true;
  form.querySelector('button').remove();
  let turn = Promise.resolve();

  const send = (file) => new Promise((done) => {
    const line = document.createElement('li');
    const name = document.createElement('span');
    const bar = document.createElement('progress');
    name.textContent = file.name;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute('aria-label', file.name);
    line.append(name, bar);
    list.prepend(line);
    const say = (text, fault) => {
      const said = document.createElement('span');
      said.className = fault ? 'wrong' : 'muted';
      said.textContent = text;
      bar.remove();
      line.append(said);
      done();
    };
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.setRequestHeader('accept', 'application/json');
    request.responseType = 'json';
    request.upload.onprogress = (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; };
    request.onerror = () => say(form.dataset.failed, true);
    request.onload = () => {
      const answer = request.response;
      if (request.status !== 200 || !answer) return say(answer?.error ?? form.dataset.failed, true);
      const link = document.createElement('a');
      link.href = `/room/media/${answer.id}/`;
      link.textContent = file.name;
      name.replaceChildren(link);
      say([form.dataset.sent, ...answer.removed].join(' '), false);
    };
    const body = new FormData();
    body.append('file', file, file.name);
    request.send(body);
  });

  // One after another: a phone's line is narrow.
  const bring = (files) => { for (const file of files) turn = turn.then(() => send(file)); };
  input.addEventListener('change', () => { bring([...input.files]); input.value = ''; });
  form.addEventListener('submit', (event) => event.preventDefault());
  for (const kind of ['dragenter', 'dragover']) {
    document.addEventListener(kind, (event) => {
      if (![...event.dataTransfer.types].includes('Files')) return;
      event.preventDefault();
      form.classList.add('over');
    });
  }
  document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) form.classList.remove('over'); });
  document.addEventListener('drop', (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    form.classList.remove('over');
    bring([...event.dataTransfer.files]);
  });
}
