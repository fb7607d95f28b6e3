import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { upload, type Uploaded } from '../../http/upload.ts';
import { t } from '../../messages.ts';
import { iconButton } from '../../ui/button.ts';
import { el } from '../../ui/element.ts';
import { notify } from '../../ui/notices.ts';
import { schema } from '../schema.ts';
import type { Services } from '../services.ts';
import { pictureNodes } from '../nodes/gallery.ts';
import { MOST, galleryImage } from './gallery.ts';
import { tellRemoved } from './media_picker.ts';

const key = new PluginKey<DecorationSet>('uploads');

interface Step {
  add?: { id: object; at: number; dom: HTMLElement };
  remove?: object;
}

/** Shows running uploads where their card will stand; only this person sees them. */
export function uploadsPlugin(): Plugin {
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, set) {
        // A colleague's change replaces the whole document: what lay in it then is found by its distance from the end.
        let next = set.map(tr.mapping, tr.doc);
        const step = tr.getMeta(key) as Step | undefined;
        if (step?.add) next = next.add(tr.doc, [Decoration.widget(step.add.at, step.add.dom, { id: step.add.id, side: 1 })]);
        if (step?.remove) next = next.remove(next.find(undefined, undefined, (spec) => spec.id === step.remove));
        return next;
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** The card of a file. */
export function cardOf(file: Uploaded): Node {
  const { nodes } = schema;
  const size = { width: file.width ?? null, height: file.height ?? null };
  switch (file.kind) {
    case 'image':
      return nodes.image!.create({ src: file.src, ...size, caption: file.caption ? escapeHtml(file.caption) : null, credit: file.credit || null, alt: file.alt || null, focus: file.focus ?? null });
    case 'video':
      return nodes.video!.create({ src: file.src, ...size, fileName: file.name, mimeType: file.mime });
    case 'audio':
      return nodes.audio!.create({ src: file.src, title: file.name.replace(/\.[^.]+$/, ''), mimeType: file.mime });
    case 'file':
      return nodes.file!.create({ src: file.src, fileTitle: file.name.replace(/\.[^.]+$/, ''), fileName: file.name, fileSize: file.bytes });
  }
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** The card of several pictures. */
export function galleryOf(files: Uploaded[]): Node {
  return schema.nodes.gallery!.create(null, pictureNodes(schema, files.slice(0, MOST).map(galleryImage)));
}

/** Position between two blocks at the top that is next to a position. */
function besideBlock(doc: Node, at: number): number {
  const $at = doc.resolve(Math.min(at, doc.content.size));
  return $at.depth === 0 ? $at.pos : $at.after(1);
}

/** Puts cards at a position between blocks; an empty paragraph before it gives way. */
function insertCards(view: EditorView, at: number, cards: Node[]): void {
  const { tr, doc } = view.state;
  const $at = doc.resolve(at);
  const before = $at.nodeBefore;
  const empty = before?.type.name === 'paragraph' && before.content.size === 0;
  const from = empty ? at - before.nodeSize : at;
  const last = at >= doc.content.size;
  tr.replaceWith(from, at, last ? [...cards, schema.nodes.paragraph!.create()] : cards);
  view.dispatch(tr);
}

/** Sends files and puts their cards where the upload was begun, in the order in which they were given. */
export async function insertFiles(view: EditorView, services: Services, files: File[], position: number): Promise<void> {
  const address = services.config.endpoints.upload;
  if (!address || !services.config.can.write) return;
  await Promise.all(files.map((file) => insertFile(view, address, file, besideBlock(view.state.doc, position))));
}

async function insertFile(view: EditorView, address: string, file: File, at: number): Promise<void> {
  const id = {};
  const stop = new AbortController();
  const bar = el('progress', { max: 1, value: 0, 'aria-label': file.name });
  const dom = el('div', { class: 'ed-upload', contenteditable: 'false' }, el('span', {}, file.name), bar, iconButton('close', t('cancel'), () => stop.abort()));
  view.dispatch(view.state.tr.setMeta(key, { add: { id, at, dom } } satisfies Step));
  try {
    const taken = await upload(address, file, (part) => (bar.value = part), stop.signal);
    if (view.isDestroyed) return;
    const found = key.getState(view.state)?.find(undefined, undefined, (spec) => spec.id === id)[0]?.from;
    insertCards(view, besideBlock(view.state.doc, found ?? view.state.doc.content.size), [cardOf(taken)]);
    tellRemoved(taken);
  } catch (error) {
    if (!(error instanceof DOMException)) notify(t('upload_failed', { name: file.name, why: error instanceof TypeError ? t('no_connection') : (error as Error).message }), 'error');
  } finally {
    if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, { remove: id } satisfies Step));
  }
}
