/** Settings, a new title, and the question before something is deleted. */
import { h, byId } from './dom.js';
import { get, post } from './api.js';

const EFFECTS = { reads: '', adds: 'creates', changes: 'changes', deletes: 'deletes' };

function show(title, ...content) {
  const dialog = byId('dialog');
  const close = h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close', text: '✕', onclick: () => dialog.close() });
  dialog.replaceChildren(h('div', { class: 'panel-top' }, h('h2', { id: 'dialog-title', text: title }), close), ...content);
  dialog.showModal();
  return dialog;
}

function theme() {
  const chosen = document.documentElement.dataset.theme ?? 'auto';
  const choose = (value) => {
    if (value === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = value;
    localStorage.setItem('theme', value);
  };
  return h('fieldset', { class: 'choice' }, h('legend', { text: 'Appearance' }), ['auto', 'light', 'dark'].map((value) =>
    h('label', {}, h('input', { type: 'radio', name: 'theme', value, checked: value === chosen, onchange: () => choose(value) }), value[0].toUpperCase() + value.slice(1))));
}

function switches(tools, apply) {
  return h('fieldset', { class: 'tools' }, h('legend', { text: 'Tools' }), tools.map((tool) =>
    h('label', {}, h('input', { type: 'checkbox', name: tool.name, checked: tool.on, onchange: apply }),
      h('span', {}, h('span', { class: 'tool-name', text: tool.name }), EFFECTS[tool.effect] ? h('span', { class: 'tag', text: EFFECTS[tool.effect] }) : null,
        h('span', { class: 'tool-text', text: tool.description })))));
}

export async function settings() {
  const state = await get('state');
  const apply = () => post('settings', { off: [...byId('dialog').querySelectorAll('.tools input:not(:checked)')].map((i) => i.name) });
  show('Settings',
    h('dl', { class: 'facts' }, h('dt', { text: 'Model' }), h('dd', { text: state.model }),
      h('dt', { text: 'Where' }), h('dd', { text: 'On this machine; nothing is sent to others but what the tools fetch.' })),
    theme(), switches(state.tools, apply),
    h('p', { class: 'fine', text: 'Switches hold for new questions, until Hoopoe ends. Another model: hoopoe web --model NAME.' }));
}

/** Asks for a line of text; resolves to it, or to null. */
export function askText(title, value) {
  return new Promise((resolve) => {
    const field = h('input', { type: 'text', id: 'dialog-text', maxlength: '120', value, autocomplete: 'off' });
    const form = h('form', { class: 'dialog-form', method: 'dialog' }, h('label', { for: 'dialog-text', text: 'Title' }), field,
      h('div', { class: 'dialog-buttons' }, h('button', { type: 'submit', class: 'primary', text: 'Save' })));
    let result = null;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      result = field.value.trim() || null;
      byId('dialog').close();
    });
    show(title, form).addEventListener('close', () => resolve(result), { once: true });
    field.select();
  });
}

/** Resolves to whether the person wants it. */
export function confirm(title, text, yes, no = 'Keep it') {
  return new Promise((resolve) => {
    let result = false;
    const decide = (value) => {
      result = value;
      byId('dialog').close();
    };
    show(title, h('p', { text }), h('div', { class: 'dialog-buttons' },
      h('button', { type: 'button', class: 'quiet framed', text: no, onclick: () => decide(false) }),
      h('button', { type: 'button', class: 'stop', text: yes, onclick: () => decide(true) })))
      .addEventListener('close', () => resolve(result), { once: true });
  });
}
