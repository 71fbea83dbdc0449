// SPDX-License-Identifier: Apache-2.0
/**
 * Lines that a writer's program broke are joined again (RFC 3676): a line ending with a blank flows into the next one of
 * the same quote depth. With `delSp` that blank was added for the break alone and goes, as in Japanese, which has none.
 */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = [];
  let open: { readonly depth: number; text: string } | null = null;
  const close = (): void => {
    if (open !== null) out.push(quoted(open.depth, open.text));
    open = null;
  };
  for (const line of text.split(/\r?\n/)) {
    const depth = /^>*/.exec(line)?.[0].length ?? 0;
    // Space-stuffing: one blank before what would read as a quote or as "From " (4.4).
    const said = line.slice(depth).replace(/^ /, '');
    // The signature's mark ends with a blank and flows nowhere (4.3).
    const flows = said.endsWith(' ') && said !== '-- ';
    if (open !== null && (open.depth !== depth || said === '-- ')) close();
    const kept: string = flows && delSp ? said.slice(0, -1) : said;
    open = { depth, text: (open === null ? '' : open.text) + kept };
    if (!flows) close();
  }
  close();
  return out.join('\n');
}

function quoted(depth: number, text: string): string {
  return depth === 0 ? text : `${'>'.repeat(depth)} ${text}`;
}
