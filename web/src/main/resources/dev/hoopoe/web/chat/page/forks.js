/** Where a conversation and its branches part. */
import { h } from './dom.js';
import * as words from './words.js';
import * as dialogs from './dialogs.js';

/** A line that leads to the other one. */
export function forkLine({ id, title, origin }) {
  return h('p', { class: 'fork' }, h('span', { 'aria-hidden': 'true', text: '↳ ' }), origin ? 'Branched here from ' : 'Another branch begins here: ',
    h('a', { href: '#/' + id, text: words.title(title) || 'another conversation' }));
}

/** Whether a question may be asked again though the tools changed something for its first answer. */
export async function mayAskAgain(tools) {
  const names = [...new Set(tools)].join(', ');
  return names === '' || dialogs.confirm('Ask again?',
    `For the present answer Hoopoe changed something (${names}). The new answer does not know of it, and may do it again.`, 'Ask again', 'Leave it');
}
