import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { ySyncPluginKey } from 'y-prosemirror';
import { placeOf } from './anchors.ts';
import type { Comments } from './store.ts';

interface Marked {
  set: DecorationSet;
  focus: string | null;
}

const key = new PluginKey<Marked>('comments');

/** Underlines words that have an open comment; `open` is told which was clicked. */
export function commentsPlugin(comments: Comments, open: (id: string) => void): Plugin {
  return new Plugin<Marked>({
    key,
    state: {
      init: () => ({ set: DecorationSet.empty, focus: null }),
      apply(tr, marked, _, state) {
        const asked = tr.getMeta(key) as { focus?: string | null } | undefined;
        const foreign = (ySyncPluginKey.getState(state) as { isChangeOrigin: boolean } | undefined)?.isChangeOrigin;
        if (!asked && !(tr.docChanged && foreign)) return tr.docChanged ? { ...marked, set: marked.set.map(tr.mapping, tr.doc) } : marked;
        const focus = asked?.focus === undefined ? marked.focus : asked.focus;
        const decorations = comments.threads
          .filter((thread) => !thread.resolved || thread.id === focus)
          .flatMap((thread) => {
            const place = placeOf(state, thread.anchor);
            const look = thread.id === focus ? 'ed-commented ed-commented-current' : 'ed-commented';
            return place ? [Decoration.inline(place.from, place.to, { class: look }, { id: thread.id })] : [];
          });
        return { set: DecorationSet.create(state.doc, decorations), focus };
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.set,
      handleClick(view, at) {
        const hit = commentAt(view, at);
        if (hit) open(hit);
        return false;
      },
    },
    view(view) {
      comments.onchange(() => view.isDestroyed || view.dispatch(view.state.tr.setMeta(key, {})));
      return {};
    },
  });
}

/** The comment on the words at a position. */
export function commentAt(view: EditorView, at: number): string | null {
  return (key.getState(view.state)?.set.find(at, at)[0]?.spec.id as string | undefined) ?? null;
}

/** Lifts one comment's words out, or none. */
export function focusComment(view: EditorView, id: string | null): void {
  view.dispatch(view.state.tr.setMeta(key, { focus: id }));
}
