// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { customersKey, switchContact } from '../../api/notification/customers.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useWords } from '../../lang/lang.tsx';
import { customerWords } from './words.ts';

/** Which contact is to be switched on, or off. */
export type Switching = { readonly contactId: string; readonly value: string; readonly on: boolean };

export function SwitchDialog({ contactId, value, on, onClose }: Switching & { readonly onClose: () => void }) {
  const w = useWords(customerWords);
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (reason: string) => switchContact(contactId, on, reason),
    onSuccess: () => client.invalidateQueries({ queryKey: customersKey }),
  });
  return (
    <ReasonDialog
      title={on ? w.switchOnTitle(value) : w.switchOffTitle(value)}
      lead={w.switchLead}
      draft={`contact-${contactId}`}
      confirm={on ? w.switchOn : w.switchOff}
      pending={save.isPending}
      error={save.error}
      onClose={onClose}
      onConfirm={(reason, clear) =>
        save.mutate(reason, {
          onSuccess: () => {
            clear();
            onClose();
          },
        })
      }
    />
  );
}
