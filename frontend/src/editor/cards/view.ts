import type { Node } from 'prosemirror-model';
import type { EditorView, NodeView, NodeViewConstructor } from 'prosemirror-view';
import { t, type MessageKey } from '../../messages.ts';
import { el } from '../../ui/element.ts';
import { CARDS, type CardName } from '../nodes/card_table.ts';
import type { Services } from '../services.ts';
import { buttonCard, calloutCard, codeCard, htmlCard, markdownCard, toggleCard } from './boxes.ts';
import { bookmarkCard, embedCard } from './elsewhere.ts';
import { galleryCard } from './gallery.ts';
import { CardHandle, type CardBody } from './handle.ts';
import { imageCard } from './image.ts';
import { keptCard } from './kept.ts';
import { audioCard, fileCard, videoCard } from './players.ts';

const MAKERS: { [K in CardName]?: (handle: CardHandle<K>) => CardBody } = {
  image: imageCard,
  gallery: galleryCard,
  bookmark: bookmarkCard,
  embed: embedCard,
  video: videoCard,
  audio: audioCard,
  file: fileCard,
  html: htmlCard,
  markdown: markdownCard,
  code_block: codeCard,
  callout: calloutCard,
  toggle: toggleCard,
  button: buttonCard,
};

/** A card in the text: a frame that the keyboard can select, with the card's own fields inside. */
class CardView implements NodeView {
  readonly dom: HTMLElement;
  private readonly handle: CardHandle;
  private readonly body: CardBody;

  constructor(node: Node, view: EditorView, getPos: () => number | undefined, services: Services) {
    const name = node.type.name as CardName;
    this.handle = new CardHandle(name, node, view, getPos, services);
    const make = (MAKERS[name] ?? keptCard) as (handle: CardHandle) => CardBody;
    this.body = make(this.handle);
    this.dom = el('figure', { class: `ed-card ed-card-${name}`, contenteditable: 'false', role: 'group', 'aria-label': cardLabel(name), 'data-card': name }, this.body.element);
    this.dom.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.target === this.dom) return;
      event.preventDefault();
      this.handle.select();
    });
  }

  update(node: Node): boolean {
    if (node.type !== this.handle.node.type) return false;
    this.handle.node = node;
    this.body.update();
    return true;
  }

  /** Puts the keyboard into the first field. */
  enter(): boolean {
    return this.handle.writable && this.body.focus();
  }

  selectNode(): void {
    this.dom.classList.add('ed-selected');
  }

  deselectNode(): void {
    this.dom.classList.remove('ed-selected');
  }

  stopEvent(event: Event): boolean {
    const target = event.target as HTMLElement;
    // A button has nothing of its own to take back: undo is the text's.
    if (event instanceof KeyboardEvent && (event.ctrlKey || event.metaKey) && /^[zy]$/i.test(event.key) && target.closest('button')) return false;
    if (event.type.startsWith('drag') || event.type === 'drop') return Boolean(target.closest('.ProseMirror') !== this.handle.view.dom);
    return target !== this.dom && Boolean(target.closest?.('input, textarea, select, button, a, summary, audio, video, .ed-rich'));
  }

  ignoreMutation(): boolean {
    return true;
  }

  destroy(): void {
    this.body.destroy?.();
  }
}

/** Name of a card for people. */
function cardLabel(name: CardName): string {
  return t(`card_${name}` as MessageKey, { name: '' });
}

/** The views of all cards. `entered` finds the view of a DOM node again. */
export function cardViews(services: Services): Record<string, NodeViewConstructor> {
  const make: NodeViewConstructor = (node, view, getPos) => {
    const card = new CardView(node, view, getPos, services);
    views.set(card.dom, card);
    return card;
  };
  return Object.fromEntries(Object.keys(CARDS).map((name) => [name, make]));
}

const views = new WeakMap<globalThis.Node, CardView>();

/** Puts the keyboard into the first field of the card at a position. */
export function enterCard(view: EditorView, at: number): boolean {
  const dom = view.nodeDOM(at);
  return Boolean(dom && views.get(dom)?.enter());
}
