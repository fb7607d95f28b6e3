import type { Node } from 'prosemirror-model';
import { NodeSelection, Selection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { ySyncPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';

interface Binding {
  type: Y.XmlFragment;
  mapping: Map<Y.AbstractType<unknown>, Node | Node[]>;
  _observeFunction: (events: Y.YEvent<never>[], transaction: Y.Transaction) => void;
  _forceRerender(): void;
}

/**
 * Keeps a colleague's change from moving this person's selection onto something else, where the next key would replace
 * it. y-prosemirror finds a selected block again by its place: when the block has gone, it takes its neighbour, or throws
 * and leaves the view behind the shared text.
 */
export function guardBinding(view: EditorView): void {
  const binding = (ySyncPluginKey.getState(view.state) as { binding: Binding }).binding;
  const apply = binding._observeFunction;
  binding.type.unobserveDeep(apply as never);
  binding._observeFunction = (events, transaction) => {
    const { selection } = view.state;
    const chosen = selection instanceof NodeSelection ? sharedForm(binding, selection.node) : null;
    try {
      apply(events, transaction);
    } catch {
      binding._forceRerender();
    }
    settle(view, chosen && !chosen._item?.deleted ? binding.mapping.get(chosen) : undefined);
  };
  binding.type.observeDeep(binding._observeFunction as never);
}

function sharedForm(binding: Binding, node: Node): Y.AbstractType<unknown> | null {
  for (const [type, mapped] of binding.mapping) if (mapped === node) return type;
  return null;
}

/** A block may stay selected only if it is the one that was. */
function settle(view: EditorView, chosen: Node | Node[] | undefined): void {
  const { selection, doc, tr } = view.state;
  if (!(selection instanceof NodeSelection) || selection.node === chosen) return;
  const $at = doc.resolve(selection.from);
  const words = Selection.findFrom($at, 1, true) ?? Selection.findFrom($at, -1, true);
  if (words) view.dispatch(tr.setSelection(words).setMeta('addToHistory', false));
}
