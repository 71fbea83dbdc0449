// SPDX-License-Identifier: Apache-2.0
/** What is wrong, and where first. `where` names a row as `stream#seq`, a blob by its hash, or the head. */
export type Fault = { readonly code: FaultCode; readonly where: string; readonly detail: string };
export type FaultCode =
  | 'entry-missing'
  | 'entry-unreadable'
  | 'entry-changed'
  | 'entry-moved'
  | 'chain-broken'
  | 'head-broken'
  | 'body-changed'
  | 'body-missing'
  | 'tail-missing'
  | 'tail-changed'
  | 'view-changed'
  | 'blob-missing'
  | 'blob-changed'
  | 'blob-not-erased'
  | 'roles-changed'
  | 'reads-changed';
