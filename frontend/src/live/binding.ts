import type { EditorView } from 'prosemirror-view';
import { ySyncPluginKey } from 'y-prosemirror';
import type * as Y from 'yjs';

interface Binding {
  type: Y.XmlFragment;
  _observeFunction: (events: Y.YEvent<never>[], transaction: Y.Transaction) => void;
  _forceRerender(): void;
}

/**
 * y-prosemirror restores the selection after a colleague's change, and throws when the selected card has gone. The view
 * would then lag behind the shared text, and the next key would undo the colleague's work. So the view is drawn anew.
 */
export function guardBinding(view: EditorView): void {
  const binding = (ySyncPluginKey.getState(view.state) as { binding: Binding }).binding;
  const apply = binding._observeFunction;
  binding.type.unobserveDeep(apply as never);
  binding._observeFunction = (events, transaction) => {
    try {
      apply(events, transaction);
    } catch (error) {
      console.warn('the selection was lost', error);
      binding._forceRerender();
    }
  };
  binding.type.observeDeep(binding._observeFunction as never);
}
