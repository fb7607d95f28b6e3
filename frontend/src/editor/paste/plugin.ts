import { Plugin, TextSelection } from 'prosemirror-state';
import { Fragment, Slice } from 'prosemirror-model';
import type { EditorView } from 'prosemirror-view';
import { t } from '../../messages.ts';
import { notify } from '../../ui/notices.ts';
import { embedOf } from '../cards/ask_embed.ts';
import { insertFiles } from '../cards/uploads.ts';
import { isOurs } from '../marks/addresses.ts';
import { marks, nodes, schema } from '../schema.ts';
import type { Services } from '../services.ts';
import { cleanHtml, isOwn } from './clean.ts';
import { honestAddress } from './links.ts';
import { plainText } from './plain.ts';

/** Takes what is pasted or dropped: clean text, links, addresses that become cards, files. */
export function pastePlugin(services: Services): Plugin {
  return new Plugin({
    props: {
      transformPastedHTML(html, view) {
        if (isOwn(html)) return html;
        const cleaned = cleanHtml(html, (source) => new DOMParser().parseFromString(source, 'text/html'), ours);
        const { inside, left } = cleaned.pictures;
        if (inside.length > 0) setTimeout(() => void insertFiles(view, services, inside.map(fileOf), view.state.selection.from));
        if (left > 0) notify(t('pictures_left', { n: left }));
        return cleaned.html;
      },
      transformPasted: (slice) => (services.config.can.rawHtml ? slice : withoutRawHtml(slice)),
      clipboardTextParser: (text) => plainText(schema, text),
      handlePaste(view, event) {
        const data = event.clipboardData;
        if (!data) return false;
        const files = [...data.files];
        const words = data.getData('text/plain').trim();
        // Office programs add a picture of the copied text: the text is what is meant.
        if (files.length > 0 && words === '') {
          void insertFiles(view, services, files, view.state.selection.to);
          return true;
        }
        return /^https?:\/\/\S+$/.test(words) && pasteAddress(view, services, words);
      },
      handleDrop(view, event) {
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length === 0 || view.dragging) return false;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        event.preventDefault();
        void insertFiles(view, services, files, at?.pos ?? view.state.selection.to);
        return true;
      },
    },
  });
}

function ours(src: string): boolean {
  try {
    return isOurs(src) && src.includes('/content/');
  } catch {
    return false;
  }
}

function fileOf(source: string, index: number): File {
  const comma = source.indexOf(',');
  const mime = /^data:([^;,]+)/.exec(source)?.[1] ?? 'image/png';
  const body = source.slice(comma + 1);
  const binary = /;base64$/i.test(source.slice(0, comma)) ? atob(body) : decodeURIComponent(body);
  return new File([Uint8Array.from(binary, (sign) => sign.charCodeAt(0))], `pasted-${index + 1}.${mime.split('/')[1] ?? 'png'}`, { type: mime });
}

function withoutRawHtml(slice: Slice): Slice {
  let found = false;
  slice.content.descendants((node) => {
    found ||= node.type.name === 'html';
    return !found;
  });
  if (!found) return slice;
  const kept = slice.content.content.filter((node) => node.type.name !== 'html');
  return new Slice(Fragment.from(kept), 0, 0);
}

/** On selected words the address becomes their link; alone in a line it becomes a card if the server makes one. */
function pasteAddress(view: EditorView, services: Services, address: string): boolean {
  const url = honestAddress(address);
  if (!url) return false;
  const { state } = view;
  const { selection } = state;
  if (!(selection instanceof TextSelection) || !selection.$from.parent.inlineContent) return false;
  if (!selection.empty) {
    if (!selection.$from.sameParent(selection.$to)) return false;
    view.dispatch(state.tr.removeMark(selection.from, selection.to, marks.link).addMark(selection.from, selection.to, marks.link.create({ href: url })));
    return true;
  }
  const { $from } = selection;
  const alone = $from.parent.type === nodes.paragraph && $from.parent.content.size === 0 && $from.depth === 1;
  view.dispatch(state.tr.replaceSelectionWith(schema.text(url, [marks.link.create({ href: url })]), false).scrollIntoView());
  if (alone && services.config.endpoints.embed) void becomeCard(view, services, url);
  return true;
}

/** Exchanges the paragraph that holds only the address for its card, if it still does when the answer comes. */
async function becomeCard(view: EditorView, services: Services, url: string): Promise<void> {
  const card = await embedOf(services, url).catch(() => null);
  if (!card || view.isDestroyed) return;
  let at = -1;
  view.state.doc.forEach((node, offset) => {
    if (node.type === nodes.paragraph && node.textContent === url) at = offset;
  });
  if (at < 0) return;
  const end = at + (view.state.doc.nodeAt(at)?.nodeSize ?? 0);
  const tr = view.state.tr.replaceWith(at, end, card);
  const after = at + card.nodeSize;
  if (!tr.doc.resolve(after).nodeAfter?.isTextblock) tr.insert(after, nodes.paragraph.create());
  const { from } = view.state.selection;
  if (from > at && from < end) tr.setSelection(TextSelection.create(tr.doc, after + 1));
  view.dispatch(tr);
}
