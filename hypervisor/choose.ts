import { existsSync } from 'node:fs';
import { UserError, labError, usageError } from '../host/user-error';
import { readJson, writeJson } from '../host/state-file';
import type { Lab } from '../lib/model';
import { EmbeddedHypervisor } from './embedded/embedded';
import type { DomainType, Hypervisor, InternetKind } from './port/hypervisor';
import { type LabIdentity, readIdentity } from './ownership/identity';
import { isOwnNamespace, type Namespace } from './network/namespace';
import { labPathsOf } from './port/lab-paths';
import { storageGroup } from './system/storage-group';
import { SystemHypervisor } from './system/system';
import { libvirtAnswers } from './libvirt/virsh';

export interface HypervisorOptions {
  /** Gives the path of a CoreDNS program; asked only when the simulated internet is started. */
  readonly coredns: () => Promise<string>;
  /** What `domainType()` or `systemDomainType()` found; remembered. Default: what was remembered, else software emulation. */
  readonly domainType?: DomainType;
  /** `LAB_HYPERVISOR`, `LAB_INTERNET`, `LIBVIRT_DEFAULT_URI`. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** See EmbeddedOptions. */
  readonly host?: Namespace;
  /** The lab of another checkout, and who it is, where that was asked for by name. Default: this checkout's. */
  readonly other?: LabIdentity;
}

/** What a lab was made with. Kept with the lab, so that every later command finds its machines. */
interface Choice {
  readonly kind: Hypervisor['kind'];
  /** Of a system libvirt. */
  readonly uri?: string;
  readonly internet: InternetKind;
  readonly domainType?: DomainType;
  /** See storage-group.ts. */
  readonly storageGroup?: string;
}

const socket = '/var/run/libvirt/libvirt-sock';

/**
 * The hypervisor of a lab: the one it was made with; for a new lab what `LAB_HYPERVISOR` or its definition says, else a
 * libvirt that answers at `LIBVIRT_DEFAULT_URI` or qemu:///system, else the lab's own.
 * @throws a usage fault for an unknown value, or one that is not what the lab was made with.
 */
export async function chooseHypervisor(lab: Lab, options: HypervisorOptions): Promise<Hypervisor> {
  const env = options.env ?? process.env;
  const checkout = options.other?.checkout;
  const identity = options.other ?? readIdentity(lab.name);
  const file = labPathsOf(lab.name, checkout).choice;
  const remembered = await readChoice(lab, file, env, identity);
  const asked = askedFor(env, lab);
  if (remembered) refuseOther(lab, remembered, asked);
  const found = remembered ?? { ...(asked.hypervisor ?? (await findLibvirt(env))), internet: asked.internet ?? 'simulated' };
  const choice: Choice = { ...found, domainType: options.domainType ?? found.domainType, storageGroup: await groupOf(found) };
  // Until something is started the user may still choose another one.
  const onStart = () => writeJson(file, choice);
  const domainType = choice.domainType ?? 'qemu';
  if (choice.kind === 'system') {
    const { storageGroup } = choice;
    return new SystemHypervisor(lab, choice.uri!, { domainType, identity, checkout, storageGroup, onStart });
  }
  return new EmbeddedHypervisor(lab, {
    domainType,
    identity,
    checkout,
    internet: choice.internet,
    coredns: options.coredns,
    host: options.host,
    onStart,
  });
}

const groupOf = async ({ kind, uri, storageGroup: known }: Choice): Promise<string | undefined> =>
  kind === 'system' ? (known ?? (await storageGroup(uri!))) : undefined;

interface Asked {
  readonly hypervisor?: Pick<Choice, 'kind' | 'uri'>;
  readonly internet?: InternetKind;
}

/** What the environment asks for, else the lab's definition. @throws a usage fault for an unknown value. */
export function askedFor(env: NodeJS.ProcessEnv, lab: Pick<Lab, 'hypervisor' | 'internet'>): Asked {
  const { LAB_HYPERVISOR: hypervisor, LAB_INTERNET: internet } = env;
  if (internet && internet !== 'simulated' && internet !== 'uplink') {
    throw usageError(`LAB_INTERNET is "${internet}"`, { remedy: 'use simulated or uplink' });
  }
  const wanted = hypervisor || lab.hypervisor.uri;
  return {
    hypervisor: wanted ? parseHypervisor(wanted, env) : undefined,
    internet: (internet as InternetKind) || lab.internet.kind,
  };
}

function parseHypervisor(text: string, env: NodeJS.ProcessEnv): Pick<Choice, 'kind' | 'uri'> {
  if (text === 'embedded') return { kind: 'embedded' };
  if (text === 'system') return { kind: 'system', uri: env.LIBVIRT_DEFAULT_URI || 'qemu:///system' };
  if (/^qemu(\+[a-z]+)?:\/\//.test(text) && URL.canParse(text)) return { kind: 'system', uri: text };
  throw usageError(`LAB_HYPERVISOR is "${text}"`, {
    remedy: 'use embedded, system, or a libvirt URI such as qemu+ssh://user@host/system',
  });
}

async function findLibvirt(env: NodeJS.ProcessEnv): Promise<Pick<Choice, 'kind' | 'uri'>> {
  const uri = env.LIBVIRT_DEFAULT_URI || 'qemu:///system';
  const worthAsking = Boolean(env.LIBVIRT_DEFAULT_URI) || existsSync(socket);
  return worthAsking && (await libvirtAnswers(uri)).answers ? { kind: 'system', uri } : { kind: 'embedded' };
}

function refuseOther(lab: Lab, remembered: Choice, asked: Asked): void {
  const other = (what: string, was: string, wanted: string) =>
    usageError(`the lab "${lab.name}" was made with ${what} ${was}, not ${wanted}`, {
      remedy: `run ./lab down first, or leave the variable unset`,
    });
  const { hypervisor, internet } = asked;
  const name = (choice: Pick<Choice, 'kind' | 'uri'>): string => choice.uri ?? choice.kind;
  if (hypervisor && name(hypervisor) !== name(remembered)) throw other('the hypervisor', name(remembered), name(hypervisor));
  if (internet && internet !== remembered.internet) throw other('the internet', remembered.internet, internet);
}

/**
 * What a lab was made with. Where the file is damaged it is found out from what runs, else taken from `LAB_HYPERVISOR`.
 * @throws a lab fault where neither says it.
 */
async function readChoice(
  lab: Lab,
  file: string,
  env: NodeJS.ProcessEnv,
  identity: LabIdentity | undefined,
): Promise<Choice | undefined> {
  try {
    return readJson<Choice>(file, isChoice);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const internet = askedFor(env, lab).internet ?? 'simulated';
    if (await isOwnNamespace(labPathsOf(lab.name).namespaces.gateway, identity)) return { kind: 'embedded', internet };
    if (env.LAB_HYPERVISOR) return { ...parseHypervisor(env.LAB_HYPERVISOR, env), internet };
    throw labError(error.message, {
      remedy: 'say with which hypervisor the lab was made: LAB_HYPERVISOR=embedded, system or a URI',
    });
  }
}

const isChoice = (value: unknown): boolean =>
  ['embedded', 'system'].includes((value as Choice | null)?.kind ?? '') &&
  ['simulated', 'uplink'].includes((value as Choice).internet);
