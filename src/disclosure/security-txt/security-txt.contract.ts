// SPDX-License-Identifier: Apache-2.0
import { get } from '../../edge/endpoint.contract.ts';

/** Where RFC 9116 wants it. */
export const endpoints = { securityTxt: get('/.well-known/security.txt', 'raw') } as const;
