import { join } from 'node:path';
import { quoted } from '../../host/shell';
import { type StackName, stackNames } from '../../stacks';
import { parallelism } from './run-terraform';

/** What is known of a lab to the program that stands in Terraform's place. */
export interface LabTerraform {
  readonly labName: string;
  /** The folder of all labs of the checkout. */
  readonly labs: string;
  /** Absolute path of Terraform or OpenTofu. */
  readonly terraform: string;
  /** Settings of Terraform that are the same for every stack. */
  readonly environment: Readonly<Record<string, string>>;
  /** What each stack is given, and a stack of the user's own beside them. */
  readonly variables: Readonly<Record<StackName | 'own', Readonly<Record<string, string>>>>;
  readonly stateFile: (stack: StackName) => string;
  /** What comes before a command, so that it runs where the lab's network is. */
  readonly place: readonly string[];
  /** The handle of the network namespace that this needs. Default: none is needed. */
  readonly namespace?: string;
  /** The file that a command locks which changes the lab. */
  readonly lock: string;
  /** The command that is told, with three more words, when a stack is going to be removed or was applied. */
  readonly hooks: readonly string[];
}

const words = (argv: readonly string[]): string => argv.map(quoted).join(' ');

/** The program that stands in Terraform's place for plain cdktf: a shell script that sets what is this lab's. */
export const labTerraform = (lab: LabTerraform): string =>
  [
    '#!/bin/sh',
    `# Terraform for the lab "${lab.labName}". ./lab prepare writes this file; eval "$(./lab env)" names it to cdktf.`,
    `lab=${quoted(lab.labName)}`,
    `labs=${quoted(lab.labs)}`,
    `terraform=${quoted(lab.terraform)}`,
    `namespace=${quoted(lab.namespace ?? '')}`,
    `lock=${quoted(lab.lock)}`,
    ...exportsOf(lab.environment),
    'settings() {',
    '  case $1 in',
    ...stackNames.flatMap((stack) => caseOf(stack, { ...variablesOf(lab, stack), ...wordsOf(lab, stack) })),
    ...caseOf('own', variablesOf(lab, 'own')),
    '  esac',
    '}',
    `in_lab() { ${words(lab.place)} "$@"; }`,
    `hook() { ${words(lab.hooks)} "$@"; }`,
    `. ${quoted(join(__dirname, 'lab-terraform.sh'))}`,
    '',
  ].join('\n');

const exportsOf = (values: Readonly<Record<string, string>>): string[] =>
  Object.entries(values).map(([name, value]) => `export ${name}=${quoted(value)}`);

const caseOf = (stack: string, values: Readonly<Record<string, string>>): string[] => [
  `  ${stack})`,
  ...exportsOf(values).map((line) => `    ${line}`),
  '    ;;',
];

/** Terraform takes variables from the environment. */
const variablesOf = ({ variables }: LabTerraform, stack: keyof LabTerraform['variables']): Record<string, string> =>
  Object.fromEntries(Object.entries(variables[stack]).map(([name, value]) => [`TF_VAR_${name}`, value]));

/** Terraform takes further words for its commands from there, too. Those of the user come after them. */
function wordsOf({ stateFile }: LabTerraform, stack: StackName): Record<string, string> {
  const jobs = ['plan', 'apply', 'destroy'].map((command) => [`TF_CLI_ARGS_${command}`, parallelism({ stack })]);
  // Terraform splits these words as a shell does. What an earlier `init` was told of the state does not count.
  const init = ['TF_CLI_ARGS_init', `-reconfigure ${quoted(`-backend-config=path=${stateFile(stack)}`)}`];
  return Object.fromEntries([...jobs, init]);
}
