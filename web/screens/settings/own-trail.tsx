// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { auth } from '../../api/auth.ts';
import { ownTrail, ownTrailKey } from '../../api/session.ts';
import { Failed } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { readEntry } from '../../journal/read-entry.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { settingsWords } from './words.ts';

const FIRST = 12;

/** When and from where the person signed in, what was refused in their name, and the way to end every other session. */
export function OwnTrail() {
  const w = useWords(settingsWords);
  const { lang } = useLang();
  const { two } = useSay();
  const client = useQueryClient();
  const trail = useQuery({ queryKey: ownTrailKey, queryFn: ownTrail });
  const end = useMutation({
    mutationFn: auth.endOthers,
    onSuccess: () => void client.invalidateQueries({ queryKey: ownTrailKey }),
  });
  const rows = trail.data?.items ?? [];
  return (
    <section className="stack" aria-label={w.trail}>
      <h3>{w.trail}</h3>
      <span className="quiet small">{w.trailLead}</span>
      {trail.error === null ? null : <Failed error={trail.error} retry={() => void trail.refetch()} />}
      {trail.data !== undefined && rows.length === 0 ? <span>{w.trailNone}</span> : null}
      {rows.slice(0, FIRST).map((row) => {
        const { title, content } = readEntry({ ...row, stream: 'desk', actor: { type: 'machine', name: 'desk' }, hash: '' });
        const facts = content.is === 'face' ? (content.face({ lang, stream: 'desk', nameOf: (id) => id }).facts ?? []) : [];
        return (
          <div key={row.seq}>
            <strong>{two(title)}</strong> <When at={row.at} />
            <FactList facts={facts} />
          </div>
        );
      })}
      {end.error === null ? null : <Failed error={end.error} />}
      {end.isSuccess ? <span role="status">{w.othersEnded}</span> : null}
      <div className="actions">
        <Button loading={end.isPending} onClick={() => end.mutate()}>
          {w.endOthers}
        </Button>
      </div>
    </section>
  );
}
