import { toggleMark } from 'prosemirror-commands';
import type { MarkType, Schema } from 'prosemirror-model';
import { NodeSelection, Plugin, type Command, type EditorState } from 'prosemirror-state';
import { CellSelection } from 'prosemirror-tables';
import type { EditorView } from 'prosemirror-view';
import { t } from '../../messages.ts';
import { el } from '../../ui/element.ts';
import { icon, type IconName } from '../../ui/icons.ts';
import { place } from '../../ui/place.ts';
import type { Services } from '../services.ts';
import { editLink } from './link.ts';

/** A button of the bar. */
export interface FormatAction {
  icon: IconName;
  label: string;
  keys?: string;
  active?: (state: EditorState) => boolean;
  run: Command;
}

function hasMark(state: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
}

function markAction(schema: Schema, name: string, look: IconName, label: string, keys: string): FormatAction[] {
  const type = schema.marks[name];
  return type ? [{ icon: look, label, keys, active: (state) => hasMark(state, type), run: toggleMark(type) }] : [];
}

/** The buttons that every text has. */
function basicActions(schema: Schema, services: Services): FormatAction[] {
  return [
    ...markAction(schema, 'strong', 'bold', t('bold'), 'Ctrl-B'),
    ...markAction(schema, 'em', 'italic', t('italic'), 'Ctrl-I'),
    ...markAction(schema, 'strike', 'strike', t('strike'), 'Ctrl-Shift-X'),
    ...markAction(schema, 'code', 'code', t('code'), 'Ctrl-E'),
    {
      icon: 'link',
      label: t('link'),
      keys: 'Ctrl-K',
      active: (state) => Boolean(schema.marks.link && hasMark(state, schema.marks.link)),
      run: (_, __, view) => (view && editLink(view, services), true),
    },
  ];
}

/** The bar that floats over selected words. `more` adds buttons that only the body has. */
export function formatBar(services: Services, more: FormatAction[] = []): Plugin {
  return new Plugin({ view: (view) => new Bar(view, [...basicActions(view.state.schema, services), ...more], services) });
}

class Bar {
  private readonly box = el('div', { class: 'ed-float ed-format', role: 'toolbar', 'aria-label': t('format') });
  private pressed = false;

  constructor(
    private readonly view: EditorView,
    private readonly actions: FormatAction[],
    private readonly services: Services,
  ) {
    this.box.hidden = true;
    for (const action of actions) {
      const press = el(
        'button',
        {
          type: 'button',
          class: 'ed-icon-button',
          'aria-label': action.label,
          title: action.keys ? `${action.label} (${action.keys})` : action.label,
          // The selection must not be lost to the button.
          onmousedown: (event: MouseEvent) => event.preventDefault(),
          onclick: () => {
            action.run(view.state, view.dispatch, view);
            this.update();
          },
        },
        icon(action.icon),
      );
      this.box.append(press);
    }
    this.box.addEventListener('keydown', this.walk);
    (document.querySelector('.ed') ?? document.body).append(this.box);
    view.dom.addEventListener('mousedown', this.down);
    view.dom.addEventListener('keydown', this.intoBar);
    view.dom.addEventListener('blur', this.later);
    view.dom.addEventListener('focus', this.later);
    document.addEventListener('mouseup', this.up);
    addEventListener('scroll', this.later, { passive: true, capture: true });
  }

  update(): void {
    const { state } = this.view;
    const { selection } = state;
    const words = !selection.empty && !(selection instanceof NodeSelection) && !(selection instanceof CellSelection);
    const ours = this.view.hasFocus() || this.box.contains(document.activeElement);
    const show = words && ours && !this.pressed && this.services.config.can.write && state.doc.textBetween(selection.from, selection.to, ' ').trim() !== '';
    this.box.hidden = !show;
    if (!show) return;
    [...this.box.children].forEach((child, index) => {
      const action = this.actions[index];
      child.setAttribute('aria-pressed', String(action?.active?.(state) ?? false));
      (child as HTMLElement).hidden = !action?.run(state, undefined, undefined);
    });
    const start = this.view.coordsAtPos(selection.from, 1);
    const end = this.view.coordsAtPos(selection.to, -1);
    place(this.box, { left: start.top === end.top ? start.left : Math.min(start.left, end.left), top: start.top, bottom: end.bottom }, matchMedia('(pointer: coarse)').matches ? 'below' : 'above');
  }

  destroy(): void {
    this.box.remove();
    document.removeEventListener('mouseup', this.up);
    removeEventListener('scroll', this.later, { capture: true });
  }

  private readonly down = () => {
    this.pressed = true;
    this.box.hidden = true;
  };

  private readonly up = () => {
    if (!this.pressed) return;
    this.pressed = false;
    this.later();
  };

  private readonly later = () => {
    requestAnimationFrame(() => this.view.isDestroyed || this.update());
  };

  /** Alt-F10 brings the keyboard into the bar, as in most editors. */
  private readonly intoBar = (event: KeyboardEvent) => {
    if (event.key !== 'F10' || !event.altKey || this.box.hidden) return;
    event.preventDefault();
    (this.box.querySelector('button:not([hidden])') as HTMLElement | null)?.focus();
  };

  private readonly walk = (event: KeyboardEvent) => {
    const stops = [...this.box.querySelectorAll<HTMLElement>('button:not([hidden])')];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'ArrowRight') stops[(at + 1) % stops.length]?.focus();
    else if (event.key === 'ArrowLeft') stops[(at + stops.length - 1) % stops.length]?.focus();
    else if (event.key === 'Escape') this.view.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
