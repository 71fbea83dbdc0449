// SPDX-License-Identifier: Apache-2.0
import { xmlPieces } from './xml-words.ts';

/** The XML members of an office file by their names, in lower case. */
export type Members = ReadonlyMap<string, string>;

/** Where the links of a part lead that go outside of the file. */
export function linksIn(members: Members, relations: string): readonly string[] {
  const links: string[] = [];
  for (const [name, xml] of members) {
    if (!name.startsWith(relations)) continue;
    for (const piece of xmlPieces(xml)) {
      if ('words' in piece || piece.tag.name !== 'relationship') continue;
      const { attributes } = piece.tag;
      if (attributes.get('targetmode')?.toLowerCase() === 'external') links.push((attributes.get('target') ?? '').replaceAll('&amp;', '&'));
    }
  }
  return [...new Set(links)].slice(0, 500);
}
