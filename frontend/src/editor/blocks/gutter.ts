import { NodeSelection, Plugin, TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { t } from '../../messages.ts';
import { iconButton } from '../../ui/button.ts';
import { el } from '../../ui/element.ts';
import { nodes } from '../schema.ts';
import type { Services } from '../services.ts';
import { openSlash } from '../slash/plugin.ts';
import { openBlockMenu } from './menu.ts';

/** Two small buttons at the left of a block: insert below, and a handle to drag it or open its menu. */
export function gutter(services: Services): Plugin {
  return new Plugin({ view: (view) => new Gutter(view, services) });
}

class Gutter {
  private readonly box: HTMLElement;
  private at: number | null = null;

  constructor(
    private readonly view: EditorView,
    private readonly services: Services,
  ) {
    const plus = iconButton('plus', t('insert_below'), () => {
      this.selectBlock(true);
      openSlash(view);
    });
    const handle = iconButton('grip', t('block_menu'), () => {
      // What the menu does with rows, columns and cells needs the place in the table.
      if (!this.isInside()) this.selectBlock(false);
      openBlockMenu(view, handle.getBoundingClientRect(), services);
    });
    handle.draggable = true;
    handle.addEventListener('dragstart', this.drag);
    handle.addEventListener('dragend', () => ((view.dragging = null), view.dom.classList.remove('ed-dragging')));
    // A mouse's tool: the keyboard has Alt-Up, Alt-Down and the slash.
    this.box = el('div', { class: 'ed-gutter', hidden: true, 'aria-hidden': 'true' }, plus, handle);
    this.box.querySelectorAll('button').forEach((each) => (each.tabIndex = -1));
    view.dom.parentElement?.append(this.box);
    view.dom.parentElement?.addEventListener('mousemove', this.follow);
    view.dom.parentElement?.addEventListener('mouseleave', this.hide);
    view.dom.addEventListener('keydown', this.hide);
  }

  update(): void {
    if (this.at !== null && this.at >= this.view.state.doc.content.size) this.hide();
  }

  destroy(): void {
    this.box.remove();
  }

  private readonly hide = () => {
    this.box.hidden = true;
    this.at = null;
  };

  private readonly follow = (event: MouseEvent) => {
    if (!this.services.config.can.write || event.buttons !== 0 || this.box.contains(event.target as Node)) return;
    const frame = this.view.dom.getBoundingClientRect();
    const child = [...this.view.dom.children].find((each) => {
      const { top, bottom } = each.getBoundingClientRect();
      return event.clientY >= top - 4 && event.clientY <= bottom + 4;
    });
    if (!child || event.clientX > frame.right) return;
    const inside = this.view.posAtDOM(child, 0);
    const $inside = this.view.state.doc.resolve(Math.min(inside, this.view.state.doc.content.size));
    this.at = $inside.depth === 0 ? $inside.pos : $inside.before(1);
    const rectangle = child.getBoundingClientRect();
    const line = Number.parseFloat(getComputedStyle(child).lineHeight) || 28;
    this.box.style.insetBlockStart = `${rectangle.top - (this.view.dom.parentElement?.getBoundingClientRect().top ?? 0) + Math.min(line, rectangle.height) / 2}px`;
    this.box.hidden = false;
  };

  /** Whether the selection is somewhere in the table beside which the buttons stand. */
  private isInside(): boolean {
    const { doc, selection } = this.view.state;
    const node = this.at === null ? null : doc.nodeAt(this.at);
    return this.at !== null && node?.type === nodes.table && selection.from > this.at && selection.to < this.at + node.nodeSize;
  }

  private selectBlock(caretAtEnd: boolean): void {
    if (this.at === null) return;
    const { doc, tr } = this.view.state;
    const node = doc.nodeAt(this.at);
    if (!node) return;
    const selection = caretAtEnd && !node.isAtom ? TextSelection.near(doc.resolve(this.at + node.nodeSize - 1), -1) : NodeSelection.create(doc, this.at);
    this.view.dispatch(tr.setSelection(selection));
    this.view.focus();
  }

  private readonly drag = (event: DragEvent) => {
    if (this.at === null || !event.dataTransfer) return;
    this.selectBlock(false);
    const slice = this.view.state.selection.content();
    const { dom, text } = this.view.serializeForClipboard(slice);
    event.dataTransfer.clearData();
    event.dataTransfer.setData('text/html', dom.innerHTML);
    event.dataTransfer.setData('text/plain', text);
    event.dataTransfer.effectAllowed = 'copyMove';
    const element = this.view.nodeDOM(this.at);
    if (element instanceof Element) event.dataTransfer.setDragImage(element, 0, 0);
    this.view.dragging = { slice, move: true };
  };
}
