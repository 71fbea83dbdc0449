// SPDX-License-Identifier: Apache-2.0
import { problemOf } from '../api/problem.ts';
import { Bones, ErrorThree, NotPermitted } from '../ui/states.tsx';
import { common } from './common.ts';
import { useSay, useWords } from './lang.tsx';

/** The plain states of web/ui, told in the reader's language. */
export function Failed({ error, retry }: { readonly error: unknown; readonly retry?: (() => void) | undefined }) {
  const w = useWords(common);
  const { two } = useSay();
  const problem = problemOf(error);
  if (problem.status === 403) return <Forbidden />;
  return (
    <ErrorThree
      problem={{ what: two(problem.what), safe: two(problem.safe), next: two(problem.next), code: problem.code }}
      labels={{ safe: w.safe, next: w.next }}
      retry={retry === undefined ? undefined : { word: w.retry, run: retry }}
    />
  );
}

export function Loading({ lines, delay }: { readonly lines?: number; readonly delay?: number }) {
  const w = useWords(common);
  return <Bones label={w.loading} {...(lines === undefined ? {} : { lines })} {...(delay === undefined ? {} : { delay })} />;
}

export function Forbidden() {
  const w = useWords(common);
  return <NotPermitted title={w.notPermitted} who={w.notPermittedWho} />;
}

export function When({ at }: { readonly at: string }) {
  return <time dateTime={at}>{useSay().time(at)}</time>;
}

/** An age for the list, the full time for whoever points at it or reads by ear. */
export function Age({ at }: { readonly at: string }) {
  const say = useSay();
  return (
    <time dateTime={at} title={say.time(at)}>
      {say.age(at)}
    </time>
  );
}
