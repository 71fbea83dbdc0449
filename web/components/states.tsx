// SPDX-License-Identifier: Apache-2.0
import { problemOf } from '../api/fetch/problem.ts';
import { Skeleton, ErrorThree, NotPermitted } from '../ui/states.tsx';
import { common } from '../lang/common.ts';
import { useSay, useWords } from '../lang/lang.tsx';

/** The plain states of web/ui, told in the reader's language. */
export function Failed({ error, retry }: { readonly error: unknown; readonly retry?: (() => void) | undefined }) {
  const w = useWords(common);
  const { two } = useSay();
  const problem = problemOf(error);
  // Other refusals say what they are, and what to do.
  if (problem.code === 'not-permitted') return <Forbidden />;
  const number = problem.status < 500 ? undefined : problem.instance?.split(':').at(-1)?.slice(0, 8);
  const code = number === undefined ? problem.code : `${problem.code} · ${w.requestNumber(number)}`;
  return (
    <ErrorThree
      problem={{ what: two(problem.what), safe: two(problem.safe), next: two(problem.next), code }}
      labels={{ safe: w.safe, next: w.next }}
      retry={retry === undefined ? undefined : { word: w.retry, run: retry }}
    />
  );
}

export function Loading({ lines, delay }: { readonly lines?: number; readonly delay?: number }) {
  const w = useWords(common);
  return <Skeleton label={w.loading} {...(lines === undefined ? {} : { lines })} {...(delay === undefined ? {} : { delay })} />;
}

/** What is still to come: a query, or several that are needed together. */
type Awaited = { readonly error: unknown; readonly refetch: () => unknown };

/**
 * An answer that is on its way: grey lines, or why it did not come with a button that asks again. `working`: what is being
 * done, said aloud where that can take a while.
 */
export function Pending(props: {
  readonly on: Awaited | readonly Awaited[];
  readonly lines?: number;
  readonly delay?: number;
  readonly working?: string | undefined;
}) {
  const { on, working, ...shape } = props;
  const failed = [on].flat().filter(({ error }) => error !== null);
  if (failed[0] !== undefined) return <Failed error={failed[0].error} retry={() => failed.forEach(({ refetch }) => void refetch())} />;
  if (working === undefined) return <Loading {...shape} />;
  return (
    <div className="stack">
      <p role="status" className="quiet">
        {working}
      </p>
      <Loading {...shape} />
    </div>
  );
}

export function Forbidden() {
  const w = useWords(common);
  return <NotPermitted title={w.notPermitted} who={w.notPermittedWho} />;
}
