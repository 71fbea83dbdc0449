// SPDX-License-Identifier: Apache-2.0
import type { CustomersImported } from '../../../src/notification/contract.ts';
import { endpoints } from '../../../src/notification/contract.ts';
import { customersKey, importCustomers } from '../../api/notification/customers.ts';
import { useWords } from '../../lang/lang.tsx';
import { ImportCsv } from './import-csv.tsx';
import { customerWords } from './words.ts';

/** Brings the list of customers in, and says what it means for contacts that are switched off. */
export function ImportCustomers() {
  const w = useWords(customerWords);
  return (
    <ImportCsv
      title={w.importTitle}
      lead={w.importLead}
      template={endpoints.customersTemplate.at({})}
      topic={customersKey}
      bring={importCustomers}
      taken={shown}
    />
  );
}

const shown = (report: CustomersImported) => <Taken report={report} />;

function Taken({ report }: { readonly report: CustomersImported }) {
  const w = useWords(customerWords);
  return (
    <>
      <strong>{w.taken(report.added, report.changed)}</strong>
      <span>{w.basis(report.rows, report.customers, report.contracts)}</span>
      {report.off.length === 0 ? null : (
        <>
          <h3>{w.offTitle}</h3>
          <ul>
            {report.off.map((one) => (
              <li key={`${one.customerId} ${one.contactId}`}>
                {one.customer}: {one.is === 'still-off' ? w.stillOff(one.value, one.reason) : w.replaced(one.value, one.by)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
