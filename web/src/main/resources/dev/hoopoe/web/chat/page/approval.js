/** A request that waits for the person. */
import { h } from './dom.js';

const TITLES = {
  effect: 'Allow this change?',
  leak: 'Send this to the outside?',
};

function parts(text) {
  const match = /^([\s\S]*?)(\{[\s\S]*\})([\s\S]*)$/.exec(text);
  if (!match) return { before: text, args: '', after: '' };
  try {
    return { before: match[1].trim(), args: JSON.stringify(JSON.parse(match[2]), null, 2), after: match[3].trim() };
  } catch (notJson) {
    return { before: text, args: '', after: '' };
  }
}

/** A card with the exact arguments; `answer` hears true or false. */
export function approvalCard({ kind, text }, answer) {
  const { before, args, after } = parts(text);
  const allow = h('button', { type: 'button', class: kind === 'leak' ? 'stop' : 'primary', text: 'Allow', onclick: () => decide(true) });
  const refuse = h('button', { type: 'button', class: 'quiet framed', text: 'Refuse', onclick: () => decide(false) });
  const said = h('span', { class: 'decided' });
  const buttons = h('div', { class: 'approval-buttons' }, allow, refuse, said);
  const element = h('section', { class: `approval ${kind}`, 'aria-label': TITLES[kind] },
    h('h3', { text: TITLES[kind] }), h('p', { text: before }),
    args ? h('pre', { tabindex: '0', text: args }) : null, after ? h('p', { text: after.replace(/^cannot/, 'This cannot').replace(/^would/, 'This would') }) : null, buttons);
  let settled = false;

  function decide(allowed) {
    allow.disabled = refuse.disabled = true;
    answer(allowed);
  }

  function settle(allowed) {
    if (settled) return;
    settled = true;
    element.classList.add('settled');
    allow.remove();
    refuse.remove();
    said.textContent = allowed ? 'Allowed' : 'Refused';
  }

  return { element, settle, retry: () => (allow.disabled = refuse.disabled = false) };
}
