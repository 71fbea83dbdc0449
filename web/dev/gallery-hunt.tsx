// SPDX-License-Identifier: Apache-2.0
import '../screens/hunt/hunt.css';
import type { AttackersSheet, CoverageSheet, RareSheet, SightingRow } from '../../src/hunt/contract.ts';
import type { HeldWire } from '../../src/hunt/address-use/address-use.contract.ts';
import type { RuleHitRow } from '../../src/hunt/rules/rules.contract.ts';
import { useWords } from '../lang/lang.tsx';
import { OneAttacker } from '../screens/hunt/network/attackers-view.tsx';
import { HoursPicture } from '../screens/hunt/network/hours-picture.tsx';
import { Looked } from '../screens/hunt/pieces/looked.tsx';
import { MeetPicture } from '../screens/hunt/sightings/meet-picture.tsx';
import { RareTable } from '../screens/hunt/network/rare-view.tsx';
import { RawLinesPlace } from '../screens/hunt/pieces/raw-lines.tsx';
import { RefusedRules } from '../screens/hunt/rules/rule-files.tsx';
import { OneRule } from '../screens/hunt/rules/rule-hits.tsx';
import { SeenPicture } from '../screens/hunt/sightings/seen-picture.tsx';
import { SightingTable } from '../screens/hunt/sightings/sighting-table.tsx';
import { Who } from '../screens/hunt/pieces/who.tsx';
import { Piece } from './gallery-pieces.tsx';
import { galleryWords } from './words.ts';

const CASE = 'C-2026-0001';
const EVER = { since: null, until: null };
const first = '2026-11-10T03:00:00Z';
const last = '2026-11-11T04:55:00Z';

const holder = (computer: string, user: string, from: string | null, until: string | null): HeldWire['holders'][number] => ({
  mac: '00:16:3e:aa:bb:cc',
  computer,
  user,
  department: '営業部 第二営業課',
  from,
  until,
});
const known: HeldWire = { is: 'known', holders: [holder('PC-0142', '山田 花子', '2026-11-05T00:00:00Z', '2026-11-27T00:00:00Z')] };
const later: HeldWire = { is: 'known', holders: [...known.holders, holder('PC-0177', '鈴木 一郎', '2026-11-27T00:00:00Z', null)] };
const disputed: HeldWire = { is: 'disputed', holders: later.holders };
const silent: HeldWire = { is: 'unknown', holders: [] };

const rule = (change: Partial<RuleHitRow>): RuleHitRow => ({
  file: 'rules/web/web_path_traversal_exploitation_attempt.yml',
  place: 0,
  id: '7745c2ea-24a5-4290-b680-04359cb84b35',
  title: 'Path Traversal Exploitation Attempts',
  level: 'medium',
  author: 'Nasreddine Bencherchali',
  license: '',
  falsePositives: ['Internal vulnerability scanners'],
  count: 78,
  first,
  last,
  sourceCount: 1,
  sources: [{ ip: '203.0.113.66', count: 78, first, last, who: null }],
  ...change,
});
const attacker: AttackersSheet['attackers'][number] = {
  source: '203.0.113.66',
  attackShaped: 2664,
  requests: 7314,
  answered: 2010,
  paths: 2573,
  missing: 2443,
  shapes: [
    { shape: 'sql', count: 1749 },
    { shape: 'script', count: 1153 },
    { shape: 'traversal', count: 311 },
  ],
  first,
  last,
  who: null,
};
const rare = (value: string): RareSheet['rare'][number] => ({
  kind: 'destination',
  table: 'web',
  value,
  count: 300,
  first,
  last,
  datasets: ['squid.access'],
  inside: true,
  seenOn: [{ ip: '10.0.0.5', who: known }],
});
const sighting = (computer: string, value: string, count: number, who: HeldWire | null): SightingRow => ({
  indicator: value,
  kind: 'domain',
  value,
  computer,
  role: 'host',
  table: 'web',
  count,
  first,
  last,
  who,
});
const sightings = [
  sighting('10.0.0.5', 'update.tour-sync.example', 300, known),
  sighting('10.0.0.6', 'update.tour-sync.example', 12, disputed),
  sighting('10.0.0.7', 'cdn.tour-sync.example', 3, silent),
];
const coverage: CoverageSheet = {
  period: { since: null, until: null },
  sources: [
    {
      dataset: 'squid.access',
      table: 'web',
      role: 'proxy',
      columns: ['source.ip', 'url.original', 'url.domain'],
      files: 3,
      lines: 120_391,
      looked: 120_391,
      from: first,
      to: last,
      timeOrigins: ['line'],
      gaps: [{ from: first, to: last, hours: 5 }],
      hours: 25,
    },
  ],
  files: 3,
  lines: 120_400,
  parsed: 120_391,
  rejected: 9,
  headers: 0,
  truncatedFiles: [],
  zones: ['+09:00'],
  notLookedAt: [{ ja: '読み取れなかった行が 9 行ある', en: '9 lines could not be read' }],
};
const hours = Array.from({ length: 24 }, (_, at) => ({
  hour: new Date(Date.parse(first) + at * 3_600_000).toISOString(),
  bytes: 40_000 + ((at * 7919) % 13) * 90_000,
  working: at % 24 < 8,
}));

