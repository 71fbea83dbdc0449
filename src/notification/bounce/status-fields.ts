// SPDX-License-Identifier: Apache-2.0
// Fields of a delivery status (RFC 3464), wherever they stand: in a part of their own, or in the text of a server that
// builds its reports wrongly.
import type { FailedRecipient } from './bounce.ts';
import { addressIn } from './address.ts';

const FIELD = /^([A-Za-z][A-Za-z0-9-]{1,60})[ \t]*:[ \t]*(.*)$/;
const OF_RECIPIENT = /^(?:final-recipient|original-recipient|action|status|diagnostic-code|remote-mta|x-actual-recipient)$/;

type Fields = ReadonlyMap<string, string>;

/** Blocks of fields: separated by an empty line, folded lines joined (RFC 5322 2.2.3). The first value of a name counts. */
function blocks(text: string): readonly Fields[] {
  const all: Map<string, string>[] = [];
  let fields = new Map<string, string>();
  let last = '';
  for (const line of text.split(/\r\n|\n|\r/)) {
    const found = FIELD.exec(line);
    if (found !== null) {
      const name = (found[1] ?? '').toLowerCase();
      // A second recipient without an empty line before it begins a block of its own.
      if ((name === 'final-recipient' && fields.has('final-recipient')) || (name === 'original-recipient' && fields.has('action'))) {
        all.push(fields);
        fields = new Map();
      }
      if (!fields.has(name)) fields.set(name, (found[2] ?? '').trim());
      last = name;
    } else if (/^[ \t]+\S/.test(line) && last !== '') fields.set(last, `${fields.get(last) ?? ''} ${line.trim()}`);
    else if (line.trim() === '') {
      if (fields.size > 0) all.push(fields);
      fields = new Map();
      last = '';
    } else last = '';
  }
  if (fields.size > 0) all.push(fields);
  return all;
}

/** Recipients by their fields; empty where the text has none. */
export function recipientsOfFields(text: string): readonly FailedRecipient[] {
  const found: FailedRecipient[] = [];
  for (const fields of blocks(text.slice(0, 262_144))) {
    const names = [...fields.keys()].filter((name) => OF_RECIPIENT.test(name));
    const [final, original] = [fields.get('final-recipient') ?? '', fields.get('original-recipient') ?? ''];
    if (names.length < 2 || (final === '' && original === '')) continue;
    const address = [final, original, fields.get('x-actual-recipient') ?? ''].map(addressIn).find((one) => one !== '') ?? '';
    const [word = ''] = (fields.get('action') ?? '').toLowerCase().split(/[^a-z]/);
    found.push({
      address,
      action: word,
      status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0] ?? '',
      said: (fields.get('diagnostic-code') ?? '').replace(/^(?:smtp|x-[\w-]+|unix|dns)\s*;\s*/i, '').slice(0, 2000),
    });
  }
  return found;
}
