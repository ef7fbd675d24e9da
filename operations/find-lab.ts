import { resolve } from 'node:path';
import { goProgram } from '../build/image/go-programs';
import { buildNodeImage } from '../build/image/build-node-image';
import { UserError, usageError } from '../host/user-error';
import { labFiles } from '../host/lab-files';
import { labStateDir } from '../host/paths';
import { progressTo } from '../host/progress';
import { chooseHypervisor, findOwner, type LabIdentity } from '../hypervisor';
import { closestName, DefinitionError, type Lab, resolveLab } from '../lib/model';
import type { Context } from './context';
import { askedFile, askedLab, builtLab, builtLabs, isSame } from './lab-folder/built-definition';
import { liveProbe } from './live-probe/live-probe';
import { existingSecrets } from './secrets/lab-secrets';

/** What an operation is given from outside: who listens, and what stops it. */
export type Surroundings = Pick<Context, 'signal' | 'notify' | 'out'>;

/** Which lab a user means. */
export interface ContextOptions {
  /** A definition file. */
  readonly config?: string;
  /** The name of a lab built before; its definition is the one it was built from. */
  readonly lab?: string;
  /** The folder of another checkout whose lab it is, for `down`. */
  readonly checkout?: string;
}

/** The lab as its definition file has it now: what `up` builds. */
export function askedContext({ config, lab }: ContextOptions, around: Surroundings): Context {
  if (lab === undefined) {
    const file = askedFile(config);
    return contextOf(askedLab(file), around, { configFile: file });
  }
  if (config !== undefined) throw usageError('--lab and --config name a lab each', { remedy: 'use one of them' });
  return contextOf(requireBuilt(lab), around);
}

/** The lab as it was built, which is what there is to look at and to remove; as asked where nothing was built. */
export function builtContext(options: ContextOptions, around: Surroundings): Context {
  const asked = askedContext(options, around);
  const built = builtLab(asked.lab.name);
  if (!built) return asked;
  if (options.lab === undefined && !isSame(built, asked.lab))
    asked.progress.note('the definition was changed since this lab was built: ./lab diff shows what ./lab up would do');
  return contextOf(built, around, { configFile: asked.configFile });
}

/** The lab to remove. One that left no definition behind can still be named: what it left is found by its name. */
export function removableContext(options: ContextOptions, around: Surroundings): Context {
  const { lab, checkout } = options;
  if (checkout !== undefined) return otherContext(lab, resolve(checkout), around);
  if (lab !== undefined) return readableLab(lab) ? builtContext(options, around) : contextOf(resolveLab({ name: lab }), around);
  const asked = askedContext(options, around);
  return readableLab(asked.lab.name) ? builtContext(options, around) : asked;
}

/** The definition a lab was built from; undefined where there is none, or it is damaged: the name is all that removing it needs. */
function readableLab(name: string): Lab | undefined {
  try {
    return builtLab(name);
  } catch (error) {
    if (error instanceof UserError || error instanceof DefinitionError) return undefined;
    throw error;
  }
}

/** A lab of another checkout, by its name and that folder; what it left carries both, though the folder may be gone. */
function otherContext(name: string | undefined, checkout: string, around: Surroundings): Context {
  if (name === undefined) throw usageError('--checkout names no lab', { remedy: './lab down LAB --checkout FOLDER' });
  const owner = findOwner(name, checkout);
  if (!owner) {
    throw usageError(`nothing on this machine belongs to a lab "${name}" of the checkout ${checkout}`, {
      remedy: './lab list shows the labs of other checkouts',
    });
  }
  return contextOf(builtLab(name, checkout) ?? resolveLab({ name }), around, { other: owner });
}

function requireBuilt(name: string): Lab {
  const built = builtLab(name);
  if (built) return built;
  const names = builtLabs();
  const nearest = closestName(name, names);
  throw usageError(`there is no lab "${name}" in this checkout`, {
    remedy: nearest
      ? `did you mean ${nearest}?`
      : names.length > 0
        ? `the labs are ${names.join(', ')}`
        : 'build one with ./lab up',
  });
}

/** A context for a lab, however its definition was found. */
export function contextOf(
  lab: Lab,
  { signal, notify, out }: Surroundings,
  { configFile, other }: { readonly configFile?: string; readonly other?: LabIdentity } = {},
): Context {
  const stateDir = labStateDir(lab.name, other?.checkout);
  const progress = progressTo(notify);
  const kubectl = once(() => goProgram('kubernetes', 'kubectl'));
  const secrets = () => existingSecrets(labFiles(stateDir).secrets);
  return {
    lab,
    configFile,
    stateDir,
    checkout: other?.checkout,
    signal,
    notify,
    out,
    progress,
    hypervisor: (found) => chooseHypervisor(lab, { coredns: () => goProgram('coredns', 'coredns'), other, ...found }),
    image: once(() => buildNodeImage({ progress })),
    kubectl,
    secrets,
    probe: async (hypervisor) => {
      const wrap = hypervisor.command.bind(hypervisor);
      return liveProbe({ lab, wrap, kubectl: await kubectl(), ...secrets(), runDir: hypervisor.runtimeFolder() });
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
