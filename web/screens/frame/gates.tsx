// SPDX-License-Identifier: Apache-2.0
import { useRouter, useRouterState } from '@tanstack/react-router';
import type { Session } from '../../../src/organisation/contract.ts';
import { paths } from '../../paths.ts';
import { FirstPassword } from './first-password.tsx';
import { SetUp } from './set-up.tsx';
import { SignIn } from './sign-in.tsx';

/** What stands in front of the desk until somebody is signed in with a password of their own. */
export function Gates({ session, onDone }: { readonly session: Session; readonly onDone: () => void }) {
  const router = useRouter();
  // The start prints an address with the code behind #, which never reaches a server's log.
  const code = useRouterState({ select: (state) => state.location.hash });
  const enter = () => {
    router.history.replace(paths.now);
    onDone();
  };
  if (session.setupNeeded) return <SetUp code={code.replace(/^#/, '')} onDone={enter} />;
  if (session.person !== null) return <FirstPassword onDone={onDone} />;
  return <SignIn providers={session.providers} onSignedIn={onDone} />;
}
