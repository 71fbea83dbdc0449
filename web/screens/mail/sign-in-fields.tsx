// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, TextInput, Textarea } from '@mantine/core';
import { signInSecrets } from '../../../src/organisation/mail/mail.contract.ts';
import type { Direction, SignInKind } from '../../../src/organisation/mail/mail.contract.ts';
import { Password } from '../../components/password.tsx';
import { useWords } from '../../lang/lang.tsx';
import type { FormValues } from './form-values.ts';
import { mailWords } from './words.ts';

const KINDS: readonly SignInKind[] = ['password', 'microsoft', 'google-service-account', 'google-consent', 'none'];

/** How the desk signs in: the fields of the way that is chosen. `kept`: a secret is stored, and an empty field leaves it. */
export function SignInFields(props: {
  readonly direction: Direction;
  readonly form: FormValues;
  readonly set: (change: Partial<FormValues>) => void;
  readonly kept: boolean;
}) {
  const { direction, form, set, kept } = props;
  const w = useWords(mailWords);
  const field = (name: 'account' | 'tenant' | 'clientId' | 'authority' | 'secretEnds' | 'tokenUrl') => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  });
  const { kind } = form;
  const kinds = direction === 'out' ? KINDS : KINDS.filter((one) => one !== 'none');
  return (
    <>
      <NativeSelect
        label={w.signIn}
        data={kinds.map((value) => ({ value, label: w.kinds[value] }))}
        value={kind}
        onChange={(event) => set({ kind: KINDS.find((one) => one === event.currentTarget.value) ?? 'password', secrets: {} })}
      />
      {kind === 'none' ? null : (
        <TextInput label={w.account} description={w.accountHelp} required maxLength={320} autoComplete="off" {...field('account')} />
      )}
      {kind === 'microsoft' ? (
        <>
          <TextInput label={w.tenant} required maxLength={200} {...field('tenant')} />
          <TextInput label={w.clientId} required maxLength={200} {...field('clientId')} />
          <TextInput label={w.authority} maxLength={500} {...field('authority')} />
          <TextInput label={w.secretEnds} description={w.secretEndsHelp} type="date" {...field('secretEnds')} />
        </>
      ) : null}
      {kind === 'google-consent' ? (
        <>
          <TextInput label={w.clientId} required maxLength={300} {...field('clientId')} />
          <TextInput label={w.tokenUrl} maxLength={500} {...field('tokenUrl')} />
        </>
      ) : null}
      {signInSecrets[kind].map((name) => {
        const secret = {
          label: w.secrets[name],
          required: !kept,
          value: form.secrets[name] ?? '',
          onChange: (event: { currentTarget: { value: string } }) =>
            set({ secrets: { ...form.secrets, [name]: event.currentTarget.value } }),
        };
        return name === 'keyFile' ? (
          <Textarea key={name} {...secret} maxLength={20_000} minRows={4} autosize spellCheck={false} autoComplete="off" />
        ) : (
          <Password key={name} {...secret} maxLength={5000} autoComplete="new-password" />
        );
      })}
    </>
  );
}
