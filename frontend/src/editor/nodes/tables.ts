import type { NodeSpec } from 'prosemirror-model';

function cell(tag: 'td' | 'th'): NodeSpec {
  const span = (element: HTMLElement, name: string) => Math.min(1000, Math.max(1, Number(element.getAttribute(name)) || 1));
  return {
    content: 'inline*',
    isolating: true,
    // prosemirror-tables counts with both, so that they are never null.
    attrs: { colspan: { default: 1 }, rowspan: { default: 1 } },
    tableRole: tag === 'th' ? 'header_cell' : 'cell',
    parseDOM: [{ tag, getAttrs: (element) => ({ colspan: span(element, 'colspan'), rowspan: span(element, 'rowspan') }) }],
    toDOM: (node) => {
      const { colspan, rowspan } = node.attrs;
      return [tag, { colspan: colspan > 1 ? colspan : null, rowspan: rowspan > 1 ? rowspan : null }, 0];
    },
  };
}

/** Tables of plain cells: running text directly in the cell. */
export const tableSpecs: Record<string, NodeSpec> = {
  table: {
    group: 'block',
    content: 'table_row*',
    isolating: true,
    tableRole: 'table',
    parseDOM: [{ tag: 'table' }],
    toDOM: () => ['table', ['tbody', 0]],
  },
  table_row: {
    content: '(table_cell | table_header)*',
    tableRole: 'row',
    parseDOM: [{ tag: 'tr' }],
    toDOM: () => ['tr', 0],
  },
  table_header: cell('th'),
  table_cell: cell('td'),
};
