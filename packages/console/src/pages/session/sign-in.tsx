import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import { Refusal } from '../../api/refusal.ts';
import { signIn, type Session } from '../../api/session.ts';
import { Preferences } from '../../ui/preferences.tsx';
import { useWords } from '../../words/language.ts';

export type SignInReason = 'first' | 'signed-out' | 'expired' | 'unreachable';

/** Account, user, password. The address stays as it is, so that signing in leads where the person wanted to go. */
export function SignIn({ reason, entered }: { readonly reason: SignInReason; readonly entered: (session: Session) => void }) {
  const words = useWords();
  const [account, setAccount] = useState('');
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => {
    document.title = `${words.session.title} · Isthmus`;
  }, [words]);

  const submit = async (): Promise<void> => {
    setBusy(true);
    setRefused(null);
    try {
      entered(await signIn(account.trim(), user.trim(), password));
    } catch (error) {
      setRefused(error instanceof Refusal ? (error.status === 401 ? words.session.wrong : error.message) : words.session.unreachable);
      setBusy(false);
    }
  };
  const notice = {
    first: null,
    'signed-out': words.session.signedOut,
    expired: words.session.expired,
    unreachable: words.session.unreachable,
  }[reason];
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <SpaceBetween size="l">
          <div className="brand brand-large">
            <img src="/console/isthmus.svg" alt="" width="40" height="40" /> <span>Isthmus</span>
          </div>
          {notice !== null && refused === null && (
            <Alert type={reason === 'signed-out' ? 'success' : reason === 'expired' ? 'info' : 'error'}>{notice}</Alert>
          )}
          {refused !== null && <Alert type="error">{refused}</Alert>}
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void submit();
            }}
          >
            <Container header={<Header variant="h1">{words.session.title}</Header>}>
              <Form
                actions={
                  <Button variant="primary" formAction="submit" loading={busy} fullWidth>
                    {words.session.submit}
                  </Button>
                }
              >
                <SpaceBetween size="m">
                  <FormField label={words.session.account} description={words.session.accountHint}>
                    <Input
                      value={account}
                      onChange={({ detail }) => setAccount(detail.value)}
                      autoComplete="organization"
                      name="account"
                      autoFocus
                    />
                  </FormField>
                  <FormField label={words.session.user}>
                    <Input value={user} onChange={({ detail }) => setUser(detail.value)} autoComplete="username" name="user" />
                  </FormField>
                  <FormField label={words.session.password}>
                    <Input
                      value={password}
                      onChange={({ detail }) => setPassword(detail.value)}
                      type="password"
                      autoComplete="current-password"
                      name="password"
                    />
                  </FormField>
                </SpaceBetween>
              </Form>
            </Container>
          </form>
          <Preferences />
        </SpaceBetween>
      </div>
    </main>
  );
}
