import { Plugin, PluginKey, Selection, type EditorState } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { t } from '../../messages.ts';
import { nodes } from '../schema.ts';
import type { Services } from '../services.ts';
import { slashItems } from './items.ts';
import { SlashMenu } from './menu.ts';

/** Where the words after the slash stand; null while the menu is closed. */
interface Open {
  from: number;
}

const key = new PluginKey<Open | null>('slash');

/** The paragraph that holds nothing but a slash and the words of a search. */
function queryOf(state: EditorState): { from: number; words: string } | null {
  const { selection } = state;
  const { $from } = selection;
  if (!selection.empty || $from.parent.type !== nodes.paragraph) return null;
  const words = $from.parent.textBetween(0, $from.parentOffset, undefined, '\n');
  return /^\/[\p{L}\p{N} #]{0,24}$/u.test(words) && $from.parentOffset === $from.parent.content.size ? { from: $from.start(), words: words.slice(1) } : null;
}

/** Opens the menu of blocks for a slash in an empty paragraph, and says so in an empty line. */
export function slashPlugin(services: Services): Plugin {
  return new Plugin<Open | null>({
    key,
    state: {
      init: () => null,
      apply(tr, open, _, state) {
        const query = queryOf(state);
        const asked = tr.getMeta(key) as 'open' | 'close' | undefined;
        if (!query || asked === 'close') return null;
        return asked === 'open' || open ? { from: query.from } : null;
      },
    },
    props: {
      handleTextInput(view, from, to, text) {
        if (text !== '/' || from !== to) return false;
        const { $from } = view.state.selection;
        if ($from.parent.type !== nodes.paragraph || $from.parent.content.size > 0) return false;
        view.dispatch(view.state.tr.insertText('/').setMeta(key, 'open'));
        return true;
      },
      handleKeyDown(view, event) {
        if (!key.getState(view.state)) return false;
        if (event.key === 'Escape') {
          view.dispatch(view.state.tr.setMeta(key, 'close'));
          return true;
        }
        return menus.get(view)?.menu?.key(event.key) ?? false;
      },
      decorations(state) {
        const { selection, doc } = state;
        const { $from } = selection;
        const empty = $from.parent.type === nodes.paragraph && $from.parent.content.size === 0;
        if (!selection.empty || !empty || $from.depth !== 1 || !services.config.can.write) return null;
        const words = doc.childCount === 1 ? t('body_placeholder') : t('line_placeholder');
        return DecorationSet.create(doc, [Decoration.node($from.before(), $from.after(), { class: 'ed-empty-line', 'data-placeholder': words })]);
      },
    },
    view: (view) => new MenuView(view, services),
  });
}

const menus = new WeakMap<EditorView, MenuView>();

class MenuView {
  menu: SlashMenu | null = null;
  private words = '';

  constructor(
    private readonly view: EditorView,
    private readonly services: Services,
  ) {
    menus.set(view, this);
  }

  update(): void {
    const query = key.getState(this.view.state) && queryOf(this.view.state);
    if (!query || !this.view.editable) return this.close();
    if (!this.menu) {
      this.menu = new SlashMenu(slashItems(this.services), this.view.dom, (item) => {
        const now = queryOf(this.view.state);
        if (now) this.view.dispatch(this.view.state.tr.delete(now.from, now.from + now.words.length + 1).setMeta(key, 'close'));
        this.close();
        void item.run(this.view);
      });
      this.words = '';
    }
    if (query.words !== this.words) {
      this.words = query.words;
      this.menu.filter(query.words);
    }
    this.menu.at(this.view.coordsAtPos(query.from));
  }

  destroy(): void {
    this.close();
  }

  private close(): void {
    this.menu?.destroy();
    this.menu = null;
  }
}

/** Opens the menu at the caret as if somebody had typed a slash; makes an empty paragraph for it when needed. */
export function openSlash(view: EditorView): void {
  const { state } = view;
  const { $from } = state.selection;
  if ($from.parent.type !== nodes.paragraph || $from.parent.content.size > 0) {
    const after = $from.depth > 0 ? $from.after(1) : state.selection.to;
    const tr = state.tr.insert(after, nodes.paragraph.create());
    view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(after + 1))).scrollIntoView());
  }
  view.focus();
  view.dispatch(view.state.tr.insertText('/').setMeta(key, 'open'));
}
