// SPDX-License-Identifier: Apache-2.0
import { useSearch } from '@tanstack/react-router';
import { SetUp } from './set-up.tsx';
import { SignIn } from './sign-in.tsx';

/** What stands in front of the desk while nobody is signed in. */
export function Gates({ setUpNeeded, onDone }: { readonly setUpNeeded: boolean; readonly onDone: () => void }) {
  const search: Record<string, unknown> = useSearch({ strict: false });
  if (setUpNeeded) return <SetUp code={typeof search['code'] === 'string' ? search['code'] : ''} onDone={onDone} />;
  return <SignIn onSignedIn={onDone} />;
}
