// SPDX-License-Identifier: Apache-2.0
import { useSearch } from '@tanstack/react-router';
import type { Session } from '../../../src/organisation/contract.ts';
import { FirstPassword } from './first-password.tsx';
import { SetUp } from './set-up.tsx';
import { SignIn } from './sign-in.tsx';

/** What stands in front of the desk until somebody is signed in with a password of their own. */
export function Gates({ session, onDone }: { readonly session: Session; readonly onDone: () => void }) {
  const search: Record<string, unknown> = useSearch({ strict: false });
  if (session.setupNeeded) return <SetUp code={typeof search['code'] === 'string' ? search['code'] : ''} onDone={onDone} />;
  if (session.person !== null) return <FirstPassword onDone={onDone} />;
  return <SignIn providers={session.providers} onSignedIn={onDone} />;
}
