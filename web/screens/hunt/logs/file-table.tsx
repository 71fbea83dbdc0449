// SPDX-License-Identifier: Apache-2.0
import { Table } from '@mantine/core';
import { useState } from 'react';
import type { LogFileRow } from '../../../../src/hunt/contract.ts';
import { useLogFiles } from '../../../api/hunt/logs.ts';
import { useLang, useSay, useWords } from '../../../lang/lang.tsx';
import { logsWords } from './words.ts';
import { Pending } from '../../../components/states.tsx';
import { percentOf } from './percent.ts';
import { MoreRows } from '../pieces/more-rows.tsx';
import { Counted } from '../pieces/raw-lines.tsx';
import { WideTable } from '../../../components/wide-table.tsx';

const AT_ONCE = 15;

/** Every file that counts in a search, the newest first: how much of it was read, and what was not. */
export function FileTable() {
  const w = useWords(logsWords);
  const { lang } = useLang();
  const [shown, setShown] = useState(AT_ONCE);
  const found = useLogFiles();
  if (found.data === undefined) return <Pending on={found} lines={4} />;
  const files = found.data.files.toReversed();
  const rejected = files.reduce((sum, one) => sum + one.rejected - one.headers, 0);
  return (
    <section className="stack" aria-label={w.files}>
      <div className="spread">
        <h2>
          {w.files} <span className="small quiet">{files.length.toLocaleString(lang)}</span>
        </h2>
        {rejected === 0 ? null : <Counted name={w.rejected} value={w.allRejects(rejected)} count={rejected} asked={rejectsOf(null)} />}
      </div>
      {files.length === 0 ? (
        <p className="quiet">{w.filesNone}</p>
      ) : (
        <WideTable>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{w.file}</Table.Th>
                <Table.Th>{w.readAs}</Table.Th>
                <Table.Th className="num">{w.lines}</Table.Th>
                <Table.Th className="num">{w.share}</Table.Th>
                <Table.Th className="num">{w.rejected}</Table.Th>
                <Table.Th>{w.period}</Table.Th>
                <Table.Th>{w.zones}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {files.slice(0, shown).map((one) => (
                <FileRow key={one.file} one={one} />
              ))}
            </Table.Tbody>
          </Table>
        </WideTable>
      )}
      <MoreRows shown={shown} of={files.length} more={() => setShown(shown + 5 * AT_ONCE)} />
    </section>
  );
}

const rejectsOf = (file: number | null) => ({ behind: { of: 'rejects' as const, file }, since: null, until: null });

function FileRow({ one }: { readonly one: LogFileRow }) {
  const w = useWords(logsWords);
  const say = useSay();
  const { lang } = useLang();
  const rejected = one.rejected - one.headers;
  const origins = one.zoneOrigin.split(' ').map((origin) => w.origins[origin as keyof typeof w.origins] ?? origin);
  return (
    <Table.Tr>
      <Table.Td className="free">
        <bdi>{one.name.split('/').at(-1)}</bdi>
        {one.truncated ? <span className="small"> ▲ {w.truncated}</span> : null}
        <div className="small quiet mono" title={one.sha256}>
          {one.sha256.slice(0, 12)}
        </div>
      </Table.Td>
      <Table.Td>{one.format}</Table.Td>
      <Table.Td className="num">{one.lines.toLocaleString(lang)}</Table.Td>
      <Table.Td className="num">{percentOf(one.share, lang)}</Table.Td>
      <Table.Td className="num">
        <Counted
          name={`${w.rejected} ${one.name.split('/').at(-1) ?? ''}`}
          value={rejected.toLocaleString(lang)}
          count={rejected}
          asked={rejectsOf(one.file)}
        />
      </Table.Td>
      <Table.Td>{one.from === null || one.to === null ? w.origins.none : `${say.time(one.from)} – ${say.time(one.to)}`}</Table.Td>
      <Table.Td>
        {one.zone === '' ? '' : `${one.zone} `}
        <span className="small quiet">{origins.join(lang === 'ja' ? '・' : ', ')}</span>
      </Table.Td>
    </Table.Tr>
  );
}
