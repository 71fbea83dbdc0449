// SPDX-License-Identifier: Apache-2.0
// PAN-OS by syslog: one line of cells, whose meaning the fourth one gives. Cells by their place in PAN-OS 9 to 11
// (Palo Alto Networks, "Syslog Field Descriptions"): later versions add cells at the end.
import { cellsSql, wholeCells } from '../read/cells.ts';
import type { Table } from '../../engine/schema.ts';
import type { Format, Plan, TimeZoneChoice } from '../read/format.ts';
import { hostOfRequest } from '../read/address.ts';
import { timeColumns, timeReject, timeSteps } from '../read/time.ts';

const LINE =
  /(?:^|\s)\d+,\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d,[^,]*,(?:TRAFFIC|THREAT|SYSTEM|CONFIG|GLOBALPROTECT|USERID|AUTH|HIPMATCH|DECRYPTION|TUNNEL|CORRELATION),/;
const FIRST = '(?:^|\\\\s)([0-9]+,[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9:]{8},.*)$';

const common = {
  'source.ip': 'c[8]',
  'destination.ip': 'c[9]',
  'user.name': 'lower(c[13])',
  'source.port': 'c[25]',
  'destination.port': 'c[26]',
};

type Kind = {
  readonly table: Table;
  readonly when: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly least: number;
  readonly needs: readonly string[];
};

/** The fourth cell, where no cell of free text stands before it. */
const typed = (kind: string) => `match(l, '(?:^|\\\\s)[0-9]+,[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9:]{8},[^,]*,${kind},')`;

const url = `if(match(c[32], '^[a-z]+://'), c[32], concat(if(c[26] = '443', 'https://', 'http://'), c[32]))`;
const kinds: readonly Kind[] = [
  {
    table: 'flow',
    when: typed('TRAFFIC'),
    least: 35,
    texts: {
      ...common,
      'network.transport': 'lower(c[30])',
      'network.protocol': 'c[15]',
      'event.action': 'c[31]',
      'source.bytes': 'c[33]',
      'destination.bytes': 'c[34]',
      'source.packets': 'c[45]',
      'destination.packets': 'c[46]',
      'event.duration': 'c[37]',
    },
    needs: ['source.ip', 'destination.ip'],
  },
  {
    table: 'web',
    when: typed('THREAT,url'),
    least: 34,
    texts: {
      ...common,
      'url.original': 'url',
      'url.domain': hostOfRequest('url', `''`),
      'user_agent.original': 'c[47]',
      'http.request.referrer': 'c[50]',
      'network.forwarded_ip': 'c[49]',
    },
    needs: ['source.ip'],
  },
  {
    table: 'event',
    when: `NOT ${typed('TRAFFIC')} AND NOT ${typed('THREAT,url')}`,
    least: 5,
    texts: {
      ...Object.fromEntries(Object.entries(common).map(([name, sql]) => [name, `if(c[4] = 'THREAT', ${sql}, '')`])),
      message: `if(c[4] = 'THREAT', c[33], c[15])`,
      'event.code': 'c[5]',
    },
    needs: [],
  },
];

function plan({ table, when, texts, least, needs }: Kind, zone: TimeZoneChoice): Plan {
  return {
    table,
    dataset: 'paloalto.panos',
    once: String.raw`[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9:]{8},[^,]*,(?:TRAFFIC|THREAT|SYSTEM|CONFIG|GLOBALPROTECT|HIPMATCH|USERID|DECRYPTION),`,
    when,
    steps: [
      ['row', `extract(l, '${FIRST}')`],
      ['c', cellsSql('row', ',')],
      ...(table === 'web' ? ([['url', url]] as const) : []),
      ...timeSteps(`if(match(c[7], '^[0-9]{4}/'), c[7], c[2])`, zone),
    ],
    reject: `multiIf(l = '', 'blank', row = '' OR length(c) < ${least}, 'too few cells', NOT ${wholeCells('row', ',')}, 'a quote stands inside a cell', ${timeReject})`,
    columns: {
      ...timeColumns,
      extra: `mapFilter((k, v) -> v != '', map('vendor', 'paloalto', 'product', 'panos', 'panos.type', c[4], 'panos.subtype', c[5]${table === 'event' ? '' : `, 'panos.rule', c[12], 'panos.application', c[15], 'panos.action', c[31], 'panos.category', ${table === 'web' ? 'c[34]' : 'c[38]'}`}))`,
    },
    texts,
    needs,
  };
}

export const panosFormat: Format = {
  id: 'pan-os',
  quotes: true,
  test: (line) => LINE.test(line),
  plans: (_sample, zone) => kinds.map((kind) => plan(kind, zone)),
};
