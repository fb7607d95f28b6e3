import { toggleMark } from 'prosemirror-commands';
import type { EditorView } from 'prosemirror-view';
import { redoCommand, undoCommand } from 'y-prosemirror';
import { openBlockMenu } from '../editor/blocks/menu.ts';
import { editLink } from '../editor/format/link.ts';
import { marks } from '../editor/schema.ts';
import type { Services } from '../editor/services.ts';
import { openSlash } from '../editor/slash/plugin.ts';
import { t } from '../messages.ts';
import { iconButton } from '../ui/button.ts';
import { el } from '../ui/element.ts';

/** The row of buttons above a phone's keyboard: a slash is hard to find there, and nothing hovers. */
export function phoneBar(view: EditorView, services: Services): HTMLElement {
  const more = iconButton('more', t('block_menu'), () => openBlockMenu(view, more.getBoundingClientRect(), services));
  const bar = el(
    'div',
    { class: 'ed-phone-bar', role: 'toolbar', 'aria-label': t('format') },
    iconButton('plus', t('insert'), () => openSlash(view)),
    iconButton('bold', t('bold'), () => toggleMark(marks.strong)(view.state, view.dispatch)),
    iconButton('italic', t('italic'), () => toggleMark(marks.em)(view.state, view.dispatch)),
    iconButton('link', t('link'), () => editLink(view, services)),
    iconButton('undo', t('undo'), () => undoCommand(view.state, view.dispatch)),
    iconButton('redo', t('redo'), () => redoCommand(view.state, view.dispatch)),
    more,
  );
  // The keyboard must stay open.
  bar.addEventListener('mousedown', (event) => event.preventDefault());
  bar.addEventListener('touchend', () => view.focus());
  const place = () => {
    const visible = window.visualViewport;
    if (visible) bar.style.insetBlockEnd = `${Math.max(0, innerHeight - visible.height - visible.offsetTop)}px`;
  };
  window.visualViewport?.addEventListener('resize', place);
  window.visualViewport?.addEventListener('scroll', place);
  return bar;
}
