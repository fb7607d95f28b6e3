// Brings buttons with `data-passkey` to life: asks the server for a challenge, the browser for a passkey, and brings the answer back.

const decode = (text) => {
  const raw = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(raw, (c) => c.charCodeAt(0));
};

const encode = (buffer) => {
  let raw = '';
  for (const byte of new Uint8Array(buffer)) raw += String.fromCharCode(byte);
  return btoa(raw).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
};

const post = async (address, body) => {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw Object.assign(new Error(answer.error || response.statusText), { told: Boolean(answer.error) });
  return answer;
};

const credentials = (list) => (list || []).map((one) => ({ ...one, id: decode(one.id) }));

const make = async ({ publicKey }) => {
  const key = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: decode(publicKey.challenge),
      user: { ...publicKey.user, id: decode(publicKey.user.id) },
      excludeCredentials: credentials(publicKey.excludeCredentials),
    },
  });
  const { response } = key;
  return {
    id: key.id,
    rawId: encode(key.rawId),
    type: key.type,
    extensions: key.getClientExtensionResults(),
    response: { attestationObject: encode(response.attestationObject), clientDataJSON: encode(response.clientDataJSON) },
  };
};

const show = async ({ publicKey }) => {
  const key = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: decode(publicKey.challenge),
      allowCredentials: credentials(publicKey.allowCredentials),
    },
  });
  const { response } = key;
  return {
    id: key.id,
    rawId: encode(key.rawId),
    type: key.type,
    extensions: key.getClientExtensionResults(),
    response: {
      authenticatorData: encode(response.authenticatorData),
      clientDataJSON: encode(response.clientDataJSON),
      signature: encode(response.signature),
      userHandle: response.userHandle ? encode(response.userHandle) : null,
    },
  };
};

for (const button of document.querySelectorAll('button[data-passkey]')) {
  if (!window.PublicKeyCredential) break;
  const fault = button.nextElementSibling;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const fields = button.form ? Object.fromEntries(new FormData(button.form)) : {};
    delete fields.password;
    fault.hidden = true;
    button.disabled = true;
    try {
      const { options, token } = await post(button.dataset.start, fields);
      const answer = await (button.dataset.passkey === 'create' ? make(options) : show(options));
      await post(button.dataset.finish, { ...fields, token, answer });
      location.assign(button.dataset.to);
    } catch (error) {
      // What the browser says is in its language and for developers; what the server says is for people.
      fault.textContent = error.told ? error.message : button.dataset.failed;
      fault.hidden = false;
      button.disabled = false;
    }
  });
}
