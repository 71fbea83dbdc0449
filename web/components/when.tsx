// SPDX-License-Identifier: Apache-2.0
import { useSay } from '../lang/lang.tsx';

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
