/**
 * A model's text as elements. Raw HTML in it is shown as text, images become links, and what the
 * parser makes of the rest passes the sanitiser; so text can never fetch or run anything.
 */
import { Marked } from './lib/marked.js';

const LANGUAGES = {
  sh: 'bash', shell: 'bash', bash: 'bash', css: 'css', java: 'java', js: 'javascript', javascript: 'javascript',
  json: 'json', md: 'markdown', markdown: 'markdown', py: 'python', python: 'python', sql: 'sql',
  ts: 'typescript', typescript: 'typescript', html: 'xml', xml: 'xml', yaml: 'yaml', yml: 'yaml',
};
const MOST_HIGHLIGHTED = 20000;
const SAFE_ADDRESS = /^(?:https?:\/\/|mailto:)/i;
const ALLOWED = {
  ALLOWED_TAGS: ['p', 'br', 'hr', 'h3', 'h4', 'h5', 'h6', 'strong', 'em', 'del', 'code', 'pre', 'blockquote',
    'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'a'],
  ALLOWED_ATTR: ['href', 'rel', 'target', 'class', 'start', 'align'],
  ALLOWED_URI_REGEXP: SAFE_ADDRESS,
  // The sanitiser would hold these values to the rule for addresses, too.
  ADD_URI_SAFE_ATTR: ['rel', 'target', 'start', 'align'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

const escape = (text) =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c]);

function anchor(href, inner, kind) {
  if (!SAFE_ADDRESS.test(href)) return inner;
  return `<a href="${escape(href)}" class="${kind}" rel="noopener noreferrer" target="_blank">${inner}</a>`;
}

const parser = new Marked({
  gfm: true,
  renderer: {
    html: ({ text }) => escape(text),
    image: ({ href, text }) => anchor(href, 'Image: ' + escape(text || href), 'image-link'),
    link({ href, tokens }) {
      // An image's link in a link would be two links.
      const image = tokens.some((token) => token.type === 'image');
      return anchor(href, image ? escape(this.parser.parseInline(tokens, this.parser.textRenderer)) : this.parser.parseInline(tokens), 'link');
    },
    heading({ tokens, depth }) {
      const level = Math.min(6, depth + 2);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
    },
    code({ text, lang }) {
      const language = LANGUAGES[(lang ?? '').trim().toLowerCase()];
      return `<pre><code${language ? ` class="language-${language}"` : ''}>${escape(text)}</code></pre>`;
    },
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
});

/** The elements of a whole text. */
export function render(text) {
  try {
    return window.DOMPurify.sanitize(parser.parse(text), ALLOWED);
  } catch (tooDeep) {
    const plain = document.createElement('p');
    plain.className = 'plain-text';
    plain.textContent = text;
    const fragment = document.createDocumentFragment();
    fragment.append(plain);
    return fragment;
  }
}

/** Where the last block of a text begins; everything before it is complete. */
function lastBlock(text) {
  let start = 0;
  let last = 0;
  for (const token of parser.lexer(text)) {
    if (token.type !== 'space') last = start;
    start += token.raw.length;
  }
  return last;
}

/**
 * Text that grows. Complete blocks are rendered once; only the last one is rendered again, so that
 * the work for each piece does not grow with the answer.
 */
export class Growing {
  constructor(element, finish) {
    this.element = element;
    this.finish = finish;
    this.tail = '';
    this.open = [];
    this.due = false;
    this.drawn = 0;
  }

  add(piece) {
    this.tail += piece;
    if (!this.due) {
      this.due = true;
      setTimeout(() => requestAnimationFrame(() => this.draw()), Math.max(0, 60 - (performance.now() - this.drawn)));
    }
  }

  draw() {
    this.due = false;
    if (this.ended) return;
    this.drawn = performance.now();
    let split = 0;
    try {
      split = lastBlock(this.tail);
    } catch (tooDeep) {
      split = 0;
    }
    this.open.forEach((node) => node.remove());
    this.open = [];
    if (split > 0) {
      const done = render(this.tail.slice(0, split));
      const blocks = [...done.children];
      this.element.append(done);
      blocks.forEach(this.finish);
      this.tail = this.tail.slice(split);
    }
    const rest = render(this.tail);
    this.open = [...rest.childNodes];
    this.element.append(rest);
  }

  end() {
    this.ended = true;
  }
}

let highlighter = null;

async function load(language) {
  highlighter ??= (await import('./lib/highlight/core.js')).default;
  if (!highlighter.getLanguage(language)) {
    highlighter.registerLanguage(language, (await import(`./lib/highlight/${language}.js`)).default);
  }
  return highlighter;
}

/** Colours code, once its libraries are here. */
export async function highlight(code) {
  const language = /^language-([a-z]+)$/.exec(code.className)?.[1];
  if (!language || code.textContent.length > MOST_HIGHLIGHTED) return;
  try {
    const html = (await load(language)).highlight(code.textContent, { language }).value;
    code.replaceChildren(window.DOMPurify.sanitize(html,
      { ALLOWED_TAGS: ['span'], ALLOWED_ATTR: ['class'], RETURN_DOM_FRAGMENT: true }));
  } catch (withoutColours) {
    return;
  }
}
