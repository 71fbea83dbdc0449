// SPDX-License-Identifier: Apache-2.0
import { fill, namesIn } from '../../adapters/liquid/liquid.ts';
import { readMail } from '../../adapters/mime/parse-mail.ts';
import { classifyBounce } from '../../notification/bounce/classify.ts';
import type { CameBack } from '../../notification/sending/came-back.port.ts';
import { serveThread } from '../../adapters/threads/serve.ts';
import type { Facts } from '../../notification/message/renderer.port.ts';

/** Our own marks stand in the head of what came back, or in the head of what it quotes. */
const MOST_LOOKED_AT = 512 * 1024;

serveThread({
  'came-back': ({ bytes, envelopeTo }: { readonly bytes: Uint8Array; readonly envelopeTo: string }): CameBack => {
    const text = `${envelopeTo}\n${Buffer.from(bytes).subarray(0, MOST_LOOKED_AT).toString('latin1')}`;
    const found = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? match[0]))].slice(0, 20);
    return {
      bounce: classifyBounce(readMail(bytes)),
      tokens: found(/\bb-([0-9a-f]{32})@/g),
      messageIds: found(/<m\.[0-9a-f]{40}@[A-Za-z0-9.-]{1,255}>/g),
    };
  },
  fill: ({ template, facts }: { readonly template: string; readonly facts: readonly Facts[] }) => fill(template, facts),
  names: ({ template }: { readonly template: string }) => namesIn(template),
});
