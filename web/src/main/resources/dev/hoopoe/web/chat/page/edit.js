/** A question that is written anew in its place. */
import { h } from './dom.js';
import * as words from './words.js';

/** Puts a form into the turn's bubble until it is asked or left. */
export function edit(turn, button) {
  if (turn.bubble.hidden) return;
  const { text, url, files } = words.parts(turn.question);
  const field = h('textarea', { class: 'edit-text', 'aria-label': 'Your question', maxlength: '19000', rows: '2' });
  const page = h('input', { class: 'edit-url', type: 'url', 'aria-label': 'Page', placeholder: 'Page (optional)', spellcheck: 'false', value: url || null });
  const form = h('form', { class: 'edit' }, field, page,
    files.length > 0 ? h('p', { class: 'fine', text: `With ${files.join(', ')}` }) : null, h('div', { class: 'edit-buttons' },
    h('span', { class: 'fine', text: 'Asked in a branch; this conversation stays.' }),
    h('button', { type: 'button', class: 'quiet framed', text: 'Cancel', onclick: leave }),
    h('button', { type: 'submit', class: 'primary', text: 'Ask' })));
  field.value = text;

  function leave() {
    form.remove();
    turn.bubble.hidden = false;
    button.focus();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!field.value.trim()) return;
    turn.does.edited(turn, words.joined({ text: field.value.trim(), url: page.value.trim(), files }));
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      leave();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target === field) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  turn.bubble.hidden = true;
  turn.bubble.after(form);
  field.focus();
  field.setSelectionRange(text.length, text.length);
  form.scrollIntoView({ block: 'nearest' });
}
