// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

export const inventoryKinds = ['software', 'cgi', 'site', 'asset'] as const;
export const exposures = ['internet', 'internal', 'unknown'] as const;

/** One thing that the organisation runs, as its own list says. */
export const inventoryItemSchema = z.object({
  id: z.string().min(1).max(300),
  kind: z.enum(inventoryKinds),
  name: z.string().min(1).max(300),
  version: z.string().max(100).nullable(),
  /** `cpan`, `npm`, `deb`, `rpm` …; null when the list does not say. */
  ecosystem: z.string().max(50).nullable(),
  host: z.string().max(300).nullable(),
  path: z.string().max(1000).nullable(),
  owner: z.string().max(200).nullable(),
  exposure: z.enum(exposures),
  /** The file that it was read from. */
  from: z.string().max(300),
});
export type InventoryItem = z.infer<typeof inventoryItemSchema>;

/** What a report of "your CGI" may mean: programs that a web server runs. */
export function isWebProgram(item: InventoryItem): boolean {
  if (item.kind === 'cgi') return true;
  return /\b(?:cgi|fcgi|perl|php)\b|^(?:php|perl|libapache2-mod-(?:perl|php)|libcgi)|-perl$|^cgi|cpan/i.test(
    `${item.name} ${item.ecosystem ?? ''} ${item.path ?? ''}`,
  );
}
