// SPDX-License-Identifier: Apache-2.0
import { Button, NumberInput, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { CaseSheet } from '../../../src/case/contract.ts';
import { useCoverage } from '../../api/hunt/hunt.ts';
import { useMay } from '../../journal/person.ts';
import { useCommand } from '../../journal/use-command.ts';
import { timelineWords } from '../../journal/words/timeline.ts';
import { useSay, useWords } from '../../lang/lang.tsx';

/** When each source of logs begins to lose lines of this case; the clock before which they are copied. */
export function LogRetention({ sheet }: { readonly sheet: CaseSheet }) {
  const t = useWords(timelineWords);
  const say = useSay();
  const mayWork = useMay('work') && sheet.state === 'open';
  const [source, setSource] = useState('');
  const [days, setDays] = useState(30);
  const [isOpen, setOpen] = useState(false);
  const names = useId();
  const run = useCommand(sheet.id, sheet.seq, () => setSource(''));
  const next = sheet.retentions.find((one) => !one.kept);
  if (!mayWork && sheet.retentions.length === 0) return null;
  return (
    <details className="sheet" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {t.retentionTitle} {next === undefined ? null : <span className="must small">{t.retentionNext(say.time(next.lostAt))}</span>}
      </summary>
      <p className="small quiet">{t.retentionLead}</p>
      <ul className="plain-list stack">
        {sheet.retentions.map((one) => (
          <li key={one.source} className="row">
            <span>{one.kept ? t.retentionSafe(one.source) : t.retentionLost(one.source, say.time(one.lostAt))}</span>
            {one.kept || !mayWork ? null : (
              <Button
                size="compact-sm"
                aria-label={`${one.source}: ${t.retentionSecured}`}
                onClick={() => run.mutate({ do: 'log-retention', source: one.source, days: one.days, kept: true })}
              >
                {t.retentionSecured}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayWork ? (
        <form
          className="row no-print"
          onSubmit={(event) => {
            event.preventDefault();
            if (source.trim() !== '') run.mutate({ do: 'log-retention', source: source.trim(), days, kept: false });
          }}
        >
          {isOpen ? <KnownSources id={names} /> : null}
          <TextInput
            list={names}
            label={t.retentionSource}
            maxLength={200}
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
          <NumberInput
            label={t.retentionDays}
            min={0}
            max={36_500}
            allowDecimal={false}
            value={days}
            onChange={(value) => setDays(Math.max(0, Math.round(Number(value) || 0)))}
          />
          <Button type="submit" style={{ alignSelf: 'end' }}>
            {t.retentionAdd}
          </Button>
        </form>
      ) : null}
    </details>
  );
}

/** What was imported already is offered by its name; devices that keep logs elsewhere are typed. */
function KnownSources({ id }: { readonly id: string }) {
  const sources = useCoverage().data?.sources ?? [];
  return (
    <datalist id={id}>
      {[...new Set(sources.map((one) => one.dataset))].map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}
