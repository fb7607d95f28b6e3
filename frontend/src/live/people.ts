import type { Awareness } from 'y-protocols/awareness';
import { t } from '../messages.ts';
import { el, fill } from '../ui/element.ts';

/** A person at work in the story. */
export interface Person {
  id: string;
  name: string;
  colour: string;
}

/** A colour that a cursor can have; anything else becomes grey. */
function safeColour(colour: unknown): string {
  return typeof colour === 'string' && /^#[0-9a-f]{6}$/i.test(colour) ? colour : '#6b7280';
}

/** The others who have the story open, one entry a person. */
export function others(awareness: Awareness, me: string): Person[] {
  const found = new Map<string, Person>();
  for (const [client, state] of awareness.getStates()) {
    const user = (state as { user?: Partial<Person> }).user;
    if (client === awareness.clientID || !user?.id || user.id === me) continue;
    found.set(user.id, { id: user.id, name: String(user.name ?? ''), colour: safeColour(user.colour) });
  }
  return [...found.values()];
}

/** Small discs with initials of those who have the story open. */
export function peopleList(awareness: Awareness, me: string): HTMLElement {
  const list = el('ul', { class: 'ed-people', 'aria-label': t('people_here') });
  const draw = () => {
    const here = others(awareness, me);
    list.hidden = here.length === 0;
    fill(
      list,
      ...here.slice(0, 5).map((person) => {
        const disc = el('li', { title: person.name }, el('span', { 'aria-hidden': 'true' }, initials(person.name)), el('span', { class: 'ed-unseen' }, person.name));
        disc.style.setProperty('--who', person.colour);
        return disc;
      }),
      here.length > 5 && el('li', { class: 'ed-people-more' }, `+${here.length - 5}`),
    );
  };
  awareness.on('change', draw);
  draw();
  return list;
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0])
    .join('')
    .toUpperCase();
}

/** The caret of a colleague. Its name shows for a moment after each move and under the pointer. */
export function cursor(user: Partial<Person>): HTMLElement {
  // The name is no text in the document: a caret could get into it.
  const caret = el('span', { class: 'ed-caret', 'data-name': String(user.name ?? '') });
  caret.style.setProperty('--who', safeColour(user.colour));
  return caret;
}

/** The selection of a colleague. */
export function selection(user: Partial<Person>): { class: string; style: string } {
  return { class: 'ed-their-selection', style: `--who: ${safeColour(user.colour)}` };
}
