import type { Node } from 'prosemirror-model';
import { NodeSelection, Selection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { cardAttrs, type CardAttrs, type CardName } from '../nodes/card_table.ts';
import type { Services } from '../services.ts';

/** One card in the text: reads and writes its attributes, whoever else writes around it. */
export class CardHandle<K extends CardName = CardName> {
  constructor(
    readonly name: K,
    public node: Node,
    readonly view: EditorView,
    readonly getPos: () => number | undefined,
    readonly services: Services,
  ) {}

  /** The attributes, with the values of those that were left out. */
  get attrs(): CardAttrs<K> {
    return cardAttrs(this.name, this.node.attrs);
  }

  /** Whether this person may write. */
  get writable(): boolean {
    return this.services.config.can.write;
  }

  /** Changes some attributes. */
  set(changes: Partial<CardAttrs<K>>): void {
    const at = this.getPos();
    const node = at === undefined ? null : this.view.state.doc.nodeAt(at);
    if (at === undefined || node?.type.name !== this.name) return;
    // An open text field keeps its focus: the node is replaced, its view is updated.
    const tr = this.view.state.tr;
    for (const [key, value] of Object.entries(changes)) if (node.attrs[key] !== value) tr.setNodeAttribute(at, key, value);
    if (tr.docChanged) this.view.dispatch(tr);
  }

  /** Selects the card as a whole and brings the keyboard back to the text. */
  select(): void {
    const at = this.getPos();
    if (at === undefined) return;
    this.view.dispatch(this.view.state.tr.setSelection(NodeSelection.create(this.view.state.doc, at)));
    this.view.focus();
  }

  /** Goes out of a field: to the text before or after the card, or to the card itself. */
  leave(where: 'before' | 'after' | 'card'): void {
    const at = this.getPos();
    if (at === undefined) return;
    if (where === 'card') return this.select();
    const { state } = this.view;
    const edge = where === 'before' ? at : at + this.node.nodeSize;
    const tr = state.tr;
    const next = Selection.findFrom(state.doc.resolve(edge), where === 'before' ? -1 : 1);
    if (next && (where === 'before' || next.from > at)) tr.setSelection(next);
    else if (where === 'after') {
      tr.insert(edge, state.schema.nodes.paragraph!.create());
      tr.setSelection(Selection.near(tr.doc.resolve(edge + 1)));
    }
    this.view.dispatch(tr.scrollIntoView());
    this.view.focus();
  }

  /** Takes the card out of the text. */
  remove(): void {
    const at = this.getPos();
    if (at === undefined) return;
    this.view.dispatch(this.view.state.tr.delete(at, at + this.node.nodeSize));
    this.view.focus();
  }
}

/** What a kind of card shows. */
export interface CardBody {
  element: HTMLElement;
  /** Shows changed attributes. */
  update(): void;
  /** Puts the keyboard into its first field; false when it has none. */
  focus(): boolean;
  destroy?(): void;
}
