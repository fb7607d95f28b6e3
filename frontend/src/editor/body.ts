import { setBlockType } from 'prosemirror-commands';
import { dropCursor } from 'prosemirror-dropcursor';
import { gapCursor } from 'prosemirror-gapcursor';
import { EditorState, NodeSelection, Plugin, Selection, TextSelection } from 'prosemirror-state';
import { tableEditing } from 'prosemirror-tables';
import { EditorView } from 'prosemirror-view';
import { yCursorPlugin, ySyncPlugin, yUndoPlugin } from 'y-prosemirror';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { guardBinding } from '../live/binding.ts';
import { cursor, selection } from '../live/people.ts';
import { t } from '../messages.ts';
import { openBlockMenuHere } from './blocks/menu.ts';
import { fillEmpty } from './blocks/fill_empty.ts';
import { gutter } from './blocks/gutter.ts';
import { toggleQuote } from './blocks/turn.ts';
import { lineViews } from './cards/lines.ts';
import { uploadsPlugin } from './cards/uploads.ts';
import { cardViews, enterCard } from './cards/view.ts';
import { findPlugin } from './find/plugin.ts';
import { formatBar, type FormatAction } from './format/bar.ts';
import { linkKey } from './format/link.ts';
import { besideNumbers, footnote, goAcross } from './footnotes/insert.ts';
import { markdownRules } from './input_rules.ts';
import { keys } from './keymap.ts';
import { pastePlugin } from './paste/plugin.ts';
import { toShow } from './marks/addresses.ts';
import { marks, nodes, schema } from './schema.ts';
import type { Services } from './services.ts';
import { slashPlugin } from './slash/plugin.ts';
import { putOnRecord } from './statement/dialog.ts';
import { leaveCards } from './tab.ts';
import { typography } from './typography/plugin.ts';

/** What the page around the body offers to it. */
export interface BodyOptions {
  fragment: Y.XmlFragment;
  awareness: Awareness;
  services: Services;
  /** Plugins of the page: comments. */
  plugins: Plugin[];
  oncomment: () => void;
  onfind: (replace: boolean) => void;
  onhelp: () => void;
  /** The arrow up or Backspace at the very start. */
  onbefore: () => void;
  onchange: () => void;
}

/** The article body, bound to the shared document. */
export function createBody(mount: HTMLElement, options: BodyOptions): EditorView {
  const { services } = options;
  const view: EditorView = new EditorView(mount, {
    state: EditorState.create({
      schema,
      plugins: [
        ySyncPlugin(options.fragment),
        yCursorPlugin(options.awareness, { cursorBuilder: cursor, selectionBuilder: selection, awarenessStateFilter: (mine: number, theirs: number) => mine !== theirs }),
        yUndoPlugin(),
        slashPlugin(services),
        enterCards(options.onbefore),
        leaveCards(),
        markdownRules(),
        typography(services.language),
        pastePlugin(services),
        ...keys({
          'Mod-k': linkKey(services),
          'Mod-f': () => (options.onfind(false), true),
          'Mod-h': () => (options.onfind(true), true),
          'Mod-Alt-m': () => (options.oncomment(), true),
          'Mod-Alt-q': (_, __, editor) => Boolean(editor && putOnRecord(editor, services)),
          'Mod-Alt-f': (_, __, editor) => (editor && footnote(editor, t('footnotes')), true),
          'Mod-Alt-b': (_, __, editor) => (editor && openBlockMenuHere(editor, services), true),
          'Mod-/': () => (options.onhelp(), true),
        }),
        tableEditing(),
        fillEmpty(),
        besideNumbers(),
        gapCursor(),
        dropCursor({ color: 'var(--accent)', width: 2 }),
        uploadsPlugin(),
        findPlugin(),
        formatBar(services, bodyActions(services, options.oncomment)),
        gutter(services),
        ...options.plugins,
        new Plugin({ view: () => ({ update: (now, before) => now.state.doc !== before.doc && options.onchange() }) }),
      ],
    }),
    nodeViews: { ...cardViews(services), ...lineViews(services) },
    editable: () => services.config.can.write,
    attributes: { class: 'ed-prose', role: 'textbox', 'aria-multiline': 'true', 'aria-label': t('body'), lang: services.language(), spellcheck: 'true' },
    scrollMargin: { top: 90, bottom: 120, left: 0, right: 0 },
    scrollThreshold: { top: 80, bottom: 110, left: 0, right: 0 },
  });
  guardBinding(view);
  return view;
}

