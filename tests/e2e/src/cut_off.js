// Texts of controls that a person does not see whole: beyond their box, beyond a box around them that does not scroll,
// or beyond the window. Ends in dots are meant where the tooltip has the whole text: of names and paths, whose length
// nobody knows; not of what titles a tab, a column or a field.
const CONTROLS =
  'button, [role=button], [role=tab], [role=columnheader], [role=menuitem], [role=radio], label, legend, th, dt, h1, h2, h3';
const TITLES = '[role=tab], [role=columnheader], th, label, legend';
// of text, whose boxes are rounded to whole pixels; a glyph may lean over its own
const SLACK = 1.5;
const found = new Set();

const up = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host ?? null;

function meant(element, text) {
  for (let at = element; at; at = up(at)) if ((at.title ?? '').includes(text)) return true;
  return false;
}

function judge(control, node) {
  const text = node.data.trim();
  const range = document.createRange();
  range.selectNodeContents(node);
  const boxes = [...range.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
  // laid out for screen readers alone
  if (boxes.length === 0 || control.getBoundingClientRect().width <= 1) return;
  const [left, right] = [Math.min(...boxes.map((box) => box.left)), Math.max(...boxes.map((box) => box.right))];
  const [top, bottom] = [Math.min(...boxes.map((box) => box.top)), Math.max(...boxes.map((box) => box.bottom))];
  let inside = true;
  for (let at = node.assignedSlot ?? node.parentElement ?? node.getRootNode().host; at; at = up(at)) {
    const style = getComputedStyle(at);
    if (style.visibility === 'hidden' || style.opacity === '0' || (at.clientWidth === 1 && at.clientHeight === 1)) return;
    if (style.display === 'inline' || style.display === 'contents') {
      if (at === control) inside = false;
      continue;
    }
    const box = at.getBoundingClientRect();
    const wide = left < box.left - SLACK || right > box.right + SLACK;
    const high = top < box.top - SLACK || bottom > box.bottom + SLACK;
    if (style.textOverflow === 'ellipsis' && at.scrollWidth > at.clientWidth) {
      // where the text went on without the dots
      at.style.textOverflow = 'clip';
      const end = Math.max(...[...range.getClientRects()].map((box) => box.right));
      at.style.textOverflow = '';
      if (end > box.right + SLACK) {
        if (control.matches(TITLES) || !meant(at, text)) found.add(`“${text}” ends in dots`);
        return;
      }
    }
    if (inside && (wide || high)) return void found.add(`“${text}” is larger than its box`);
    if (wide && ['hidden', 'clip'].includes(style.overflowX)) return void found.add(`“${text}” is cut off`);
    if (high && ['hidden', 'clip'].includes(style.overflowY)) return void found.add(`“${text}” is cut off`);
    // what is scrolled away can be scrolled to; a row of tabs shows no bar for it
    if (wide && control.matches('[role=tab]') && style.overflowX !== 'visible') return void found.add(`“${text}” is cut off`);
    if ((wide && /auto|scroll/.test(style.overflowX)) || (high && /auto|scroll/.test(style.overflowY))) return;
    if (at === control) inside = false;
  }
  if (left < -SLACK || right > innerWidth + SLACK) found.add(`“${text}” is beyond the window`);
}

function texts(control, root) {
  for (const node of root.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.data.trim() !== '') judge(control, node);
    } else if (node.nodeType === Node.ELEMENT_NODE && !['STYLE', 'SCRIPT', 'SVG'].includes(node.tagName.toUpperCase())) {
      texts(control, node.shadowRoot ?? node);
    }
  }
}

function look(root) {
  for (const element of root.querySelectorAll('*')) {
    if (element.shadowRoot) look(element.shadowRoot);
    if (element.matches(CONTROLS) && element.checkVisibility()) texts(element, element.shadowRoot ?? element);
  }
}

look(document);
return [...found];
