// SPDX-License-Identifier: Apache-2.0
import { fill, namesIn } from '../../adapters/liquid/liquid.ts';
import { serveThread } from '../../adapters/threads/serve.ts';
import type { Facts } from '../../notification/message/renderer.port.ts';

serveThread({
  fill: ({ template, facts }: { readonly template: string; readonly facts: readonly Facts[] }) => fill(template, facts),
  names: ({ template }: { readonly template: string }) => namesIn(template),
});
