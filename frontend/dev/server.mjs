// A double of the newsroom's server for work on the editor alone: everything in memory. usage: node dev/server.mjs [PORT]
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { PEOPLE, Story } from './story.mjs';

const stories = new Map();
const media = [];
const story = (id) => stories.get(id) ?? stories.set(id, new Story()).get(id);
const here = (path) => readFileSync(new URL(path, import.meta.url));
const fits = (list, query) => list.filter((each) => each.name.toLowerCase().includes(query.toLowerCase()));
const CSP = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; media-src 'self'";

function page(id, asked) {
  const locale = asked.get('locale') ?? 'en';
  const all = !asked.has('can');
  const config = {
    storyId: id,
    kind: 'post',
    live: `/room/live/${id}`,
    locale,
    language: asked.get('language') ?? 'en',
    siteUrl: 'https://news.example',
    user: PEOPLE.find((person) => person.id === (asked.get('as') ?? 'ana')),
    can: { write: asked.get('can') !== 'read', publish: all, rawHtml: all, codeInjection: all, delete: all },
    endpoints: {},
    messages: JSON.parse(here(`../messages.${locale}.json`)),
  };
  story(id).details.language = config.language;
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>Editor</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/room/assets/room.css"><link rel="stylesheet" href="/room/assets/editor.css"></head>
<body><main><div id="editor" data-island="editor"></div></main><script type="application/json" id="editor-config">${JSON.stringify(config).replaceAll('<', '\\u003c')}</script>
<script type="module" src="/room/assets/editor.js"></script></body></html>`;
}

function takeUpload(raw) {
  const text = raw.toString('latin1');
  const name = Buffer.from(/filename="([^"]*)"/.exec(text)?.[1] ?? 'file', 'latin1').toString();
  const mime = /Content-Type: ([^\r]+)/.exec(text)?.[1] ?? '';
  const kind = ['image', 'video', 'audio'].find((each) => mime.startsWith(each)) ?? 'file';
  const item = { id: String(media.length), kind, src: `/content/images/2026/11/${name}`, width: 1200, height: 800, bytes: raw.length, mime, name, removed: name.includes('gps') ? ['GPS position'] : [] };
  media.unshift({ item, data: raw.subarray(raw.indexOf('\r\n\r\n') + 4, raw.lastIndexOf('\r\n--')) });
  return item;
}

/** The answer to a request: a status and a value to be sent as JSON, or null. */
function answer(method, path, asked, body, raw) {
  const query = asked.get('q') ?? '';
  switch (path) {
    case '/room/search/people': return [200, fits(PEOPLE, query)];
    case '/room/search/topics': return [200, fits([{ id: 't1', name: 'Politics' }, { id: 't2', name: 'Ports' }], query)];
    case '/room/search/links': return [200, [{ title: 'Ferry timetable', url: '/ferry-timetable/', date: '3 May 2026', kind: 'post' }]];
    case '/room/topics': return [200, { id: `t-${body.name}`, name: body.name }];
    case '/room/media/recent': return [200, { items: media.map((each) => each.item), next: null }];
    case '/room/media/upload': return [200, takeUpload(raw)];
    case '/room/embeds':
      if (/youtube/.test(body.url)) return [200, { node: 'embed', attrs: { url: body.url, embedType: 'video', html: '<iframe src="https://www.youtube-nocookie.com/embed/x"></iframe>' } }];
      return /silent/.test(body.url) ? [422, { error: 'That page does not answer.' }] : [200, { node: 'bookmark', attrs: { url: body.url, title: 'A page', description: 'What it says', publisher: 'Example' } }];
  }
  const [, id, rest] = /^\/room\/stories\/([^/]+)\/(.+)$/.exec(path) ?? [];
  if (!id) return null;
  const one = story(id);
  const [, thread, verb] = /^comments\/(\d+)\/(\w+)$/.exec(rest) ?? [];
  if (thread) return [200, one.answer(thread, verb, body)];
  switch (rest) {
    case 'words': return [200, one.words()];
    case 'details': return method === 'PATCH' ? one.patch(body) : [200, one.details];
    case 'notice': return one.live.notice(body), [200, {}];
    case 'revisions': return [200, [{ id: 'r1', at: Date.UTC(2026, 4, 3), by: 'Ana Beridze', title: 'An earlier headline', words: 120, reason: '' }]];
    case 'comments': return method === 'POST' ? (one.comment(body), [200, one.comments]) : [200, one.comments];
    default: {
      const done = one.run(rest, body);
      return done && [200, done];
    }
  }
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://double');
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const send = (status, type, content) => response.writeHead(status, { 'content-type': type, 'content-security-policy': CSP }).end(content);
  const asset = /^\/room\/assets\/((?:editor|room)\.(js|css))$/.exec(pathname);
  if (asset) return send(200, asset[2] === 'js' ? 'text/javascript' : 'text/css', here(asset[1] === 'room.css' ? '../../crates/web/src/room/assets/room.css' : `../dist/${asset[1]}`));
  const file = media.find((each) => each.item.src === decodeURIComponent(pathname));
  if (file) return send(200, file.item.mime, file.data);
  const opened = /^\/room\/stories\/([^/]+)\/$/.exec(pathname);
  if (opened) return send(200, 'text/html; charset=utf-8', page(opened[1], searchParams));
  const json = request.headers['content-type']?.includes('json') && raw.length > 0 ? JSON.parse(raw) : {};
  const [status, value] = answer(request.method, pathname, searchParams, json, raw) ?? [404, { error: 'There is nothing here.' }];
  send(status, 'application/json', JSON.stringify(value));
});
new WebSocketServer({ server }).on('connection', (socket, request) => story(request.url.split('/').pop()).live.join(socket));
server.listen(Number(process.argv[2] ?? 4400), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/room/stories/demo/`));
