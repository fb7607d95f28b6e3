import { NodeSelection, Plugin, Selection, TextSelection, type Command } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

const MAY_STOP = 'a[href], button, input, select, textarea, summary, audio[controls], video[controls], [contenteditable=true], [tabindex]';

/** Whether Tab stops here: it can be seen and used, and is no part of the running text. */
function stops(element: HTMLElement): boolean {
  if (element.tabIndex < 0 || element.matches(':disabled') || element.closest('[inert]')) return false;
  return element.checkVisibility({ visibilityProperty: true }) && !element.parentElement?.isContentEditable;
}

function stopsIn(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(MAY_STOP)].filter(stops);
}

/**
 * Tab goes on from the caret: to what comes next on the page, a card below it or what follows the text, and Shift-Tab to what stands
 * before. The browser would count from the beginning of the text, whose first card may be far away.
 */
export function goOn(direction: 1 | -1): Command {
  return (state, dispatch, view) => {
    if (!view || state.selection instanceof NodeSelection) return false;
    const { node } = view.domAtPos(direction > 0 ? state.selection.to : state.selection.from);
    const side = direction > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    const beyond = stopsIn(document).filter((each) => each !== view.dom && node.compareDocumentPosition(each) & side && !each.contains(node));
    const next = beyond.at(direction > 0 ? 0 : -1);
    if (!next) return false;
    if (dispatch) next.focus();
    return true;
  };
}

/** From the last field of a card Tab goes to the words below it, from the first one Shift-Tab to the words above: the way that Tab came in. */
export function leaveCards(): Plugin {
  return new Plugin({
    view(view) {
      const leave = (event: KeyboardEvent) => {
        if (event.key !== 'Tab' || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
        const card = (event.target as HTMLElement).closest<HTMLElement>('.ed-card');
        if (!card || !view.editable) return;
        const fields = stopsIn(card);
        if (event.target === fields.at(event.shiftKey ? 0 : -1) && toWords(view, card, event.shiftKey ? -1 : 1)) event.preventDefault();
      };
      view.dom.addEventListener('keydown', leave);
      return { destroy: () => view.dom.removeEventListener('keydown', leave) };
    },
  });
}

/** Puts the caret into the text beside a card; false when there is none. */
function toWords(view: EditorView, card: HTMLElement, direction: 1 | -1): boolean {
  const { state } = view;
  let edge = -1;
  state.doc.descendants((node, at) => {
    if (edge < 0 && view.nodeDOM(at) === card) edge = direction > 0 ? at + node.nodeSize : at;
    return edge < 0 && !node.isTextblock;
  });
  if (edge < 0) return false;
  const $edge = state.doc.resolve(edge);
  const beside = direction > 0 ? $edge.nodeAfter : $edge.nodeBefore;
  const found = beside && !beside.isAtom ? Selection.findFrom($edge, direction, true) : null;
  if (!(found instanceof TextSelection)) return false;
  view.dispatch(state.tr.setSelection(found).scrollIntoView());
  view.focus();
  return true;
}
