import type { Node } from 'prosemirror-model';
import type { Command } from 'prosemirror-state';
import type { EditorView, NodeView, NodeViewConstructor } from 'prosemirror-view';
import { t } from '../../messages.ts';
import { el } from '../../ui/element.ts';
import type { Services } from '../services.ts';
import { setValue } from './fields.ts';

interface Head {
  key: string;
  label: string;
  placeholder: string;
}

/** A block of running text with one or two plain fields of its own: correction, live update, pull quote. */
class HeadedView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  private readonly inputs = new Map<string, HTMLInputElement>();

  constructor(
    private node: Node,
    view: EditorView,
    getPos: () => number | undefined,
    services: Services,
    look: { tag: 'aside' | 'section' | 'figure'; label: string; content: 'div' | 'blockquote'; heads: Head[]; headsLast?: boolean },
  ) {
    const fields = look.heads.map(({ key, label, placeholder }) => {
      const input = el('input', {
        type: 'text',
        class: 'ed-input ed-head-input',
        'aria-label': label,
        placeholder,
        readonly: !services.config.can.write,
        value: String(node.attrs[key] ?? ''),
        oninput: () => {
          const at = getPos();
          if (at !== undefined) view.dispatch(view.state.tr.setNodeAttribute(at, key, input.value || null));
        },
        onkeydown: (event: KeyboardEvent) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          view.focus();
        },
      });
      this.inputs.set(key, input);
      return input;
    });
    const head = el('div', { class: 'ed-head', contenteditable: 'false' }, ...fields);
    this.contentDOM = el(look.content, { class: 'ed-content' });
    const parts = look.headsLast ? [this.contentDOM, head] : [head, this.contentDOM];
    this.dom = el(look.tag, { class: `ed-${node.type.name}`, 'aria-label': look.label }, ...parts);
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    for (const [key, input] of this.inputs) setValue(input, String(node.attrs[key] ?? ''));
    return true;
  }

  stopEvent(event: Event): boolean {
    return (event.target as HTMLElement).tagName === 'INPUT';
  }

  ignoreMutation(mutation: { type: string; target: globalThis.Node }): boolean {
    return !this.contentDOM.contains(mutation.target) && mutation.type !== 'selection';
  }
}

/** Tab goes from the words of such a block to its fields. */
export const enterHead: Command = ({ selection: { $from } }, dispatch, view) => {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const dom = view?.nodeDOM($from.before(depth));
    const input = dom instanceof Element && dom.querySelector<HTMLElement>(':scope > .ed-head > input');
    if (!input) continue;
    if (dispatch) input.focus();
    return true;
  }
  return false;
};

/** Views of the blocks that have fields beside their text, and of the paywall line. */
export function lineViews(services: Services): Record<string, NodeViewConstructor> {
  return {
    correction: (node, view, getPos) =>
      new HeadedView(node, view, getPos, services, {
        tag: 'aside',
        label: t('correction'),
        content: 'div',
        heads: [{ key: 'date', label: t('correction_date'), placeholder: t('correction_date') }],
      }),
    live_update: (node, view, getPos) =>
      new HeadedView(node, view, getPos, services, {
        tag: 'section',
        label: t('live_update'),
        content: 'div',
        heads: [
          { key: 'time', label: t('live_update_time'), placeholder: t('live_update_time') },
          { key: 'title', label: t('title'), placeholder: t('title') },
        ],
      }),
    pull_quote: (node, view, getPos) =>
      new HeadedView(node, view, getPos, services, {
        tag: 'figure',
        label: t('pull_quote'),
        content: 'blockquote',
        heads: [{ key: 'credit', label: t('quote_credit'), placeholder: t('quote_credit') }],
        headsLast: true,
      }),
    paywall: () => ({
      dom: el('div', { class: 'ed-paywall', contenteditable: 'false', role: 'separator', 'aria-label': t('paywall') }, el('span', {}, t('paywall_words'))),
    }),
  };
}