function bodyActions(services: Services, comment: () => void): FormatAction[] {
  const heading: FormatAction = {
    icon: 'heading',
    label: t('heading_2'),
    keys: 'Ctrl-Alt-2',
    active: (state) => state.selection.$from.parent.type === nodes.heading && state.selection.$from.parent.attrs.level === 2,
    run: (state, dispatch) => {
      const { parent } = state.selection.$from;
      const is = parent.type === nodes.heading && parent.attrs.level === 2;
      return is ? setBlockType(nodes.paragraph)(state, dispatch) : setBlockType(nodes.heading, { level: 2 })(state, dispatch);
    },
  };
  return [
    heading,
    { icon: 'quote', label: t('quote'), keys: 'Ctrl-Shift-9', run: toggleQuote },
    { icon: 'record', label: t('statement'), keys: 'Ctrl-Alt-Q', run: (_, __, view) => (view ? putOnRecord(view, services) : true) },
    ...(services.config.endpoints.comments ? [{ icon: 'comment', label: t('comment'), keys: 'Ctrl-Alt-M', run: (_, __, view) => (view && comment(), true) } satisfies FormatAction] : []),
  ];
}

/** Takes the caret from where the browser shows it now: of a move it tells only a moment after the key. */
function takeCaret(view: EditorView): void {
  const caret = getSelection();
  if (!caret?.isCollapsed || !caret.anchorNode || !view.dom.contains(caret.anchorNode)) return;
  const at = view.state.doc.resolve(view.posAtDOM(caret.anchorNode, caret.anchorOffset));
  if (at.parent.inlineContent && at.pos !== view.state.selection.head) view.dispatch(view.state.tr.setSelection(new TextSelection(at)));
}

/** Enter and Tab go into a selected card, arrows go round it; from the first line the keyboard leaves the body upwards. */
function enterCards(before: () => void): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        focus(view) {
          // A text that begins with a card has no place for the caret that the browser would find by itself.
          setTimeout(() => view.hasFocus() && !view.dom.contains(getSelection()?.anchorNode ?? null) && view.focus(), 30);
          return false;
        },
      },
      handleTextInput(view, _from, _to, text) {
        // Typing on a selected card writes below it; it does not overwrite the card.
        const { selection: chosen, tr } = view.state;
        if (!(chosen instanceof NodeSelection) || !chosen.node.isBlock) return false;
        tr.insert(chosen.to, nodes.paragraph.create(null, schema.text(text)));
        view.dispatch(tr.setSelection(TextSelection.create(tr.doc, chosen.to + 1 + text.length)).scrollIntoView());
        return true;
      },
      handleKeyDown(view, event) {
        const { selection: chosen } = view.state;
        const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
        if (plain && (event.key === 'Enter' || event.key === 'Tab') && chosen instanceof NodeSelection && chosen.node.isAtom) return enterCard(view, chosen.from);
        if (!plain || event.key !== 'ArrowUp' || !(chosen instanceof TextSelection)) return false;
        takeCaret(view);
        const { selection, doc } = view.state;
        if (!selection.empty || !selection.$from.sameParent(Selection.atStart(doc).$from) || !view.endOfTextblock('up')) return false;
        before();
        return true;
      },
      handleClick(view, at, event) {
        // A plain click sets the caret; with Ctrl the link is followed.
        const link = view.state.doc.resolve(at).marks().find((mark) => mark.type === marks.link);
        if (!link || !(event.ctrlKey || event.metaKey)) return false;
        const href = String(link.attrs.href);
        if (!goAcross(view, at) && !href.startsWith('#')) window.open(toShow(href), '_blank', 'noopener');
        return true;
      },
    },
  });
}
