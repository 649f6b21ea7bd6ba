/** The list of conversations. */
import { h, byId } from './dom.js';
import { get } from './api.js';
import * as words from './words.js';

const DAY = 86400000;

function group(time) {
  const today = new Date().setHours(0, 0, 0, 0);
  if (time >= today) return 'Today';
  if (time >= today - DAY) return 'Yesterday';
  return time >= today - 7 * DAY ? 'Last seven days' : 'Earlier';
}

/** Shows those conversations that hold the text. */
export async function list(current) {
  const find = byId('find').value.trim();
  const { conversations } = await get('conversations' + (find ? `?find=${encodeURIComponent(find)}` : ''));
  if (find !== byId('find').value.trim()) return;
  const place = byId('list');
  const groups = new Map();
  conversations.forEach((c) => groups.set(group(c.changed), [...(groups.get(group(c.changed)) ?? []), c]));
  place.replaceChildren(...[...groups].map(([name, members]) =>
    h('section', {}, h('h2', { text: name }), h('ul', {}, members.map((c) =>
      h('li', {}, h('a', { href: '#/' + c.id, class: 'entry', 'aria-current': c.id === current() ? 'page' : null },
        h('span', { class: 'entry-title', text: words.title(c.title) }), c.running ? h('span', { class: 'spin', role: 'img', 'aria-label': 'working' }) : null)))))));
  if (conversations.length === 0) {
    place.append(h('p', { class: 'none', text: find ? 'Nothing holds these words.' : 'Conversations will be listed here.' }));
  }
}

/** Marks the open conversation without asking the server. */
export function mark(id) {
  for (const entry of byId('list').querySelectorAll('.entry')) {
    if (entry.getAttribute('href') === '#/' + id) entry.setAttribute('aria-current', 'page');
    else entry.removeAttribute('aria-current');
  }
}

export function open(shown) {
  byId('side').classList.toggle('open', shown);
  byId('open-side').setAttribute('aria-expanded', String(shown));
  if (shown) byId('close-side').focus();
}
