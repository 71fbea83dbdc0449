// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../../edge/endpoint.contract.ts';

/** What the web sees of who had an address: computer, user and department with the time for which it holds. */
export const heldSchema = z.object({
  is: z.enum(['known', 'disputed', 'unknown']),
  holders: z.array(
    z.object({
      mac: z.string(),
      computer: z.string(),
      user: z.string(),
      department: z.string(),
      /** Null: that side is open. */
      from: z.string().nullable(),
      until: z.string().nullable(),
    }),
  ),
});
export type HeldWire = z.infer<typeof heldSchema>;

/** Null: there are no records at all, or none of an address of the Internet; `unknown`: none of an internal one. */
export const whoSchema = heldSchema.nullable();

export const holderFormats = ['isc-dhcpd', 'kea', 'dnsmasq', 'assets', 'unknown'] as const;
export const holderRecordsSchema = z.object({ files: z.int(), leases: z.int(), assets: z.int() });
export const holdersTakenSchema = z.object({
  files: z.array(
    z.object({
      name: z.string(),
      sha256: z.string(),
      format: z.enum(holderFormats),
      leases: z.int(),
      assets: z.int(),
      /** 0 where the same file was taken before. */
      added: z.int(),
      refusedCount: z.int(),
      refused: z.array(z.object({ line: z.int(), text: z.string() })),
    }),
  ),
});
export type HoldersTaken = z.infer<typeof holdersTakenSchema>;

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  holders: get('/api/v1/logs/holders', holderRecordsSchema),
  // Leases (ISC dhcpd, Kea, dnsmasq), list of assets (CSV), multipart.
  addHolders: post('/api/v1/logs/holders', holdersTakenSchema),
} as const;
