// SPDX-License-Identifier: Apache-2.0
import { get, post } from '../../edge/endpoint.contract.ts';

/** The page of one customer in one notice, by a signed link. */
export const endpoints = {
  // ?lang=ja
  noticePage: get('/notice/:token', 'raw'),
  answerNotice: post('/notice/:token', 'raw'),
  // ?lang=ja; the address of List-Unsubscribe (RFC 8058)
  unsubscribePage: get('/unsubscribe/:token', 'raw'),
  unsubscribe: post('/unsubscribe/:token', 'raw'),
} as const;
