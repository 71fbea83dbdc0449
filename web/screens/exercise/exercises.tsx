// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRounds } from '../../api/rounds.ts';
import type { RoundRow } from '../../api/rounds.ts';
import { Pending } from '../../components/states.tsx';
import { useMay, usePerson } from '../../journal/person.ts';
import { common } from '../../lang/common.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import type { RoundFilter } from '../../paths.ts';
import { FilterHead } from '../../ui/filter-head.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { stateTone } from './state-tone.ts';
import { Runs } from './run/runs.tsx';
import { roundWords } from './words.ts';
import './round.css';

const STATES = ['open', 'review', 'closed', 'set-up'] as const;
const SETTERS: readonly string[] = ['administrator', 'responder', 'manager', 'instructor'];

/** All question rounds, newest first; each says in one line what is to do in it now. */
export function Exercises() {
  const w = useWords(roundWords);
  const person = usePerson();
  const leads = useMay('lead');
  const filter: RoundFilter = useSearch({ strict: false });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{w.title}</h1>
        {person?.roles.some((role) => SETTERS.includes(role)) === true ? <a href={paths.newRound}>{w.make}</a> : null}
      </div>
      <p>{w.lead}</p>
      {leads ? <Runs /> : null}
      <h2>{w.rounds}</h2>
      <Rounds filter={filter} />
    </div>
  );
}

function Rounds({ filter }: { readonly filter: RoundFilter }) {
  const w = useWords(roundWords);
  const c = useWords(common);
  const rounds = useRounds(filter);
  const rows = rounds.data?.pages.flatMap((page) => page.items) ?? [];
  const categories = rounds.data?.pages[0]?.categories ?? [];
  const navigate = useNavigate();
  const set = (change: RoundFilter) => void navigate({ to: paths.exercises, search: { ...filter, ...change }, replace: true });
  const filtered = filter.state !== undefined || filter.category !== undefined || filter.search !== undefined;
  return (
    <>
      <FilterHead
        pills={{
          value: filter.state,
          all: w.all,
          choices: STATES.map((value) => ({ value, label: w.states[value] })),
          onPick: (state) => set({ state }),
        }}
        select={{
          label: w.category,
          value: filter.category,
          any: w.anyCategory,
          choices: categories.map(({ category, rounds: count }) => ({ value: category, label: `${category} (${count})` })),
          onPick: (category) => set({ category }),
        }}
        search={{ label: w.search, value: filter.search, onSearch: (search) => set({ search }) }}
      />
      {rounds.data === undefined ? <Pending on={rounds} lines={6} /> : null}
      {rounds.data !== undefined && rows.length === 0 ? (
        <EmptyState title={filtered ? w.emptyFilter : w.empty}>
          {filtered ? <a href={paths.exercises}>{w.clearFilter}</a> : <span>{w.emptyNext}</span>}
        </EmptyState>
      ) : null}
      {rows.length === 0 ? null : <Rows rows={rows} />}
      {rounds.hasNextPage ? (
        <Button loading={rounds.isFetchingNextPage} onClick={() => void rounds.fetchNextPage()}>
          {c.more}
        </Button>
      ) : null}
    </>
  );
}

function Rows({ rows }: { readonly rows: readonly RoundRow[] }) {
  const w = useWords(roundWords);
  const say = useSay();
  return (
    <div className="list">
      <div className="list-row list-head rounds-grid">
        <span className="id">{w.number}</span>
        <span className="lead">{w.roundTitle}</span>
        <span className="category">{w.category}</span>
        <span className="state">{w.state}</span>
        <span className="deadline">{w.deadline}</span>
        <span className="num">{w.answers}</span>
      </div>
      {rows.map((row) => (
        <a key={row.roundId} className="list-row rounds-grid" href={paths.round(row.roundId)}>
          <span className="id">{row.roundId}</span>
          <span className="lead">{row.title}</span>
          <span className="now small quiet">{say.two(row.now)}</span>
          <span className="category small">{row.category}</span>
          <span className="state">
            <Tag tone={stateTone(row.state)}>{w.states[row.state]}</Tag>
          </span>
          <span className="deadline small">{row.deadline === null ? w.noDeadline : say.time(row.deadline)}</span>
          <span className="num">{row.answers}</span>
        </a>
      ))}
    </div>
  );
}
