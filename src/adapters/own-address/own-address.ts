// SPDX-License-Identifier: Apache-2.0
import type { FetchOutside } from '../../common/fetch-outside.port.ts';
import type { AskAddress } from '../../organisation/mail/mail-ports.port.ts';

const TIMEOUT = 8000;
/** What a desk answers is shorter; of anything else no more is read. */
const MOST_BYTES = 2000;

/** One GET to the desk's own public address: no redirect is followed, no cookie is sent. */
export function askOwnAddress(fetchOutside: FetchOutside): AskAddress {
  return async (url) => {
    try {
      const answer = await fetchOutside(url, { signal: AbortSignal.timeout(TIMEOUT), headers: { accept: 'application/json' } });
      return { is: 'answered', mark: markIn(await beginningOf(answer)), status: answer.status };
    } catch (cause) {
      const { message, cause: below } = cause as { message?: string; cause?: { code?: string; message?: string } };
      const words = [below?.code, below?.message ?? message].filter((text) => text !== undefined);
      return { is: 'silent', detail: words.join(' ').slice(0, 300) };
    }
  };
}

async function beginningOf(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  const parts: Uint8Array[] = [];
  if (reader === undefined) return '';
  for (let length = 0; length < MOST_BYTES; ) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
  }
  await reader.cancel().catch(() => undefined);
  return Buffer.concat(parts).subarray(0, MOST_BYTES).toString('utf8');
}

function markIn(text: string): string | null {
  try {
    const { mark } = JSON.parse(text) as { mark?: unknown };
    return typeof mark === 'string' && mark.length <= 200 ? mark : null;
  } catch {
    return null;
  }
}
