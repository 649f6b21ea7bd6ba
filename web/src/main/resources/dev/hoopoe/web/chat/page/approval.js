/** A request that waits for the person. */
import { h } from './dom.js';

const TITLES = {
  effect: 'Allow this change?',
  leak: 'Send this to the outside?',
};

/** What the text says around the arguments, which are shown apart. */
function around(text, tool, args) {
  const shown = `${tool} ${JSON.stringify(args)}`;
  const at = text.indexOf(shown);
  if (at < 0) return { before: text, after: '' };
  const after = text.slice(at + shown.length).trim();
  return {
    before: text.slice(0, at).trim(),
    after: after.replace(/^cannot/, 'This cannot').replace(/^can be/, 'This can be').replace(/^would/, 'This would'),
  };
}

/** A card with the exact arguments, which can be edited; `answer` hears {allow, arguments, reason}. */
export function approvalCard({ kind, text, tool, arguments: args }, answer) {
  const { before, after } = tool ? around(text, tool, args) : { before: text, after: '' };
  const written = tool ? JSON.stringify(args, null, 2) : '';
  const exact = tool ? h('pre', { tabindex: '0', text: written }) : null;
  const more = h('button', { type: 'button', class: 'quiet', text: 'Show all of it', hidden: true, onclick: () => whole() });
  const field = h('textarea', { class: 'approval-edit', 'aria-label': `Arguments of ${tool}`, rows: Math.min(14, written.split('\n').length), spellcheck: 'false', hidden: true });
  const wrong = h('p', { class: 'approval-wrong', role: 'alert' });
  const allow = h('button', { type: 'button', class: kind === 'leak' ? 'stop' : 'primary', text: 'Allow', onclick: () => decide(true) });
  const edit = tool ? h('button', { type: 'button', class: 'quiet framed', text: 'Edit', onclick: open }) : null;
  const refuse = h('button', { type: 'button', class: 'quiet framed', text: 'Refuse', onclick: () => decide(false) });
  const reason = h('input', { class: 'approval-reason', placeholder: 'Why not? (optional)', 'aria-label': 'Why not', maxlength: '500' });
  const said = h('span', { class: 'decided' });
  const buttons = h('div', { class: 'approval-buttons' }, allow, edit, refuse, reason, said);
  const element = h('section', { class: `approval ${kind}`, 'aria-label': TITLES[kind] },
    h('h3', { text: TITLES[kind] }), before ? h('p', { text: before }) : null, tool ? h('p', {}, h('code', { text: tool })) : null,
    exact, more, field, wrong, after ? h('p', { text: after }) : null, buttons);
  let settled = false;

  function whole() {
    exact.classList.add('whole');
    more.hidden = true;
    exact.focus();
  }

  /** Says when some of the arguments lie below the frame; once it is on the page. */
  function fit() {
    if (exact) more.hidden = exact.scrollHeight <= exact.clientHeight + 1;
  }

  function open() {
    field.value = written;
    field.hidden = false;
    exact.hidden = more.hidden = true;
    edit.hidden = true;
    field.focus();
  }

  function edited() {
    if (field.hidden || field.value === written) return undefined;
    const value = JSON.parse(field.value);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('no object');
    return value;
  }

  function decide(allowed) {
    wrong.textContent = '';
    let changed;
    try {
      changed = allowed ? edited() : undefined;
    } catch (notJson) {
      wrong.textContent = 'These arguments are no JSON object. Mend them, or refuse.';
      return;
    }
    allow.disabled = refuse.disabled = true;
    answer({ allow: allowed, arguments: changed, reason: allowed ? undefined : reason.value });
  }

  function settle(allowed) {
    if (settled) return;
    settled = true;
    element.classList.add('settled');
    if (allowed && !field.hidden) exact.textContent = field.value;
    if (exact) exact.hidden = false;
    for (const gone of [allow, edit, refuse, reason, field, wrong, more]) gone?.remove();
    said.textContent = allowed ? 'Allowed' : 'Refused';
  }

  return { element, settle, fit, retry: () => (allow.disabled = refuse.disabled = false) };
}
