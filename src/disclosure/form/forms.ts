// SPDX-License-Identifier: Apache-2.0
import { ddos, ransomware } from './common-forms.ts';
import type { Form, FormId } from './form.ts';
import { bank, inHouse, insurer, ringi } from './house-sheets.ts';

export const forms: Readonly<Record<FormId, Form>> = { ransomware, ddos, insurer, bank, ringi, 'in-house': inHouse };
