// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Who } from '../../../src/duty/contract.ts';
import { feedAddress, pushKey, subscribePush, withdrawFeeds } from '../../api/duty.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { rotaWords } from '../../journal/words/duty/rota.ts';
import { Failed } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { Once } from '../../ui/secret-once.tsx';

/** How one's own telephone and calendar learn of duty: calendar feeds and this browser's notifications. */
export function MyDuty({ who }: { readonly who: Who }) {
  const w = useWords(rotaWords);
  const say = useSay();
  const mayRead = useMay('read');
  const feed = useMutation({ mutationFn: (of: string) => feedAddress(of) });
  const withdraw = useMutation({ mutationFn: withdrawFeeds, onSuccess: () => feed.reset() });
  const push = useMutation({ mutationFn: subscribeHere });
  if (!mayRead) return null;
  return (
    <section className="sheet stack no-print" aria-label={w.mine}>
      <h2>{w.mine}</h2>
      <div className="actions">
        {who.rosters.map((roster) => (
          <Button key={roster.roster} size="compact-sm" loading={feed.isPending} onClick={() => feed.mutate(`roster:${roster.roster}`)}>
            {w.feedOf(say.two(roster.name))}
          </Button>
        ))}
        <Button size="compact-sm" variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {w.withdrawFeeds}
        </Button>
        {window.isSecureContext ? (
          <Button size="compact-sm" loading={push.isPending} onClick={() => push.mutate()}>
            {w.push}
          </Button>
        ) : null}
      </div>
      {window.isSecureContext ? null : <p className="quiet">{w.pushNot.insecure}</p>}
      {feed.data === undefined ? null : <Once label={w.feedLead} text={feed.data.url} copy={w.copy} copied={w.copied} />}
      {feed.error === null ? null : <Failed error={feed.error} />}
      {withdraw.error === null ? null : <Failed error={withdraw.error} />}
      {push.error === null ? null : push.error instanceof NotPossibleError ? (
        <p>{push.error.said === null ? w.pushNot[push.error.why] : say.two(push.error.said)}</p>
      ) : (
        <Failed error={push.error} />
      )}
      <span role="status">{push.isSuccess ? w.pushDone : withdraw.isSuccess ? w.feedsWithdrawn : ''}</span>
    </section>
  );
}

type Said = Awaited<ReturnType<typeof pushKey>>['closed'];
type Why = 'unsupported' | 'refused' | 'closed';
class NotPossibleError extends Error {
  readonly why: Why;
  /** The desk's own words, where it is the desk by which nothing would come. */
  readonly said: Said;
  constructor(why: Why, said: Said = null) {
    super(why);
    this.name = 'NotPossibleError';
    this.why = why;
    this.said = said;
  }
}

/** Asks the browser for a push subscription under the desk's own key (RFC 8292) and hands it in. */
async function subscribeHere(): Promise<void> {
  const { publicKey, closed } = await pushKey();
  if (closed !== null) throw new NotPossibleError('closed', closed);
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) throw new NotPossibleError('unsupported');
  if ((await Notification.requestPermission()) !== 'granted') throw new NotPossibleError('refused');
  const worker = await navigator.serviceWorker.register('/page-worker.js');
  const found = await worker.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) })
    .catch(() => Promise.reject(new NotPossibleError('unsupported')));
  const { endpoint, keys } = found.toJSON();
  await subscribePush({ endpoint: endpoint ?? '', p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' });
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}
