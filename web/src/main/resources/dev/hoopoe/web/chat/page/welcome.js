/** The first screen: what can be asked here. */
import { h } from './dom.js';

const EXAMPLES = [
  { needs: 'web_fetch', title: 'Read a page', text: 'What is this page about, in three points?', url: true },
  { needs: 'file_read', title: 'Look into your files', text: 'Which files are in this folder, and what are they about?' },
  { needs: 'db_query', title: 'Count your data', text: 'Which tables are there, and how many rows has each?' },
  { needs: 'doc_search', title: 'Search documents', text: 'What do my notes say about the next meeting?' },
];

export function welcome(tools, fill) {
  const on = new Set(tools.filter((tool) => tool.on).map((tool) => tool.name));
  const cards = EXAMPLES.filter((example) => on.has(example.needs)).slice(0, 3);
  return h('section', { class: 'welcome' },
    h('img', { src: '/page/icon.svg', alt: '', width: '64', height: '64' }),
    h('h2', { text: 'What would you like to know?' }),
    h('p', { text: 'Ask about a web page, your files or your data. You see each step while it is done, and can open what every answer rests on.' }),
    h('div', { class: 'cards' }, cards.map((example) =>
      h('button', { type: 'button', class: 'card', onclick: () => fill(example) }, h('strong', { text: example.title }), h('span', { text: example.text })))));
}