/** What the hunt page is made of, with nothing asked of the desk: the numbers look as they do, their lines are not there. */
export function GalleryHunt() {
  const w = useWords(galleryWords);
  return (
    <RawLinesPlace>
      <div className="hunt stack" style={{ gap: 28 }}>
        <Piece name="Who">
          {[known, later, disputed, silent].map((held) => (
            <Who key={`${held.is} ${held.holders.length}`} held={held} />
          ))}
        </Piece>
        <Piece name="OneRule">
          <OneRule one={rule({})} asked={EVER} />
          <OneRule
            one={rule({
              title: w.longSubject,
              level: 'critical',
              license: 'MIT',
              sourceCount: 61,
              sources: ['10.0.0.5', '10.0.0.6', '10.0.0.7', '10.0.0.8', '10.0.0.9', '10.0.0.10'].map((ip, at) => ({
                ip,
                count: 300 - at * 40,
                first,
                last,
                who: [known, disputed, silent][at % 3] ?? null,
              })),
            })}
            asked={EVER}
          />
          <OneRule one={rule({ level: '', author: '', falsePositives: [], sourceCount: 0, sources: [] })} asked={EVER} />
        </Piece>
        <Piece name="RefusedRules">
          <RefusedRules
            refused={[
              {
                file: 'rules/web/old.yml',
                place: 0,
                id: '',
                title: '',
                reason: { ja: '条件式（condition）がない', en: 'no condition' },
              },
            ]}
          />
        </Piece>
        <Piece name="OneAttacker">
          <OneAttacker caseId={CASE} asked={EVER} one={attacker} />
          <OneAttacker caseId={CASE} asked={EVER} one={{ ...attacker, source: '10.0.0.5', answered: 0, missing: 0, who: known }} />
        </Piece>
        <Piece name="RareTable">
          <RareTable
            name={w.normal}
            title={w.normal}
            rows={[rare('update.tour-sync.example'), rare(`${'very-long-name.'.repeat(8)}example`)]}
            asked={EVER}
            caseId={CASE}
          />
        </Piece>
        <Piece name="MeetPicture · SeenPicture · SightingTable">
          <MeetPicture sightings={sightings} asked={EVER} />
          <SeenPicture sightings={sightings} />
          <SightingTable sightings={sightings} asked={EVER} />
        </Piece>
        <Piece name="HoursPicture">
          <HoursPicture hours={hours} />
        </Piece>
        <Piece name="Looked">
          <Looked coverage={coverage} caseId={CASE} />
          <Looked coverage={{ ...coverage, notLookedAt: [] }} caseId={CASE} />
        </Piece>
      </div>
    </RawLinesPlace>
  );
}
