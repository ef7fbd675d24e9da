import type { Machine } from '../model';
import { describeObservation, type VantagePoint } from '../probe';
import { type Claim, eventually, verdict } from '../verify';

const topic = 'safety' as const;
const lan: VantagePoint = { at: 'lan' };

/** No password opens a machine. */
export const passwordClaims = (machine: Machine): Claim[] => [noPasswordLogin(machine), noPasswords(machine)];

/** The server says what it would accept before it knows who asks, so any name does. */
function noPasswordLogin({ name, address }: Machine): Claim {
  const settings = ['BatchMode=yes', 'PubkeyAuthentication=no', 'ConnectTimeout=20', 'LogLevel=ERROR'];
  const forgetful = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'GlobalKnownHostsFile=/dev/null'];
  const options = [...settings, ...forgetful].flatMap((setting) => ['-o', setting]);
  return {
    id: `safety.no-password-login.${name}`,
    topic,
    sentence: {
      en: `Nobody can log in to ${name} with a password: it accepts keys only.`,
      ko: `${name} 머신에는 암호로 로그인할 수 없다. 키만 받는다.`,
    },
    from: lan,
    ...eventually,
    lookAt: `./lab ssh ${name} -- sudo sshd -T`,
    check: async (context) => {
      const seen = await context.probe.exec(lan, ['ssh', '-F', 'none', ...options, `nobody@${address}`, 'true']);
      const accepted = /Permission denied \(([^)]*)\)/.exec(seen.stderr)?.[1];
      const evidence = accepted ? `accepts ${accepted}` : describeObservation(seen);
      return { ...verdict(seen, seen.exitCode === 255 && accepted === 'publickey', evidence), final: seen.exitCode === 0 };
    },
  };
}

/** `!` and `*` in the place of a password match none (shadow(5)); an empty one matches all. */
const listPasswords = '{ count += 1 } $2 !~ /^[!*]/ { print $1 } END { print count " accounts" }';

function noPasswords(machine: Machine): Claim {
  const from: VantagePoint = { at: 'machine', name: machine.name };
  return {
    id: `safety.no-passwords.${machine.name}`,
    topic,
    sentence: {
      en: `No account on ${machine.name} has a password, not even root's.`,
      ko: `${machine.name} 머신에는 root를 포함해 암호가 있는 계정이 없다.`,
    },
    from,
    ...eventually,
    lookAt: `./lab ssh ${machine.name} -- sudo passwd --status --all`,
    check: async (context) => {
      const seen = await context.probe.exec(from, ['sudo', 'awk', '-F:', listPasswords, '/etc/shadow']);
      const lines = seen.stdout.trim().split('\n');
      const count = /^[1-9]\d* accounts$/.test(lines.at(-1)!);
      const evidence = !count
        ? describeObservation(seen)
        : lines.length > 1
          ? `with a password: ${lines.slice(0, -1).join(', ')}`
          : `${lines[0]}, none with a password`;
      return verdict(seen, seen.exitCode === 0 && count && lines.length === 1, evidence);
    },
  };
}
