import { baseKeymap, chainCommands, toggleMark } from 'prosemirror-commands';
import { keymap } from 'prosemirror-keymap';
import { EditorState, Plugin, Selection, type Command } from 'prosemirror-state';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import { EditorView } from 'prosemirror-view';
import { formatBar } from '../format/bar.ts';
import { linkKey } from '../format/link.ts';
import type { Services } from '../services.ts';
import { signsOf } from '../typography/languages.ts';
import { typeset } from '../typography/typeset.ts';
import { readHtml, writeHtml } from './html.ts';
import { blockSchema, inlineSchema } from './schema.ts';

/** How a field of a card behaves. */
export interface RichOptions {
  label: string;
  placeholder: string;
  /** `inline`: running text in one line or more; `block`: paragraphs and lists. */
  kind: 'inline' | 'block';
  html: string;
  services: Services;
  /** Told to those who may write the story, but not this. */
  writable?: boolean;
  onchange: (html: string) => void;
  /** Enter in running text, Escape, or an arrow beyond an end. */
  onleave: (where: 'before' | 'after' | 'card') => void;
}

/** A small editor for a field of a card that holds HTML. Its words are rewritten only when somebody edits them. */
export class RichField {
  readonly view: EditorView;
  private html: string;
  private readonly schema;

  constructor(options: RichOptions) {
    this.schema = options.kind === 'inline' ? inlineSchema : blockSchema;
    this.html = options.html;
    const { schema } = this;
    const leave = (where: 'before' | 'after' | 'card'): Command => () => (options.onleave(where), true);
    const atEdge = (where: 'before' | 'after'): Command => (state, _, view) => {
      const edge = where === 'before' ? Selection.atStart(state.doc) : Selection.atEnd(state.doc);
      if (!state.selection.empty || !view?.endOfTextblock(where === 'before' ? 'up' : 'down')) return false;
      if (options.kind === 'block' && !state.selection.$from.sameParent(edge.$from)) return false;
      options.onleave(where);
      return true;
    };
    const { marks, nodes } = schema;
    const list = nodes.list_item;
    const plugins = [
      new Plugin({
        props: {
          attributes: { class: `ed-rich ed-rich-${options.kind}`, role: 'textbox', 'aria-label': options.label, 'aria-multiline': String(options.kind === 'block') },
          handleTextInput: (view, from, to, text) => typesetIn(view, from, to, text, options.services.language()),
        },
      }),
      placeholder(options.placeholder),
      keymap({
        'Mod-b': toggleMark(marks.strong!),
        'Mod-i': toggleMark(marks.em!),
        'Mod-u': toggleMark(marks.underline!),
        'Mod-k': linkKey(options.services),
        ArrowUp: atEdge('before'),
        ArrowDown: atEdge('after'),
        Escape: leave('card'),
        ...(list
          ? { Enter: splitListItem(list), Tab: sinkListItem(list), 'Shift-Tab': liftListItem(list) }
          : {
              Enter: leave('after'),
              'Shift-Enter': chainCommands((state, dispatch) => (dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break!.create(), false)), true)),
            }),
      }),
      keymap(baseKeymap),
      formatBar(options.services),
    ];
    this.view = new EditorView(null, {
      state: EditorState.create({ doc: readHtml(schema, this.html), plugins }),
      dispatchTransaction: (tr) => {
        this.view.updateState(this.view.state.apply(tr));
        if (!tr.docChanged || tr.getMeta('foreign')) return;
        this.html = writeHtml(schema, this.view.state.doc);
        options.onchange(this.html);
      },
      editable: () => options.writable ?? options.services.config.can.write,
      clipboardTextSerializer: (slice) => slice.content.textBetween(0, slice.content.size, '\n', '\n'),
    });
  }

  /** Takes what a colleague wrote, or what the server made of it: only what differs is replaced, so that the caret stays. */
  set(html: string): void {
    if (html === this.html) return;
    this.html = html;
    const next = readHtml(this.schema, html).content;
    const { state } = this.view;
    const start = state.doc.content.findDiffStart(next);
    if (start === null) return;
    let end = state.doc.content.findDiffEnd(next);
    if (!end) return;
    const overlap = start - Math.min(end.a, end.b);
    if (overlap > 0) end = { a: end.a + overlap, b: end.b + overlap };
    const doc = state.doc.type.create(null, next);
    this.view.dispatch(state.tr.replace(start, end.a, doc.slice(start, end.b)).setMeta('foreign', true));
  }

  focus(): void {
    this.view.focus();
  }

  destroy(): void {
    this.view.destroy();
  }
}

function placeholder(words: string): Plugin {
  return new Plugin({
    props: {
      attributes: (state) => ({ 'data-placeholder': words, ...(state.doc.textContent === '' && state.doc.childCount <= 1 ? { 'data-empty': '' } : {}) }) as Record<string, string>,
    },
  });
}

function typesetIn(view: EditorView, from: number, to: number, text: string, language: string): boolean {
  const $from = view.state.doc.resolve(from);
  const code = view.state.schema.marks.code;
  if (text.length !== 1 || (code && code.isInSet($from.marks()))) return false;
  const correction = typeset($from.parent.textBetween(0, $from.parentOffset, undefined, '\n') + text, signsOf(language));
  if (!correction) return false;
  view.dispatch(view.state.tr.insertText(correction.insert, from - correction.remove + 1, to));
  return true;
}
